"""The whole of safety for one person on one day: every rule asked, one clearance given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from dolomite.base import words as say
from dolomite.base.finding import Finding
from dolomite.base.frozen import dataclass
from dolomite.base.person import Person
from dolomite.medicine.match import Understood
from dolomite.safety import dose, interaction, kidney, lab, redflag, reveal, signal, withdrawn
from dolomite.safety.alert import Alert, Profile, Urgency
from dolomite.safety.bounds import Bound, bounds
from dolomite.safety.country import laboratory_value
from dolomite.safety.decide import Clearance, decide
from dolomite.safety.other_condition import OtherCondition, other_conditions
from dolomite.safety.rule import RULE_FILES, holds, keep_most_urgent, rules, speak
from dolomite.safety.schedule import Distance, Schedule, allowed, schedule
from dolomite.supplement.beside_food import BesideFood


@dataclass(frozen=True, slots=True, kw_only=True)
class Safety:
    """What safety found: the clearance, and the values it rests on. (Units in the values.)"""

    clearance: Clearance
    kidneys: kidney.Kidneys
    medicines: tuple[Understood, ...]
    taken: dose.Taken
    schedule: Schedule
    bounds: tuple[Bound, ...]
    questions: tuple[redflag.QuestionRow, ...]
    present: frozenset[str]
    other_conditions: tuple[OtherCondition, ...] = ()


def assess(
    person: Person,
    *,
    on: date,
    beside: BesideFood,
    ul: Finding | None,
    alkaline_forms: frozenset[str],
    profile: Profile = "personal",
) -> Safety:
    """All findings of safety for this person on that day.

    `beside`: the magnesium swallowed beside food [mg/d], with the person's medicines as understood; `ul`: the upper
    level for supplements [mg/d], None when the authority has none; `alkaline_forms`: the forms that lower stomach acid;
    `profile`: for whom the program runs.
    """
    medicines = beside.medicines
    kidneys = kidney.kidneys(person, on=on)
    taken = dose.taken(person, beside, ul=ul)
    alkaline = _alkaline(beside, alkaline_forms)
    plan = schedule(interaction.distances(medicines, alkaline=alkaline, day=person.day), day=person.day)
    others = other_conditions(person)
    present = _signals(person, on=on, medicines=medicines, kidneys=kidneys, taken=taken, others=others)
    present |= {f"profile.{profile}"}
    words = _words(person, kidneys, taken, beside)
    grounds = _grounds(person, kidneys, taken)
    alerts = (
        *(alert for name in RULE_FILES for alert in speak(rules(name), present, words=words, because=grounds)),
        *redflag.unsure(person.red_flags),
        *(other.alert() for other in others),
        *reveal.alerts(medicines, present),
        *_said_once(
            interaction.alerts(
                medicines,
                alkaline=alkaline,
                words=words,
                spoken_of=_spoken_of(present) | reveal.asked_about(medicines, present),
            ),
            present,
        ),
        *_timing(person, beside, plan),
        *withdrawn.alerts(present, on=on),
    )
    return Safety(
        clearance=decide(keep_most_urgent(alerts)),
        kidneys=kidneys,
        medicines=medicines,
        taken=taken,
        schedule=plan,
        bounds=bounds(present),
        questions=redflag.questions(present),
        present=present,
        other_conditions=others,
    )


def _bmi(person: Person) -> float | None:
    """Body mass index [kg/m2]; None where weight or height is not known."""
    from dolomite.need.energy import bmi

    if person.weight_kg is None or person.height_cm is None:
        return None
    return bmi(weight_kg=person.weight_kg, height_cm=person.height_cm)


def _spoken_of(present: frozenset[str]) -> frozenset[str]:
    """The signals named by the rules on medicines together that hold for this person."""
    held = (row for row in rules("medicine_rules") if holds(row, present))
    return frozenset(name for row in held for name in (*row.all_of, *row.any_of))


def _said_once(alerts: Sequence[Alert], present: frozenset[str]) -> tuple[Alert, ...]:
    """The alerts on single medicines without the information that a rule on several together says better."""
    better = {alert_id for row in rules("medicine_rules") if holds(row, present) for alert_id in row.instead_of}
    return tuple(alert for alert in alerts if alert.stops or alert.urgency > Urgency.info or alert.id not in better)


def _signals(
    person: Person,
    *,
    on: date,
    medicines: tuple[Understood, ...],
    kidneys: kidney.Kidneys,
    taken: dose.Taken,
    others: Sequence[OtherCondition],
) -> frozenset[str]:
    heard = medicines if isinstance(person.medicines, tuple) else person.medicines
    said = signal.of_person(person) | redflag.said(person.red_flags) | signal.of_medicines(heard)
    said |= lab.signals(person.labs) | taken.signals
    said |= {name for other in others for name in other.signals}
    said.add("kidneys.value" if kidneys.egfr is not None else "kidneys.no_value")
    measures: dict[str, float | None] = {
        "age_years": person.age_years(on),
        "pain_weeks": person.pain.duration_weeks if person.pain is not None else None,
        "egfr": kidneys.counts_as,
        "egfr_age_months": kidneys.age_months,
        "creatinine_umol_l": kidneys.creatinine_umol_l,
        "dose_share_of_ul": taken.share_of_ul,
        "dose_mg": taken.mg,
        "bmi": _bmi(person),
        "screen_age_days": redflag.screen_age_days(person.red_flags, on=on),
        **lab.measures(person.labs, on=on),
        **signal.medicine_measures(heard),
    }
    present = signal.complete(said, measures)
    return present | redflag.asked_state(person.red_flags, present)


def _alkaline(beside: BesideFood, forms: frozenset[str]) -> bool | None:
    """Whether the magnesium taken lowers stomach acid; None when none is taken yet or a form is not known."""
    if beside.forms & forms or beside.alkaline_product:
        return True
    if not beside.sure or beside.products or beside.perhaps or "unknown" in beside.forms:
        return None
    return False


def _words(person: Person, kidneys: kidney.Kidneys, taken: dose.Taken, beside: BesideFood) -> dict[str, str]:
    """The words that rules may put into their sentences. (Each with its unit.)"""
    total = taken.total
    return {
        "egfr": kidney.shown(kidneys.egfr, kidneys.bound),
        "creatinine": laboratory_value("creatinine", kidneys.creatinine_umol_l, person.country),
        "serum": laboratory_value("magnesium", lab.serum(person.labs), person.country),
        "dose": "an unknown amount" if total is None else say.span(total, "mg"),
        "ul": say.amount(taken.ul_mg, "mg"),
        "unknown_doses": say.listed(sorted(total.unknown), most=None) if total is not None else "",
        "salt_question": say.listed([say.amount(mg, "mg") for mg in dose.doubtful(beside)], most=None),
        "unknown_medicine_hours": say.amount(signal.limit("unknown_medicine_h").value, "hours"),
    }


def _grounds(person: Person, kidneys: kidney.Kidneys, taken: dose.Taken) -> Mapping[str, Finding]:
    """For each signal that comes from a measured or calculated value, the finding that says it."""
    serum = lab.finding(person.labs)
    of_measure = {
        "egfr": kidneys.finding,
        "dose_share_of_ul": taken.finding,
        "dose_mg": taken.finding,
        "serum_magnesium_mmol_l": serum,
    }
    bands = {band.id: of_measure[band.measure] for band in signal.bands() if band.measure in of_measure}
    return {**bands, "serum.high": serum, "serum.low": serum}


def _timing(person: Person, beside: BesideFood, plan: Schedule) -> tuple[Alert, ...]:
    """No slot at all, and magnesium taken at a time too close to a medicine. Only times that were said count."""
    timed = tuple(part for part in plan.distances if not part.assumed)
    slots = schedule(timed, day=person.day).slots
    if not slots:
        return _speak_of("schedule.none", _named(timed), {})
    free = say.listed([slot.says for slot in slots], most=None)
    close: dict[str, list[str]] = {}
    for when in sorted({time for supplement in beside.sure for time in supplement.times}):
        near = tuple(part for part in timed if not allowed(when, (part,)))
        if near:
            close.setdefault(_named(near), []).append(f"{when:%H:%M}")
    return tuple(
        alert
        for about, times in close.items()
        for alert in _speak_of("schedule.clash", about, {"clash": say.listed(times, most=None), "free": free})
    )


def _speak_of(name: str, about: str, words: Mapping[str, str]) -> tuple[Alert, ...]:
    told = speak(rules("asked"), frozenset({name}), words={**words, "medicine": about})
    return tuple(replace(alert, about=about) for alert in told)


def _named(parts: Sequence[Distance]) -> str:
    return say.listed(sorted({part.medicine for part in parts}), most=None)
