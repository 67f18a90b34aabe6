"""Diary lines looked up: the food the words mean, and the weight the measure means, each phrase once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from dolomite.base.diary import DiaryRow
from dolomite.food.donor import donor
from dolomite.food.household import SOME, Weight, known, weigh
from dolomite.food.portion import MASS_G, VOLUME_ML
from dolomite.food.said import phrase_match
from dolomite.food.search import Match, match
from dolomite.food.table import Catalogue, Food
from dolomite.food.words import stems
from dolomite.intake import together
from dolomite.intake.eaten import Eaten, Why
from dolomite.intake.words import MORE_THAN_NATURAL, Reading, key, reading

MAGNESIUM = "magnesium"


class LookUp:
    """Lines to foods; the same words are looked up once."""

    def __init__(self, catalogue: Catalogue, country: str | None, chosen: Mapping[str, str]) -> None:
        self.catalogue, self.country, self.chosen = catalogue, country, chosen
        self._found: dict[str, Match] = {}
        self._weights: dict[tuple[str, str, str], Weight | None] = {}
        self._whole: dict[str, bool] = {}

    def eaten(self, row: DiaryRow) -> Eaten:
        """One line as a food with its weight [g]."""
        if row.given is not None and any(name == MAGNESIUM for name, _ in row.given):
            # Its nutrients came with the line: nothing is looked up that would only be thrown away.
            return Eaten(
                row=row, food=None, grams=_mass_g(row.amount, row.unit), why=None, category=None, candidates=()
            )
        if row.part == "sum":  # a meal or a day is no food whose name could be looked up
            return Eaten(
                row=row, food=None, grams=None, why="no magnesium in this export", category=None, candidates=()
            )
        read = reading(row, is_whole=self.is_whole(row.food))
        found = self.find(read.food)
        if found.food is None:
            grams = _mass_g(read.amount, read.unit)
            return Eaten(
                row=row,
                food=None,
                grams=grams,
                why="food not recognised",
                category=found.category,
                candidates=found.candidates,
            )
        weight = self.weigh(found, read)
        times = _ends(read)
        whole = weight.times(*times) if weight is not None and times is not None else None
        inexact = whole is not None and whole.low != whole.high
        why: Why | None = None
        if whole is None:
            why = "amount not given" if read.amount is None else "measure not known for this food"
        return Eaten(
            row=row,
            food=found.food,
            grams=whole.grams if whole is not None else None,
            why=why,
            category=found.food.category.id if found.food.category is not None else None,
            candidates=found.candidates,
            low_g=whole.low if whole is not None and inexact else None,
            high_g=whole.high if whole is not None and inexact else None,
            low_mg=found.low_mg,
            high_mg=found.high_mg,
            how=whole.how if whole is not None else None,
            known_as=found.known_as,
            measures=known(found.food, found.like) if why == "measure not known for this food" else (),
        )

    def lines(self, row: DiaryRow) -> tuple[Eaten, ...]:
        """One line as the foods it names [g]: one, or, where the whole is no known food and every part is, its parts."""
        one = self.eaten(row)
        if one.food is not None or one.why != "food not recognised":
            return (one,)
        read = reading(row, is_whole=False)
        parts = together.parts(read.food)
        if len(parts) <= 1 or any(self._part(part.words).food is None for part in parts):
            return (one,)
        whole = replace(row, amount=read.amount, unit=read.unit, low=read.low, high=read.high)
        return self._apart(whole, parts) or (one,)

    def _part(self, words: str) -> Match:
        return self.find(_own_reading(words).food)

    def _apart(self, row: DiaryRow, parts: tuple[together.Part, ...]) -> tuple[Eaten, ...]:
        """The parts with their weights [g]: the measure weighs the first food that has it, and the others come with
        it; none where no part can be weighed."""
        own = {part.words: _own_reading(part.words).amount is not None for part in parts}
        if row.unit and _is_amount(row.unit) and not all(own.values()):
            return ()  # 300 g of two foods: nobody knows how much of each
        main: Eaten | None = None
        found: list[Eaten] = []
        for part in parts:
            if own[part.words]:
                found.append(self.eaten(replace(row, food=part.words, amount=None, unit="", low=None, high=None)))
            elif main is None:
                first = self.eaten(replace(row, food=part.words))
                main = first if first.grams is not None else None
                found.append(first)
            else:
                found.append(self._beside(row, part.words, main))
        for at, one in enumerate(found):
            if one.grams is None and main is not None:
                found[at] = self._beside(row, parts[at].words, main)
        return tuple(found) if all(one.grams is not None for one in found) else ()

    def _beside(self, row: DiaryRow, words: str, main: Eaten) -> Eaten:
        """A food that comes with another [g]: by its row in facts/food/beside.yaml, else what people eat at a time."""
        food = self._part(words).food
        assert food is not None and main.food is not None
        much = together.amount_beside(f"{words} {food.name}", f"{main.row.food} {main.food.name}")
        many = row.amount if row.amount is not None else 1.0
        if much is None:
            times = many if set(stems(row.unit)) & SOME else 1.0
            return self.eaten(replace(row, food=words, amount=times, unit="portion", low=None, high=None))
        times = many if much.for_each and not set(stems(row.unit)) & SOME and many <= MORE_THAN_NATURAL else 1.0
        ends = {"amount": times * much.typical_g, "low": times * much.low_g, "high": times * much.high_g}
        return replace(self.eaten(replace(row, food=words, unit="g", **ends)), how="what usually comes with it")

    def is_whole(self, text: str) -> bool:
        """Whether the words mean a food just as they stand, numbers and measures among them. (No unit.)"""
        if text not in self._whole:
            chosen = key(text) in self.chosen
            self._whole[text] = chosen or phrase_match(self.catalogue, text) is not None
        return self._whole[text]

    def find(self, text: str) -> Match:
        """What the words mean; what the person chose for them comes first. (No unit.)"""
        if text not in self._found:
            chosen = self.catalogue.find(self.chosen.get(key(text), "")) if self.chosen else None
            if chosen is not None:
                category = chosen.category.id if chosen.category is not None else None
                self._found[text] = Match(food=chosen, confident=True, candidates=(), category=category)
            else:
                self._found[text] = match(self.catalogue, text, country=self.country)
        return self._found[text]

    def weigh(self, found: Match, read: Reading) -> Weight | None:
        """What one of the measure weighs [g]."""
        assert found.food is not None
        if read.amount is None or (not read.unit.strip() and read.amount > MORE_THAN_NATURAL):
            return None
        at = (found.food.id, read.unit, read.food)
        if at not in self._weights:
            self._weights[at] = self._weigh(found.food, read, found.like)
        return self._weights[at]

    def _weigh(self, food: Food, read: Reading, like: Food | None) -> Weight | None:
        """By the food's own measures and those of the food its words name beside it; only then by a survey food of the
        same kind, for the national tables weigh nothing."""
        found = weigh(food, read.unit, typed=read.food, country=self.country, like=like)
        if found is not None:
            return found
        near = donor(self.catalogue, food)
        return None if near is None else weigh(food, read.unit, typed=read.food, country=self.country, like=near)


def _own_reading(words: str) -> Reading:
    """A part of a line as food, amount and unit of its own: "2 eggs" and bacon."""
    return reading(DiaryRow(line=0, on=date.min, meal="", food=words, amount=None, unit=""), is_whole=False)


def _is_amount(unit: str) -> bool:
    """Whether the unit is a mass or a volume by definition, which weighs all parts together."""
    word = unit.strip().lower()
    return word in MASS_G or word in VOLUME_ML and word not in ("cup", "tablespoon", "teaspoon", "pint")


def _ends(read: Reading) -> tuple[float, float, float] | None:
    if read.amount is None:
        return None
    low = read.low if read.low is not None else read.amount
    high = read.high if read.high is not None else read.amount
    return low, read.amount, high


def _mass_g(amount: float | None, unit: str) -> float | None:
    """Grams [g] of a food nobody recognised: only a mass says anything."""
    factor = MASS_G.get(unit.strip().lower())
    return None if amount is None or factor is None else amount * factor
