"""Red flags in a person's own words: a note goes through words of the flags to questions to confirm.

No diagnosis is made from text: what is heard is the question, with the words that raised it and how urgent a yes would
be. Nobody can list all words: a net (`safety/net.py`) asks where a note only sounds like a warning sign.
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

ROWS = ("own_words", "own_words_pairs")
GROUPS = ("own_words_groups", "own_words_concepts")
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
    """A red flag that a text may tell of: the question to confirm, the words heard, how urgent a yes would be."""

    flag: str
    question: str
    words: str
    urgency: Urgency
    basis: tuple[Basis, ...]


def heard(text: str) -> tuple[Heard, ...]:
    """The questions that this text raises, most urgent first; none where no red flag is told of."""
    by_flag: dict[str, Heard] = {}
    reached = {"sentence": note(text, vocabulary()), "note": (whole(text, vocabulary()),)}
    for row in own_words():
        if row.flag in by_flag or not row.sure:
            continue
        near = NEAR if row.reach == "sentence" else NEAR_IN_NOTE
        told = next((words for part in reached[row.reach] if (words := _told(row, part, near=near)) is not None), None)
        if told is not None:
            by_flag[row.flag] = _heard(row, told)
    return tuple(sorted(by_flag.values(), key=lambda question: (-question.urgency, question.flag)))


def own_words() -> tuple[OwnWordsRow, ...]:
    """Every row of words: sentences that were gathered, then pairs of concepts."""
    return tuple(row for name in ROWS for row in facts.light_rows(f"safety/{name}", OwnWordsRow))


@cache
def vocabulary() -> frozenset[str]:
    """Every single word of every row and group, a * for any ending: what a misspelt word is read as."""
    lists = [words for row in own_words() for words in (*row.hears, *row.unless)]
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


def _heard(row: OwnWordsRow, told: str) -> Heard:
    question = next(
        question for question in facts.light_rows("safety/questions", QuestionRow) if question.id == row.flag
    )
    said = frozenset({f"flag.{row.flag}"})
    urgent = max((Urgency[rule.urgency] for rule in rules("red_flags") if holds(rule, said)), default=Urgency.caution)
    return Heard(flag=row.flag, question=question.question, words=told, urgency=urgent, basis=question.basis)


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
