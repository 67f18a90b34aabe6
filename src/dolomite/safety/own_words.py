"""Red flags in a person's own words: a note goes through words of the flags to questions to confirm.

No diagnosis is made from text: what is heard is the question, with the words that raised it and how urgent a yes would
be. Nobody can list all words, so `worth_asking` names questions to put once more wherever a text touches their subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, NamedTuple

from dolomite import facts
from dolomite.base.finding import Basis
from dolomite.safety.alert import Urgency
from dolomite.safety.redflag import QuestionRow
from dolomite.safety.rule import holds, rules

_SENTENCES = re.compile(r"[.;!?\n]+")
_ALTERNATIVES = "|"
DENIALS = frozenset(
    {"no", "not", "never", "without", "nor", "isnt", "wasnt", "arent", "dont", "didnt", "havent", "hasnt"}
)
FLAT_DENIALS = frozenset({"no", "never", "without"})  # "not able to" and "don't feel" tell of something
DENIED_WITHIN = 3  # words between a denial and what it denies; about reading
NEAR = 12  # words within which the lists of a row must meet; about reading
SHORTEST_REPAIRED = 4  # letters of a word whose letters may be swapped; about reading


class OwnWordsRow(facts.LightRow):
    """Words that lead to a flag: each list of `hears` must be met in one sentence; `unless` silences the row."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    flag: str
    hears: tuple[str, ...]
    unless: tuple[str, ...] = ()


class AreaRow(facts.LightRow):
    """Words that touch what some flags are about."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    flags: tuple[str, ...]
    words: str


class _Spot(NamedTuple):
    """Where a phrase stands in a sentence: first word and the one after the last, and the word that denies it."""

    start: int
    end: int
    denied_at: int | None

    def denied(self, others: Sequence[_Spot] = ()) -> bool:
        """Whether it is denied; a denial that is part of another phrase ("not able to" wee) denies nothing else."""
        at = self.denied_at
        return at is not None and not any(one.start <= at < one.end for one in others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A red flag that a text may tell of: the question to confirm, the words heard, how urgent a yes would be."""

    flag: str
    question: str
    words: str
    urgency: Urgency
    basis: tuple[Basis, ...]


def heard(text: str) -> tuple[Heard, ...]:
    """The questions that this text raises, most urgent first; none where no red flag is told of. (No unit.)"""
    found: dict[str, Heard] = {}
    for sentence in _SENTENCES.split(text.lower()):
        words = _words(sentence)
        for row in own_words():
            told = _told(row, words)
            if told is not None and row.flag not in found:
                found[row.flag] = _heard(row, told)
    return tuple(sorted(found.values(), key=lambda one: (-one.urgency, one.flag)))


def worth_asking(text: str) -> tuple[str, ...]:
    """The flags to look through once more, because the text touches what they are about. (No unit.)

    Wider than `heard`, and without alarm: nobody can list all the words in which people tell of an emergency.
    """
    found: dict[str, None] = {}
    for sentence in _SENTENCES.split(text.lower()):
        words = _words(sentence)
        for row in facts.light_rows("safety/own_words_areas", AreaRow):
            spots = _spots(tuple(row.words.split(_ALTERNATIVES)), words)
            if any(one.denied_at is None or words[one.denied_at] not in FLAT_DENIALS for one in spots):
                found |= dict.fromkeys(row.flags)
    return tuple(found)


def own_words() -> tuple[OwnWordsRow, ...]:
    """Every row of words. (No unit.)"""
    return facts.light_rows("safety/own_words", OwnWordsRow)


def _heard(row: OwnWordsRow, told: str) -> Heard:
    question = next(one for one in facts.light_rows("safety/questions", QuestionRow) if one.id == row.flag)
    said = frozenset({f"flag.{row.flag}"})
    urgent = max((Urgency[one.urgency] for one in rules("red_flags") if holds(one, said)), default=Urgency.caution)
    return Heard(flag=row.flag, question=question.question, words=told, urgency=urgent, basis=question.basis)


def _told(row: OwnWordsRow, words: Sequence[str]) -> str | None:
    """The words of the sentence that meet every list of the row, or None."""
    if any(True for _ in _spots(row.unless, words)):
        return None
    met: list[_Spot] = []
    for alternatives in row.hears:
        spots = [one for one in _spots(tuple(alternatives.split(_ALTERNATIVES)), words) if not one.denied(met)]
        near = [one for one in spots if all(abs(one.start - other.start) <= NEAR for other in met)]
        if not near:
            return None
        met.append(near[0])
    start, end = min(one.start for one in met), max(one.end for one in met)
    return " ".join(words[start:end])


def _spots(phrases: Sequence[str], words: Sequence[str]) -> Iterator[_Spot]:
    for phrase in phrases:
        parts = phrase.split()
        for at in range(len(words) - len(parts) + 1):
            if all(_fits(part, words[at + i]) for i, part in enumerate(parts)):
                before = range(max(0, at - DENIED_WITHIN), at)
                denied_at = next((i for i in before if words[i] in DENIALS), None)
                yield _Spot(at, at + len(parts), denied_at)


def _fits(part: str, word: str) -> bool:
    """Whether the word is the part of a phrase, up to letters that changed places ("nmub")."""
    if part.endswith("*"):
        part = part[:-1]
        if word.startswith(part):
            return True
    if part == word:
        return True
    return len(part) >= SHORTEST_REPAIRED and len(part) == len(word) and part[0] == word[0] and _swapped(part, word)


@cache
def _swapped(part: str, word: str) -> bool:
    differ = [i for i, (a, b) in enumerate(zip(part, word, strict=True)) if a != b]
    return len(differ) == 2 and differ[1] == differ[0] + 1 and part[differ[0]] == word[differ[1]]


def _words(sentence: str) -> list[str]:
    return re.sub(r"[^a-z0-9äöüéèàç ]+", " ", sentence.replace("'", "").replace("’", "")).split()
