"""A whole trial from outside: design, start, log, status, analyse, report; stops, seals and tampering."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dolomite.cli.main import run

ROOT = Path(__file__).parents[2]
PERSON = ROOT / "examples" / "person.yaml"
WORKED = ROOT / "examples" / "trial_worked.csv"
DAY = "2026-06-20"


def called(capsys, *args):
    try:
        run(["trial", *map(str, args)])
        code = 0
    except SystemExit as left:
        code = left.code or 0
    out = capsys.readouterr()
    return code, out.out, out.err


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    path = tmp_path_factory.mktemp("plan") / "plan.yaml"
    run_quietly("design", PERSON, "--out", path, "--on", DAY, "--prescribed", "no", "--new-treatment", "no", "--json")
    return path


def run_quietly(*args):
    try:
        run(["trial", *map(str, args)])
    except SystemExit as left:
        assert not left.code


def begun(plan, tmp_path, *extra):
    folder = tmp_path / "my-trial"
    run_quietly("start", plan, "--dir", folder, "--on", DAY, *extra)
    return folder


def test_design_says_how_long_and_how_sure(capsys, tmp_path):
    code, out, _ = called(capsys, "design", PERSON, "--out", tmp_path / "p.yaml", "--on", DAY, "--json")
    found = json.loads(out)
    assert code == 0
    assert found["days"] == 63
    assert found["smallest_p_one_sided"] == 0.0625
    assert {c["pairs"] for c in found["chances"]} == {3, 4, 6}
    assert all(c["worthwhile"] <= 0.02 for c in found["chances"] if c["effect"] == 0)
    assert found["may_start"] is True
    assert "worthwhile_points: 2" in (tmp_path / "p.yaml").read_text(encoding="utf-8")


def test_a_person_file_of_another_editor_makes_a_plan_as_well(capsys, tmp_path):
    """A file in UTF-16 is read everywhere; the plan, which keeps its words, once asked for UTF-8."""
    (tmp_path / "me.yaml").write_text(PERSON.read_text(encoding="utf-8"), encoding="utf-16")
    code, _, err = called(
        capsys, "design", tmp_path / "me.yaml", "--out", tmp_path / "p.yaml", "--on", DAY, "--pairs", "2", "--json"
    )
    assert code == 0, err
    assert "doxycycline" in (tmp_path / "p.yaml").read_text(encoding="utf-8")


def test_a_practice_run_of_the_example_finds_what_was_put_in(capsys, plan, tmp_path):
    folder = begun(plan, tmp_path, "--practice", "--seed", "8")
    capsys.readouterr()
    code, out, _ = called(capsys, "log", folder, "--from", WORKED, "--on", DAY)
    assert code == 0
    assert "the sealed order decides" in out
    code, out, _ = called(capsys, "analyse", folder, "--active", "magnesium", "--json")
    found = json.loads(out)
    assert code == 0
    assert found["verdict"] == "worthwhile"
    assert found["blinded"] is True
    assert found["faults"] == []
    code, alone, _ = called(capsys, "analyse", WORKED, "--active", "magnesium", "--json")
    assert json.loads(alone)["effect"] == found["effect"]
    code, out, _ = called(capsys, "report", folder, "--csv", tmp_path / "again.csv", "--html", tmp_path / "r.html")
    assert code == 0
    code, again, _ = called(capsys, "analyse", tmp_path / "again.csv", "--active", "magnesium", "--json")
    assert json.loads(again)["effect"] == found["effect"]
    assert "CENT 2015" in (tmp_path / "r.html").read_text(encoding="utf-8")


def test_nothing_the_participant_opens_tells_the_order(capsys, plan, tmp_path):
    folder = begun(plan, tmp_path)
    helper = tmp_path / "my-trial-helper"
    secret = json.loads((helper / "code-sheet.txt").read_text(encoding="utf-8").splitlines()[-1])
    for path in folder.rglob("*"):
        text = path.read_text(encoding="utf-8")
        assert secret["nonce"] not in text
        assert json.dumps(secret["sequence"]).replace(" ", "") not in text.replace(" ", "")
        assert '"seed"' not in text
    capsys.readouterr()
    said = []
    for seed in ("1", "2", "5"):
        other = tmp_path / seed / "t"
        other.parent.mkdir()
        run_quietly("start", plan, "--dir", other, "--on", DAY, "--practice", "--seed", seed)
        run_quietly("log", other, "--day", "8", "--pain", "4", "--on", "2026-06-27")
        capsys.readouterr()
        _, out, _ = called(capsys, "status", other, "--on", "2026-06-28", "--json")
        found = json.loads(out)
        del found["commitment"], found["head"]  # drawn, and made from what is drawn
        said.append(found)
    assert said[0] == said[1] == said[2]


def test_log_keeps_history_and_marks_late_days(capsys, plan, tmp_path):
    folder = begun(plan, tmp_path)
    run_quietly("log", folder, "--day", "1", "--pain", "6", "--on", DAY)
    run_quietly("log", folder, "--day", "1", "--pain", "5", "--on", "2026-06-25")
    capsys.readouterr()
    _, out, _ = called(capsys, "status", folder, "--on", "2026-06-25", "--json")
    found = json.loads(out)
    assert found["changed_days"] == [1]
    assert found["late_days"] == [1]
    assert found["missing_days"] == [2, 3, 4, 5, 6]
    lines = (folder / "journal.jsonl").read_text(encoding="utf-8")
    assert lines.count('"kind":"day"') == 2


def test_a_changed_day_is_said_everywhere(capsys, plan, tmp_path):
    folder = begun(plan, tmp_path, "--practice", "--seed", "8")
    run_quietly("log", folder, "--from", WORKED, "--on", DAY)
    journal = folder / "journal.jsonl"
    lines = journal.read_text(encoding="utf-8").splitlines()
    lines[12] = lines[12].replace('"pain_nrs":', '"pain_nrs":1')
    journal.write_text("\n".join(lines) + "\n", encoding="utf-8")
    capsys.readouterr()
    _, out, _ = called(capsys, "status", folder)
    assert "Journal BROKEN: journal.jsonl, line 13" in out
    _, out, _ = called(capsys, "analyse", folder, "--active", "magnesium")
    assert out.splitlines()[2].startswith("  CHANGED: journal.jsonl, line 13")


def test_a_changed_sequence_is_said(capsys, plan, tmp_path):
    folder = begun(plan, tmp_path, "--practice", "--seed", "8")
    run_quietly("log", folder, "--from", WORKED, "--on", DAY)
    sheet = tmp_path / "my-trial-helper" / "code-sheet.txt"
    text = sheet.read_text(encoding="utf-8")
    first = '"sequence": ["placebo", "magnesium", '
    assert first in text
    sheet.write_text(text.replace(first, '"sequence": ["magnesium", "placebo", '), encoding="utf-8")
    capsys.readouterr()
    code, out, _ = called(capsys, "analyse", folder, "--active", "magnesium", "--json")
    assert code == 0
    assert "changed after the start" in json.loads(out)["faults"][0]


STOPPED = {
    "acute pain": ("duration_weeks: 14", "duration_weeks: 3", "12 weeks or more"),
    "mild pain": ("severity_nrs: 6", "severity_nrs: 2", "under 3 of 10"),
    "pregnant": ("sex: female", "sex: female\nstate: pregnant\ngestation_weeks: 20", "pregnancy"),
    "red flag": ("red_flags: []", "red_flags: [ces_saddle]", "cannot start"),
    "red flags never asked": ("red_flags: []", "# red flags not asked:", "cannot start"),
    "failing kidneys": ("egfr: 92", "egfr: 22", "cannot start"),
}


@pytest.mark.parametrize("case", STOPPED)
def test_start_is_stopped(capsys, tmp_path, case):
    before, after, words = STOPPED[case]
    person = tmp_path / "person.yaml"
    text = PERSON.read_text(encoding="utf-8")
    assert before in text
    person.write_text(text.replace(before, after), encoding="utf-8")
    by_safety = words in ("cannot start", "pregnancy")
    plan = tmp_path / "plan.yaml"
    code, out, err = called(capsys, "design", person, "--out", plan, "--on", DAY, "--json")
    assert (not out) if by_safety else json.loads(out)["may_start"] is False
    assert (code, plan.exists()) == ((4, False) if by_safety else (0, True))
    if by_safety:  # then only a plan of somebody else can be started, with this person typed into it
        assert "no plan is written" in err
        run_quietly("design", PERSON, "--out", plan, "--on", DAY, "--json")
        typed = plan.read_text(encoding="utf-8")
        assert before in typed
        plan.write_text(typed.replace(before, after.replace("\n", "\n  ")), encoding="utf-8")
    code, _, err = called(capsys, "start", tmp_path / "plan.yaml", "--dir", tmp_path / "t", "--on", DAY)
    assert code == 4
    assert words in err
    assert not (tmp_path / "t").exists()


def test_a_dose_over_the_upper_level_needs_a_recorded_decision(capsys, tmp_path):
    args = ["design", PERSON, "--out", tmp_path / "p.yaml", "--dose", "400", "--on", DAY, "--json"]
    called(capsys, *args)
    code, _, err = called(capsys, "start", tmp_path / "p.yaml", "--dir", tmp_path / "t", "--on", DAY)
    assert code == 4
    assert "upper level" in err
    called(capsys, *args, "--decision", "Dr Example, 2026-06-01")
    code, _, _ = called(capsys, "start", tmp_path / "p.yaml", "--dir", tmp_path / "t", "--on", DAY)
    assert code == 0


REFUSED = [
    (["log", "DIR", "--day", "99", "--pain", "5"], "day 99 is not in this trial"),
    (["log", "DIR", "--day", "1", "--pain", "11"], "outside 0 to 10"),
    (["log", "DIR", "--day", "1"], "--pain is missing"),
    (["log", "DIR"], "nothing to log"),
    (["log", "DIR", "--guess", "zinc", "--period", "1"], "use one of magnesium, placebo, unknown"),
    (["log", "DIR", "--guess", "placebo", "--period", "9"], "periods 1 to 8"),
    (["start", "PLAN", "--dir", "DIR"], "begun here already"),
    (["analyse", "DIR", "--active", "magnesium", "--worthwhile", "1"], "sealed 2 points"),
    (["analyse", "DIR", "--active", "magnesium", "--speed", "slow"], "sealed fast"),
    (["status", "NOWHERE"], "no trial here"),
]


@pytest.mark.parametrize(("args", "words"), REFUSED)
def test_bad_input_is_one_sentence(capsys, plan, tmp_path, args, words):
    folder = begun(plan, tmp_path, "--practice", "--seed", "8")
    capsys.readouterr()
    places = {"DIR": folder, "PLAN": plan, "NOWHERE": tmp_path / "nowhere"}
    code, out, err = called(capsys, *(places.get(a, a) for a in args), *([] if "analyse" in args else ["--on", DAY]))
    assert code == 2
    assert words in err
    assert len(err.strip().splitlines()) == 1
    assert out == ""


def test_open_label_says_what_to_take_and_never_that_it_works(capsys, tmp_path):
    called(capsys, "design", PERSON, "--out", tmp_path / "p.yaml", "--against", "nothing", "--on", DAY, "--json")
    run_quietly("start", tmp_path / "p.yaml", "--dir", tmp_path / "t", "--on", DAY, "--practice", "--seed", "8")
    run_quietly("log", tmp_path / "t", "--from", WORKED, "--on", DAY)
    capsys.readouterr()
    _, out, _ = called(capsys, "status", tmp_path / "t", "--on", "2026-06-27", "--json")
    assert json.loads(out)["take"] in ("magnesium", "nothing")
    (tmp_path / "t-helper" / "code-sheet.txt").unlink()
    _, out, _ = called(capsys, "analyse", tmp_path / "t", "--active", "magnesium", "--json")
    found = json.loads(out)
    assert found["blinded"] is False
    assert found["says"].startswith("Knowingly taking")


def test_adverse_and_guess_reach_the_report(capsys, plan, tmp_path):
    folder = begun(plan, tmp_path, "--practice", "--seed", "8")
    run_quietly("log", folder, "--from", WORKED, "--on", DAY)
    run_quietly("log", folder, "--guess", "magnesium", "--period", "1")
    run_quietly("log", folder, "--guess", "magnesium", "--period", "2")
    run_quietly("log", folder, "--adverse", "loose stools in the second week")
    capsys.readouterr()
    _, out, _ = called(capsys, "report", folder, "--json")
    found = json.loads(out)
    assert found["adverse"][0]["says"] == "loose stools in the second week"
    assert [g["was"] for g in found["guesses"]] == ["placebo", "magnesium"]
    assert {row["arm"]: row["index"] for row in found["blinding_index"]} == {"magnesium": 1.0, "placebo": -1.0}
    assert len(found["cent"]) > 25
    assert found["commitment"]


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("trial_worked", "worthwhile"),
        ("trial_no_difference", "no_worthwhile_difference"),
        ("trial_half_missing", "cannot_tell"),
    ],
)
def test_examples_show_three_answers(capsys, name, verdict):
    _, out, _ = called(capsys, "analyse", ROOT / "examples" / f"{name}.csv", "--active", "magnesium", "--json")
    assert json.loads(out)["verdict"] == verdict


WRONG = [
    ("--active", "typo"),
    ("--active", "magnesium", "--against", "typo"),
    ("--active", "placebo", "--against", "placebo"),
]


@pytest.mark.parametrize("args", WRONG, ids=" ".join)
def test_a_slip_leaves_the_seal_closed(capsys, plan, tmp_path, args):
    folder = begun(plan, tmp_path, "--practice", "--seed", "8")
    run_quietly("log", folder, "--from", WORKED, "--on", DAY)
    before = (folder / "journal.jsonl").read_bytes()
    capsys.readouterr()
    for command in ("analyse", "report"):
        code, _, err = called(capsys, command, folder, *args)
        assert code == 2
        assert "Use one of" in err
        assert (folder / "journal.jsonl").read_bytes() == before


def test_practice_is_said_in_words_and_writes_no_letter(capsys, plan, tmp_path):
    folder = begun(plan, tmp_path, "--practice", "--seed", "8")
    assert capsys.readouterr().out.strip().startswith("Practice. ")
    run_quietly("log", folder, "--from", WORKED, "--on", DAY)
    for name in ("labels", "code-sheet"):
        assert "practice" in (tmp_path / "my-trial-helper" / f"{name}.html").read_text(encoding="utf-8").lower()
    capsys.readouterr()
    assert "Practice. Day" in called(capsys, "status", folder, "--on", DAY)[1]
    assert "Practice. " in called(capsys, "analyse", folder)[1]
    _, told, _ = called(capsys, "report", folder)
    assert "Practice. " in told
    assert "Dear doctor" not in told


def test_in_earnest_takes_no_seed_and_no_day_that_has_not_come(capsys, plan, tmp_path):
    code, _, err = called(capsys, "start", plan, "--dir", tmp_path / "t", "--on", DAY, "--seed", "8")
    assert code == 2
    assert "--seed" in err
    assert not (tmp_path / "t").exists()
    folder = begun(plan, tmp_path)
    capsys.readouterr()
    code, _, err = called(capsys, "log", folder, "--day", "2", "--pain", "5", "--on", DAY)
    assert code == 2
    assert "has not come yet" in err
    code, _, err = called(capsys, "log", folder, "--from", WORKED, "--on", DAY)
    assert code == 2
    assert '"kind":"day"' not in (folder / "journal.jsonl").read_text(encoding="utf-8")
