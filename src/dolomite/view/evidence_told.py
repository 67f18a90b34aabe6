"""One trial and one review as objects for JSON, and a trial's result in a sentence."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, cast

from dolomite.base.document import JsonObject
from dolomite.evidence.answer import QuestionAnswer
from dolomite.evidence.bias import impossible_means, rechecks
from dolomite.evidence.direction import NOT_EFFECTS, people, read, set_aside
from dolomite.evidence.question import Question
from dolomite.evidence.study import Part, Result, Review, Trial
from dolomite.view.ground import sources

if TYPE_CHECKING:
    from dolomite.view.shape import evidence as shape

MISSING = {"not_published": "never published", "not_read": "not read", "not_yet": "none yet"}
WAYS = {
    "favours_magnesium": "favours magnesium",
    "favours_control": "favours the comparison",
    "unclear": "unclear",
    "mixed": "some trials favour magnesium, some the comparison",
    "none": "no trial to read a direction from",
}


def trial(one: Trial, part: QuestionAnswer) -> shape.Trial:
    """One trial with its result for the question it answers. (Units: doses mg/d of
    elemental magnesium, days after the start.)"""
    rated = one.bias(part.question.outcome)
    return {
        "id": one.id,
        "name": one.name,
        "title": one.title,
        "authors": one.authors,
        "journal": one.journal,
        "year": one.year,
        "doi": one.doi,
        "pmid": one.pmid,
        "registration": one.registration,
        "country": one.country,
        "question": part.question.id,
        "condition": one.condition,
        "population": one.population,
        "n": one.n,
        "n_analysed": one.people.analysed,
        "design": one.design.words,
        "blinding": one.design.blinding,
        "crossover": one.design.crossover,
        "form": one.magnesium.words,
        "route": one.magnesium.route,
        "elemental_mg_per_day": one.magnesium.elemental_mg_per_day,
        "elemental_basis": one.magnesium.elemental_basis,
        "dose": one.magnesium.dose_words,
        "days": one.magnesium.days,
        "given_with": one.magnesium.given_with,
        "comparator": one.comparator,
        "result": result_says(one, part.question),
        "direction": main_way(one, part),
        "used": one.id in part.used,
        "set_aside": dict(part.aside).get(one.id),
        "results": [_result(result, one) for result in one.results],
        "risk_of_bias": None
        if rated is None
        else {
            "of": list(rated.of),
            "tool": rated.tool,
            "readers": rated.readers,
            "domains": dict(rated.domains()),
            "overall": rated.overall,
            "because": rated.because,
        },
        "flags": [{"kind": flag.kind, "says": flag.says} for flag in one.flags],
        "recomputed": [{"says": check.says, "flagged": check.flagged} for check in rechecks(one)],
        "impossible_means": list(impossible_means(one)),
        "harms": one.harms,
        "funding": one.funding,
        "read_from": one.read_from,
        "not_read": list(one.not_read),
        "verified": one.verified,
        "sources": sources(one.basis),
    }


def main_way(one: Trial, part: QuestionAnswer) -> str | None:
    """Which way a trial points for the main outcome in the main window; None when it has no result there."""
    return next((found.reading.way for found in part.main() if found.trial.id == one.id), None)


def result_says(one: Trial, question: Question, *, why: bool = True) -> str:
    """A trial's result for a question in one sentence, as it may be said of it and no further; `why` adds the reason
    for an unclear one."""
    aside = set_aside(one)
    if aside is not None:
        return aside
    inside = [
        r for r in one.results
        if r.domain == question.outcome and r.analysis == "whole" and question.window_of(r.day) is not None
    ]  # fmt: skip
    inside = [r for at, r in enumerate(inside) if r.day not in [before.day for before in inside[:at]]]  # named first
    if not inside:
        return f"No result for {question.outcome_words} was read."
    said: dict[str, list[str]] = {}
    for result in inside:
        reading = read(result, one)
        words = f"unclear ({reading.why})" if why and reading.way == "unclear" else WAYS[reading.way]
        if result.stated == "no_difference" and reading.way != "unclear":
            words = f"no clear difference; the estimate {words}"
        said.setdefault(words, []).append(_when(result))
    return "; ".join(f"{', '.join(days)}: {words}" for words, days in said.items()) + "."


def result_short(one: Trial, question: Question) -> str:
    """The same in few words, for a table."""
    if one.missing_result is not None:
        return MISSING[one.missing_result.why]
    if one.comparison == "none":
        return "nothing to compare with"
    if not one.isolates_magnesium:
        return "not of magnesium alone"
    return result_says(one, question, why=False)


def _when(result: Result) -> str:
    if result.day is None:
        return "time not read"
    if result.day < 1:
        return "same day"
    return f"day {result.day:g}"


def _result(result: Result, one: Trial) -> shape.Result:
    reading = read(result, one)
    return {
        "id": result.id,
        "name": result.name,
        "domain": result.domain,
        "scale": result.scale,
        "day": result.day,
        "arms": [cast("shape.StudyArm", _numbers(arm)) for arm in result.arms],
        "effect": cast("shape.Effect", _numbers(result.effect)) if result.effect is not None else None,
        "p": result.p_words,
        "stated": result.stated,
        "direction": None if result.domain in NOT_EFFECTS or result.day == 0 else reading.way,
        "n": people(result, one),
        "note": result.note,
        "verified": result.verified,
    }


def review(one: Review) -> shape.Review:
    """One review with its figures and caveats. (Units in the figures' names.)"""
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "journal": one.journal,
        "year": one.year,
        "doi": one.doi,
        "scope": one.scope,
        "says": one.says,
        "certainty_as_stated": one.certainty_as_stated,
        "figures": [cast("shape.Figure", _numbers(figure)) for figure in one.figures],
        "caveats": list(one.caveats),
        "verified": one.verified,
        "sources": sources(one.basis),
    }


def _numbers(part: Part) -> JsonObject:
    """The fields as they are, printed decimals as numbers."""
    return {key: float(value) if isinstance(value, Decimal) else value for key, value in part.model_dump().items()}
