"""Nothing acknowledged is lost, and nothing changes in silence."""

from __future__ import annotations

import errno
import importlib.util
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dolomite.base.errors import InputError
from dolomite.store import journal

NOW = datetime(2026, 5, 1, 20, 0, tzinfo=UTC)


def filled(folder, count=4):
    for day in range(1, count + 1):
        journal.append(folder, "day", {"day": day, "pain": 5.0}, utc=NOW)
    return folder / journal.NAME


def test_what_goes_in_comes_out(tmp_path):
    filled(tmp_path)
    chain = journal.read(tmp_path)
    assert chain.broken is None
    assert [e.data["day"] for e in chain.entries] == [1, 2, 3, 4]
    assert chain.entries[0].utc == "2026-05-01T20:00:00+00:00"


def edit_value(lines):
    lines[1] = lines[1].replace(b'"pain":5.0', b'"pain":2.0')


def drop_middle(lines):
    del lines[1]


def drop_last(lines):
    del lines[-1]


def swap(lines):
    lines[1], lines[2] = lines[2], lines[1]


def repeat(lines):
    lines.insert(1, lines[1])


def scribble(lines):
    lines[2] = b"hello"


TAMPERED = {
    edit_value: "line 2: its content does not fit its hash",
    drop_middle: "line 2: it says it is entry 3",
    drop_last: "holds 3 entries where 4 were written",
    swap: "line 2: it says it is entry 3",
    repeat: "line 3: it says it is entry 2",
    scribble: "line 3: this line is no entry",
}


@pytest.mark.parametrize("how", TAMPERED, ids=lambda f: f.__name__)
def test_tampering_is_said(tmp_path, how):
    path = filled(tmp_path)
    lines = path.read_bytes().splitlines()
    how(lines)
    path.write_bytes(b"\n".join(lines) + b"\n")
    broken = journal.read(tmp_path).broken
    assert broken is not None
    assert TAMPERED[how] in broken


def test_a_rehashed_line_still_breaks_the_chain(tmp_path):
    path = filled(tmp_path)
    lines = path.read_bytes().splitlines()
    import json

    body = json.loads(lines[1])
    body["data"]["pain"] = 1.0
    del body["hash"]
    lines[1] = journal._line(body).strip()
    path.write_bytes(b"\n".join(lines) + b"\n")
    assert "line 3: it does not follow from the line above" in str(journal.read(tmp_path).broken)


def test_a_missing_head_is_said(tmp_path):
    filled(tmp_path)
    (tmp_path / journal.HEAD).unlink()
    assert "journal.head is missing" in str(journal.read(tmp_path).broken)


@pytest.mark.parametrize("harm", ["cut", "no_head", "rewritten"])
def test_going_on_does_not_hide_what_was_wrong(tmp_path, harm):
    for day in range(1, 7):
        journal.append(tmp_path, "day", {"day": day}, utc=NOW)
    path = tmp_path / journal.NAME
    lines = path.read_bytes().splitlines(keepends=True)
    if harm == "cut":
        path.write_bytes(b"".join(lines[:4]))
    elif harm == "no_head":
        (tmp_path / journal.HEAD).unlink()
    else:
        other = tmp_path / "other"
        other.mkdir()
        for day in range(1, 7):
            journal.append(other, "day", {"day": day * 10}, utc=NOW)
        path.write_bytes((other / journal.NAME).read_bytes())
    assert journal.read(tmp_path).broken is not None
    journal.append(tmp_path, "day", {"day": 7}, utc=NOW)
    journal.append(tmp_path, "day", {"day": 8}, utc=NOW)
    found = journal.read(tmp_path)
    assert found.broken is not None
    assert [entry.kind for entry in found.entries].count("fault") == 1
    assert [entry.data["day"] for entry in found.entries if entry.kind == "day"][-2:] == [7, 8]


def test_a_torn_last_line_is_set_aside_and_logging_goes_on(tmp_path):
    path = filled(tmp_path)
    with path.open("ab") as out:
        out.write(b'{"number":5,"da')
    assert journal.read(tmp_path).broken is None
    journal.append(tmp_path, "day", {"day": 5, "pain": 1.0}, utc=NOW)
    chain = journal.read(tmp_path)
    assert chain.broken is None
    assert len(chain.entries) == 5
    assert b'"number":5,"da' in (tmp_path / journal.TORN).read_bytes()


def test_nothing_is_added_after_a_changed_last_line(tmp_path):
    path = filled(tmp_path)
    path.write_bytes(path.read_bytes().replace(b'"day":4', b'"day":9'))
    with pytest.raises(InputError, match="last line was changed"):
        journal.append(tmp_path, "day", {"day": 5}, utc=NOW)


def test_a_full_disk_leaves_no_half_line(tmp_path, monkeypatch):
    path = filled(tmp_path)
    before = path.read_bytes()
    real = os.write

    def full(descriptor, data):
        if len(data) > 20:
            return real(descriptor, data[:20])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "write", lambda d, b: full(d, b) if b.startswith(b"{") else full(d, b[:1] * 5))
    with pytest.raises(InputError, match="No space left on device"):
        journal.append(tmp_path, "day", {"day": 5}, utc=NOW)
    monkeypatch.undo()
    assert path.read_bytes() == before
    journal.append(tmp_path, "day", {"day": 5}, utc=NOW)
    assert journal.read(tmp_path).broken is None


def test_no_journal_is_one_sentence(tmp_path):
    with pytest.raises(InputError, match="there is no trial here"):
        journal.read(tmp_path)


def killing():
    spec = importlib.util.spec_from_file_location("killing", Path(__file__).parent / "killing.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_twenty_five_kills_lose_no_acknowledged_entry(tmp_path):
    for acknowledged, held in killing().kill_many(tmp_path, times=25, seed=3):
        assert held >= acknowledged
