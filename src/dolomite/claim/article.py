"""The article as a whole: what a reader should find in it and does not, and who profits.

After the criteria of HealthNewsReview.org and the DISCERN instrument; our own wording, and present or not, no marks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from dolomite import facts
from dolomite.claim.clause import Reading
from dolomite.claim.lexicon import tokens

MOST_INTERESTS = 20  # passages named; a shop page has hundreds


class ChecklistRow(facts.Row):
    """One thing a reader should find: the concepts or words that show it is there. (No unit.)"""

    unique: ClassVar[tuple[str, ...]] = ("item",)

    item: str
    question: str
    concepts: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    words: str = ""
    pattern: str = ""
    after: str


class InterestRow(facts.Row):
    """A sign that somebody profits: the words that show it. (No unit.)"""

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    says: str
    pattern: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A place in the text (code points) and what stands there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of the checklist: is it there, and where. (No unit.)"""

    item: str
    question: str
    present: bool
    passage: Passage | None
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Interest:
    """A passage that shows who profits. [code points]"""

    id: str
    says: str
    passage: Passage


@cache
def _compiled() -> tuple[tuple[ChecklistRow, re.Pattern[str] | None], ...]:
    return tuple((row, _pattern(row)) for row in facts.rows("claim/checklist", ChecklistRow))


def _pattern(row: ChecklistRow) -> re.Pattern[str] | None:
    parts = [re.escape(word.strip()).replace(r"\*", r"\w*") for word in row.words.split("|") if word.strip()]
    parts += [row.pattern] if row.pattern else []
    return re.compile(rf"\b(?:{'|'.join(parts)})", re.IGNORECASE) if parts else None


def checklist(reading: Reading) -> tuple[Item, ...]:
    """What a reader should find in an article on a remedy, each present or not, with the passage. [code points]"""
    return tuple(_item(row, pattern, reading) for row, pattern in _compiled())


def _item(row: ChecklistRow, pattern: re.Pattern[str] | None, reading: Reading) -> Item:
    passage = None
    for clause in reading.clauses:
        named = row.concepts and set(row.concepts) & clause.own and (not row.together or set(row.together) & clause.own)
        if named and "no_word" not in clause.own:
            passage = Passage(start=clause.start, end=clause.end, text=reading.text[clause.start : clause.end])
            break
    if passage is None and pattern is not None:
        mark = pattern.search(reading.text)
        if mark is not None:
            unit = next((u for u in reading.units if u.start <= mark.start() < u.end), None)
            start, end = (unit.start, unit.end) if unit else mark.span()
            passage = Passage(start=start, end=end, text=reading.text[start:end])
    return Item(item=row.item, question=row.question, present=passage is not None, passage=passage, after=row.after)


def interests(reading: Reading) -> tuple[Interest, ...]:
    """Passages that show who profits from the article: shop words, affiliate links, product names. [code points]"""
    out: list[Interest] = []
    for row in facts.rows("claim/interests", InterestRow):
        for mark in re.finditer(row.pattern, reading.text, re.IGNORECASE):
            if len(out) >= MOST_INTERESTS:
                return tuple(out)
            passage = Passage(start=mark.start(), end=mark.end(), text=mark.group())
            out.append(Interest(id=row.id, says=row.says, passage=passage))
    return tuple(out)


def words_in(text: str) -> int:
    """How many words a text has. (No unit: a count.)"""
    return sum(token.form[0].isalpha() for token in tokens(text))
