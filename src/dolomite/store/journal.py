"""An append-only journal: one JSON line per entry, bound to the one before it by SHA-256, on disk before it counts.

`append` returns after fsync: what it returned for survives a kill, a crash and a power cut. A kill in the middle of a
write leaves a torn last line, which was never acknowledged; it is set aside, never silently dropped. A changed,
reordered or removed line breaks the chain, and the reader says where. Beside the journal `journal.head` holds the count
and the last hash, so that lines cut off at the end are noticed too. A chain does not stop somebody who rewrites both
files; it makes every accident and every quiet edit visible. What the head shows to be wrong is written down before the
next entry, so that going on does not hide it.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dolomite.base.errors import InputError

NAME = "journal.jsonl"
HEAD = "journal.head"
TORN = "journal.torn"
FAULT = "fault"  # an entry that keeps what was found wrong with the lines above it
START = "0" * 64  # what the first entry is bound to


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line: its number from 1, when it was written (UTC), its kind, what it holds, and its hash."""

    number: int
    utc: str
    kind: str
    data: Mapping[str, Any]
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """All entries that could be read, and what is wrong with the chain: `broken` is None when nothing is."""

    entries: tuple[Entry, ...]
    broken: str | None


def append(folder: Path, kind: str, data: Mapping[str, Any], *, utc: datetime) -> Entry:
    """Add one entry and return once it is on disk. `utc` is when. (No unit.)

    Raises InputError when the disk refuses (nothing is half written then), or when the last line was changed.
    """
    path = folder / NAME
    with _locked(path) as descriptor:
        size = _set_torn_tail_aside(descriptor, folder)
        number, last = _last(descriptor, size, path)
        when = utc.astimezone(UTC).isoformat(timespec="seconds")
        lines, entry = b"", None
        for kind_, content in (*_found_wrong(folder, number, last), (kind, data)):
            body = {"number": number + 1, "utc": when, "kind": kind_, "data": dict(content), "before": last}
            line = _line(body)
            entry = _entry(json.loads(line))
            lines, number, last = lines + line, entry.number, entry.hash
        assert entry is not None
        try:
            _write_all(descriptor, lines)
            os.fsync(descriptor)
        except OSError as error:
            with contextlib.suppress(OSError):
                os.ftruncate(descriptor, size)
            raise InputError(
                f"{path}: the entry could not be written ({error.strerror}). Make room on the disk and log it again."
            ) from None
        _write_head(folder, entry)
        return entry


def read(folder: Path) -> Chain:
    """Every entry in order, and whether the chain holds. Raises InputError when there is no journal. (No unit.)"""
    path = folder / NAME
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        raise InputError(f"{folder}: there is no trial here ({NAME} is missing). Check the folder.") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}). Check the file and its permissions.") from None
    entries: list[Entry] = []
    before, broken = START, None
    complete = raw[: raw.rfind(b"\n") + 1]  # what follows the last line end was never acknowledged
    for number, line in enumerate(complete.splitlines(), start=1):
        entry, fault = _checked(line, number, before)
        if fault is not None and broken is None:
            broken = f"{NAME}, line {number}: {fault}"
        if entry is None:
            break
        if entry.kind == FAULT and broken is None:
            broken = f"{NAME}, line {number}: {entry.data.get('says')}"
        entries.append(entry)
        before = entry.hash
    return Chain(entries=tuple(entries), broken=broken or _against_head(folder, entries))


def _checked(line: bytes, number: int, before: str) -> tuple[Entry | None, str | None]:
    try:
        body = json.loads(line)
        entry = _entry(body)
    except (ValueError, KeyError, TypeError):
        return None, "this line is no entry of a journal. It was changed after it was written."
    if entry.number != number:
        return entry, f"it says it is entry {entry.number}. Lines were removed, added or moved."
    if body.get("before") != before:
        return entry, "it does not follow from the line above. A line was changed, removed or moved."
    if _hash({key: value for key, value in body.items() if key != "hash"}) != entry.hash:
        return entry, "its content does not fit its hash. It was changed after it was written."
    return entry, None


