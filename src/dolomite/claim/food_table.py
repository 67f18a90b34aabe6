"""What the food table knows of the foods that articles name: magnesium, household measures, a usual serving."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from dolomite import facts
from dolomite.base.finding import Basis
from dolomite.claim.claims import Verdict
from dolomite.claim.judgement import Judgement
from dolomite.claim.lexicon import FOODS, FoodWord
from dolomite.supplement.label import DailyValueRow


@dataclass(frozen=True, slots=True, kw_only=True)
class FoodFigure:
    """What the food table knows of one food: magnesium [mg/100 g], household measures (name, g each), its release."""

    mg_per_100_g: float
    measures: tuple[tuple[str, float], ...]
    release: str
    name: str


FoodTable = Callable[[str], FoodFigure | None]


class Band(facts.Row):
    """A share of the daily value [%] that a word stands for."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    percent_dv: float


@cache
def bands() -> dict[str, Band]:
    """The shares of the daily value that words stand for, by name. [% of the daily value]"""
    return {row.id: row for row in facts.rows("claim/food_bands", Band)}


@cache
def daily_values() -> tuple[DailyValueRow, ...]:
    """The daily values of magnesium on labels. [mg]"""
    return facts.rows("supplement/daily_values", DailyValueRow)


@cache
def food_words() -> dict[str, FoodWord]:
    """The foods that articles name, by name."""
    return {row.id: row for row in facts.rows(FOODS, FoodWord)}


@dataclass(frozen=True, slots=True)
class KnownFood:
    """A food as articles call it, with its rows of the food table. [mg/100 g]"""

    word: FoodWord
    figures: tuple[FoodFigure, ...]

    def mg(self, grams: float) -> tuple[float, float]:
        """The least and the most magnesium [mg] that so many grams [g] hold."""
        amounts = [f.mg_per_100_g * grams / 100 for f in self.figures]
        if self.word.published_mg is not None:
            amounts.append(self.word.published_mg * grams / self.word.serving_g)
        return min(amounts), max(amounts)


def found_in_table(verdict: Verdict, statement: str, why: str, food: KnownFood) -> Judgement:
    """A judgement that rests on the rows of one food."""
    figure = food.figures[0]
    basis = (Basis(source=figure.release, at=", ".join(food.word.food_ids)),)
    return Judgement(
        verdict=verdict,
        kind="food",
        statement=statement,
        certainty="high",
        why=why,
        basis=basis,
        weight=45,
        fact="food",
    )
