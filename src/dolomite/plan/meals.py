"""Which meals somebody eats, by what they call them in a diary."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import ClassVar

from dolomite import facts
from dolomite.food.words import phrase


class MealWord(facts.Row):
    """Words for a meal in the languages people write."""

    unique: ClassVar[tuple[str, ...]] = ("meal",)
    meal: str
    words: tuple[str, ...]


def meals_of(written: Iterable[str]) -> set[str]:
    """The meals that these words of a diary name. Who calls none of them by a word that is known (a diary by the day,
    a blank) eats at all of them."""
    meals = {meal for word in set(written) for meal in (_meals().get(phrase(word)),) if meal is not None}
    return meals or set(_meals().values())


def meal_of(written: str) -> str:
    """The meal that this word of a diary names; "" where it is not known."""
    return _meals().get(phrase(written), "")


@cache
def _meals() -> dict[str, str]:
    return {phrase(word): row.meal for row in facts.rows("plan/meal_words", MealWord) for word in row.words}
