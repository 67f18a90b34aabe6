"""Use case: may this person start this trial? Safety's word on the person with the trial's dose added."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dolomite.app.assess_safety import assess_safety
from dolomite.base.errors import InputError
from dolomite.base.person import Person, Supplement
from dolomite.facts import ids
from dolomite.safety.decide import Clearance
from dolomite.trial.design import Design


def clear(person: Person, design: Design, *, on: date) -> Clearance:
    """What safety says of this person taking the trial's largest dose beside what they take anyway [mg/d].

    Raises InputError for a form of magnesium that is not known.
    """
    doses = [arm for arm in design.arms if arm.elemental_mg is not None]
    for arm in doses:
        if arm.form is not None and arm.form not in ids().forms:
            raise InputError(
                f"form {arm.form!r} is not a known form of magnesium. `dolomite supplement forms` lists them."
            )
    if not doses:
        return assess_safety(person, on=on).clearance
    most = max(doses, key=lambda arm: arm.elemental_mg or 0.0)
    added = Supplement(form=most.form or "unknown", elemental_mg=most.elemental_mg)
    # What nobody asked about stays unknown beside the trial's dose; it does not become nothing.
    taken = person.supplements if isinstance(person.supplements, tuple) else (Supplement(form="unknown"),)
    return assess_safety(replace(person, supplements=(*taken, added)), on=on).clearance
