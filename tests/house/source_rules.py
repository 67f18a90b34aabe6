"""House rules that can be checked by reading the source. Each returns what it found, as lines to print."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "src" / "dolomite"
NO_NUMBERS_IN = (
    "need", "adequacy", "safety", "supplement", "deficiency", "regimen", "mechanism", "intake", "plan", "app",
)  # fmt: skip
HARMLESS = {0, 1, 2, 10, 100, 1000, 0.5}
LAYOUT_WORDS = {"decimals", "ndigits", "most", "limit", "height", "width", "size", "opacity", "order", "axis", "n"} | {
    "maxsize", "mode",
}  # fmt: skip
WITH_UNIT = re.compile(r"\[[^\]]+\]|\bunits?\b", re.IGNORECASE)


def health_numbers(source: str) -> list[str]:
    """Numbers that look like facts about health, left in code. A named module constant with a comment is a method's."""
    lines = source.splitlines()
    tree = ast.parse(source)
    allowed: set[ast.AST] = set()
    for node in tree.body:
        if isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [part for t in targets for part in (t.elts if isinstance(t, ast.Tuple) else [t])]
            named = all(isinstance(t, ast.Name) and t.id.strip("_").isupper() for t in names)
            start = node.lineno - 1
            said = any("#" in line for line in lines[start : node.end_lineno]) or (
                start > 0 and lines[start - 1].lstrip().startswith("#")
            )
            if named and said:
                allowed.update(ast.walk(node))
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript):
            allowed.update(ast.walk(node.slice))
        if isinstance(node, ast.FunctionDef):
            allowed.update(value for name, value in defaults(node) if name in LAYOUT_WORDS)
        if isinstance(node, ast.keyword) and node.arg in LAYOUT_WORDS:
            allowed.update(ast.walk(node.value))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "round":
            allowed.update(part for argument in node.args[1:] for part in ast.walk(argument))
        if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
            allowed.update(ast.walk(node.format_spec))
    return [
        f"line {node.lineno}: {node.value}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and type(node.value) in (int, float)
        and node.value not in HARMLESS
        and node not in allowed
    ]


def defaults(node: ast.FunctionDef) -> list[tuple[str, ast.expr | None]]:
    """The parameters of a function that have a default, each with it."""
    parts = node.args
    placed = [*parts.posonlyargs, *parts.args]
    pairs = [*zip(placed[len(placed) - len(parts.defaults) :], parts.defaults, strict=True)]
    pairs += zip(parts.kwonlyargs, parts.kw_defaults, strict=True)
    return [(part.arg, value) for part, value in pairs]


def clinical_lists(source: str, known: frozenset[str]) -> list[str]:
    """Lists, sets and tables in code that name two or more of what the facts know (conditions, signs, medicines)."""
    found: list[str] = []
    for node in ast.walk(ast.parse(source)):
        parts = node.elts if isinstance(node, ast.List | ast.Set | ast.Tuple) else ()
        parts = node.keys if isinstance(node, ast.Dict) else parts
        words = {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "split":
            typed = [part.value for part in ast.walk(node.func.value) if isinstance(part, ast.Constant)]
            words |= {word for text in typed for word in str(text).split()}
        if len(words & known) > 1:
            found.append(f"line {node.lineno}: {', '.join(sorted(words & known))}")
    return found


def undocumented(source: str, *, units: bool = True) -> list[str]:
    """Public functions and classes without a docstring, and functions whose docstring says nothing of units."""
    found: list[str] = []
    for top in ast.parse(source).body:
        members = top.body if isinstance(top, ast.ClassDef) and not top.name.startswith("_") else []
        for node in (top, *members):
            if not isinstance(node, (ast.FunctionDef, ast.ClassDef)) or node.name.startswith("_"):
                continue
            text = ast.get_docstring(node)
            if text is None:
                found.append(f"line {node.lineno}: {node.name} has no docstring")
            elif (
                units
                and isinstance(node, ast.FunctionDef)
                and not is_property(node)
                and has_numbers(node)
                and not WITH_UNIT.search(text)
            ):
                found.append(f"line {node.lineno}: {node.name} takes or gives numbers and says no unit (write [mg/d])")
    return found


def has_numbers(node: ast.FunctionDef) -> bool:
    """Whether a number goes in or out, by the annotations."""
    every = (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)
    said = [ast.unparse(part.annotation) for part in every if part.annotation is not None]
    said += [ast.unparse(node.returns)] if node.returns is not None else []
    return any(re.search(r"\b(float|int|Span|Array)\b", one) for one in said)


def is_property(node: ast.FunctionDef) -> bool:
    """A property reads like a field; its docstring may leave the unit to its name."""
    return any(isinstance(d, ast.Name) and d.id in ("property", "cached_property") for d in node.decorator_list)


def modules() -> list[Path]:
    """Every module of the package."""
    return sorted(PACKAGE.rglob("*.py"))
