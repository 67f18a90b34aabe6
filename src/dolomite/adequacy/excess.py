"""Excess: magnesium from supplements, antacids and laxatives against its own upper level. Food never counts here."""

from __future__ import annotations

from dataclasses import dataclass

from dolomite.base.finding import Basis, Finding
from dolomite.base.span import Span
from dolomite.base.words import amount
from dolomite.need.requirement import Requirement


@dataclass(frozen=True, slots=True, kw_only=True)
class Excess:
    """Supplemental magnesium against `ul_supplemental_mg` [mg/d]. `over` None: cannot be told. The level is not over.

    `times` [1] is how many times the upper level is taken at least.
    """

    supplement_mg: Span
    ul_supplemental_mg: float | None
    over: bool | None
    times: float | None
    finding: Finding


def excess(supplement_mg: Span, requirement: Requirement) -> Excess:
    """Whether magnesium taken beside food [mg/d, elemental] is over the upper level for supplements and medicines.

    `supplement_mg` is the sum of supplements, antacids and laxatives; `requirement` is magnesium's. A dose whose salt
    or amount is unknown leaves the answer open where its ends fall on both sides of the level.
    """
    limit = requirement.ul_supplemental
    low = supplement_mg.low if supplement_mg.low is not None else 0.0
    over: bool | None = None
    if limit is not None:
        if low > limit:
            over = True
        elif supplement_mg.high is not None and supplement_mg.high <= limit:
            over = False
    grounds = tuple(f for f in (requirement.finding("ul"),) if f is not None)
    said = Basis(source="person", at="supplements, antacids and laxatives")
    return Excess(
        supplement_mg=supplement_mg,
        ul_supplemental_mg=limit,
        over=over,
        times=None if limit is None else low / limit,
        finding=Finding(
            name="over_ul_supplemental",
            value=over,
            unit="",
            basis=(said, *(b for f in grounds for b in f.basis)),
            because=grounds,
            says=_says(supplement_mg, limit, over),
        ),
    )


def _says(taken: Span, limit: float | None, over: bool | None) -> str:
    if taken.high == 0:
        return "You take no magnesium beside food."
    if limit is None:
        return "No upper level for magnesium from supplements is set here. That is no proof of safety."
    if over is None:
        return (
            f"Whether what you take beside food is over the upper level of {amount(limit, 'mg')} a day cannot be told, "
            f"because an amount is not known."
        )
    much = amount(taken.low if over else taken.high, "mg")
    if over:
        least = "" if taken.high == taken.low else "at least "
        return (
            f"From supplements, antacids and laxatives you take {least}{much} of magnesium a day: over the upper level "
            f"of {amount(limit, 'mg')}. Loose stools come first. Go down to that level; if it was prescribed, ask "
            f"before you change it."
        )
    return f"Beside food you take {much} of magnesium a day, within the upper level of {amount(limit, 'mg')}."
