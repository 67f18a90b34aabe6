"""Red flags: one plain question each; nobody asked, unknown and no are three different answers."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import ClassVar

from dolomite import facts
from dolomite.base.person import RedFlags
from dolomite.safety.alert import Alert
from dolomite.safety.rule import rules, speak


class QuestionRow(facts.LightRow):
    """One question. `only_if` is the signal without which nobody needs to be asked (None: everybody).

    `alone` is the same question to somebody whose own words told of it, where `only_if` is not known.
    """

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    looks_for: str
    question: str
    only_if: str | None = None
    alone: str | None = None


def questions(present: frozenset[str]) -> tuple[QuestionRow, ...]:
    """The questions that this person should be asked, in order."""
    rows = facts.light_rows("safety/questions", QuestionRow)
    return tuple(row for row in rows if row.only_if is None or row.only_if in present)


def flag_ids() -> frozenset[str]:
    """Every red flag that a person file may name: those that a rule speaks of, also of older files."""
    named = (name for row in rules("red_flags") for name in row.all_of)
    return frozenset(name.removeprefix("flag.") for name in named if name.startswith("flag."))


def said(flags: RedFlags | None) -> set[str]:
    """Signals of the flags that were answered yes."""
    return set() if flags is None else {f"flag.{flag}" for flag, answer in flags.answers if answer == "yes"}


def asked_state(flags: RedFlags | None, present: frozenset[str]) -> set[str]:
    """Whether all, some or none of the questions that this person needs were asked."""
    if flags is None:
        return {"not_asked.red_flags"}
    if all(flags.answer(row.id) is not None for row in questions(present)):
        return set()
    return {"partly_asked.red_flags"}


def screen_age_days(flags: RedFlags | None, *, on: date) -> int | None:
    """How long ago the questions were answered [d]; None when no day was given."""
    return None if flags is None or flags.asked_on is None else (on - flags.asked_on).days


def unsure(flags: RedFlags | None) -> tuple[Alert, ...]:
    """What follows from each question that was put and could not be answered."""
    asked = {row.id: row.question for row in facts.light_rows("safety/questions", QuestionRow)}
    unknown = [flag for flag, answer in flags.answers if answer == "unknown"] if flags is not None else []
    return tuple(
        replace(alert, about=flag)
        for flag in unknown
        for alert in speak(
            rules("asked"),
            frozenset({"unknown.red_flag"}),
            words={"question": asked.get(flag, f"{flag.replace('_', ' ')}?")},
        )
    )
