"""The door for a personal trial's data: CSV text in, a `PainLog` out, or one plain sentence with its line."""

from __future__ import annotations

import math
import re

from dolomite.base.document import refuse, shown
from dolomite.base.table import table
from dolomite.trial.painlog import NOT_AN_ARM, OUTSIDE, PainDay, PainLog

NEEDED = ("day", "period", "arm", "pain_nrs")
LOWEST, HIGHEST = 0.0, 10.0  # the ends of the numerical rating scale, by its definition
LONGEST_TRIAL_DAYS = 2000
# Of what stands beside the pain, the lowest and highest that are no typing error; no health facts. Other columns are
# somebody's own and only need to be numbers of everyday size.
BOUNDS = {
    "interference_nrs": (LOWEST, HIGHEST),
    "sleep_nrs": (LOWEST, HIGHEST),
    "rescue_doses": (0.0, 100.0),
    "stools": (0.0, 100.0),
    "taken": (0.0, 1.0),
}
ANY = (-1e6, 1e6)
MISSING = frozenset({"", "na", "missing"})
_ARM = re.compile(r"[a-z0-9][a-z0-9_.+-]*")


def pain_log(text: str, *, name: str) -> PainLog:
    """The log that a CSV text holds: `day,period,arm,pain_nrs`, pain 0 to 10 [points], further columns are outcomes.

    An empty cell is a missing day. Raises InputError with file and line: unknown shape, pain outside 0 to 10, a day
    twice, two arms in one period, periods out of order.
    """
    header, rows = table(text, name=name)
    missing = [column for column in NEEDED if column not in header]
    if missing:
        refuse(name, 1, f"the column {missing[0]} is missing. The first line is: {','.join(NEEDED)}.")
    if len(set(header)) != len(header):
        refuse(name, 1, "a column stands twice. Keep one of each.")
    place = {column: header.index(column) for column in header}
    columns = tuple(column for column in header if column not in NEEDED and column)
    built: dict[int, PainDay] = {}
    for line, cells in rows:
        if len(cells) > len(header) and any(cell.strip() for cell in cells[len(header) :]):
            refuse(name, line, f"{len(cells)} cells for {len(header)} columns. Use a decimal point, not a comma.")
        cell = {column: cells[at].strip() if at < len(cells) else "" for column, at in place.items()}
        row = _row(cell, columns, name, line)
        if row.day in built:
            refuse(name, line, f"day {row.day} stands already in line {built[row.day].line}. Keep one.")
        built[row.day] = row
    log = PainLog(days=tuple(built[day] for day in sorted(built)), columns=columns, name=name)
    _consistent(log)
    return log


def arm_name(text: str) -> str:
    """An arm as it is named inside: lower case, underscores for blanks and hyphens.

    >>> arm_name("Run-in")
    'run_in'
    """
    return text.strip().lower().replace(" ", "_").replace("-", "_")


def pain_of(text: str, *, name: str, line: int | None, column: str = "pain_nrs") -> float | None:
    """A rating of 0 to 10 [points]; None when the cell is empty. Raises InputError with the line."""
    value = number_of(text, name=name, line=line, column=column)
    if value is not None and not LOWEST <= value <= HIGHEST:
        refuse(
            name, line, f"{column} {shown(text)} is outside 0 to 10. Write a number from 0 to 10, or leave it empty."
        )
    return value


def number_of(text: str, *, name: str, line: int | None, column: str) -> float | None:
    """A number in the column's own unit; None when the cell is empty. Raises InputError with the line."""
    if text.strip().lower() in MISSING:
        return None
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or "_" in text:
        hint = (
            f"Use a point: {text.replace(',', '.')}."
            if re.fullmatch(r"\d+,\d+", text)
            else "Leave it empty if missing."
        )
        refuse(name, line, f"{column} {shown(text)} is not a number. {hint}")
    low, high = BOUNDS.get(column, ANY)
    if not low <= value <= high:
        refuse(name, line, f"{column} {shown(text)} is outside {low:,g} to {high:,g}. Check the number.")
    return value


def pain_column(text: str, *, name: str) -> list[float]:
    """Ratings by day from `day,pain_nrs` [points], NaN where missing: a baseline. Raises InputError with the line."""
    header, rows = table(text, name=name)
    for column in ("day", "pain_nrs"):
        if column not in header:
            refuse(name, 1, f"the column {column} is missing. The first line is: day,pain_nrs.")
    by_day: dict[int, float | None] = {}
    for line, cells in rows:
        cell = {column: cells[at].strip() if at < len(cells) else "" for at, column in enumerate(header)}
        day = _whole(cell["day"], name, line, "day")
        if day in by_day:
            refuse(name, line, f"day {day} stands twice. Keep one.")
        if abs(day) > LONGEST_TRIAL_DAYS:
            refuse(name, line, f"day {day} is beyond day {LONGEST_TRIAL_DAYS}. Number the days from 1.")
        by_day[day] = pain_of(cell["pain_nrs"], name=name, line=line)
    if not by_day:
        refuse(name, None, "there is a first line but no day below it.")
    whole = (by_day.get(day) for day in range(min(by_day), max(by_day) + 1))
    return [math.nan if value is None else value for value in whole]


def _whole(text: str, name: str, line: int, column: str) -> int:
    value = number_of(text, name=name, line=line, column=column)
    if value is None or value != int(value):
        refuse(name, line, f"{column} {shown(text)} is not a whole number. Days and periods count 1, 2, 3 ...")
    return int(value)


def _row(cell: dict[str, str], columns: tuple[str, ...], name: str, line: int) -> PainDay:
    arm = arm_name(cell["arm"])
    if not _ARM.fullmatch(arm):
        refuse(name, line, f"arm {shown(cell['arm'])} is not a name. Write a word such as magnesium or placebo.")
    day = _whole(cell["day"], name, line, "day")
    if day < 1 and arm not in OUTSIDE:
        refuse(name, line, f"day {day} of arm {arm} is before day 1. Number the days of the trial from 1.")
    if abs(day) > LONGEST_TRIAL_DAYS:
        refuse(name, line, f"day {day} is beyond day {LONGEST_TRIAL_DAYS}. Number the days of the trial from 1.")
    period = None
    if arm not in NOT_AN_ARM or cell["period"]:
        period = _whole(cell["period"], name, line, "period")
    return PainDay(
        line=line,
        day=day,
        period=period,
        arm=arm,
        pain=pain_of(cell["pain_nrs"], name=name, line=line),
        others=tuple((column, number_of(cell[column], name=name, line=line, column=column)) for column in columns),
    )


def _consistent(log: PainLog) -> None:
    arm_of: dict[int, PainDay] = {}
    highest: PainDay | None = None
    for row in log.days:
        if row.period is None or row.arm in NOT_AN_ARM:
            continue
        first = arm_of.setdefault(row.period, row)
        if first.arm != row.arm:
            refuse(
                log.name,
                row.line,
                f"period {row.period} is {row.arm} here and {first.arm} in line {first.line}. One arm per period.",
            )
        if highest is not None and highest.period is not None and row.period < highest.period:
            refuse(
                log.name,
                row.line,
                f"day {row.day} is in period {row.period}, but day {highest.day} is in period {highest.period}. "
                "Periods follow one another.",
            )
        highest = row
    if highest is None:
        refuse(log.name, None, "no day of a compared arm. Add lines whose arm is, for instance, magnesium or placebo.")
