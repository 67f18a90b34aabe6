"""The answers from Python: dictionaries, rows and data frames come to what the files come to."""

import csv
import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

import dolomite
from dolomite.base.errors import InputError, StoppedError

ROOT = Path(__file__).parents[3]
ON = date(2026, 11, 20)
PERSON, DIARY = ROOT / "examples" / "person.yaml", ROOT / "examples" / "person.csv"
HER = {"sex": "female", "age_years": 42, "red_flags": [], "conditions": [], "medicines": [], "supplements": [],
       "kidney": {"egfr": 92, "on": date(2026, 6, 10)}, "hide_energy": True}  # fmt: skip


def rows():
    with DIARY.open(newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def hers():
    return dolomite.assess(PERSON, DIARY, on=ON)


def test_importing_costs_nothing_and_every_public_name_is_there():
    code = "import sys, dolomite; assert len([m for m in sys.modules if m.startswith('dolomite')]) == 1"
    subprocess.run([sys.executable, "-c", code], check=True)
    assert all(callable(getattr(dolomite, name)) for name in dolomite.__all__)
    assert set(dolomite.__all__) <= set(dir(dolomite))
    rooms = {one.stem for one in (ROOT / "src" / "dolomite").iterdir()}
    assert not rooms & set(dolomite.__all__), "after a room's import the name would be the module"
    with pytest.raises(AttributeError, match="nowhere"):
        _ = dolomite.nowhere


def test_it_says_what_the_command_line_says(hers, tmp_path):
    from dolomite.cli.main import run

    out = tmp_path / "out.json"
    with out.open("w") as file, pytest.MonkeyPatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(sys, "stdout", file)
        run(["report", str(PERSON), "--diary", str(DIARY), "--on", ON.isoformat(), "--json"])
    assert json.loads(json.dumps(hers.to_dict(), default=str)).keys() == json.loads(out.read_text()).keys()
    assert hers.answer["question"] == json.loads(out.read_text())["answer"]["question"]


def test_rows_come_to_what_the_file_comes_to(hers):
    assert dolomite.assess(PERSON, rows(), on=ON).adequacy == hers.adequacy
    with pytest.raises(InputError, match="not installed or not known"):
        hers.to_frame("nobodys")


def test_a_dictionary_is_a_person():
    person = dolomite.read_person(HER, on=ON)
    assert (person.given_age_years, person.kidney.egfr, person.hide_energy) == (42, 92, True)
    with pytest.raises(InputError, match="2 lines cannot be used"):
        dolomite.read_person({"sex": "femal", "age_years": "x"}, on=ON)


def test_it_shows_itself_in_a_notebook_without_trusting_what_was_typed(hers):
    shown = hers._repr_html_()
    assert "Check first" in shown and hers.answer["says"] in shown
    strange = dolomite.assess({**HER, "medicines": ["<script>alert(1)</script>"]}, on=ON)
    assert "<script>" not in strange._repr_html_()


def test_a_plan_needs_a_diary_and_respects_a_stop(hers):
    assert hers.plan()["changes"]
    with pytest.raises(InputError, match="needs a diary"):
        dolomite.assess(HER, on=ON).plan()
    ill = {**HER, "red_flags": {"ces_bladder": "yes"}}
    with pytest.raises(StoppedError):
        dolomite.assess(ill, DIARY, on=ON).plan()
    assert dolomite.assess(ill, on=ON).answer["urgency"] == "emergency_now"


def test_the_other_questions():
    pooled = dolomite.pool_studies(ROOT / "examples" / "magnesium_mi.csv", measure="or")
    lines = (ROOT / "examples" / "magnesium_mi.csv").read_text().splitlines()
    studies = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    assert dolomite.pool_studies(studies, measure="or")["estimate"] == pooled["estimate"]
    assert dolomite.check_article("Magnesium oxide is the best absorbed form of magnesium.")["claims"]
    assert dolomite.simulate_dose(HER, dose_mg=300, form="citrate", days=30, on=ON)
    with pytest.raises(InputError, match="no file, no rows"):
        dolomite.read_diary(42)


def test_the_days_of_a_trial():
    file = ROOT / "examples" / "trial_worked.csv"
    with file.open(newline="") as text:
        days = list(csv.DictReader(text))
    found = dolomite.analyse_trial(days, active="magnesium", blinded=True)
    assert found == dolomite.analyse_trial(file, active="magnesium", blinded=True)
    assert (found["verdict"], found["missing_days"], found["blinded"]) == ("worthwhile", 2, True)
    assert found["effect"]["mean"] < -found["worthwhile_points"] < 0
    with pytest.raises(InputError):
        dolomite.analyse_trial(days, active="zinc")
