"""Red flags in a person's own words: a note goes through words of the flags to questions to confirm.

No diagnosis is made from text: what is heard is the question, with the words that raised it and how urgent a yes would
be; what one note tells together counts together. Nobody can list all words: a net (`safety/net.py`) asks where a note
only sounds like a warning sign.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from dolomite import facts
from dolomite.base.finding import Basis
from dolomite.safety.alert import Urgency
from dolomite.safety.note import Note, Spot, note, whole
from dolomite.safety.redflag import QuestionRow
from dolomite.safety.rule import holds, rules
from dolomite.safety.signal import complete

# Files that are read with one vocabulary: a word of one reading never changes how a word is spelt in another.
READINGS = (("own_words", "own_words_pairs"), ("own_words_soon",))
GROUPS = ("own_words_groups", "own_words_concepts", "own_words_soon_concepts")
ALTERNATIVES = "|"
GROUP = "@"
NEAR = 12  # words within which the lists of a row must meet; about reading
NEAR_IN_NOTE = 25  # the same, where the lists may stand in neighbouring sentences


class OwnWordsRow(facts.LightRow):
    """Words that lead to a flag: each list of `hears` must be met within `reach`; `unless` silences the row.

    A row that is not `sure` only puts its question, without alarm.
    """

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    flag: str
    hears: tuple[str, ...]
    unless: tuple[str, ...] = ()
    reach: Literal["sentence", "note"] = "sentence"
    sure: bool = True


class GroupRow(facts.LightRow):
    """Words that mean the same in a note."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A red flag that a text may tell of: the question to confirm, the words heard, and how urgent a yes would be.

    The urgency is that of the rules for all that the text tells, as far as they need this flag.
    """

    flag: str
    question: str
    words: str
    urgency: Urgency
    basis: tuple[Basis, ...]


def heard(text: str) -> tuple[Heard, ...]:
    """The questions that this text raises, most urgent first; none where no red flag is told of."""
    told: dict[str, tuple[OwnWordsRow, str]] = {}
    for files in READINGS:
        known = vocabulary(files)
        reached = {"sentence": note(text, known), "note": (whole(text, known),)}
        for row in own_words(files):
            if row.flag not in told and row.sure and (words := _first(row, reached[row.reach])) is not None:
                told[row.flag] = (row, words)
    questions = [_heard(row, words, beside=frozenset(told) - {row.flag}) for row, words in told.values()]
    return tuple(sorted(questions, key=lambda question: (-question.urgency, question.flag)))


def own_words(files: tuple[str, ...] | None = None) -> tuple[OwnWordsRow, ...]:
    """The rows of words of these files (None: of all): sentences that were gathered, then concepts that meet."""
    names = files if files is not None else tuple(name for some in READINGS for name in some)
    return tuple(row for name in names for row in facts.light_rows(f"safety/{name}", OwnWordsRow))


@cache
def vocabulary(files: tuple[str, ...] = READINGS[0]) -> frozenset[str]:
    """Every single word of the rows and groups of these files (by default those of the day), a * for any ending.

    It is what a misspelt word is read as.
    """
    lists = [words for row in own_words(files) for words in (*row.hears, *row.unless)]
    return frozenset(part for words in lists for phrase in _alternatives(words) for part in phrase)


@cache
def _alternatives(words: str) -> tuple[tuple[str, ...], ...]:
    """The phrases of a list, each as its words; a group's own phrases stand in its place."""
    phrases: list[tuple[str, ...]] = []
    for phrase in words.split(ALTERNATIVES):
        if phrase.startswith(GROUP):
            phrases += _alternatives(_groups()[phrase.removeprefix(GROUP)])
        else:
            phrases.append(tuple(phrase.split()))
    return tuple(phrases)


@cache
def _groups() -> dict[str, str]:
    return {row.id: row.words for name in GROUPS for row in facts.light_rows(f"safety/{name}", GroupRow)}


def _heard(row: OwnWordsRow, words: str, *, beside: frozenset[str]) -> Heard:
    question = next(
        question for question in facts.light_rows("safety/questions", QuestionRow) if question.id == row.flag
    )
    asked = question.question
    if question.alone is not None and (question.only_if or "").removeprefix("flag.") not in beside:
        asked = question.alone
    urgency = _urgency(row.flag, beside=beside)
    return Heard(flag=row.flag, question=asked, words=words, urgency=urgency, basis=question.basis)


def _urgency(flag: str, *, beside: frozenset[str]) -> Urgency:
    """How urgent a yes to this flag is, where the same note tells of those `beside` it: by the rules that need it."""
    others = {f"flag.{other}" for other in beside}
    alone, without, together = (complete(said, {}) for said in ({f"flag.{flag}"}, others, {f"flag.{flag}", *others}))
    needed = (
        rule
        for rule in rules("red_flags")
        if holds(rule, alone) or (holds(rule, together) and not holds(rule, without))
    )
    return max((Urgency[rule.urgency] for rule in needed), default=Urgency.caution)


def _first(row: OwnWordsRow, parts: Sequence[Note]) -> str | None:
    """The words of the first of these parts in which the row is told, or None."""
    near = NEAR if row.reach == "sentence" else NEAR_IN_NOTE
    return next((words for part in parts if (words := _told(row, part, near=near)) is not None), None)


def _told(row: OwnWordsRow, part: Note, *, near: int) -> str | None:
    """The words of this part that meet every list of the row within `near` words, or None."""
    lists = [part.spots(_alternatives(words)) for words in row.hears]
    met = _met(lists, near, ())
    if met is None:
        return None
    start, end = min(spot.start for spot in met), max(spot.end for spot in met)
    silenced = (spot for words in row.unless for spot in part.spots(_alternatives(words)))
    if any(part.same_sentence(spot.start, start, end) for spot in silenced):
        return None
    return part.between(start, end)


def _met(lists: Sequence[Sequence[Spot]], near: int, met: tuple[Spot, ...]) -> tuple[Spot, ...] | None:
    """One spot of each list, close to the others; a denial that belongs to another spot denies nothing."""
    if not lists:
        return met if all(not spot.denied(met) for spot in met) else None
    first = lists[0]
    if met:  # spots stand in the order of the text: only those near the words already met are looked at
        reach = (max(spot.start for spot in met) - near, min(spot.start for spot in met) + near + 1)
        first = first[bisect_left(first, reach[0], key=_start) : bisect_left(first, reach[1], key=_start)]
    for spot in first:
        all_met = _met(lists[1:], near, (*met, spot))
        if all_met is not None:
            return all_met
    return None


def _start(spot: Spot) -> int:
    return spot.start
