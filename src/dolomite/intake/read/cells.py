"""Cells of an export: numbers as programs write them, days whose order the whole file settles, headings with units."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from dolomite import facts
from dolomite.base.document import refuse, shown
from dolomite.base.errors import InputError
from dolomite.base.units import KJ_PER_KCAL

MOST_A_DAY = 10_000_000.0  # in any unit of an export: a slip is above it, no food below it
BLANK = frozenset({"", "n/a", "na", "-", "--", "null", "none", "nan"})
_PLAIN = re.compile(r"[0-9]+\.?[0-9]*([eE][+-]?[0-9]{1,3})?|\.[0-9]+")
_THOUSANDS = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_COMMA = re.compile(r"([0-9]+|[0-9]{1,3}(\.[0-9]{3})+),[0-9]+")
_SURE_COMMA = re.compile(r"[0-9]{1,3}(\.[0-9]{3})*,([0-9]{1,2}|[0-9]{4,})|0,[0-9]+")
_HEADING = re.compile(r"(.+?)\s*[(\[]([^()\[\]]*)[)\]]$")
_SUFFIX = re.compile(r"(.+?)[ _](mg|g|µg|ug|mcg|kcal|kj|iu)$")
_YEAR_FIRST = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ].*)?")
_YEAR_LAST = re.compile(r"(\d{1,2})([-/.])(\d{1,2})[-/.](\d{4}|\d{2})(?:,? .*)?")
MONTHS = 12  # in a year
CENTURY = 2000  # of a year written with two digits
# Metric prefixes, by definition: milligrams in each unit of mass.
MG = {"g": 1000.0, "mg": 1.0, "ug": 0.001, "µg": 0.001, "μg": 0.001, "mcg": 0.001}


class ColumnRow(facts.Row):
    """One column of an export and the nutrient it holds; `ug_per_iu` converts international units [ug/IU]."""

    unique: ClassVar[tuple[str, ...]] = ("column",)
    column: str
    nutrient: str
    unit: str | None = None
    ug_per_iu: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Place of each nutrient column: our nutrient and the factor to our unit; headings that could not be used."""

    at: Mapping[int, tuple[str, float]]
    left_out: tuple[str, ...]

    @property
    def nutrients(self) -> frozenset[str]:
        """The nutrients that have a column."""
        return frozenset(nutrient for nutrient, _ in self.at.values())


def columns(header: Sequence[str], units: Mapping[str, str], *sources: str) -> Columns:
    """The nutrient columns among headings like "magnesium (mg)", by the named facts files, first one first."""
    known: dict[str, ColumnRow] = {}
    for source in reversed(sources):
        known |= {row.column: row for row in facts.rows(f"intake/{source}", ColumnRow)}
    by_place: dict[int, tuple[str, float]] = {}
    left: list[str] = []
    for place, heading in enumerate(header):
        name, unit = split(heading)
        row = known.get(name) or known.get(heading)
        if row is None or row.nutrient not in units or any(row.nutrient == there for there, _ in by_place.values()):
            continue
        factor = _factor(unit or row.unit or "", units[row.nutrient], row)
        if factor is None:
            left.append(heading)
        else:
            by_place[place] = (row.nutrient, factor)
    return Columns(at=by_place, left_out=tuple(left))


def split(heading: str) -> tuple[str, str]:
    """A heading as name and unit: "Magnesium (mg)" and "magnesium_mg" are magnesium in mg."""
    match = _HEADING.fullmatch(heading.strip().lower()) or _SUFFIX.fullmatch(heading.strip().lower())
    if match is None:
        return heading.strip().lower(), ""
    return match[1].replace("_", " ").strip(), match[2].strip()


def factor(theirs: str, ours: str) -> float | None:
    """What a value in `theirs` is multiplied with to be in `ours` [ours per theirs].

    None: one cannot be made of the other.
    """
    theirs = {"cal": "kcal", "calories": "kcal", "mcg": "ug"}.get(theirs.lower(), theirs.lower())
    if theirs == ours.lower():
        return 1.0
    if theirs == "kj" and ours == "kcal":
        return 1 / KJ_PER_KCAL
    if theirs in ("g", "ml") and ours == "L":
        return 1 / 1000  # a gram of water is a millilitre
    if theirs in MG and ours in MG:
        return MG[theirs] / MG[ours]
    return None


def _factor(theirs: str, ours: str, row: ColumnRow) -> float | None:
    if theirs == "iu":
        return None if row.ug_per_iu is None else row.ug_per_iu * MG["ug"] / MG[ours]
    return factor(theirs, ours)


