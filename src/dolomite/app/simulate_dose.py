"""Use case: how far a daily dose could reach in this person, as the model has it, unless safety stops the question."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from dolomite import facts
from dolomite.base.errors import InputError
from dolomite.base.person import Person, Supplement
from dolomite.base.span import Span
from dolomite.safety.assess import Safety
from dolomite.safety.decide import Cleared, Stopped

if TYPE_CHECKING:
    from dolomite.report.tree import Section
    from dolomite.view.mechanism_data import Simulated

MOST_MG = 5000.0  # a daily dose above this is a typing error
MOST_DAYS = 1000
LEAST_PERSONS, MOST_PERSONS = 20, 200_000
ADULT_FROM_YEARS = 18  # the studies behind the model were of adults
REPORT_PERSONS = 400  # three lines with rounded bands need no more
REPORT_FORM, REPORT_DAYS = "citrate", 60  # of the question the report asks when the person takes nothing
SAME_SALT = {"lactate_er": "lactate"}  # a slow release is the same salt to safety
NOTE = (
    "A model, not a measurement, and not medical advice; not clinically reviewed. Everything was computed on this "
    "machine; nothing was sent."
)
SEED = 20_261_121  # the same virtual persons every time, so that the same question gets the same answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What somebody wants simulated: `dose_mg` elemental [mg/d] as `form` in `split` parts over `days` [d], beside a
    usual intake of `usual_mg` [mg/d] (None: unknown)."""

    dose_mg: float
    form: str
    split: int = 1
    days: int = 60
    persons: int = 1000
    usual_mg: float | None = None


def asked(
    *,
    dose_mg: float,
    form: str,
    split: int = 1,
    days: int = 60,
    persons: int = 1000,
    usual_mg: float | None = None,
) -> Asked:
    """The question, checked: dose and usual intake [mg/d], days [d]. Raises InputError in one sentence."""
    from dolomite.mechanism.form import form_row
    from dolomite.mechanism.parameter import parameters
    from dolomite.mechanism.schedule import intakes

    if not (math.isfinite(dose_mg) and 0 <= dose_mg <= MOST_MG):
        raise InputError(
            f"{dose_mg:g} mg a day cannot be simulated. Give 0 to {MOST_MG:g} mg of magnesium.", field="dose"
        )
    if not 1 <= days <= MOST_DAYS:
        raise InputError(f"{days} cannot be simulated. Give 1 to {MOST_DAYS}.", field="days")
    if not LEAST_PERSONS <= persons <= MOST_PERSONS:
        raise InputError(f"{persons} cannot be simulated. Give {LEAST_PERSONS} to {MOST_PERSONS}.", field="persons")
    if usual_mg is not None and not (math.isfinite(usual_mg) and 0 < usual_mg <= MOST_MG):
        raise InputError(
            f"{usual_mg:g} mg a day cannot be. Give what food brings, up to {MOST_MG:g} mg.", field="usual"
        )
    names = dict(facts.ids().aliases)
    key = " ".join(form.lower().replace("-", " ").replace("_", " ").split())
    plain = form.lower().strip()
    name = form_row(names.get(key, plain)).form
    rows = {row.id: row.value for row in parameters()}
    intakes(split, meals=int(rows["meals_per_day"]), between_h=rows["meal_interval"])  # refuses what has no place
    return Asked(dose_mg=dose_mg, form=name, split=split, days=days, persons=persons, usual_mg=usual_mg)


def for_person(person: Person, question: Asked, *, on: date) -> Simulated:
    """The answer for a person past the door on that day, with the asked dose [mg/d] put before safety first.

    Raises InputError for a form or a split that cannot be simulated.
    """
    from dolomite.app.assess_safety import assess_safety

    safety = assess_safety(_taking(person, question), on=on)
    made = simulate(
        person,
        question,
        age_years=person.age_years(on),
        permit=safety.clearance.allow("dosing"),
        egfr=safety.kidneys.egfr,
    )
    if made.stopped is None or not person.supplements:
        return made
    return replace(
        made, stopped=f"The {question.dose_mg:g} mg asked about count with what is taken already. {made.stopped}"
    )


