"""A food diary as typed: before any food is looked up."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Part = Literal["food", "named", "sum"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DiaryRow:
    """One line of a diary. `line` is where it stands in the file; `amount` is in `unit`, both None when not given.

    `low` and `high` are the ends of an amount written as a range or as about so much; None: just the amount.

    `given` holds nutrient values that came with the row (another program's export), by our nutrient name, in our
    unit of that nutrient, for the amount eaten; a nutrient that is absent there is unknown.

    `part`: what those values are of. "food": one food, all that is known of it; "named": one food whose program has no
    column for the other nutrients, which are those of the food its name means; "sum": a meal or a day, no one food.
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
    part: Part = "food"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Something in a file that is no food: a weight, a laboratory value, a medicine. For the person to say yes to.

    `value` is in `unit`, as the file has them; `code` is its code there, `line` its place (0: the file has no lines).
    """

    kind: Literal["weight", "lab", "medicine", "condition", "pain"]
    name: str
    on: date | None
    value: float | None = None
    unit: str = ""
    code: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Diary:
    """All lines, and for each day whether the person called it complete (None: the file does not say).

    `origin` is the program that wrote the file; `proposals` are never taken over by themselves.
    """

    rows: tuple[DiaryRow, ...]
    complete: tuple[tuple[date, bool | None], ...]
    name: str
    notes: tuple[str, ...] = field(default=())
    origin: str = "diary"
    proposals: tuple[Proposal, ...] = ()

    def days(self) -> tuple[date, ...]:
        """Every day the diary speaks of, in order. (No unit: local dates.)"""
        return tuple(day for day, _ in self.complete)
