"""What every command prints with --json is what its JSON Schema says, and holds the settled keys."""

import contextlib
import io
import json
from functools import cache
from pathlib import Path

import jsonschema
import pytest
from jsonschema.exceptions import best_match

from dolomite.cli.main import run
from dolomite.cli.table import COMMANDS
from dolomite.report.json import SCHEMA_NUMBER
from dolomite.view.shape import DOCUMENTS, adapter

ROOT = Path(__file__).parents[2]
PERSON, DIARY = "examples/person.yaml", "examples/person.csv"
WALTER = "examples/walter.yaml"
ON = ("--on", "2026-11-21")
ARTICLE = "Magnesium oxide is the best absorbed form of magnesium. It cures back pain."

# Command line -> the keys that a program may rely on; they are added to, never renamed.
SETTLED = {
    ("report", PERSON, "--diary", DIARY, *ON): "safety need intake adequacy deficiency supplement evidence references",
    ("report", WALTER, *ON): "safety need deficiency supplement references",
    ("safety", WALTER, *ON): "urgency stops findings",
    ("need", PERSON, *ON): "magnesium energy nutrients",
    ("need", WALTER, "--body", "uk", *ON): "magnesium energy nutrients",
    ("intake", DIARY, "--person", PERSON, *ON): "days complete_days magnesium energy_kcal nutrients top_sources",
    ("intake", "examples/walter.csv", "--person", WALTER, *ON): "days complete_days magnesium nutrients top_sources",
    ("deficiency", WALTER, *ON): "risk_factors",
    ("food", "search", "boiled", "spinich"): "foods",
    ("food", "show", "fndds:63107010", "--grams", "50"): "nutrients portions",
    ("food", "top", "magnesium", "--per", "serving"): "foods",
    ("supplement", "forms"): "forms",
    ("supplement", "label", "Magnesium citrate 500 mg"): "elemental_mg",
    ("supplement", "dose", PERSON, "--diary", DIARY, *ON): "dose",
    ("supplement", "dose", WALTER, *ON): "dose stopped",
    ("evidence",): "question answer certainty poolable why_not direction trials pooled",
    ("evidence", "migraine"): "question answer certainty poolable why_not direction trials pooled",
    ("pool", "examples/magnesium_mi.csv", "--measure", "or"): (
        "k measure estimator test pi_convention estimate se ci pi tau2 tau2_ci q q_df q_p i2 h2 weights exp"
    ),
    ("simulate", PERSON, "--dose", "250", "--form", "oxide", "--days", "7", "--persons", "20", *ON): "known",
    ("check", "ARTICLE"): "text claims missing counts",
    ("facts", "review", "supplement"): "files",
    ("facts", "names"): "conditions",
    ("data", "path", "--data", "nowhere"): "folder exists files",
    ("trial", "analyse", "examples/trial_worked.csv", "--active", "magnesium"): (
        "effect prob_benefit prob_worthwhile prob_harm autocorrelation trend days missing_days model"
    ),
}
WITH_ALL = (
    "pool", "examples/magnesium_mi.csv", "--measure", "or", "--bias", "--influence", "--cumulative", "table",
    "--bootstrap", "20", "--bayes", "--prior-tau", "1", "--moderator", "year", "--permutation", "--seconds", "1",
)  # fmt: skip
POOLED = ("trial", "pool", *(f"tests/agree/trial/person_{n}.csv" for n in (1, 2)), "--active", "magnesium")
INNER = {
    "safety": {"findings": "id about urgency says do sources verified"},
    "need": {
        "magnesium": "ear_mg rda_mg ai_mg ul_supplemental_mg body life_stage name",
        "energy": "maintain_kcal target_kcal floor_kcal bound_by",
    },
    "intake": {"magnesium": "food_mg supplement_mg unknown"},
    "check": {"claims": "text start end statement verdict certainty why sources", "missing": "item present"},
    "trial": {"effect": "mean sd q025 q50 q975"},
    "adequacy": {"prob_inadequate": "value low high"},
}


@cache
def printed(line, folder):
    words = [str(Path(folder) / "article.txt") if word == "ARTICLE" else word for word in line]
    (Path(folder) / "article.txt").write_text(ARTICLE, encoding="utf-8")
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()), contextlib.chdir(ROOT):
        try:
            run([*words, "--json"])
        except SystemExit as left:
            assert left.code in (0, 4)
    return json.loads(out.getvalue())


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return str(tmp_path_factory.mktemp("article"))


def name_of(line):
    return " ".join(line[:2])


@pytest.mark.parametrize("line", [*SETTLED, POOLED, WITH_ALL], ids=name_of)
def test_an_answer_is_what_its_schema_says(line, folder):
    schema = json.loads((ROOT / "docs" / "reference" / "schema" / f"{line[0]}.json").read_text(encoding="utf-8"))
    fault = best_match(jsonschema.Draft202012Validator(schema).iter_errors(printed(line, folder)))
    assert fault is None, f"{fault.json_path}: {fault.message[:300]}. Correct the answer, or view/shape and make docs"


@pytest.mark.parametrize("line, keys", SETTLED.items(), ids=name_of)
def test_the_settled_keys_are_there(line, keys, folder):
    found = printed(line, folder)
    assert found["schema"] == f"dolomite.{line[0]}/{SCHEMA_NUMBER.get(line[0], 1)}"
    assert set(keys.split()) <= set(found)
    parts = {line[0]: found, "adequacy": found.get("adequacy")} if line[0] != "report" else found
    for room, wanted in INNER.items():
        for key, inner in wanted.items() if parts.get(room) else ():
            value = parts[room][key]
            for one in value if isinstance(value, list) else [value]:
                assert set(inner.split()) <= set(one), f"{room}.{key}"


def test_a_planted_fault_is_found(folder):
    found = printed(("need", PERSON, *ON), folder)
    schema = jsonschema.Draft202012Validator(adapter("need").json_schema())
    assert not schema.is_valid({**found, "magnesium": {**found["magnesium"], "ear_mg": "265 mg"}})
    assert not schema.is_valid({**found, "surprise": 1})
    assert not schema.is_valid({key: value for key, value in found.items() if key != "energy"})


def test_every_command_with_json_has_a_schema():
    without = {"completion", "init", "serve"}
    assert set(COMMANDS) - without <= set(DOCUMENTS)
