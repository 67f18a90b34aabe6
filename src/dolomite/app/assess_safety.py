"""Use case: is it safe for this person, and does somebody have to look first?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dolomite.base.finding import Finding
from dolomite.base.person import Person
from dolomite.report.tree import Section
from dolomite.safety.assess import Safety, assess
from dolomite.supplement.beside_food import beside_food
from dolomite.view.safety import section

if TYPE_CHECKING:
    from dolomite.intake.diary import Matched

MAGNESIUM = "magnesium"


def assess_safety(person: Person, *, on: date, diary: Matched | None = None) -> Safety:
    """What safety finds for this person on that day: clearance, kidneys, dose [mg/d] against the limit, schedule.

    The limit comes from the reference values of the person's chosen authority, the magnesium beside food from the
    person's supplements and medicines and from what a `diary` says was swallowed.
    """
    from dolomite.need.requirement import requirement

    needed = requirement(person, MAGNESIUM, on=on)
    ul: Finding | None = needed.finding("ul") if needed.ul_supplemental is not None else None
    beside = beside_food(person, diary=diary.days_swallowed() if diary is not None else ())
    return assess(person, on=on, beside=beside, ul=ul, alkaline_forms=_alkaline_forms() if beside.sure else frozenset())


def _alkaline_forms() -> frozenset[str]:
    from dolomite.supplement.form import forms

    return frozenset(one.row.id for one in forms() if one.row.alkaline)


def safety_of(person: Person, *, on: date, diary: Matched | None = None) -> tuple[Safety, Section]:
    """What safety finds, and its section of the report. (Units as in each finding.)"""
    found = assess_safety(person, on=on, diary=diary)
    return found, section(found, person, on=on)
