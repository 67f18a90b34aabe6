"""What is told, word for word, to the people, of the medicines and notes in tests/cases/safety/spoken."""

import importlib.util
from pathlib import Path

import pytest

_spec = importlib.util.spec_from_file_location("safety_spoken", Path(__file__).with_name("spoken.py"))
spoken = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(spoken)


@pytest.mark.parametrize("path", sorted(spoken.FOLDER.glob("*.txt")), ids=lambda path: path.stem)
def test_word_for_word(path):
    assert spoken.told_anew(path) == path.read_text(encoding="utf-8")


def test_every_table_is_there():
    assert {path.stem for path in spoken.FOLDER.glob("*.txt")} == set(spoken.TOLD)
