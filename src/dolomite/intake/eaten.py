"""One food of a diary, looked up: what was typed, which food it means, what it weighs and how sure that is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dolomite.base.diary import DiaryRow
from dolomite.food.name import short_name as short
from dolomite.food.search import Hit
from dolomite.food.table import Food

Why = Literal[
    "food not recognised", "amount not given", "measure not known for this food", "no magnesium in this export"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Eaten:
    """One food of a diary: what was typed, the food it means (None: not known), and its weight [g] (None: not known).

    `why` says what is missing; `category` and `candidates` are what the words still tell. `low_g` and `high_g` bound
    the weight of a measure that is not exact [g], `how` says what it rests on; `low_mg` and `high_mg` bound magnesium
    per 100 g where the food's value is doubtful [mg]. `known_as` is what people call the food; `measures` are those
    it has, where the person's own is not known.
    """

    row: DiaryRow
    food: Food | None
    grams: float | None
    why: Why | None
    category: str | None
    candidates: tuple[Hit, ...]
    low_g: float | None = None
    high_g: float | None = None
    low_mg: float | None = None
    high_mg: float | None = None
    how: str | None = None
    known_as: str | None = None
    measures: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The food as people know it: its name in the table, with what they call it; else the words typed."""
        if self.food is None:
            return self.row.food
        plain = short(self.food.name)
        if self.known_as is None or self.known_as.casefold() in plain.casefold():
            return plain
        return f"{plain} ({self.known_as})"
