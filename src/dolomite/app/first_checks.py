"""Use case: the emergency questions before anything else, what they say, and how their answers are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from dolomite.app.case import Case
from dolomite.base import words
from dolomite.base.person import Answer
from dolomite.report.tree import Section
from dolomite.safety.alert import Alert, Urgency
from dolomite.safety.card import CardRow, cards, phone, urgent
from dolomite.safety.country import CountryRow, countries, whom_to_call
from dolomite.safety.redflag import QuestionRow
from dolomite.view import heard as view

ASKED_ON = "asked_on"
MOST_NUMBERS = 6  # numbers shown where nobody said which country


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number to call: its link, as it is read, and where it works."""

    tel: str
    shown: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """What is wrong, how soon, whom to call and what to say."""

    alerts: tuple[Alert, ...]
    do: tuple[str, ...]
    now: bool
    call: tuple[Number, ...]
    advice: Number | None
    say: tuple[str, ...]
    do_not: tuple[str, ...]


def questions() -> tuple[CardRow, ...]:
    """The six cards."""
    return cards()


def answered(said: Mapping[str, Answer], *, before: object, on: date) -> dict[str, str]:
    """Red flags as a person file keeps them, after answers to cards (id: yes, no, unknown) on that day.

    `before` is what the file held; its other questions stay as they were answered.
    """
    kept: dict[str, str] = {}
    if isinstance(before, Mapping):
        kept = {str(flag): str(answer) for flag, answer in before.items()}
    for card in cards():
        if card.id in said:
            kept |= dict.fromkeys(card.flags, said[card.id])
    return kept | {ASKED_ON: on.isoformat()}


def emergency(document: Mapping[str, object], case: Case | None = None) -> Emergency:
    """What must be done today or sooner: of the whole case, else of the answered red flags alone.

    The numbers are those of the person's own country; where nobody said where, those of most countries.
    """
    flags, code = document.get("red_flags"), document.get("country")
    where = code if isinstance(code, str) else None
    said = {str(flag): str(answer) for flag, answer in flags.items()} if isinstance(flags, Mapping) else {}
    if case is None:
        alerts = urgent({flag: cast(Answer, answer) for flag, answer in said.items()})
    else:
        alerts = tuple(alert for alert in case.safety.clearance.alerts if alert.urgency >= Urgency.same_day)
    return Emergency(
        alerts=alerts,
        do=tuple(dict.fromkeys(alert.do for alert in alerts)),
        now=any(alert.urgency >= Urgency.emergency_now for alert in alerts),
        call=calls(where),
        advice=health_line(where),
        say=phone("say"),
        do_not=phone("do_not"),
    )


def told(document: Mapping[str, object]) -> Section | None:
    """What the answered red flags ask for today or sooner, whom to call first; None where they ask for nothing."""
    pressing = emergency(document)
    if not pressing.alerts:
        return None
    numbers = "Numbers: " + "; ".join(f"{number.shown} ({number.place})" for number in pressing.call) + "."
    then = (*pressing.do, numbers, *pressing.say, *(pressing.do_not if pressing.now else ()))
    return view.emergency([alert.says for alert in pressing.alerts], then, now=pressing.now)


def calls(code: str | None) -> tuple[Number, ...]:
    """The emergency numbers of the person's country; where nobody said which, those of most countries."""
    numbers = whom_to_call(code)
    if not numbers.assumed:
        urgent_calls = [call for call in numbers.calls if call.what in ("emergency", "ambulance")]
        return tuple(Number(tel=call.tel, shown=call.number, place=numbers.name) for call in urgent_calls)
    names = {row.id: row.name for row in countries()}
    return tuple(
        Number(tel=f"tel:{number}", shown=number, place=words.listed([names[country] for country in codes], most=4))
        for number, codes in numbers.everywhere[:MOST_NUMBERS]
    )


def country_choices() -> tuple[tuple[str, str], ...]:
    """The countries by code and name, in the order of their names."""
    return tuple(sorted(((row.id, row.name) for row in countries()), key=lambda country: country[1]))


def health_line(code: str | None) -> Number | None:
    """Whom to call for advice that is not an emergency, in the person's country; None where none is known."""
    call = whom_to_call(code).first("health_line") if code is not None else None
    return None if call is None else Number(tel=call.tel, shown=call.number, place=call.note or "health line")


def all_numbers() -> tuple[CountryRow, ...]:
    """Whom to call, country by country."""
    return tuple(sorted(countries(), key=lambda row: row.name))


def pressing(document: Mapping[str, object]) -> bool:
    """Whether the answered red flags need somebody today or sooner."""
    return bool(emergency(document).alerts)


def open_questions(case: Case) -> tuple[QuestionRow, ...]:
    """The red-flag questions that wait for an answer, for this person, in order."""
    said = case.person.red_flags
    return tuple(row for row in case.safety.questions if said is None or said.answer(row.id) is None)


def answered_questions(said: Mapping[str, Answer], *, before: object, on: date) -> dict[str, str]:
    """Red flags as a person file keeps them, after answers to single questions on that day."""
    kept = {str(flag): str(answer) for flag, answer in before.items()} if isinstance(before, Mapping) else {}
    return kept | dict(said) | {ASKED_ON: on.isoformat()}
