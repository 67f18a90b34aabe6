"""Foods as sections: what some words may mean, what is in one food, the richest foods."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal, cast

from dolomite.base.words import amount
from dolomite.food.search import Hit
from dolomite.food.table import Catalogue, Category, Food, Unit
from dolomite.report.tree import Cell, Column, Section, Table

if TYPE_CHECKING:
    from dolomite.food.richest import Richest
    from dolomite.view.shape import food as shape
    from dolomite.view.shape.shape import Range

Per = Literal["100g", "100kcal", "serving"]
PER_WORDS: Mapping[Per, str] = {"100g": "100 g", "100kcal": "100 kcal", "serving": "serving"}
FIRST = ("magnesium", "energy")  # of a food's nutrients, what most people come for


def search(words: str, hits: Sequence[Hit], catalogue: Catalogue) -> Section:
    """The foods that some words may mean, best first [magnesium mg per 100 g]."""
    data: shape.Search = {
        "command": "search",
        "query": words,
        "foods": [_hit(hit, catalogue) for hit in hits],
    }
    columns = (
        Column(title="Id"),
        Column(title="Food"),
        Column(title="Kind"),
        Column(title="Magnesium", unit="mg/100 g", decimals=0),
    )
    rows = tuple((food["id"], food["name"], food["data_type"], food["magnesium_mg_per_100g"]) for food in data["foods"])
    return Section(
        id="food",
        title=f'Foods that "{words}" may mean' if hits else f'No food matches "{words}"',
        says=() if hits else ("Try fewer or other words.",),
        findings=(),
        data=data,
        tables=(Table(caption="Best first", columns=columns, rows=rows),) if hits else (),
        releases=catalogue.releases,
    )


def _hit(hit: Hit, catalogue: Catalogue) -> shape.FoundFood:
    magnesium, energy = catalogue.values(hit.id, "magnesium", "energy")
    return {
        "id": hit.id,
        "name": hit.name,
        "data_type": _kind(hit.data_type),
        "release": hit.release,
        "category": _category(catalogue.category(hit.category)),
        "magnesium_mg_per_100g": magnesium,
        "energy_kcal_per_100g": energy,
        "score": hit.score,
        "sure": hit.sure,
    }


def show(
    food: Food,
    catalogue: Catalogue,
    *,
    grams: float | None,
    usual: tuple[float, str] | None,
    reach: tuple[float, float] | None,
) -> Section:
    """One food: nutrients per 100 g and in `grams` [g], measures, what it holds; `usual` is the usual serving [g].

    `reach`: how far magnesium may go where it is unknown [mg per 100 g].
    """
    place = food.category.name if food.category is not None else "no category"
    says = [f"{food.data_type}, {place}; release {food.release}."]
    holds = [facet.replace("_", " ") for facet in catalogue.shelves[0].facets if food.has(facet)]
    if holds:
        says.append(f"Holds: {', '.join(holds)}.")
    units = [unit for unit in catalogue.units if unit.key in food.nutrients]
    unknown = [unit.name for unit in units if food.nutrients[unit.key] is None]
    if unknown:
        says.append(f"Unknown: {', '.join(unknown)}.")
    if reach is not None:
        says.append(
            f"Magnesium is not known for this food; 9 in 10 foods of its kind have {reach[0]:.0f} to {reach[1]:.0f} "
            "mg/100 g."
        )
    return Section(
        id="food",
        title=f"{food.name} ({food.id})",
        says=tuple(says),
        findings=(),
        data=_one_data(food, catalogue, units, grams=grams, usual=usual, reach=reach),
        tables=(_nutrients(food, units, grams), *((_measures(food),) if food.portions else ())),
        releases=catalogue.releases,
    )


def _one_data(
    food: Food,
    catalogue: Catalogue,
    units: Sequence[Unit],
    *,
    grams: float | None,
    usual: tuple[float, str] | None,
    reach: tuple[float, float] | None,
) -> shape.Show:
    bounds: Range | None = None if reach is None else {"low": reach[0], "high": reach[1]}
    return {
        "command": "show",
        "id": food.id,
        "name": food.name,
        "other_names": list(food.other_names),
        "data_type": _kind(food.data_type),
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
            for unit in units
        },
        "magnesium_bounds_mg_per_100g": bounds,
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
    }


def _nutrients(food: Food, units: Sequence[Unit], grams: float | None) -> Table:
    """What is known, magnesium and energy first; each nutrient in its own unit, which stands in the cell."""
    known = [unit for unit in units if food.nutrients[unit.key] is not None]
    known.sort(key=lambda unit: FIRST.index(unit.key) if unit.key in FIRST else len(FIRST))
    rows: list[tuple[Cell, ...]] = []
    for unit in known:
        cells = [unit.name, amount(food.nutrients[unit.key], unit.unit, decimals=unit.decimals)]
        if grams is not None:
            cells.append(amount(food.amount(unit.key, grams), unit.unit, decimals=unit.decimals))
        rows.append(tuple(cells))
    titles = ("Nutrient", "in 100 g", *((f"in {grams:g} g",) if grams is not None else ()))
    return Table(caption="Nutrients", columns=tuple(Column(title=title) for title in titles), rows=tuple(rows))


def _measures(food: Food) -> Table:
    return Table(
        caption="Household measures",
        columns=(
            Column(title="Measure"),
            Column(title="Weight", unit="g", decimals=1),
            Column(title="Magnesium", unit="mg", decimals=1),
        ),
        rows=tuple(
            (f"{part.amount:g} {part.measure}", part.grams, food.amount("magnesium", part.grams))
            for part in food.portions
        ),
    )


def top(richest: Richest, catalogue: Catalogue, *, limit: int) -> Section:
    """The richest foods [the nutrient's unit], at most `limit`, and how many could not be compared and why."""
    unit = richest.nutrient
    data: shape.Top = {
        "command": "top",
        "nutrient": unit.key,
        "unit": unit.unit,
        "per": richest.per,
        "decimals": unit.decimals,
        "foods": [
            {
                "rank": rank,
                "id": rich.food.id,
                "name": rich.food.name,
                "data_type": _kind(rich.food.data_type),
                "release": rich.food.release,
                "value": rich.value,
                "grams": rich.grams,
                "measure": rich.measure,
                "per_100g": rich.per_100g,
            }
            for rank, rich in enumerate(richest.foods[:limit], start=1)
        ],
        "foods_compared": len(richest.foods),
        "foods_unknown": richest.unknown,
        "foods_under_10_kcal_per_100g": richest.too_thin,
        "foods_without_serving": richest.without_serving,
    }
    left = (
        (richest.unknown, "no value is known, which is not zero"),
        (richest.too_thin, "under 10 kcal in 100 g, so that 100 kcal would weigh over a kilogram"),
        (richest.without_serving, "no usual serving is known"),
    )
    return Section(
        id="food",
        title=f"Most {unit.key.replace('_', ' ')} per {PER_WORDS[richest.per]}",
        says=(
            f"{len(richest.foods):,} foods compared.",
            *(f"Left out: {count:,} ({why})." for count, why in left if count),
        ),
        findings=(),
        data=data,
        tables=(_richest(data["foods"], unit),),
        releases=catalogue.releases,
    )


def _richest(foods: Sequence[shape.TopFood], unit: Unit) -> Table:
    columns = (
        Column(title="", decimals=0),
        Column(title="Amount"),
        Column(title="Food"),
        Column(title="In"),
        Column(title="Id"),
    )
    rows = tuple(
        (
            food["rank"],
            amount(food["value"], unit.unit, decimals=unit.decimals),
            food["name"],
            f"{food['grams']:.0f} g" + (f" ({food['measure']})" if food["measure"] else ""),
            food["id"],
        )
        for food in foods
    )
    return Table(caption="Richest first", columns=columns, rows=rows)


def _kind(data_type: str) -> shape.DataType:
    """The kind of values that a food table gives: its own file holds no other."""
    return cast("shape.DataType", data_type)


def _category(category: Category | None) -> shape.Category | None:
    return None if category is None else {"id": category.id, "name": category.name}
