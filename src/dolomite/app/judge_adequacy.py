"""Use case: does this person get enough, and too much beside food? From a diary's totals to the report's section."""

from __future__ import annotations

from datetime import date

from dolomite.adequacy.excess import excess
from dolomite.adequacy.probability import Adequacy, assess_all
from dolomite.base.person import Person
from dolomite.base.span import Span
from dolomite.intake.total import Total
from dolomite.intake.usual import usual
from dolomite.need.requirement import MAGNESIUM, requirement, requirements
from dolomite.report.tree import Section
from dolomite.view.adequacy import section


def judge(person: Person, found: Total, *, on: date) -> Section:
    """The report's section on adequacy of a diary's averages [each nutrient's unit a day] on that day."""
    return section(adequacies(person, found, on=on), excess(found.supplement_mg, requirement(person, MAGNESIUM, on=on)))


def adequacies(person: Person, found: Total, *, on: date) -> tuple[Adequacy, ...]:
    """How likely each nutrient falls short, magnesium first, for a person past the door [each in its unit a day].

    The average requirement is compared with food plus supplements, the upper level with what is taken beside food
    alone. Supplements are known for magnesium only; the other nutrients are what the food gives.
    """
    needs = requirements(person, on=on)
    intakes = {r.nutrient: found.nutrients[r.nutrient] for r in needs if r.nutrient in found.nutrients}
    intakes[MAGNESIUM] = Span.total((intakes[MAGNESIUM], found.supplement_mg))
    observed = {name: sd for name in intakes if (sd := usual(found, name).within_sd) is not None}
    before = person.weight_before_pregnancy_kg
    return assess_all(
        needs,
        intakes,
        days=len(found.counted),
        observed_sd=observed,
        weight_kg=before if before is not None else person.weight_kg,
    )
