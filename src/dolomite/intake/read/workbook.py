"""A workbook (XLSX, XLS, ODS): its sheets as tables of text."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date, datetime

from dolomite.base.document import refuse
from dolomite.base.errors import MissingError
from dolomite.intake.read.file import File

MARKS = ("xl/workbook.xml", "content.xml")
MOST_SHEETS = 50  # read of one workbook


def recognise(file: File) -> bool:
    """True for a workbook."""
    inside = file.members()
    return MARKS[0] in inside or (MARKS[1] in inside and "mimetype" in inside and file.name.lower().endswith(".ods"))


def sheets(file: File) -> tuple[File, ...]:
    """Each sheet with something in it, as a table of text. Raises InputError for a workbook that cannot be read."""
    try:
        from python_calamine import CalamineWorkbook
    except ModuleNotFoundError:  # inside a browser
        says = "reading a workbook needs a package that this copy of Dolomite does not carry. Save the sheet as CSV."
        raise MissingError(f"{file.name}: {says}") from None

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(file.bytes()))
        names = book.sheet_names[:MOST_SHEETS]
        tables = [(name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in names]
    except Exception as error:
        refuse(file.name, None, f"this workbook cannot be read ({type(error).__name__}). Save the sheet as CSV.")
    return tuple(File(name=f"{file.name}: {name}", content=b"", sheet=_csv(rows)) for name, rows in tables if rows)


def _csv(rows: Sequence[Sequence[object]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([[_text(cell) for cell in row] for row in rows])
    return out.getvalue()


def _text(cell: object) -> str:
    if isinstance(cell, float):
        return f"{cell:.15g}"
    if isinstance(cell, datetime | date):
        return cell.isoformat()[:10]
    return "" if cell is None else str(cell)
