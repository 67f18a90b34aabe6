"""Use case: what is in a food, which food do these words mean, which foods hold most of a nutrient?"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from dolomite.base.errors import InputError
from dolomite.food.search import search as find
from dolomite.food.table import Catalogue, Category, Food

Per = Literal["100g", "100kcal", "serving"]
SHOWN = ("magnesium", "energy")
# Under this a food is mostly water, and 100 kcal of it would weigh over a kilogram. Chosen by us.
LEAST_KCAL_PER_100_G = 10.0
LARGEST_G = 100_000.0


def search(words: str, *, limit: int = 10, data: Path | None = None) -> dict[str, Any]:
    """Foods that some words may mean, best first, with magnesium [mg] and energy [kcal] per 100 g."""
    catalogue = Catalogue.open(data=data)
    found = []
    for hit in find(catalogue, words, limit=limit):
        magnesium, energy = catalogue.values(hit.id, "magnesium", "energy")
        found.append(
            {
                "id": hit.id,
                "name": hit.name,
                "data_type": hit.data_type,
                "release": hit.release,
                "category": _category(catalogue.category(hit.category)),
                "magnesium_mg_per_100g": magnesium,
                "energy_kcal_per_100g": energy,
                "score": hit.score,
                "sure": hit.sure,
            }
        )
    return {"command": "search", "query": words, "foods": found, "releases": list(catalogue.releases)}


def show(food_id: str, *, grams: float | None = None, data: Path | None = None) -> dict[str, Any]:
    """One food: nutrients per 100 g and for `grams` [g], household measures, what it holds, where it comes from.

    Raises InputError for an unknown id, with the nearest ones, and for a weight that cannot be.
    """
    from dolomite.food.portion import serving  # not on the path of a search, which has to start fast

    if grams is not None and not 0 < grams <= LARGEST_G:
        raise InputError(f"{grams:g} is not a weight of food. Give grams, for instance 150.", field="grams")
    catalogue = Catalogue.open(data=data)
    food = catalogue.get(food_id)
    usual = serving(food)
    return {
        "command": "show",
        "id": food.id,
        "name": food.name,
        "other_names": list(food.other_names),
        "data_type": food.data_type,
        "release": food.release,
        "category": _category(food.category),
        "energy_from": food.energy_from,
        "grams": grams,
        "nutrients": {
            unit.key: {
                "name": unit.name,
                "unit": unit.unit,
                "per_100g": food.nutrients[unit.key],
                "amount": None if grams is None else food.amount(unit.key, grams),
                "decimals": unit.decimals,
            }
            for unit in catalogue.units
            if unit.key in food.nutrients
        },
        "magnesium_bounds_mg_per_100g": _bounds(catalogue, food),
        "portions": [
            {
                "amount": portion.amount,
                "measure": portion.measure,
                "grams": portion.grams,
                "magnesium_mg": food.amount("magnesium", portion.grams),
            }
            for portion in food.portions
        ],
        "usual_serving": None if usual is None else {"grams": usual[0], "measure": usual[1]},
        "contains": {facet: food.has(facet) for facet in catalogue.shelves[0].facets},
        "ingredients": [{"id": part.id, "name": part.name, "grams": part.grams} for part in food.ingredients],
        "releases": list(catalogue.releases),
    }


def top(
    nutrient: str, *, per: Per = "100g", limit: int = 20, every: bool = False, data: Path | None = None
) -> dict[str, Any]:
    """The foods with most of a nutrient [its unit] per 100 g, per 100 kcal or per usual serving.

    Without `every` only foods as eaten count, and no baby food, powder or mix. How many foods have no value is said:
    unknown is not zero.
    """
    from dolomite.food.portion import serving

    catalogue = Catalogue.open(data=data)
    unit = catalogue.unit(nutrient)
    ranked: list[tuple[float, Food, float | None, str | None]] = []
    unknown = too_thin = without_serving = 0
    for food in catalogue.each(data_type=None if every else "as eaten"):
        if not every and not _eaten_as_it_is(food):
            continue
        value = food.nutrients.get(unit.key)
        if value is None:
            unknown += 1
            continue
        grams, measure = 100.0, None
        if per == "100kcal":
            energy = food.nutrients["energy"]
            if energy is None or energy < LEAST_KCAL_PER_100_G:
                too_thin += 1
                continue
            grams = 100 * 100 / energy
        elif per == "serving":
            usual = serving(food)
            if usual is None:
                without_serving += 1
                continue
            grams, measure = usual
        ranked.append((value * grams / 100, food, grams, measure))
    ranked.sort(key=lambda item: (-item[0], item[1].name, item[1].id))
    return {
        "command": "top",
        "nutrient": unit.key,
        "unit": unit.unit,
        "per": per,
        "decimals": unit.decimals,
        "foods": [
            {
                "rank": rank,
                "id": food.id,
                "name": food.name,
                "data_type": food.data_type,
                "release": food.release,
                "value": value,
                "grams": grams,
                "measure": measure,
                "per_100g": food.nutrients[unit.key],
            }
            for rank, (value, food, grams, measure) in enumerate(ranked[:limit], start=1)
        ],
        "foods_compared": len(ranked),
        "foods_unknown": unknown,
        "foods_under_10_kcal_per_100g": too_thin,
        "foods_without_serving": without_serving,
        "releases": list(catalogue.releases),
    }


def _eaten_as_it_is(food: Food) -> bool:
    category = food.category.id if food.category else ""
    forms = ("baby_food", "powder", "dry_mix")
    return food.data_type == "as eaten" and category != "wweia:9999" and not any(food.has(form) for form in forms)


def _category(category: Category | None) -> dict[str, str] | None:
    return None if category is None else {"id": category.id, "name": category.name}


def _bounds(catalogue: Catalogue, food: Food) -> dict[str, float] | None:
    from dolomite.food import bounds

    if food.nutrients["magnesium"] is not None or food.category is None:
        return None
    reach = bounds.category_bounds(catalogue, food.category.id, "magnesium")
    return None if reach is None else {"low": reach[0], "high": reach[1]}
