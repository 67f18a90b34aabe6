"""A household measure of a food, as grams. Nothing is guessed: a measure the food does not have is refused by name.

Mass converts by definition. A volume (ml, fl oz, litre) converts only through a volume that the release weighed for
this very food; a cup of spinach says nothing of a cup of oats.
"""

from __future__ import annotations

import re

from dolomite.base.errors import InputError
from dolomite.base.units import G_PER_OZ, KG_PER_LB
from dolomite.food.table import Food, Portion
from dolomite.food.words import stem, stems

MASS_G = {
    "g": 1.0, "gram": 1.0, "gramme": 1.0, "gr": 1.0, "gm": 1.0, "kg": 1000.0, "kilogram": 1000.0, "kilo": 1000.0,
    "mg": 0.001, "oz": G_PER_OZ, "ounce": G_PER_OZ, "lb": KG_PER_LB * 1000, "pound": KG_PER_LB * 1000,
}  # fmt: skip

# US customary measures, which the releases weigh with; by definition [mL].
VOLUME_ML = {
    "ml": 1.0, "milliliter": 1.0, "millilitre": 1.0, "cl": 10.0, "dl": 100.0, "l": 1000.0, "liter": 1000.0,
    "litre": 1000.0, "fl oz": 29.5735295625, "fluid ounce": 29.5735295625, "cup": 236.5882365,
    "tablespoon": 14.78676478125, "teaspoon": 4.92892159375, "pint": 473.176473, "quart": 946.352946,
}  # fmt: skip
SAME = {"tbsp": "tablespoon", "tbs": "tablespoon", "tsp": "teaspoon", "floz": "fl oz", "pc": "piece", "pce": "piece"}
SIZES = ("small", "medium", "large")
# A measure that names no size means the middle one, where a food has sizes.
MIDDLE = ("medium", "regular")
# Measures of a food with what is thrown away: a cup of seeds in the hull is not a cup of seeds.
WITH_WASTE = re.compile(r"\b(?:hulls?|shells?|refuse|yields?|pits?|bone)\b(?<!without shell)", re.IGNORECASE)
SMALL_WORDS = frozenset({"of", "a", "an", "the", "each", "about", "approx", "whole", "one"})
FLUID_OUNCE = re.compile(r"\bfl\.?\s*oz\.?|\bfluid ounces?", re.IGNORECASE)


def grams(food: Food, amount: float, unit: str) -> float:
    """What `amount` of a `unit` of this food weighs [g]: g, oz, lb, or a measure of the food ("cup, sliced", "medium").

    Raises InputError when the food has no such measure, or several that differ; the sentence names those it has.
    """
    text = unit.strip()
    word = _normal(text)
    if word in MASS_G:
        return amount * MASS_G[word]
    portion = _same_measure(food, text) or _by_words(food, text)
    if portion is None and word in VOLUME_ML:
        per_ml = g_per_ml(food)
        if per_ml is not None:
            return amount * VOLUME_ML[word] * per_ml
    if portion is None:
        raise InputError(f"{food.name}: no weight is known for {unit!r}. {_offer(food)}")
    return amount * portion.grams / portion.amount


def try_grams(food: Food, amount: float | None, unit: str) -> float | None:
    """As `grams` [g], but None where the amount is missing or the measure is not one of this food's."""
    if amount is None:
        return None
    try:
        return grams(food, amount, unit)
    except InputError:
        return None


def serving(food: Food) -> tuple[float, str] | None:
    """What is usually eaten at a time: weight [g] and what that is. FNDDS's weight for "quantity not specified", else
    the first measure that is not itself a mass; None when the food has neither.
    """
    if food.typical_g is not None:
        return food.typical_g, "usual amount"
    for portion in food.portions:
        if _normal(portion.measure) not in MASS_G and "yield" not in portion.measure:
            return portion.grams, f"{portion.amount:g} {portion.measure}"
    return None


