"""A food diary as typed: before any food is looked up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryRow:
    """One line of a diary. `line` is where it stands in the file; `amount` is in `unit`, both None when not given.

    `low` and `high` are the ends of an amount written as a range or as about so much; None: just the amount.

    `given` holds nutrient values that came with the row (another program's export), by our nutrient name, in our
    unit of that nutrient, for the amount eaten; a nutrient that is absent there is unknown.
    """

    line: int
    on: date
    meal: str
    food: str
    amount: float | None
    unit: str
    given: tuple[tuple[str, float], ...] | None = None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """All lines, and for each day whether the person called it complete (None: the file does not say)."""

    rows: tuple[DiaryRow, ...]
    complete: tuple[tuple[date, bool | None], ...]
    name: str
    notes: tuple[str, ...] = field(default=())

    def days(self) -> tuple[date, ...]:
        """Every day the diary speaks of, in order. (No unit: local dates.)"""
        return tuple(day for day, _ in self.complete)
