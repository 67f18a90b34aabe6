"""Diary lines looked up: the food the words mean, and the weight the measure means, each phrase once."""

from __future__ import annotations

from collections.abc import Mapping

from dolomite.base.diary import DiaryRow
from dolomite.food.donor import donor
from dolomite.food.household import AT_A_TIME, known, weigh
from dolomite.food.piece import Weight
from dolomite.food.portion import MASS_G
from dolomite.food.said import phrase_match
from dolomite.food.search import Match, match
from dolomite.food.table import Catalogue, Food
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
        matched = self.find(read.food)
        if matched.food is None:
            grams = _mass_g(read.amount, read.unit)
            return Eaten(
                row=row,
                food=None,
                grams=grams,
                why="food not recognised",
                category=matched.category,
                candidates=matched.candidates,
            )
        weight = self.weigh(matched, read)
        times = _ends(read)
        whole = weight.times(*times) if weight is not None and times is not None else None
        inexact = whole is not None and whole.low != whole.high
        why: Why | None = None
        if whole is None:
            why = "amount not given" if read.amount is None else "measure not known for this food"
        return Eaten(
            row=row,
            food=matched.food,
            grams=whole.grams if whole is not None else None,
            why=why,
            category=matched.food.category.id if matched.food.category is not None else None,
            candidates=matched.candidates,
            low_g=whole.low if whole is not None and inexact else None,
            high_g=whole.high if whole is not None and inexact else None,
            low_mg=matched.low_mg,
            high_mg=matched.high_mg,
            how=whole.how if whole is not None else None,
            known_as=matched.known_as,
            measures=known(matched.food, matched.like) if why == "measure not known for this food" else (),
        )

    def is_whole(self, text: str) -> bool:
        """Whether the words mean a food just as they stand, numbers and measures among them."""
        if text not in self._whole:
            chosen = key(text) in self.chosen
            self._whole[text] = chosen or phrase_match(self.catalogue, text, self.country) is not None
        return self._whole[text]

    def find(self, text: str) -> Match:
        """What the words mean; what the person chose for them comes first."""
        if text not in self._found:
            chosen = self.catalogue.find(self.chosen.get(key(text), "")) if self.chosen else None
            if chosen is not None:
                category = chosen.category.id if chosen.category is not None else None
                self._found[text] = Match(food=chosen, confident=True, candidates=(), category=category)
            else:
                self._found[text] = match(self.catalogue, text, country=self.country)
        return self._found[text]

    def weigh(self, matched: Match, read: Reading) -> Weight | None:
        """What one of the measure weighs [g]."""
        assert matched.food is not None
        if read.amount is None or (not read.unit.strip() and read.amount > MORE_THAN_NATURAL):
            return None
        at = (matched.food.id, read.unit, read.food)
        if at not in self._weights:
            self._weights[at] = self._weigh(matched.food, read, matched.like)
        weight = self._weights[at]
        if weight is not None and weight.how == AT_A_TIME and not read.unit.strip() and read.amount > 1:
            return weight if _is_poured(matched.food) else None  # four raspberries are no four portions
        return weight

    def _weigh(self, food: Food, read: Reading, like: Food | None) -> Weight | None:
        """By the food's own measures and those of the food its words name beside it; only then by a survey food of the
        same kind, for the national tables weigh nothing."""
        weight = weigh(food, read.unit, typed=read.food, country=self.country, like=like)
        if weight is not None:
            return weight
        near = donor(self.catalogue, food)
        return None if near is None else weigh(food, read.unit, typed=read.food, country=self.country, like=near)


def _is_poured(food: Food) -> bool:
    """Whether two of it are two glasses, as of a drink."""
    return any("fl oz" in portion.measure for portion in food.portions)


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
