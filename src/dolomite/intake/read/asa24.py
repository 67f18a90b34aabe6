"""An ASA24 items file: recalls of a day, one row a food, with the values of the US survey table."""

from __future__ import annotations

from dolomite.base.diary import Diary, DiaryRow
from dolomite.base.errors import InputError
from dolomite.intake.read.built import Built
from dolomite.intake.read.cells import columns, days, given, number
from dolomite.intake.read.file import File, How

ORIGIN = "ASA24"
NEEDED = ("reportingdate", "foodcode", "foodamt", "magn", "food_description")


def recognise(file: File) -> bool:
    """True when the first line is that of an ASA24 items file."""
    return set(NEEDED) <= set(file.headings())


def read(file: File, how: How) -> Diary:
    """The recall of one person [g, our units]; a day that was recalled is complete.

    Raises InputError for a file with several people, and with all faults of the file.
    """
    header, rows = file.rows()
    at = {name: place for place, name in enumerate(header)}
    built = Built(name=file.name, origin=ORIGIN)
    people = sorted({cells[at["username"]] for _, cells in rows if "username" in at and len(cells) > at["username"]})
    if how.writer is not None:
        rows = [row for row in rows if row[1][at["username"]] == how.writer]
    elif len(people) > 1:
        says = f"the recalls of {len(people)} people are in it. Say whose to read: {people[0]}, {people[1]} ..."
        raise InputError(says, field="writer")
    held = columns(header, how.units, "asa24")
    begin = at.get("intakestartdatetime", at["reportingdate"])
    day = days((cells[begin] for _, cells in rows), name=file.name, day_first=False)  # an American program
    for line, cells in rows:
        try:
            on = day(cells[begin], line)
        except (InputError, IndexError):
            built.faults.append(InputError("the line has no day. Export the file again.", file=file.name, line=line))
            continue
        values, faults = given(cells, held, comma=False, name=file.name, line=line)
        built.faults += faults
        built.add(
            DiaryRow(
                line=line,
                on=on,
                meal="",
                food=cells[at["food_description"]].strip() or cells[at["foodcode"]].strip(),
                amount=number(cells[at["foodamt"]]),
                unit="g",
                given=values,
            )
        )
    return built.diary()
