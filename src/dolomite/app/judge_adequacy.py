"""Use case: does this person get enough, and too much beside food?"""

from __future__ import annotations

from dataclasses import replace

from dolomite.adequacy.days import remarks
from dolomite.adequacy.excess import excess
from dolomite.app.case import Case
from dolomite.base.errors import InputError
from dolomite.report.tree import Section
from dolomite.view import adequacy as view


def judge_adequacy(case: Case) -> Section:
    """How likely the diary's averages fall short, and whether too much is taken beside food [units a day].

    Raises InputError without a diary of which a day counts.
    """
    if not case.adequacies:
        raise InputError("no day of a diary is complete, so that nothing can be judged. Give one.", field="diary")
    section = view.section(
        case.adequacies, excess(case.beside_food.usual, case.magnesium), clearance=case.safety.clearance
    )
    counted = () if case.total is None else tuple(day.on for day in case.total.counted)
    return replace(section, says=(*section.says, *remarks(counted)))
