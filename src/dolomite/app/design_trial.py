"""Use case: which trial would answer this person's question, how long, how sure?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from dolomite.app import read
from dolomite.app.case import Case
from dolomite.app.clear_trial import clear
from dolomite.base.document import decode
from dolomite.base.errors import InputError, StoppedError
from dolomite.base.person import Person
from dolomite.evidence.answer import answer_for
from dolomite.evidence.question import condition_of
from dolomite.evidence.short import short
from dolomite.need.requirement import MAGNESIUM, requirement
from dolomite.safety.decide import Cleared, Stopped
from dolomite.supplement.beside_food import beside_food
from dolomite.trial import defaults, eligible, power
from dolomite.trial.baseline import baseline
from dolomite.trial.design import Arm, Blinding, Design, default_lengths
from dolomite.trial.own_prior import EVIDENCE, OwnPrior, informed, parse
from dolomite.trial.own_prior import says as own_prior_says
from dolomite.trial.plan_text import plan_text
from dolomite.trial.power import no_progress
from dolomite.trial.prior import Speed, of_speed
from dolomite.trial.randomise import smallest_p
from dolomite.trial.read_log import pain_column
from dolomite.trial.worthwhile import checked, suggested
from dolomite.view.trial_design import Designed

SEED = 7  # the table of chances is drawn with the same numbers every time: same plan, same page


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the person chose at the design; None takes the default. Doses in mg/d elemental, lengths in days.

    `chances_alone` leaves out what missed days and slow effects would change, which takes as long again.
    """

    form: str = "citrate"
    dose_mg: float | None = None
    against: str = "placebo"
    speed: Speed = "fast"
    pairs: int | None = None
    period_days: int | None = None
    washout_days: int = 0
    worthwhile_points: float | None = None
    blinding: Blinding = "helper"
    prescribed_magnesium: bool | None = None
    new_treatment: bool | None = None
    over_ul_decision: str | None = None
    priors: tuple[str, ...] = ()
    chances_alone: bool = False


def design(
    person_data: bytes,
    *,
    name: str,
    on: date,
    choices: Choices,
    baseline_text: str | None = None,
    baseline_name: str = "baseline",
    progress: Callable[[int, int], None] = no_progress,
) -> Designed:
    """The plan for one person on one day [mg/d, days, points].

    `baseline_text` is a CSV with `day,pain_nrs`. Raises InputError, and StoppedError before anything is worked out when
    safety stops a trial of this person.
    """
    person = read.person(person_data, name=name, on=on)
    _refuse(Case(person=person, on=on).safety.clearance.allow("trial"))
    ratings = pain_column(baseline_text, name=baseline_name) if baseline_text is not None else None
    said = person.pain.severity_nrs if person.pain is not None else None
    known = baseline(np.array(ratings) if ratings is not None else None, said_mean=said)
    plan = _design(person, choices)
    allowed = clear(person, plan, on=on).allow("trial")
    _refuse(allowed)
    rng = np.random.default_rng(SEED)
    chances = power.table(plan, known, rng=rng, progress=progress)
    told = eligible.Told(
        baseline_mean=known.mean,
        prescribed_magnesium=choices.prescribed_magnesium,
        new_treatment=choices.new_treatment,
    )
    return Designed(
        design=plan,
        text=plan_text(
            plan,
            person_text=decode(person_data, name=name),
            baseline_mean=known.mean,
            prescribed_magnesium=choices.prescribed_magnesium,
            new_treatment=choices.new_treatment,
        ),
        baseline=known,
        suggested_points=suggested(known.mean),
        chances=chances,
        beforehand=_beforehand(person, plan),
        missed=()
        if choices.chances_alone
        else power.missed(plan, known, rng=np.random.default_rng(SEED), known=chances),
        slowest_days=None if choices.chances_alone else power.slowest_visible(plan, known, rng=rng),
        smallest_p=smallest_p(plan.pairs, len(plan.arms)),
        refusals=eligible.refusals(
            person,
            plan,
            told,
            on=on,
            ul_mg=upper_level(person, on=on),
            other_mg=beside_food(person).most,
        ),
        unasked=eligible.unasked(person, told),
        clearance=allowed,
    )


