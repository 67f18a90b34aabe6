"""Who may start a trial on their own, and on what dose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Literal

from dolomite import facts
from dolomite.base.finding import Basis, Finding
from dolomite.base.person import Person
from dolomite.base.span import Span
from dolomite.base.words import listed
from dolomite.facts.read import Row
from dolomite.trial.design import Design


class Rule(Row):
    """One rule: what it needs (weeks, points of 0 to 10, years) and what to say when it is not met."""

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    says: str
    ends: Literal["refuse", "stop"]
    at_least_weeks: float | None = None
    at_least_points: float | None = None
    at_least_years: int | None = None


def rules() -> dict[str, Rule]:
    """All rules by id [weeks, points, years]."""
    table: tuple[Rule, ...] = facts.rows("trial/who_may_start", Rule)
    return {row.id: row for row in table}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the plan says of the person [points]; None: nobody asked."""

    baseline_mean: float | None
    prescribed_magnesium: bool | None
    new_treatment: bool | None


def refusals(
    person: Person, design: Design, told: Told, *, on: date, ul_mg: float | None, other_mg: Span
) -> tuple[Finding, ...]:
    """Why this person may not start this trial; empty when nothing speaks against it.

    `ul_mg` the supplemental upper level [mg/d], None when there is none;
    `other_mg` what is swallowed beside food anyway [mg/d]: where its high end is not known nobody can say what the dose
    would add up to, so that it is asked first. What else was not asked does not refuse here (`unasked` names it).
    """
    refused: list[tuple[str, str]] = []
    table = rules()
    pain = person.pain
    weeks = table["lasting"].at_least_weeks
    if pain is not None and pain.duration_weeks is not None and weeks is not None and pain.duration_weeks < weeks:
        refused.append(("lasting", f"pain for {pain.duration_weeks:g} weeks"))
    points = table["enough_pain"].at_least_points
    if told.baseline_mean is not None and points is not None and told.baseline_mean < points:
        refused.append(("enough_pain", f"average pain {told.baseline_mean:.1f}"))
    years = table["adult"].at_least_years
    if years is not None and person.age_years(on) < years:
        refused.append(("adult", f"{person.age_years(on)} years"))
    if person.state == "pregnant":
        refused.append(("not_pregnant", "pregnant"))
    if told.prescribed_magnesium:
        refused.append(("prescribed_magnesium", "magnesium was prescribed"))
    if told.new_treatment:
        refused.append(("new_treatment", "another treatment begins"))
    doses = [arm.daily_mg for arm in design.arms if arm.daily_mg is not None]
    if doses and other_mg.high is None:
        refused.append(("unknown_magnesium", f"not known: {listed(other_mg.unknown, most=None)}"))
    elif ul_mg is not None and design.over_ul_decision is None and other_mg.high is not None:
        totals = dict.fromkeys(dose + other_mg.high for dose in doses)
        refused += [
            ("over_ul", f"{round(total, 1):g} mg a day in all, upper level {ul_mg:g} mg")
            for total in totals
            if total > ul_mg
        ]
    return tuple(
        Finding(
            name=identifier,
            value=why,
            unit="",
            basis=(*table[identifier].basis, Basis(source="person", at=why)),
            says=table[identifier].says,
        )
        for identifier, why in refused
    )


def unasked(person: Person, told: Told) -> tuple[str, ...]:
    """What nobody asked, each as a sentence to answer before day 1."""
    table = rules()
    says: list[str] = []
    if person.pain is None or person.pain.duration_weeks is None:
        says.append(f"How long the pain has lasted is not known. {table['lasting'].says}")
    if told.baseline_mean is None:
        says.append(f"How strong the pain is on average is not known. {table['enough_pain'].says}")
    if told.prescribed_magnesium is None:
        says.append(f"Whether magnesium was prescribed is not known. {table['prescribed_magnesium'].says}")
    if told.new_treatment is None:
        says.append(f"Whether another treatment is about to begin is not known. {table['new_treatment'].says}")
    return tuple(says)


def stop_rules() -> tuple[Finding, ...]:
    """What ends a trial at once."""
    return tuple(
        Finding(name=row.id, value=None, unit="", basis=row.basis, says=row.says)
        for row in rules().values()
        if row.ends == "stop"
    )
