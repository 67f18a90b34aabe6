"""The object of `dolomite check`."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from dolomite.view.shape.shape import Head, Source

Verdict = Literal["supported", "overstated", "unsupported", "wrong", "not_checkable"]


class Claim(TypedDict):
    """A sentence of the article; `start` and `end` are code points into `text`."""

    text: str
    start: int
    end: int
    statement: str
    verdict: Verdict
    certainty: str | None
    why: str
    sources: list[Source]
    kind: str


class Passage(TypedDict):
    """Where the article says it; code points into `text`."""

    text: str
    start: int
    end: int


class Item(TypedDict):
    """What a good article says, and whether this one does."""

    item: str
    present: bool | None
    question: str
    passage: Passage | None
    after: str | None


class Interest(TypedDict):
    """A sign of who gains by the article."""

    id: str
    says: str
    passage: Passage | None


class Counts(TypedDict):
    """How many claims have each verdict."""

    wrong: int
    unsupported: int
    overstated: int
    supported: int
    not_checkable: int


class Checked(TypedDict):
    """An article with its verdicts: `start` and `end` are code points into `text`."""

    text: str
    on_magnesium: bool
    claims: list[Claim]
    missing: list[Item]
    interests: list[Interest]
    counts: Counts


class CheckDocument(Head, Checked):
    """`dolomite check --json`."""
