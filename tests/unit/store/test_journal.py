"""Nothing acknowledged is lost, and nothing changes in silence."""

from __future__ import annotations

import errno
import importlib.util
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dolomite.base.errors import InputError
from dolomite.store import journal
from dolomite.store.lines import line_of

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
    lines[1] = line_of(body).strip()
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


def test_a_damaged_line_costs_one_entry_and_going_on_is_possible(tmp_path):
    path = filled(tmp_path, count=8)
    lines = path.read_bytes().splitlines()
    lines[5] = b"garbled" + lines[5]
    path.write_bytes(b"\n".join(lines) + b"\n")
    journal.append(tmp_path, "day", {"day": 9}, utc=NOW)
    chain = journal.read(tmp_path)
    assert [entry.data["day"] for entry in chain.entries] == [1, 2, 3, 4, 5, 7, 8, 9]
    assert "line 6: this line is no entry" in str(chain.broken)
    assert [each.raw[:7] for each in chain.bad] == [b"garbled"]


@pytest.mark.parametrize("new", [b'"day":9', b"\xff\xff\xff\xff\xff\xff\xff"])
def test_a_damaged_last_line_is_named_and_the_next_entry_kept(tmp_path, new):
    path = filled(tmp_path)
    path.write_bytes(path.read_bytes().replace(b'"day":4', new))
    journal.append(tmp_path, "day", {"day": 5}, utc=NOW)
    journal.append(tmp_path, "day", {"day": 6}, utc=NOW)
    chain = journal.read(tmp_path)
    assert [entry.data["day"] for entry in chain.entries if entry.kind == "day"] == [1, 2, 3, 5, 6]
    assert "line 4" in str(chain.broken)


HOSTILE = [
    b"[" * 5000,
    b'{"a":' * 5000,
    b"NaN",
    b"1" * 5000,
    b'{"number":1}',
    b"\xed\xa0\x80",
    b'"\\ud800"',
    b"[]",
    b"",
]


@pytest.mark.parametrize("line", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_line_is_named(tmp_path, line):
    path = filled(tmp_path)
    lines = path.read_bytes().splitlines()
    lines[1] = line
    path.write_bytes(b"\n".join(lines) + b"\n")
    chain = journal.read(tmp_path)
    assert [entry.data["day"] for entry in chain.entries] == [1, 3, 4]
    assert "line 2" in str(chain.broken)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\udcff"])
def test_what_json_cannot_say_is_one_sentence(tmp_path, value):
    path = filled(tmp_path)
    before = path.read_bytes()
    with pytest.raises(InputError, match="cannot be kept"):
        journal.append(tmp_path, "day", {"day": 5, "note": value}, utc=NOW)
    assert path.read_bytes() == before


HEADS = [b"", b"0 " + b"0" * 64 + b"\n", b"4", b"\xff", "² a".encode(), b"9" * 5000, b"04 " + b"0" * 64 + b"\n"]


@pytest.mark.parametrize("head", HEADS, ids=range(len(HEADS)))
def test_a_damaged_head_is_named_and_remembered(tmp_path, head):
    filled(tmp_path)
    (tmp_path / journal.HEAD).write_bytes(head)
    assert journal.HEAD in str(journal.read(tmp_path).broken)
    journal.append(tmp_path, "day", {"day": 5}, utc=NOW)
    chain = journal.read(tmp_path)
    assert journal.HEAD in str(chain.broken)
    assert chain.entries[-1].data == {"day": 5}


def test_whoever_holds_the_last_hash_sees_that_lines_were_cut_and_the_head_rewritten(tmp_path):
    path = filled(tmp_path)
    held = journal.read(tmp_path).head
    journal.append(tmp_path, "day", {"day": 5}, utc=NOW)
    assert journal.read(tmp_path).held(held) == 4
    assert journal.read(tmp_path).held(held[:12]) == 4
    lines = path.read_bytes().splitlines(keepends=True)[:3]
    path.write_bytes(b"".join(lines))
    last = journal.chained(b"".join(lines), None).entries[-1]
    (tmp_path / journal.HEAD).write_text(f"{last.number} {last.hash}\n")
    chain = journal.read(tmp_path)
    assert chain.broken is None
    assert chain.held(held) is None


def test_a_journal_that_is_no_file_is_one_sentence(tmp_path):
    os.mkfifo(tmp_path / journal.NAME)
    with pytest.raises(InputError, match="no ordinary file"):
        journal.read(tmp_path)
    with pytest.raises(InputError, match="no ordinary file"):
        journal.append(tmp_path, "day", {}, utc=NOW)


def test_a_new_journal_is_for_its_owner_alone(tmp_path):
    assert filled(tmp_path).stat().st_mode & 0o777 == 0o600


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
    sys.modules[spec.name] = module  # dataclasses look there
    spec.loader.exec_module(module)
    return module


def test_three_hundred_kills_of_two_writers_lose_no_acknowledged_entry(tmp_path):
    found = killing().kill_many(tmp_path, times=300, seed=3)
    assert found.lost == ()
    assert found.alarms == ()
    assert found.acknowledged > 300
    assert found.reads >= 150  # at least one beside each pair of writers


@pytest.mark.parametrize("days", [5])
def test_every_byte_flipped_and_cut_is_named_and_costs_no_other_entry(tmp_path, days):
    found = killing().damage_all(tmp_path, days=days, masks=(0x01, 0x20, 0x80))
    assert found.unnamed == ()
    assert found.lost == ()
    assert found.tried > 5000
