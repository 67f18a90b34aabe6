"""What the journal says of a trial: the newest word on each day, and everything that was ever said."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

import numpy as np

from dolomite.base.errors import InputError
from dolomite.trial import event
from dolomite.trial.design import Design
from dolomite.trial.event import Adverse, DayLogged, Guess, Revealed, SignsAnswered, Started, StoppedEarly
from dolomite.trial.normal import Floats
from dolomite.trial.painlog import BASELINE, WASHOUT
from dolomite.trial.series import Period, Series


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
        """start, day, guess, adverse, stop, signs or reveal."""
        ...

    @property
    def data(self) -> Mapping[str, object]:
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
class Record:
    """A trial as its journal tells it: its start, the newest word on each day, guesses, what went wrong, its end.

    `sequence` is known when open-label, or once revealed; `adverse` are when (UTC) and the person's words,
    `signs` the answers to the warning signs that were asked again, in the order in which they were given.
    """

    started: Started
    days: tuple[DayWord, ...]
    guesses: tuple[Guess, ...]
    adverse: tuple[tuple[str, str], ...]
    ended: StoppedEarly | None
    revealed: Revealed | None
    entries: int
    signs: tuple[SignsAnswered, ...] = ()

    @property
    def design(self) -> Design:
        """What was settled before the first day."""
        return self.started.design

    @property
    def commitment(self) -> str:
        """The public half of the seal: SHA-256 (hex) over sequence, design and random bytes."""
        return self.started.commitment

    @property
    def first_day(self) -> date:
        """The calendar date of day 1."""
        return self.started.first_day

    @property
    def practice(self) -> bool:
        """Whether it is a rehearsal on made-up days."""
        return self.started.practice

    @property
    def stopped(self) -> str | None:
        """Why it ended early, in the person's words; None: it did not."""
        return None if self.ended is None else self.ended.says

    @property
    def sequence(self) -> tuple[str, ...] | None:
        """The arms by period; None while they are sealed."""
        if self.started.sequence is not None:
            return self.started.sequence
        return None if self.revealed is None else self.revealed.sequence

    @property
    def revealed_after_day(self) -> int | None:
        """The last day that was written when the seal was opened [day from 1; 0: none]; None: it was not opened."""
        return None if self.revealed is None else self.revealed.after_day

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
        return _fold(lines)
    except event.STRANGE:
        raise InputError(
            "the journal holds an entry that no trial has, so it was changed. "
            "`dolomite trial recover` saves what can be saved."
        ) from None


def _fold(lines: list[Line]) -> Record:
    """The same, by one walk through the entries. Raises one of `event.STRANGE` for an entry of another shape.

    The first start and the first reveal count, and the last end; of guesses and days the newest word.
    """
    started: Started | None = None
    ended: StoppedEarly | None = None
    revealed: Revealed | None = None
    days: dict[int, DayWord] = {}
    guesses: dict[int, Guess] = {}
    adverse: list[tuple[str, str]] = []
    signs: list[SignsAnswered] = []
    for line in lines:
        match event.read(line.kind, line.data):
            case Started() as said:
                started = started if started is not None else said
            case DayLogged() as said:
                days[said.day] = _word(said, line.utc, days.get(said.day))
            case Guess() as said:
                guesses[said.period] = said
            case Adverse() as said:
                adverse.append((line.utc, said.says))
            case StoppedEarly() as said:
                ended = said
            case SignsAnswered() as said:
                signs.append(said)
            case Revealed() as said:
                revealed = revealed if revealed is not None else said
    if started is None:
        raise InputError("the journal holds no start of a trial. Check the folder, or put its first line back.")
    return Record(
        started=started,
        days=tuple(word for _, word in sorted(days.items())),
        guesses=tuple(guesses[period] for period in sorted(guesses)),
        adverse=tuple(adverse),
        ended=ended,
        revealed=revealed,
        entries=len(lines),
        signs=tuple(signs),
    )


def words(entries: Iterable[Line]) -> dict[int, DayWord]:
    """The newest word on each day, by day [from 1]; a line that is no word on a day is left out."""
    days: dict[int, DayWord] = {}
    for line in entries:
        with contextlib.suppress(*event.STRANGE):
            if line.kind == DayLogged.kind and isinstance(said := event.read(line.kind, line.data), DayLogged):
                days[said.day] = _word(said, line.utc, days.get(said.day))
    return days


def _word(said: DayLogged, utc: str, before: DayWord | None) -> DayWord:
    earlier = dict(before.values) if before is not None else {}
    return DayWord(
        day=said.day,
        values=tuple((earlier | dict(said.values)).items()),
        utc=utc,
        late_days=said.late_days,
        changes=0 if before is None else before.changes + 1,
        note=said.note or (before.note if before is not None else None),
    )


def series(folded: Record, sequence: tuple[str, ...]) -> Series:
    """The trial on its calendar under a revealed sequence [pain in points, days from 1]."""
    calendar = folded.design.calendar(sequence)
    n = len(calendar)
    columns = dict.fromkeys(name for word in folded.days for name, _ in word.values)
    table: dict[str, Floats] = {name: np.full(n, np.nan) for name in columns}
    for word in folded.days:
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
