"""Use case: foods of the person's own, from labels and recipes, kept beside the imported tables and found like any."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path

from dolomite.app import catalogue as tables
from dolomite.base.diary import DiaryRow
from dolomite.base.document import shown
from dolomite.base.errors import InputError
from dolomite.food import facet, index, opened, own, own_read
from dolomite.food.name import short_name
from dolomite.food.own import OwnFood, Part
from dolomite.food.receipt import KeptFood
from dolomite.food.search import match, search
from dolomite.food.table import FOLDER, Catalogue, Food, Shelf
from dolomite.food.write import Head, NewFood, write
from dolomite.intake.look_up import LookUp

TITLE = "Your own foods"
FILE = f"{own.RELEASE}.sqlite"
DEFINED = "own"  # the key under which the foods stand in the file as they were given
VERSION = 1
MOST_LIKE = 2  # survey foods that must agree on the kind


def read(text: str, *, name: str, folder: Path | None, country: str | None = None) -> tuple[OwnFood, ...]:
    """The foods of a YAML or CSV text (per 100 g, each nutrient in its unit; weights in g); words of a recipe mean what
    they mean in a diary. Raises InputError with all faults."""
    look = LookUp(tables.opened(folder), country, {})
    return own_read.read(text, name=name, resolve=lambda food, amount, unit: _part(look, food, amount, unit))


def keep(folder: Path, foods: Sequence[OwnFood]) -> tuple[KeptFood, ...]:
    """Keep these foods, new ones and new versions of those there, and tell what each gives (magnesium in mg per 100 g).

    Either all are kept or none. Raises InputError when one cannot be made or the folder not be written.
    """
    held = {food.key: food for food in listed(folder)} | {food.key: food for food in foods}
    rows = _write(folder, tuple(held.values()))
    return tuple(_kept(folder, food, rows[food.key]) for food in foods)


def listed(folder: Path) -> tuple[OwnFood, ...]:
    """The own foods that are kept, as they were given (units as in OwnFood)."""
    path = folder / FOLDER / FILE
    if not path.is_file():
        return ()
    try:
        defined = Shelf(path).db.execute("select value from meta where key = ?", (DEFINED,)).fetchone()
        said = json.loads(defined[0])
        if said["version"] != VERSION:
            raise ValueError
        return tuple(_food(food) for food in said["foods"])
    except (TypeError, ValueError, KeyError):
        raise InputError(f"{path}: this is no table of own foods. Move it away and add the foods again.") from None


def label(
    text: str, *, name: str, serving_g: float | None = None, like: str | None = None, measure: str = "serving"
) -> OwnFood:
    """A food from the text of its label (per 100 g, each nutrient in its unit; weights in g). Raises InputError."""
    return own_read.from_label(text, name=name, serving_g=serving_g, like=like, measure=measure)


def shown_foods(folder: Path) -> tuple[KeptFood, ...]:
    """The own foods with what each gives (magnesium in mg per 100 g)."""
    return tuple(_kept(folder, food, None) for food in listed(folder))


def remove(folder: Path, food_id: str) -> OwnFood:
    """Take one own food away. Raises InputError for an id that is not there, or is part of another."""
    held = {food.key: food for food in listed(folder)}
    gone = held.pop(food_id if food_id.startswith(own.PREFIX) else own.own_id(food_id), None)
    if gone is None:
        there = ", ".join(held) or "none is kept"
        raise InputError(f"{shown(food_id)} is no food of yours. There are: {there}.")
    user = next((food for food in held.values() if gone.key in {part.food for part in food.parts}), None)
    if user is not None:
        raise InputError(f"{gone.name} is a part of {user.name}. Remove {user.key} first.")
    _write(folder, tuple(held.values()))
    return gone


def _write(folder: Path, foods: tuple[OwnFood, ...]) -> dict[str, NewFood]:
    """The table of these foods, whole, in place of the one before."""
    target = folder / FOLDER / FILE
    base = _without_own(folder)
    rows = _rows(base, foods)
    groups = [base.category(each) for each in sorted({row.category for row in rows.values() if row.category})]
    head = Head(
        releases=((own.RELEASE, TITLE),),
        nutrients=tuple((unit.key, unit.name, unit.unit, unit.decimals) for unit in base.units),
        facets=facet.ids(),
        categories=tuple((group.id, group.name) for group in groups if group is not None),
    )
    beside = target.with_name(f".{own.RELEASE}.new")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        opened.note_of(target).unlink(missing_ok=True)
        if not foods:
            target.unlink(missing_ok=True)
        else:
            write(beside, head, rows.values())
            _define(beside, foods)
            index.build(beside)
            beside.replace(target)
            opened.note(target)
    except OSError as error:
        raise InputError(
            f"{folder}: cannot be written ({error.strerror}). Choose another folder.", field="data"
        ) from None
    tables.opened.cache_clear()
    return rows


def _define(path: Path, foods: tuple[OwnFood, ...]) -> None:
    import sqlite3

    said = json.dumps({"version": VERSION, "foods": [asdict(food) for food in foods]}, ensure_ascii=False)
    db = sqlite3.connect(path)
    with db:
        db.execute("insert or replace into meta values (?, ?)", (DEFINED, said))
    db.close()
    with path.open("rb+") as written:
        os.fsync(written.fileno())


def _rows(base: Catalogue, foods: tuple[OwnFood, ...]) -> dict[str, NewFood]:
    """Each food as a row of the table; a recipe after the own foods it is made from."""
    rows: dict[str, NewFood] = {}
    ready: dict[str, Food] = {}
    waiting = {food.key: food for food in foods}

    def find(food_id: str) -> Food | None:
        if food_id in ready:
            return ready[food_id]
        return None if food_id.startswith(own.PREFIX) else base.find(food_id)

    while waiting:
        now = [food for food in waiting.values() if not any(part.food in waiting for part in food.parts)]
        if not now:
            raise InputError(f"{next(iter(waiting.values())).name} is made from itself. Name its parts.")
        for food in now:
            row = own.row(food, catalogue=base, find=find, near=_near(base, food))
            rows[food.key] = row
            ready[food.key] = own.as_food(row, catalogue=base)
            del waiting[food.key]
    return {food.key: rows[food.key] for food in foods}


def _near(base: Catalogue, food: OwnFood) -> str | None:
    """The category that the name of a food tells, where it tells one."""
    if food.parts:
        return None
    survey = [hit.category for hit in search(base, f"{food.name} ") if hit.data_type == "as eaten"][:MOST_LIKE]
    return survey[0] if len(set(survey)) == 1 else match(base, food.name).category


def _without_own(folder: Path) -> Catalogue:
    whole = tables.opened(folder)
    return Catalogue(tuple(shelf for shelf in whole.shelves if own.RELEASE not in shelf.releases))


def _part(look: LookUp, food: str, amount: float | None, unit: str) -> Part:
    """One ingredient: words as a diary's line, or an id; own foods of the same file are found when all are read."""
    if food.startswith(own.PREFIX) and unit == "g" and amount is not None:
        return Part(food=food, grams=amount)
    eaten = look.eaten(DiaryRow(line=1, on=date.min, meal="", food=food, amount=amount, unit=unit))
    if eaten.food is None:
        near = "; ".join(f"{hit.id} ({short_name(hit.name)})" for hit in eaten.candidates[:3])
        raise InputError(f"{shown(food)} may be several foods. Write its id" + (f": {near}." if near else "."))
    if eaten.grams is None:
        offer = f"Use g, or one of: {', '.join(eaten.measures[:6])}." if eaten.measures else "Give it in grams."
        raise InputError(f"what {amount:g} {unit} of {shown(food)} weighs is not known. {offer}")
    return Part(food=eaten.food.id, grams=eaten.grams)


