"""What the house keeps small: untyped values, long functions, option names in sentences, unknown taken for zero."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "dolomite"
COATS = {"cli", "server", "web", "api"}
# These may only fall: what stood here when the walls were built, with a little room for work under way.
MOST_ANY, MOST_UNTYPED_RETURNS, MOST_OR_ZERO, MOST_LONG, MOST_WIDE = 225, 32, 26, 9, 28
LONGEST_LINES, MOST_PARAMETERS = 60, 7
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
FILES_FOR_PEOPLE = {"trial/plan_text.py"}  # the head of a plan file says how to start it


def trees():
    for path in sorted(PACKAGE.rglob("*.py")):
        yield path.relative_to(PACKAGE).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def functions():
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield f"{name}: {node.name}", node


def options_in_sentences(name, tree):
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    alone = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.List | ast.Tuple) or (isinstance(node, ast.keyword) and node.arg == "command")
        for part in ast.walk(node if not isinstance(node, ast.keyword) else node.value)
    }
    return [
        f"{name}, line {node.lineno}: {node.value[:60]}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documented | alone
        and OPTION.search(node.value)
    ]


def or_zero(name, tree):
    return [
        f"{name}, line {node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.BoolOp)
        and isinstance(node.op, ast.Or)
        and isinstance(node.values[-1], ast.Constant)
        and node.values[-1].value in (0, 0.0)
        and type(node.values[-1].value) in (int, float)
    ]


def test_planted_faults_are_found():
    assert options_in_sentences("x", ast.parse('def f():\n    raise E("Give it with --sheet FILE.")'))
    assert not options_in_sentences("x", ast.parse('words += ["--route", name]'))
    assert or_zero("x", ast.parse("mg = span.low or 0.0")) == ["x, line 1"]
    assert or_zero("x", ast.parse("flag = a or False")) == []


def test_no_sentence_below_the_coats_names_an_option():
    found = [
        line
        for name, tree in trees()
        if name.split("/")[0] not in COATS
        and name not in FILES_FOR_PEOPLE
        and "/" in name
        and not name.startswith("view/shape/")
        for line in options_in_sentences(name, tree)
    ]
    assert not found, "say which field, and let the coat name its option:\n" + "\n".join(found)


def test_unknown_is_not_taken_for_zero_in_more_places():
    found = [line for name, tree in trees() if name.split("/")[0] not in COATS for line in or_zero(name, tree)]
    assert len(found) <= MOST_OR_ZERO, "`x or 0` takes unknown for zero; ask `is not None`:\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("pattern", "most"), [(r"\bAny\b", MOST_ANY), (r"-> dict\[str, (object|Any)\]:", MOST_UNTYPED_RETURNS)]
)
def test_untyped_values_become_fewer(pattern, most):
    found = sum(len(re.findall(pattern, path.read_text(encoding="utf-8"))) for path in PACKAGE.rglob("*.py"))
    assert found <= most, f"{found} of {pattern}, at most {most}: give the value a type (view/shape for JSON)"


def test_functions_stay_short_and_narrow():
    long, wide = [], []
    for name, node in functions():
        if name.split("/")[0] in COATS:  # an option is a parameter there
            continue
        if node.end_lineno - node.lineno + 1 > LONGEST_LINES:
            long.append(name)
        parts = node.args
        if (
            len([p for p in (*parts.posonlyargs, *parts.args, *parts.kwonlyargs) if p.arg not in ("self", "cls")])
            > MOST_PARAMETERS
        ):
            wide.append(name)
    assert len(long) <= MOST_LONG, "take apart:\n" + "\n".join(long)
    assert len(wide) <= MOST_WIDE, "what is the value that these belong to?\n" + "\n".join(wide)
