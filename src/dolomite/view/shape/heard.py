"""What free words may tell of: questions to confirm, never conclusions."""

from __future__ import annotations

from typing_extensions import TypedDict


class Now(TypedDict):
    """What to do at once if the words mean what they may mean."""

    id: str
    says: str
    do: str


class Reading(TypedDict):
    """Words that may tell of a warning sign, the question that confirms it, and how urgent it would be."""

    flag: str
    question: str
    words: str
    urgency: str


class Again(TypedDict):
    """A warning sign to be asked again."""

    flag: str
    question: str


class Card(TypedDict):
    """A warning sign that is asked whatever the words were, and the flags it covers."""

    id: str
    flags: list[str]
    text: str


class Heard(TypedDict):
    """What was heard in free words, most urgent first; `call` says whom, where there is an emergency to confirm."""

    now: list[Now]
    call: str | None
    questions: list[Reading]
    ask_again: list[Again]
    cards: list[Card]
