"""What does help back pain, whom to call, and when to ask again: said with every answer that stops or disappoints."""

from __future__ import annotations

from typing import ClassVar, Literal

from dolomite import facts
from dolomite.base.frozen import dataclass
from dolomite.base.person import Pain
from dolomite.safety.alert import Urgency
from dolomite.safety.rule import WhenRow, holds
from dolomite.safety.signal import limit


class HelpRow(facts.LightRow):
    """One thing that helps, or does not; for new pain, for long-lasting pain, or for any."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    about: Literal["acute", "chronic", "any"]
    says: str


class FallsAwayRow(WhenRow):
    """What falls away (`drop`) or is asked about first (`ask`) when the row holds, by ids of what helps."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    drop: tuple[str, ...] = ()
    ask: tuple[str, ...] = ()
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One thing that helps, and what is said of it to this person, what it must not be combined with included."""

    row: HelpRow
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Helps:
    """What helps this person, and what falls away with the reason; `first`: nothing before somebody has looked."""

    options: tuple[Option, ...]
    instead: tuple[FallsAwayRow, ...]
    first: bool


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


def for_person(pain: Pain | None, *, urgency: Urgency, present: frozenset[str]) -> Helps:
    """What helps pain like this in this person, past everything that falls away for them.

    From a same-day matter upwards nothing is offered: no hands on the back and no exercise before somebody has looked.
    """
    if urgency >= Urgency.same_day:
        return Helps(options=(), instead=(), first=True)
    falls = tuple(row for row in facts.light_rows("safety/help_falls_away", FallsAwayRow) if holds(row, present))
    dropped = {help_id for row in falls for help_id in row.drop}
    kept = tuple(row for row in what_helps(pain) if row.id not in dropped)
    return Helps(
        options=tuple(_asked(row, falls) for row in kept),
        instead=tuple(row for row in falls if row.drop),
        first=False,
    )


def _asked(row: HelpRow, falls: tuple[FallsAwayRow, ...]) -> Option:
    asks = tuple(fall.says for fall in falls if row.id in fall.ask)
    return Option(row=row, says=" ".join((row.says, *asks)))


def what_helps(pain: Pain | None) -> tuple[HelpRow, ...]:
    """What helps pain like this; without its length, everything."""
    rows = facts.light_rows("safety/help", HelpRow)
    if pain is None or pain.duration_weeks is None:
        return rows
    lasting = pain.duration_weeks >= limit("lasting_pain_weeks").value
    return tuple(row for row in rows if row.about in ("any", "chronic" if lasting else "acute"))


def numbers(body: str, *, country: str | None = None) -> tuple[EmergencyRow, ...]:
    """Whom to call: the place of that name (of a country) first, then that of the authority, then the others."""
    rows = facts.light_rows("safety/emergency", EmergencyRow)
    return tuple(sorted(rows, key=lambda row: (row.place != country, body not in row.bodies)))


def ask_again() -> tuple[SayRow, ...]:
    """When to ask again, and what never to do."""
    return facts.light_rows("safety/again", SayRow)


def to_measure() -> tuple[SayRow, ...]:
    """What a clinician may want to measure, for the letter."""
    return facts.light_rows("safety/measure", SayRow)
