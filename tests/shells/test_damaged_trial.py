"""A damaged journal is read past its damage, says so before it keeps, and can be saved into a new folder."""

from __future__ import annotations

import contextlib
import io
import json
from pathlib import Path

import pytest

from dolomite.base.errors import InputError
from dolomite.cli.main import run
from dolomite.store import journal
from dolomite.trial.record import record

HERE = Path(__file__).parents[2]
PERSON = HERE / "examples" / "person.yaml"
DAY = "2026-06-20"


def said(*args: object) -> tuple[int, str, str]:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            run([str(arg) for arg in args])
        except SystemExit as left:
            return int(left.code or 0), out.getvalue(), err.getvalue()
    raise AssertionError("no exit code")


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    """A trial with a start and ten days."""
    place = tmp_path_factory.mktemp("whole")
    assert said("trial", "design", PERSON, "--out", place / "plan.yaml", "--on", DAY, "--json")[0] == 0
    assert (
        said("trial", "start", place / "plan.yaml", "--dir", place / "t", "--on", DAY, "--practice", "--seed", "8")[0]
        == 0
    )
    for day in range(1, 11):
        date = f"2026-06-{19 + day}"
        assert said("trial", "log", place / "t", "--day", day, "--pain", "5.25", "--on", date)[0] == 0
    return place / "t"


@pytest.fixture
def garbled(whole, tmp_path) -> Path:
    """The same trial with line 6 (day 5) garbled."""
    return with_lines(whole, tmp_path / "g", lambda lines: lines.__setitem__(5, b"x" + lines[5]))


def with_lines(whole: Path, folder: Path, change) -> Path:
    folder.mkdir()
    for path in whole.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    lines = (folder / journal.NAME).read_bytes().split(b"\n")
    change(lines)
    (folder / journal.NAME).write_bytes(b"\n".join(lines))
    return folder


def test_log_says_the_damage_and_what_it_keeps_can_be_read_again(garbled):
    code, out, _ = said("trial", "log", garbled, "--day", "11", "--pain", "3", "--on", "2026-06-30", "--json")
    assert code == 0
    assert "line 6" in json.loads(out)["says"][0]
    assert "trial recover" in json.loads(out)["says"][0]
    code, out, _ = said("trial", "status", garbled, "--on", "2026-06-30", "--json")
    found = json.loads(out)
    assert found["rated_days"] == 10
    assert 5 in found["missing_days"]
    assert "line 6" in found["journal_says"]


def test_recover_writes_what_can_be_saved(garbled, tmp_path):
    before = {path.name: path.read_bytes() for path in garbled.iterdir()}
    out = tmp_path / "saved"
    code, text, _ = said("trial", "recover", garbled, "--out", out)
    assert code == 0
    assert "10 entries are as they were written. 1 lines could not be saved." in " ".join(text.split())
    assert {path.name: path.read_bytes() for path in garbled.iterdir()} == before
    assert (out / "days.csv").read_text().splitlines()[:2] == ["day,pain_nrs", "1,5.25"]
    assert (out / "left-over.txt").read_bytes().startswith(b'x{"before"')
    assert said("trial", "log", out, "--day", "5", "--pain", "4", "--on", "2026-06-30")[0] == 0
    found = json.loads(said("trial", "status", out, "--on", "2026-06-30", "--json")[1])
    assert found["rated_days"] == 10
    assert "saved from a damaged journal" in found["journal_says"]
    code, _, err = said("trial", "recover", garbled, "--out", out)
    assert code == 2
    assert "in use" in err


def test_recover_without_a_beginning_saves_the_days(whole, tmp_path):
    folder = with_lines(whole, tmp_path / "g", lambda lines: lines.__setitem__(0, b"gone"))
    code, out, err = said("trial", "status", folder, "--on", DAY)
    assert (code, out) == (2, "")
    assert "no start of a trial" in err
    code, out, _ = said("trial", "recover", folder, "--out", tmp_path / "saved")
    assert code == 0
    assert "The beginning of the trial is lost" in out
    assert len((tmp_path / "saved" / "days.csv").read_text().splitlines()) == 11
    assert not (tmp_path / "saved" / journal.NAME).exists()


def test_the_hash_that_a_helper_holds_shows_later_what_was_cut(whole, tmp_path):
    held = json.loads(said("trial", "status", whole, "--on", DAY, "--json")[1])["head"]
    assert held == journal.read(whole).head
    assert "entry 11" in said("trial", "status", whole, "--on", DAY, "--held", held[:10])[1]
    folder = with_lines(whole, tmp_path / "cut", lambda lines: lines.__delitem__(slice(8, 11)))
    chain = journal.chained((folder / journal.NAME).read_bytes(), None)
    (folder / journal.HEAD).write_text(f"{chain.entries[-1].number} {chain.entries[-1].hash}\n")
    code, out, _ = said("trial", "status", folder, "--on", DAY, "--held", held)
    assert code == 0
    assert "Journal: whole." in out
    assert "The entry held is GONE" in out
    code, _, err = said("trial", "status", folder, "--on", DAY, "--held", "zzz")
    assert code == 2
    assert "no hash" in err


