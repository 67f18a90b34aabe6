"""An append-only journal: one JSON line per entry, bound to the one before it by SHA-256, on disk before it counts.

`append` returns after fsync: what it returned for survives a kill, a crash and a power cut. A kill in the middle of a
write leaves a torn last line, which was never acknowledged; it is set aside, never silently dropped. A changed,
reordered or removed line breaks the chain, and the reader says where and reads on: one bad line costs one entry. Beside
the journal `journal.head` holds the count and the last hash, so that lines cut off at the end are noticed too. A chain
does not stop somebody who rewrites both files, unless somebody else holds the last hash; it makes every accident and
every quiet edit visible. What is found wrong is written down before the next entry, so that going on does not hide it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from dolomite.base.errors import InputError
from dolomite.store.chain import START
from dolomite.store.lines import (
    FAULT,
    HEAD,
    NAME,
    Chain,
    Entry,
    against_head,
    bad_at_end_of,
    chained,
    checked,
    entry_of,
    head_of,
    line_of,
)  # fmt: skip
from dolomite.store.lock import reading, writing
from dolomite.store.private import PRIVATE_FILE

__all__ = ["FAULT", "HEAD", "NAME", "TORN", "Chain", "Entry", "append", "append_all", "chained", "read"]

TORN = "journal.torn"


def append(folder: Path, kind: str, data: Mapping[str, object], *, utc: datetime) -> Entry:
    """Add one entry and return once it is on disk. `utc` is when.

    Raises InputError when the disk refuses, or the entry holds what no JSON can say; nothing is half written then.
    """
    return append_all(folder, [(kind, data, utc)])[-1]


def append_all(folder: Path, wanted: list[tuple[str, Mapping[str, object], datetime]]) -> tuple[Entry, ...]:
    """Add entries (kind, what, when) in one write: all are acknowledged or none. Raises InputError."""
    path = folder / NAME
    with writing(path) as file:
        try:
            size = _set_torn_tail_aside(file, folder)
            number, last, wrong = _end(file, size, folder)
        except OSError as error:
            raise InputError(
                f"{path}: cannot be read or written ({error.strerror}). Check the disk and log it again."
            ) from None
        lines, written = b"", []
        for kind, content, utc in (*((FAULT, {"says": says}, wanted[0][2]) for says in wrong), *wanted):
            when = utc.astimezone(UTC).isoformat(timespec="seconds")
            body = {"number": number + 1, "utc": when, "kind": kind, "data": dict(content), "before": last}
            try:
                line = line_of(body)
            except (ValueError, RecursionError):
                raise InputError(
                    f"{path}: the entry holds a sign or a number that cannot be kept. Write it in plain words."
                ) from None
            entry = entry_of(json.loads(line))
            lines, number, last = lines + line, entry.number, entry.hash
            written.append(entry)
        try:
            _write_all(file, lines)
            os.fsync(file.fileno())
        except OSError as error:
            with contextlib.suppress(OSError):
                file.truncate(size)
            raise InputError(
                f"{path}: the entry could not be written ({error.strerror}). Make room on the disk and log it again."
            ) from None
        _write_head(folder, written[-1])
        return tuple(written[len(written) - len(wanted) :])


def read(folder: Path) -> Chain:
    """Every entry in order, and what is wrong with the chain. Raises InputError when there is no journal.

    Waits while somebody writes, so that no line is seen without its head.
    """
    path = folder / NAME
    try:
        with reading(path) as file:
            raw = file.read()
            head = _head(folder)
    except FileNotFoundError:
        raise InputError(f"{folder}: there is no trial here ({NAME} is missing). Check the folder.") from None
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}). Check the file and its permissions.") from None
    return chained(raw, head)


def _head(folder: Path) -> bytes | None:
    path = folder / HEAD
    try:
        return path.read_bytes() if not path.exists() or path.is_file() else b""
    except FileNotFoundError:
        return None
    except OSError:
        return b""


def _set_torn_tail_aside(file: BinaryIO, folder: Path) -> int:
    """Length of the file up to its last whole line; a torn tail moves to its own file first."""
    size = file.seek(0, os.SEEK_END)
    at, tail = size, b""
    for start, chunk in _backwards(file, size):
        end = chunk.rfind(b"\n")
        at, tail = (start, chunk + tail) if end < 0 else (start + end + 1, chunk[end + 1 :] + tail)
        if end >= 0:
            break
    if tail:
        (folder / TORN).touch(mode=PRIVATE_FILE)
        with (folder / TORN).open("ab") as aside:
            aside.write(tail + b"\n")
            aside.flush()
            os.fsync(aside.fileno())
        file.truncate(at)
        os.fsync(file.fileno())
    return at


def _backwards(file: BinaryIO, size: int, step: int = 65536) -> Iterator[tuple[int, bytes]]:
    """The file from its end to its beginning: place and bytes."""
    at = size
    while at > 0:
        take = min(step, at)
        at -= take
        file.seek(at)
        yield at, file.read(take)


def _end(file: BinaryIO, size: int, folder: Path) -> tuple[int, str, tuple[str, ...]]:
    """Number and hash that the next entry is bound to, and what is wrong that only the end of the file can tell.

    The new head will fit the new end, so what the old one knew would be forgotten: it becomes an entry of its own.
    """
    head = _head(folder)
    tail = b""
    for _, chunk in _backwards(file, size):
        tail = chunk + tail
        if tail.count(b"\n") > 1:
            break
    _, last, fault = checked(tail.split(b"\n")[-2]) if tail else (None, None, None)
    if last is not None and fault is None and against_head(head, [last], bad_at_end=0) is None:
        return last.number, last.hash, ()
    file.seek(0)  # something is wrong at the very end (or nothing is there yet): only the whole file can say what
    raw = file.read(size)
    chain = chained(raw, head)
    count = chain.entries[-1].number if chain.entries else 0
    after = bad_at_end_of(chain.bad, raw.count(b"\n"))
    wrong = against_head(head, list(chain.entries), bad_at_end=after)
    if not after:
        return count, chain.head or START, (wrong,) if wrong is not None else ()
    written = head_of(head)
    number = max(count + after, written[0] if written is not None else 0)
    says = f"line {chain.bad[-1].line} was damaged already when the entry below was written."
    return number, hashlib.sha256(chain.bad[-1].raw).hexdigest(), (says, *((wrong,) if wrong is not None else ()))


def _write_all(file: BinaryIO, data: bytes) -> None:
    file.seek(0, os.SEEK_END)
    while data:
        data = data[os.write(file.fileno(), data) :]


def _write_head(folder: Path, entry: Entry) -> None:
    """The count and last hash, replaced whole. Failing here loses nothing: the head may lag, never lead."""
    beside = folder / f".{HEAD}.part"
    with contextlib.suppress(OSError):
        beside.touch(mode=PRIVATE_FILE)
        with beside.open("wb") as file:
            file.write(f"{entry.number} {entry.hash}\n".encode("ascii"))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(folder / HEAD)
