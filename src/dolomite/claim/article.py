"""The article as a whole: what a reader should find in it and does not, and who profits.

After the criteria of HealthNewsReview.org and the DISCERN instrument; our own wording, and present or not, no marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from dolomite import facts
from dolomite.claim.clause import Clause

if TYPE_CHECKING:
    from dolomite.claim.verdict import Claim

MOST_INTERESTS = 20  # passages named; a shop page has hundreds
MOST_PLACES = 100  # sentences remembered that may warn; the first that is not wrong is shown


class ChecklistRow(facts.Row):
    """One thing a reader should find: the concepts or words that show it is there."""

    unique: ClassVar[tuple[str, ...]] = ("item",)

    item: str
    question: str
    concepts: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    words: str = ""
    pattern: str = ""
    warning: bool = False  # a sentence that is wrong does not count: "safe in kidney disease" warns nobody
    after: str


class InterestRow(facts.Row):
    """A sign that somebody profits: the words that show it."""

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
    """One line of the checklist: is it there, and where."""

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


class Checklist:
    """What a reader should find in an article on a remedy, looked for while it is read. [code points]"""

    def __init__(self, text: str) -> None:
        self._text = text
        self._named: dict[str, list[tuple[int, int]]] = {}
        self._wrong: list[tuple[int, int]] = []
        self._worded: dict[str, Passage] = {}
        self._marks: dict[str, tuple[int, int]] = {}
        self._open = [row for row, _ in _compiled() if row.concepts]
        for row, pattern in _compiled():
            mark = pattern.search(text) if pattern is not None else None
            if mark is not None:
                self._marks[row.item] = mark.span()

    def over(self, clauses: Iterable[Clause]) -> Iterator[Clause]:
        """The same clauses, each looked at in passing."""
        for clause in clauses:
            self._look(clause)
            yield clause

    def judged(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """The same claims, of which those that are wrong are remembered: they warn of nothing."""
        for claim in claims:
            if claim.verdict == "wrong":
                self._wrong.append((claim.start, claim.end))
            yield claim

    def items(self) -> tuple[Item, ...]:
        """Each line of the list, present or not, with the passage. [code points]"""
        return tuple(self._item(row) for row, _ in _compiled())

    def _look(self, clause: Clause) -> None:
        own, unit = clause.own, clause.unit
        for item in [item for item, at in self._marks.items() if unit.start <= at[0] < unit.end]:
            self._worded.setdefault(item, self._passage(unit.start, unit.end))
        for row in self._open:
            told = not own.isdisjoint(row.concepts) and not (row.together and own.isdisjoint(row.together))
            if told and "no_word" not in own:
                places = self._named.setdefault(row.item, [])
                places.append((clause.start, clause.end))
                if not row.warning or len(places) >= MOST_PLACES:
                    self._open = [other for other in self._open if other is not row]

    def _item(self, row: ChecklistRow) -> Item:
        places = (place for place in self._named.get(row.item, ()) if not (row.warning and self._is_wrong(place)))
        place = next(places, None)
        passage = self._worded.get(row.item) if place is None else self._passage(*place)
        if passage is None and row.item in self._marks:
            passage = self._passage(*self._marks[row.item])
        return Item(item=row.item, question=row.question, present=passage is not None, passage=passage, after=row.after)

    def _is_wrong(self, place: tuple[int, int]) -> bool:
        return any(start < place[1] and place[0] < end for start, end in self._wrong)

    def _passage(self, start: int, end: int) -> Passage:
        return Passage(start=start, end=end, text=self._text[start:end])


def interests(text: str) -> tuple[Interest, ...]:
    """Passages that show who profits from the article: shop words, affiliate links, product names. [code points]"""
    out: list[Interest] = []
    for row in facts.rows("claim/interests", InterestRow):
        for mark in re.finditer(row.pattern, text, re.IGNORECASE):
            if len(out) >= MOST_INTERESTS:
                return tuple(out)
            passage = Passage(start=mark.start(), end=mark.end(), text=mark.group())
            out.append(Interest(id=row.id, says=row.says, passage=passage))
    return tuple(out)
