"""Kidneys: eGFR as given, or by CKD-EPI 2021 from creatinine, or unknown; its stage; how old the value is."""

from __future__ import annotations

from datetime import date
from math import floor, inf, nextafter
from typing import ClassVar, NamedTuple

from dolomite import facts
from dolomite.base import words as say
from dolomite.base.finding import Basis, Finding
from dolomite.base.frozen import dataclass
from dolomite.base.person import Bound as EgfrBound
from dolomite.base.person import Person, Sex
from dolomite.base.units import UMOL_PER_MG_CREATININE_DL

# CKD-EPI 2021 creatinine equation without race: Inker et al. 2021, doi 10.1056/NEJMoa2102953.
# eGFR = 142 * min(Scr/kappa, 1)^alpha * max(Scr/kappa, 1)^-1.200 * 0.9938^age * 1.012 [if female], Scr in mg/dL.
SCALE = 142.0  # Inker 2021
KAPPA_MG_DL = {"female": 0.7, "male": 0.9}  # Inker 2021
ALPHA = {"female": -0.241, "male": -0.302}  # Inker 2021
ABOVE_KAPPA = -1.200  # Inker 2021
PER_YEAR = 0.9938  # Inker 2021
IF_FEMALE = 1.012  # Inker 2021
ADULT_FROM_YEARS = 18  # Inker 2021: developed in adults
DAYS_PER_MONTH = 31  # leftover days as a part of a month, so that exactly twelve months are twelve; no health number
MONTHS_PER_YEAR = 12  # a unit, by definition


class StageRow(facts.LightRow):
    """A GFR category by its lower end [mL/min/1.73 m2]; the next one above begins where it ends."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    name: str
    at_least: float


class MethodRow(facts.LightRow):
    """A method of calculation and where it was published."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kidneys:
    """What is known: `egfr` [mL/min/1.73 m2] (None: unknown), where from, and `age_months` of the value [months].

    `bound` "at_most": the laboratory wrote "<30", and the eGFR lies below that number.
    """

    egfr: float | None
    finding: Finding
    creatinine_umol_l: float | None
    age_months: float | None
    bound: EgfrBound = "exact"

    @property
    def counts_as(self) -> float | None:
        """The eGFR that counts for bands and categories [mL/min/1.73 m2]: of "<30" the one just below 30."""
        return _counts_as(self.egfr, self.bound)


class _Reading(NamedTuple):
    """One value of the kidneys [mL/min/1.73 m2; umol/L], the day it was measured, and where it stands."""

    egfr: float | None
    creatinine_umol_l: float | None
    on: date | None
    basis: tuple[Basis, ...]
    bound: EgfrBound = "exact"


NOT_GIVEN = _Reading(None, None, None, (Basis(source="person", at="kidney"),))


def ckd_epi_2021(*, creatinine_umol_l: float, age_years: float, sex: Sex) -> float:
    """Estimated glomerular filtration rate [mL/min/1.73 m2] of an adult from serum creatinine [umol/L] and age [years].

    CKD-EPI 2021, Inker et al., N Engl J Med 2021, doi 10.1056/NEJMoa2102953.

    >>> round(ckd_epi_2021(creatinine_umol_l=1.2 * 88.42, age_years=55, sex="male"))
    71
    """
    ratio = creatinine_umol_l / UMOL_PER_MG_CREATININE_DL / KAPPA_MG_DL[sex]
    low, high = min(ratio, 1.0) ** ALPHA[sex], max(ratio, 1.0) ** ABOVE_KAPPA
    return float(SCALE * low * high * PER_YEAR**age_years * (IF_FEMALE if sex == "female" else 1.0))


def method(name: str) -> MethodRow:
    """Where a method of calculation was published."""
    return next(row for row in facts.light_rows("safety/methods", MethodRow) if row.id == name)


