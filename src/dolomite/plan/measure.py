"""A serving in the words of a kitchen: three tortillas, half a cup, a handful; the grams stand beside."""

from __future__ import annotations

from dolomite.food.household import AT_A_TIME, weigh
from dolomite.food.portion import FLUID_OUNCE, MASS_G, SIZES, WITH_WASTE, serving
from dolomite.food.table import Food, Portion
from dolomite.plan.problem import setting

HANDFUL = "handful"
SPOON = "tablespoon"
COUNTS = {1.0: "1", 2.0: "2", 3.0: "3", 4.0: "4", 0.5: "half a", 1.5: "1 1/2"}  # in the order they are liked
HALVED = ("cup", "glass", "can", "fruit", "whole", "medium")


CUPS = frozenset({None, "US", "CA", "AU", "NZ"})  # where a cup is a measure; None: nobody knows
ABROAD = ("bowl", "glass", "katori")


def household(food: Food, grams: float, country: str | None = None) -> str:
    """A serving of that weight [g] in words: a handful, or so many of a household measure as weigh about as much, else
    the grams alone. Where nobody measures by the cup, it is bowls, glasses and tablespoons."""
    hand = weigh(food, HANDFUL)
    spooned = any(portion.measure.startswith("tablespoon") for portion in food.portions)
    if (
        hand is not None
        and not spooned
        and HANDFUL in hand.how
        and abs(hand.grams - grams) <= 2 * setting("measure_off") * grams
    ):
        return f"1 handful ({grams:.0f} g)"
    fits = [
        portion
        for portion in food.portions
        if _at_hand(portion) and (country in CUPS or not portion.measure.startswith("cup"))
    ]
    for count, said in COUNTS.items():
        near = min(fits, key=lambda portion: abs(count * portion.grams / portion.amount - grams), default=None)
        if near is None:
            break
        off = abs(count * near.grams / near.amount - grams)
        if off <= setting("measure_off") * grams and (count.is_integer() or near.measure.startswith(HALVED)):
            return f"{_called(food, near, said, several=count > 1)} ({grams:.0f} g)"
    spoon = weigh(food, SPOON)  # by its volume, where the table weighs none
    if spoon is not None and abs(spoon.grams - grams) <= 2 * setting("measure_off") * grams:
        return f"1 {SPOON} ({grams:.0f} g)"
    if country not in CUPS:
        said = _abroad(food, grams, country)
        return f"{said} ({grams:.0f} g)" if said else f"{grams:.0f} g"
    usual = serving(food)
    if usual is not None and abs(usual[0] - grams) <= 1 and usual[1] != "usual amount":
        return f"{usual[1]} ({grams:.0f} g)"
    return f"{grams:.0f} g"


def _abroad(food: Food, grams: float, country: str | None) -> str:
    """A serving [g] in the measures of a kitchen without cups; "" where none weighs about as much."""
    poured = any("fl oz" in portion.measure for portion in food.portions)
    for word in ABROAD:
        if (word == "glass") != poured or (word == "katori") != (country == "IN"):
            continue
        vessel = weigh(food, word, typed=food.name, country=country)
        if (
            vessel is not None
            and vessel.how != AT_A_TIME
            and abs(vessel.grams - grams) <= 2 * setting("measure_off") * grams
        ):
            return f"1 {word}"
    spoon = weigh(food, SPOON, typed=food.name, country=country)
    count = round(grams / spoon.grams) if spoon is not None else 0
    whole = spoon is not None and abs(count * spoon.grams - grams) <= setting("measure_off") * grams
    return f"{count} {SPOON}s" if whole and 1 < count <= setting("most_spoons") else ""


def _at_hand(portion: Portion) -> bool:
    """Whether people have such a measure: no ounce, no measure with what is thrown away."""
    first = FLUID_OUNCE.sub("fl oz", portion.measure).casefold().partition(",")[0].strip()
    words = first.split()
    return bool(words) and words[0] not in MASS_G and "oz" not in words and not WITH_WASTE.search(portion.measure)


def _called(food: Food, portion: Portion, said: str, *, several: bool) -> str:
    """The measure with its number: a size alone is followed by what the food is called."""
    head, comma, rest = portion.measure.partition(",")
    head = head.replace(" or regular", "").strip()
    noun = f"{head} {food.name.partition(',')[0].casefold()}" if head.casefold() in SIZES else head
    if several and not noun.endswith("s") and "(" not in noun:
        noun += "es" if noun.endswith(("sh", "ch", "x")) else "s"
    return f"{said} {noun}{comma}{rest}"
