"""Imports run downward: the contract of .importlinter holds, and its picture in ARCHITECTURE.md is current."""

import ast
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

import layers


def test_layers_hold():
    assert lint_imports() == 0, "an import runs upward or sideways: run lint-imports, and let siblings meet in app/"


def test_the_picture_of_the_layers_is_current():
    assert layers.PAGE.read_text(encoding="utf-8") == layers.page(), "run: python tools/layers.py"


def test_every_layer_is_told():
    assert {row.split(" ")[0] for row in layers.layers()} == set(layers.WHAT)


PACKAGE = Path(__file__).parents[2] / "src" / "dolomite"
NAMED = re.compile(r"`((?:[a-z_]+/)+[a-z_]+)(?:\.(yaml|py|[a-z_]+))?`")


def missing(text):
    """What a page names of the package (`room/module`, `room/module.function`, a file) and is not there."""
    for path, rest in NAMED.findall(text):
        place = PACKAGE / path
        if rest in ("yaml", "py"):
            there = place.with_suffix(f".{rest}").is_file()
        elif rest:
            tree = (
                ast.parse(place.with_suffix(".py").read_text(encoding="utf-8"))
                if place.with_suffix(".py").is_file()
                else None
            )
            there = tree is not None and rest in {node.name for node in ast.walk(tree) if hasattr(node, "name")}
        else:
            there = place.is_dir() or place.with_suffix(".py").is_file()
        if not there:
            yield f"{path}.{rest}" if rest else path


def test_what_the_page_names_is_there():
    text = layers.PAGE.read_text(encoding="utf-8")
    assert len(NAMED.findall(text)) > 25 and list(missing(text)) == []
    assert list(missing("`app/door` `safety/decide.allow_all` `facts/need/dri.yaml` `app/read.person`")) == [
        "app/door", "safety/decide.allow_all", "facts/need/dri.yaml"
    ]  # fmt: skip


def imports():
    """Every module with those it imports, wherever in it the import stands: also in a function, also for types."""
    names = {
        "dolomite." + path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", "."): path
        for path in PACKAGE.rglob("*.py")
        if path.name != "__init__.py"
    }
    for name, path in names.items():
        found = set()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                found |= {node.module, *(f"{node.module}.{one.name}" for one in node.names)}
            elif isinstance(node, ast.Import):
                found |= {one.name for one in node.names}
        yield name, found & names.keys() - {name}


def in_order(graph):
    """Raises CycleError where modules import each other in a circle."""
    TopologicalSorter(graph).prepare()


def test_a_planted_circle_is_found():
    with pytest.raises(CycleError):
        in_order({"a": {"b"}, "b": {"c"}, "c": {"a"}})


def test_no_modules_import_each_other_in_a_circle():
    known = dict(imports())
    assert len(known) > 500
    in_order(known)
