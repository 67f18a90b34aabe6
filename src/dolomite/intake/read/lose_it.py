"""Lose It!'s food log: month first, n/a for unknown, deleted rows left out. It has no magnesium but names the foods."""

from __future__ import annotations

from dolomite.base.diary import Diary, DiaryRow, Proposal
from dolomite.base.errors import InputError
from dolomite.intake.read.built import Built
from dolomite.intake.read.cells import columns, days, given, has_decimal_comma, number
from dolomite.intake.read.file import File, How

ORIGIN = "Lose It!"


def recognise(file: File) -> bool:
    """True for its food log and its weights."""
    head = file.headings()
    food = {"date", "name", "quantity", "units", "calories", "deleted"} <= set(head)
    return food or (head[:2] == ("date", "weight") and "deleted" in head)


def read(file: File, how: How) -> Diary:
    """Each food that was not deleted [its own unit]; nutrients without a column are those of the food it names.

    Raises InputError with all faults of the file.
    """
    header, rows = file.rows()
    at = {name: place for place, name in enumerate(header)}
    built = Built(name=file.name, origin=ORIGIN)
    day = days((), name=file.name, day_first=False)  # its dates are MM/DD/YYYY everywhere
    held = columns(header, how.units, "myfitnesspal")
    comma = has_decimal_comma(cells[place].strip() for _, cells in rows for place in held.at if place < len(cells))
    deleted = 0
    for line, short in rows:
        cells = [*(cell.strip() for cell in short), *[""] * (len(header) - len(short))]
        if cells[at["deleted"]].lower() in ("1", "true", "yes"):
            deleted += 1
            continue
        try:
            on = day(cells[at["date"]], line)
        except InputError as fault:
            built.faults.append(fault)
            continue
        if "name" not in at:
            value = number(cells[at["weight"]])
            if value is not None:
                built.proposals.append(Proposal(kind="weight", name="body weight", on=on, value=value, line=line))
            continue
        meal = next((cells[at[name]].lower() for name in ("meal", "type") if name in at), "")
        if meal == "exercise":
            continue
        values, faults = given(cells, held, comma=comma, name=file.name, line=line)
        built.faults += faults
        built.add(
            DiaryRow(
                line=line,
                on=on,
                meal=meal,
                food=" ".join(cells[at["name"]].split()),
                amount=number(cells[at["quantity"]]),
                unit=cells[at["units"]].lower(),
                given=values,
                part="named",
            )
        )
    if deleted:
        built.notes.append(f"{deleted} deleted rows were left out.")
    if "name" in at:
        built.notes.append("Lose It! exports no magnesium: it is looked up by the names of the foods.")
    return built.diary()