def _food(said: dict[str, object]) -> OwnFood:
    fields = dict(said)
    values, parts = fields.pop("values"), fields.pop("parts")
    assert isinstance(values, list) and isinstance(parts, list)
    return OwnFood(
        **{key: tuple(field) if isinstance(field, list) else field for key, field in fields.items()},  # type: ignore[arg-type]
        values=tuple((str(key), float(value)) for key, value in values),
        parts=tuple(Part(**part) for part in parts),
    )


def _kept(folder: Path, food: OwnFood, row: NewFood | None) -> KeptFood:
    from dolomite.food import bounds

    there = tables.opened(folder)
    table_food = there.get(food.key)
    span = bounds.amount(there, table_food, own.MAGNESIUM, 100.0)
    notes = []
    if span.known is None:
        kind = f"foods of its kind ({table_food.category.name})" if table_food.category is not None else None
        notes.append(f"Its magnesium is not known; it is counted as {kind} have it." if kind else
                     "Its magnesium is not known and nothing bounds it; name a food `like` it.")  # fmt: skip
    if food.parts and food.yield_g is None:
        notes.append("What it weighs when ready is not said; the sum of its ingredients is taken.")
    if (
        not food.parts
        and food.like is None
        and table_food.category is not None
        and row is not None
        and span.known is None
    ):
        notes.append("The kind is read from its name; `like: ID` names another.")
    return KeptFood(
        id=table_food.id,
        name=table_food.name,
        magnesium_mg=table_food.nutrients[own.MAGNESIUM],
        low_mg=span.low,
        high_mg=span.high,
        serving_g=table_food.typical_g,
        notes=tuple(notes),
    )
