"""The door for a food diary: CSV text in, a `Diary` as typed out, or one plain sentence with its line."""

from __future__ import annotations

import csv
import io
import math
import re
from datetime import date

from dolomite.base.diary import Diary, DiaryRow
from dolomite.base.document import refuse
from dolomite.base.field import nearest, shown

NEEDED = ("date", "meal", "food", "amount", "unit")
KNOWN = (*NEEDED, "complete")
LONGEST_CELL = 500
MOST_ROWS = 500_000
MOST_AMOUNT = 1_000_000.0
_NUMBER = re.compile(r"\d+\.?\d*|\.\d+")
_FRACTION = re.compile(r"(?:(\d+)\s+)?(\d+)\s*/\s*(\d+)")
_VULGAR = {"¼": 0.25, "½": 0.5, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}


def table(text: str, *, name: str) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Header (lower case, trimmed) and rows with their lines [from 1], of a CSV with commas, semicolons or tabs.

    Raises InputError: empty file, a cell longer than anybody types, a quotation mark never closed, too many rows.
    """
    if "\0" in text:
        refuse(name, text.count("\n", 0, text.index("\0")) + 1, "a NUL byte stands here. Save the diary as CSV text.")
    first = text.lstrip("\ufeff").partition("\n")[0]
    delimiter = max((",", ";", "\t"), key=first.count)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            if any(len(cell) > LONGEST_CELL for cell in cells):
                refuse(name, line, f"a cell is longer than {LONGEST_CELL} characters. Is a quotation mark missing?")
            if any(cell.strip() for cell in cells):
                rows.append((line, cells))
            if len(rows) > MOST_ROWS:
                refuse(name, line, f"more than {MOST_ROWS:,} rows. Split the file.")
            line = reader.line_num + 1
    except csv.Error as error:
        refuse(name, line, f"this is not readable as CSV ({error}). Is a quotation mark missing?")
    if not rows:
        refuse(name, None, f"the file is empty. Its first line is: {','.join(NEEDED)}.")
    return [cell.strip().lower() for cell in rows[0][1]], rows[1:]


def diary(text: str, *, name: str) -> Diary:
    """The diary that a CSV text holds: `date,meal,food,amount,unit[,complete]` (amounts in each row's own unit).

    A blank amount stays unknown. Raises InputError with file and line.
    """
    header, rows = table(text, name=name)
    for column in header:
        if column not in KNOWN:
            refuse(name, 1, f"{shown(column)} is not a column of a diary. {nearest(column, KNOWN)}")
    missing = [column for column in NEEDED if column not in header]
    if missing:
        refuse(name, 1, f"the column {missing[0]} is missing. The first line is: {','.join(NEEDED)}.")
    if len(set(header)) != len(header):
        refuse(name, 1, "a column stands twice. Keep one of each.")
    if not rows:
        refuse(name, None, "there is a first line but no food below it. Add one line per food.")
    place = {column: header.index(column) for column in header}
    built: list[DiaryRow] = []
    complete: dict[date, bool | None] = {}
    for line, cells in rows:
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            refuse(name, line, f"{len(cells)} cells for {len(header)} columns. Put a food with a comma in quotes.")
        cell = {column: cells[at].strip() if at < len(cells) else "" for column, at in place.items()}
        on = _day(cell["date"], name, line)
        said = _complete(cell.get("complete", ""), name, line)
        if said is not None and complete.get(on) is not None and complete[on] != said:
            refuse(name, line, f"{on} is called complete here and not complete above. Keep one answer per day.")
        complete[on] = said if said is not None else complete.get(on)
        built.append(_row(cell, on, name, line))
    return Diary(rows=tuple(built), complete=tuple(sorted(complete.items())), name=name)


def _row(cell: dict[str, str], on: date, name: str, line: int) -> DiaryRow:
    food = cell["food"]
    if not food:
        refuse(name, line, "the food is missing. Write what was eaten, or remove the line.")
    if food.lower() == "supplements" and "none" in (cell["amount"].lower(), cell["unit"].lower()):
        return DiaryRow(line=line, on=on, meal=cell["meal"], food="supplements", amount=None, unit="none")
    if food.lower() == "none" and cell["meal"].lower() == "supplements":
        return DiaryRow(line=line, on=on, meal="", food="supplements", amount=None, unit="none")
    amount = amount_of(cell["amount"], name=name, line=line) if cell["amount"] else None
    if amount is not None and not cell["unit"]:
        refuse(name, line, f"the unit of {shown(food)} is missing. Write g, or a measure such as cup.")
    return DiaryRow(line=line, on=on, meal=cell["meal"].lower(), food=food, amount=amount, unit=cell["unit"])


def amount_of(text: str, *, name: str, line: int) -> float:
    """How much, in the row's own unit: 1.5, 1/2, 1 1/2 or a fraction sign. Raises InputError with the line."""
    compact = text.strip()
    value: float | None = None
    if compact and compact[-1] in _VULGAR and (not compact[:-1].strip() or compact[:-1].strip().isdigit()):
        value = float(compact[:-1].strip() or 0) + _VULGAR[compact[-1]]
    elif match := _FRACTION.fullmatch(compact):
        if int(match[3]) == 0:
            refuse(name, line, f"amount {shown(text)} divides by zero. Correct it.")
        value = float(match[1] or 0) + int(match[2]) / int(match[3])
    elif _NUMBER.fullmatch(compact):
        value = float(compact)
    if value is None:
        if re.fullmatch(r"\d+,\d+", compact):
            refuse(name, line, f"amount {shown(text)} is not a number. Use a point: {compact.replace(',', '.')}.")
        refuse(name, line, f"amount {shown(text)} is not a number. Write 1.5 or 1/2, and the unit in its own column.")
    if not math.isfinite(value) or value > MOST_AMOUNT:
        refuse(name, line, f"amount {shown(text)} is too large to be eaten. Check the number and its unit.")
    return value


def _day(text: str, name: str, line: int) -> date:
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        refuse(name, line, f"date {shown(text)} is not a date. Write it as YYYY-MM-DD, for instance 2026-05-14.")


def _complete(text: str, name: str, line: int) -> bool | None:
    said = text.lower()
    if said == "":
        return None
    if said in ("yes", "y", "true"):
        return True
    if said in ("no", "n", "false"):
        return False
    refuse(name, line, f"complete {shown(text)} is neither yes nor no.")
