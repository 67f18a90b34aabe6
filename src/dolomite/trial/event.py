"""What a trial's journal holds, as typed values: written and read here and nowhere else.

A new kind of event is a class below, its place in `Event`, a line in `_READ` and, where the trial changes by it, a case
in `record.record`. A kind that this version does not know is passed over, so that an older version reads on.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from typing import ClassVar

from dolomite.base.document import JsonObject
from dolomite.trial.design import Design, from_plain
from dolomite.trial.read_log import LONGEST_TRIAL_DAYS

# What an entry of another shape raises where it is read.
STRANGE = (KeyError, TypeError, ValueError, AttributeError, OverflowError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """The trial has begun: its design and seal, its first day, and what safety said. `baseline_mean` [points].

    `sequence` stands open only where nothing is blinded; `plan_sha256` is the digest of the plan as it was given.
    """

    kind: ClassVar[str] = "start"
    design: Design
    commitment: str
    first_day: date
    plan_sha256: str | None
    cleared_with_cautions: tuple[str, ...]
    baseline_mean: float | None
    practice: bool
    sequence: tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLogged:
    """A word on one day [from 1]: its values [ratings in points, counts], how late it came [days], a note."""

    kind: ClassVar[str] = "day"
    day: int
    values: tuple[tuple[str, float | None], ...]
    late_days: int
    note: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """What the person thought they were taking in a period [from 1]: an arm's name, or `unknown`."""

    kind: ClassVar[str] = "guess"
    period: int
    arm: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adverse:
    """Something is wrong, in the person's words; the trial goes on. `day` [from 1]; None in the oldest journals."""

    kind: ClassVar[str] = "adverse"
    says: str
    day: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StoppedEarly:
    """The person ended the trial before its last day, and why. `day` [from 1]; None in the oldest journals."""

    kind: ClassVar[str] = "stop"
    says: str
    day: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SignsAnswered:
    """The warning signs were asked again on a day [from 1], and answered: by card, yes, no or unsure."""

    kind: ClassVar[str] = "signs"
    day: int
    answers: tuple[tuple[str, str], ...]

    def those(self, answer: str) -> tuple[str, ...]:
        """The cards with this answer."""
        return tuple(card for card, said in self.answers if said == answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revealed:
    """The seal was opened after a day [0: before any was written]; `seal_says`: what is wrong with it, or None."""

    kind: ClassVar[str] = "reveal"
    sequence: tuple[str, ...]
    nonce: str | None
    after_day: int
    seal_says: str | None


_LEFT_OUT = {Started.kind: ("sequence",), DayLogged.kind: ("note",)}  # where there is nothing to say, no key

Event = Started | DayLogged | Guess | Adverse | StoppedEarly | SignsAnswered | Revealed


def data(event: Event) -> JsonObject:
    """What the line of an event holds, as JSON values. [units as in each event]

    >>> data(Guess(period=2, arm="magnesium"))
    {'period': 2, 'arm': 'magnesium'}
    """
    line: JsonObject = {part.name: getattr(event, part.name) for part in fields(event)}
    match event:
        case Started():
            line |= {"design": event.design.plain(), "first_day": event.first_day.isoformat()}
            line |= {"cleared_with_cautions": list(event.cleared_with_cautions)}
            line |= {"sequence": list(event.sequence)} if event.sequence is not None else {}
        case DayLogged():
            line |= {"values": dict(event.values)}
        case SignsAnswered():
            line |= {"answers": dict(event.answers)}
        case Revealed():
            line |= {"sequence": list(event.sequence)}
    return {
        name: value for name, value in line.items() if value is not None or name not in _LEFT_OUT.get(event.kind, ())
    }


def read(kind: str, data: Mapping[str, object]) -> Event | None:
    """The event of an entry; None for a kind that is none of this version's. Raises one of STRANGE.

    >>> read("guess", {"period": 2, "arm": "magnesium"})
    Guess(period=2, arm='magnesium')
    >>> read("fault", {"says": "a line was changed"})
    """
    reader = _READ.get(kind)
    return None if reader is None else reader(data)


def _started(data: Mapping[str, object]) -> Started:
    mean = data.get("baseline_mean")
    return Started(
        design=from_plain(_mapping(data["design"])),
        commitment=str(data["commitment"]),
        first_day=date.fromisoformat(str(data["first_day"])),
        plan_sha256=_text(data.get("plan_sha256")),
        cleared_with_cautions=_texts(data.get("cleared_with_cautions")) or (),
        baseline_mean=None if mean is None else _number(mean),
        practice=bool(data.get("practice", False)),
        sequence=_texts(data.get("sequence")) or None,
    )


def _day(data: Mapping[str, object]) -> DayLogged:
    day = _whole(data["day"])
    if not 1 <= day <= LONGEST_TRIAL_DAYS:
        raise ValueError
    return DayLogged(
        day=day,
        values=tuple((str(name), _number(value)) for name, value in _mapping(data["values"]).items()),
        late_days=_whole(data.get("late_days", 0)),
        note=_text(data.get("note")),
    )


def _guess(data: Mapping[str, object]) -> Guess:
    return Guess(period=_whole(data["period"]), arm=str(data["arm"]))


def _adverse(data: Mapping[str, object]) -> Adverse:
    return Adverse(says=str(data["says"]), day=_day_or_none(data.get("day")))


def _stopped(data: Mapping[str, object]) -> StoppedEarly:
    return StoppedEarly(says=str(data["says"]), day=_day_or_none(data.get("day")))


def _signs(data: Mapping[str, object]) -> SignsAnswered:
    answers = _mapping(data["answers"])
    return SignsAnswered(
        day=_whole(data["day"]), answers=tuple((str(card), str(said)) for card, said in answers.items())
    )


def _revealed(data: Mapping[str, object]) -> Revealed:
    return Revealed(
        sequence=_texts(data["sequence"]) or (),
        nonce=_text(data.get("nonce")),
        after_day=_whole(data["after_day"]),
        seal_says=_text(data.get("seal_says")),
    )


_READ: dict[str, Callable[[Mapping[str, object]], Event]] = {
    Started.kind: _started,
    DayLogged.kind: _day,
    Guess.kind: _guess,
    Adverse.kind: _adverse,
    StoppedEarly.kind: _stopped,
    SignsAnswered.kind: _signs,
    Revealed.kind: _revealed,
}


def _mapping(value: object) -> JsonObject:
    if not isinstance(value, Mapping):
        raise TypeError
    return dict(value)


def _texts(value: object) -> tuple[str, ...] | None:
    if value is None:
        return None
    if not isinstance(value, list | tuple):
        raise TypeError
    return tuple(map(str, value))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _whole(value: object) -> int:
    if isinstance(value, int | float | str):
        return int(value)
    raise TypeError


def _day_or_none(value: object) -> int | None:
    return None if value is None else _whole(value)


def _number(value: object) -> float | None:
    """What was written of one quantity: a finite number, or None. Raises TypeError for anything else."""
    if value is None or (isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)):
        return value
    raise TypeError