def has_decimal_comma(cells: Iterable[str]) -> bool:
    """Whether the numbers of a file are written with a decimal comma: 1.160,5. "1,160" alone is a thousand."""
    comma = False
    for cell in cells:
        if "," in cell:
            comma = comma or _SURE_COMMA.fullmatch(cell) is not None
        elif "." in cell and _PLAIN.fullmatch(cell) and not re.fullmatch(r"[1-9][0-9]{0,2}\.[0-9]{3}", cell):
            return False
    return comma


def number(cell: str, *, comma: bool = False) -> float | None:
    """The number in a cell [unit of its heading], `comma`: written with a decimal comma; None: no number from 0 up."""
    text = cell.strip().replace("\u00a0", "").replace("\u202f", "")
    if comma and _COMMA.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    elif comma and re.fullmatch(r"[0-9]{1,3}(\.[0-9]{3})+", text):
        text = text.replace(".", "")
    elif _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    elif _COMMA.fullmatch(text):
        text = text.replace(",", ".")
    return float(text) if _PLAIN.fullmatch(text) else None


def given(
    cells: Sequence[str], held: Columns, *, comma: bool, name: str, line: int
) -> tuple[tuple[tuple[str, float], ...], list[InputError]]:
    """The nutrients of a row [our units]; a blank is absent. What cannot be a value comes back as faults."""
    values: list[tuple[str, float]] = []
    faults: list[InputError] = []
    for place, (nutrient, times) in held.at.items():
        cell = cells[place].strip() if place < len(cells) else ""
        plain = not comma and _PLAIN.fullmatch(cell) is not None  # nearly every cell of nearly every export
        if not plain and cell.lower() in BLANK:
            continue
        value = float(cell) if plain else number(cell, comma=comma)
        if value is None:
            says = f"{nutrient} {shown(cell)} is not a number from 0. Export the file again."
            faults.append(InputError(says, file=name, line=line))
        elif not value <= MOST_A_DAY:
            says = f"{nutrient} {shown(cell)} is more than anybody eats. Export the file again."
            faults.append(InputError(says, file=name, line=line))
        else:
            values.append((nutrient, value * times))
    return tuple(values), faults


def days(
    texts: Iterable[str], *, name: str, day_first: bool | None = None, on: date | None = None
) -> Callable[[str, int], date]:
    """A reader of this file's dates. 13/1 settles that the day stands first, 1/13 the month; else a reading with days
    after `on` is not meant (no unit). Raises InputError that asks, where all of a file can be read both ways."""
    firsts: set[int] = set()
    seconds: set[int] = set()
    unclear: list[tuple[int, int, int]] = []
    for text in texts:
        match = _YEAR_LAST.fullmatch(text.strip())
        if match is None:
            continue
        if match[2] == ".":
            day_first = True if day_first is None else day_first
        firsts.add(int(match[1]))
        seconds.add(int(match[3]))
        unclear.append((int(match[1]), int(match[3]), _year(match[4])))
    if unclear and day_first is None:
        day_first = _settled(firsts, seconds, unclear, name, on)
    return lambda text, line: _day(text, line, name=name, day_first=bool(day_first))


def _settled(
    firsts: set[int], seconds: set[int], unclear: list[tuple[int, int, int]], name: str, on: date | None
) -> bool:
    if max(firsts) > MONTHS or max(seconds) > MONTHS:
        return max(firsts) > MONTHS
    if all(first == second for first, second, _ in unclear):
        return True
    if on is not None:
        ahead = [any(date(year, b, a) > on for a, b, year in ((f, s, y) if d else (s, f, y) for f, s, y in unclear))
                 for d in (True, False)]  # fmt: skip
        if ahead[0] != ahead[1]:
            return ahead[1]
    first, second, year = next(figures for figures in unclear if figures[0] != figures[1])
    says = (
        f"{first}/{second}/{year} may be {date(year, second, first):%d %B} or {date(year, first, second):%d %B}. "
        "Import the file once and say which, day-first or month-first; files like it are then read so."
    )
    raise InputError(f"{name}: {says}", field="dates")


def _day(text: str, line: int, *, name: str, day_first: bool) -> date:
    text = text.strip()
    try:
        if (match := _YEAR_FIRST.fullmatch(text)) is not None:
            return date(int(match[1]), int(match[2]), int(match[3]))
        if (match := _YEAR_LAST.fullmatch(text)) is not None:
            first, second = int(match[1]), int(match[3])
            day, month = (first, second) if day_first else (second, first)
            return date(_year(match[4]), month, day)
    except ValueError:
        pass
    refuse(name, line, f"day {shown(text)} is not a date like 2026-05-14. Export the file again.")


def _year(text: str) -> int:
    return int(text) if len(text) > 2 else CENTURY + int(text)