def _beforehand(person: Person, plan: Design) -> str:
    """What is known of people in general, and the prior of the effect [points] that follows from it."""
    own = next((prior for prior in plan.priors if prior.name == "effect"), None)
    answer = answer_for(condition_of(person.pain)) if person.pain is not None else None
    known = short(answer)[0] if answer is not None else "Which kind of pain was not told."
    if own is not None:
        return f"Known beforehand: {known} What you begin from was chosen: {own_prior_says(own)}."
    declared = of_speed(plan.speed).effect
    return (
        f"Known beforehand: {known} No size in points can be taken from that, so the effect begins sceptical: normal "
        f"with mean {declared.mean:g} and SD {declared.sd:g} points, more pain as likely as less."
    )


def _refuse(allowed: Cleared | Stopped) -> None:
    """Nothing of a plan is shown past a stop: neither its dose nor its length."""
    if isinstance(allowed, Stopped):
        raise StoppedError(f"no plan is written. {allowed.reason}")


def upper_level(person: Person, *, on: date) -> float | None:
    """The upper level for magnesium from supplements [mg/d] of the person's authority; None when it sets none."""
    return requirement(person, MAGNESIUM, on=on).ul_supplemental


def _design(person: Person, choices: Choices) -> Design:
    lengths = default_lengths(choices.speed)
    dose = defaults.dose_mg() if choices.dose_mg is None else choices.dose_mg
    if not dose > 0:  # no number at all is not above 0 either
        raise InputError(f"{dose:g}: use more than 0 mg of elemental magnesium a day.", field="dose")
    active = Arm(name="magnesium", kind="active", form=choices.form, daily_mg=dose)
    taking = person.supplements
    took = True if isinstance(taking, tuple) and taking else (False if taking == () else None)
    where = person.pain.kind.replace("_", " ") if person.pain is not None else "my"
    return Design(
        question=f"Does magnesium {choices.form}, {dose:g} mg a day, lower my {where} pain?".replace("my my", "my"),
        arms=(active, _comparator(choices, dose)),
        pairs=choices.pairs if choices.pairs is not None else lengths["pairs"],
        period_days=choices.period_days if choices.period_days is not None else lengths["period_days"],
        baseline_days=lengths["baseline_days"],
        washout_days=choices.washout_days,
        wash_in_days=lengths["wash_in_days"],
        speed=choices.speed,
        worthwhile_points=checked(choices.worthwhile_points),
        blinding="open" if choices.against == "nothing" else choices.blinding,
        before_unknown=took is not False,
        secondary=("interference_nrs", "sleep_nrs", "rescue_doses", "stools"),
        over_ul_decision=choices.over_ul_decision,
        priors=_priors(person, choices),
    )


def _priors(person: Person, choices: Choices) -> tuple[OwnPrior, ...]:
    priors = parse(choices.priors)
    kind = person.pain.kind if person.pain is not None else None
    for prior in priors:
        if prior.origin == EVIDENCE and kind != informed().kind_of_pain:
            raise InputError(
                f"evidence: it comes from {informed().kind_of_pain.replace('_', ' ')} pain, and this person's "
                f"is {(kind or 'not known').replace('_', ' ')}. Leave it out, or give figures: effect=MEAN,SD.",
                field="prior",
            )
    return priors


def _comparator(choices: Choices, dose: float) -> Arm:
    if choices.against == "placebo":
        return Arm(name="placebo", kind="placebo")
    if choices.against == "nothing":
        return Arm(name="nothing", kind="nothing")
    try:
        other = float(choices.against)
    except ValueError:
        raise InputError(f"{choices.against}: use placebo, nothing, or another dose in mg.", field="against") from None
    if not 0 < other < float("inf") or other == dose:
        raise InputError(f"{choices.against}: use a dose other than {dose:g} mg, above 0.", field="against")
    return Arm(name=f"magnesium_{other:g}_mg", kind="active", form=choices.form, daily_mg=other)