def test_log_says_the_hash_of_the_new_entry(whole, tmp_path):
    folder = with_lines(whole, tmp_path / "t", lambda lines: None)
    found = json.loads(said("trial", "log", folder, "--day", "11", "--pain", "3", "--on", DAY, "--json")[1])
    assert found["head"] == journal.read(folder).head


def test_a_record_of_any_damage_is_a_record_or_one_sentence(whole):
    raw = (whole / journal.NAME).read_bytes()
    rough = 0
    for at in range(len(raw)):
        damaged = bytearray(raw)
        damaged[at] ^= 0x01
        try:
            record(journal.chained(bytes(damaged), None).told)
        except InputError:
            rough += 1
    assert rough < raw.index(b"\n") + 1  # only a damaged beginning ends the reading


ODD = [
    ("day", {}),
    ("day", {"day": "x", "values": {}}),
    ("day", {"day": 1, "values": 5}),
    ("day", {"day": 1, "values": {"pain_nrs": "high"}}),
    ("day", {"day": 10**400, "values": {"pain_nrs": 1}}),
    ("day", {"day": 1, "values": {"pain_nrs": 10**400}}),
    ("guess", {"period": None, "arm": "x"}),
    ("adverse", {}),
    ("stop", {"says": "x", "day": []}),
    ("reveal", {"sequence": 5, "after_day": 1}),
    ("reveal", {"sequence": ["a"], "after_day": "x"}),
]


@pytest.mark.parametrize(("kind", "data"), ODD, ids=range(len(ODD)))
def test_an_entry_of_another_shape_is_one_sentence(whole, tmp_path, kind, data):
    from datetime import UTC, datetime

    folder = with_lines(whole, tmp_path / "t", lambda lines: None)
    journal.append(folder, kind, data, utc=datetime.now(UTC))
    code, _, err = said("trial", "status", folder, "--on", DAY)
    assert code == 2
    assert "no trial has" in err
    assert said("trial", "recover", folder, "--out", tmp_path / "saved")[0] == 0
    assert len((tmp_path / "saved" / "days.csv").read_text().splitlines()) == 11


@pytest.fixture(scope="module")
def plan(whole) -> Path:
    return whole.parent / "plan.yaml"


def test_a_start_that_fails_leaves_nothing(plan, tmp_path, monkeypatch):
    code, _, err = said("trial", "start", plan, "--dir", tmp_path / "t", "--on", "9999-12-31")
    assert code == 2
    assert "the last day a calendar knows" in err
    assert not list(tmp_path.iterdir())

    def full(*_: object, **__: object) -> None:
        raise InputError("no space left")

    monkeypatch.setattr(journal, "append_all", full)
    assert said("trial", "start", plan, "--dir", tmp_path / "a" / "t", "--on", DAY)[0] == 2
    assert not list(tmp_path.iterdir())
    (tmp_path / "t-helper").mkdir()
    (tmp_path / "t-helper" / "mine.txt").write_text("mine")
    assert said("trial", "start", plan, "--dir", tmp_path / "t", "--on", DAY)[0] == 2
    assert [path.name for path in tmp_path.rglob("*")] == ["t-helper", "mine.txt"]
    monkeypatch.undo()
    assert said("trial", "start", plan, "--dir", tmp_path / "t", "--on", DAY)[0] == 0


def test_a_disk_that_is_full_at_any_write_leaves_nothing(plan, tmp_path, monkeypatch):
    import errno
    import os

    real, left = os.fsync, 0

    def fails(descriptor: int) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", fails)
    for allowed in range(30):
        left = allowed
        code, _, err = said("trial", "start", plan, "--dir", tmp_path / "t", "--on", DAY)
        if code == 0:
            break
        assert code == 2, err
        assert not list(tmp_path.iterdir())
    assert 2 < allowed < 29


def test_a_plan_never_replaces_a_person_file(tmp_path):
    mine = tmp_path / "mine.yaml"
    mine.write_bytes(PERSON.read_bytes())
    code, _, err = said("trial", "design", mine, "--out", mine, "--on", DAY)
    assert code == 2
    assert "force" in err
    assert mine.read_bytes() == PERSON.read_bytes()
    assert said("trial", "design", mine, "--out", "/dev/null", "--on", DAY, "--pairs", "3")[0] == 0
    assert Path("/dev/null").is_char_device()
