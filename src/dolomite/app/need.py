"""Use case: what does this person need? From a person file to the section of the report, or to its data alone."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from dolomite.base.person import Person
from dolomite.need.energy import Energy, energy
from dolomite.need.goal import Goal, standing
from dolomite.need.requirement import Requirement, requirements

if TYPE_CHECKING:
    from dolomite.report.tree import Section


def need_of(person: Person, *, on: date, body: str | None = None) -> Section:
    """What a person who is past the door needs on that day. (Units: each nutrient's own a day, energy kcal/d.)

    `body` is the authority; without it the person's own choice. Raises InputError for one that is not known.
    """
    from dolomite.view.need import section

    return section(*_found(person, on=on, body=body), hide_energy=person.hide_energy, units=person.units)


def need_data(person: Person, *, on: date, body: str | None = None) -> dict[str, object]:
    """The object that `dolomite need --json` prints, without the words around it. (Units in the keys.)"""
    from dolomite.view.need_data import data

    return data(*_found(person, on=on, body=body), hide_energy=person.hide_energy)


def _found(person: Person, *, on: date, body: str | None) -> tuple[tuple[Requirement, ...], Energy, Goal]:
    steady = energy(person, on=on)
    if person.weekly_change_kg is None or person.weekly_change_kg == 0:
        return requirements(person, on=on, body=body), steady, standing(person, steady, on=on)
    from dolomite.need.weight import goal  # the dynamic model, for those who asked

    return requirements(person, on=on, body=body), steady, goal(person, steady, on=on)