def kidneys(person: Person, *, on: date) -> Kidneys:
    """What is known of the person's kidneys [mL/min/1.73 m2] on that day; unknown stays unknown.

    Where `kidney` and a creatinine among the laboratory values are both given, the lower eGFR speaks: a good value does
    not hide a bad one. The age is that of the newer value. Under 18 the equation does not hold.
    """
    readings = _readings(person, on=on) or [NOT_GIVEN]
    ages = [None if reading.on is None else months_between(reading.on, on) for reading in readings]
    dated = [age for age in ages if age is not None]
    lowest = min(readings, key=lambda reading: inf if reading.egfr is None else reading.egfr)
    return Kidneys(
        egfr=lowest.egfr,
        finding=Finding(
            name="egfr",
            value=lowest.egfr,
            unit="mL/min/1.73 m2",
            basis=lowest.basis,
            says=_says(lowest.egfr, lowest.bound),
        ),
        creatinine_umol_l=lowest.creatinine_umol_l,
        age_months=min(dated) if len(dated) == len(ages) else None,
        bound=lowest.bound,
    )


def _counts_as(egfr: float | None, bound: EgfrBound) -> float | None:
    return nextafter(egfr, 0.0) if egfr is not None and bound == "at_most" else egfr


def _readings(person: Person, *, on: date) -> list[_Reading]:
    """Every value that says something of the kidneys, where it stands and when it was measured."""
    given, labs = person.kidney, person.labs
    readings = []
    if given is not None and given.egfr is not None:
        readings.append(_Reading(given.egfr, None, given.on, (Basis(source="person", at="kidney"),), given.egfr_is))
    if given is not None and given.creatinine_umol_l is not None:
        readings.append(_by_creatinine(person, given.creatinine_umol_l, given.on, at="kidney", on=on))
    if labs is not None and labs.serum_creatinine_umol_l is not None:
        readings.append(_by_creatinine(person, labs.serum_creatinine_umol_l, labs.on, at="labs", on=on))
    return readings


def _by_creatinine(person: Person, creatinine: float, measured: date | None, *, at: str, on: date) -> _Reading:
    basis = (Basis(source="person", at=at),)
    years = person.age_years(on)
    if years < ADULT_FROM_YEARS:
        return _Reading(None, creatinine, measured, basis)
    egfr = ckd_epi_2021(creatinine_umol_l=creatinine, age_years=years, sex=person.sex)
    return _Reading(egfr, creatinine, measured, (*basis, *method("ckd_epi_2021").basis))


def stage(egfr: float | None) -> StageRow | None:
    """The GFR category (G1 to G5) of an eGFR [mL/min/1.73 m2]; None when it is unknown."""
    if egfr is None:
        return None
    rows = facts.light_rows("safety/gfr_categories", StageRow)
    return next(row for row in rows if egfr >= row.at_least)


def months_between(earlier: date, later: date) -> float:
    """Completed months plus the rest as a part of a month [months]; negative days count as none.

    >>> months_between(date(2025, 5, 1), date(2026, 5, 1)), months_between(date(2025, 5, 1), date(2026, 5, 2)) > 12
    (12.0, True)
    """
    months = (later.year - earlier.year) * MONTHS_PER_YEAR + later.month - earlier.month
    days = later.day - earlier.day
    return max(0.0, months + days / DAYS_PER_MONTH)


def shown(egfr: float | None, bound: EgfrBound) -> str:
    """An eGFR [mL/min/1.73 m2] as it is read aloud, never rounded into a better category than it is in; or "unknown".

    >>> shown(59.9, "exact"), shown(54.2, "exact"), shown(29.96, "exact"), shown(30, "at_most"), shown(90, "at_least")
    ('59.9', '54', '29.9', 'less than 30', 'at least 90')
    """
    told = {"exact": "", "at_least": "at least ", "at_most": "less than "}[bound]
    if egfr is None or stage(round(egfr)) == stage(egfr):
        return told + say.amount(egfr)
    return told + say.amount(floor(egfr * 10) / 10, decimals=1)


def _says(egfr: float | None, bound: EgfrBound) -> str:
    row = stage(_counts_as(egfr, bound))
    if row is None:
        return "How well your kidneys work is unknown."
    ends = facts.light_rows("safety/gfr_categories", StageRow)
    further = {"at_least": ", or better" if row != ends[0] else "", "at_most": ", or worse" if row != ends[-1] else ""}
    return f"Your eGFR is {shown(egfr, bound)} ({row.id}: {row.name}{further.get(bound, '')})."
