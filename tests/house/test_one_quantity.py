"""Magnesium beside food is computed in one module: nobody else reads a supplement's weights to compute with them."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "src" / "dolomite"
WEIGHTS = {"elemental_mg", "salt_mg", "per_day"}
# The computation itself, and the modules on labels and forms that turn a printed weight into magnesium.
MAY_READ = {
    "supplement/beside_food.py": "the computation",
    "supplement/form.py": "what a salt holds of magnesium",
    "supplement/label.py": "what a label says",
    "supplement/diary_line.py": "what a line of a diary says, read like a label",
    "supplement/product.py": "what a medicine's label says",
    "app/read_supplement.py": "asks what products with that label really hold",
    "view/supplement.py": "shows what a label says",
    "app/begin.py": "writes what a label says as the person file has it",
    "app/magnesium_place.py": "shows how often, as it was typed; the amount is the computation's",
    "intake/screener.py": "how often a food is eaten in a day: no supplement",
    "app/day.py": "writes a kept supplement as the line of a diary, with the weight as it was typed",
}


def readers():
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        read = {
            node.attr
            for node in ast.walk(tree)
            if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load) and node.attr in WEIGHTS
        }
        if read:
            found[path.relative_to(PACKAGE).as_posix()] = read
    return found


def test_only_the_one_computation_reads_the_weights():
    stray = {name: sorted(read) for name, read in readers().items() if name not in MAY_READ}
    assert not stray, f"read supplement/beside_food.py instead of the weights: {stray}"


def test_no_module_is_allowed_for_nothing():
    assert set(MAY_READ) <= readers().keys()
