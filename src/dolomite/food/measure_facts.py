"""The rows of the measures people use: what stands in facts/food about bowls, handfuls, pints and pieces."""

from __future__ import annotations

from functools import cache
from typing import ClassVar, TypeVar

from dolomite import facts
from dolomite.food.words import stems


class Volume(facts.LightRow):
    """A measure of volume [mL] and the countries where its words mean it (none: everywhere)."""

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    words: tuple[str, ...]
    countries: tuple[str, ...]
    ml: float


class Vessel(facts.LightRow):
    """What a vessel holds as people fill it [mL], for foods with one of these words (none: any food)."""

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    words: tuple[str, ...]
    foods: tuple[str, ...]
    low_ml: float
    typical_ml: float
    high_ml: float


class Density(facts.LightRow):
    """How heavy a kind of food lies in a cup [g/mL]."""

    unique: ClassVar[tuple[str, ...]] = ("category",)

    category: str
    name: str
    low: float
    typical: float
    high: float


class UsualAmount(facts.LightRow):
    """How much of a kind of food adults eat at a time [g]: quartiles and middle."""

    unique: ClassVar[tuple[str, ...]] = ("category",)

    category: str
    name: str
    n: float
    p25_g: float
    p50_g: float
    p75_g: float


class CategoryMeasure(facts.LightRow):
    """What a measure weighs over the foods of one kind [g]."""

    unique: ClassVar[tuple[str, ...]] = ("category", "measure")

    category: str
    measure: str
    low_g: float
    typical_g: float
    high_g: float


class ClassMeasure(facts.LightRow):
    """What a measure of people weighs for a kind of food [g]; `countries`: there it means this before any table."""

    unique: ClassVar[tuple[str, ...]] = ("measure", "kind")

    measure: str
    words: tuple[str, ...]
    kind: str
    foods: tuple[str, ...]
    categories: tuple[str, ...]
    low_g: float
    typical_g: float
    high_g: float
    countries: tuple[str, ...] = ()


class Piece(facts.LightRow):
    """What one piece weighs [g]; `share` is the part of a whole piece that the weight is of."""

    unique: ClassVar[tuple[str, ...]] = ("item",)

    item: str
    foods: tuple[str, ...]
    low_g: float
    typical_g: float
    high_g: float
    words: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    size: str | None = None
    share: float = 1.0


class SizeWord(facts.LightRow):
    """What a size word does to a measure [dimensionless]."""

    unique: ClassVar[tuple[str, ...]] = ()

    words: tuple[str, ...]
    low: float
    typical: float
    high: float


class MeasureWord(facts.LightRow):
    """Words of a language and the English measure they mean."""

    unique: ClassVar[tuple[str, ...]] = ()

    language: str
    means: str
    words: tuple[str, ...]


L = TypeVar("L", bound=facts.LightRow)


def rows(name: str, row_type: type[L]) -> tuple[L, ...]:
    """The rows of one file of facts/food; units stand in the names of the fields."""
    return facts.light_rows(f"food/{name}", row_type)


@cache
def english() -> dict[str, str]:
    """What the measures of other languages mean, by their stems."""
    return {" ".join(stems(word)): row.means for row in rows("measure_words", MeasureWord) for word in row.words}


def in_english(unit: str) -> str:
    """A measure of another language as the English one; any other as it is."""
    return english().get(" ".join(stems(unit)), unit)
