"""Use case: how far a daily dose could reach in this person, as the model has it, unless safety stops the question."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dolomite import facts
from dolomite.app.case import Case
from dolomite.base.errors import InputError
from dolomite.base.person import Person, Supplement
from dolomite.need.requirement import MAGNESIUM
from dolomite.safety.decide import Stopped

if TYPE_CHECKING:
    from dolomite.report.tree import Report, Section
    from dolomite.view.mechanism_data import Simulated

MOST_MG = 5000.0  # a daily dose above this is a typing error
MOST_DAYS = 1000
LEAST_PERSONS, MOST_PERSONS = 20, 200_000  # virtual ones
USUAL_DAYS = 60  # simulated unless other days are asked; chosen by us
ADULT_FROM_YEARS = 18  # the studies behind the model were of adults
REPORT_PERSONS = 400  # three lines with rounded bands need no more
REPORT_FORM, REPORT_DAYS = "citrate", USUAL_DAYS  # of the question the report asks when the person takes nothing
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
    days: int = USUAL_DAYS
    persons: int = 1000
    usual_mg: float | None = None


def asked(
    *,
    dose_mg: float,
    form: str,
    split: int = 1,
    days: int = USUAL_DAYS,
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


def simulate_dose(case: Case, question: Asked, *, parameters: bool = True) -> Section:
    """The whole answer with its curves and tables, with or without the table of all parameters [mg/d, mmol/L, %].

    The asked dose is put before safety first; where safety stops it, the section says why. Raises InputError for a
    form or a split that cannot be simulated.
    """
    from dolomite.view import mechanism

    return mechanism.section(simulated(case, question), parameter_table=parameters)


def simulation_report(case: Case, question: Asked) -> Report:
    """The same as a page of its own [mg/d, mmol/L, %]."""
    from dolomite.report.build import build

    whole = simulate_dose(case, question)
    return build([whole], on=case.on, headline=str(whole.data["sentence"]), notes=(NOTE,))


def simulate_in_short(case: Case) -> Section:
    """The three lines of the report [mg/d]: of what the person takes, or else of the usual question."""
    from dolomite.view.mechanism import brief

    own = _own(case)
    question = own if own is not None else _usual_question()
    eaten = case.eaten.nutrients[MAGNESIUM].known if case.eaten is not None else None
    usual_mg = eaten if eaten is not None and eaten > 0 else None
    return brief(replace(_simulated(case, replace(question, usual_mg=usual_mg)), asked=own is not None))


def refused(case: Case, question: Asked) -> str | None:
    """Why the asked dose [mg/d] is not simulated for this person; None when it is."""
    permit = replace(case, person=_taking(case.person, question)).safety.clearance.allow("dosing")
    return permit.reason if isinstance(permit, Stopped) else None


def simulated(case: Case, question: Asked) -> Simulated:
    """The model's answer for this person with the asked dose [mg/d], or why there is none. Raises InputError."""
    simulation = _simulated(replace(case, person=_taking(case.person, question)), question)
    if simulation.stopped is None or not case.person.supplements:
        return simulation
    return replace(
        simulation,
        stopped=f"The {question.dose_mg:g} mg asked about count with what is taken already. {simulation.stopped}",
    )


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


def _own(case: Case) -> Asked | None:
    from dolomite.mechanism.form import forms

    total, supplements = case.safety.taken.total, case.person.supplements
    if total is None or total.known is None or total.known <= 0 or not isinstance(supplements, tuple):
        return None
    known = {row.form for row in forms()}
    form = next((supplement.form for supplement in supplements if supplement.form in known), None)
    if form is None or total.known > MOST_MG:
        return None
    return Asked(dose_mg=total.known, form=form, days=REPORT_DAYS, persons=REPORT_PERSONS)


def _usual_question() -> Asked:
    from dolomite.mechanism.parameter import parameters

    dose = next(row.value for row in parameters() if row.id == "question_dose")
    return Asked(dose_mg=dose, form=REPORT_FORM, days=REPORT_DAYS, persons=REPORT_PERSONS)


def _simulated(case: Case, question: Asked) -> Simulated:
    """Under a stop nothing is compared; the upper bound of blood magnesium alone is kept, where kidneys are known."""
    import numpy as np

    from dolomite.mechanism.answer import Question, answer
    from dolomite.mechanism.population import Known, people
    from dolomite.view.mechanism_data import Simulated

    labs = case.person.labs
    kidneys = case.safety.kidneys
    egfr = kidneys.egfr if kidneys.bound != "at_most" else None  # how far below "<30": unknown
    permit = case.safety.clearance.allow("dosing")
    known = Known(
        egfr=egfr,
        usual_mg=question.usual_mg,
        weight_kg=case.person.weight_kg,
        plasma=labs.serum_magnesium_mmol_l if labs is not None else None,
    )
    who = people(question.persons, np.random.default_rng(SEED), known)
    put = Question(dose_mg=question.dose_mg, form=question.form, split=question.split, days=question.days)
    course = answer(put, who)
    stopped = None
    if isinstance(permit, Stopped):
        stopped = permit.reason
    elif case.person.age_years(case.on) < ADULT_FROM_YEARS:
        stopped = "The studies behind this model were of adults. For children it would be a guess, so nothing is shown."
    return Simulated(
        question=put,
        persons=question.persons,
        known=known,
        answer=None if stopped is not None else course,
        permit=permit,
        stopped=stopped,
        highest_plasma=course.highest_plasma if _bounded(egfr, stopped=stopped is not None) else None,
    )
