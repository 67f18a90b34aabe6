"""Imports run downward: the contract of .importlinter holds, and its picture in ARCHITECTURE.md is current."""

from importlinter.cli import lint_imports

import layers


def test_layers_hold():
    assert lint_imports() == 0, "an import runs upward or sideways: run lint-imports, and let siblings meet in app/"


def test_the_picture_of_the_layers_is_current():
    assert layers.PAGE.read_text(encoding="utf-8") == layers.page(), "run: python tools/layers.py"


def test_every_layer_is_told():
    assert {row.split(" ")[0].strip("()") for row in layers.layers()} == set(layers.WHAT)
