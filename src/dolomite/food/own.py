"""A person's own foods: label values of a packet, and recipes from foods with ids. Values in, a table row out.

A nutrient that the label does not give stays unknown; its amount is bounded by the food's category. A recipe knows a
nutrient where every part does, and its magnesium reaches as far as that of its parts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import fsum

from dolomite.base.errors import InputError
from dolomite.base.span import Span
from dolomite.food import bounds, facet
from dolomite.food.table import Catalogue, Food, Reach, Unit
from dolomite.food.words import flat
from dolomite.food.write import NewFood, NewReach

PREFIX = "own:"
RELEASE = "own_foods"
MAGNESIUM = "magnesium"
MOST_G = 100.0  # of all parts in 100 g of food
ROUNDED_G = 2.0  # what rounding on a label may add to it
IN_GRAMS = ("protein", "fat", "carbohydrate", "alcohol")
WITHIN = (("saturated_fat", "fat"), ("sugars", "carbohydrate"), ("added_sugars", "sugars"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One food of a recipe: its id and how much of it goes in [g]."""

    food: str
    grams: float


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnFood:
    """One food of the person's own: a label (`values`, per 100 g, nutrient and amount in its unit) or a recipe (`parts`
    that give `yield_g` grams when ready). `like` is a food of the same kind, whose category bounds what is not known;
    `serving_g` is what one `measure` weighs [g]; `holds` and `free_of` are facets that the packet states."""

    name: str
    id: str = ""
    values: tuple[tuple[str, float], ...] = ()
    parts: tuple[Part, ...] = ()
    yield_g: float | None = None
    like: str | None = None
    serving_g: float | None = None
    measure: str = "serving"
    holds: tuple[str, ...] = ()
    free_of: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """The id under which it is eaten: `own:` and its name in small letters."""
        return self.id or own_id(self.name)


def own_id(name: str) -> str:
    """The id of an own food by its name. Raises InputError when the name has no letter or digit.

    >>> own_id("Müsli, à la Oma")
    'own:musli-a-la-oma'
    """
    slug = "-".join(re.findall(r"[a-z0-9]+", flat(name)))
    if not slug:
        raise InputError(f"{name!r} is no name for a food. Use letters.", field="name")
    return PREFIX + slug


def per_100_g(values: Mapping[str, float], *, serving_g: float | None) -> tuple[tuple[str, float], ...]:
    """Label values for one serving of so many grams [g] as values per 100 g, each in its unit; None: they are that."""
    share = 1.0 if serving_g is None else 100 / serving_g
    return tuple((key, float(f"{value * share:.12g}")) for key, value in values.items())


def refuse_impossible(food: OwnFood) -> None:
    """Raise InputError when 100 g of it would hold more than 100 g, or a part of something more than the whole."""
    held = dict(food.values)
    whole = fsum(held.get(key, 0.0) for key in IN_GRAMS if key in held)
    if whole > MOST_G + ROUNDED_G or any(held.get(key, 0.0) > MOST_G for key in IN_GRAMS):
        raise InputError(
            f"100 g of {food.name} would hold {whole:.0f} g of protein, fat and carbohydrate. Are the values for a "
            "serving, or is its weight wrong?"
        )
    for part, of in WITHIN:
        if part in held and of in held and held[part] > held[of] + 0.1:
            said = f"{part.replace('_', ' ')} {held[part]:g} g is more than {of.replace('_', ' ')} {held[of]:g} g"
            raise InputError(f"{food.name}: {said}, of which it is a part. Check both.")


