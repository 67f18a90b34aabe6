"""The working file of an import: the rows of a release that matter, as far as a run has come.

Each batch of rows is written together with a note of how many rows of which table are in, so that a run that was
broken off, at whatever point, goes on without a row lost or taken twice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

from dolomite.food import fdc
from dolomite.food.archive import Archive, Tell

Take = Callable[[sqlite3.Connection, list[str]], str | None]  # a row in; why it was left out, if it was

BATCH = 20_000  # rows between two notes of how far the import came

STAGES = """
create table if not exists note (key text primary key, value text not null) without rowid;
create table if not exists skipped (reason text primary key, count integer not null) without rowid;
create table if not exists food (fdc_id integer primary key, kind text not null, name text not null,
  category text not null);
create table if not exists label (fdc_id integer primary key, brand_name text not null, brand_owner text not null,
  category text not null, grams real, measure text not null, millilitres integer not null);
create table if not exists code (fdc_id integer primary key, kind text not null, code text not null);
create table if not exists unit (id text primary key, name text not null) without rowid;
create table if not exists category (id text primary key, name text not null) without rowid;
create table if not exists value (fdc_id integer not null, column integer not null, rank integer not null,
  value real not null);
create table if not exists portion (fdc_id integer not null, seq integer not null, amount real not null,
  measure text not null, grams real not null);
"""


def stage(db: sqlite3.Connection, archive: Archive, tell: Tell) -> None:
    """Every table of the release into the working file, from where an earlier run stopped; `tell` hears [bytes]."""
    if "measure_unit" not in archive.sizes:
        db.executemany("insert or ignore into unit values (?, ?)", fdc.measure_units())
    for table, needed, wanted, take in TABLES:
        if table in archive.sizes:
            _stage_table(db, table, archive.rows(table, needed, wanted, tell=tell), take)


def _stage_table(db: sqlite3.Connection, table: str, rows: Iterable[list[str]], take: Take) -> None:
    done = db.execute("select value from note where key = ?", (table,)).fetchone()
    if done is not None and done[0] == "whole":
        return
    before = int(done[0]) if done is not None else 0
    number = 0
    db.execute("begin")
    for number, row in enumerate(rows, start=1):
        if number <= before:
            continue
        reason = take(db, row)
        if reason is not None:
            skip(db, reason)
        if number % BATCH == 0:
            db.execute("insert or replace into note values (?, ?)", (table, str(number)))
            db.execute("commit")
            db.execute("begin")
    db.execute("insert or replace into note values (?, 'whole')", (table,))
    db.execute("commit")


def skip(db: sqlite3.Connection, reason: str, count: int = 1) -> None:
    """Count what is left out [rows], by reason."""
    db.execute(
        "insert into skipped values (?, ?) on conflict (reason) do update set count = count + excluded.count",
        (reason, count),
    )


def _food(db: sqlite3.Connection, row: list[str]) -> str | None:
    number, data_type, description, category = row
    fdc_id = fdc.number(number)
    if data_type not in fdc.KINDS:
        return f"food of type {data_type or 'unknown'} (not a food to eat, but a sample or purchase of one)"
    if fdc_id is None or not description.strip():
        return "food without a number or a name"
    added = db.execute("insert or ignore into food values (?, ?, ?, ?)", (fdc_id, data_type, description, category))
    return None if added.rowcount else "food that stands twice"


def _label(db: sqlite3.Connection, row: list[str]) -> str | None:
    number, brand_name, brand_owner, size, unit, household, category = row
    fdc_id = fdc.number(number)
    if fdc_id is None:
        return "label without a number"
    grams, millilitres = fdc.serving(size, unit)
    values = (fdc_id, brand_name, brand_owner, category.strip(), grams, household, millilitres)
    db.execute("insert or ignore into label values (?, ?, ?, ?, ?, ?, ?)", values)
    return None if grams is not None else "serving size that is no weight or volume"


def _code(kind: str) -> Take:
    def take(db: sqlite3.Connection, row: list[str]) -> str | None:
        fdc_id = fdc.number(row[0])
        if fdc_id is None:
            return f"{kind} row without a number"
        db.execute("insert or ignore into code values (?, ?, ?)", (fdc_id, kind, row[1]))
        return None

    return take


def _name_of(table: str) -> Take:
    def take(db: sqlite3.Connection, row: list[str]) -> str | None:
        db.execute(f"insert or ignore into {table} values (?, ?)", (row[0], " ".join(row[1].split())))
        return None

    return take


def _wweia(db: sqlite3.Connection, row: list[str]) -> str | None:
    db.execute("insert or ignore into category values (?, ?)", (f"wweia:{row[0]}", row[1]))
    return None


def _value(db: sqlite3.Connection, row: list[str]) -> str | None:
    number, nutrient, text = row
    fdc_id = fdc.number(number)
    goes = fdc.ids().get(nutrient)
    if goes is None:
        return None  # a nutrient that no table of ours has
    value = fdc.amount(text)
    if value is None or fdc_id is None:
        return "nutrient value that is empty, negative or no number"
    db.execute(
        "insert into value values (?, ?, ?, ?)",
        (fdc_id, goes.column, goes.rank, value if goes.factor == 1.0 else float(f"{value * goes.factor:.12g}")),
    )
    return None


def _portion(db: sqlite3.Connection, row: list[str]) -> str | None:
    number, grams_text, seq, count_text, unit, description, modifier = row
    fdc_id = fdc.number(number)
    grams, count = fdc.amount(grams_text), fdc.amount(count_text or "1")
    if fdc_id is None or not grams or not count:
        return "household measure without a weight"
    unit_row = db.execute("select name from unit where id = ?", (unit,)).fetchone()
    said = (unit_row[0] if unit_row and unit_row[0] != "undetermined" else "", modifier.strip(), description.strip())
    measure = ", ".join(part for part in said if part)
    if not measure or measure.casefold().startswith(("quantity not specified", "guideline amount")):
        return "household measure without a name"
    if not unit_row or unit_row[0] == "undetermined":
        count_said, measure = fdc.measure(measure)
        count = count_said if not count_text else count
    place = fdc.number(seq)
    order = 0 if place is None else place  # a measure without a place of its own comes first
    db.execute("insert into portion values (?, ?, ?, ?, ?)", (fdc_id, order, count, measure, grams))
    return None


# Order matters: names of units come before the portions that use them.
TABLES: tuple[tuple[str, tuple[str, ...], tuple[str, ...], Take], ...] = (
    ("measure_unit", ("id", "name"), (), _name_of("unit")),
    ("food_category", ("id", "description"), (), _name_of("category")),
    ("wweia_food_category", ("wweia_food_category", "wweia_food_category_description"), (), _wweia),
    ("food", ("fdc_id", "data_type", "description"), ("food_category_id",), _food),
    (
        "branded_food",
        ("fdc_id",),
        (
            "brand_name",
            "brand_owner",
            "serving_size",
            "serving_size_unit",
            "household_serving_fulltext",
            "branded_food_category",
        ),
        _label,
    ),
    ("survey_fndds_food", ("fdc_id",), ("wweia_category_code",), _code("survey")),
    ("foundation_food", ("fdc_id",), ("NDB_number",), _code("foundation")),
    ("food_nutrient", ("fdc_id", "nutrient_id", "amount"), (), _value),
    (
        "food_portion",
        ("fdc_id", "gram_weight"),
        ("seq_num", "amount", "measure_unit_id", "portion_description", "modifier"),
        _portion,
    ),
)
