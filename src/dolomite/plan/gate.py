"""Whether a plan can be made at all: how much of the diary is known, and whether anything may be taken away."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from dolomite import facts
from dolomite.base.person import Person
from dolomite.intake.diary import Matched
from dolomite.intake.total import is_unknown
from dolomite.need.energy import bmi
from dolomite.plan.problem import setting


class Thin(facts.Row):
    """From which age [years] on, and below which body mass index [kg/m2], nothing is taken away."""

    unique: ClassVar[tuple[str, ...]] = ("from_age_years",)
    from_age_years: float
    bmi: float
    unit: str


def share_known(diary: Matched) -> float | None:
    """Which share of the food lines of the counted days has its magnesium known [0 to 1]; None without any line."""
    days = set(diary.counted_days())
    lines = [line for line in diary.eaten if line.row.on in days]
    return sum(not is_unknown(line) for line in lines) / len(lines) if lines else None


def knows_enough(diary: Matched) -> bool:
    """Whether enough of the diary is known to plan from [share, 0 to 1]."""
    share = share_known(diary)
    return share is not None and share >= setting("least_known")


def is_thin(person: Person, *, on: date) -> bool:
    """Whether the person's body mass index [kg/m2] is so low for their age that nothing may be taken away."""
    if person.weight_kg is None or person.height_cm is None:
        return False
    age = person.age_years(on)
    rows = [row for row in facts.rows("plan/thin", Thin) if age is None or row.from_age_years <= age]
    index: float = bmi(weight_kg=person.weight_kg, height_cm=person.height_cm)
    least: float = max(row.bmi for row in rows)
    return index < least
