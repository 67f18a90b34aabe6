"""Many virtual persons: who they are, what they swallow, and the courses that follow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from dolomite.base.units import HOURS_PER_DAY, MG_PER_MMOL_MAGNESIUM
from dolomite.mechanism import absorb, parameter
from dolomite.mechanism.form import Form, FormRow, met_by
from dolomite.mechanism.kidney import balance
from dolomite.mechanism.plasma import Body, body
from dolomite.mechanism.schedule import Stretch, day, intakes
from dolomite.mechanism.solver import CHUNK, Solver, State

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dolomite.mechanism.parameter import Array, Draws

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known of the real person; None: drawn. `egfr` [mL/min/1.73 m2], `usual_mg` [mg/d], `weight_kg` [kg],
    `plasma` total magnesium by laboratory [mmol/L]."""

    egfr: float | None = None
    usual_mg: float | None = None
    weight_kg: float | None = None
    plasma: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Virtual persons: their parameters, their place in the form's uncertainty (0 to 1), and what is known of all."""

    draws: Draws
    form_share: Array
    known: Known

    def met(self, row: FormRow) -> Form:
        """A form as these persons meet it. (Units are in the form.)"""
        return met_by(row, self.form_share)

    def first(self, count: int) -> People:
        """The first `count` of these [persons]."""
        draws = {name: values[:count] for name, values in self.draws.items()}
        return People(draws=draws, form_share=self.form_share[:count], known=self.known)

    def value(self, known: float | None, drawn: str) -> Array:
        """What is known of the person, for all, or else what was drawn [unit of either]."""
        return self.draws[drawn] if known is None else np.full(self.form_share.shape, known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Doses:
    """A daily dose: `absorbable` and `passing` [mmol] for each part of the day, `hours` [h] when, and `share` [1]."""

    hours: tuple[float, ...]
    absorbable: tuple[Array, ...]
    passing: tuple[Array, ...]

    @property
    def absorbed_mmol_d(self) -> Array:
        """Absorbed a day beyond the diet [mmol/d]."""
        total: Array = np.sum(self.absorbable, axis=0)
        return total

    @property
    def swallowed_mmol_d(self) -> Array:
        """Swallowed a day [mmol/d]."""
        passing: Array = np.sum(self.passing, axis=0)
        return self.absorbed_mmol_d + passing


@dataclass(frozen=True, slots=True, kw_only=True)
class Courses:
    """Courses day by day, arrays (days, persons): changes from balance unless said otherwise.

    `plasma` total at the end of the day, `plasma_mean` and `plasma_peak` over it [mmol/L, mean and end as changes, peak
    absolute], `csf` relative change of the day's mean [1], `urine` gained that day [mmol/d], `gut` still in the gut
    [mmol]. `unbalanced` is the largest part of what came in that is not found again [1].
    """

    plasma: Array
    plasma_mean: Array
    plasma_peak: Array
    csf: Array
    urine: Array
    gut: Array
    unbalanced: float


def people(count: int, rng: np.random.Generator, known: Known | None = None) -> People:
    """`count` virtual [persons] who share what is known of the real one."""
    return People(draws=parameter.draw(count, rng), form_share=rng.random(count), known=known or Known())


def bodies(who: People, form: Form | None = None) -> Body:
    """These persons in balance with their usual diet; with a slow `form` its release delays absorption. [mmol, h, L]"""
    half_time = None
    if form is not None:
        half_time = who.draws["absorption_half_time"] + np.log(2) * form.release_h / 2
    measured = None if who.known.plasma is None else np.full(who.form_share.shape, who.known.plasma)
    return body(
        who.draws,
        gfr=who.value(who.known.egfr, "gfr_when_unknown"),
        usual_mg=who.value(who.known.usual_mg, "usual_intake"),
        weight_kg=who.value(who.known.weight_kg, "weight"),
        measured=measured,
        absorption_half_time_h=half_time,
    )


def doses(who: People, form: Form, *, dose_mg: float, split: int) -> Doses:
    """What `dose_mg` [mg elemental/d] in `split` equal parts yields, with meals first.

    Raises InputError for a split that cannot be placed.
    """
    draws = who.draws
    law = absorb.uptake(draws)
    meal = absorb.meal_mmol(who.value(who.known.usual_mg, "usual_intake"), draws)
    when = intakes(split, meals=int(draws["meals_per_day"][0]), between_h=float(draws["meal_interval"][0]))
    part = np.full(meal.shape, dose_mg / MG_PER_MMOL_MAGNESIUM / split)
    count = absorb.packets(form.release_h, draws)
    taken = {
        with_meal: absorb.from_dose(
            law, part, meal=meal if with_meal else meal * 0, released=form.released, packets=count
        )
        for with_meal in (True, False)
    }
    absorbable = tuple(taken[intake.with_meal] for intake in when)
    return Doses(
        hours=tuple(intake.hour for intake in when), absorbable=absorbable, passing=tuple(part - a for a in absorbable)
    )


def simulate(who: People, form: Form, *, dose_mg: float, split: int, days: int) -> Courses:
    """Courses of these persons over `days` [d] of `dose_mg` [mg elemental/d] in `split` parts.

    The day begins with the first meal; the persons start in balance with their usual diet.
    """
    given = doses(who, form, dose_mg=dose_mg, split=split)
    return courses(bodies(who, form), given, days=days)


def courses(bodies: Body, given: Doses, *, days: int) -> Courses:
    """Courses of `bodies` over `days` [d] of the same `given` doses [mmol] a day, in groups that fit a core's cache."""
    settled = balance(bodies.kidney, bodies.diet_mmol_h + given.absorbed_mmol_d / HOURS_PER_DAY)
    around = settled / bodies.plasma - 1
    # Persons whose excretion bends alike go together: the sharpest bend of a group decides its stretches and sweeps.
    order = np.argsort(bodies.kidney.steepness * np.abs(around), kind="stable")
    groups = [order[begin : begin + CHUNK] for begin in range(0, bodies.people, CHUNK)]

    def group(part: NDArray[np.intp]) -> Courses:
        one_day = day(given.hours, [a[part] for a in given.absorbable], [p[part] for p in given.passing])
        return _group(take(bodies, part), one_day, given.swallowed_mmol_d[part], around[part], days)

    parts = [group(part) for part in groups]
    back = np.argsort(order, kind="stable")
    names = [f.name for f in fields(Courses) if f.name != "unbalanced"]
    joined = {name: np.concatenate([getattr(part, name) for part in parts], axis=1)[:, back] for name in names}
    return Courses(**joined, unbalanced=max(part.unbalanced for part in parts))


def _group(bodies: Body, one_day: Sequence[Stretch], swallowed: Array, around: Array, days: int) -> Courses:
    solver, state = Solver(bodies, around=around), State.at_rest(bodies.people)
    shape = (days, bodies.people)
    plasma, mean, peak = np.empty(shape), np.empty(shape), np.empty(shape)
    csf, urine, gut = np.empty(shape), np.empty(shape), np.empty(shape)
    before = state.urine
    for i in range(days):
        state.restart()
        for slot, stretch in enumerate(one_day):
            solver.advance(state, stretch, slot=slot)
        plasma[i] = solver.plasma_change(state)
        mean[i] = state.plasma_area / HOURS_PER_DAY
        peak[i] = state.plasma_peak + bodies.plasma
        csf[i] = state.csf_area / HOURS_PER_DAY
        urine[i] = state.urine - before
        gut[i] = state.gut + state.passing
        before = state.urine
    came_in = swallowed * days
    lost = np.abs(solver.held(state) - came_in) / np.maximum(came_in, bodies.at_rest[0])
    return Courses(
        plasma=plasma, plasma_mean=mean, plasma_peak=peak, csf=csf, urine=urine, gut=gut, unbalanced=float(lost.max())
    )


def trace(bodies: Body, stretches: Sequence[Stretch]) -> tuple[tuple[float, ...], Array, Array, Array]:
    """Times [h] at the start and at each marked end, and there (times, persons): plasma above balance [mmol/L], spinal
    fluid above usual [1], magnesium in the gut [mmol]."""
    solver, state = Solver(bodies), State.at_rest(bodies.people)
    rest = np.zeros(bodies.people)
    times, rise, fluid, gut = [0.0], [rest], [rest], [rest]
    now = 0.0
    for stretch in stretches:
        if stretch.absorbable is not None and stretch.passing is not None:
            gut[-1] = (
                gut[-1] + stretch.absorbable + stretch.passing
            )  # a dose is in the gut from the moment it is swallowed
        solver.advance(state, stretch)
        now += stretch.hours
        if stretch.ends_day:
            times.append(now)
            rise.append(solver.plasma_change(state))
            fluid.append(state.csf)
            gut.append(state.gut + state.passing)
    return tuple(times), np.array(rise), np.array(fluid), np.array(gut)


def take(value: T, part: slice | NDArray[np.intp]) -> T:
    """The same value for some of the persons: every array, in nested values too, cut along its last axis."""
    changed: dict[str, object] = {}
    for field in fields(value):  # type: ignore[arg-type]
        held = getattr(value, field.name)
        changed[field.name] = take(held, part) if is_dataclass(held) else held[..., part]
    return replace(value, **changed)  # type: ignore[type-var]
