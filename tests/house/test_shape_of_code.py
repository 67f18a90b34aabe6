"""What the house keeps small: untyped values, long functions, option names in sentences, unknown taken for zero."""

import ast
import re
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "src" / "dolomite"
COATS = {"cli", "server", "web", "api"}
# These may only fall: what stands here today, with a little room for work under way.
MOST_ANY, MOST_UNTYPED_RETURNS, MOST_UNTYPED_ANYWHERE = 84, 7, 18
LONGEST_LINES, MOST_PARAMETERS = 60, 7
REASON = {kind: re.compile(rf"# {kind}: \w.{{15,}}") for kind in ("long", "wide")}
UNTYPED = re.compile(r"\b(dict|Mapping)\[[^\[\]]*(\[[^\[\]]*\][^\[\]]*)?, (object|Any)\]")
INLINE = re.compile(r"""(?<![\w-])style=["']|setAttribute\(["']style""")
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
    alone = {id(part) for node in ast.walk(tree) if isinstance(node, ast.List | ast.Tuple) for part in node.elts}
    commands = {
        id(part)
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == "command"
        for part in ast.walk(node.value)
    }
    return [
        f"{name}, line {node.lineno}: {node.value[:60]}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documented | commands
        and not (id(node) in alone and " " not in node.value)
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
    assert options_in_sentences("x", ast.parse('told = (*says, f"To answer: --signs {names}.")'))
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


def test_unknown_is_not_taken_for_zero():
    found = [line for name, tree in trees() if name.split("/")[0] not in COATS for line in or_zero(name, tree)]
    assert not found, "`x or 0` takes unknown for zero; ask `is not None`:\n" + "\n".join(found)


@pytest.mark.parametrize(
    ("pattern", "most"), [(r"\bAny\b", MOST_ANY), (r"-> dict\[str, (object|Any)\]:", MOST_UNTYPED_RETURNS)]
)
def test_untyped_values_become_fewer(pattern, most):
    found = sum(len(re.findall(pattern, path.read_text(encoding="utf-8"))) for path in PACKAGE.rglob("*.py"))
    assert found <= most, f"{found} of {pattern}, at most {most}: give the value a type (view/shape for JSON)"


def untyped(node):
    """Whether a function gives back a mapping of anything, alone or within another type."""
    said = ast.unparse(node.returns) if node.returns is not None else ""
    return UNTYPED.search(said) is not None


def test_functions_that_give_back_a_mapping_of_anything_become_fewer():
    found = [name for name, node in functions() if untyped(node)]
    assert len(found) <= MOST_UNTYPED_ANYWHERE, "give the value a type:\n" + "\n".join(found)


def too_much(name, source):
    """Functions over the length or width that have no reason on the line above them (or above their decorators)."""
    lines = source.splitlines()
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        parts = node.args
        width = [p for p in (*parts.posonlyargs, *parts.args, *parts.kwonlyargs) if p.arg not in ("self", "cls")]
        first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
        above = lines[first - 2].strip() if first > 1 else ""
        if node.end_lineno - node.lineno + 1 > LONGEST_LINES and not REASON["long"].match(above):
            yield f"{name}: {node.name} is {node.end_lineno - node.lineno + 1} lines long"
        if len(width) > MOST_PARAMETERS and not REASON["wide"].match(above):
            yield f"{name}: {node.name} takes {len(width)} parameters"


def test_a_long_and_a_wide_function_are_found():
    wide = "def f(a, b, c, d, *, e, g, h, i):\n    pass\n"
    assert list(too_much("x", wide)) == ["x: f takes 8 parameters"]
    assert list(too_much("x", f"# wide: the parts of a thing, one to one\n{wide}")) == []
    assert list(too_much("x", f"# wide:\n{wide}")) != []
    assert list(too_much("x", "def f():\n" + "    a = 1\n" * 60)) == ["x: f is 61 lines long"]
    assert untyped(ast.parse("def f() -> tuple[int, dict[str, object]]: ...").body[0])
    assert untyped(ast.parse("def f() -> Mapping[str, Any] | None: ...").body[0])
    assert not untyped(ast.parse("def f() -> dict[str, float]: ...").body[0])


def test_functions_stay_short_and_narrow_or_say_why_not():
    found = [
        line
        for path in sorted(PACKAGE.rglob("*.py"))
        if (name := path.relative_to(PACKAGE).as_posix()).split("/")[0] not in COATS  # an option is a parameter there
        for line in too_much(name, path.read_text(encoding="utf-8"))
    ]
    assert not found, "take it apart, or find the value that these belong to:\n" + "\n".join(found)


def test_only_the_command_line_knows_its_library():
    found = [
        f"{name}, line {node.lineno}"
        for name, tree in trees()
        if name.split("/")[0] != "cli"
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for module in ([one.name for one in node.names] if isinstance(node, ast.Import) else [node.module or ""])
        if module.split(".")[0] in ("click", "typer")
    ]
    assert not found, "the command line alone knows options:\n" + "\n".join(found)


def test_no_page_styles_itself_in_place():
    """Rich calls its parameter `style` too; only `report/text.py` draws with it."""
    files = [*PACKAGE.rglob("*.html"), *(path for path in PACKAGE.rglob("*.py") if path.name != "text.py")]
    found = [
        f"{path.relative_to(PACKAGE).as_posix()}: {line.strip()[:80]}"
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()
        if INLINE.search(line)
    ]
    assert len(files) > 500 and not found, "put it into the style sheet:\n" + "\n".join(found)


def dodges(tree):
    """Names that end in an underscore because the plain one was taken; `_repr_html_` is what notebooks ask for."""
    for node in ast.walk(tree):
        name = getattr(node, "arg", None) if isinstance(node, ast.arg) else getattr(node, "name", None)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            name = node.id
        if isinstance(name, str) and re.fullmatch(r"_?[A-Za-z]\w*_", name) and name != "_repr_html_":
            yield name


def test_no_name_dodges_another_by_an_underscore():
    assert list(dodges(ast.parse("def f(id_):\n    open_ = id_"))) == ["id_", "open_"]
    found = [f"{name}: {one}" for name, tree in trees() for one in dodges(tree)]
    assert not found, "find the word for what it holds:\n" + "\n".join(found)


FOR_ANYTHING = frozenset({"found", "one", "made"})  # names that would fit every value there is


def names_for_anything(tree):
    """Variables and arguments named so; fields of a class are left, as they may be seen outside."""
    fields = {
        id(part.target)
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for part in node.body
        if isinstance(part, ast.AnnAssign)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.arg) and node.arg in FOR_ANYTHING:
            yield f"line {node.lineno}: {node.arg}"
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in FOR_ANYTHING:
            yield from () if id(node) in fields else (f"line {node.lineno}: {node.id}",)


def test_a_name_says_what_it_holds():
    planted = ast.parse("def f(found):\n    return [one for one in found]\nclass C:\n    made: str")
    assert sorted(names_for_anything(planted)) == ["line 1: found", "line 2: one"]
    named_so = [f"{name}, {place}" for name, tree in trees() for place in names_for_anything(tree)]
    assert not named_so, "name it after what it holds:\n" + "\n".join(named_so)
