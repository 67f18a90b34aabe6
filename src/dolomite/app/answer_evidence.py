"""Use case: what do the trials say about magnesium for this kind of pain?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dolomite.app.case import Case
from dolomite.evidence import answer as answers
from dolomite.evidence.answer import ConditionAnswer
from dolomite.evidence.question import condition_of
from dolomite.report.build import build
from dolomite.report.tree import Report, Section
from dolomite.view import evidence as view
from dolomite.view.evidence_data import DEFAULT_ESTIMATOR


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A kind of pain in anybody's words, and other choices: one route, trials left out, another estimator."""

    condition: str
    route: str | None = None
    drop: Sequence[str] = ()
    estimator: str = DEFAULT_ESTIMATOR


def evidence_for(case: Case) -> Section | None:
    """The section of a person's report, for their own kind of pain; None when no pain was told."""
    if case.person.pain is None:
        return None
    answer = answers.answer_for(condition_of(case.person.pain))
    return view.section(answer, clearance=case.safety.clearance)


def answer_evidence(asked: Asked) -> Section:
    """The answer in short, under the condition's own question. Raises InputError for a word that is not known."""
    answer = _answer(asked)
    return replace(view.section(answer), title=answer.asks)


def evidence_report(asked: Asked, *, on: date, short: bool = False) -> Report:
    """A page of its own: the answer, then each question with its charts and tables, then how it was done.

    `short`: the answer alone, under the condition's name. Raises InputError for a word that is not known.
    """
    answer = _answer(asked)
    if short:
        section = replace(view.section(answer), title=answer.asks)
        headline = f"Magnesium and {answer.condition.name}"
        return build((section,), on=on, headline=headline, notes=view.notes((answer,)))
    return build(view.pages(answer), on=on, headline=answer.asks, notes=view.notes((answer,)))


def survey_evidence(*, on: date) -> Report:
    """The table of every kind of pain."""
    all_answers = answers.answers()
    headline = "Magnesium and pain: what the trials say"
    return build((view.overview(all_answers),), on=on, headline=headline, notes=view.notes(all_answers))


def _answer(asked: Asked) -> ConditionAnswer:
    return answers.answer(asked.condition, route=asked.route, drop=asked.drop, estimator=asked.estimator)
