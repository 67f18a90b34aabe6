"""Use case: what do the trials say about magnesium for this kind of pain?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from dolomite.base.person import Person
from dolomite.evidence import answer as answers
from dolomite.evidence import data
from dolomite.evidence.answer import ConditionAnswer
from dolomite.report.tree import Report, Section


def answer(
    text: str, *, route: str | None = None, drop: Sequence[str] = (), estimator: str = data.DEFAULT_ESTIMATOR
) -> ConditionAnswer:
    """The answer for what somebody typed, with other choices if wanted. Raises InputError."""
    return answers.answer(text, route=route, drop=drop, estimator=estimator)


def for_person(person: Person) -> ConditionAnswer | None:
    """The answer for a person's own kind of pain; None when no pain was told."""
    if person.pain is None:
        return None
    return answers.answer_for(answers.condition_of(person.pain))


def overview() -> tuple[ConditionAnswer, ...]:
    """The answers for every kind of pain."""
    return answers.answers()


def as_object(found: ConditionAnswer) -> dict[str, Any]:
    """What `dolomite evidence CONDITION --json` prints. (Units are in the keys' names.)"""
    return data.whole(found)


def overview_object(found: Sequence[ConditionAnswer]) -> dict[str, Any]:
    """What `dolomite evidence --json` prints."""
    return data.overview(found)


def section(found: ConditionAnswer) -> Section:
    """The section of a person's report, for `for_person`."""
    from dolomite.view import evidence

    return evidence.section(found)


def report(found: ConditionAnswer, *, on: date) -> Report:
    """A page of its own: the answer, then each question with its charts and tables, then how it was done."""
    from dolomite.report.build import build
    from dolomite.view import evidence

    return build(evidence.pages(found), on=on, headline=found.asks, notes=evidence.notes((found,)))


def short_report(found: ConditionAnswer, *, on: date) -> Report:
    """What the terminal shows: the section of a person's report under the condition's own question."""
    from dataclasses import replace

    from dolomite.report.build import build
    from dolomite.view import evidence

    short = replace(evidence.section(found), title=found.asks)
    return build((short,), on=on, headline=f"Magnesium and {found.condition.name}", notes=evidence.notes((found,)))


def overview_report(found: Sequence[ConditionAnswer], *, on: date) -> Report:
    """A page with the table of every kind of pain."""
    from dolomite.report.build import build
    from dolomite.view import evidence

    sections = (evidence.overview(found),)
    return build(sections, on=on, headline="Magnesium and pain: what the trials say", notes=evidence.notes(found))
