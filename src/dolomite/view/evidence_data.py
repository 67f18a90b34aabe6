"""The object that `dolomite evidence --json` prints, and that the report's section carries."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from dolomite.evidence.answer import ConditionAnswer, QuestionAnswer
from dolomite.evidence.bias import Recheck
from dolomite.evidence.certainty import Rating
from dolomite.evidence.direction import Direction
from dolomite.evidence.short import asked
from dolomite.evidence.size import Size
from dolomite.evidence.study import Trial
from dolomite.view.evidence_told import review, trial
from dolomite.view.ground import sources
from dolomite.view.pool_data import pool_object

if TYPE_CHECKING:
    from dolomite.view.shape import evidence as shape

DEFAULT_ESTIMATOR = "reml"
PROVISIONAL = "One reader, from abstracts and secondary accounts; two readers on full texts are needed."


def whole(found: ConditionAnswer) -> shape.Evidence:
    """One kind of pain as an object: the headline's keys first, then every question. (Units are in the keys' names;
    a pooled effect is on its analysis scale.)
    """
    headline = found.headline
    return {
        "condition": found.condition.id,
        "condition_name": found.condition.name,
        "question": found.asks,
        "answer": found.says,
        "certainty": asked(found),
        "certainty_of_headline": found.certainty,
        "certainty_of": headline.question.id if headline is not None else None,
        "size": _size(headline.size) if headline is not None else None,
        "poolable": any(part.poolable.ok for part in found.answers),
        "why_not": why_not(found),
        "direction": found.direction,
        "direction_says": headline.vote.why if headline is not None else None,
        "trials": [trial(one, part) for part in found.answers for one in part.trials],
        "pooled": next((_pooled(part) for part in found.answers if part.pooled is not None), None),
        "questions": [part_data(part) for part in found.answers],
        "flags": [{"trial": check.trial, "result": check.result, "says": check.says} for check in flags(found)],
        "harms": harms(found.trials),
        "guidelines": [review(one) for one in found.guidelines],
        "reviews": [review(one) for one in found.reviews],
        "what_helps": [{"says": row.says, "sources": sources(row.basis)} for row in found.helps],
        "would_change": list(dict.fromkeys(line for part in found.answers for line in part.question.would_change)),
        "closest": found.closest.id if found.closest is not None else None,
        "searched_on": max(part.question.searched_on for part in found.answers),
        "provisional": True,
        "provisional_because": PROVISIONAL,
        "route": found.route,
        "dropped": list(found.dropped),
        "estimator": found.estimator,
        "command": command(found),
    }


def summary(found: ConditionAnswer) -> shape.Condition:
    """One kind of pain in short, for the table of all."""
    return {
        "condition": found.condition.id,
        "condition_name": found.condition.name,
        "answer": found.says,
        "certainty": asked(found),
        "certainty_of_headline": found.certainty,
        "direction": found.direction,
        "size": found.headline.size.word if found.headline is not None else None,
        "poolable": any(part.poolable.ok for part in found.answers),
        "trials": found.trial_count,
        "people": sum(one.n for one in found.trials if one.n is not None),
        "command": command(found),
    }


def overview(found: Sequence[ConditionAnswer]) -> shape.Evidence:
    """Every kind of pain in short. The keys of a single answer are there and null: there is no one answer to all."""
    return {
        "condition": None,
        "question": "What is known about magnesium for each kind of pain?",
        "answer": None,
        "certainty": None,
        "poolable": None,
        "why_not": [],
        "direction": None,
        "trials": [],
        "pooled": None,
        "conditions": [summary(one) for one in found],
        "searched_on": max(part.question.searched_on for one in found for part in one.answers),
        "provisional": True,
        "command": "dolomite evidence",
    }


def command(found: ConditionAnswer) -> str:
    """The command that gives this answer again."""
    words = ["dolomite", "evidence", found.condition.id]
    if found.route is not None:
        words += ["--route", found.route]
    for name in found.dropped:
        words += ["--drop", name]
    if found.estimator != DEFAULT_ESTIMATOR:
        words += ["--estimator", found.estimator]
    return shlex.join(words)


def why_not(found: ConditionAnswer) -> list[str]:
    """Why nothing, or not everything, was pooled: each question's reasons after its treatment."""
    said = [
        f"{part.question.treatment[0].upper()}{part.question.treatment[1:]} against {part.question.against}: {line}"
        for part in found.answers
        if not part.poolable.ok
        for line in part.poolable.why_not
    ]
    ways = dict.fromkeys(route for part in found.answers for route in part.question.routes)
    if len(ways) > 1 and said:
        said.append("Ways of giving magnesium are never pooled with one another, nor are different comparisons.")
    return said