def row(food: OwnFood, *, catalogue: Catalogue, find: Callable[[str], Food | None], near: str | None) -> NewFood:
    """The food as a row of a table, per 100 g; `find` knows the parts, `near` is its category's id where `like` is not
    said. Raises InputError naming a part that is not known."""
    alike = find(food.like) if food.like is not None else None
    if food.like is not None and alike is None:
        raise InputError(f"{food.name}: like: no food has the id {food.like}. `dolomite food search` finds it.")
    group = (alike.category.id if alike.category is not None else None) if alike is not None else near
    held = [(_part(food, part, find), part.grams) for part in food.parts]
    ready_g = food.yield_g if food.yield_g is not None else fsum(grams for _, grams in held)
    given = dict(food.values)
    values = tuple(given[unit.key] if unit.key in given else _mixed(held, unit, ready_g) for unit in catalogue.units)
    return NewFood(
        id=food.key,
        name=food.name,
        release=RELEASE,
        data_type="own",
        category=group,
        energy_from="label" if "energy" in given else "",
        values=values,
        facets=_facets(food, [part for part, _ in held], group),
        familiarity=alike.familiarity if alike is not None else 0.0,
        typical_g=food.serving_g,
        portions=((1.0, food.measure, food.serving_g),) if food.serving_g is not None else (),
        ingredients=tuple((part.id, part.name, grams) for part, grams in held),
        reach=None if MAGNESIUM in given else _reach(held, ready_g, catalogue, values),
    )


def as_food(row: NewFood, *, catalogue: Catalogue) -> Food:
    """The row as it will be read again (per 100 g), for a recipe that is made from it."""
    facets = dict(zip(facet.ids(), row.facets, strict=True))
    far = row.reach
    return Food(
        id=row.id,
        name=row.name,
        other_names=(),
        release=row.release,
        data_type=row.data_type,
        category=catalogue.category(row.category),
        energy_from=row.energy_from,
        familiarity=row.familiarity,
        nutrients={unit.key: value for unit, value in zip(catalogue.units, row.values, strict=True)},
        portions=(),
        ingredients=(),
        typical_g=row.typical_g,
        yes=frozenset(name for name, said in facets.items() if said is True),
        no=frozenset(name for name, said in facets.items() if said is False),
        reach=Reach(low=far.low, high=far.high, verdict=far.verdict, why=far.why, source=far.source) if far else None,
    )


def _part(food: OwnFood, part: Part, find: Callable[[str], Food | None]) -> Food:
    ingredient = find(part.food)
    if ingredient is None:
        raise InputError(f"{food.name}: no food has the id {part.food}. `dolomite food search WORDS` finds it.")
    return ingredient


def _mixed(held: list[tuple[Food, float]], unit: Unit, ready_g: float) -> float | None:
    """The nutrient [its unit per 100 g] of what the parts make; None where a part does not know it."""
    total = 0.0
    for part, grams in held:
        value = part.nutrients.get(unit.key)
        if value is None:
            return None
        total += value * grams
    return float(f"{total / ready_g:.12g}") if held else None


def _reach(
    held: list[tuple[Food, float]], ready_g: float, catalogue: Catalogue, values: tuple[float | None, ...]
) -> NewReach | None:
    """How far the magnesium of a recipe reaches [mg per 100 g], where a part of it is doubtful or not known."""
    spans = [_magnesium(part, grams, catalogue) for part, grams in held]
    whole = Span.total(spans) if spans else None
    if whole is None or whole.low is None or whole.high is None:
        return None
    low, high = whole.low * 100 / ready_g, whole.high * 100 / ready_g
    place = next(at for at, unit in enumerate(catalogue.units) if unit.key == MAGNESIUM)
    if values[place] is not None and low == high:
        return None
    names = "; ".join(part.id for part, _ in held)
    return NewReach(low=low, high=high, verdict="recipe", why="as far as its parts reach", source=names)


def _magnesium(food: Food, grams: float, catalogue: Catalogue) -> Span:
    value = food.nutrients[MAGNESIUM]
    if value is not None and food.reach is not None:
        return bounds.doubtful(value, food, (grams, grams, grams), None)
    return bounds.amount(catalogue, food, MAGNESIUM, grams)


def _facets(food: OwnFood, parts: list[Food], group: str | None) -> tuple[bool | None, ...]:
    """What the packet states, then what its parts and its name say; a label's silence clears nothing."""
    own = facet.read(food.name)
    if parts:
        theirs = [{name: part.has(name) for name in facet.ids()} for part in parts]
        own = facet.together(own, theirs, group=group, unsure=facet.left_open(food.name))
    said = dict.fromkeys(food.free_of, False) | dict.fromkeys(food.holds, True)
    return tuple(said.get(name, own[name]) for name in facet.ids())
