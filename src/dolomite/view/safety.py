"""The section "Is it safe for you?": the most urgent first, what to do, when to take magnesium, what helps instead."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time
from typing import TYPE_CHECKING, Literal, cast

from dolomite.base import words as say
from dolomite.base.finding import Basis
from dolomite.base.person import Person
from dolomite.medicine.match import Understood
from dolomite.report.tree import Axis, Cell, Chart, Column, HowSoon, Layer, Notice, Section, Table, Tone
from dolomite.safety.alert import Alert, Urgency
from dolomite.safety.assess import Safety
from dolomite.safety.bounds import Bound
from dolomite.safety.country import country
from dolomite.safety.helps import Helps, ask_again, for_person, numbers
from dolomite.safety.kidney import stage
from dolomite.safety.letter import MARK, letter
from dolomite.safety.schedule import Schedule
from dolomite.view import safety_asked as asked
from dolomite.view.ground import sources, span
from dolomite.view.not_asked import ASKED, not_asked

if TYPE_CHECKING:
    from dolomite.view.shape import safety as shape

FIRST: dict[Urgency, str] = {
    Urgency.emergency_now: "Get help now. Everything else can wait.",
    Urgency.same_day: "See a doctor today, before anything else.",
    Urgency.soon: "Book a visit within days; what stands below says why.",
    Urgency.ask_first: "Ask a doctor or pharmacist before you take magnesium.",
    Urgency.caution: "Magnesium may be possible for you, with the care named below.",
    Urgency.info: "Nothing you told us speaks against magnesium; a few things are good to know.",
    Urgency.none: "Nothing you told us speaks against magnesium.",
}
NOBODY_CAN_SAY = "Nobody can say yet whether magnesium is safe for you"
UNASKED = f"{NOBODY_CAN_SAY}: not everything that matters has been asked."
STOPPED = {
    "dosing": "no dose is advised",
    "plan": "no food plan is made",
    "trial": "no personal trial is started",
    "goal": "no amount of magnesium is named as a goal or a limit",
    "energy": "no calories and no weight goal are shown",
}


POSSIBLE = "magnesium possible"
DAY_H = 24.0
ROW_PX = 34  # height of one line of the day's chart


def section(safety: Safety, person: Person, *, on: date) -> Section:
    """The section from what safety found. It advises nothing, so it needs no clearance. (Units as in each finding.)"""
    clearance = safety.clearance
    shown = [alert for alert in clearance.alerts if alert.urgency > Urgency.none]
    missing = not_asked(person, safety)
    says = [UNASKED if missing and clearance.urgency < Urgency.ask_first else FIRST[clearance.urgency]]
    if missing:
        says.append(f"Not answered: {say.listed([ASKED[key] for key in missing])}.")
    if clearance.stops:
        stopped = [STOPPED[advice] for advice in sorted(clearance.stops)]
        says.append("Until that is settled " + " and ".join(stopped) + ".")
    if clearance.urgency >= Urgency.emergency_now:
        says.append(asked.calls(person))
    return Section(
        id="safety",
        title="Is it safe for you?",
        says=tuple(says),
        findings=(*clearance.alerts, safety.kidneys.finding, safety.taken.finding),
        data=data(safety, person, on=on),
        tables=tuple(table for table in _tables(safety, person, on=on) if table.rows),
        notices=tuple(notice(alert) for alert in shown),
        # Past a stop no time to take magnesium is shown: it would read as advice.
        charts=_chart(safety.schedule) if "dosing" not in clearance.stops else (),
        tone=_tone(clearance.urgency, clearance.stops),
    )


def helps_for(safety: Safety, person: Person) -> Helps:
    """What helps this person, past what safety found."""
    return for_person(person.pain, urgency=safety.clearance.urgency, present=safety.present)


def how_soon(urgency: Urgency) -> HowSoon:
    """The urgency by its name."""
    return cast(HowSoon, urgency.name)


def notice(alert: Alert) -> Notice:
    """What a reader must act on, from what safety found."""
    return Notice(
        id=alert.id,
        urgency=how_soon(alert.urgency),
        about=alert.about.replace("_", " "),
        says=alert.says,
        do=alert.do,
        basis=alert.basis,
    )


def data(safety: Safety, person: Person, *, on: date) -> shape.Safety:
    """The object that `dolomite safety --json` prints. (Units in the keys' names; hours h, times local.)"""
    helps = helps_for(safety, person)
    return {
        "urgency": how_soon(safety.clearance.urgency),
        "stops": sorted(safety.clearance.stops),
        "findings": [_finding(alert) for alert in safety.clearance.alerts],
        "not_clinically_reviewed": True,
        "kidneys": _kidneys(safety),
        "medicines": [_medicine(medicine) for medicine in safety.medicines],
        "dose": {
            "supplemental_mg": None if safety.taken.total is None else span(safety.taken.total),
            "ul_supplemental_mg": safety.taken.ul_mg,
            "ul_applies": "goal" not in safety.clearance.stops,
        },
        "schedule": _schedule(safety),
        "bounds": [_bound(bound) for bound in safety.bounds],
        "what_helps": [
            {"id": option.row.id, "says": option.says, "sources": sources(option.row.basis)} for option in helps.options
        ],
        "falls_away": [
            {"id": row.id, "drops": list(row.drop), "says": row.says, "sources": sources(row.basis)}
            for row in helps.instead
        ],
        "ask_again": [row.says for row in ask_again()],
        "numbers": _numbers(person),
        "whom_to_call": asked.calls_data(person),
        "other_conditions": asked.conditions_data(safety),
        "questions": asked.questions_data(safety, person),
        "letter": list(letter(person, safety, on=on)),
        "mark": MARK,
    }


def _kidneys(safety: Safety) -> shape.Kidneys:
    row = stage(safety.kidneys.counts_as)
    return {
        "egfr": safety.kidneys.egfr,
        "egfr_is": safety.kidneys.bound,
        "stage": None if row is None else row.id,
        "unknown": "kidneys.unknown" in safety.present,
        "sources": sources(safety.kidneys.finding.basis),
    }


def _medicine(medicine: Understood) -> shape.Medicine:
    return {
        "typed": medicine.typed,
        "understood_as": list(medicine.names),
        "how": medicine.how,
        "did_you_mean": list(medicine.candidates),
        "not_understood": list(medicine.unread),
        "by": medicine.way,
        "no_rule_for": list(medicine.outside),
        "content": medicine.content,
        "stopped": medicine.stopped,
    }


def _schedule(safety: Safety) -> shape.Schedule:
    return {
        "slots": [
            {"from": f"{s.start:%H:%M}", "to": f"{s.end:%H:%M}"}
            for s in safety.schedule.slots
            if "dosing" not in safety.clearance.stops
        ],
        "assumed": safety.schedule.assumed or safety.schedule.day_assumed,
        "keep_away": [
            {
                "medicine": part.medicine,
                "before_h": part.before_h,
                "after_h": part.after_h,
                "times": [f"{when:%H:%M}" for when in part.times],
                "times_assumed": part.assumed,
            }
            for part in safety.schedule.distances
        ],
    }


def _bound(bound: Bound) -> shape.Bound:
    return {
        "id": bound.id,
        "kind": bound.kind,
        "nutrients": list(bound.nutrients),
        "foods": list(bound.foods),
        "within_share": bound.within_share,
        "apart_h": bound.apart_h,
        "says": bound.says,
        "sources": sources(bound.basis),
    }


def _numbers(person: Person) -> list[shape.Numbers]:
    return [
        {
            "place": row.place,
            "emergency": row.emergency,
            "advice": row.advice,
            "poison": row.poison,
            "crisis": row.crisis,
            "report_harm": row.report_harm,
        }
        for row in numbers(person.body, country=_country_name(person.country))
    ]


def _finding(alert: Alert) -> shape.SafetyFinding:
    return {
        "id": alert.id,
        "about": alert.about,
        "urgency": how_soon(alert.urgency),
        "says": alert.says,
        "do": alert.do,
        "stops": sorted(alert.stops),
        "sources": sources(alert.basis),
        "verified": _verified(alert.basis),
    }


def _verified(basis: Sequence[Basis]) -> bool | Literal["partial"]:
    """Verified as far as the least verified ground; what the person told us is no claim of ours."""
    states = [b.verified for b in basis if b.source != "person"]
    if all(state is True for state in states):
        return True
    return "partial" if all(state is not False for state in states) else False


def _tone(urgency: Urgency, stops: frozenset[str]) -> Tone:
    if "dosing" in stops or urgency >= Urgency.soon:
        return "stop"
    return "caution" if urgency >= Urgency.caution else "good"


def _tables(safety: Safety, person: Person, *, on: date) -> tuple[Table, ...]:
    helps = helps_for(safety, person)
    what_helps: list[tuple[Cell, ...]] = [
        (option.says, "yes" if option.row.verified is True else "not yet") for option in helps.options
    ]
    falls: list[tuple[Cell, ...]] = [(row.says, "yes" if row.verified is True else "not yet") for row in helps.instead]
    typed: list[tuple[Cell, ...]] = [
        (medicine.typed, asked.understood_as(medicine), " or ".join(medicine.candidates) or "")
        for medicine in safety.medicines
    ]
    disappoints = safety.clearance.urgency >= Urgency.ask_first
    return (
        asked.questions_table(safety, person),
        Table(
            caption="Your medicines, as we understood them",
            columns=(Column(title="you wrote"), Column(title="understood as"), Column(title="did you mean")),
            rows=tuple(typed),
        ),
        Table(
            caption="No concern known",
            columns=(Column(title="about"), Column(title="what it means"), Column(title="source checked")),
            rows=tuple(
                (alert.about.replace("_", " "), alert.says, "yes" if notice(alert).checked else "not yet")
                for alert in safety.clearance.alerts
                if alert.urgency <= Urgency.none
            ),
        ),
        Table(
            caption="What does help back pain",
            columns=(Column(title=""), Column(title="source checked")),
            rows=tuple(what_helps),
            minor=not disappoints,
        ),
        Table(
            caption="Not for you, or not yet",
            columns=(Column(title=""), Column(title="source checked")),
            rows=tuple(falls),
            minor=not disappoints,
        ),
        asked.calls_table(person, safety.clearance.urgency, on=on),
        Table(
            caption="When to ask again",
            columns=(Column(title=""),),
            rows=tuple((row.says,) for row in ask_again()),
            minor=True,
        ),
    )


def _day(plan: Schedule) -> Table:
    """When magnesium keeps its distance from the medicines, in words: the twin of the day's chart."""
    rows: list[tuple[Cell, ...]] = [
        (
            part.medicine,
            " and ".join(f"{when:%H:%M}" for when in part.times) + (" (assumed)" if part.assumed else ""),
            f"{say.amount(part.before_h, 'hours')} after it, or {say.amount(part.after_h, 'hours')} before it",
        )
        for part in plan.distances
    ]
    free = " and ".join(slot.says for slot in plan.slots) or "at no time of your day"
    return Table(
        caption="When magnesium keeps its distance from your medicines",
        columns=(Column(title="medicine"), Column(title="you take it at"), Column(title="magnesium at least")),
        rows=(*rows, ("all together", "", f"magnesium is possible {free}")),
    )


def _chart(plan: Schedule) -> tuple[Chart, ...]:
    """The day as bars: when magnesium keeps its distance from the medicines. None without a medicine to keep from."""
    if not plan.distances:
        return ()
    free = [(_hour(s.start), _hour(s.end)) for s in plan.slots]
    rows: tuple[dict[str, Cell], ...] = tuple(
        {"what": POSSIBLE, "from": a, "to": b} for start, end in free for a, b in _in_a_day(start, end)
    )
    doses = [(part, _hour(when)) for part in plan.distances for when in part.times]
    near: tuple[dict[str, Cell], ...] = tuple(
        {"what": part.medicine, "from": a, "to": b}
        for part, at in doses
        for a, b in _in_a_day(at - part.after_h, at + part.before_h)
    )
    taken: tuple[dict[str, Cell], ...] = tuple({"what": part.medicine, "from": at} for part, at in doses)
    names = (POSSIBLE, *dict.fromkeys(part.medicine for part in plan.distances))
    words = " and ".join(slot.says for slot in plan.slots) or "at no time of your day"
    return (
        Chart(
            id="safety-day",
            title="When magnesium keeps its distance: dots are doses, grey is too near",
            says=f"Magnesium is possible {words}." + (" Times not told are assumed." if plan.assumed else ""),
            rows=rows,
            layers=(
                Layer(mark="bar", x="from", x2="to", y="what", colour="good"),
                Layer(mark="bar", x="from", x2="to", y="what", colour="unknown", opacity=0.5, rows=near),
                Layer(mark="point", x="from", y="what", colour="ink", rows=taken),
            ),
            x=Axis(kind="clock", low=0, high=DAY_H),
            y=Axis(kind="category", order=names),
            height=ROW_PX * len(names),
            table=_day(plan),
            in_words=True,
        ),
    )


def _hour(when: time) -> float:
    return when.hour + when.minute / 60


def _in_a_day(start: float, end: float) -> list[tuple[float, float]]:
    """A stretch of the clock [h] as pieces of one day; an end before its start is on the next day."""
    if end < start:
        end += DAY_H
    pieces = [(start, end)]
    if start < 0:
        pieces = [(start + DAY_H, DAY_H), (0.0, end)]
    elif end > DAY_H:
        pieces = [(start, DAY_H), (0.0, end - DAY_H)]
    return pieces


def _country_name(code: str | None) -> str | None:
    """The name of a country by its ISO code; None when it is not told or not held."""
    row = country(code)
    return None if row is None else row.name
