"""Use case: is it safe for this person, and does somebody have to look first?"""

from __future__ import annotations

from datetime import date

from dolomite.base.finding import Finding
from dolomite.base.person import Person
from dolomite.report.tree import Section
from dolomite.safety.assess import Safety, assess
from dolomite.view.safety import section

MAGNESIUM = "magnesium"


def assess_safety(person: Person, *, on: date) -> Safety:
    """What safety finds for this person on that day: clearance, kidneys, dose [mg/d] against the limit, schedule.

    The limit comes from the reference values of the person's chosen authority, the magnesium in each supplement from
    the forms.
    """
    from dolomite.need.requirement import requirement
    from dolomite.supplement.form import daily_elemental, forms

    taken = person.supplements if isinstance(person.supplements, tuple) else ()
    needed = requirement(person, MAGNESIUM, on=on)
    ul: Finding | None = needed.finding("ul") if needed.ul_supplemental is not None else None
    return assess(
        person,
        on=on,
        supplement_parts=tuple(daily_elemental(one) for one in taken),
        ul=ul,
        alkaline_forms=frozenset(one.row.id for one in forms() if one.row.alkaline) if taken else frozenset(),
    )


def safety_of(person: Person, *, on: date) -> tuple[Safety, Section]:
    """What safety finds, and its section of the report. (Units as in each finding.)"""
    found = assess_safety(person, on=on)
    return found, section(found, person, on=on)
