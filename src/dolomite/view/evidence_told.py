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


def trial(study: Trial, part: QuestionAnswer) -> shape.Trial:
    """One trial with its result for the question it answers. (Units: doses mg/d of
    elemental magnesium, days after the start.)"""
    rated = study.bias(part.question.outcome)
    return {
        "id": study.id,
        "name": study.name,
        "title": study.title,
        "authors": study.authors,
        "journal": study.journal,
        "year": study.year,
        "doi": study.doi,
        "pmid": study.pmid,
        "registration": study.registration,
        "country": study.country,
        "question": part.question.id,
        "condition": study.condition,
        "population": study.population,
        "n": study.n,
        "n_analysed": study.people.analysed,
        "design": study.design.words,
        "blinding": study.design.blinding,
        "crossover": study.design.crossover,
        "form": study.magnesium.words,
        "route": study.magnesium.route,
        "elemental_mg_per_day": study.magnesium.elemental_mg_per_day,
        "elemental_basis": study.magnesium.elemental_basis,
        "dose": study.magnesium.dose_words,
        "days": study.magnesium.days,
        "given_with": study.magnesium.given_with,
        "comparator": study.comparator,
        "result": result_says(study, part.question),
        "direction": main_way(study, part),
        "used": study.id in part.used,
        "set_aside": dict(part.aside).get(study.id),
        "results": [_result(result, study) for result in study.results],
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
        "flags": [{"kind": flag.kind, "says": flag.says} for flag in study.flags],
        "recomputed": [{"says": check.says, "flagged": check.flagged} for check in rechecks(study)],
        "impossible_means": list(impossible_means(study)),
        "harms": study.harms,
        "funding": study.funding,
        "read_from": study.read_from,
        "not_read": list(study.not_read),
        "verified": study.verified,
        "sources": sources(study.basis),
    }


def main_way(study: Trial, part: QuestionAnswer) -> str | None:
    """Which way a trial points for the main outcome in the main window; None when it has no result there."""
    return next((direction.reading.way for direction in part.main() if direction.trial.id == study.id), None)


def result_says(study: Trial, question: Question, *, why: bool = True) -> str:
    """A trial's result for a question in one sentence, as it may be said of it and no further; `why` adds the reason
    for an unclear one."""
    aside = set_aside(study)
    if aside is not None:
        return aside
    inside = [
        r for r in study.results
        if r.domain == question.outcome and r.analysis == "whole" and question.window_of(r.day) is not None
    ]  # fmt: skip
    inside = [r for at, r in enumerate(inside) if r.day not in [before.day for before in inside[:at]]]  # named first
    if not inside:
        return f"No result for {question.outcome_words} was read."
    said: dict[str, list[str]] = {}
    for result in inside:
        reading = read(result, study)
        words = f"unclear ({reading.why})" if why and reading.way == "unclear" else WAYS[reading.way]
        if result.stated == "no_difference" and reading.way != "unclear":
            words = f"no clear difference; the estimate {words}"
        said.setdefault(words, []).append(_when(result))
    return "; ".join(f"{', '.join(days)}: {words}" for words, days in said.items()) + "."


def result_short(study: Trial, question: Question) -> str:
    """The same in few words, for a table."""
    if study.missing_result is not None:
        return MISSING[study.missing_result.why]
    if study.comparison == "none":
        return "nothing to compare with"
    if not study.isolates_magnesium:
        return "not of magnesium alone"
    return result_says(study, question, why=False)


def _when(result: Result) -> str:
    if result.day is None:
        return "time not read"
    if result.day < 1:
        return "same day"
    return f"day {result.day:g}"


def _result(result: Result, study: Trial) -> shape.Result:
    reading = read(result, study)
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
        "n": people(result, study),
        "note": result.note,
        "verified": result.verified,
    }


def review(publication: Review) -> shape.Review:
    """One review with its figures and caveats. (Units in the figures' names.)"""
    return {
        "id": publication.id,
        "name": publication.name,
        "kind": publication.kind,
        "journal": publication.journal,
        "year": publication.year,
        "doi": publication.doi,
        "scope": publication.scope,
        "says": publication.says,
        "certainty_as_stated": publication.certainty_as_stated,
        "figures": [cast("shape.Figure", _numbers(figure)) for figure in publication.figures],
        "caveats": list(publication.caveats),
        "verified": publication.verified,
        "sources": sources(publication.basis),
    }


def _numbers(part: Part) -> JsonObject:
    """The fields as they are, printed decimals as numbers."""
    return {key: float(value) if isinstance(value, Decimal) else value for key, value in part.model_dump().items()}
