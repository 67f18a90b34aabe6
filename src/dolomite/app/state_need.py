"""Use case: what does this person need?"""

from __future__ import annotations

from dolomite.app.case import Case
from dolomite.report.tree import Section
from dolomite.view import need as view


def state_need(case: Case, *, body: str | None = None) -> Section:
    """What the person needs on the case's day [each nutrient in its unit a day, energy in kcal/d].

    `body` is another authority than the person's own. Raises InputError for one that is not known.
    """
    needs = case.requirements
    if body is not None:
        from dolomite.need.requirement import requirements

        needs = requirements(case.person, on=case.on, body=body)
    return view.section(
        needs,
        case.energy,
        case.goal,
        clearance=case.safety.clearance,
        hide_energy=case.hide_energy,
        units=case.person.units,
    )
