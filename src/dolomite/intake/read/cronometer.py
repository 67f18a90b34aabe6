"""Cronometer's exports as a diary: servings, daily summary, biometrics, exercises, notes. A blank is unknown."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dolomite.base.diary import Diary, DiaryRow, Proposal
from dolomite.base.errors import InputError
from dolomite.intake.read.built import Built
from dolomite.intake.read.cells import MOST_A_DAY, Columns, columns, days, given, has_decimal_comma, number
from dolomite.intake.read.file import File, How

ORIGIN = "Cronometer"
SUMMARY_FOOD = "whole day"
_AMOUNT = re.compile(r"([0-9][0-9.,]*)\s*(.*)", re.DOTALL)
Rows = Sequence[tuple[int, list[str]]]


def _kind(header: Sequence[str]) -> str | None:
    has = set(header)
    if header[:1] == ["day"] or header[:1] == ("day",):
        for kind, mark in (("servings", "food name"), ("biometrics", "metric"), ("exercises", "exercise")):
            if mark in has:
                return kind
        if {"group", "note"} <= has and len(header) <= len(("day", "time", "group", "note")):
            return "notes"
    energy = any(heading.startswith("energy (") for heading in header)
    return "summary" if list(header[:1]) == ["date"] and energy and "food name" not in has else None


def recognise(file: File) -> bool:
    """True when the first line is that of a Cronometer export, not of our own diary."""
    return _kind(file.headings()) is not None


def read(file: File, how: How) -> Diary:
    """The diary in one of the five files [our units]; weights become proposals, exercises and notes hold no food.

    "Total" and "Group" rows count once. Raises InputError with all faults of the file and their lines.
    """
    header, rows = file.rows()
    built = Built(name=file.name, origin=ORIGIN)
    kind = _kind(header)
    if kind == "servings":
        _servings(built, header, rows, how)
    elif kind == "summary":
        _summary(built, header, rows, how)
    elif kind == "biometrics":
        _biometrics(built, header, rows, how)
    else:
        built.notes.append(f"{file.name}: {kind}, no food. Export the servings too.")
    return built.diary()


def _values(header: list[str], rows: Rows, how: How) -> tuple[Columns, bool]:
    held = columns(header, how.units, "cronometer")
    return held, has_decimal_comma(cells[at].strip() for _, cells in rows for at in held.at if at < len(cells))


def _servings(built: Built, header: list[str], rows: Rows, how: How) -> None:
    place = {column: header.index(column) for column in ("day", "food name", "amount", "group") if column in header}
    held, comma = _values(header, rows, how)
    day = days((cells[0] for _, cells in rows), name=built.name, day_first=how.day_first, on=how.on)
    left_out = 0
    for line, cells in rows:
        cell = {column: (cells[at].strip() if at < len(cells) else "") for column, at in place.items()}
        if "total" in (cell["food name"].lower(), cell.get("group", "").lower()):
            left_out += 1
            continue
        try:
            on = day(cell["day"], line)
        except InputError as fault:
            built.faults.append(fault)
            continue
        amount, unit = _amount(cell.get("amount", ""), comma=comma)
        nutrients, faults = given(cells, held, comma=comma, name=built.name, line=line)
        built.faults += faults
        built.add(
            DiaryRow(
                line=line,
                on=on,
                meal=cell.get("group", "").lower(),
                food=" ".join(cell["food name"].split()),
                amount=amount,
                unit=unit,
                given=nutrients if held.at else None,
            )
        )
    if left_out:
        built.notes.append(f"{left_out} total rows were left out, so that nothing counts twice.")
    if not held.at:
        built.notes.append("The file names no nutrients: the foods are looked up by their names.")


def _summary(built: Built, header: list[str], rows: Rows, how: How) -> None:
    held, comma = _values(header, rows, how)
    group = header.index("group") if "group" in header else None
    done = header.index("completed") if "completed" in header else None
    full = [(line, [*cells, *[""] * (len(header) - len(cells))]) for line, cells in rows]
    with_total = {c[0].strip() for _, c in full if group is not None and c[group].strip().lower() == "total"}
    used = done is not None and any(cells[done].strip().lower() == "true" for _, cells in full)
    day = days((cells[0] for _, cells in full), name=built.name, day_first=how.day_first, on=how.on)
    for line, cells in full:
        if group is not None and cells[0].strip() in with_total and cells[group].strip().lower() != "total":
            continue
        try:
            on = day(cells[0], line)
        except InputError as fault:
            built.faults.append(fault)
            continue
        built.complete.setdefault(on, None)
        if used and done is not None:
            built.complete[on] = cells[done].strip().lower() == "true"
        nutrients, faults = given(cells, held, comma=comma, name=built.name, line=line)
        built.faults += faults
        of_group = group is not None and cells[0].strip() not in with_total
        food = (cells[group].strip() or SUMMARY_FOOD) if of_group and group is not None else SUMMARY_FOOD
        if nutrients:
            built.rows.append(
                DiaryRow(line=line, on=on, meal="", food=food, amount=None, unit="", given=nutrients, part="sum")
            )
    if done is not None and not used and full:
        built.notes.append("No day is marked as completed in Cronometer: the mark is unused, and every day counts.")


def _biometrics(built: Built, header: list[str], rows: Rows, how: How) -> None:
    at = {name: header.index(name) for name in ("day", "metric", "unit", "amount") if name in header}
    day = days((cells[0] for _, cells in rows), name=built.name, day_first=how.day_first, on=how.on)
    for line, short in rows:
        cells = [*short, *[""] * (len(header) - len(short))]
        cell = {name: cells[place].strip() for name, place in at.items()}
        value = number(cell.get("amount", ""))
        if cell.get("metric", "").lower() == "weight" and value is not None:
            built.proposals.append(
                Proposal(
                    kind="weight",
                    name="body weight",
                    on=day(cell["day"], line),
                    value=value,
                    unit=cell.get("unit", ""),
                    line=line,
                )
            )


def _amount(text: str, *, comma: bool) -> tuple[float | None, str]:
    match = _AMOUNT.fullmatch(text.strip())
    value = number(match[1], comma=comma) if match is not None else None
    if match is None or value is None or not value <= MOST_A_DAY:
        return None, ""
    return value, " ".join(match[2].split())
