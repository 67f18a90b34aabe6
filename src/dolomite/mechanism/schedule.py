"""When a dose is swallowed and how a day falls into stretches on which the solver works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from dolomite.base.errors import InputError
from dolomite.base.units import HOURS_PER_DAY

if TYPE_CHECKING:
    from dolomite.mechanism.parameter import Array

# After each dose the stretches grow with the time since it: blood moves fast first, then slowly. Any grading gives the
# same answer within the solver's tolerance; this one was the cheapest of those tried.
GRADES_H = (2.0, 6.0, 13.0)
SAME_INSTANT_H = 1e-9  # times closer than this are one instant [h]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A piece of time without an event inside: `hours` [h], what enters at its start and what runs during it.

    `absorbable` [mmol] enters the gut and will reach the blood, `passing` [mmol] enters the gut and will leave it,
    `infusion` [mmol/h] runs into the blood. `ends_day` marks where the courses are recorded.
    """

    hours: float
    absorbable: Array | None = None
    passing: Array | None = None
    infusion: Array | None = None
    ends_day: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """One swallow of the day: `hour` [h] after the first meal, `with_meal` or in between."""

    hour: float
    with_meal: bool


def intakes(split: int, *, meals: int, between_h: float) -> tuple[Intake, ...]:
    """When `split` equal parts of a daily dose are swallowed: with meals first, spread over the day, then between them.

    `meals` a day lie `between_h` [h] apart. Raises InputError for fewer than one part or more than meals and gaps hold.
    """
    if not 1 <= split <= 2 * meals:
        raise InputError(f"{split} parts a day cannot be placed. Give 1 to {2 * meals}.", field="split")
    if split == 1:
        return (Intake(hour=0.0, with_meal=True),)
    if split <= meals:
        which = sorted({round(i * (meals - 1) / (split - 1)) for i in range(split)})
        return tuple(Intake(hour=i * between_h, with_meal=True) for i in which)
    at_meals = [Intake(hour=i * between_h, with_meal=True) for i in range(meals)]
    gaps = [Intake(hour=(i + 0.5) * between_h, with_meal=False) for i in range(split - meals)]
    return tuple(sorted(at_meals + gaps, key=lambda intake: intake.hour))


def day(hours: Sequence[float], absorbable: Sequence[Array], passing: Sequence[Array]) -> tuple[Stretch, ...]:
    """One day that begins with its first dose: doses at `hours` [h], each `absorbable` and `passing` [mmol].

    Stretches add up to 24 h; the last one ends the day.
    """
    ends = [*hours[1:], float(HOURS_PER_DAY)]
    stretches: list[Stretch] = []
    for i, (begin, end) in enumerate(zip(hours, ends, strict=True)):
        cuts = [0.0, *(g for g in GRADES_H if g < end - begin), end - begin]
        for j, (a, b) in enumerate(pairwise(cuts)):
            last = i == len(hours) - 1 and j == len(cuts) - 2
            stretches.append(
                Stretch(
                    hours=round(b - a, 9),
                    absorbable=absorbable[i] if j == 0 else None,
                    passing=passing[i] if j == 0 else None,
                    ends_day=last,
                )
            )
    return tuple(stretches)


def hourly(hours: Sequence[float], absorbable: Sequence[Array], passing: Sequence[Array]) -> tuple[Stretch, ...]:
    """One day in stretches of half an hour, each of them recorded; doses at `hours` [h] as in `day` [mmol]."""
    halves = 2 * HOURS_PER_DAY
    at = {round(hour * 2): i for i, hour in enumerate(hours)}
    return tuple(
        Stretch(
            hours=0.5,
            absorbable=absorbable[at[half]] if half in at else None,
            passing=passing[at[half]] if half in at else None,
            ends_day=True,
        )
        for half in range(halves)
    )


def infusions(parts: Sequence[tuple[float, Array]], *, at_h: Sequence[float], step_h: float) -> tuple[Stretch, ...]:
    """Infusions one after another, `parts` = (hours [h], rate [mmol/h]), then nothing, cut at each of `at_h` [h].

    Stretches are at most `step_h` [h] long; the ones that end at an hour of `at_h` are marked for recording.
    """
    edges = np.cumsum([0.0, *(hours for hours, _ in parts)])
    marks = sorted({round(float(e), 9) for e in edges} | {round(h, 9) for h in at_h})
    stretches: list[Stretch] = []
    for begin, end in pairwise(marks):
        rate = next((r for (e, (_, r)) in zip(edges[1:], parts, strict=True) if end <= e + SAME_INSTANT_H), None)
        pieces = int(np.ceil((end - begin) / step_h))
        for piece in range(pieces):
            stretches.append(
                Stretch(
                    hours=round((end - begin) / pieces, 9),
                    infusion=rate,
                    ends_day=piece == pieces - 1 and end in {round(h, 9) for h in at_h},
                )
            )
    return tuple(stretches)
