"""The report's section on deficiency: what raises the risk, what a value can tell, and that nothing here diagnoses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dolomite.base.finding import Finding
from dolomite.deficiency.lab import TestNumber
from dolomite.report.tree import Section
from dolomite.view.ground import grounded, sources

if TYPE_CHECKING:
    from dolomite.view.shape.safety import Deficiency


def section(
    factors: Sequence[Finding],
    *,
    symptoms: Finding | None,
    serum: Sequence[Finding],
    femg: Finding | None,
    prevalence: Sequence[Finding],
    loading: tuple[TestNumber, TestNumber],
) -> Section:
    """The section from risk, symptoms, serum magnesium [mmol/L], its excretion [%], and how common all this is.

    `loading`: the dose of the loading test [mmol] and the share that counts as positive.
    """
    if factors:
        reasons = "one reason" if len(factors) == 1 else f"{len(factors)} reasons"
        first = f"Low magnesium is more likely for you than for most, for {reasons}: worth a look, not a diagnosis."
    else:
        first = (
            "Nothing you told us makes low magnesium more likely; intake and symptoms alone cannot show or rule it out."
        )
    says = [first, *(f.says for f in factors)]
    if symptoms is not None:
        says.append(symptoms.says)
    if serum:
        says.append(" ".join(f.says for f in serum[:2]))
    else:
        says.append("No blood value was given. Less than one hundredth of the body's magnesium is in the blood serum.")
    if femg is not None:
        says.append(femg.says)
    return Section(
        id="deficiency",
        title="Could you be short of magnesium?",
        says=tuple(says),
        findings=(*factors, *((symptoms,) if symptoms else ()), *serum, *((femg,) if femg else ())),
        data=_data(factors, symptoms, serum, femg, prevalence, loading),
        tone="caution" if factors else "unknown",
    )


def _data(
    factors: Sequence[Finding],
    symptoms: Finding | None,
    serum: Sequence[Finding],
    femg: Finding | None,
    prevalence: Sequence[Finding],
    loading: tuple[TestNumber, TestNumber],
) -> Deficiency:
    dose, positive = loading
    percent = femg.value if femg is not None else None
    return {
        "risk_factors": [{"id": str(f.value), **grounded(f)} for f in factors],
        "symptoms": grounded(symptoms) if symptoms is not None else None,
        "serum": [{"name": f.name, "value": _value(f), "unit": f.unit, **grounded(f)} for f in serum],
        "femg_percent": percent if isinstance(percent, float) else None,
        "femg": grounded(femg) if femg is not None else None,
        "loading_test": {
            "says": f"The loading test ({dose.value:g} mmol {dose.says}) is for hospitals and must not be done in "
            f"kidney disease; {positive.says}.",
            "sources": sources(dose.basis),
        },
        "prevalence": [{"value": _value(f), "unit": f.unit, **grounded(f)} for f in prevalence],
        "verdict": "unknown: nothing here can show or rule out a deficiency",
    }


def _value(finding: Finding) -> float | str | None:
    return finding.value if isinstance(finding.value, (float, int, str)) else None
