"""The chain of a journal's lines: each is bound to the one before it, and what is not as it was written is named.

Pure functions of bytes: what a journal and its head hold, whatever became of them. Nothing here raises.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from dolomite.store.chain import START, canonical, digest

NAME = "journal.jsonl"
HEAD = "journal.head"
FAULT = "fault"  # an entry that keeps what was found wrong with the lines above it
SHOWN = 3  # so many faults are named in one sentence; all of them are in Chain.faults
_HEAD = re.compile(rb"([1-9]\d{0,17}) ([0-9a-f]{64})\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line: its number from 1, when it was written (UTC), its kind, what it holds, and its hash."""

    number: int
    utc: str
    kind: str
    data: Mapping[str, object]
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bad:
    """A line that is not as it was written: where it stands, its bytes, and the entry it claims to be, if any."""

    line: int
    raw: bytes
    claims: Entry | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """All entries that are as they were written, the bad lines (not among them), and every fault as one sentence."""

    entries: tuple[Entry, ...]
    bad: tuple[Bad, ...]
    faults: tuple[str, ...]

    @property
    def broken(self) -> str | None:
        """What is wrong, in a few sentences; None when nothing is."""
        if not self.faults:
            return None
        more = len(self.faults) - SHOWN
        return " ".join((*self.faults[:SHOWN], *((f"{more} more places.",) if more > 0 else ())))

    @property
    def told(self) -> tuple[Entry, ...]:
        """The entries, and in front of them what a bad first line claims: without a beginning no line says anything."""
        first = next((each.claims for each in self.bad if each.line == 1 and each.claims is not None), None)
        return self.entries if first is None else (first, *self.entries)

    @property
    def head(self) -> str | None:
        """The hash of the last entry: who holds it sees later whether these lines are the same."""
        return self.entries[-1].hash if self.entries else None

    def held(self, sha: str) -> int | None:
        """The number [from 1] of the entry with this hash, or with a hash that begins so (8 signs or more)."""
        wanted = sha.strip().lower()
        if len(wanted) < 8:
            return None
        return next((entry.number for entry in self.entries if entry.hash.startswith(wanted)), None)


def chained(raw: bytes, head: bytes | None) -> Chain:
    """The chain in the bytes of a journal and of its head (None: there is no head). Never raises."""
    entries: list[Entry] = []
    bad: list[Bad] = []
    faults: list[str] = []
    before: str | None = START  # None: the line above is bad, so what follows cannot be bound to it
    complete = raw[: raw.rfind(b"\n") + 1]  # what follows the last line end was never acknowledged
    for line_number, line in enumerate(complete.split(b"\n")[:-1], start=1):
        follows, entry, fault = checked(line)
        if entry is None or fault is not None:
            bad.append(Bad(line=line_number, raw=line, claims=entry))
            faults.append(f"{NAME}, line {line_number}: {fault}")
            before = None
            continue
        above = entries[-1].number if entries else 0
        misplaced = entry.number != above + 1 if before is not None else entry.number <= above
        if misplaced:
            says = f"it says it is entry {entry.number}. Lines were removed, added or moved."
            faults.append(f"{NAME}, line {line_number}: {says}")
        elif before is not None and follows != before:
            says = "it does not follow from the line above. A line was changed, removed or moved."
            faults.append(f"{NAME}, line {line_number}: {says}")
        if entry.kind == FAULT:
            faults.append(f"{NAME}, line {line_number}: {entry.data.get('says')}")
        entries.append(entry)
        before = entry.hash
    against = against_head(head, entries, bad_at_end=bad_at_end_of(bad, complete.count(b"\n")))
    return Chain(entries=tuple(entries), bad=tuple(bad), faults=(*faults, *((against,) if against else ())))


def checked(line: bytes) -> tuple[str | None, Entry | None, str | None]:
    """The hash before it, the entry it holds or claims to hold, and what is wrong (None: as written)."""
    try:
        body = json.loads(line)
        entry = entry_of(body)
        before = body["before"]
        if not isinstance(before, str):
            raise TypeError
    except (ValueError, KeyError, TypeError, RecursionError):
        return None, None, "this line is no entry of a journal. It was changed after it was written, and is left out."
    try:
        # Byte by byte: a line that only means the same is not the line that was written.
        same = line_of({key: value for key, value in body.items() if key != "hash"}) == line + b"\n"
    except (ValueError, RecursionError):
        same = False
    if not same:
        return before, entry, "its content does not fit its hash. It was changed after it was written, and is left out."
    return before, entry, None


def against_head(head: bytes | None, entries: list[Entry], *, bad_at_end: int) -> str | None:
    """What the head knows of the lines [`bad_at_end` of them bad, a count] that are there; None when it fits."""
    if head is None:
        # A kill just after the very first line leaves no head yet.
        if len(entries) == 1 and entries[0].number == 1:
            return None
        return f"{HEAD} is missing: whether lines were cut off at the end cannot be told." if entries else None
    held = head_of(head)
    if held is None:
        return f"{HEAD} cannot be read: whether lines were cut off at the end cannot be told."
    count, sha = held
    by_number = {entry.number: entry for entry in entries}
    # A kill between the line and its head leaves the journal ahead of the head; never behind it.
    if count in by_number:
        if by_number[count].hash != sha:
            return f"entry {count} is not the one that was written. Lines were rewritten."
        return None
    if count > max(by_number, default=0) + bad_at_end:
        return f"{NAME} holds {len(entries)} entries where {count} were written. Lines were removed at the end."
    return None  # the entry that the head means is a bad line, which is named


def head_of(head: bytes | None) -> tuple[int, str] | None:
    """The count [entries] and hash that a head holds; None where it is missing or damaged."""
    match = _HEAD.fullmatch(head) if head is not None else None
    return None if match is None else (int(match[1]), match[2].decode("ascii"))


def bad_at_end_of(bad: tuple[Bad, ...] | list[Bad], lines: int) -> int:
    """How many [lines] at the end of so many are bad in a row."""
    count = 0
    while count < len(bad) and bad[-1 - count].line == lines - count:
        count += 1
    return count


def entry_of(body: Mapping[str, object]) -> Entry:
    """The entry that a line's body holds. Raises KeyError or TypeError when it is none."""
    number, data = body["number"], body["data"]
    if not isinstance(data, dict) or not isinstance(number, int) or isinstance(number, bool):
        raise TypeError
    utc, kind, sha = body["utc"], body["kind"], body["hash"]
    if not (isinstance(utc, str) and isinstance(kind, str) and isinstance(sha, str)):
        raise TypeError
    return Entry(number=number, utc=utc, kind=kind, data=data, hash=sha)


def line_of(body: Mapping[str, object]) -> bytes:
    """The bytes of a body's line, its hash in it. Raises ValueError for what JSON cannot say."""
    return canonical({**body, "hash": digest(body)}) + b"\n"
