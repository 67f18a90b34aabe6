"""Is this magnesium given for a kind of pain, in people? By lists of words (facts/evidence/watch_words.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from dolomite import facts
from dolomite.evidence.question import Question, condition, conditions, questions_of
from dolomite.evidence.watch.record import comparable
from dolomite.evidence.watch.works import Work

OFTEN = 2  # how often a kind of pain must stand in an abstract whose title names none


class Words(facts.Row):
    """A list of words and what finding one means."""

    unique: ClassVar[tuple[str, ...]] = ("kind", "id", "says")

    kind: Literal[
        "magnesium", "other", "measured", "animals", "writing", "preprint", "review", "trial", "condition", "route"
    ]
    id: str
    says: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """`why_not` are the reasons against, empty when it is relevant; `condition` and `route` are ids, None: not told."""

    why_not: tuple[str, ...]
    condition: str | None
    route: str | None
    preprint: bool
    review: bool

    @property
    def elsewhere(self) -> str | None:
        """How it was given, in words, where its kind of pain has answers but none by that route."""
        if self.condition not in {pain_kind.id for pain_kind in conditions()} or self.questions() or self.route is None:
            return None
        return next(row.says for row, _ in _patterns() if row.kind == "route" and row.id == self.route)

    def questions(self) -> tuple[Question, ...]:
        """The question it would bear on: of its kind of pain, and of its route where that is told.

        A route that no question of this kind of pain is about bears on none.
        """
        known = {pain_kind.id for pain_kind in conditions()}
        if self.condition not in known or self.condition is None:
            return ()
        asked = questions_of(condition(self.condition))
        return tuple(question for question in asked if self.route is None or self.route in question.routes)[:1]


@cache
def _patterns() -> tuple[tuple[Words, re.Pattern[str]], ...]:
    rows = facts.rows("evidence/watch_words", Words)
    return tuple(
        (row, re.compile(r"\b(?:" + "|".join(re.escape(comparable(term)) for term in row.terms) + r")\b"))
        for row in rows
    )


def _hits(kind: str, text: str) -> Iterable[tuple[Words, int]]:
    for row, pattern in _patterns():
        if row.kind == kind and (count := len(pattern.findall(text))):
            yield row, count


def relevance(work: Work) -> Relevance:
    """Whether a work is shown, and why not. A register's own field of conditions goes before title and keywords."""
    records = work.records
    title = comparable(" ".join(record.title or "" for record in records))
    terms = comparable(" ; ".join(word for record in records for word in record.terms))
    text = comparable(" ".join(record.text for record in records))
    given = comparable(" ; ".join(name for record in records for name in record.given))
    kinds = " ; ".join(comparable(kind) for record in records for kind in record.kinds)
    fields = comparable(" ; ".join(name for record in records for name in record.conditions))
    about = " ; ".join((title, terms, given))
    condition_id = _condition(fields, title, terms, text)
    why = list(_why_not(about, text, kinds))
    if condition_id is None:
        why.append(f"another condition ({fields})" if fields else "none of our kinds of pain")
    routes = [row.id for part in (title, given, text) for row, _ in _hits("route", part)]
    return Relevance(
        why_not=tuple(why),
        condition=condition_id,
        route=routes[0] if routes else None,
        preprint=any(_hits("preprint", kinds)),
        review=any(_hits("review", f"{kinds} ; {title}")),
    )


def _why_not(about: str, text: str, kinds: str) -> Iterable[str]:
    if not any(_hits("magnesium", f"{about} ; {text}")):
        other = next((row.says for row, _ in _hits("other", about)), None)
        yield other or "magnesium is not named"
        return
    if not any(_hits("magnesium", about)) and not any(count >= OFTEN for _, count in _hits("magnesium", text)):
        yield "magnesium is named only in passing"
    yield from (row.says for row, _ in _hits("other", about) if row.id != "magnetic")
    humans = re.search(r"\bhumans?\b|\bpatients?\b|\bwomen\b", about) is not None
    yield from (row.says for row, _ in _hits("animals", about) if not humans)
    yield from (row.says for row, _ in _hits("writing", kinds))
    trial = any(_hits("trial", f"{about} ; {text} ; {kinds}"))
    yield from (row.says for row, _ in _hits("measured", about) if not trial)


def _condition(fields: str, title: str, terms: str, text: str) -> str | None:
    for part, least in ((fields, 1), (title, 1), (terms, 1), (text, OFTEN)):
        rows = [row.id for row, count in _hits("condition", part) if count >= least]
        named = [name for name in rows if name != "pain"]
        if named:
            return named[0]
        if part and part == fields and not rows:
            return None  # a register says what it studies; another condition is another condition
    general = any(_hits("condition", f"{fields} ; {title} ; {terms}"))
    return "pain" if general else None
