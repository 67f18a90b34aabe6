"""A pain log as typed: one line a day, before any model sees it."""

from __future__ import annotations

from dataclasses import dataclass

BASELINE = "baseline"
RUN_IN = "run_in"
WASHOUT = "washout"
OUTSIDE = frozenset({BASELINE, RUN_IN})  # rows of these arms serve the design; they never enter the comparison
NOT_AN_ARM = OUTSIDE | {WASHOUT}


@dataclass(frozen=True, slots=True, kw_only=True)
class PainDay:
    """One line of a log. `pain` is 0 to 10 [points], None when the day is missing; `line` is where it stands.

    `others` holds further outcomes by column name, in the unit that column has; None is missing.
    """

    line: int
    day: int
    period: int | None
    arm: str
    pain: float | None
    others: tuple[tuple[str, float | None], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PainLog:
    """All lines in the order of days; `columns` names the further outcomes."""

    days: tuple[PainDay, ...]
    columns: tuple[str, ...]
    name: str

    def arms(self) -> tuple[str, ...]:
        """The compared arms in the order of their first day; baseline, run-in and washout are none."""
        return tuple(dict.fromkeys(d.arm for d in self.days if d.arm not in NOT_AN_ARM))
