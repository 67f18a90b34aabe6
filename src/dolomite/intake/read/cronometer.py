"""A Cronometer export as a diary: servings with their nutrients, or a daily summary. A blank is unknown, never zero."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import ClassVar

from dolomite import facts
from dolomite.base.diary import Diary, DiaryRow
from dolomite.base.document import refuse
from dolomite.base.field import shown
from dolomite.base.table import table

SUMMARY_FOOD = "whole day"
MOST_A_DAY = 10_000_000.0  # in any unit of an export: a slip is above it, no food below it
_NUMBER = re.compile(r"[0-9]+\.?[0-9]*([eE][+-]?[0-9]{1,3})?|\.[0-9]+")
_HEADING = re.compile(r"(.+?)\s*\(([^()]*)\)$")
_AMOUNT = re.compile(r"(\d+(?:\.\d+)?)\s*(.*)", re.DOTALL)
# Metric prefixes, by definition: milligrams in each unit of mass.
_MG = {"g": 1000.0, "mg": 1.0, "ug": 0.001, "µg": 0.001, "μg": 0.001, "mcg": 0.001}


class ColumnRow(facts.Row):
    """One column of the export and the nutrient it holds; `ug_per_iu` converts international units [ug/IU]."""

    unique: ClassVar[tuple[str, ...]] = ("column",)
    column: str
    nutrient: str
    ug_per_iu: float | None = None


def recognise(text: str) -> bool:
    """True when the first line is that of a Cronometer export, not of our own diary. (No unit.)"""
    first = text.lstrip("\ufeff").partition("\n")[0].lower()
    cells = [cell.strip().strip('"') for cell in first.split(",")]
    servings = cells[:1] == ["day"] and "food name" in cells
    return servings or (cells[:1] == ["date"] and "energy (kcal)" in cells)


def read(text: str, *, name: str, units: Mapping[str, str]) -> Diary:
    """The diary in an export; `units` gives our unit of each nutrient. Amounts are in each row's own unit.

    "Total" rows are left out so that nothing counts twice. Raises InputError with file and line.
    """
    header, rows = table(text, name=name)
    columns = _columns(header, units)
    if "food name" in header:
        return _servings(header, rows, columns, name)
    return _summary(header, rows, columns, name)


def _columns(header: list[str], units: Mapping[str, str]) -> dict[int, tuple[str, float]]:
    """Place of each nutrient column -> our nutrient, factor to our unit; what cannot be converted is left out."""
    known = {row.column: row for row in facts.rows("intake/cronometer", ColumnRow)}
    found: dict[int, tuple[str, float]] = {}
    for place, heading in enumerate(header):
        split = _HEADING.fullmatch(heading)
        row = known.get(split[1].strip()) if split is not None else None
        if split is None or row is None or row.nutrient not in units:
            continue
        factor = _factor(split[2].strip(), units[row.nutrient], row)
        if factor is not None:
            found[place] = (row.nutrient, factor)
    return found


def _factor(theirs: str, ours: str, row: ColumnRow) -> float | None:
    if theirs == ours:
        return 1.0
    if theirs == "iu":
        return None if row.ug_per_iu is None else row.ug_per_iu * _MG["ug"] / _MG[ours]
    if theirs == "g" and ours == "L":
        return 1 / 1000  # a gram of water is a millilitre
    if theirs in _MG and ours in _MG:
        return _MG[theirs] / _MG[ours]
    return None


def _given(
    cells: Sequence[str], columns: dict[int, tuple[str, float]], name: str, line: int
) -> tuple[tuple[str, float], ...]:
    given = []
    for place, (nutrient, factor) in columns.items():
        cell = cells[place].strip() if place < len(cells) else ""
        if cell == "":
            continue
        if not _NUMBER.fullmatch(cell):
            refuse(name, line, f"{nutrient} {shown(cell)} is not a number from 0. Export the file again.")
        value = float(cell)
        if not value <= MOST_A_DAY:
            refuse(name, line, f"{nutrient} {shown(cell)} is more than anybody eats. Export the file again.")
        given.append((nutrient, value * factor))
    return tuple(given)


def _servings(
    header: list[str], rows: list[tuple[int, list[str]]], columns: dict[int, tuple[str, float]], name: str
) -> Diary:
    place = {column: header.index(column) for column in ("day", "food name", "amount", "group") if column in header}
    built: list[DiaryRow] = []
    left_out = 0
    for line, cells in rows:
        cell = {column: (cells[at].strip() if at < len(cells) else "") for column, at in place.items()}
        if "total" in (cell["food name"].lower(), cell.get("group", "").lower()):
            left_out += 1
            continue
        amount, unit = _amount(cell.get("amount", ""))
        built.append(
            DiaryRow(
                line=line,
                on=_day(cell["day"], name, line),
                meal=cell.get("group", "").lower(),
                food=" ".join(cell["food name"].split()),
                amount=amount,
                unit=unit,
                given=_given(cells, columns, name, line) if columns else None,
            )
        )
    notes = (f"{left_out} total rows were left out, so that nothing counts twice.",) if left_out else ()
    days: tuple[tuple[date, bool | None], ...] = tuple((day, None) for day in sorted({row.on for row in built}))
    return Diary(rows=tuple(built), complete=days, name=name, notes=notes)


def _summary(
    header: list[str], rows: list[tuple[int, list[str]]], columns: dict[int, tuple[str, float]], name: str
) -> Diary:
    group = header.index("group") if "group" in header else None
    completed = header.index("completed") if "completed" in header else None
    has_total = group is not None and any(
        group < len(cells) and cells[group].strip().lower() == "total" for _, cells in rows
    )
    built: list[DiaryRow] = []
    complete: dict[date, bool | None] = {}
    for line, short in rows:
        cells = [*short, *[""] * (len(header) - len(short))]  # what a line leaves out at its end is blank
        on = _day(cells[0].strip(), name, line)
        if group is not None and has_total and cells[group].strip().lower() != "total":
            continue
        if completed is not None:
            complete[on] = cells[completed].strip().lower() == "true"
        else:
            complete.setdefault(on, None)
        given = _given(cells, columns, name, line)
        food = SUMMARY_FOOD if group is None or has_total else cells[group].strip() or SUMMARY_FOOD
        if given:
            built.append(DiaryRow(line=line, on=on, meal="", food=food, amount=None, unit="", given=given))
    return Diary(rows=tuple(built), complete=tuple(sorted(complete.items())), name=name)


def _amount(text: str) -> tuple[float | None, str]:
    match = _AMOUNT.fullmatch(text.strip())
    if match is None or not float(match[1]) <= MOST_A_DAY:
        return None, ""
    return float(match[1]), " ".join(match[2].split())


def _day(text: str, name: str, line: int) -> date:
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        refuse(name, line, f"day {shown(text)} is not a date like 2026-05-14. Export the file again.")
