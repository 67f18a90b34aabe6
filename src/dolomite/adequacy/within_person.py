"""How much one person's intake differs from day to day, by nutrient and life stage [the nutrient's unit a day]."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from dolomite.base.finding import Basis, Finding
from dolomite.facts import LightRow, light_rows

# One-sided 95 percent point of the normal distribution, for Wilson and Hilferty's (1931) chi-square approximation.
Z_95 = 1.6448536269514722
NINTHS = 9.0  # Wilson and Hilferty (1931): the cube root of chi-square is nearly normal
CUBE = 3  # Wilson and Hilferty (1931)


class WithinRow(LightRow):
    """Standard deviation within a person by life stage [`unit`], and as percent of the mean intake."""

    nutrient: str
    unit: str
    sd: dict[str, float]
    cv_percent: dict[str, float]


class BoundRow(LightRow):
    """A bound of the method, in the row's own `unit`."""

    unique = ("id",)

    id: str
    value: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Day-to-day variation of one person: `sd` [unit a day], `cv_percent` [% of mean intake] where known."""

    sd: float
    cv_percent: float | None
    finding: Finding


def rows() -> tuple[WithinRow, ...]:
    """All rows of facts/adequacy/within_person.yaml. (Units in the rows.)"""
    return light_rows("adequacy/within_person", WithinRow)


def bound(name: str) -> float:
    """One bound of the method, in the unit of its row in facts/adequacy/bound.yaml."""
    return next(row.value for row in light_rows("adequacy/bound", BoundRow) if row.id == name)


def within_person(nutrient: str, life_stage: str, *, observed_sd: float | None = None, days: int = 0) -> Within | None:
    """The standard deviation to reckon with [the nutrient's unit a day]; None where none is known.

    It is the pooled one of people like the person, as IOM 2000 (p. 54) advises, because a few days say little about
    one's own. Only when the person's own days (`observed_sd` [unit a day] over `days` [d]) vary clearly more, by a
    one-sided chi-square test at 5 percent, is their own taken. In pregnancy and breastfeeding, where none is known,
    that of women of the same age stands in.
    """
    for stage in (life_stage, _neighbour(life_stage)):
        row = next((r for r in rows() if r.nutrient == nutrient and stage in r.sd), None)
        if row is not None:
            break
    else:
        return None
    pooled = row.sd[stage]
    if observed_sd is not None and days > 1 and _clearly_more(observed_sd, pooled, days):
        own = Finding(
            name="within_person_sd",
            value=observed_sd,
            unit=row.unit,
            basis=(Basis(source="diary", at=f"{days} days"),),
            says="Your days differ more than usual, so your own variation is used.",
        )
        return Within(sd=observed_sd, cv_percent=row.cv_percent.get(stage), finding=own)
    says = "" if stage == life_stage else "The day-to-day variation is that of women of the same age."
    published = Finding(name="within_person_sd", value=pooled, unit=row.unit, basis=row.basis, says=says)
    return Within(sd=pooled, cv_percent=row.cv_percent.get(stage), finding=published)


def _neighbour(life_stage: str) -> str:
    state, _, ages = life_stage.partition("_")
    return f"female_{ages}" if state in ("pregnant", "lactating") else life_stage


def _clearly_more(observed: float, pooled: float, days: int) -> bool:
    freedom = days - 1
    spread = 2 / (NINTHS * freedom)
    critical = freedom * (1 - spread + Z_95 * sqrt(spread)) ** CUBE
    return freedom * (observed / pooled) ** 2 > critical
