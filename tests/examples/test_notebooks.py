"""The notebooks run from top to bottom and print what is stored in them, and hold nothing but words."""

from __future__ import annotations

import re

import pytest

import notebooks

PATHS = notebooks.paths()
FOUR = {"class_of_students", "meta_analysis", "person", "personal_trial"}
LONGEST_CELL, LONGEST_OUTPUT = 20, 25
MACHINE = re.compile(r"/home/|/Users/|/tmp/|[A-Z]:\\|0x[0-9a-f]{6,}|Traceback|<[a-z]+[ >]")


def code(book):
    return [cell for cell in book.cells if cell.cell_type == "code"]


def test_the_four_are_there():
    assert {path.stem for path in PATHS} == FOUR


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_it_is_short_and_holds_words_only(path):
    book = notebooks.read(path)
    assert book.cells[0].cell_type == "markdown" and book.cells[0].source.startswith("# ")
    assert book.metadata == notebooks.KERNEL
    for cell in book.cells:
        assert not cell.metadata, "no times of running"
        assert len(cell.source.splitlines()) <= LONGEST_CELL, cell.source
    for cell in code(book):
        assert cell.execution_count is None and {one.output_type for one in cell.outputs} <= {"stream"}
        text = notebooks.printed(cell)
        assert len(text.splitlines()) <= LONGEST_OUTPUT and not MACHINE.search(text + cell.source), text
    assert any(cell.outputs for cell in code(book)), "nothing is stored: run python tools/notebooks.py"


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_it_uses_the_public_names_only(path):
    for cell in code(notebooks.read(path)):
        assert not re.search(r"dolomite\.(?!base\.errors)[a-z_]+\.|from dolomite\.(?!base\.errors)|\._", cell.source), (
            cell.source
        )


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_run_prints_what_is_stored(path):
    stored, fresh = code(notebooks.read(path)), code(notebooks.run(path))
    assert [notebooks.printed(one) for one in fresh] == [notebooks.printed(one) for one in stored], (
        f"{path.name} prints something else now: look, then run python tools/notebooks.py"
    )
