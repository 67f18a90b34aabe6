"""The door for a food diary: CSV text in, a `Diary` as typed out, or one plain sentence with its line."""

from __future__ import annotations

import math
import re
from datetime import date

from dolomite.base.diary import Diary, DiaryRow
from dolomite.base.document import nearest, refuse, shown
from dolomite.base.errors import Faults
from dolomite.base.table import table
from dolomite.intake.amount import Amount
from dolomite.intake.amount import read as read_amount

NEEDED = ("date", "food", "amount", "unit")
USUAL = ("date", "meal", "food", "amount", "unit")  # what the first line is said to be; meal may be left out
KNOWN = (*USUAL, "complete")
SERIAL = re.compile(r"[3-6]\d{4}(\.\d+)?")  # days since 1900, as spreadsheets count
MOST_AMOUNT = 1_000_000.0  # more of anything is a typing error


def diary(text: str, *, name: str) -> Diary:
    """The diary that a CSV text holds: `date,[meal,]food,amount,unit[,complete]` (amounts in each row's own unit).

    A blank amount stays unknown; a blank unit means one of it. Columns that are not ours are left out, and said.
    Raises InputError with file and line, all faults of the file at once.
    """
    header, rows = table(text, name=name)
    missing = [column for column in NEEDED if column not in header]
    if missing:
        wrong = [column for column in header if column not in KNOWN]
        hint = f" Is it {shown(wrong[0])}? {nearest(wrong[0], KNOWN)}" if wrong else ""
        if len(header) == 1 and re.match(r"\w+: ", header[0]):
            hint = f" {shown(header[0])} is the line of a person file. Give the diary."
        refuse(name, 1, f"the column {missing[0]} is missing. The first line is: {','.join(USUAL)}.{hint}")
    ours = [column for column in header if column in KNOWN]
    if len(set(ours)) != len(ours):
        refuse(name, 1, "a column stands twice. Keep one of each.")
    if not rows:
        refuse(name, None, "there is a first line but no food below it. Add one line per food.")
    others = [column for column in header if column not in KNOWN and column]
    place = {column: header.index(column) for column in ours}
    built: list[DiaryRow] = []
    complete: dict[date, bool | None] = {}
    faults = Faults()
    for line, cells in rows:
        with faults:
            cell = _cells(cells, header, place, name, line)
            on = _day(cell["date"], name, line)
            said = _complete(cell.get("complete", ""), name, line)
            if said is not None and complete.get(on) is not None and complete[on] != said:
                refuse(name, line, f"{on} is called complete here and not complete above. Keep one answer per day.")
            built.append(_row(cell, on, name, line))
            complete[on] = said if said is not None else complete.get(on)
    faults.end()
    notes = (f"These columns are no part of a diary and were left out: {', '.join(others)}.",) if others else ()
    return Diary(rows=tuple(built), complete=tuple(sorted(complete.items())), name=name, notes=notes)


def _cells(cells: list[str], header: list[str], place: dict[str, int], name: str, line: int) -> dict[str, str]:
    if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
        refuse(name, line, f"{len(cells)} cells for {len(header)} columns. Put a food with a comma in quotes.")
    return {"meal": ""} | {column: cells[at].strip() if at < len(cells) else "" for column, at in place.items()}


def _row(cell: dict[str, str], on: date, name: str, line: int) -> DiaryRow:
    food = cell["food"]
    if not food:
        refuse(name, line, "the food is missing. Write what was eaten, or remove the line.")
    if food.lower() == "supplements" and "none" in (cell["amount"].lower(), cell["unit"].lower()):
        return DiaryRow(line=line, on=on, meal=cell["meal"], food="supplements", amount=None, unit="none")
    if food.lower() == "none" and cell["meal"].lower() == "supplements":
        return DiaryRow(line=line, on=on, meal="", food="supplements", amount=None, unit="none")
    if not cell["amount"]:
        return DiaryRow(line=line, on=on, meal=cell["meal"].lower(), food=food, amount=None, unit=cell["unit"])
    much = _much(cell["amount"], name=name, line=line)
    unit = " ".join(filter(None, (much.rest, cell["unit"] if much.rest.casefold() != cell["unit"].casefold() else "")))
    ranged = much.low != much.high
    return DiaryRow(
        line=line,
        on=on,
        meal=cell["meal"].lower(),
        food=food,
        amount=much.value,
        unit=unit,
        low=much.low if ranged else None,
        high=much.high if ranged else None,
    )


def amount_of(text: str, *, name: str, line: int) -> float:
    """How much, in the row's own unit: 1.5, 1/2, 1 1/2, a fraction sign, 1-2. Raises InputError with the line."""
    much = _much(text, name=name, line=line)
    if much.rest:
        refuse(name, line, f"amount {shown(text)} is not a number. Write 1.5 or 1/2.")
    return much.value


def _much(text: str, *, name: str, line: int) -> Amount:
    amount = read_amount(text)
    if amount is None:
        divided = re.search(r"/\s*0+\b", text) is not None
        why = "divides by zero. Correct it." if divided else "is not a number. Write 1.5, 1/2 or 1-2."
        refuse(name, line, f"amount {shown(text)} {why}")
    if not math.isfinite(amount.high) or amount.high > MOST_AMOUNT:
        refuse(name, line, f"amount {shown(text)} is too large to be eaten. Check the number and its unit.")
    return amount


def _day(text: str, name: str, line: int) -> date:
    try:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        if SERIAL.fullmatch(text):
            refuse(
                name,
                line,
                f"date {shown(text)} is a spreadsheet's own number for a day. Let it show YYYY-MM-DD, save again.",
            )
        refuse(name, line, f"date {shown(text)} is not a date. Write it as YYYY-MM-DD, for instance 2026-05-14.")


def _complete(text: str, name: str, line: int) -> bool | None:
    said = text.lower()
    if said == "":
        return None
    if said in ("yes", "y", "true"):
        return True
    if said in ("no", "n", "false"):
        return False
    refuse(name, line, f"complete {shown(text)} is neither yes nor no. Write one of the two, or leave it blank.")
