"""A sample of small changes to a room's code, each tried against its tests: which ones does no test notice?

    python tools/sample_mutants.py medicine tests/unit/medicine [--sample 40] [--seed 1]

For a room that is too slow for `make mutants`. Each change is made in a copy of the tree: a comparison turned, `and`
for `or`, a condition negated, a number moved by one, a `return` of nothing.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
PACKAGE = Path("src") / "dolomite"
TURNED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
SECONDS = 300  # after which a change counts as noticed: it runs for ever


def changes(tree: ast.Module) -> Iterator[tuple[str, ast.Module]]:
    """Each small change: where and what, and the module with it."""
    for at, node in enumerate(ast.walk(tree)):
        for kind in kinds(node):
            other = copy.deepcopy(tree)
            changed = next(one for number, one in enumerate(ast.walk(other)) if number == at)
            told = f"line {getattr(node, 'lineno', '?')}: {kind}: {ast.unparse(node)[:70]}"
            apply(kind, changed)
            yield told, other


def kinds(node: ast.AST) -> list[str]:
    """The changes that this node can take."""
    if isinstance(node, ast.Compare):
        return ["turned"]
    if isinstance(node, ast.BoolOp):
        return ["and for or"]
    if isinstance(node, ast.If | ast.IfExp):
        return ["negated"]
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        return ["plus one"]
    if isinstance(node, ast.Return) and node.value is not None:
        return ["nothing returned"]
    return []


def apply(kind: str, node: ast.AST) -> None:
    """Make the change in place."""
    if isinstance(node, ast.Compare):
        node.ops[0] = TURNED[type(node.ops[0])]()
    elif isinstance(node, ast.BoolOp):
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
    elif isinstance(node, ast.If | ast.IfExp):
        node.test = ast.UnaryOp(op=ast.Not(), operand=node.test)
    elif isinstance(node, ast.Constant):
        assert isinstance(node.value, int | float)
        node.value += 1
    elif isinstance(node, ast.Return) and kind == "nothing returned":
        node.value = ast.Constant(value=None)


def noticed(folder: Path, tests: list[str]) -> bool:
    """Whether a test turns red in that tree."""
    surroundings = {**os.environ, "PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
    words = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-m", "not slow", "-p", "no:cacheprovider", *tests]
    try:
        done = subprocess.run(
            words, cwd=folder, env=surroundings, capture_output=True, check=False, timeout=SECONDS, text=True
        )
    except subprocess.TimeoutExpired:
        return True
    if done.returncode not in (0, 1):  # 1: a test is red; anything else is a fault of the run
        raise RuntimeError(done.stdout[-2000:] + done.stderr[-2000:])
    return done.returncode == 1


def main() -> int:
    """Try a sample of changes and print those that no test noticed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("room")
    parser.add_argument("tests", nargs="+")
    parser.add_argument("--sample", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    every = [
        (path, told, made)
        for path in sorted((ROOT / PACKAGE / given.room).glob("*.py"))
        for told, made in changes(ast.parse(path.read_text("utf-8")))
    ]
    chosen = Random(given.seed).sample(every, min(given.sample, len(every)))
    left = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for part in ("src", "tests", "tools", "examples", "pyproject.toml"):
            source = ROOT / part
            shutil.copytree(source, folder / part) if source.is_dir() else shutil.copy(source, folder / part)
        assert not noticed(folder, given.tests), "the tests are red without any change"
        for path, told, made in chosen:
            place = folder / path.relative_to(ROOT)
            place.write_text(ast.unparse(ast.fix_missing_locations(made)), encoding="utf-8")
            if not noticed(folder, given.tests):
                left += 1
                print(f"{path.name}, {told}", flush=True)
            shutil.copy(path, place)
    print(f"{given.room}: {len(chosen)} of {len(every)} changes tried, {left} unnoticed")
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
