"""What the objects of all commands share: the head, and the small shapes that recur.

Keys are settled, no other may stand beside them, and null means unknown (never zero).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, with_config
from typing_extensions import TypedDict

Verified = bool | Literal["partial"]
Advice = Literal["dosing", "plan", "trial", "goal", "energy"]
Urgency = Literal["none", "info", "caution", "ask_first", "soon", "same_day", "emergency_now"]
Certainty = Literal["high", "moderate", "low", "very_low", "no_evidence", "does_not_apply"]


@with_config(ConfigDict(extra="forbid", use_attribute_docstrings=True))  # and so for every object inside
class Head(TypedDict):
    """What stands at the top of every answer."""

    schema: Annotated[str, Field(pattern=r"^dolomite\.[a-z]+/[1-9][0-9]*$")]
    version: str
    on: Annotated[str | None, Field(description="The day the answer is for, YYYY-MM-DD; null where no day matters.")]
    facts: Annotated[str, Field(description="SHA-256 over all facts files: which facts the answer rests on.")]
    unverified: Annotated[
        int | None,
        Field(description="How many grounds of the answer are not fully verified; null: not counted."),
    ]
    food_releases: list[str]


class Source(TypedDict):
    """Where a statement comes from: a key of facts/sources (or person, diary, trial, unsourced) and the place in it."""

    source: str
    at: str
    verified: Verified


class Said(TypedDict):
    """A sentence with its id and grounds."""

    id: str
    says: str
    sources: list[Source]


class Grounded(TypedDict):
    """A sentence with its grounds."""

    says: str
    sources: list[Source]


class Known(TypedDict):
    """A quantity with unknown parts, in the unit of its key: the sum of the known, and the ends the unknown allows."""

    known: float | None
    low: float | None
    high: float | None


class Span(Known):
    """A quantity with unknown parts, in the unit of its key, and the names of those parts."""

    unknown: list[str]


class Range(TypedDict):
    """From low to high, in the unit of its key."""

    low: float | None
    high: float | None


class Chance(TypedDict):
    """A probability from 0 to 1 and how far unknown parts could move it; value is null where they are too many."""

    value: float | None
    low: float | None
    high: float | None
