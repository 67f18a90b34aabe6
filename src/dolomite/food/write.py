"""Writing a food table, for what is shipped and for what is imported; its shape is in food/layout.py."""

from __future__ import annotations

import hashlib
import json
import math
import sqlite3
import zlib
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from dolomite.food.layout import BLOCK, SCHEMA, TABLES
from dolomite.food.opened import APPLICATION

BOUND_SHARES = (0.05, 0.95)  # the percentiles that bound an unknown value; see food/bounds.py


@dataclass(frozen=True, slots=True, kw_only=True)
class NewReach:
    """How far the magnesium of one food may reach [mg per 100 g], the verdict on its value, why, and the source."""

    low: float
    high: float
    verdict: str
    why: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFood:
    """One food to write. `values` are per 100 g in the order of the nutrients, None where unknown.

    `portions` are (amount, measure, grams); `ingredients` are (food id or None, description, grams). `familiarity` is
    how often people report the food, on a log scale [dimensionless]; `typical_g` what is eaten at a time [g].
    """

    id: str
    name: str
    other_names: tuple[str, ...] = ()
    release: str
    data_type: str
    category: str | None
    energy_from: str
    values: tuple[float | None, ...]
    facets: tuple[bool | None, ...]
    familiarity: float = 0.0
    typical_g: float | None = None
    portions: tuple[tuple[float, str, float], ...] = ()
    ingredients: tuple[tuple[str | None, str, float], ...] = ()
    reach: NewReach | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a catalogue says of itself: releases (key, title), nutrients (key, name, unit, decimals), facet ids,
    categories (id, name), credits (release, countries, licence, attribution)."""

    releases: tuple[tuple[str, str], ...]
    nutrients: tuple[tuple[str, str, str, int], ...]
    facets: tuple[str, ...]
    categories: tuple[tuple[str, str], ...]
    credits: tuple[tuple[str, str, str, str], ...] = ()


def write(path: Path, head: Head, foods: Iterable[NewFood]) -> str:
    """Write a new catalogue file and give the SHA-256 of its content (not of its bytes, which depend on the SQLite
    version). Memory does not grow with the number of foods. (No unit: values keep theirs.)
    """
    path.unlink(missing_ok=True)
    db = sqlite3.connect(path)
    try:
        db.executescript("pragma page_size = 4096; pragma journal_mode = off; pragma synchronous = off;" + TABLES)
        db.execute(f"pragma application_id = {APPLICATION}")
        db.execute("create temp table value (category integer, nutrient integer, value real)")
        digest = hashlib.sha256()
        _write_head(db, head, digest)
        _write_foods(db, head, foods, digest)
        _write_bounds(db, len(head.nutrients))
        db.execute("create unique index food_id on food (id)")
        content = digest.hexdigest()
        db.executemany("insert into meta values (?, ?)", [("schema", str(SCHEMA)), ("content", content)])
        db.commit()
    finally:
        db.close()
    return content


def _write_head(db: sqlite3.Connection, head: Head, digest: hashlib._Hash) -> None:
    for table, rows in (
        ("release", head.releases),
        ("nutrient", head.nutrients),
        ("facet", tuple((facet,) for facet in head.facets)),
        ("category", head.categories),
    ):
        for number, row in enumerate(rows):
            marks = ", ".join("?" * (len(row) + 1))
            db.execute(f"insert into {table} values ({marks})", (number, *row))
            _add(digest, (table, number, *row))
    for credit in head.credits:
        db.execute("insert into credit values (?, ?, ?, ?)", credit)
        _add(digest, ("credit", *credit))


def _write_foods(db: sqlite3.Connection, head: Head, foods: Iterable[NewFood], digest: hashlib._Hash) -> None:
    releases = {key: number for number, (key, _) in enumerate(head.releases)}
    categories = {key: number for number, (key, _) in enumerate(head.categories)}
    block, details = array("d"), list[tuple[object, object]]()
    number = -1
    for number, food in enumerate(foods):
        category = None if food.category is None else categories[food.category]
        yes = sum(1 << bit for bit, said in enumerate(food.facets) if said is True)
        no = sum(1 << bit for bit, said in enumerate(food.facets) if said is False)
        row = (
            number,
            food.id,
            food.name,
            "; ".join(food.other_names),
            releases[food.release],
            food.data_type,
            category,
            food.energy_from,
            round(food.familiarity, 3),
            yes,
            no,
            food.typical_g,
        )
        db.execute("insert into food values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        details.append((food.portions, food.ingredients))
        if food.reach is not None:
            held = (food.reach.low, food.reach.high, food.reach.verdict, food.reach.why, food.reach.source)
            db.execute("insert into reach values (?, ?, ?, ?, ?, ?)", (number, *held))
            _add(digest, held)
        _add(digest, row)
        _add(digest, food.values)
        _add(digest, details[-1])
        block.extend(math.nan if value is None else value for value in food.values)
        if category is not None:
            db.executemany(
                "insert into value values (?, ?, ?)",
                ((category, n, v) for n, v in enumerate(food.values) if v is not None),
            )
        if (number + 1) % BLOCK == 0:
            _write_block(db, number // BLOCK, block, details)
            block, details = array("d"), []
    if block:
        _write_block(db, number // BLOCK, block, details)


def _write_block(
    db: sqlite3.Connection, number: int, block: array[float], details: list[tuple[object, object]]
) -> None:
    packed = zlib.compress(block.tobytes(), 9), zlib.compress(_text(details), 9)
    db.execute("insert into block values (?, ?, ?)", (number, *packed))


def _write_bounds(db: sqlite3.Connection, nutrients: int) -> None:
    rows = db.execute("select category, nutrient, value from value order by category, nutrient, value")
    for category, group in _grouped(rows):
        n, low, high = array("i", [0] * nutrients), *(array("d", [math.nan] * nutrients) for _ in BOUND_SHARES)
        for nutrient, values in group.items():
            n[nutrient] = len(values)
            low[nutrient], high[nutrient] = (percentile(values, share) for share in BOUND_SHARES)
        db.execute("insert into bound values (?, ?, ?, ?)", (category, n.tobytes(), low.tobytes(), high.tobytes()))


def _grouped(rows: Iterable[tuple[int, int, float]]) -> Iterator[tuple[int, dict[int, array[float]]]]:
    current: int | None = None
    group: dict[int, array[float]] = {}
    for category, nutrient, value in rows:
        if category != current:
            if current is not None:
                yield current, group
            current, group = category, {}
        group.setdefault(nutrient, array("d")).append(value)
    if current is not None:
        yield current, group


def percentile(ordered: array[float], share: float) -> float:
    """The quantile at `share` [0 to 1] of values in ascending order [their unit], interpolated linearly.

    Source: Hyndman and Fan 1996, definition 7.

    >>> percentile(array("d", [1.0, 2.0, 3.0]), 0.25)
    1.5
    """
    place = (len(ordered) - 1) * share
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _add(digest: hashlib._Hash, row: tuple[object, ...]) -> None:
    digest.update(_text(row) + b"\n")


def _text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
