"""Life stage: which row of the reference tables is a person's own on a day. Boundaries lie exactly at birthdays."""

from __future__ import annotations

from datetime import date
from typing import Literal

from dolomite.base.errors import InputError
from dolomite.base.finding import Basis, Finding
from dolomite.base.frozen import dataclass
from dolomite.base.person import Person
from dolomite.facts import LightRow, light_rows

MONTHS_PER_YEAR = 12  # calendar


class StageRow(LightRow):
    """One group of the tables. Ages in completed years [years], from .. up to but not including below."""

    unique = ("id",)

    id: str
    sex: Literal["any", "male", "female"]
    state: Literal["none", "pregnant", "lactating"]
    from_years: float
    below_years: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LifeStage:
    """A person's row of the tables. `substitute` says why a neighbouring row had to stand in, else empty."""

    id: str
    basis: tuple[Basis, ...]
    substitute: str = ""

    def finding(self) -> Finding:
        """The life stage as an answer with its grounds. (No unit: a name.)"""
        return Finding(name="life_stage", value=self.id, unit="", basis=(*self.basis, WHO_SAID), says=self.substitute)


WHO_SAID = Basis(source="person", at="sex, age, state")


def age_months(person: Person, *, on: date) -> int:
    """Completed months on that day [months], never below 0; from the age in years where no date of birth was given.

    Raises InputError when the person is born after that day.
    """
    months = person.age_months(on)
    if months is None:
        return person.age_years(on) * MONTHS_PER_YEAR
    if months < 0:
        raise InputError(f"{person.born} is after {on}. Correct the date of birth or choose a later day.", field="born")
    return months


def covers(months: int, *, from_years: float, below_years: float | None) -> bool:
    """Whether an age of so many completed months [months] lies in a band of years [years].

    >>> covers(372, from_years=19, below_years=31), covers(371, from_years=19, below_years=31)
    (False, True)
    """
    if months < round(from_years * MONTHS_PER_YEAR):
        return False
    return below_years is None or months < round(below_years * MONTHS_PER_YEAR)


def stage_rows() -> tuple[StageRow, ...]:
    """All life stages of the tables of the United States and Canada, in their order."""
    return light_rows("need/life_stage", StageRow)


def life_stage(person: Person, *, on: date) -> LifeStage:
    """The person's life stage in the tables of the United States and Canada on that day. (No unit: a name.)

    The tables end at 50 years for pregnancy and lactation and begin at 14; outside, the nearest row stands in and
    `substitute` says so. Raises InputError when the person is born after that day.
    """
    months = age_months(person, on=on)
    rows = [row for row in stage_rows() if row.state == person.state and row.sex in ("any", person.sex)]
    for row in rows:
        if covers(months, from_years=row.from_years, below_years=row.below_years):
            return LifeStage(id=row.id, basis=row.basis)
    # Only pregnancy and lactation do not cover every age (held by a test over all ages).
    youngest, oldest = rows[0], rows[-1]
    years = months // MONTHS_PER_YEAR
    what = "pregnancy" if person.state == "pregnant" else "breastfeeding"
    if months < round(youngest.from_years * MONTHS_PER_YEAR):
        row = youngest
        why = f"The tables have no row for {what} at {years}; the youngest row, from {row.from_years:g} years, is used."
    else:
        row = oldest
        assert row.below_years is not None
        why = (
            f"The tables have no row for {what} at {years}; the oldest row, {row.from_years:g} to "
            f"{row.below_years - 1:g} years, is used. Ask a midwife or doctor."
        )
    return LifeStage(id=row.id, basis=row.basis, substitute=why)
