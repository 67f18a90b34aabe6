"""A column of unknowns sums to 0 in every engine: in the population room only `columns.total` may sum one."""

import ast
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[2] / "src" / "dolomite" / "population"
HELPER = "total"
SUMS = {"sum", "sum_horizontal", "cum_sum"}
PLAIN = "a bare sum of a column: use columns.total, which tells unknown from 0"


def bare_sums(text: str) -> list[int]:
    """The lines of a module that sum a column outside the helper. Sums of NumPy arrays name their axis."""
    tree = ast.parse(text)
    if not any(name.name.startswith("narwhals") for node in ast.walk(tree) if isinstance(node, ast.Import)
               for name in node.names):  # fmt: skip
        return []  # a module without columns
    helper = {id(inside) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.name == HELPER
              for inside in ast.walk(node)}  # fmt: skip
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in SUMS
        and not any(word.arg == "axis" for word in node.keywords)
        and id(node) not in helper
    ]


def test_no_module_of_the_room_sums_a_column_bare():
    found = {path.name: lines for path in ROOM.rglob("*.py") if (lines := bare_sums(path.read_text(encoding="utf-8")))}
    assert not found, f"{PLAIN}: {found}"


BARE = {
    "a sum": 'import narwhals as nw\nx = nw.col("mg").sum()\n',
    "a sum across": 'import narwhals as nw\nx = nw.sum_horizontal("a", "b")\n',
    "a sum by name": 'import narwhals as nw\nx = nw.sum("mg")\n',
}


@pytest.mark.parametrize("text", BARE.values(), ids=BARE.keys())
def test_a_bare_sum_is_seen(text):
    assert bare_sums(text) == [2]


def test_the_helper_may_sum_and_so_may_an_array():
    assert bare_sums("import narwhals as nw\ndef total(c):\n    return c.sum()\n") == []
    assert bare_sums("import narwhals as nw\nx = values.sum(axis=0)\n") == []
