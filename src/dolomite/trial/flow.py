"""How a trial went, stretch by stretch: what was planned, which days were written down, which were not, where it ended.

It needs no sequence: before the seal is opened a period has a number and no arm.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dolomite.trial.record import Record

Fate = Literal["rated", "not_rated", "to_come", "stopped"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Baseline, a washout or a period: first and last day [days, from 1], its arm when known, the fate of every day."""

    kind: Literal["baseline", "washout", "period"]
    number: int | None
    arm: str | None
    first: int
    last: int
    fates: tuple[Fate, ...]

    def count(self, fate: Fate) -> int:
        """How many of its days had this fate [days]."""
        return self.fates.count(fate)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """All stretches in order. `reached`: the last day that has come; `stopped_day`: where it ended early [days].

    `stopped` says why it ended early; None: it did not.
    """

    stretches: tuple[Stretch, ...]
    reached: int
    stopped_day: int | None
    stopped: str | None

    def total(self, fate: Fate) -> int:
        """How many days of the trial had this fate [days]."""
        return sum(stretch.count(fate) for stretch in self.stretches)


def flow(record: Record, *, on: date, sequence: Sequence[str] | None = None) -> Flow:
    """How the trial stands on a date [days, from 1]; `sequence` once the seal is open.

    A day that was rated counts as rated, also one written down ahead or after a stop.
    """
    design = record.design
    rated = {word.day for word in record.days if dict(word.values).get("pain_nrs") is not None}
    stopped_day = None
    if record.ended is not None:
        stopped_day = record.ended.day if record.ended.day is not None else max(rated, default=0)
    reached = min(design.days, max([record.day_on(on), *rated], default=0))

    def fate(day: int) -> Fate:
        if day in rated:
            return "rated"
        if stopped_day is not None and day > stopped_day:
            return "stopped"
        return "not_rated" if day <= reached else "to_come"

    stretches: list[Stretch] = []
    day = 1
    while day <= design.days:
        kind, number = design.stretch(day)
        last = day
        while last < design.days and design.stretch(last + 1) == (kind, number):
            last += 1
        known = number is not None and sequence is not None
        stretches.append(
            Stretch(
                kind=kind,
                number=number,
                arm=sequence[number - 1] if known and sequence is not None and number is not None else None,
                first=day,
                last=last,
                fates=tuple(fate(d) for d in range(day, last + 1)),
            )
        )
        day = last + 1
    return Flow(stretches=tuple(stretches), reached=max(0, reached), stopped_day=stopped_day, stopped=record.stopped)
