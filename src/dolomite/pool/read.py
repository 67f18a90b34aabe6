"""The door for a table of studies: CSV text in, one `StudyRow` per line out, or one plain sentence with its line.

A line that begins with # is a remark. A blank cell (or NA, or unknown) is a number nobody has, which is not 0. Columns
that are not known as numbers are moderators, as typed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from dolomite.base.document import refuse, shown
from dolomite.base.errors import InputError
from dolomite.base.table import table
from dolomite.pool import revman
from dolomite.pool.columns import FORMS, NUMBERS, STUDY, WHOLE, Columns, columns, heading
from dolomite.pool.study import StudyRow

# Sizes of a figure that is no slip, whatever its unit; their squares and ratios are still numbers.
SMALLEST, LARGEST = 1e-12, 1e12
UNKNOWN = frozenset({"", "na", "n/a", "nan", "null", "unknown", "."})
# What Cochrane's programs number the analyses of a review with.
SEVERAL = (("analysis_group", "analysis_number"), ("comparison_number", "outcome_number"))
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
SHOWN = 5  # analyses named in a message
Line = revman.Line
_GROUPED = re.compile(r"\d{1,3}([.,]\d{3})+")
_COMMA = re.compile(r"[+-]?\d+,\d+")
_MINUS = re.compile(r"[\u2212\u2013\u2012](?=[\d.,])")  # minus signs and dashes as they are printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """The studies of a table, and what is said of how its columns were read."""

    rows: tuple[StudyRow, ...]
    says: tuple[str, ...]


def studies(text: str, *, name: str) -> tuple[StudyRow, ...]:
    """The studies of a CSV text, in order, as `read` finds them; numbers are in the table's own units."""
    return read(text, name=name).rows


def read(text: str, *, name: str, wanted: Mapping[str, str] | None = None, analysis: str | None = None) -> Read:
    """The studies of a CSV text, in order; numbers are in the table's own units. `wanted`: our columns as theirs.

    `analysis`: the one that is meant where the table holds a whole review, as it numbers them (1.2).

    Raises InputError with file and line: no study column, a column twice, a cell that should be a number and is none.
    """
    # Remarks become blank lines, so that the lines below keep their numbers.
    plain = "\n".join("" if line.lstrip("\ufeff ").startswith("#") else line for line in text.splitlines())
    if not plain.strip():
        refuse(name, None, f"the file is empty. Its first line names the columns: {FORMS}.")
    if "\0" in plain:
        refuse(name, plain.count("\n", 0, plain.index("\0")) + 1, "a NUL byte stands here. Save the table as CSV text.")
    header, rows = table(plain, name=name)
    first, head = next((n, line) for n, line in enumerate(plain.splitlines(), start=1) if line.strip())
    layout = columns(header, wanted or {}, name=name, line=first)
    if not rows:
        refuse(name, None, "there is a first line but no study below it. Add one line per study.")
    commas = head.count(";") > head.count(",")  # then a comma within a number is a decimal comma
    typed = [heading(title) for title in header]
    rows = _one_analysis(typed, revman.studies_only(typed, rows), name, analysis)
    built = [_row(cells, layout, number, at, name, commas) for number, (at, cells) in enumerate(rows, start=1)]
    return Read(rows=tuple(built), says=layout.says)


def _one_analysis(typed: list[str], rows: list[Line], name: str, wanted: str | None) -> list[Line]:
    """The rows of the analysis that is meant: a review's table holds many, and one study stands in several."""
    numbers = next((pair for pair in SEVERAL if pair[0] in typed or pair[1] in typed), None)
    if numbers is None:
        if wanted is not None:
            raise InputError("the table does not number its analyses, so none can be chosen.", field="analysis")
        return rows
    places = [typed.index(title) for title in numbers if title in typed]
    by_analysis: dict[str, list[Line]] = {}
    for line, cells in rows:
        of = ".".join(cells[place].strip() if place < len(cells) else "" for place in places)
        by_analysis.setdefault(of, []).append((line, cells))
    told = ", ".join(list(by_analysis)[:SHOWN]) + (", ..." if len(by_analysis) > SHOWN else "")
    if wanted is not None and wanted not in by_analysis:
        raise InputError(f"{shown(wanted)} is not one of the table's analyses ({told}).", field="analysis")
    if len(by_analysis) > 1 and wanted is None:
        refuse(
            name,
            list(by_analysis.values())[1][0][0],
            f"the table holds {len(by_analysis)} analyses ({told}), and a study may stand in several. Choose one "
            f"(as in {next(iter(by_analysis))}), or keep its rows.",
            field="analysis",
        )
    return by_analysis[wanted] if wanted is not None else rows


def _row(cells: list[str], layout: Columns, number: int, line: int, name: str, commas: bool) -> StudyRow:
    names = layout.names
    if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
        refuse(name, line, f"{len(cells)} cells for {len(names)} columns. Put a name with a comma in quotes.")
    cell = {column: cells[at].strip() if at < len(cells) else "" for at, column in enumerate(names) if column}
    study = f"study {number}" if layout.numbered else cell[STUDY]
    if not study:
        refuse(name, line, "the study's name is missing. Add it, or remove the line.")
    given = {
        column: _number(typed, column, name, line, commas)
        for column, typed in cell.items()
        if column in NUMBERS and typed.lower() not in UNKNOWN
    }
    for arm in ("t", "c"):  # those with and those without the event make the arm
        spared = given.pop(f"spared_{arm}", None)
        if spared is not None and f"events_{arm}" in given:
            given.setdefault(f"n_{arm}", given[f"events_{arm}"] + spared)
    others = {column: typed for column, typed in cell.items() if column not in NUMBERS and column != STUDY}
    return StudyRow(study=study, given=given, moderators=others, where=f"{name}, line {line}")


def _number(typed: str, column: str, name: str, line: int, commas: bool) -> float:
    typed = "-" + typed[1:] if _MINUS.match(typed) else typed
    if _GROUPED.fullmatch(typed) and (column in WHOLE or ("," in typed and not commas)):
        whole, part = re.sub("[.,]", "", typed), typed.replace(",", ".")
        what = "Persons are whole numbers: write" if column in WHOLE else "Write the one that is meant, such as"
        refuse(name, line, f"{column} {shown(typed)} may be {whole} or {part}. {what} {whole}.")
    if commas and _COMMA.fullmatch(typed):
        typed = typed.replace(",", ".")
    value = float(typed) if _NUMBER.fullmatch(typed) else math.nan
    if not math.isfinite(value):
        if _COMMA.fullmatch(typed):
            refuse(name, line, f"{column} {shown(typed)} is not a number. Use a point: {typed.replace(',', '.')}.")
        refuse(name, line, f"{column} {shown(typed)} is not a number. Correct it, or leave the cell blank if unknown.")
    if value != 0 and not SMALLEST <= abs(value) <= LARGEST:
        refuse(
            name, line, f"{column} {shown(typed)} is not between {SMALLEST:g} and {LARGEST:g}. Check it and its unit."
        )
    return value