def for_report(person: Person, safety: Safety, *, usual_mg: float | None, on: date) -> Section:
    """The three lines of the report: of what the person takes [mg/d], or else of the usual question. (Units in them.)

    `safety` is what was found of the person as they are; `usual_mg` [mg/d] the usual intake from food, None: unknown.
    """
    from dolomite.view.mechanism import brief

    own = _own(person, safety)
    question = own if own is not None else _usual_question()
    return brief(
        simulate(
            person,
            replace(question, usual_mg=usual_mg),
            age_years=person.age_years(on),
            permit=safety.clearance.allow("dosing"),
            egfr=safety.kidneys.egfr,
        )
    )


def section(made: Simulated, *, parameters: bool = True) -> Section:
    """The whole answer with its curves and tables, with or without the table of all parameters. (Units in each.)"""
    from dolomite.view import mechanism

    return mechanism.section(made, parameter_table=parameters)


def page(made: Simulated, *, on: date) -> str:
    """The answer as one self-contained HTML page. (Units as in the section.)"""
    from dolomite.report import build
    from dolomite.report.html import page as written

    whole = section(made)
    return written(build.build([whole], on=on, headline=whole.says[0], notes=(NOTE,)))


def _bounded(egfr: float | None, *, stopped: bool) -> bool:
    """Whether an upper bound is given: not for unknown kidneys, and under a stop only for kidneys that are weak, where
    the bound says how high blood could go; beside another stop it would only soothe."""
    from dolomite.mechanism.parameter import parameters

    if egfr is None:
        return False
    usual = next(row for row in parameters() if row.id == "gfr_when_unknown")
    return not stopped or (usual.low is not None and egfr < usual.low)


def _taking(person: Person, question: Asked) -> Person:
    """The same person, the asked dose added to what they take: safety judges the whole."""
    if question.dose_mg == 0:
        return person
    form = SAME_SALT.get(question.form, question.form)
    taken = person.supplements if isinstance(person.supplements, tuple) else ()
    asked_for = Supplement(form=form, elemental_mg=question.dose_mg / question.split, per_day=question.split)
    return replace(person, supplements=(*taken, asked_for))


def _own(person: Person, safety: Safety) -> Asked | None:
    from dolomite.mechanism.form import forms

    total: Span | None = safety.taken.total
    if total is None or total.known is None or total.known <= 0 or not isinstance(person.supplements, tuple):
        return None
    known = {row.form for row in forms()}
    form = next((one.form for one in person.supplements if one.form in known), None)
    if form is None or total.known > MOST_MG:
        return None
    return Asked(dose_mg=total.known, form=form, days=REPORT_DAYS, persons=REPORT_PERSONS)


def _usual_question() -> Asked:
    from dolomite.mechanism.parameter import parameters

    dose = next(row.value for row in parameters() if row.id == "question_dose")
    return Asked(dose_mg=dose, form=REPORT_FORM, days=REPORT_DAYS, persons=REPORT_PERSONS)


def simulate(
    person: Person,
    question: Asked,
    *,
    age_years: int,
    permit: Cleared | Stopped,
    egfr: float | None,
) -> Simulated:
    """The model's answer for this person, `age_years` [years] old, kidneys at `egfr` [mL/min/1.73 m2] (None: unknown).

    Under a stop nothing is compared; the upper bound of blood magnesium alone is kept, where the kidneys are known.

    Raises InputError for a form or a split that cannot be simulated.
    """
    import numpy as np

    from dolomite.mechanism.answer import Question, answer
    from dolomite.mechanism.population import Known, people
    from dolomite.view.mechanism_data import Simulated

    labs = person.labs
    known = Known(
        egfr=egfr,
        usual_mg=question.usual_mg,
        weight_kg=person.weight_kg,
        plasma=labs.serum_magnesium_mmol_l if labs is not None else None,
    )
    who = people(question.persons, np.random.default_rng(SEED), known)
    put = Question(dose_mg=question.dose_mg, form=question.form, split=question.split, days=question.days)
    found = answer(put, who)
    stopped = None
    if isinstance(permit, Stopped):
        stopped = permit.reason
    elif age_years < ADULT_FROM_YEARS:
        stopped = "The studies behind this model were of adults. For children it would be a guess, so nothing is shown."
    return Simulated(
        question=put,
        persons=question.persons,
        known=known,
        answer=None if stopped is not None else found,
        permit=permit,
        stopped=stopped,
        highest_plasma=found.highest_plasma if _bounded(egfr, stopped=stopped is not None) else None,
    )
