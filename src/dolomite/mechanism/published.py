"""What studies measured, and the model's repetition of each: one function a kind of study."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar, Literal

import numpy as np

from dolomite import facts
from dolomite.base.units import MEQ_PER_MMOL_MAGNESIUM, MG_PER_MMOL_MAGNESIUM
from dolomite.mechanism import absorb, csf
from dolomite.mechanism.form import form_row
from dolomite.mechanism.population import Known, People, bodies, courses, doses
from dolomite.mechanism.schedule import infusions
from dolomite.mechanism.solver import Solver, State, exchange_matrix

if TYPE_CHECKING:
    from dolomite.mechanism.parameter import Array

G_PER_MOL_MGSO4_7H2O = 246.47  # molar mass of magnesium sulfate heptahydrate, IUPAC atomic weights [g/mol]
LONGEST_STRETCH_H = 0.25  # an infusion moves blood far from balance: short stretches keep the fixed point close
DAYS_PER_WEEK = 7  # the calendar
PLATEAU = 0.9  # "stops rising" is read as nine tenths of the rise at the end

UsedFor = Literal["calibration", "validation"]


class Published(facts.Row):
    """One printed figure: `published` with `low` and `high` [all in `unit`], what it was used for, and how the model
    repeats it; `labelled`: the dose was an isotope. Doses in mg elemental, MgSO4 in mg heptahydrate, times in h or d,
    plasma in mmol/L."""

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    says: str
    quantity: str
    unit: str
    published: float
    low: float | None = None
    high: float | None = None
    spread_is: str | None = None
    people: int | None = None
    used_for: UsedFor
    scenario: Literal["fine", "swallowed", "split_gain", "tracer", "pools", "vein", "held", "daily"]
    tolerance: float | None = None
    added_meq: float | None = None
    dose_mg: float | None = None
    meal_mg: float | None = None
    labelled: bool = False
    form: str | None = None
    parts: tuple[int, ...] = ()
    mode: int | None = None
    plasma_before: float | None = None
    plasma_held: float | None = None
    bolus_mg_salt_per_kg: float | None = None
    bolus_mmol: float | None = None
    bolus_h: float | None = None
    then_mg_salt_per_kg_h: float | None = None
    then_h: float | None = None
    after_h: float | None = None
    split: int | None = None
    days: int | None = None


def published() -> tuple[Published, ...]:
    """Every figure the model is set against, in the order of the facts file. (Units are in the rows.)"""
    table: tuple[Published, ...] = facts.rows("mechanism/published", Published)
    return table


def repeat(row: Published, who: People) -> Array:
    """The model's figure for that study, one value a virtual person [the row's unit]."""
    return REPEATED[row.scenario](row, who)


def _fine(row: Published, who: People) -> Array:
    meal = who.draws["fine_meal_magnesium"] / MEQ_PER_MMOL_MAGNESIUM
    packet = meal + _given(row.added_meq) / MEQ_PER_MMOL_MAGNESIUM
    return absorb.uptake(who.draws).absorbed(packet) / packet


def _swallowed(row: Published, who: People) -> Array:
    law = absorb.uptake(who.draws)
    dose = np.full(who.form_share.shape, _given(row.dose_mg) / MG_PER_MMOL_MAGNESIUM)
    meal = np.full(who.form_share.shape, _given(row.meal_mg) / MG_PER_MMOL_MAGNESIUM)
    ones = np.ones_like(dose)
    if row.labelled:
        # An isotope is taken up in proportion with all that travels beside it: its share is the average one, not the
        # gain over the meal.
        average: Array = law.absorbed(meal + dose) / (meal + dose)
        return average
    if row.form is None:
        share: Array = absorb.from_dose(law, dose, meal=meal, released=ones, packets=ones) / dose
        return share
    form = who.met(form_row(row.form))
    count = absorb.packets(form.release_h, who.draws)
    slow: Array = absorb.from_dose(law, dose, meal=meal, released=form.released, packets=count) / dose
    return slow


def _split_gain(row: Published, who: People) -> Array:
    few, many = (
        _swallowed(row.model_copy(update={"dose_mg": _given(row.dose_mg) / n, "meal_mg": 0.0}), who) for n in row.parts
    )
    return many / few


def _tracer(row: Published, who: People) -> Array:
    """Half-times [h] of a tracer: the exchange matrix with excretion in proportion to content, as a tracer meets it."""
    bodily = bodies(who)
    loss = bodily.diet_mmol_h / bodily.at_rest[0]
    rates = np.linalg.eigvalsh(exchange_matrix(bodily, loss))[:, ::-1]
    half_times: Array = np.log(2) / rates[:, int(_given(row.mode)) - 1]
    return half_times


def _pools(row: Published, who: People) -> Array:  # noqa: ARG001 (one signature for all repetitions)
    return who.draws["extracellular_volume"] + who.draws["fast_volume"]


def _vein(row: Published, who: People) -> Array:
    started = replace(who, known=Known(plasma=row.plasma_before, egfr=float(who.draws["healthy_gfr"][0])))
    bodily = bodies(started)
    weight = started.value(None, "weight")
    if row.bolus_mmol is not None:
        bolus = np.full(weight.shape, row.bolus_mmol)
    else:
        bolus = weight * _given(row.bolus_mg_salt_per_kg) / G_PER_MOL_MGSO4_7H2O
    hours = _given(row.bolus_h)
    parts = [(hours, bolus / hours)]
    if row.then_h is not None:
        parts.append((row.then_h, weight * _given(row.then_mg_salt_per_kg_h) / G_PER_MOL_MGSO4_7H2O))
    ends = sum(h for h, _ in parts) + _given(row.after_h)
    solver, state = Solver(bodily), State.at_rest(bodily.people)
    for stretch in infusions(parts, at_h=[ends], step_h=LONGEST_STRETCH_H):
        solver.advance(state, stretch)
    rise = solver.plasma_change(state)
    answers: dict[str, Callable[[], Array]] = {
        "plasma": lambda: bodily.plasma + rise,
        "plasma_change": lambda: rise / bodily.plasma * 100,
        "csf_change": lambda: state.csf * 100,
    }
    return answers[row.quantity]()


def _held(row: Published, who: People) -> Array:
    """Spinal fluid under plasma held high: it approaches its target with its own turnover, exactly exponential."""
    before = np.full(who.form_share.shape, _given(row.plasma_before))
    aim = csf.target(_given(row.plasma_held) / before, at_balance=before, half=who.draws["csf_half_saturation"])
    return (aim - 1) * -np.expm1(-who.draws["csf_turnover"] * _given(row.after_h)) * 100


def _daily(row: Published, who: People) -> Array:
    form = who.met(form_row("citrate"))
    given = doses(who, form, dose_mg=_given(row.dose_mg), split=int(_given(row.split)))
    course = courses(bodies(who, form), given, days=int(_given(row.days)))
    answers: dict[str, Callable[[], Array]] = {
        "plasma_rise": lambda: course.plasma[-1],
        "urine_rise": lambda: course.urine[-1],
        "plasma_weeks": lambda: _weeks(course.plasma),
        "urine_weeks": lambda: _weeks(course.urine),
    }
    return answers[row.quantity]()


def _weeks(course: Array) -> Array:
    reached: Array = (course >= PLATEAU * course[-1]).argmax(0)
    return (reached + 1) / DAYS_PER_WEEK


def _given(value: float | None) -> float:
    if value is None:
        raise ValueError("a published row lacks a figure its scenario needs")
    return value


REPEATED: dict[str, Callable[[Published, People], Array]] = {
    "fine": _fine,
    "swallowed": _swallowed,
    "split_gain": _split_gain,
    "tracer": _tracer,
    "pools": _pools,
    "vein": _vein,
    "held": _held,
    "daily": _daily,
}
