"""A table nobody made for us, with a day and foods or nutrients: its headings are read, shown, and can be corrected.

MacroFactor's food log and spreadsheets come in this way, too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from dolomite import facts
from dolomite.base.diary import Diary, DiaryRow, Part
from dolomite.base.document import nearest, refuse, shown
from dolomite.base.errors import InputError
from dolomite.intake.read import own
from dolomite.intake.read.built import Built
from dolomite.intake.read.cells import BLANK, Columns, columns, days, given, has_decimal_comma, number, split
from dolomite.intake.read.file import File, How

PLACES = ("date", "meal", "food", "amount", "unit", "complete")
LEFT_OUT = "none"
Said = tuple[str, float | None, str, str]  # food, amount, unit, meal
YES, NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")


class PlaceRow(facts.Row):
    """A heading and what stands below it: the day, the meal, the food, how much, in what measure."""

    unique: ClassVar[tuple[str, ...]] = ("heading",)
    heading: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Headings:
    """Which column is what: places by name, nutrient columns."""

    at: Mapping[str, int]
    held: Columns

    def says(self, header: Sequence[str]) -> str:
        """The mapping in one line."""
        by_place = [(place, f"{header[place]} = {name}") for name, place in self.at.items()]
        by_place += [(place, f"{header[place]} = {nutrient}") for place, (nutrient, _) in self.held.at.items()]
        return "; ".join(text for _, text in sorted(by_place))


def mapping(header: Sequence[str], how: How) -> Headings:
    """What each heading means: as the person said, else as the facts say.

    Raises InputError for an answer that names no column of the file.
    """
    asked = {heading.lower(): meaning.lower() for heading, meaning in how.columns.items()}
    at: dict[str, int] = {}
    known = {row.heading: row.place for row in facts.rows("intake/places", PlaceRow)}
    for place, heading in enumerate(header):
        meaning = asked.get(heading) or known.get(heading)
        if meaning in PLACES and (meaning not in at or heading in asked):
            at[meaning] = place
    plain = ["" if asked.get(heading) in (*PLACES, LEFT_OUT) else _renamed(heading, asked) for heading in header]
    return Headings(at=at, held=columns(plain, how.units, "headings", "cronometer"))


def _renamed(heading: str, asked: Mapping[str, str]) -> str:
    """The heading of a column that a person named a nutrient, with the unit it had."""
    if heading not in asked:
        return heading
    unit = split(heading)[1]
    meant = asked[heading].replace("_", " ")
    return meant if "(" in meant or not unit else f"{meant} ({unit})"


def recognise(file: File, how: How) -> bool:
    """True for a table with a day and a food, or a day and nutrients, that is no diary of ours."""
    header = file.headings()
    ours = sum(column in header for column in own.NEEDED)
    headings = mapping(header, how)
    if "date" not in headings.at:
        return False
    if how.columns and any(heading.lower() in header for heading in how.columns):
        return True
    if headings.held.at:
        return ours < len(own.NEEDED)
    return "food" in headings.at and ours <= 1


def is_macrofactor(header: Sequence[str]) -> bool:
    """Whether these are the headings of a MacroFactor food log."""
    return {"date", "food name", "serving size"} <= set(header)


def read(file: File, how: How) -> Diary:
    """The diary in such a table [our units]; the mapping is said. Raises InputError with all faults of the file."""
    header, rows = file.rows()
    missing = [heading for heading in how.columns if heading.lower() not in header]
    if missing and len(missing) == len(how.columns):
        refuse(file.name, 1, f"there is no column {shown(missing[0])}. {nearest(missing[0].lower(), header)}")
    headings = mapping(header, how)
    built = Built(name=file.name, origin="MacroFactor" if is_macrofactor(header) else "table")
    filled = [(line, [*(cell.strip() for cell in cells), *[""] * (len(header) - len(cells))]) for line, cells in rows]
    numbers = [*headings.held.at, *([headings.at["amount"]] if "amount" in headings.at else [])]
    comma = has_decimal_comma(cells[place] for _, cells in filled for place in numbers)
    date_at = headings.at["date"]
    day = days((cells[date_at] for _, cells in filled), name=file.name, day_first=how.day_first, on=how.on)
    for line, cells in filled:
        if cells[date_at].lower() in ("total", "totals", "average", "sum"):
            continue
        try:
            on = day(cells[date_at], line)
        except InputError as fault:
            built.faults.append(fault)
            continue
        values, faults = given(cells, headings.held, comma=comma, name=file.name, line=line)
        built.faults += faults
        row = _row(cells, headings, comma=comma)
        if row[0] or values:
            built.add(_line(row, values, headings.held, on=on, line=line))
        _complete(built, cells, headings, on)
    built.notes.append(f"The columns were read so: {headings.says(header)}.")
    if headings.held.left_out:
        built.notes.append(f"Left out, for their unit is not known: {', '.join(headings.held.left_out)}.")
    return built.diary()


def _row(cells: list[str], headings: Headings, *, comma: bool) -> Said:
    cell = {name: cells[place] for name, place in headings.at.items()}
    text = "" if cell.get("amount", "").lower() in BLANK else cell.get("amount", "")
    amount, unit = number(text, comma=comma), cell.get("unit", "")
    if amount is None and text:
        head, _, rest = text.partition(" ")
        amount, unit = number(head, comma=comma), rest or unit
    return " ".join(cell.get("food", "").split()), amount, unit, cell.get("meal", "").lower()


def _line(row: Said, values: tuple[tuple[str, float], ...], held: Columns, *, on: date, line: int) -> DiaryRow:
    food, amount, unit, meal = row
    part: Part = "sum" if not food else "food" if "magnesium" in held.nutrients else "named"
    return DiaryRow(
        line=line,
        on=on,
        meal=meal,
        food=food or meal or "whole day",
        amount=amount,
        unit=unit,
        given=values if held.at else None,
        part=part,
    )


def _complete(built: Built, cells: list[str], headings: Headings, on: date) -> None:
    if "complete" in headings.at:
        said = cells[headings.at["complete"]].lower()
        if said in YES or said in NO:
            built.complete[on] = said in YES
