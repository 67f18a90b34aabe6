"""The whole report with the person's own trial: the seal is respected, safety comes first, nothing is written."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

import pytest

from dolomite.cli.main import run

ROOT = Path(__file__).parents[2]
PERSON = ROOT / "examples" / "person.yaml"
WORKED = ROOT / "examples" / "trial_worked.csv"
DAY = "2026-06-20"
LATER = "2026-12-01"


def called(capsys, *args):
    capsys.readouterr()
    try:
        run(list(map(str, args)))
        code = 0
    except SystemExit as left:
        code = left.code or 0
    out = capsys.readouterr()
    return code, out.out, out.err


@pytest.fixture(scope="module")
def plan(tmp_path_factory):
    path = tmp_path_factory.mktemp("plan") / "plan.yaml"
    with contextlib.suppress(SystemExit):
        run(["trial", "design", str(PERSON), "--out", str(path), "--on", DAY, "--json"])
    return path


def begun(capsys, plan, folder, seed):
    folder.parent.mkdir(parents=True, exist_ok=True)
    assert called(capsys, "trial", "start", plan, "--dir", folder, "--on", DAY, "--practice", "--seed", seed)[0] == 0
    return folder


def told(capsys, folder, on, person=PERSON):
    code, out, _ = called(capsys, "report", person, "--trial", folder, "--on", on, "--json")
    assert code == 0
    return json.loads(out)["trial"]


def test_a_running_trial_says_where_it_stands_and_nothing_of_the_arms(capsys, plan, tmp_path):
    said = []
    for seed in (1, 2, 5):
        folder = begun(capsys, plan, tmp_path / str(seed) / "t", seed)
        called(capsys, "trial", "log", folder, "--from", WORKED, "--on", DAY)
        before = (folder / "journal.jsonl").read_bytes()
        found = told(capsys, folder, "2026-07-10")
        code, text, _ = called(capsys, "report", PERSON, "--trial", folder, "--on", "2026-07-10")
        assert code == 0
        text = text[text.index("Your own trial") :]
        assert (folder / "journal.jsonl").read_bytes() == before
        assert found.pop("commitment")
        assert found.pop("head")  # made from the seal
        said.append((found, text))
    assert said[0] == said[1] == said[2]
    assert said[0][0]["command"] == "status"
    assert "effect" not in said[0][0]
    assert "sealed" in said[0][1]


def test_over_but_sealed_stays_sealed(capsys, plan, tmp_path):
    folder = begun(capsys, plan, tmp_path / "t", 8)
    called(capsys, "trial", "log", folder, "--from", WORKED, "--on", DAY)
    found = told(capsys, folder, LATER)
    assert found["command"] == "status"
    assert found["revealed"] is False


def test_once_opened_the_answer_is_the_one_of_analyse(capsys, plan, tmp_path):
    folder = begun(capsys, plan, tmp_path / "t", 8)
    called(capsys, "trial", "log", folder, "--from", WORKED, "--on", DAY)
    _, out, _ = called(capsys, "trial", "analyse", folder, "--active", "magnesium", "--json")
    alone = json.loads(out)
    found = told(capsys, folder, LATER)
    assert found == {key: alone[key] for key in found}
    assert found["verdict"] == "worthwhile"


def test_a_stop_of_safety_comes_before_the_trial(capsys, plan, tmp_path):
    folder = begun(capsys, plan, tmp_path / "t", 8)
    ill = tmp_path / "ill.yaml"
    ill.write_text(PERSON.read_text(encoding="utf-8").replace("red_flags: []", "red_flags: [fever]"), encoding="utf-8")
    assert "[fever]" in ill.read_text(encoding="utf-8")
    code, text, _ = called(capsys, "report", ill, "--trial", folder, "--on", "2026-07-10")
    assert code == 0
    assert "Do not go on with this trial" in text


def test_an_open_trial_says_todays_arm_but_never_past_a_stop(capsys, tmp_path):
    path, folder = tmp_path / "plan.yaml", tmp_path / "t"
    called(capsys, "trial", "design", PERSON, "--out", path, "--on", DAY, "--against", "nothing", "--json")
    begun(capsys, path, folder, 8)
    on = "2026-07-10"
    assert told(capsys, folder, on)["take"] in ("magnesium", "nothing")
    _, text, _ = called(capsys, "report", PERSON, "--trial", folder, "--on", on)
    assert "Today's arm: " in text
    ill = tmp_path / "ill.yaml"
    ill.write_text(PERSON.read_text(encoding="utf-8").replace("red_flags: []", "red_flags: [fever]"), encoding="utf-8")
    assert "take" not in told(capsys, folder, on, person=ill)
    _, text, _ = called(capsys, "report", ill, "--trial", folder, "--on", on)
    assert "Today's arm" not in text
    called(capsys, "trial", "log", folder, "--stop", "it upset me", "--on", "2026-07-01")
    _, out, _ = called(capsys, "trial", "status", folder, "--on", on, "--json")
    assert "take" not in json.loads(out)


def test_no_trial_in_the_folder(capsys, tmp_path):
    code, _, said = called(capsys, "report", PERSON, "--trial", tmp_path, "--on", DAY)
    assert code == 2
    assert "there is no trial here" in said
