"""The report's section on deficiency: what raises the risk, what a value can tell, and that nothing here diagnoses."""

from __future__ import annotations

from collections.abc import Mapping

from dolomite.base.finding import Finding
from dolomite.report.tree import Section


def section(findings: tuple[Finding, ...], data: Mapping[str, object]) -> Section:
    """The section from the findings of risk, symptoms and laboratory. (Units as in each finding.)"""
    factors = [f for f in findings if f.name == "risk_factor"]
    serum = [f for f in findings if f.name in ("serum_magnesium", "serum_reading")]
    if factors:
        reasons = "one reason" if len(factors) == 1 else f"{len(factors)} reasons"
        first = f"Low magnesium is more likely for you than for most, for {reasons}: worth a look, not a diagnosis."
    else:
        first = (
            "Nothing you told us makes low magnesium more likely; intake and symptoms alone cannot show or rule it out."
        )
    says = [first, *(f.says for f in factors)]
    says += [f.says for f in findings if f.name == "symptoms"]
    if serum:
        says.append(" ".join(f.says for f in serum[:2]))
    else:
        says.append("No blood value was given. Less than one hundredth of the body's magnesium is in the blood serum.")
    says += [f.says for f in findings if f.name == "femg"]
    shown = tuple(f for f in findings if f.name != "prevalence")
    return Section(
        id="deficiency",
        title="Could you be short of magnesium?",
        says=tuple(says),
        findings=shown,
        data=data,
        tone="caution" if factors else "unknown",
    )
