"""`dolomite need` from the shell: the JSON's keys, exit codes, and no calorie where calories are hidden."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PERSON = """
born: 1984-05-02
sex: female
height_cm: 168
weight_kg: 71
activity: low_active
goal: {weekly_change_lb: -0.5}
"""
ON = ("--on", "2026-05-01")


def dolomite(*words, folder: Path):
    root = Path(__file__).parents[2]
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    return subprocess.run(
        [sys.executable, "-m", "dolomite", *words], cwd=folder, env=environment, capture_output=True, text=True
    )


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "person.yaml").write_text(PERSON)
    return tmp_path


def test_json_has_the_keys_of_the_surface(folder):
    done = dolomite("need", "person.yaml", *ON, "--json", folder=folder)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert (found["schema"], found["on"]) == ("dolomite.need/1", "2026-05-01")
    magnesium = found["magnesium"]
    assert (magnesium["ear_mg"], magnesium["rda_mg"], magnesium["ai_mg"]) == (265, 320, None)
    assert (magnesium["ul_supplemental_mg"], magnesium["body"], magnesium["name"]) == (350, "us", "RDA")
    assert magnesium["life_stage"] == "female_31_50y"
    energy = found["energy"]
    assert set(energy) >= {"maintain_kcal", "target_kcal", "floor_kcal", "bound_by"}
    assert energy["maintain_kcal"] == pytest.approx(2259.10)  # 575.77 - 7.01 x 41 + 6.60 x 168 + 12.14 x 71
    assert energy["floor_kcal"] == 1200 < energy["target_kcal"] < energy["maintain_kcal"]
    assert next(iter(found["nutrients"])) == "magnesium"
    assert found["nutrients"]["calcium"]["rda"] == 1000
    assert found["nutrients"]["magnesium"]["ul_supplemental"] == 350


@pytest.mark.parametrize(
    ("body", "aim", "name"),
    [("uk", ("rda_mg", 270), "RNI"), ("eu", ("ai_mg", 300), "AI"), ("dach", ("ai_mg", 300), "AI")],
)
def test_other_authorities(folder, body, aim, name):
    found = json.loads(dolomite("need", "person.yaml", *ON, "--body", body, "--json", folder=folder).stdout)
    key, value = aim
    assert (found["magnesium"][key], found["magnesium"]["name"], found["magnesium"]["body"]) == (value, name, body)


def test_the_day_decides(folder):
    (folder / "person.yaml").write_text("born: 1995-05-02\nsex: female\n")
    for day, rda in (("2026-05-01", 310), ("2026-05-02", 320)):
        found = json.loads(dolomite("need", "person.yaml", "--on", day, "--json", folder=folder).stdout)
        assert found["magnesium"]["rda_mg"] == rda


def test_hidden_calories_are_hidden_everywhere(folder):
    (folder / "person.yaml").write_text(PERSON + "hide_energy: true\n")
    found = json.loads(dolomite("need", "person.yaml", *ON, "--json", folder=folder).stdout)
    numbers = [value for key, value in found["energy"].items() if key.endswith("_kcal")]
    assert numbers
    assert all(value is None for value in numbers)
    assert "goal" not in found["energy"] or found["energy"]["goal"] is None
    said = dolomite("need", "person.yaml", *ON, folder=folder).stdout
    assert "kcal" not in said
    assert "calorie" not in said


def test_text_answers_first(folder):
    said = dolomite("need", "person.yaml", *ON, folder=folder).stdout
    assert "Aim for 320 mg of magnesium a day" in said
    assert "3,500 kcal" in said


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("need", "nobody.yaml"), "nobody.yaml: there is no such file"),
        (("need", "person.yaml", "--body", "mars"), "'mars' is not a known body. Use one of: dach, eu, uk, us, who"),
        (("need", "person.yaml", "--on", "1984-05-01"), "is after 1984-05-01"),
        (("need", "person.yaml", "--on", "yesterday"), "yesterday"),
    ],
)
def test_a_mistake_gets_one_sentence_and_exit_code_2(folder, words, sentence):
    done = dolomite(*words, folder=folder)
    assert done.returncode == 2
    assert done.stdout == ""
    assert sentence in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr
