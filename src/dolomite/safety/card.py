"""The emergency questions on one screen: six cards over the red flags they stand for, and what follows from a yes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar, Literal

from dolomite import facts
from dolomite.base.person import Answer
from dolomite.safety.alert import Alert, Urgency
from dolomite.safety.rule import rules, speak
from dolomite.safety.signal import complete


class CardRow(facts.LightRow):
    """One card: the red flags it stands for, its sentence, and how to find out when one is not sure."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    flags: tuple[str, ...]
    text: str
    check: str


class PhoneRow(facts.LightRow):
    """A sentence for the telephone, or what not to do until help is there."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    kind: Literal["say", "do_not"]
    says: str


def phone(kind: Literal["say", "do_not"]) -> tuple[str, ...]:
    """What to say on the telephone, or what not to do."""
    return tuple(row.says for row in facts.light_rows("safety/phone", PhoneRow) if row.kind == kind)


def cards() -> tuple[CardRow, ...]:
    """The six cards in their order."""
    return facts.light_rows("safety/cards", CardRow)


def urgent(answers: Mapping[str, Answer]) -> tuple[Alert, ...]:
    """What follows at once from answered red flags, before anything else is known of the person, most urgent first.

    Only what needs somebody today or sooner; what several answers tell together counts together.
    """
    present = complete((f"flag.{flag}" for flag, answer in answers.items() if answer == "yes"), {})
    told = speak(rules("red_flags"), present, words={})
    pressing = [alert for alert in told if alert.urgency >= Urgency.same_day]
    return tuple(sorted(pressing, key=lambda alert: -alert.urgency))
