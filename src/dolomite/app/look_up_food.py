"""Use case: what is in a food, which food do these words mean, which foods hold most of a nutrient?"""

from __future__ import annotations

from pathlib import Path

from dolomite.base.errors import InputError
from dolomite.food.search import search as find
from dolomite.food.table import Catalogue, Food
from dolomite.report.tree import Section
from dolomite.view import food as view

LARGEST_G = 100_000.0  # of a food in one go: beyond it is a slip


def search(words: str, *, limit: int = 10, data: Path | None = None) -> Section:
    """Foods that some words may mean, best first, with magnesium [mg] and energy [kcal] per 100 g."""
    catalogue = Catalogue.open(data=data)
    return view.search(words, find(catalogue, words, limit=limit), catalogue)


def show(food_id: str, *, grams: float | None = None, data: Path | None = None) -> Section:
    """One food: nutrients per 100 g and for `grams` [g], household measures, what it holds, where it comes from.

    Raises InputError for an unknown id, with the nearest ones, and for a weight that cannot be.
    """
    from dolomite.food.portion import serving  # not on the path of a search, which has to start fast

    if grams is not None and not 0 < grams <= LARGEST_G:
        raise InputError(f"{grams:g} is not a weight of food. Give grams, for instance 150.", field="grams")
    catalogue = Catalogue.open(data=data)
    food = catalogue.get(food_id)
    return view.show(food, catalogue, grams=grams, usual=serving(food), reach=_reach(catalogue, food))


def top(nutrient: str, *, per: view.Per = "100g", limit: int = 20, every: bool = False, data: Path | None) -> Section:
    """The foods with most of a nutrient [its unit] per 100 g, per 100 kcal or per usual serving.

    Without `every` only foods as eaten count, and no baby food, powder or mix.
    """
    from dolomite.food.richest import richest

    catalogue = Catalogue.open(data=data)
    return view.top(richest(catalogue, nutrient, per=per, every=every), catalogue, limit=limit)


def _reach(catalogue: Catalogue, food: Food) -> tuple[float, float] | None:
    """How far magnesium may go [mg per 100 g] where it is unknown; None where it is known or nothing can be said."""
    from dolomite.food import bounds

    if food.nutrients["magnesium"] is not None or food.category is None:
        return None
    return bounds.category_bounds(catalogue, food.category.id, "magnesium")
