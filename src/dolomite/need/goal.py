"""A weight goal as a value, and the answer where nothing has to be worked out: no goal, or a goal of no change.

Apart from `weight`, so that a person without a goal does not pay for loading the dynamic model.
"""

from __future__ import annotations

from datetime import date

from dolomite.base.finding import Finding
from dolomite.base.frozen import dataclass
from dolomite.base.person import Person
from dolomite.facts import light_rows
from dolomite.need.energy import BoundRow, Energy, grown_up

DAYS_PER_WEEK = 7  # calendar


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """The projected weight on one day: `kg`, its band, and what the rule of 3,500 kcal per pound would say [kg]."""

    day: int
    kg: float
    low_kg: float
    high_kg: float
    linear_kg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """The answer to a weight goal. Energies in kcal a day, changes in kg a week.

    `target_kcal` None: there is none, for the reason in `refusal` or because something is missing. `bound_by` names
    the bound that changed the number, or the refusal. `linear_kcal` is what the rule of 3,500 kcal per pound asks for.
    """

    asked_kg_per_week: float
    floor_kcal: float | None
    kg_per_week: float | None = None
    target_kcal: float | None = None
    bound_by: str | None = None
    linear_kcal: float | None = None
    refusal: Finding | None = None
    curve: tuple[Point, ...] = ()
    findings: tuple[Finding, ...] = ()
    says: tuple[str, ...] = ()


def standing(person: Person, energy: Energy, *, on: date) -> Goal:
    """The answer [kcal/d] for somebody who wants no change: what keeps the weight steady, and the lowest intake."""
    lowest = floor(person, on=on)
    steady = energy.maintain.known
    return Goal(
        asked_kg_per_week=0.0,
        floor_kcal=None if lowest is None else lowest.value,
        target_kcal=steady,
        kg_per_week=None if steady is None else 0.0,
    )


def floor(person: Person, *, on: date) -> BoundRow | None:
    """The lowest intake that is ever a target [kcal/d]; None for children and in pregnancy, who get no target."""
    if person.state == "pregnant" or not grown_up(person, on=on):
        return None
    return goal_bound("lowest_intake", person)


def goal_bound(name: str, person: Person) -> BoundRow:
    """One bound of facts/need/weight_goal.yaml for this person's sex, in its row's own unit."""
    rows = light_rows("need/weight_goal", BoundRow)
    return next(r for r in rows if r.id == name and r.sex in ("any", person.sex))
