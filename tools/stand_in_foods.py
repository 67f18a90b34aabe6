"""What the build does about doubtful values: stand-ins replaced, unjudged changes refused; and our own recipes."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from dolomite import facts
from dolomite.food import facet
from dolomite.food.nutrient import Nutrient, scaled
from dolomite.food.write import NewFood, NewReach
from food_releases import Row, one_of, open_text

MAGNESIUM = "magnesium"
# A change between releases is looked into from here: share of the larger value, and mg per 100 g (less is rounding).
MOST_CHANGE, LEAST_MG = 0.3, 5.0
OLDER = {"fndds_2017_2018": "2017-2018", "fndds_2015_2016": "2015-2016"}
FROM_ONE_SOURCE = 0.95  # share of a food's weight that one ingredient has to have to be compared with it


class StandIn(facts.Row):
    """A judged value [mg per 100 g]: see facts/food/stand_ins.yaml."""

    unique: ClassVar[tuple[str, ...]] = ("food",)

    food: str
    name: str
    verdict: str
    shown_mg: float
    right_mg: float
    low_mg: float
    high_mg: float
    values_of: str | None
    cause: str
    others: tuple[str, ...] = ()


class Part(facts.Row):
    """One ingredient of a recipe of ours [g]."""

    food: str
    name: str
    g: float


class OwnRecipe(facts.Row):
    """A food no shipped table holds: magnesium [mg per 100 g] with its span, its parts [g] and yield [g]."""

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    name: str
    magnesium_mg: float
    low_mg: float
    high_mg: float
    category_of: str | None
    parts: tuple[dict[str, str], ...] = ()
    yield_g: float | None = None
    from_values: tuple[str, ...] = ()


def refuse_unjudged(folder: Path, foods: list[NewFood], sr28: list[NewFood]) -> None:
    """Stop when the magnesium of a food changed by more than 30 % since 2017-2018, or stands so far from the one SR28
    food it is made of, and nobody judged it."""
    judged = {row.food: row for row in facts.rows("food/stand_ins", StandIn)}
    before = {code: float(row["Magnesium (mg)"]) for code, row in _older(folder, "2017-2018").items()}
    place = magnesium_place()
    unjudged = []
    analysed = {food.id: food.values[place] for food in sr28}
    for food in foods:
        now, then = food.values[place], before.get(food.id.removeprefix("fndds:"))
        single = analysed.get(_made_of(food))
        if now is None or food.id in judged:
            if food.id in judged and now != judged[food.id].shown_mg:
                unjudged.append(f"{food.id} {food.name}: {now} now, judged at {judged[food.id].shown_mg}")
            continue
        for value, where in ((then, "in 2017-2018"), (single, f"in {_made_of(food)}")):
            if value is not None and abs(now - value) >= LEAST_MG and abs(now - value) > MOST_CHANGE * max(now, value):
                unjudged.append(f"{food.id} {food.name}: {value} {where}, {now} now")
    if unjudged:
        raise SystemExit("Judge these in facts/food/stand_ins.yaml:\n" + "\n".join(unjudged))


def _made_of(food: NewFood) -> str:
    """The id of the one ingredient that a food is nearly all made of, or nothing."""
    whole = sum(grams for *_, grams in food.ingredients)
    main = max(food.ingredients, key=lambda part: part[2], default=(None, "", 0.0))
    return main[0] or "" if main[2] >= FROM_ONE_SOURCE * whole else ""


def magnesium_place() -> int:
    """Where magnesium stands among the values."""
    from dolomite.food.nutrient import nutrients

    return [n.key for n in nutrients()].index(MAGNESIUM)


def mended(
    folder: Path, columns: tuple[Nutrient, ...], foods: list[NewFood], others: list[NewFood]
) -> Iterator[NewFood]:
    """The foods, stand-ins with the values of a better row (all nutrients), doubtful ones with their span."""
    judged = {row.food: row for row in facts.rows("food/stand_ins", StandIn)}
    better = {food.id: food.values for food in others}
    for key, release in OLDER.items():
        for code, row in _older(folder, release).items():
            better[f"{key}:{code}"] = tuple(_value(row, column) for column in columns)
    place = magnesium_place()
    for food in foods:
        row = judged.get(food.id)
        if row is None:
            yield food
            continue
        values = food.values
        if row.verdict == "stand_in":
            found = better[row.values_of] if row.values_of is not None else values
            values = tuple(new if new is not None else None for new in found)
            values = (*values[:place], row.right_mg, *values[place + 1 :])
        yield changed(
            food,
            values=values,
            reach=NewReach(
                low=min(row.low_mg, row.right_mg),
                high=max(row.high_mg, row.right_mg),
                verdict=row.verdict,
                why=row.cause,
                source="; ".join(row.others) or (row.at or ""),
            ),
        )


def own_recipes(columns: tuple[Nutrient, ...], foods: list[NewFood]) -> Iterator[NewFood]:
    """Foods of our own recipes and single values. All nutrients where each part is a shipped food, else magnesium."""
    known = {food.id: food for food in foods}
    place = magnesium_place()
    for row in facts.rows("food/own_recipes", OwnRecipe):
        near = known.get(row.category_of or "")
        values: tuple[float | None, ...] = (None,) * len(columns)
        parts = [(known.get(part["food"]), float(part["g"])) for part in row.parts]
        if row.parts and row.yield_g and all(food is not None for food, _ in parts):
            values = tuple(
                _mixed([(food, g) for food, g in parts if food is not None], row.yield_g, at)
                for at in range(len(columns))
            )
        values = (*values[:place], row.magnesium_mg, *values[place + 1 :])
        held = [dict(zip(facet.ids(), food.facets, strict=True)) for food, _ in parts if food is not None]
        own = facet.read(row.name)
        whole = len(held) == len(row.parts) and bool(held)
        facets = facet.together(own, held, unsure=facet.left_open(row.name)) if whole else own
        yield NewFood(
            id=row.id,
            name=row.name,
            release="dolomite_recipes",
            data_type="recipe",
            category=near.category if near is not None else None,
            energy_from="",
            values=values,
            facets=tuple(facets.values()),
            typical_g=near.typical_g if near is not None else None,
            portions=near.portions if near is not None else (),
            ingredients=tuple(
                (part["food"] if part["food"] in known else None, part["name"], float(part["g"])) for part in row.parts
            ),
            reach=NewReach(
                low=min(row.low_mg, row.magnesium_mg),
                high=max(row.high_mg, row.magnesium_mg),
                verdict="recipe",
                why=row.note or "from single analysed values",
                source="; ".join(row.from_values),
            ),
        )


def changed(food: NewFood, **new: object) -> NewFood:
    """The food with some fields anew."""
    fields = {name: getattr(food, name) for name in NewFood.__slots__}
    return NewFood(**fields | new)  # type: ignore[arg-type]


def _mixed(parts: list[tuple[NewFood, float]], yield_g: float, at: int) -> float | None:
    amounts = [(food.values[at], g) for food, g in parts]
    if any(value is None for value, _ in amounts):
        return None
    return round(sum((value or 0.0) * g for value, g in amounts) / yield_g, 4)


def _older(folder: Path, release: str) -> Mapping[str, Row]:
    with open_text(one_of(folder, f"{release}*FNDDS_Nutrient_Values.csv*"), "utf-8-sig") as lines:
        return {row["Food code"]: row for row in csv.DictReader(lines)}


def _value(row: Row, column: Nutrient) -> float | None:
    text = row.get(column.fndds or "", "")
    return scaled(text, column.factor) if text.strip() else None
