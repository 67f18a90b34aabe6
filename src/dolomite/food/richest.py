"""The foods with most of a nutrient; how many have no value is counted: unknown is not zero."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dolomite.food.portion import serving
from dolomite.food.table import Catalogue, Food, Unit

Per = Literal["100g", "100kcal", "serving"]
# Under this a food is mostly water, and 100 kcal of it would weigh over a kilogram. Chosen by us.
LEAST_KCAL_PER_100_G = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rich:
    """A food and how much it holds: `value` in the nutrient's unit, in `grams` of it, which `measure`
    names, and in 100 g."""

    food: Food
    value: float
    grams: float
    measure: str | None
    per_100g: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Richest:
    """All foods compared, richest first, and how many could not be: no value, too thin, no usual serving."""

    nutrient: Unit
    per: Per
    foods: tuple[Rich, ...]
    unknown: int
    too_thin: int
    without_serving: int


def richest(catalogue: Catalogue, nutrient: str, *, per: Per = "100g", every: bool = False) -> Richest:
    """The foods with most of a nutrient [its unit] per 100 g, per 100 kcal or per usual serving.

    Without `every` only foods as eaten count, and no baby food, powder or mix. Raises InputError for an unknown
    nutrient.
    """
    unit = catalogue.unit(nutrient)
    ranked: list[Rich] = []
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
        ranked.append(Rich(food=food, value=value * grams / 100, grams=grams, measure=measure, per_100g=value))
    ranked.sort(key=lambda rich: (-rich.value, rich.food.name, rich.food.id))
    return Richest(
        nutrient=unit,
        per=per,
        foods=tuple(ranked),
        unknown=unknown,
        too_thin=too_thin,
        without_serving=without_serving,
    )


def _eaten_as_it_is(food: Food) -> bool:
    category = food.category.id if food.category else ""
    forms = ("baby_food", "powder", "dry_mix")
    return food.data_type == "as eaten" and category != "wweia:9999" and not any(food.has(form) for form in forms)
