"""Use case: what can be said of a person's risk of low magnesium, without a diagnosis."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from dolomite.base.finding import Basis, Finding
from dolomite.base.person import Person
from dolomite.deficiency import lab, risk
from dolomite.report.tree import Section
from dolomite.safety import interaction
from dolomite.safety.assess import Safety
from dolomite.view.deficiency import section


def explain(person: Person, *, on: date, medicines: Mapping[str, str]) -> tuple[tuple[Finding, ...], dict[str, object]]:
    """Findings on risk, symptoms, serum value [mmol/L] and FEMg [%], and the object that `--json` prints.

    `medicines` maps matched medicine classes to what the person typed.
    """
    factors = risk.factors(person, on=on, medicines=medicines)
    symptoms = risk.symptoms(person)
    serum = lab.serum(person.labs, person.sex) if person.labs is not None else ()
    femg = lab.femg(person.labs) if person.labs is not None else None
    prevalence = risk.prevalence()
    load = lab.number_of("load_dose"), lab.number_of("load_positive")
    findings = (*factors, *((symptoms,) if symptoms else ()), *serum, *((femg,) if femg else ()), *prevalence)
    data: dict[str, object] = {
        "risk_factors": [{"id": f.value, **_said(f)} for f in factors],
        "symptoms": _said(symptoms) if symptoms is not None else None,
        "serum": [{"name": f.name, "value": f.value, "unit": f.unit, **_said(f)} for f in serum],
        "femg_percent": femg.value if femg is not None else None,
        "femg": _said(femg) if femg is not None else None,
        "loading_test": {
            "says": f"The loading test ({load[0].value:g} mmol {load[0].says}) is for hospitals and "
            f"must not be done in kidney disease; {load[1].says}.",
            "sources": _sources(load[0].basis),
        },
        "prevalence": [{"value": f.value, "unit": f.unit, **_said(f)} for f in prevalence],
        "verdict": "unknown: nothing here can show or rule out a deficiency",
    }
    return findings, data


def deficiency_of(person: Person, safety: Safety, *, on: date) -> Section:
    """The report's section on deficiency; medicines are those safety understood."""
    findings, data = explain(person, on=on, medicines=interaction.classes(safety.medicines))
    return section(findings, data)


def _said(finding: Finding) -> dict[str, object]:
    return {"says": finding.says, "sources": _sources(finding.basis)}


def _sources(basis: tuple[Basis, ...]) -> list[dict[str, object]]:
    return [{"source": b.source, "at": b.at, "verified": b.verified} for b in basis]
