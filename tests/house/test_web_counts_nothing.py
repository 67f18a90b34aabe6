"""Pages count nothing and know no cookie: arithmetic is a use case's, a session the server's."""

import ast
from pathlib import Path

WEB = Path(__file__).parents[2] / "src" / "dolomite" / "web"
COUNTS = (ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Pow, ast.Mod)


def arithmetic(source):
    """Lines that calculate, named module constants aside (a size in bytes is written as a product)."""
    tree = ast.parse(source)
    constants = {
        inner
        for node in tree.body
        if isinstance(node, ast.Assign) and all(isinstance(t, ast.Name) and t.id.isupper() for t in node.targets)
        for inner in ast.walk(node)
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if node not in constants
        and isinstance(node, (ast.BinOp, ast.AugAssign))
        and isinstance(node.op, COUNTS)
        and not _of_sets(node)
        and not _of_paths(node)
    ]


def _of_sets(node):
    """`ids - set(said)`: a difference of sets is no arithmetic."""
    return isinstance(node, ast.BinOp) and any(
        isinstance(side, ast.Call) and isinstance(side.func, ast.Name) and side.func.id in ("set", "frozenset")
        for side in (node.left, node.right)
    )


def _of_paths(node):
    """`folder / name` joins a path; a division has a number on one side."""
    sides = (node.left, node.right) if isinstance(node, ast.BinOp) else ()
    numbers = [one for one in sides if isinstance(one, ast.Constant) and isinstance(one.value, (int, float))]
    return isinstance(node.op, ast.Div) and not numbers


def test_a_sum_in_a_page_is_found():
    assert arithmetic("def f(x):\n    return x * 2\n") == [2]
    assert arithmetic("SIZE = 4 * 1024\n") == []


def test_no_page_calculates():
    found = {path.name: lines for path in WEB.rglob("*.py") if (lines := arithmetic(path.read_text(encoding="utf-8")))}
    assert found == {}, "move these into a use case under app/"


def test_no_page_and_no_use_case_knows_a_cookie():
    app = WEB.parent / "app"
    found = [path.name for room in (WEB, app) for path in room.rglob("*.py") if "cookie" in path.read_text().lower()]
    assert found == [], "sessions are the server's alone: the same app runs where there is none"


def test_every_route_is_asynchronous():
    found = []
    for path in WEB.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                found += [f"{path.name}: {node.name}" for d in node.decorator_list if "router" in ast.unparse(d)]
    assert found == []