def flags(found: ConditionAnswer) -> list[Recheck]:
    """Printed p-values that their own numbers contradict."""
    return [check for part in found.answers for check in part.flags]


def harms(trials: Iterable[Trial]) -> list[shape.Harm]:
    """Harms, told apart from benefits and never counted with them. (Unit: percent where a trial printed that.)"""
    told: list[shape.Harm] = []
    for one in trials:
        if one.harms is not None:
            told.append({"trial": one.id, "says": one.harms})
        for result in one.results:
            if result.domain == "harm":
                arms = ", ".join(f"{arm.label} {_level(arm.mean, arm.events, arm.n)}" for arm in result.arms)
                says = (
                    f"{result.name} ({result.scale}): {arms}"
                    if arms
                    else f"{result.name}: {result.note or result.stated}"
                )
                told.append({"trial": one.id, "says": says})
    return told


def _level(mean: object, events: int | None, n: int | None) -> str:
    if events is not None:
        return f"{events} of {n}" if n is not None else str(events)
    return "not read" if mean is None else str(mean)


def part_data(part: QuestionAnswer) -> shape.Question:
    """One question with its two dials, its steps, directions and trials. (Units are in the keys' names.)"""
    asked = part.question
    return {
        "id": asked.id,
        "condition": asked.condition,
        "question": asked.ask,
        "answer": part.says,
        "treatment": asked.treatment,
        "people": asked.people,
        "against": asked.against,
        "routes": list(asked.routes),
        "swallowed": asked.swallowed,
        "outcome": asked.outcome_words,
        "window": asked.main_window.words,
        "certainty": part.certainty,
        "certainty_because": part.rating.because,
        "certainty_start": part.rating.start,
        "steps": _steps(part.rating),
        "provisional": part.rating.provisional,
        "size": _size(part.size),
        "poolable": part.poolable.ok,
        "why_not": list(part.poolable.why_not),
        "left_out": list(part.poolable.left_out),
        "direction": part.direction,
        "votes": {
            "magnesium": part.vote.magnesium,
            "control": part.vote.control,
            "unclear": part.vote.unclear,
            "missing": sum(1 for one in part.trials if one.missing_result is not None),
            "sign_test_p": part.vote.p,
            "says": part.vote.why,
        },
        "directions": [_direction(one) for one in part.directions],
        "trials": [one.id for one in part.trials],
        "used": list(part.used),
        "set_aside": [{"trial": name, "why": why} for name, why in part.aside],
        "reviews": [review(one) for one in part.reviews],
        "pooled": _pooled(part),
        "would_change": list(asked.would_change),
        "searched_on": asked.searched_on,
    }


def _steps(rating: Rating) -> list[shape.Step]:
    return [
        {
            "domain": step.domain,
            "steps": -step.steps,
            "because": step.because,
            "how": step.how,
            "sources": sources(step.basis),
        }
        for step in rating.steps
    ]


def _size(found: Size) -> shape.Size:
    return {
        "word": found.word,
        "difference_points": found.points,
        "ci_points": (found.low, found.high) if found.low is not None else None,
        "because": found.because,
    }


def _direction(one: Direction) -> shape.Direction:
    return {
        "trial": one.trial.id,
        "domain": one.domain,
        "window": one.window.id,
        "day": one.result.day,
        "direction": one.reading.way,
        "read_from": one.reading.read_from,
        "why": one.reading.why,
        "n": one.n,
    }


def _pooled(part: QuestionAnswer) -> shape.PooledQuestion | None:
    if part.effects is None or part.pooled is None:
        return None
    return {"unit": part.poolable.unit, **pool_object(part.effects, part.pooled)}