def _found_wrong(folder: Path, number: int, last: str) -> tuple[tuple[str, dict[str, str]], ...]:
    """What the head says is wrong just before an entry is added.

    The new head will fit the new end, so what the old one knew would be forgotten: it becomes an entry of its own.
    """
    try:
        count, hash_ = (folder / HEAD).read_text(encoding="ascii").split()
    except FileNotFoundError:
        # A kill just after the very first line leaves no head yet.
        return (
            ((FAULT, {"says": f"{HEAD} was missing here. Lines above may have been removed."}),) if number > 1 else ()
        )
    except (ValueError, OSError):
        return ((FAULT, {"says": f"{HEAD} could not be read here. Lines above may have been removed."}),)
    if not count.isdigit() or int(count) > number:
        return (
            (FAULT, {"says": f"{count} entries had been written and {number} were left. Lines were removed here."}),
        )
    if int(count) == number and number and hash_ != last:
        return ((FAULT, {"says": "the line above is not the one that was written. Lines were rewritten."}),)
    return ()


def _against_head(folder: Path, entries: list[Entry]) -> str | None:
    try:
        count, last = (folder / HEAD).read_text(encoding="ascii").split()
    except FileNotFoundError:
        return f"{HEAD} is missing: whether lines were cut off at the end cannot be told." if entries else None
    except (ValueError, OSError):
        return f"{HEAD} cannot be read: whether lines were cut off at the end cannot be told."
    # A kill between the line and its head leaves the journal ahead of the head by one; never behind it.
    if not count.isdigit() or int(count) > len(entries):
        return f"{NAME} holds {len(entries)} entries where {count} were written. Lines were removed at the end."
    if int(count) and entries[int(count) - 1].hash != last:
        return f"entry {count} is not the one that was written. Lines were rewritten."
    return None


def _entry(body: Mapping[str, Any]) -> Entry:
    if not isinstance(body["data"], dict) or not isinstance(body["number"], int):
        raise TypeError
    return Entry(
        number=body["number"], utc=str(body["utc"]), kind=str(body["kind"]), data=body["data"], hash=str(body["hash"])
    )


def _hash(body: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(body)).hexdigest()


def canonical(value: object) -> bytes:
    """A value as JSON bytes that are always the same: sorted keys, no spaces, UTF-8. (No unit.)

    >>> canonical({"b": 1, "a": [1.5, None]})
    b'{"a":[1.5,null],"b":1}'
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def _line(body: Mapping[str, Any]) -> bytes:
    return canonical({**body, "hash": _hash(body)}) + b"\n"


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[int]:
    """The journal opened for appending, one writer at a time; a new file's name is on disk before it counts."""
    new = not path.exists()
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}). Check the folder.") from None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        if new:
            _sync_folder(path.parent)
        yield descriptor
    finally:
        os.close(descriptor)


def _set_torn_tail_aside(descriptor: int, folder: Path) -> int:
    """Length of the file up to its last whole line; a torn tail moves to its own file first."""
    size = os.fstat(descriptor).st_size
    tail = b""
    at = size
    while at > 0:
        step = min(65536, at)
        chunk = os.pread(descriptor, step, at - step)
        end = chunk.rfind(b"\n")
        if end >= 0:
            tail = chunk[end + 1 :] + tail
            at = at - step + end + 1
            break
        tail = chunk + tail
        at -= step
    if tail:
        with (folder / TORN).open("ab") as aside:
            aside.write(tail + b"\n")
            aside.flush()
            os.fsync(aside.fileno())
        os.ftruncate(descriptor, at)
        os.fsync(descriptor)
    return at


def _last(descriptor: int, size: int, path: Path) -> tuple[int, str]:
    """Number and hash of the last entry; a new entry is never chained to a line that was changed."""
    if size == 0:
        return 0, START
    at, tail = size, b""
    while at > 0 and tail.count(b"\n") < 2:
        step = min(65536, at)
        tail = os.pread(descriptor, step, at - step) + tail
        at -= step
    line = tail.splitlines()[-1]
    try:
        body = json.loads(line)
        entry = _entry(body)
        fine = _hash({key: value for key, value in body.items() if key != "hash"}) == entry.hash
    except (ValueError, KeyError, TypeError):
        fine = False
    if not fine:
        raise InputError(
            f"{path}: the last line was changed after it was written, so nothing can be added after it. "
            "Put the file back from a copy, or start a new trial; `dolomite trial status` says more."
        )
    return entry.number, entry.hash


def _write_all(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def _write_head(folder: Path, entry: Entry) -> None:
    """The count and last hash, replaced whole. Failing here loses nothing: the head may lag, never lead."""
    beside = folder / f".{HEAD}.part"
    with contextlib.suppress(OSError):
        beside.write_text(f"{entry.number} {entry.hash}\n", encoding="ascii")
        beside.replace(folder / HEAD)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
