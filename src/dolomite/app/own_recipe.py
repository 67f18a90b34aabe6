"""Use case: a recipe as one types it, a line for each ingredient, becomes a food of one's own."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

from dolomite.app import own_foods
from dolomite.base.diary import DiaryRow
from dolomite.base.errors import InputError
from dolomite.food.own import OwnFood
from dolomite.intake.words import reading

TYPED = "the recipe"
MOST_LINES = 60  # ingredients; chosen by us
MOST_G = 100_000.0  # grams of one serving; a slip is beyond it


def recipe(
    lines: str, *, name: str, folder: Path, servings: str = "", makes_g: str = "", country: str | None = None
) -> OwnFood:
    """The food of a recipe: ingredients as in a diary (200 g oats), servings it makes, its weight when ready [g].

    Raises InputError with every line that is no food or has no weight.
    """
    typed = [" ".join(line.split()) for line in lines.splitlines() if line.strip()]
    if not typed:
        raise InputError("no ingredient is written. Write one a line: 200 g oats.", field="ingredients")
    if len(typed) > MOST_LINES:
        raise InputError(f"more than {MOST_LINES} ingredients. Make it of two recipes.", field="ingredients")
    said: dict[str, object] = {"name": name, "ingredients": [_ingredient(line) for line in typed]}
    if servings:
        said["servings"] = servings
    if makes_g:
        said["makes_g"] = makes_g
    text = json.dumps([said], ensure_ascii=False)  # JSON is YAML: the one reader of own foods reads it
    return own_foods.read(text, name=TYPED, folder=folder, country=country)[0]


def _ingredient(line: str) -> dict[str, str]:
    row = DiaryRow(line=1, on=date.min, meal="", food=line, amount=None, unit="")
    inside = reading(row, is_whole=False)
    amount = 1.0 if inside.amount is None else inside.amount
    return {"food": inside.food or line, "amount": f"{amount:.10g}"} | ({"unit": inside.unit} if inside.unit else {})
