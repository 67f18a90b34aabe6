"""The door for a table of studies: CSV text in, one `StudyRow` per line out, or one plain sentence with its line.

A line that begins with # is a remark. A blank cell (or NA, or unknown) is a number nobody has, which is not 0. Columns
that are not known as numbers are moderators, as typed.
"""

from __future__ import annotations

import difflib
import math
import re

from dolomite.base.document import refuse
from dolomite.base.field import shown
from dolomite.base.table import table
from dolomite.pool.study import StudyRow

_ARM = ("events", "n", "mean", "sd", "se", "ci_low", "ci_high", "median", "q1", "q3", "sd_pre", "sd_post")
NUMBERS = frozenset(
    {f"{what}_{arm}" for what in _ARM for arm in ("t", "c")}
    | {"yi", "vi", "sei", "ci_low", "ci_high", "p", "ratio", "ratio_low", "ratio_high", "n", "mean_change", "sd_change"}
    | {"mean_pre", "mean_post", "sd_pre", "sd_post", "r", "n_pairs", "se_diff"}
)
# What a first line must hold, one of these: then the rows can say something.
FIRST_LINES = (
    frozenset({"events_t", "n_t", "events_c", "n_c"}),
    frozenset({"n_t", "mean_t", "n_c", "mean_c"}),
    frozenset({"n_t", "median_t", "n_c", "median_c"}),
    frozenset({"n_pairs", "mean_t", "mean_c"}),
    frozenset({"n", "mean_change"}),
    frozenset({"n", "mean_pre", "mean_post"}),
    frozenset({"yi"}),
    frozenset({"ratio"}),
)
# Sizes of a figure that is no slip, whatever its unit; their squares and ratios are still numbers.
SMALLEST, LARGEST = 1e-12, 1e12
FORMS = "study and events_t,n_t,events_c,n_c, or n_t,mean_t,sd_t,n_c,mean_c,sd_c, or yi with vi or sei"
UNKNOWN = frozenset({"", "na", "n/a", "nan", "null", "unknown", "."})
_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")


def studies(text: str, *, name: str) -> tuple[StudyRow, ...]:
    """The studies of a CSV text, in order; numbers are in the table's own units.

    Raises InputError with file and line: no study column, a column twice, a cell that should be a number and is none.
    """
    # Remarks become blank lines, so that the lines below keep their numbers.
    plain = "\n".join("" if line.lstrip("\ufeff ").startswith("#") else line for line in text.splitlines())
    if not plain.strip():
        refuse(name, None, f"the file is empty. Its first line names the columns: {FORMS}.")
    if "\0" in plain:
        refuse(name, plain.count("\n", 0, plain.index("\0")) + 1, "a NUL byte stands here. Save the table as CSV text.")
    header, rows = table(plain, name=name)
    first = next(number for number, line in enumerate(plain.splitlines(), start=1) if line.strip())
    _check_header(header, name, first)
    if not rows:
        refuse(name, None, "there is a first line but no study below it. Add one line per study.")
    built = []
    for line, cells in rows:
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            refuse(name, line, f"{len(cells)} cells for {len(header)} columns. Put a name with a comma in quotes.")
        cell = {column: cells[at].strip() if at < len(cells) else "" for at, column in enumerate(header) if column}
        if not cell["study"]:
            refuse(name, line, "the study's name is missing. Add it, or remove the line.")
        where = f"{name}, line {line}"
        given = {
            column: _number(typed, column, name, line)
            for column, typed in cell.items()
            if column in NUMBERS and typed.lower() not in UNKNOWN
        }
        others = {column: typed for column, typed in cell.items() if column not in NUMBERS and column != "study"}
        built.append(StudyRow(study=cell["study"], given=given, moderators=others, where=where))
    return tuple(built)


def _check_header(header: list[str], name: str, line: int) -> None:
    named = [column for column in header if column]
    twice = next((column for column in named if named.count(column) > 1), None)
    if twice is not None:
        refuse(name, line, f"the column {twice} stands twice. Keep one.")
    if "study" not in named:
        refuse(name, line, f"the column study is missing. The first line names the columns: {FORMS}.")
    if any(need <= set(named) for need in FIRST_LINES):
        return
    for column in named:
        close = difflib.get_close_matches(column, NUMBERS - set(named), n=1, cutoff=0.8)
        if column not in NUMBERS and column != "study" and close:
            refuse(name, line, f"{shown(column)} is not a column known here. Did you mean {close[0]}?")
    refuse(name, line, f"the columns give no effect. Needed: {FORMS}.")


def _number(typed: str, column: str, name: str, line: int) -> float:
    value = float(typed) if _NUMBER.fullmatch(typed) else math.nan
    if not math.isfinite(value):
        if re.fullmatch(r"[+-]?\d+,\d+", typed):
            refuse(name, line, f"{column} {shown(typed)} is not a number. Use a point: {typed.replace(',', '.')}.")
        refuse(name, line, f"{column} {shown(typed)} is not a number. Correct it, or leave the cell blank if unknown.")
    if value != 0 and not SMALLEST <= abs(value) <= LARGEST:
        refuse(
            name, line, f"{column} {shown(typed)} is not between {SMALLEST:g} and {LARGEST:g}. Check it and its unit."
        )
    return value
