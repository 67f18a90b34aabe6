"""What does help back pain, whom to call, and when to ask again: said with every answer that stops or disappoints."""

from __future__ import annotations

from typing import ClassVar, Literal

from dolomite import facts
from dolomite.base.person import Pain
from dolomite.safety.signal import limit


class HelpRow(facts.LightRow):
    """One thing that helps, or does not; for new pain, for long-lasting pain, or for any."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    about: Literal["acute", "chronic", "any"]
    says: str


class EmergencyRow(facts.LightRow):
    """The numbers of one place; `bodies` are the authorities whose readers live there."""

    unique: ClassVar[tuple[str, ...]] = ("place",)
    place: str
    bodies: tuple[str, ...]
    emergency: str
    advice: str
    poison: str
    crisis: str
    report_harm: str


class SayRow(facts.LightRow):
    """A sentence by its id."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    says: str


def what_helps(pain: Pain | None) -> tuple[HelpRow, ...]:
    """What helps pain like this; without its length, everything. (No unit.)"""
    rows = facts.light_rows("safety/help", HelpRow)
    if pain is None or pain.duration_weeks is None:
        return rows
    lasting = pain.duration_weeks >= limit("lasting_pain_weeks").value
    return tuple(row for row in rows if row.about in ("any", "chronic" if lasting else "acute"))


def numbers(body: str) -> tuple[EmergencyRow, ...]:
    """Whom to call: the place of the chosen authority first, then the others. (No unit.)"""
    rows = facts.light_rows("safety/emergency", EmergencyRow)
    return tuple(sorted(rows, key=lambda row: body not in row.bodies))


def ask_again() -> tuple[SayRow, ...]:
    """When to ask again, and what never to do. (No unit.)"""
    return facts.light_rows("safety/again", SayRow)


def to_measure() -> tuple[SayRow, ...]:
    """What a clinician may want to measure, for the letter. (No unit.)"""
    return facts.light_rows("safety/measure", SayRow)