def g_per_ml(food: Food) -> float | None:
    """Grams in a millilitre of this food [g/mL], from the first volume that the release weighed without saying how the
    food was cut or packed; None when there is none."""
    for portion in food.portions:
        measure = FLUID_OUNCE.sub("fl oz", portion.measure).casefold()
        measure = re.sub(r"\s*\([^)]*\)$", "", measure)  # what stands in brackets only describes the measure
        word = SAME.get(measure, measure)
        if word in VOLUME_ML:
            return portion.grams / (portion.amount * VOLUME_ML[word])
    return None


def _normal(text: str) -> str:
    plain = FLUID_OUNCE.sub("fl oz", text.strip()).casefold().rstrip(".")
    if plain in SAME:
        return SAME[plain]
    single = plain[:-1] if plain.endswith("s") and len(plain) > 2 else plain
    return SAME.get(single, single) if single in MASS_G or single in VOLUME_ML or single in SAME else plain


def _same_measure(food: Food, text: str) -> Portion | None:
    """The measure that is written the same, plurals and spaces aside."""
    wanted = _words(text)
    for portion in food.portions:
        if _words(portion.measure) == wanted:
            return portion
    return None


def _by_words(food: Food, text: str) -> Portion | None:
    """The measure that has all the words typed; among several the plainest, if it says what no other contradicts."""
    wanted = set(_words(text))
    if not wanted:
        return None
    fit = [portion for portion in food.portions if wanted <= set(_words(portion.measure))]
    if not fit:
        return _named_after_food(food, wanted)
    bare = [portion for portion in fit if not WITH_WASTE.search(portion.measure)]
    if bare and not WITH_WASTE.search(" ".join(sorted(wanted))):
        fit = bare
    middle = [portion for portion in fit if any(word in _words(portion.measure) for word in MIDDLE)]
    if len(fit) > 1 and middle and not wanted & {*SIZES, "regular"}:
        fit = middle
    fit.sort(key=lambda portion: _distance(portion, wanted))
    shortest = [portion for portion in fit if _distance(portion, wanted) == _distance(fit[0], wanted)]
    weights = {round(portion.grams / portion.amount, 1) for portion in shortest}
    if len(weights) > 1 and _differ_by_more_than_a_little(weights):
        return None
    return shortest[0]


def _named_after_food(food: Food, wanted: set[str]) -> Portion | None:
    """ "2 bananas", "1 egg": the food's own name as measure, or a word for a single one, means its middle size."""
    own = set(stems(food.name.partition(",")[0]))
    singles = {"piece", "item", "fruit", "unit", "serving", "portion"}
    sizes = wanted & {*SIZES}
    if not wanted - sizes <= own | singles:
        return None
    name = sizes or set(MIDDLE)
    for portion in food.portions:
        parts = set(_words(portion.measure))
        if parts & name and not parts & {"cup", "slice", "container"}:
            return portion
    if sizes <= {"medium"} and not wanted & {"serving", "portion"}:
        for portion in food.portions:
            if set(_words(portion.measure)) <= own | singles | {"nfs", "any", "size"}:
                return portion
    return None


def _distance(portion: Portion, wanted: set[str]) -> tuple[bool, int]:
    """How far a measure is from the words typed: another first word (strip, large), then words more than typed.
    What stands in brackets only describes the measure."""
    outside = re.sub(r"\([^)]*\)", " ", portion.measure)
    first = _words(outside.split()[0]) if outside.split() else []
    return not set(first) <= wanted, len(set(_words(outside)) - wanted)


def _differ_by_more_than_a_little(weights: set[float]) -> bool:
    return max(weights) > min(weights) * 1.05  # two printings of one measure differ by rounding only


def _words(text: str) -> list[str]:
    flat = FLUID_OUNCE.sub("floz", text)
    parts = [SAME.get(word, word) for word in (stem(w) for w in re.findall(r"[a-z]+|\d+(?:\.\d+)?", flat.casefold()))]
    return sorted(word for word in parts if word not in SMALL_WORDS)


def _offer(food: Food) -> str:
    if not food.portions:
        return "Give the weight in g."
    names = list(dict.fromkeys(portion.measure for portion in food.portions))[:6]
    return f"Give the weight in g, or one of: {'; '.join(names)}."
