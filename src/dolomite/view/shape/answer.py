"""The object `answer` of `dolomite report`: what a person reads first."""

from __future__ import annotations

from typing_extensions import TypedDict

from dolomite.view.shape.shape import Certainty, Chance, Urgency


class SafeInShort(TypedDict):
    """The rule that matters first, and how urgent it is."""

    urgency: Urgency
    says: str


class EnoughInShort(TypedDict):
    """Whether it is enough, and the probability of falling short; null: it cannot be computed."""

    says: str
    prob_inadequate: Chance | None


class StepToDo(TypedDict):
    """One thing to do, with the command line and the page where it is done (empty: none)."""

    says: str
    command: str
    page: str


class AnswerData(TypedDict):
    """Question, answer in at most fifteen words, how sure, and three cards; `not_asked` are keys of the person file."""

    question: str
    says: str
    certainty: Certainty
    safe: SafeInShort
    enough: EnoughInShort
    do: list[StepToDo]
    not_asked: list[str]
