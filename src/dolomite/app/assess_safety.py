"""Use case: is it safe for this person, and does somebody have to look first?"""

from __future__ import annotations

from dolomite.app.case import Case
from dolomite.report.tree import Section
from dolomite.view import safety as view


def assess_safety(case: Case) -> Section:
    """The section "Is it safe for you?", the most urgent first."""
    return view.section(case.safety, case.person, on=case.on)


def letter_lines(case: Case) -> tuple[str, ...]:
    """One page for a doctor or pharmacist, as lines."""
    from dolomite.safety.letter import letter as lines

    return lines(case.person, case.safety, on=case.on)
