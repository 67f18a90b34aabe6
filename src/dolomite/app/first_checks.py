"""Use case: the emergency questions before anything else, what they say, and how their answers are kept."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from dolomite.base.person import Answer
from dolomite.safety.alert import Alert, Urgency
from dolomite.safety.card import CardRow, cards, phone, urgent
from dolomite.safety.helps import EmergencyRow, numbers

ASKED_ON = "asked_on"
DIALLED = re.compile(r"\d{3}")  # the emergency numbers of every country have three digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A number to call: as it is dialled, as it is read, and where it works."""

    dial: str
    shown: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Emergency:
    """What is wrong, how soon, whom to call and what to say. (No unit.)"""

    alerts: tuple[Alert, ...]
    do: tuple[str, ...]
    now: bool
    call: tuple[Call, ...]
    say: tuple[str, ...]
    do_not: tuple[str, ...]


def questions() -> tuple[CardRow, ...]:
    """The six cards. (No unit.)"""
    return cards()


def answered(said: Mapping[str, Answer], *, before: object, on: date) -> dict[str, str]:
    """Red flags as a person file keeps them, after answers to cards (id: yes, no, unknown) on that day.

    `before` is what the file held; its other questions stay as they were answered. (No unit.)
    """
    kept: dict[str, str] = {}
    if isinstance(before, Mapping):
        kept = {str(flag): str(answer) for flag, answer in before.items()}
    for card in cards():
        if card.id in said:
            kept |= dict.fromkeys(card.flags, said[card.id])
    return kept | {ASKED_ON: on.isoformat()}


def emergency(document: Mapping[str, object]) -> Emergency:
    """What the answered red flags of a person file say must be done today or sooner. (No unit.)

    The numbers of the person's own country stand first; where nobody said where, all are shown.
    """
    flags, body = document.get("red_flags"), document.get("body")
    said = {str(flag): str(answer) for flag, answer in flags.items()} if isinstance(flags, Mapping) else {}
    alerts = urgent({flag: cast(Answer, answer) for flag, answer in said.items()})
    return Emergency(
        alerts=alerts,
        do=tuple(dict.fromkeys(one.do for one in alerts)),
        now=any(one.urgency >= Urgency.emergency_now for one in alerts),
        call=calls(body if isinstance(body, str) else None),
        say=phone("say"),
        do_not=phone("do_not"),
    )


def calls(body: str | None) -> tuple[Call, ...]:
    """The emergency numbers of the person's place, or of every place where nobody said which. (No unit.)"""
    places: dict[str, list[str]] = {}
    for row in numbers(body or ""):
        if body is None or body in row.bodies:
            for dial in DIALLED.findall(row.emergency):
                places.setdefault(dial, []).append(row.place)
    return tuple(Call(dial=dial, shown=dial, place=", ".join(there)) for dial, there in places.items())


def all_numbers() -> tuple[EmergencyRow, ...]:
    """Whom to call, place by place. (No unit.)"""
    return numbers("")


def pressing(document: Mapping[str, object]) -> bool:
    """Whether the answered red flags need somebody today or sooner. (No unit.)"""
    return bool(emergency(document).alerts)
