"""What a dose does in the model: courses with bands, the receptor, forms and splits side by side, the upper bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from dolomite.base.units import HOURS_PER_DAY, MG_PER_MMOL_MAGNESIUM
from dolomite.mechanism import block, csf, plasma, population
from dolomite.mechanism.band import Band, Course, band, course
from dolomite.mechanism.form import Form, FormRow, form_row, forms
from dolomite.mechanism.kidney import balance
from dolomite.mechanism.population import Doses, People
from dolomite.mechanism.schedule import hourly

if TYPE_CHECKING:
    from dolomite.mechanism.parameter import Array
    from dolomite.mechanism.plasma import Body

POTENTIALS = ("potential_deep", "potential_rest", "potential_half", "potential_strong")
REST = "potential_rest"
FIRST_DAY_PEOPLE = (
    200  # the first day's curve is drawn from the first so many persons: more do not change it to the eye
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked: `dose_mg` elemental magnesium a day [mg/d] as `form`, in `split` parts, over `days` [d]."""

    dose_mg: float
    form: str
    split: int
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Receptor:
    """The receptor at one membrane potential [mV]: shares unblocked [1] before and after, changes relative to before
    [%] by Jahr and Stevens, by Mel's variant, and under the hypothetical depletion."""

    potential_mv: float
    before: Band
    after: Band
    change: Band
    change_mel: Band
    depletion: Band


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherWay:
    """The same daily dose taken another way: absorbed [mg/d], long-run change of the unblocked share at rest [%]."""

    form: str
    split: int
    absorbed_mg: Band
    change: Band


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Courses at `times`: gut and urine [mg, mg/d], plasma and spinal fluid [mmol/L], unblocked share at rest [1]; and
    each person's changes from before of plasma [mmol/L], spinal fluid [%] and the unblocked share [%]."""

    times: tuple[float, ...]
    gut_mg: Course
    plasma_total: Course
    plasma_ultrafilterable: Course
    plasma_ionised: Course
    csf_total: Course
    csf_ionised: Course
    unblocked: Course
    plasma_change: Course
    csf_change: Course
    unblocked_change: Course
    urine_mg: Course | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseCourse:
    """All that the model says to a question; bands over virtual persons.

    `absorbed_mg` [mg/d], `absorbed_share` [1], rises of plasma [mmol/L and %], of spinal fluid [%] and of urine
    [mmol/d] on the last day; `long_run_plasma` [mmol/L] once every pool has filled, and the share of it reached [1];
    `build_up_days` [d] until 63 percent of it, None where the days do not reach it in the middle of the band;
    `highest_plasma` [mmol/L] the upper bound: the high end of the highest total plasma, now or in the long run.
    """

    question: Question
    row: FormRow
    persons: int
    absorbed_mg: Band
    absorbed_share: Band
    plasma_before: Band
    plasma_rise: Band
    plasma_rise_percent: Band
    csf_rise_percent: Band
    urine_rise_mmol: Band
    long_run_plasma: Band
    long_run_reached: Band
    build_up_days: float | None
    highest_plasma: float
    daily: Timeline
    first_day: Timeline
    receptors: tuple[Receptor, ...]
    forms: tuple[OtherWay, ...]
    splits: tuple[OtherWay, ...]
    unbalanced: float

    @property
    def rest(self) -> Receptor:
        """The receptor near rest, of which the one sentence speaks."""
        return self.receptors[POTENTIALS.index(REST)]


def answer(question: Question, who: People) -> DoseCourse:
    """The model's answer for these virtual persons. (Units are in the parts.)

    Raises InputError for a form that is not known or a split that cannot be placed.
    """
    row = form_row(question.form)
    form = who.met(row)
    given = population.doses(who, form, dose_mg=question.dose_mg, split=question.split)
    bodily = population.bodies(who, form)
    courses = population.courses(bodily, given, days=question.days)
    settled = long_run(bodily, given.absorbed_mmol_d)
    risen = settled - bodily.plasma
    swallowed = np.maximum(given.swallowed_mmol_d, np.finfo(float).tiny)
    reached = np.divide(courses.plasma_mean, risen, out=np.zeros_like(courses.plasma_mean), where=risen > 0)
    middle = np.median(reached, axis=1)
    after_63 = np.flatnonzero(middle >= 1 - np.exp(-1))
    return DoseCourse(
        question=question,
        row=row,
        persons=bodily.people,
        absorbed_mg=band(given.absorbed_mmol_d * MG_PER_MMOL_MAGNESIUM),
        absorbed_share=band(given.absorbed_mmol_d / swallowed),
        plasma_before=band(bodily.plasma),
        plasma_rise=band(courses.plasma_mean[-1]),
        plasma_rise_percent=band(courses.plasma_mean[-1] / bodily.plasma * 100),
        csf_rise_percent=band(courses.csf[-1] * 100),
        urine_rise_mmol=band(courses.urine[-1]),
        long_run_plasma=band(settled),
        long_run_reached=band(reached[-1]),
        build_up_days=float(after_63[0] + 1) if after_63.size and question.dose_mg > 0 else None,
        highest_plasma=band(np.maximum(courses.plasma_peak.max(0), settled)).high,
        daily=_daily(who, bodily, courses),
        first_day=_first_day(question, who, row),
        receptors=tuple(_receptor(name, who, bodily, courses.csf[-1]) for name in POTENTIALS),
        forms=_forms(question, who),
        splits=_splits(question, who, row),
        unbalanced=courses.unbalanced,
    )


