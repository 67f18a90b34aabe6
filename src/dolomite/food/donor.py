"""A food that lends its household measures to one whose table weighs none (the national tables, our own recipes)."""

from __future__ import annotations

from functools import cache
from typing import ClassVar

from dolomite import facts
from dolomite.food.search import search
from dolomite.food.table import Catalogue, Food

# How far the energy of two foods may differ before one is surely dry and the other cooked, as a share. Chosen by us.
MOST_APART = 0.4
MOST_LOOKED_AT = 5


class PortionsLike(facts.LightRow):
    """A food whose table weighs no portion, and the survey food whose measures it borrows."""

    unique: ClassVar[tuple[str, ...]] = ("food",)

    food: str
    like: str


def donor(catalogue: Catalogue, food: Food) -> Food | None:
    """The survey food that facts/food/portions_like.yaml names, else the one nearest in name whose energy is near, too;
    None when there is none."""
    named = _named().get(food.id)
    if named is not None:
        return catalogue.find(named)
    head = " ".join(food.name.split(",")[:2])
    energy = food.nutrients.get("energy")
    for hit in search(catalogue, f"{head} ", limit=MOST_LOOKED_AT):
        other = catalogue.find(hit.id) if hit.data_type == "as eaten" else None
        if other is None or not other.portions:
            continue
        theirs = other.nutrients.get("energy")
        if energy is None or theirs is None or abs(energy - theirs) <= MOST_APART * max(energy, theirs):
            return other
    return None


@cache
def _named() -> dict[str, str]:
    return {row.food: row.like for row in facts.light_rows("food/portions_like", PortionsLike)}
