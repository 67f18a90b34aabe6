"""What the pages of a trial say beside its sections: what it can and cannot show, and what the answer means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dolomite.base.errors import InputError
from dolomite.trial.design import Design
from dolomite.trial.power import Chances

DAYS_A_WEEK = 7
OFFERED = ("Shorter", "As suggested", "Longer, and surer")
MEANS = {
    "same": "You can stop paying for this.",
    "no_worthwhile_difference": "You can stop paying for this.",
    "worthwhile": "If it goes on helping, talk about the dose and your kidneys once a year.",
    "helps_less": "It helps a little less than you asked for. Whether that is worth its price is yours to say.",
    "cannot_tell": "Nothing was lost but time: nobody could have known without trying.",
}


def power_says(design: Design, chances: tuple[Chances, ...]) -> tuple[str, ...]:
    """How often made-up trials of this length end in each answer, when nothing helps and when it does. (Of 100.)"""
    mine = [chance for chance in chances if chance.pairs == design.pairs]
    none = min(mine, key=lambda chance: abs(chance.effect))
    some = min(mine, key=lambda chance: abs(chance.effect + design.worthwhile_points))
    weeks = f"{design.days / DAYS_A_WEEK:.0f} weeks"
    said = 100 * some.says_helps
    return (
        f"If it does nothing for you, these {weeks} will end in “cannot tell” in {100 * none.cannot_tell:.0f} "
        "of 100 cases.",
        f"If it takes {points(abs(some.effect))} off your pain, they will say that it helps in {said:.0f} "
        f"of 100 cases, and “cannot tell” in {100 * some.cannot_tell:.0f}.",
    )


def points(many: float) -> str:
    """A number of points of pain as it is read: 1 point, 1.5 points. [points]"""
    return f"{many:g} point" if many == 1 else f"{many:g} points"


def lengths_says(design: Design, pairs: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Each number of pairs that is offered, with how long the trial then takes [days]."""
    lengths = []
    for name, number in zip(OFFERED, pairs, strict=True):
        try:
            days = replace(design, pairs=int(number)).days
        except InputError:  # too few for an effect that comes slowly
            continue
        lengths.append((number, f"{name}: {days} days"))
    return tuple(lengths)


def length_says(design: Design) -> str:
    """How long it takes and of what it consists [days]."""
    return (
        f"{design.days} days: {design.baseline_days} of only rating, then {design.periods} periods of "
        f"{design.period_days} days, in an order that is drawn by chance and sealed."
    )
