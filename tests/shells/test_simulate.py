"""`dolomite simulate` end to end."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KEYS = {
    "schema", "version", "on", "facts", "dose_mg_elemental_per_day", "form", "split", "days", "persons", "stopped",
    "sentence", "says", "upper_bound", "absorbed", "change", "receptor", "courses", "first_day", "comparison",
    "articles", "speed", "parameters", "left_out", "mass_balance_error",
}  # fmt: skip
COURSES = {
    "day", "gut_mg", "plasma_total_mmol_l", "plasma_ultrafilterable_mmol_l", "plasma_ionised_mmol_l",
    "csf_total_mmol_l", "csf_ionised_mmol_l", "unblocked_share", "plasma_change_mmol_l", "csf_change_percent",
    "unblocked_change_percent", "urine_gained_mg_per_day",
}  # fmt: skip


def dolomite(*words):
    return subprocess.run(
        [sys.executable, "-m", "dolomite", *words], cwd=ROOT, capture_output=True, text=True, check=False
    )


def simulate(*words, person="examples/person.yaml"):
    return dolomite("simulate", person, "--dose", "300", "--form", "citrate", "--days", "60", *words)


def test_json_has_the_curves_with_bands():
    done = simulate("--json", "--on", "2026-11-21")
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    assert made["schema"] == "dolomite.simulate/2"
    assert set(made) >= KEYS
    assert set(made["courses"]) == COURSES
    assert made["persons"] == 1000
    assert made["stopped"] is None
    assert made["mass_balance_error"] < 1e-12
    for name, one in made["courses"].items():
        if name != "day":
            assert len(one["low"]) == len(one["median"]) == len(one["high"]) == 61, name
    assert {row["provenance"] for row in made["parameters"]} == {"human", "animal", "derived_here", "assumed"}


def test_the_answer_comes_first_on_the_terminal():
    done = simulate("--persons", "100")
    assert done.returncode == 0
    assert "In this model a daily 300 mg changes the share of unblocked receptors" in done.stdout.replace("\n  ", " ")


def test_a_page_is_written(tmp_path):
    page = tmp_path / "page.html"
    done = simulate("--persons", "100", "--html", str(page))
    assert done.returncode == 0, done.stderr
    assert page.read_text(encoding="utf-8").count("<svg") >= 4


def test_under_a_stop_it_says_why_and_leaves_with_0(tmp_path):
    person = tmp_path / "weak.yaml"
    person.write_text("age_years: 66\nsex: male\nred_flags: []\nconditions: []\nmedicines: []\nkidney: {egfr: 20}\n")
    done = simulate("--json", person=str(person))
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    assert made["stopped"]["reason"]
    assert made["courses"] is None and made["comparison"] is None


@pytest.mark.parametrize(
    "words", [("--split", "0"), ("--persons", "3"), ("--form", "unicorn"), ("--usual", "-5"), ("--days", "0")]
)
def test_what_cannot_be_leaves_with_2_and_one_sentence(words):
    done = simulate(*words)
    assert done.returncode == 2
    assert done.stderr.startswith("dolomite: --")
    assert len(done.stderr.strip().splitlines()) == 1
