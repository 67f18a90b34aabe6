"""What the rows of a FoodData Central release mean: what is a food, which nutrient an id is, what a serving weighs."""

from __future__ import annotations

import math
import re
from functools import cache
from typing import ClassVar, NamedTuple

from dolomite import facts
from dolomite.food.nutrient import nutrients

# data_type of food.csv -> kind of our tables. The other types are samples, purchases and laboratory portions.
KINDS = {
    "branded_food": "label",
    "foundation_food": "analytical",
    "sr_legacy_food": "analytical",
    "survey_fndds_food": "as eaten",
}
# Spellings of serving_size_unit seen in releases. IU and the like are no weight.
GRAMS = {"g": 1.0, "gm": 1.0, "grm": 1.0, "gram": 1.0, "mg": 0.001, "kg": 1000.0}
MILLILITRES = {"ml": 1.0, "mlt": 1.0, "l": 1000.0}
# FDC food categories 1 to 22 are the SR groups 0100 to 2200; the later ones are spelt out. Source: food_category.csv.
LATER_GROUPS = {"23": "2500", "24": "3500", "25": "3600"}
NUMBERED_GROUPS = 22
MOST_DIGITS = 18  # of a number that SQLite can hold
LARGEST_PER_100_G = 1e7  # more than any nutrient can be, in any of our units: a slip of the file


class MeasureUnit(facts.Row):
    """A measure unit of FoodData Central. (No unit: a number and a name.)"""

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    name: str


class Value(NamedTuple):
    """Where an FDC nutrient id goes: column of the table, rank among the ids of that column, factor to our unit."""

    column: int
    rank: int
    factor: float


@cache
def ids() -> dict[str, Value]:
    """Every FDC nutrient id that we read; the factor is our unit per unit of the id."""
    by_id: dict[str, Value] = {}
    for column, nutrient in enumerate(nutrients()):
        for rank, number in enumerate(nutrient.fdc):
            by_id[number] = Value(column, rank, nutrient.factor)
        if nutrient.fdc_iu is not None and nutrient.ug_per_iu is not None:
            by_id[nutrient.fdc_iu] = Value(column, len(nutrient.fdc), nutrient.ug_per_iu)
    return by_id


def amount(text: str) -> float | None:
    """An amount of food_nutrient [unit of the id], None when the cell is not a number that can be. Empty is unknown."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if 0 <= value < LARGEST_PER_100_G and math.isfinite(value) else None


def serving(size: str, unit: str) -> tuple[float | None, bool]:
    """The weight of a label's serving [g], and whether the label counts in millilitres (1 mL is then taken as 1 g)."""
    word = unit.strip().casefold()
    value = amount(size)
    if word in MILLILITRES:
        return (None if not value else value * MILLILITRES[word]), True
    if word in GRAMS:
        return (None if not value else value * GRAMS[word]), False
    return None, False


def measure(household: str) -> tuple[float, str]:
    """A label's household serving as amount and measure: "1 cup", "2 SLICES", "about 12 crackers", "0.25 PIZZA".

    The amount has no unit of its own. Without a number it is one of what is said.
    """
    text = " ".join(household.split()).casefold()
    match = re.match(r"(?:about |approx\.? )?(\d+(?:\.\d+)?)(?:\s*/\s*(\d+))?\s*(.*)", text)
    if match is None or not match[3].strip(" ()"):
        return 1.0, text or "serving"
    count = float(match[1]) / float(match[2] or 1) if float(match[2] or 1) else 1.0
    return (count, match[3].strip()) if count > 0 else (1.0, text)


def name(description: str, brand_name: str, brand_owner: str) -> str:
    """The name of a branded food: what it is, then whose."""
    what = " ".join(description.split())
    brand = " ".join((brand_name or brand_owner).split())
    return what if not brand or brand.casefold() in what.casefold() else f"{what}, {brand}"


def sr_group(category: str) -> str | None:
    """The SR food group of an FDC food category number, None when it is none."""
    code = LATER_GROUPS.get(category)
    if (
        code is None
        and category.isascii()
        and category.isdigit()
        and len(category) < 3
        and 1 <= int(category) <= NUMBERED_GROUPS
    ):
        code = f"{int(category):02d}00"
    return f"sr28:{code}" if code else None


def release_key(filename: str) -> str:
    """A short name for a release from the name of its archive: fdc_branded_food_2025-04-24.

    >>> release_key("FoodData_Central_branded_food_csv_2025-04-24.zip")
    'fdc_branded_food_2025-04-24'
    >>> release_key("my foods")
    'fdc_my_foods'
    """
    stem = re.sub(r"\.(zip|csv)$", "", filename, flags=re.IGNORECASE)
    stem = re.sub(r"^FoodData_Central_", "", stem).replace("_csv", "")
    return "fdc_" + re.sub(r"[^a-z0-9.-]+", "_", stem.casefold()).strip("_")


def number(text: str) -> int | None:
    """The number [FDC id] of a food, None when it is none that a database can hold: ² and forty digits are none.

    >>> number("167512"), number("²"), number("9" * 40)
    (167512, None, None)
    """
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None


def measure_units() -> tuple[tuple[str, str], ...]:
    """Numbers and names of measure units, for a release without its own."""
    return tuple((row.id, row.name) for row in facts.rows("food/measure_units", MeasureUnit))
