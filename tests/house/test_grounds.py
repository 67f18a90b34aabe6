"""Every finding of a report has grounds that exist, and no advice stands past a stop."""

from datetime import date
from pathlib import Path

import pytest

from dolomite import facts
from dolomite.app import read
from dolomite.app.assess import assess
from dolomite.app.case import Case
from dolomite.base.finding import Basis, Finding, every
from dolomite.food.table import Catalogue

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 21)
PSEUDO = {"person", "diary", "trial", "unsourced"}
ADVISES = {"supplement": "dosing", "plan": "plan"}
STOPPING = {
    "dialysis": "conditions: [dialysis]",
    "kidneys at 25": "kidney: {egfr: 25}",
    "myasthenia": "conditions: [myasthenia]",
    "cauda equina": "red_flags: [ces_saddle]",
    "magnesium above range": "labs: {serum_magnesium_mg_dl: 3.4}",
}


def report(text, diary="person"):
    person = read.person(text.encode(), name="person.yaml", on=ON)
    catalogue = Catalogue.open()
    typed = (ROOT / "examples" / f"{diary}.csv").read_bytes()
    matched = read.diary(typed, name="diary.csv", catalogue=catalogue)
    return assess(Case(person=person, on=ON, diary=matched, catalogue=catalogue))


def groundless(findings, known):
    """Findings without grounds of their own or below them, and those whose source does not exist."""
    found = []
    for finding in findings:
        for part in every(finding):
            if not any(below.basis for below in every(part)):
                found.append(f"{part.name} has no grounds")
            found += [f"{part.name}: no source {b.source!r}" for b in part.basis if b.source not in known | PSEUDO]
    return found


@pytest.mark.parametrize("name", ["person", "walter"])
def test_every_finding_of_the_examples_has_grounds_that_exist(name):
    made = report((ROOT / "examples" / f"{name}.yaml").read_text(encoding="utf-8"), diary=name)
    known = set(facts.sources())
    assert not [line for section in made.sections for line in groundless(section.findings, known)]


def test_a_planted_fault_is_found():
    bare = Finding(name="dose_mg", value=100.0, unit="mg/d", basis=())
    made_up = Finding(name="dose_mg", value=100.0, unit="mg/d", basis=(Basis(source="hearsay", at="p. 1"),))
    assert groundless([bare], set()) == ["dose_mg has no grounds"]
    assert groundless([made_up], {"iom1997_magnesium"}) == ["dose_mg: no source 'hearsay'"]


@pytest.mark.parametrize("why", STOPPING)
def test_no_advice_stands_past_a_stop(why):
    asked = "" if why == "cauda equina" else "red_flags: []\n"
    made = report(f"born: 1984-05-02\nsex: female\nheight_cm: 168\nweight_kg: 71\n{asked}{STOPPING[why]}\n")
    sections = {section.id: section for section in made.sections}
    stops = set(sections["safety"].data["stops"])
    assert "dosing" in stops, "this person is one whom safety stops"
    for room, advice in ADVISES.items():
        if room in sections and advice in stops:
            assert sections[room].cleared is None
            assert not sections[room].data.get("dose")
            assert not sections[room].data.get("changes")
            assert not sections[room].data.get("alternatives")


def test_who_is_not_stopped_gets_advice_with_its_clearance():
    made = report((ROOT / "examples" / "person.yaml").read_text(encoding="utf-8"))
    advising = [one for one in made.sections if one.data.get("dose") or one.data.get("changes")]
    advising = [one for one in advising if one.id in ADVISES]
    assert advising
    assert all(one.cleared is not None for one in advising)
