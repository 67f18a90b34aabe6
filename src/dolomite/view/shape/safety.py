"""The objects of `dolomite safety` and `dolomite deficiency`."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from dolomite.view.shape.shape import Advice, Grounded, Head, Said, Source, Span, Urgency, Verified


class FallsAway(TypedDict):
    """Things that help others and fall away for this person, with the reason."""

    id: str
    drops: list[str]
    says: str
    sources: list[Source]


class SafetyFinding(TypedDict):
    """One thing safety says; `about` is the flag, condition, medicine or laboratory value that fired it."""

    id: str
    about: str
    urgency: Urgency
    says: str
    do: str
    stops: list[Advice]
    sources: list[Source]
    verified: Verified


class Kidneys(TypedDict):
    """Kidney function [mL/min/1.73 m2] and its stage; unknown where nobody asked or nobody knows.

    `egfr_is` "at_most": the laboratory wrote "<30", and the value lies below that number.
    """

    egfr: float | None
    egfr_is: Literal["exact", "at_least", "at_most"]
    stage: str | None
    unknown: bool
    sources: list[Source]


class Medicine(TypedDict):
    """What a typed medicine was taken for."""

    typed: str
    understood_as: list[str]
    how: Literal["name", "spelling", "unsure", "unknown"]
    did_you_mean: list[str]
    not_understood: list[str]
    by: str
    no_rule_for: list[str]
    content: Literal["whole", "lead", "unknown"]
    stopped: bool


class DoseTaken(TypedDict):
    """Magnesium from supplements, antacids and laxatives against its limit."""

    supplemental_mg: Span | None
    ul_supplemental_mg: float | None
    ul_applies: bool


# A stretch of the waking day (HH:MM) in which magnesium keeps its distance from every medicine.
Slot = TypedDict("Slot", {"from": str, "to": str})


class KeepAway(TypedDict):
    """How many hours magnesium stays from a medicine."""

    medicine: str
    before_h: float
    after_h: float
    times: list[str]
    times_assumed: bool


class Schedule(TypedDict):
    """When magnesium may be taken."""

    slots: list[Slot]
    assumed: bool
    keep_away: list[KeepAway]


class Bound(TypedDict):
    """What safety demands of a food plan."""

    id: str
    kind: Literal["steady", "no_increase", "no_decrease", "slowly", "avoid", "apart"]
    nutrients: list[str]
    foods: list[str]
    within_share: float | None
    apart_h: float | None
    says: str
    sources: list[Source]


class Numbers(TypedDict):
    """Whom to call in one country."""

    place: str
    emergency: str | None
    advice: str | None
    poison: str | None
    crisis: str | None
    report_harm: str | None


class Question(TypedDict):
    """A red-flag question; `emergency`: one of the first six cards; `open`: it waits for an answer."""

    id: str
    question: str
    emergency: bool
    open: bool


class CallNumber(TypedDict):
    """One number to call; `tel` is its link, empty where the number is words."""

    what: Literal["emergency", "ambulance", "health_line", "poison", "crisis"]
    number: str
    note: str | None
    tel: str


class Elsewhere(TypedDict):
    """An emergency number and the countries (ISO codes) that have it."""

    number: str
    countries: list[str]


class WhomToCall(TypedDict):
    """The numbers of the person's country; `assumed`: nobody told it, and those of every country stand beside them."""

    country: str
    assumed: bool
    numbers: list[CallNumber]
    emergency_elsewhere: list[Elsewhere]


class OtherCondition(TypedDict):
    """An illness in the person's words that no list has."""

    typed: str
    known_as: str | None
    looks_like: list[str]


class Safety(TypedDict):
    """Whether it is safe, how urgent, and which advice is stopped: the union over all findings."""

    urgency: Urgency
    stops: list[Advice]
    findings: list[SafetyFinding]
    not_clinically_reviewed: bool
    kidneys: Kidneys
    medicines: list[Medicine]
    dose: DoseTaken
    schedule: Schedule
    bounds: list[Bound]
    what_helps: list[Said]
    falls_away: list[FallsAway]
    ask_again: list[str]
    numbers: list[Numbers]
    whom_to_call: WhomToCall
    other_conditions: list[OtherCondition]
    questions: list[Question]
    letter: list[str]
    mark: str


class SafetyDocument(Head, Safety):
    """`dolomite safety --json`."""


class Reading(TypedDict):
    """A laboratory value, or its place in a range, in its own `unit`."""

    name: str
    value: float | str | None
    unit: str
    says: str
    sources: list[Source]


class Prevalence(TypedDict):
    """How common something is, in its own `unit`."""

    value: float | str | None
    unit: str
    says: str
    sources: list[Source]


class Deficiency(TypedDict):
    """What raises the risk of low magnesium, and what tests can tell. Never a diagnosis."""

    risk_factors: list[Said]
    symptoms: Grounded | None
    serum: list[Reading]
    femg_percent: float | None
    femg: Grounded | None
    loading_test: Grounded | None
    prevalence: list[Prevalence]
    verdict: str


class DeficiencyDocument(Head, Deficiency):
    """`dolomite deficiency --json`."""
