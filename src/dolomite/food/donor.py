"""A food that lends its household measures to one whose table weighs none (the national tables, our own recipes)."""

from __future__ import annotations

from dolomite.food.search import search
from dolomite.food.table import Catalogue, Food

# How far the energy of two foods may differ before one is surely dry and the other cooked, as a share. Chosen by us.
MOST_APART = 0.4
MOST_LOOKED_AT = 5


def donor(catalogue: Catalogue, food: Food) -> Food | None:
    """The survey food nearest in name whose energy is near, too; None when there is none. (No unit.)"""
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
