"""Use case: the evidence for its pages: every kind of pain in a row, one of them whole, with controls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dolomite.app.answer_evidence import Asked, evidence_report
from dolomite.app.my_report import Mine
from dolomite.base.errors import InputError
from dolomite.evidence import answer as answers
from dolomite.evidence.question import routes as routes_of
from dolomite.report import html
from dolomite.report.shown import SectionShown
from dolomite.report.tree import Report
from dolomite.view import evidence as view
from dolomite.view.evidence_data import DEFAULT_ESTIMATOR, command
from dolomite.view.evidence_tables import way

ESTIMATORS = (("reml", "Usual"), ("dl", "DerSimonian-Laird"), ("pm", "Paule-Mandel"), ("fe", "One common effect"))
ROUTES = ("oral", "infusion", "epidural", "injection", "skin")
LONGEST = 100  # characters of a name in an address


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One kind of pain: its name, how sure anybody can be, in which direction, and how many trials."""

    id: str
    name: str
    sure: str
    direction: str
    trials: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One kind of pain: its report drawn, the trials that can be left out, the command that repeats it.

    `since` says up to which day was searched, and which trials are of that year or the year before. `routes` are the
    ways of giving that trials of this pain have; `pooled`: whether any answer pools them, so that an estimator matters.
    """

    report: Report
    sections: tuple[SectionShown, ...]
    trials: tuple[tuple[str, str], ...]
    routes: tuple[str, ...]
    pooled: bool
    command: str
    since: tuple[str, ...]


@lru_cache(maxsize=1)
def lines() -> tuple[Line, ...]:
    """Every kind of pain."""
    return tuple(
        Line(
            id=answer.condition.id,
            name=answer.condition.name,
            sure=view.sure(answer),
            direction=way(answer.headline),
            trials=answer.trial_count,
        )
        for answer in answers.answers()
    )


def page(condition: str, *, route: str, drop: Sequence[str], estimator: str, on: date) -> Page:
    """One kind of pain with these choices. Raises InputError for a name that is not known. (Units in the headings.)"""
    known = {identifier for identifier, _ in ESTIMATORS}
    return _page(
        condition[:LONGEST],
        route if route in ROUTES else None,
        tuple(dict.fromkeys(drop)),
        estimator if estimator in known else DEFAULT_ESTIMATOR,
        on,
    )


@lru_cache(maxsize=32)
def _page(condition: str, route: str | None, drop: tuple[str, ...], estimator: str, on: date) -> Page:
    whole = answers.answer(condition)
    known = {trial.id: trial.name for trial in whole.trials}
    if not known.keys() >= set(drop):
        raise InputError("a trial of this name is not among these. Open the page again.", field="drop")
    asked_about = {way for part in whole.answers for way in part.question.routes}
    asked = Asked(condition=condition, route=route, drop=drop, estimator=estimator)
    report = evidence_report(asked, on=on)
    numbers = {reference.key: reference.number for reference in report.references}
    return Page(
        report=report,
        sections=tuple(html.shown(section, numbers) for section in report.sections),
        trials=tuple(known.items()),
        routes=tuple(choice for choice in ROUTES if asked_about & set(routes_of(choice))),
        pooled=any(part.pooled is not None for part in whole.answers),
        since=_since(whole),
        command=command(answers.answer(condition, route=route, drop=drop, estimator=estimator)),
    )


def _since(whole: answers.ConditionAnswer) -> tuple[str, ...]:
    """What changed lately, from the dates of the rows: the last search, and the newest trials. (Years.)"""
    searched = max((date.fromisoformat(part.question.searched_on) for part in whole.answers), default=None)
    if searched is None:
        return ("Nobody has searched for trials of this yet.",)
    newest = [trial.name for trial in whole.trials if trial.year is not None and trial.year >= searched.year - 1]
    return (
        f"Searched up to {searched.day} {searched:%B %Y}. What was published after that day is not in this answer.",
        f"New in the last two years: {', '.join(newest)}." if newest else "No trial of the last two years was found.",
    )


def stop_says(mine: Mine | None) -> tuple[str, ...]:
    """What stands in front of all trials while safety stops a dose for this person."""
    return view.stop_says(mine.case.safety.clearance) if mine is not None else ()
