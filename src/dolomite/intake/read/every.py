"""Whose file is it? Every reader is asked in turn; an archive is read part by part, and a day never counts twice."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar, NamedTuple

from dolomite import facts
from dolomite.base.diary import Diary, DiaryRow
from dolomite.base.document import refuse
from dolomite.intake.read import (
    apple_health,
    asa24,
    cronometer,
    fhir,
    health_connect,
    lose_it,
    mapped,
    myfitnesspal,
    own,
    workbook,
)
from dolomite.intake.read.file import File, How


class Program(facts.Row):
    """A program whose file is known by its first line but is not read, and what to do instead."""

    unique: ClassVar[tuple[str, ...]] = ("head",)
    program: str
    head: str
    says: str


class Reader(NamedTuple):
    """How one program's files are known, and how they are read."""

    recognise: Callable[[File], bool]
    read: Callable[[File, How], Diary]


WHOLE = (
    Reader(fhir.recognise, fhir.read),
    Reader(apple_health.recognise, apple_health.read),
    Reader(health_connect.recognise, health_connect.read),
)
TABLES = (
    Reader(cronometer.recognise, cronometer.read),
    Reader(myfitnesspal.recognise, myfitnesspal.read),
    Reader(lose_it.recognise, lose_it.read),
    Reader(asa24.recognise, asa24.read),
)
PDF = b"%PDF"


def read(file: File, how: How) -> Diary:
    """The diary in a file of any program we know, or in our own form [our units].

    Raises InputError: a program whose files hold no food, a table without a day, and whatever its reader refuses.
    """
    for reader in WHOLE:
        if reader.recognise(file):
            return reader.read(file, how)
    if workbook.recognise(file):
        return _together(file, list(workbook.sheets(file)), how)
    inside = [name for name in file.members() if name.lower().endswith((".csv", ".tsv", ".txt"))]
    if inside and not any(name.startswith("word/") for name in file.members()):
        return _together(file, [file.member(name) for name in inside], how)
    if file.head().startswith(PDF):
        refuse(file.name, None, "this is a PDF. Export the food log as CSV, and bring that.")
    diary = _table(file, how)
    if diary is not None:
        return diary
    _named(file)
    return own.diary(file.text(), name=file.name)


def _table(file: File, how: How) -> Diary | None:
    if not how.columns and set(own.NEEDED) <= set(file.headings()):
        return None  # a diary of ours, for which no list of headings need be read
    for reader in TABLES:
        if reader.recognise(file):
            return reader.read(file, how)
    return mapped.read(file, how) if mapped.recognise(file, how) else None


def _named(file: File) -> None:
    first = file.first_line()
    for row in facts.rows("intake/programs", Program):
        if row.head in first:
            refuse(file.name, 1, f"this is a file of {row.program}, which is not read. {row.says}")


def _together(file: File, parts: list[File], how: How) -> Diary:
    """The parts that somebody knows, as one diary: foods before sums of the same day. Raises InputError for none."""
    diaries = []
    for part in parts:
        diary = _table(part, how)
        if diary is None and all(column in part.headings() for column in own.NEEDED):
            diary = own.diary(part.text(), name=part.name)
        if diary is not None:
            diaries.append(diary)
    if not diaries:
        names = ", ".join(part.name.rpartition(": ")[2] for part in parts[:5])
        refuse(file.name, None, f"no part of it ({names}) is a food log that is known. Send the food log by itself.")
    rows, left = once(tuple(row for diary in diaries for row in diary.rows))
    complete: dict[date, bool | None] = {}
    for diary in diaries:
        for day, said in diary.complete:
            complete[day] = said if said is not None else complete.get(day)
    notes = tuple(dict.fromkeys(note for diary in diaries for note in diary.notes))
    doubled = (f"{left} sums of days whose foods are there were left out, so that nothing counts twice.",)
    return Diary(
        rows=rows,
        complete=tuple(sorted(complete.items())),
        name=file.name,
        notes=notes + (doubled if left else ()),
        origin=diaries[0].origin,
        proposals=tuple(proposal for diary in diaries for proposal in diary.proposals),
    )


def once(rows: tuple[DiaryRow, ...]) -> tuple[tuple[DiaryRow, ...], int]:
    """The rows without sums of days whose foods are there, and how many sums [rows] that were."""
    with_food = {row.on for row in rows if row.part != "sum"}
    kept = tuple(row for row in rows if row.part != "sum" or row.on not in with_food)
    return kept, len(rows) - len(kept)
