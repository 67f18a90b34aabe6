"""What one piece of a food weighs, and the weight of a measure with how far it may be off."""

from __future__ import annotations

from functools import cache
from typing import ClassVar, NamedTuple

from dolomite import facts
from dolomite.base.frozen import dataclass
from dolomite.food.measure_facts import Piece, rows
from dolomite.food.words import stem, stems

AMERICAN = "US"  # whose measures count where the person's country is not known


class Dish(facts.LightRow):
    """A dish that is made of what stands before it: a cheese and tomato sandwich is one thing."""

    unique: ClassVar[tuple[str, ...]] = ("word",)

    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """Grams [g] with their low and high end [g], and in words what they rest on."""

    low: float
    grams: float
    high: float
    how: str

    def times(self, low: float, amount: float, high: float) -> Weight:
        """The weight of an amount of this measure, itself between low and high [g]."""
        return Weight(low=self.low * low, grams=self.grams * amount, high=self.high * high, how=self.how)


class Best(NamedTuple):
    """The row of a piece that fits best, and how well."""

    weight: Weight
    country_known: bool  # the word means this in the person's own country
    all_typed: bool  # the person's words say nothing more; a baby carrot is more than a carrot


def piece(text: str, country: str | None, typed: str | None = None) -> Best | None:
    """What one of what these words name weighs [g]; None where no row has it. `typed`: the person's own among them."""
    fits: list[tuple[tuple[int, int], bool, Piece]] = []
    for row in rows("pieces", Piece):
        if row.words or row.size:
            continue
        names = [name for name in row.foods if stands(name, text) and not _goes_into(name, typed or text)]
        longest = max(((len(stems(name)), len(name)) for name in names), default=(0, 0))
        if longest > (0, 0):
            fits.append((longest, not row.countries or (country or AMERICAN) in row.countries, row))
    if not fits:
        return None
    longest, _, row = max(fits, key=lambda fit: fit[:2])
    part = row.share
    weight = Weight(low=row.low_g / part, grams=row.typical_g / part, high=row.high_g / part, how=f"one {row.item}")
    return Best(weight, bool(row.countries) and country in row.countries, longest[0] >= len(text.split()))


@cache
def _wanted(name: str) -> str:
    return f" {' '.join(stems(name))} "


def stands(name: str, text: str) -> bool:
    """Whether a name stands in a text of stems between spaces."""
    return _wanted(name) in text


def _goes_into(name: str, text: str) -> bool:
    """Whether the words name a dish that this only goes into: an egg sandwich is no egg."""
    last = text.split()[-1:]
    return bool(last) and last[0] in dishes() and last != stems(name)[-1:]


@cache
def dishes() -> frozenset[str]:
    """Dishes that are made of what stands before their name, by their stems."""
    return frozenset(stem(row.word) for row in facts.light_rows("food/mixed_dishes", Dish))
