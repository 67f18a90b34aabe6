"""No finding of the example reports is called by shorthand that only its programmers know."""

import re
from datetime import date
from pathlib import Path

import pytest

from dolomite.app import read
from dolomite.app.assess import assess
from dolomite.app.case import Case
from dolomite.base.finding import every
from dolomite.food.table import Catalogue
from dolomite.report.label import LABELS, label

EXAMPLES = Path(__file__).parents[3] / "examples"
ON = date(2026, 11, 21)
SHORTHAND = re.compile(r"\b(ai|ear|rda|ul|cv|mg|egfr|femg|amdr|cdrr|csf|ic50|prob|sd)\b")


@pytest.fixture(scope="module", params=["person", "walter"])
def findings(request, tmp_path_factory):
    person = read.person((EXAMPLES / f"{request.param}.yaml").read_bytes(), name="person", on=ON)
    catalogue = Catalogue.open(data=tmp_path_factory.mktemp("data"))
    diary = read.diary((EXAMPLES / f"{request.param}.csv").read_bytes(), name="diary", catalogue=catalogue)
    made = assess(Case(person=person, on=ON, diary=diary, catalogue=catalogue))
    return [part for section in made.sections for finding in section.findings for part in every(finding)]


def test_every_finding_has_a_name_to_read(findings):
    assert [label(f) for f in findings if SHORTHAND.search(label(f).split(",")[0]) or "_" in label(f)] == []


def test_findings_about_different_nutrients_are_told_apart(findings):
    chances = {label(f) for f in findings if f.name == "prob_inadequate"}
    assert "chance of too little, iron" in chances and len(chances) > 20


def test_no_label_repeats_the_name():
    assert not [name for name, said in LABELS.items() if said == name.replace("_", " ")]
