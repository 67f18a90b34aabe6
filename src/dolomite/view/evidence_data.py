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


def whole(answer: ConditionAnswer) -> shape.Evidence:
    """One kind of pain as an object: the headline's keys first, then every question. (Units are in the keys' names;
    a pooled effect is on its analysis scale.)
    """
    headline = answer.headline
    return {
        "condition": answer.condition.id,
        "condition_name": answer.condition.name,
        "question": answer.asks,
        "answer": answer.says,
        "certainty": asked(answer),
        "certainty_of_headline": answer.certainty,
        "certainty_of": headline.question.id if headline is not None else None,
        "size": _size(headline.size) if headline is not None else None,
        "poolable": any(part.poolable.ok for part in answer.answers),
        "why_not": why_not(answer),
        "direction": answer.direction,
        "direction_says": headline.vote.why if headline is not None else None,
        "trials": [trial(study, part) for part in answer.answers for study in part.trials],
        "pooled": next((_pooled(part) for part in answer.answers if part.pooled is not None), None),
        "questions": [part_data(part) for part in answer.answers],
        "flags": [{"trial": check.trial, "result": check.result, "says": check.says} for check in flags(answer)],
        "harms": harms(answer.trials),
        "guidelines": [review(guideline) for guideline in answer.guidelines],
        "reviews": [review(publication) for publication in answer.reviews],
        "what_helps": [{"says": row.says, "sources": sources(row.basis)} for row in answer.helps],
        "would_change": list(dict.fromkeys(line for part in answer.answers for line in part.question.would_change)),
        "closest": answer.closest.id if answer.closest is not None else None,
        "searched_on": max(part.question.searched_on for part in answer.answers),
        "provisional": True,
        "provisional_because": PROVISIONAL,
        "route": answer.route,
        "dropped": list(answer.dropped),
        "estimator": answer.estimator,
        "command": command(answer),
    }


def summary(answer: ConditionAnswer) -> shape.Condition:
    """One kind of pain in short, for the table of all."""
    return {
        "condition": answer.condition.id,
        "condition_name": answer.condition.name,
        "answer": answer.says,
        "certainty": asked(answer),
        "certainty_of_headline": answer.certainty,
        "direction": answer.direction,
        "size": answer.headline.size.word if answer.headline is not None else None,
        "poolable": any(part.poolable.ok for part in answer.answers),
        "trials": answer.trial_count,
        "people": sum(study.n for study in answer.trials if study.n is not None),
        "command": command(answer),
    }


def overview(answers: Sequence[ConditionAnswer]) -> shape.Evidence:
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
        "conditions": [summary(answer) for answer in answers],
        "searched_on": max(part.question.searched_on for answer in answers for part in answer.answers),
        "provisional": True,
        "command": "dolomite evidence",
    }


def command(answer: ConditionAnswer) -> str:
    """The command that gives this answer again."""
    words = ["dolomite", "evidence", answer.condition.id]
    if answer.route is not None:
        words += ["--route", answer.route]
    for name in answer.dropped:
        words += ["--drop", name]
    if answer.estimator != DEFAULT_ESTIMATOR:
        words += ["--estimator", answer.estimator]
    return shlex.join(words)


def why_not(answer: ConditionAnswer) -> list[str]:
    """Why nothing, or not everything, was pooled: each question's reasons after its treatment."""
    said = [
        f"{part.question.treatment[0].upper()}{part.question.treatment[1:]} against {part.question.against}: {line}"
        for part in answer.answers
        if not part.poolable.ok
        for line in part.poolable.why_not
    ]
    ways = dict.fromkeys(route for part in answer.answers for route in part.question.routes)
    if len(ways) > 1 and said:
        said.append("Ways of giving magnesium are never pooled with one another, nor are different comparisons.")
    return said


def flags(answer: ConditionAnswer) -> list[Recheck]:
    """Printed p-values that their own numbers contradict."""
    return [check for part in answer.answers for check in part.flags]


def harms(trials: Iterable[Trial]) -> list[shape.Harm]:
    """Harms, told apart from benefits and never counted with them. (Unit: percent where a trial printed that.)"""
    told: list[shape.Harm] = []
    for study in trials:
        if study.harms is not None:
            told.append({"trial": study.id, "says": study.harms})
        for result in study.results:
            if result.domain == "harm":
                arms = ", ".join(f"{arm.label} {_level(arm.mean, arm.events, arm.n)}" for arm in result.arms)
                says = (
                    f"{result.name} ({result.scale}): {arms}"
                    if arms
                    else f"{result.name}: {result.note or result.stated}"
                )
                told.append({"trial": study.id, "says": says})
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
            "missing": sum(1 for study in part.trials if study.missing_result is not None),
            "sign_test_p": part.vote.p,
            "says": part.vote.why,
        },
        "directions": [_direction(direction) for direction in part.directions],
        "trials": [study.id for study in part.trials],
        "used": list(part.used),
        "set_aside": [{"trial": name, "why": why} for name, why in part.aside],
        "reviews": [review(publication) for publication in part.reviews],
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


def _size(size: Size) -> shape.Size:
    return {
        "word": size.word,
        "difference_points": size.points,
        "ci_points": (size.low, size.high) if size.low is not None else None,
        "because": size.because,
    }


def _direction(direction: Direction) -> shape.Direction:
    return {
        "trial": direction.trial.id,
        "domain": direction.domain,
        "window": direction.window.id,
        "day": direction.result.day,
        "direction": direction.reading.way,
        "read_from": direction.reading.read_from,
        "why": direction.reading.why,
        "n": direction.n,
    }


def _pooled(part: QuestionAnswer) -> shape.PooledQuestion | None:
    if part.effects is None or part.pooled is None:
        return None
    return {"unit": part.poolable.unit, **pool_object(part.effects, part.pooled)}
