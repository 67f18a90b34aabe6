"""`dolomite safety` and `dolomite facts` from end to end."""

import json
import re

import pytest

from dolomite.cli.main import run

PERSON = """\
age_years: 75
sex: female
pain: {kind: low_back, duration_weeks: 14}
red_flags: [night_pain]
conditions: [chronic kidney disease]
medicines: [Synthroid, zorblax]
supplements: [{form: oxide, elemental_mg: 250}]
"""


@pytest.fixture
def person(tmp_path):
    path = tmp_path / "person.yaml"
    path.write_text(PERSON, encoding="utf-8")
    return path


def said(capsys, *args, code=0):
    if code:
        with pytest.raises(SystemExit) as left:
            run(list(args))
        assert left.value.code == code
    else:
        try:
            run(list(args))
        except SystemExit as left:
            assert left.code in (0, None)
    return capsys.readouterr()


def test_json_has_the_promised_keys(person, capsys):
    data = json.loads(said(capsys, "safety", str(person), "--on", "2026-11-21", "--json").out)
    assert data["schema"] == "dolomite.safety/1"
    assert data["on"] == "2026-11-21"
    assert data["urgency"] == "soon"
    assert data["stops"] == ["dosing", "goal", "plan", "trial"]
    assert data["not_clinically_reviewed"] is True
    assert [f["id"] for f in data["findings"]][:2] == ["night_pain", "ckd_stage_unknown"]
    assert {"id", "about", "urgency", "says", "do", "sources", "verified"} <= set(data["findings"][0])
    assert [m["understood_as"] for m in data["medicines"]] == [["levothyroxine"], []]


def test_words_and_letter(person, capsys):
    words = said(capsys, "safety", str(person)).out
    assert "Is it safe for you?" in words
    assert "no dose is advised" in " ".join(words.split())
    assert "To whom it may concern" in said(capsys, "safety", str(person), "--letter").out


def test_a_person_who_was_asked_nothing(tmp_path, capsys):
    path = tmp_path / "p.yaml"
    path.write_text("{sex: male, age_years: 40}", encoding="utf-8")
    data = json.loads(said(capsys, "safety", str(path), "--json").out)
    assert data["urgency"] == "caution"
    assert data["stops"] == ["trial"]


def test_an_unknown_condition_is_named_and_the_file_is_not_refused(tmp_path, capsys):
    path = tmp_path / "p.yaml"
    path.write_text("{sex: male, age_years: 40, conditions: [myasthenia grabis, quux]}", encoding="utf-8")
    told = " ".join(said(capsys, "safety", str(path)).out.split())
    assert "We have no rule for myasthenia grabis. It looks like" in told
    assert "We have no rule for quux" in told


def test_the_review_sheet_names_every_rule(capsys):
    from dolomite.safety.interaction import interaction_rows
    from dolomite.safety.rule import RULE_FILES, rules

    sheet = json.loads(said(capsys, "facts", "review", "safety", "--all", "--json").out)
    ids = {row["id"] for file in sheet["files"] for row in file["rows"]}
    for name in RULE_FILES:
        for row in rules(name):
            assert row.id in ids
    for row in interaction_rows():
        assert row.id in ids
    assert sheet["counts"]["partial"] > 0
    paper = said(capsys, "facts", "review", "safety", "--all").out
    assert "Reviewer:" in paper and "[ ]  ces_saddle" in paper
    data = json.loads(said(capsys, "facts", "review", "medicine", "--json").out)
    assert data["room"] == "medicine"


def test_the_review_sheet_as_a_page_has_a_line_to_initial_for_every_rule(capsys, tmp_path):
    from dolomite.app.review_facts import review

    path = tmp_path / "sheet.html"
    assert said(capsys, "facts", "review", "safety", "--html", str(path)).out == f"Written: {path}\n"
    sheet = path.read_text(encoding="utf-8")
    rows = [row for file in review("safety")["files"] for row in file["rows"]]
    assert sheet.count("☐") == len(rows)
    assert 50 < len(rows) <= 120, "what a reviewer is asked to sign fits on a few pages"
    assert all(f'<td class="id">{row["id"]}</td>' in sheet for row in rows)
    checked = [sheet.count(f'<td class="state">{said_}</td>') for said_ in ("yes", "in part", "not yet")]
    assert checked == [sum(row["verified"] == state for row in rows) for state in ("true", "partial", "false")]
    assert "http" not in sheet.split("<body>")[0]


def test_names_and_a_room_without_facts(capsys):
    assert re.search(r"chronic kidney disease +ckd_stage_unknown", said(capsys, "facts", "names").out)
    refused = said(capsys, "facts", "review", "nowhere", code=2).err
    assert "Use one of: adequacy, claim" in refused


def test_what_was_taken_back_is_listed(capsys):
    assert "ramipril" in said(capsys, "facts", "withdrawn").out
    told = json.loads(said(capsys, "facts", "withdrawn", "--json").out)
    assert {row["id"] for row in told["rows"]} >= {"hypertension_alone"}
    assert all(row["do"] for row in told["rows"])
