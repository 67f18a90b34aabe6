"""What the journal says of a trial: the newest word on each day, and everything that was ever said."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol

import numpy as np

from dolomite.base.errors import InputError
from dolomite.trial.design import Design, from_plain
from dolomite.trial.normal import Floats
from dolomite.trial.painlog import BASELINE, WASHOUT
from dolomite.trial.read_log import LONGEST_TRIAL_DAYS
from dolomite.trial.series import Period, Series

# What an entry of another shape raises where it is read.
STRANGE = (KeyError, TypeError, ValueError, AttributeError, OverflowError)


class Line(Protocol):
    """A journal entry as this room sees it."""

    @property
    def number(self) -> int:
        """Its number in the journal, from 1."""
        ...

    @property
    def utc(self) -> str:
        """When it was written, UTC."""
        ...

    @property
    def kind(self) -> str:
        """start, day, guess, adverse, stop or reveal."""
        ...

    @property
    def data(self) -> Mapping[str, Any]:
        """What it holds."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWord:
    """The newest word on one day: its values, when it was written, days late, and how often it was changed."""

    day: int
    values: tuple[tuple[str, float | None], ...]
    utc: str
    late_days: int
    changes: int
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What the person thought they were taking in a period."""

    period: int
    arm: str
    utc: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A trial as its journal tells it. `sequence` is known when open-label, or once revealed."""

    design: Design
    commitment: str
    first_day: date
    practice: bool
    days: tuple[DayWord, ...]
    guesses: tuple[Guess, ...]
    adverse: tuple[tuple[str, str], ...]
    stopped: str | None
    stopped_day: int | None
    sequence: tuple[str, ...] | None
    revealed_after_day: int | None
    entries: int

    def date_of(self, day: int) -> date:
        """The calendar date of a trial day [day from 1]."""
        return self.first_day + timedelta(days=day - 1)

    def day_on(self, on: date) -> int:
        """The trial's day on a date [day from 1; below 1 before the start]."""
        return (on - self.first_day).days + 1


def record(entries: Iterable[Line]) -> Record:
    """The trial that these entries tell of [days from 1, pain in points]. Raises InputError without a start."""
    lines = list(entries)
    try:
        return _record(lines)
    except STRANGE:
        raise InputError(
            "the journal holds an entry that no trial has, so it was changed. "
            "`dolomite trial recover` saves what can be saved."
        ) from None


def _record(lines: list[Line]) -> Record:
    start = next((line for line in lines if line.kind == "start"), None)
    if start is None:
        raise InputError("the journal holds no start of a trial. Check the folder, or put its first line back.")
    guesses: dict[int, Guess] = {}
    adverse: list[tuple[str, str]] = []
    stopped: str | None = None
    stopped_day: int | None = None
    revealed: Mapping[str, Any] | None = None
    for line in lines:
        if line.kind == "guess":
            guess = Guess(period=int(line.data["period"]), arm=str(line.data["arm"]), utc=line.utc)
            guesses[guess.period] = guess
        elif line.kind == "adverse":
            adverse.append((line.utc, str(line.data["says"])))
        elif line.kind == "stop":
            stopped = str(line.data["says"])
            stopped_day = None if line.data.get("day") is None else int(line.data["day"])
        elif line.kind == "reveal" and revealed is None:
            revealed = line.data
    sequence = start.data.get("sequence") or (revealed["sequence"] if revealed is not None else None)
    return Record(
        design=from_plain(dict(start.data["design"])),
        commitment=str(start.data["commitment"]),
        first_day=date.fromisoformat(str(start.data["first_day"])),
        practice=bool(start.data.get("practice", False)),
        days=tuple(word for _, word in sorted(_words(lines).items())),
        guesses=tuple(guesses[k] for k in sorted(guesses)),
        adverse=tuple(adverse),
        stopped=stopped,
        stopped_day=stopped_day,
        sequence=None if sequence is None else tuple(map(str, sequence)),
        revealed_after_day=None if revealed is None else int(revealed["after_day"]),
        entries=len(lines),
    )


def words(entries: Iterable[Line]) -> dict[int, DayWord]:
    """The newest word on each day, by day [from 1]; a line that is no word on a day is left out."""
    found: dict[int, DayWord] = {}
    for line in entries:
        with contextlib.suppress(*STRANGE):
            found |= _words([line], found)
    return found


def _words(lines: Iterable[Line], before: Mapping[int, DayWord] | None = None) -> dict[int, DayWord]:
    found = dict(before or {})
    for line in lines:
        if line.kind == "day":
            day = int(line.data["day"])
            if not 1 <= day <= LONGEST_TRIAL_DAYS:
                raise ValueError
            found[day] = _word(line, found.get(day))
    return found


def _word(line: Line, before: DayWord | None) -> DayWord:
    values = dict(before.values) if before is not None else {}
    values |= {str(key): _number(value) for key, value in line.data["values"].items()}
    return DayWord(
        day=int(line.data["day"]),
        values=tuple(values.items()),
        utc=line.utc,
        late_days=int(line.data.get("late_days", 0)),
        changes=0 if before is None else before.changes + 1,
        note=line.data.get("note") or (before.note if before is not None else None),
    )


def _number(value: object) -> float | None:
    """What was written of one quantity: a finite number, or None. Raises TypeError for anything else."""
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)):
        return value
    raise TypeError


def series(record_: Record, sequence: tuple[str, ...]) -> Series:
    """The trial on its calendar under a revealed sequence [pain in points, days from 1]."""
    calendar = record_.design.calendar(sequence)
    n = len(calendar)
    columns = dict.fromkeys(name for word in record_.days for name, _ in word.values)
    table: dict[str, Floats] = {name: np.full(n, np.nan) for name in columns}
    for word in record_.days:
        for name, value in word.values:
            if value is not None and word.day <= n:
                table[name][word.day - 1] = value
    pain = table.pop("pain_nrs", np.full(n, np.nan))
    periods = []
    for number, arm in enumerate(sequence, start=1):
        days = [day for day, (_, period) in enumerate(calendar, start=1) if period == number]
        periods.append(Period(number=number, arm=arm, first=days[0], last=days[-1]))
    return Series(
        arms=tuple(arm for arm, _ in calendar), pain=pain, periods=tuple(periods), others=tuple(table.items())
    )


def bang(guesses: tuple[Guess, ...], sequence: tuple[str, ...]) -> tuple[tuple[str, int, int, int, float | None], ...]:
    """Bang's blinding index (no unit) by arm: (arm, guesses, right, don't know, index from -1 to 1; 0 is guessing).

    After Bang, Ni & Davis (Control Clin Trials 2004;25:143-156): right minus wrong over all answers of the arm.
    """
    rows = []
    for arm in dict.fromkeys(sequence):
        given = [g.arm for g in guesses if g.period <= len(sequence) and sequence[g.period - 1] == arm]
        right, unsure = given.count(arm), given.count("unknown")
        wrong = len(given) - right - unsure
        rows.append((arm, len(given), right, unsure, (right - wrong) / len(given) if given else None))
    return tuple(rows)


def outside(design: Design, day: int) -> bool:
    """Whether a day lies in baseline or washout, where nothing is compared [day from 1]."""
    return design.stretch(day)[0] in (BASELINE, WASHOUT)
