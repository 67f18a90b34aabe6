"""MyFitnessPal's export: energy and weight only. It has no magnesium and no food names, and none are made up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from dolomite.base.diary import Diary, DiaryRow, Proposal
from dolomite.base.errors import InputError
from dolomite.intake.read.built import Built
from dolomite.intake.read.cells import columns, days, given, has_decimal_comma, number
from dolomite.intake.read.file import File, How

Rows = Sequence[tuple[int, list[str]]]
ORIGIN = "MyFitnessPal"
NO_MAGNESIUM = "MyFitnessPal exports no magnesium and no food names: what a meal gave of it stays unknown."


def recognise(file: File) -> bool:
    """True for its nutrition, measurement and exercise summaries."""
    head = file.headings()
    if head[:2] == ("date", "meal") and "calories" in head and "food" not in head:
        return True
    name = file.name.lower()
    return head[:1] == ("date",) and ("measurement-summary" in name or "exercise-summary" in name)


def read(file: File, how: How) -> Diary:
    """Each meal as one line [kcal, g, mg]; per cent of a daily value is left out; a weight has no unit there.

    Raises InputError with all faults of the file.
    """
    header, rows = file.rows()
    built = Built(name=file.name, origin=ORIGIN)
    day = days((cells[0] for _, cells in rows), name=file.name, day_first=how.day_first, on=how.on)
    if header[:2] != ["date", "meal"]:
        _weights(built, header, rows, day)
        return built.diary()
    held = columns(header, how.units, "myfitnesspal")
    comma = has_decimal_comma(cells[at].strip() for _, cells in rows for at in held.at if at < len(cells))
    for line, cells in rows:
        try:
            on = day(cells[0], line)
        except InputError as fault:
            built.faults.append(fault)
            continue
        values, faults = given(cells, held, comma=comma, name=file.name, line=line)
        built.faults += faults
        meal = " ".join(cells[1].split()) or "meal"
        built.add(
            DiaryRow(line=line, on=on, meal=meal.lower(), food=meal, amount=None, unit="", given=values, part="sum")
        )
    built.notes.append(NO_MAGNESIUM)
    return built.diary()


def _weights(built: Built, header: list[str], rows: Rows, day: Callable[[str, int], date]) -> None:
    if "weight" not in header:
        return
    at = header.index("weight")
    for line, cells in rows:
        value = number(cells[at]) if at < len(cells) else None
        if value is not None:
            built.proposals.append(Proposal(kind="weight", name="body weight", on=day(cells[0], line), value=value))
