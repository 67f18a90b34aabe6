"""A log laid out on the calendar: every day of the trial has an arm, whether anybody wrote that day or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dolomite.base.errors import InputError
from dolomite.trial.normal import Floats
from dolomite.trial.painlog import NOT_AN_ARM, OUTSIDE, WASHOUT, PainLog


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One period of the sequence: its number, arm, and first and last day [days, counted from 1]."""

    number: int
    arm: str
    first: int
    last: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A trial on its calendar. Arrays have one entry per calendar day 1 to n.

    `arms`: the arm of each day (an arm, washout, baseline or run_in). `pain`: [points], NaN where missing.
    `others`: further outcomes by name. `notes`: what had to be assumed, in words.
    """

    arms: tuple[str, ...]
    pain: Floats
    periods: tuple[Period, ...]
    others: tuple[tuple[str, Floats], ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def n(self) -> int:
        """The last scheduled day [days]."""
        return len(self.arms)

    def names(self) -> tuple[str, ...]:
        """The compared arms, in the order of their first day."""
        return tuple(dict.fromkeys(arm for arm in self.arms if arm not in NOT_AN_ARM))

    def inside(self) -> np.ndarray:
        """Which days belong to the randomised part, washout included: bool (n,)."""
        return np.array([arm not in OUTSIDE for arm in self.arms])

    def observed(self) -> np.ndarray:
        """The days that enter the likelihood, [days, counted from 1]: int (m,)."""
        return np.flatnonzero(self.inside() & ~np.isnan(self.pain)) + 1

    def target(self, arm: str) -> Floats:
        """Target exposure x to one arm on each calendar day, 0 or 1 (no unit): (n,). All else, washout too, is 0."""
        return np.array([1.0 if a == arm else 0.0 for a in self.arms])

    def missing(self) -> int:
        """Days of the randomised part without a rating [days]."""
        return int((self.inside() & np.isnan(self.pain)).sum())


def from_log(log: PainLog) -> Series:
    """Lay a log out on its calendar; days nobody wrote take the arm of their period. [days, counted from 1]

    An absent day between two periods belongs to the later one when equal period lengths say so, else to the earlier.
    """
    rows = [row for row in log.days if row.day >= 1]
    n = max(row.day for row in rows)
    arms: list[str | None] = [None] * n
    notes: list[str] = []
    for row in rows:
        arms[row.day - 1] = row.arm
    compared = [row for row in rows if row.arm not in NOT_AN_ARM]
    numbers = list(dict.fromkeys(row.period for row in compared if row.period is not None))
    spans = {k: [row.day for row in compared if row.period == k] for k in numbers}
    arm_of = {row.period: row.arm for row in compared}
    for number, days in spans.items():  # a gap inside a period
        for day in range(days[0], days[-1] + 1):
            arms[day - 1] = arms[day - 1] or arm_of[number]
    length = _length(spans)
    first_day = min(days[0] for days in spans.values())
    before = [row.day for row in rows if row.day < first_day]
    assumed = False
    for day in range(1, n + 1):
        if arms[day - 1] is not None:
            continue
        if length is not None and not before:
            arms[day - 1] = arm_of[numbers[min((day - 1) // length, len(numbers) - 1)]]
        elif day > 1:
            arms[day - 1], assumed = arms[day - 2], True
        else:
            arms[day - 1] = arm_of[numbers[0]]
    if assumed:
        notes.append("Days without a line between two periods were counted to the earlier period.")
    pain = np.full(n, np.nan)
    others = {column: np.full(n, np.nan) for column in log.columns}
    for row in rows:
        if row.pain is not None:
            pain[row.day - 1] = row.pain
        for column, value in row.others:
            if value is not None:
                others[column][row.day - 1] = value
    full = tuple(arm or WASHOUT for arm in arms)
    return Series(
        arms=full,
        pain=pain,
        periods=_periods(spans, arm_of, full),
        others=tuple(others.items()),
        notes=tuple(notes),
    )


def _length(spans: dict[int, list[int]]) -> int | None:
    """The one equal period length that the days allow, counted from day 1; None when several or none do."""
    if sorted(spans) != list(range(1, len(spans) + 1)):
        return None
    low = max(-(-days[-1] // number) for number, days in spans.items())
    high = min(((days[0] - 1) // (number - 1) for number, days in spans.items() if number > 1), default=low)
    return low if low == high else None


def _periods(spans: dict[int, list[int]], arm_of: dict[int | None, str], arms: Sequence[str]) -> tuple[Period, ...]:
    """Periods with the absent days at their ends taken in."""
    starts = sorted((days[0], number) for number, days in spans.items())
    built: list[Period] = []
    for index, (start, number) in enumerate(starts):
        arm, first, last = arm_of[number], start, spans[number][-1]
        lowest = built[-1].last + 1 if built else 1
        highest = starts[index + 1][0] - 1 if index + 1 < len(starts) else len(arms)
        while first > lowest and arms[first - 2] == arm:
            first -= 1
        while last < highest and arms[last] == arm:
            last += 1
        built.append(Period(number=number, arm=arm, first=first, last=last))
    return tuple(built)


def against(series: Series, active: str, comparator: str | None) -> str:
    """The arm that `active` is compared with.

    Raises InputError when an arm is unknown, or when there are several comparators and none was named.
    """
    return compared(series.names(), active, comparator)


def compared(names: Sequence[str], active: str, comparator: str | None) -> str:
    """The arm of these names that `active` is compared with. Raises InputError as `against` does."""
    if active not in names:
        raise InputError(f"{active}: the data have no such arm. Use one of: {', '.join(names)}.", field="active")
    rest = [name for name in names if name != active]
    if not rest:
        raise InputError(f"only the arm {active} is in the data. A comparison needs a second arm.")
    if comparator is None:
        if len(rest) > 1:
            raise InputError(
                f"there are {len(rest)} arms to compare {active} with. Say which: {' or '.join(rest)}.", field="against"
            )
        return rest[0]
    if comparator not in rest:
        raise InputError(f"{comparator}: not another arm of the data. Use one of: {', '.join(rest)}.", field="against")
    return comparator
