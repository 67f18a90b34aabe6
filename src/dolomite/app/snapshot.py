"""A food as it is kept with an entry: its release's values of the day, so that no newer table changes an old day."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dolomite.base.document import JsonObject
from dolomite.food.table import Catalogue, Category, Food, Reach, Unit


def column(unit: Unit) -> str:
    """What a nutrient is called in an entry: its key with its unit, as "magnesium_mg"."""
    return f"{unit.key}_{unit.unit}"


def snapshot_of(food: Food, catalogue: Catalogue) -> JsonObject:
    """The food as an entry keeps it: id, release, and its values per 100 g [unit in each name]; null is unknown."""
    kept: JsonObject = {
        "food_id": food.id,
        "name": food.name,
        "release": food.release,
        "data_type": food.data_type,
        "category": food.category.id if food.category is not None else None,
        "nutrients_per_100_g": {column(unit): food.nutrients.get(unit.key) for unit in catalogue.units},
        "yes": sorted(food.yes),
        "no": sorted(food.no),
    }
    if food.reach is not None:
        kept["reach"] = {name: getattr(food.reach, name) for name in ("low", "high", "verdict", "why", "source")}
    return kept


def food_of(snapshot: Mapping[str, object], catalogue: Catalogue) -> Food:
    """The food that a snapshot tells: values and release as they were, measures as the catalogue has them now.

    A nutrient whose unit has changed since, or that was not kept, is unknown [per 100 g, the catalogue's units].
    """
    kept = snapshot["nutrients_per_100_g"]
    assert isinstance(kept, Mapping)
    identifier, name = str(snapshot["food_id"]), str(snapshot["name"])
    now = catalogue.find(identifier)
    category = snapshot.get("category")
    return Food(
        id=identifier,
        name=name,
        other_names=now.other_names if now is not None else (),
        release=str(snapshot["release"]),
        data_type=str(snapshot["data_type"]),
        category=_category(catalogue, str(category)) if category is not None else None,
        energy_from=now.energy_from if now is not None else "",
        familiarity=now.familiarity if now is not None else 0.0,
        nutrients=MappingProxyType({unit.key: kept.get(column(unit)) for unit in catalogue.units}),
        portions=now.portions if now is not None else (),
        ingredients=now.ingredients if now is not None else (),
        typical_g=now.typical_g if now is not None else None,
        yes=_names(snapshot.get("yes")),
        no=_names(snapshot.get("no")),
        reach=_reach(snapshot.get("reach")),
    )


def _reach(kept: object) -> Reach | None:
    """How far a doubtful magnesium value was said to reach [mg per 100 g]."""
    if not isinstance(kept, Mapping):
        return None
    return Reach(
        low=float(kept["low"]),
        high=float(kept["high"]),
        verdict=str(kept["verdict"]),
        why=str(kept["why"]),
        source=str(kept["source"]),
    )


def _category(catalogue: Catalogue, identifier: str) -> Category:
    return catalogue.category(identifier) or Category(identifier, identifier)


def _names(value: object) -> frozenset[str]:
    return frozenset(map(str, value)) if isinstance(value, (list, tuple)) else frozenset()
