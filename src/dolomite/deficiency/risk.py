"""Who is at risk of low magnesium, what symptoms can tell, and how common low intake and low serum values are."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from dolomite import facts
from dolomite.base.finding import Basis, Finding
from dolomite.base.person import Person


class RiskRow(facts.Row):
    """One reason why low magnesium is more likely: by condition, medicine (interaction id), or from an age [years]."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    says: str
    conditions: tuple[str, ...] = ()
    medicines: tuple[str, ...] = ()
    from_age_years: int | None = None


class SymptomRow(facts.Row):
    """Symptoms named for deficiency at one stage."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    words: str
    symptoms: tuple[str, ...]


class PrevalenceRow(facts.Row):
    """A share of people [%]: one figure when `low` equals `high`, unknown when both are None."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    low: float | None
    high: float | None
    what: str


def factors(person: Person, *, on: date, medicines: Mapping[str, str]) -> tuple[Finding, ...]:
    """The risk factors that hold for this person, each with what it rests on. (No unit: no score is made.)

    `medicines` maps the id of a matched medicine class (such as "ppi") to what the person typed: nobody is asked twice.
    """
    findings = []
    for row in facts.rows("deficiency/risk", RiskRow):
        because = _because(row, person, on, medicines)
        if because:
            grounds = (Basis(source="person", at=", ".join(because)), *row.basis)
            findings.append(Finding(name="risk_factor", value=row.id, unit="", basis=grounds, says=row.says))
    return tuple(findings)


def _because(row: RiskRow, person: Person, on: date, medicines: Mapping[str, str]) -> list[str]:
    because = []
    if person.conditions is not None and person.conditions != "unknown":
        because += [f"conditions: {c}" for c in person.conditions if c in row.conditions]
    because += [f"medicines: {medicines[m]}" for m in row.medicines if m in medicines]
    if row.from_age_years is not None and person.age_years(on) >= row.from_age_years:
        because.append(f"age {person.age_years(on)}")
    return because


def symptoms(person: Person) -> Finding | None:
    """What the person's own symptoms can tell: never a diagnosis. None when none was asked or named."""
    if person.symptoms is None or person.symptoms == "unknown" or not person.symptoms:
        return None
    rows = facts.rows("deficiency/symptom", SymptomRow)
    named = tuple(s for s in person.symptoms if any(s in row.symptoms for row in rows))
    basis = (Basis(source="person", at="symptoms"), *(b for row in rows for b in row.basis))
    if named:
        listed = ", ".join(name.replace("_", " ") for name in named)
        says = (
            f"People with low magnesium can have {listed}, and so can people with many other causes. "
            "Symptoms cannot show that you lack magnesium."
        )
    else:
        says = "None of your symptoms is one that is named for low magnesium."
    return Finding(name="symptoms", value=len(named), unit="", basis=tuple(dict.fromkeys(basis)), says=says)


def prevalence() -> tuple[Finding, ...]:
    """How common low intake and low serum magnesium are [%], as published; unknown stays unknown."""
    return tuple(
        Finding(
            name="prevalence",
            value=row.low if row.low == row.high else f"{row.low:g} to {row.high:g}",
            unit="%",
            basis=row.basis,
            says=f"{row.what}: {_share(row)}.",
        )
        for row in facts.rows("deficiency/prevalence", PrevalenceRow)
    )


def _share(row: PrevalenceRow) -> str:
    if row.low is None or row.high is None:
        return "unknown"
    return f"{row.low:g} %" if row.low == row.high else f"{row.low:g} to {row.high:g} %"
