"""The letter for the clinician, word for word: each person of tests/cases/safety/letters beside the letter."""

import importlib.util
from pathlib import Path

import pytest

from dolomite import facts
from dolomite.base import parse
from dolomite.safety.letter import letter

_spec = importlib.util.spec_from_file_location("safety_cases", Path(__file__).with_name("cases.py"))
cases = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(cases)
PEOPLE = sorted((cases.FOLDER / "letters").glob("*.yaml"))


@pytest.mark.parametrize("path", PEOPLE, ids=lambda path: path.stem)
def test_a_letter(path):
    person = parse.person(path.read_text(encoding="utf-8"), name=path.name, ids=facts.ids())
    lines = letter(person, cases.Case(person=person, on=cases.ON).safety, on=cases.ON)
    assert "\n".join(lines) + "\n" == path.with_suffix(".txt").read_text(encoding="utf-8")
