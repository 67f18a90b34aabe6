"""Use case: may this person start this trial? Safety's word on the person with the trial's dose added."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dolomite.app.case import Case
from dolomite.base.errors import InputError
from dolomite.base.person import Person, Supplement
from dolomite.facts import ids
from dolomite.safety.decide import Clearance, decide
from dolomite.safety.rule import keep_most_urgent
from dolomite.trial.design import Design


def clear(person: Person, design: Design, *, on: date) -> Clearance:
    """What safety says of this person taking any of the trial's doses beside what they take anyway [mg/d].

    Every arm is judged by itself; the most urgent finding of each rule counts, with the stops of all.

    Raises InputError for a form of magnesium that is not known.
    """
    doses = [arm for arm in design.arms if arm.daily_mg is not None]
    for arm in doses:
        if arm.form is not None and arm.form not in ids().forms:
            raise InputError(
                f"form {arm.form!r} is not a known form of magnesium. `dolomite supplement forms` lists them."
            )
    if not doses:
        return Case(person=person, on=on).safety.clearance
    # What nobody asked about stays unknown beside the trial's dose; it does not become nothing.
    taken = person.supplements if isinstance(person.supplements, tuple) else (Supplement(form="unknown"),)
    # The largest dose is not always the worst: a smaller one of a salt that takes away acid disturbs other medicines.
    added = (Supplement(form=arm.form or "unknown", elemental_mg=arm.daily_mg) for arm in doses)
    judged = [
        Case(person=replace(person, supplements=(*taken, supplement)), on=on).safety.clearance for supplement in added
    ]
    return decide(keep_most_urgent(alert for clearance in judged for alert in clearance.alerts))
