"""The object of `dolomite evidence watch`."""

from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict

from dolomite.view.shape.shape import Certainty, Head

Verdict = Literal["retracted", "changed", "new", "known", "irrelevant", "unreadable"]


class Work(TypedDict):
    """One work of the saved files: what it is to what is stored, why, and what to do."""

    verdict: Verdict
    id: str
    title: str
    why: str
    do: str
    sure: bool
    questions: list[str]
    date: str | None
    seen_in: list[str]


class Rerun(TypedDict):
    """An answer that is touched, without and with what was found."""

    question: str
    came: list[str]
    went: list[str]
    changed: list[str]
    before: str
    after: str
    certainty_before: Certainty
    certainty_after: Certainty
    moved: bool


@with_config(ConfigDict(extra="forbid", use_attribute_docstrings=True))
class WatchDocument(Head):
    """What saved search results hold beside what is stored; nothing was fetched and no fact changed."""

    counts: dict[Verdict, int]
    works: list[Work]
    answers: list[Rerun]
    since: str
    newest: str | None
