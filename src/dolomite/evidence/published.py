"""Pools that others published, shown as such, and the trials that came after a review's search.

A published pool is never a row of ours. It answers until its search date; what came later is named with its direction
and is not weighed with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from dolomite import facts
from dolomite.evidence.direction import Direction
from dolomite.evidence.question import Question
from dolomite.evidence.study import Figure, Review, Trial, review

WAYS = {
    "favours_magnesium": "its estimate favours magnesium",
    "favours_control": "its estimate favours the comparison",
    "unclear": "which way it points was not read",
}


class Published(facts.Row):
    """A published pool that is shown for a question; `certainty` says whose word it is. (Unit: the figure's name.)"""

    unique: ClassVar[tuple[str, ...]] = ("question",)

    question: str
    review: str
    figure: str
    i2: str | None = None
    certainty: str
    size: str
    remark: str
    beside: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """A trial of the question that came after the review's search, with the way it points."""

    trial: Trial
    way: str


@cache
def published() -> dict[str, Published]:
    """The published pool of each question that has one. (Units: in the figures' names.)"""
    return {row.question: row for row in facts.rows("evidence/published", Published)}


def later(question: Question, kept: Sequence[Trial], directions: Sequence[Direction]) -> tuple[Later, ...]:
    """The trials of a question that are later than the search of the review that answers it.

    A review whose search date was not read names none; a trial that it took in is never later.
    """
    shown = published().get(question.id)
    rests_on = review(question.reviews[0]) if question.reviews else review(shown.review) if shown else None
    if rests_on is None or rests_on.search_date is None:
        return ()
    until = int(rests_on.search_date[:4])
    ways = {
        direction.trial.id: direction.reading.way for direction in directions if direction.domain == question.outcome
    }
    return tuple(
        Later(trial=trial, way=WAYS[ways.get(trial.id, "unclear")])
        for trial in kept
        if trial.year is not None and trial.year > until and trial.id not in rests_on.trials_included
    )


def later_says(later_trials: Sequence[Later]) -> str | None:
    """The later trials in a sentence; None without any."""
    if not later_trials:
        return None
    named = "; ".join(f"{late.trial.name} ({_people(late.trial)}{late.way})" for late in later_trials)
    count, them = (
        ("One trial has", "It has") if len(later_trials) == 1 else (f"{len(later_trials)} trials have", "They have")
    )
    return f"{count} come since the search: {named}. {them} not been weighed with the others."


def published_says(question: Question) -> tuple[str, ...]:
    """What is told of the published pool of a question: who, until when, how much, how sure, what it leaves out."""
    row = published().get(question.id)
    if row is None:
        return ()
    shown = review(row.review)
    lines = [f"A published pool, not ours: {shown.name}, {_until(shown)}: {_told(_figure(shown, row.figure))}."]
    lines.append(
        f"Heterogeneity: {row.i2 or 'not read'}. How sure: {row.certainty}. How large: {row.size}. {row.remark}"
    )
    if row.beside is not None:
        other = review(row.beside)
        lines.append(f"Beside it, with trials in common: {other.name}, {_until(other)}: {_told(other.figures[0])}.")
    return tuple(lines)


def _figure(entry: Review, name: str) -> Figure:
    return next(figure for figure in entry.figures if figure.name == name)


def _told(figure: Figure) -> str:
    many = [f"{figure.trials} trials" if figure.trials else "", f"{figure.people} people" if figure.people else ""]
    behind = ", ".join(part for part in many if part) or "how many trials was not read"
    return f"{figure.name} {figure.value} ({figure.low} to {figure.high}; {behind})"


def _until(entry: Review) -> str:
    return f"searched until {entry.search_date}" if entry.search_date else "searched until: not known"


def _people(trial: Trial) -> str:
    return f"{trial.n} people, " if trial.n is not None else ""