def long_run(bodily: Body, absorbed_mmol_d: Array) -> Array:
    """Total plasma [mmol/L] once every pool has filled: where urine carries the diet and `absorbed_mmol_d` [mmol/d].

    Closed form of the limit of the courses; the swing within a day is left out.
    """
    return balance(bodily.kidney, bodily.diet_mmol_h + absorbed_mmol_d / HOURS_PER_DAY)


def _long_run_change(who: People, bodily: Body, absorbed_mmol_d: Array) -> Array:
    relative = long_run(bodily, absorbed_mmol_d) / bodily.plasma
    fluid = csf.target(relative, at_balance=bodily.plasma, half=bodily.csf_half)
    potential = float(who.draws[REST][0])
    before = block.unblocked(bodily.csf_ionised, potential, who.draws)
    return block.relative_change(before, block.unblocked(bodily.csf_ionised * fluid, potential, who.draws))


def _receptor(name: str, who: People, bodily: Body, risen: Array) -> Receptor:
    potential = float(who.draws[name][0])
    usual, now = bodily.csf_ionised, bodily.csf_ionised * (1 + risen)
    depleted = usual * (1 - who.draws["depletion"])
    before = block.unblocked(usual, potential, who.draws)
    after = block.unblocked(now, potential, who.draws)
    mel = block.relative_change(
        block.unblocked_mel(usual, potential, who.draws), block.unblocked_mel(now, potential, who.draws)
    )
    return Receptor(
        potential_mv=potential,
        before=band(before),
        after=band(after),
        change=band(block.relative_change(before, after)),
        change_mel=band(mel),
        depletion=band(block.relative_change(before, block.unblocked(depleted, potential, who.draws))),
    )


def _forms(question: Question, who: People) -> tuple[OtherWay, ...]:
    return tuple(_variant(question, who, who.met(row), question.split) for row in forms())


def _splits(question: Question, who: People, row: FormRow) -> tuple[OtherWay, ...]:
    form = who.met(row)
    meals = int(who.draws["meals_per_day"][0])
    return tuple(_variant(question, who, form, split) for split in range(1, meals + 1))


def _variant(question: Question, who: People, form: Form, split: int) -> OtherWay:
    given: Doses = population.doses(who, form, dose_mg=question.dose_mg, split=split)
    change = _long_run_change(who, population.bodies(who), given.absorbed_mmol_d)
    return OtherWay(
        form=form.row.form,
        split=split,
        absorbed_mg=band(given.absorbed_mmol_d * MG_PER_MMOL_MAGNESIUM),
        change=band(change),
    )


def _daily(who: People, bodily: Body, courses: population.Courses) -> Timeline:
    days = len(courses.plasma_mean)
    rest = np.zeros((1, bodily.people))
    return _timeline(
        who,
        bodily,
        times=tuple(float(day) for day in range(days + 1)),
        rise=np.concatenate([rest, courses.plasma_mean]),
        fluid=np.concatenate([rest, courses.csf]),
        gut=np.concatenate([rest, courses.gut]),
        urine=np.concatenate([rest, courses.urine]),
    )


def _first_day(question: Question, who: People, row: FormRow) -> Timeline:
    few = who.first(FIRST_DAY_PEOPLE)
    form = few.met(row)
    given = population.doses(few, form, dose_mg=question.dose_mg, split=question.split)
    bodily = population.bodies(few, form)
    times, rise, fluid, gut = population.trace(bodily, hourly(given.hours, given.absorbable, given.passing))
    return _timeline(few, bodily, times=times, rise=rise, fluid=fluid, gut=gut, urine=None)


def _timeline(
    who: People, bodily: Body, *, times: tuple[float, ...], rise: Array, fluid: Array, gut: Array, urine: Array | None
) -> Timeline:
    total = bodily.plasma + rise
    free = bodily.csf_ionised * (1 + fluid)
    whole = bodily.plasma * who.draws["csf_to_plasma"] * (1 + fluid)
    potential = float(who.draws[REST][0])
    open_share = block.unblocked(free, potential, who.draws)
    before = block.unblocked(bodily.csf_ionised, potential, who.draws)
    return Timeline(
        times=times,
        gut_mg=course(gut * MG_PER_MMOL_MAGNESIUM),
        plasma_total=course(total),
        plasma_ultrafilterable=course(plasma.ultrafilterable(total, who.draws)),
        plasma_ionised=course(plasma.ionised(total, who.draws)),
        csf_total=course(whole),
        csf_ionised=course(free),
        unblocked=course(open_share),
        plasma_change=course(rise),
        csf_change=course(fluid * 100),
        unblocked_change=course(block.relative_change(before, open_share)),
        urine_mg=None if urine is None else course(urine * MG_PER_MMOL_MAGNESIUM),
    )
