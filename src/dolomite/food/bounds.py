"""The one place that says how far an unknown amount can reach. Intake and plan both use it.

An unknown value with grams and a category reaches from the 5th to the 95th percentile of the known values of its
category; without grams or category nothing bounds it from above.
"""

from __future__ import annotations

from dolomite.base.span import Span
from dolomite.food.table import Catalogue, Food, Shelf

MAGNESIUM = "magnesium"  # the one nutrient whose doubtful values carry a reach


def amount(catalogue: Catalogue, food: Food, nutrient: str, grams: float | None) -> Span:
    """How much of a nutrient [its unit] these grams [g] of a food hold; an unknown value or weight gives bounds."""
    value = food.nutrients[nutrient]
    if grams is None:
        return Span.nothing_known(food.name)
    if value is not None:
        return Span.exactly(value * grams / 100)
    if nutrient == MAGNESIUM and food.reach is not None:  # a recipe of the person's own with a part that is not known
        return Span.nothing_known(food.name, low=food.reach.low * grams / 100, high=food.reach.high * grams / 100)
    return unknown(catalogue, food.name, nutrient, category=food.category.id if food.category else None, grams=grams)


def doubtful(
    known: float | None, food: Food, grams: tuple[float, float, float], reach: tuple[float, float] | None
) -> Span:
    """Magnesium [mg] of a food whose weight or value is not exact: `grams` are low, typical and high [g], `reach` how
    far the words' magnesium goes [mg per 100 g]; where the food's own value is doubtful, its reach counts, too."""
    if known is None:
        return Span.nothing_known(food.name)
    ends = [known]
    if food.reach is not None:
        ends += [food.reach.low, food.reach.high]
    if reach is not None:
        ends += [*reach]
    low_g, typical_g, high_g = grams
    return Span(known=known * typical_g / 100, low=min(ends) * low_g / 100, high=max(ends) * high_g / 100)


def unknown(catalogue: Catalogue, name: str, nutrient: str, *, category: str | None, grams: float | None) -> Span:
    """Bounds of the nutrient [its unit] in an unknown food called `name`, of which a category and grams [g] may be
    known: 0 to no bound where either is missing.
    """
    if category is None or grams is None:
        return Span.nothing_known(name)
    reach = category_bounds(catalogue, category, nutrient)
    if reach is None:
        return Span.nothing_known(name)
    low, high = reach
    return Span.nothing_known(name, low=low * grams / 100, high=high * grams / 100)


def category_bounds(catalogue: Catalogue, category: str, nutrient: str) -> tuple[float, float] | None:
    """5th and 95th percentile per 100 g [nutrient's unit] of the known values in a category; None: none is known."""
    for shelf in catalogue.shelves:
        percentiles = _bounds(shelf, category, nutrient)
        if percentiles is not None:
            return percentiles
    return None


def _bounds(shelf: Shelf, category: str, nutrient: str) -> tuple[float, float] | None:
    percentiles, place = shelf.bounds(category), shelf.places.get(nutrient)
    if percentiles is None or place is None:
        return None
    low, high = percentiles[0][place], percentiles[1][place]
    return None if low != low else (low, high)
