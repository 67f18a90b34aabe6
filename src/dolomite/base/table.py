"""A table as CSV text: header and rows with their lines, whatever the separator; what nobody types is refused."""

from __future__ import annotations

import csv
import io

from dolomite.base.document import refuse

LONGEST_CELL = 500
MOST_ROWS = 500_000


def table(text: str, *, name: str, longest: int = LONGEST_CELL) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """Header (lower case, trimmed) and rows with their lines [from 1], of a CSV with commas, semicolons or tabs.

    Raises InputError: empty file, a cell longer than `longest` characters, an open quotation mark, too many rows.
    """
    if "\0" in text:
        refuse(name, text.count("\n", 0, text.index("\0")) + 1, "a NUL byte stands here. Save the diary as CSV text.")
    first = next((line for line in text.lstrip("\ufeff").splitlines() if line.strip()), "")
    delimiter = max((",", ";", "\t"), key=first.count)
    reader = csv.reader(io.StringIO(text.lstrip("\ufeff")), delimiter=delimiter, strict=True)
    rows: list[tuple[int, list[str]]] = []
    line = 1
    try:
        for cells in reader:
            if any(len(cell) > longest for cell in cells):
                refuse(name, line, f"a cell is longer than {longest} characters. Is a quotation mark missing?")
            if any(cell.strip() for cell in cells):
                rows.append((line, cells))
            if len(rows) > MOST_ROWS:
                refuse(name, line, f"more than {MOST_ROWS:,} rows. Split the file.")
            line = reader.line_num + 1
    except csv.Error as error:
        refuse(name, line, f"this is not readable as CSV ({error}). Is a quotation mark missing?")
    if not rows:
        refuse(name, None, "the file is empty. Write a first line of headings, then one line each.")
    return [cell.strip().lower() for cell in rows[0][1]], rows[1:]
