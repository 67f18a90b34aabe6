"""What somebody writes into a running trial is read for warning signs; all of it is kept."""

import json
import re
from pathlib import Path

import pytest

from dolomite.cli.main import run

PERSON = Path(__file__).parents[2] / "examples" / "person.yaml"
DAY = "2026-06-20"


def called(capsys, *args):
    try:
        run(["trial", *map(str, args)])
        code = 0
    except SystemExit as left:
        code = left.code or 0
    out = capsys.readouterr()
    return code, out.out, out.err


@pytest.fixture
def trial(tmp_path, capsys):
    plan, folder = tmp_path / "plan.yaml", tmp_path / "trial"
    called(capsys, "design", PERSON, "--out", plan, "--on", DAY, "--prescribed", "no", "--new-treatment", "no")
    called(capsys, "start", plan, "--dir", folder, "--on", DAY)
    return folder


def test_an_emergency_in_a_note_comes_first_and_the_day_is_kept(trial, capsys):
    code, out, _ = called(capsys, "log", trial, "--pain", 5, "--note", "numb around my bottom", "--on", DAY)
    assert code == 0
    assert out.index("emergency department") < out.index("Kept: 1 day")


def test_what_went_wrong_is_never_met_with_silence(trial, capsys):
    _, out, _ = called(capsys, "log", trial, "--adverse", "I feel strange", "--on", DAY, "--json")
    assert len(json.loads(out)["heard"]["cards"]) == 6


def test_an_emergency_stands_before_a_refusal_too(trial, capsys):
    code, out, err = called(capsys, "log", trial, "--note", "numb around my bottom", "--on", DAY)
    assert code == 2
    assert "emergency department" in out
    assert "--pain is missing" in err


def test_a_quiet_note_asks_nothing(trial, capsys):
    _, out, _ = called(capsys, "log", trial, "--pain", 5, "--note", "better today", "--on", DAY, "--json")
    assert "heard" not in json.loads(out)


def test_notes_of_a_table_are_read(trial, tmp_path, capsys):
    table = tmp_path / "days.csv"
    table.write_text("day,pain_nrs,note\n1,5,\n2,6,cannot pee since this morning\n", encoding="utf-8")
    _, out, _ = called(capsys, "log", trial, "--from", table, "--on", "2026-06-21", "--json")
    assert json.loads(out)["heard"]["now"]


def test_status_and_log_ask_the_signs_before_a_period(trial, capsys):
    _, out, _ = called(capsys, "status", trial, "--on", "2026-06-26", "--json")
    assert json.loads(out)["red_flags_due"]["because"] == "Period 1 begins tomorrow."
    _, out, _ = called(capsys, "log", trial, "--pain", 5, "--on", "2026-06-26")
    assert "The warning signs again" in out
    assert "Kept: 1 day" in out


def test_answers_to_the_signs_go_into_the_journal_and_are_asked_no_more(trial, capsys):
    code, out, _ = called(capsys, "log", trial, "--signs", "none", "--on", "2026-06-26")
    assert code == 0 and "Your answers to the warning signs are kept." in out
    lines = [json.loads(line) for line in (trial / "journal.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [line["kind"] for line in lines] == ["start", "signs"]
    assert set(lines[-1]["data"]["answers"].values()) == {"no"}
    _, out, _ = called(capsys, "status", trial, "--on", "2026-06-26", "--json")
    told = json.loads(out)
    assert told["red_flags_due"] is None
    assert told["signs_answered"] == {"day": 7, "yes": [], "unsure": []}


def test_a_yes_comes_first_and_stands_in_the_status_until_another_answer(trial, capsys):
    code, out, _ = called(capsys, "log", trial, "--signs", "legs", "--pain", 5, "--on", "2026-06-26")
    assert code == 0
    assert out.index("Take no more for the trial") < out.index("Kept: 1 day")
    assert "emergency" in out
    _, out, _ = called(capsys, "status", trial, "--on", "2026-06-27")
    assert "On day 7 you answered yes to legs: take no more" in " ".join(out.split())
    called(capsys, "log", trial, "--signs", "none", "--on", "2026-06-28")
    _, out, _ = called(capsys, "status", trial, "--on", "2026-06-28")
    assert "you answered" not in out


def test_signs_that_are_none_are_refused_before_anything_is_kept(trial, capsys):
    code, _, err = called(capsys, "log", trial, "--pain", 5, "--signs", "headache", "--on", "2026-06-26")
    assert code == 2 and "numb_seat" in err
    assert len((trial / "journal.jsonl").read_text(encoding="utf-8").splitlines()) == 1


def test_what_the_trial_can_show_stands_before_its_start(capsys, tmp_path):
    plan = tmp_path / "plan.yaml"
    code, out, err = called(capsys, "design", PERSON, "--out", plan, "--on", DAY)
    assert code == 0, err
    told = " ".join(out.split())
    assert re.search(r"If it does nothing for you, these 9 weeks will end in “cannot tell” in \d+ of 100 cases", told)
    assert told.index("If it does nothing for you") < told.index("dolomite trial start")
