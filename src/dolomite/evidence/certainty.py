"""How sure anybody can be, and how large an effect: two dials that are never mixed (GRADE).

Randomised trials start high; five domains can only lower. Bodies without randomisation start low; three things can
raise those that nothing lowered. Without a trial that has a usable result there is nothing to rate: no_evidence, which
is not very_low. A judgement stands in facts with its reason; what follows from counting people and from the risk of
bias as rated is worked out here. The larger step stands, so that a judgement never lifts a rating above its data.
Provisional until two readers have done it on full text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from dolomite import facts
from dolomite.base.finding import Basis
from dolomite.evidence.direction import Direction, people_in, usable
from dolomite.evidence.question import Question
from dolomite.evidence.rating import threshold
from dolomite.evidence.study import RiskOfBias

Certainty = Literal["high", "moderate", "low", "very_low", "no_evidence", "does_not_apply"]
Lowering = Literal["risk_of_bias", "inconsistency", "indirectness", "imprecision", "publication_bias"]
Raising = Literal["large_effect", "dose_response", "confounding"]
LEVELS: tuple[Certainty, ...] = ("very_low", "low", "moderate", "high")
DOMAINS: tuple[Lowering, ...] = ("risk_of_bias", "inconsistency", "indirectness", "imprecision", "publication_bias")
RAISES: tuple[Raising, ...] = ("large_effect", "dose_response", "confounding")
FROM_RANDOMISED, FROM_OTHERS = 3, 1  # start at high, or at low (GRADE handbook, chapter 5)
MOST_STEPS = 2  # one domain lowers by one or two, never more (GRADE handbook, chapter 5)


class Judgement(facts.Row):
    """One judgement: how many steps one domain lowers (or raises) one question, and why."""

    unique: ClassVar[tuple[str, ...]] = ("question", "domain")

    question: str
    domain: Lowering | Raising
    step: int
    because: str
    readers: int


class Stated(facts.Row):
    """The certainty and size that a review states itself, taken over where we did not take in its trials."""

    unique: ClassVar[tuple[str, ...]] = ("question",)

    question: str
    review: str
    certainty: Certainty
    size: Literal["trivial", "small", "moderate", "large", "unknown"]
    because: str
    people: int | None = None
    trials: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One domain of the rating: `steps` down (negative: up), the reason, its grounds, and whether it was counted or
    judged."""

    domain: str
    steps: int
    because: str
    how: Literal["judged", "counted", "not a concern"]
    basis: tuple[Basis, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """A certainty and every step to it. `provisional` until two readers have rated full texts."""

    certainty: Certainty
    start: Literal["high", "low"] | None
    steps: tuple[Step, ...]
    people: int | None
    because: str
    provisional: bool


@cache
def judgements() -> tuple[Judgement, ...]:
    """Every judgement, in the order of the facts file."""
    return facts.rows("evidence/grade", Judgement)


@cache
def stated() -> dict[str, Stated]:
    """What reviews state, by question."""
    return {row.question: row for row in facts.rows("evidence/stated", Stated)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """A pooled effect's confidence and prediction interval [points of 0-10, or a ratio], for the rating."""

    kind: Literal["points", "ratio"]
    ci: tuple[float, float]
    pi: tuple[float, float] | None


def rate(
    question: Question,
    directions: Sequence[Direction],
    *,
    review_people: int | None = None,
    limits: Limits | None = None,
) -> Rating:
    """How sure the answer to a question is, from the directions of its main outcome in any window.

    `review_people` [persons] stands in where reviews answer and the trials were not taken in one by one; `limits` are
    the pooled effect's intervals where something was pooled.
    """
    if not question.rated:
        return _unrated("does_not_apply", "These trials answer another question and say nothing about a supplement.")
    usables = _one_each(
        direction for direction in directions if direction.domain == question.outcome and usable(direction)
    )
    if not usables and review_people is None:
        return _unrated("no_evidence", "No trial with a usable result was found.")
    people = review_people if review_people is not None else people_in(usables)
    randomised = review_people is not None or mostly_randomised(usables)
    counted = {
        "risk_of_bias": _counted_bias(usables, question) if review_people is None else None,
        "imprecision": max(_counted_imprecision(people, usables), _counted_interval(limits), key=_weight),
        "inconsistency": _counted_prediction(limits),
    }
    judged = {row.domain: row for row in judgements() if row.question == question.id}
    steps = tuple(_step(domain, judged.get(domain), counted.get(domain)) for domain in DOMAINS)
    level = (FROM_RANDOMISED if randomised else FROM_OTHERS) - sum(step.steps for step in steps)
    if not randomised and all(step.steps == 0 for step in steps):
        raised = tuple(_raise(judged[domain]) for domain in RAISES if domain in judged)
        steps, level = steps + raised, level - sum(step.steps for step in raised)
    level = min(max(level, 0), len(LEVELS) - 1)
    return Rating(
        certainty=LEVELS[level],
        start="high" if randomised else "low",
        steps=steps,
        people=people,
        because=_because(steps),
        provisional=True,
    )


def mostly_randomised(usables: Sequence[Direction]) -> bool:
    """Whether more than half of the people, and of the trials, are in trials known to be randomised."""
    known = [direction for direction in usables if direction.trial.design.randomised is True]
    people = people_in(usables)
    return 2 * len(known) > len(usables) and 2 * people_in(known) >= people


def _unrated(certainty: Certainty, because: str) -> Rating:
    return Rating(certainty=certainty, start=None, steps=(), people=0, because=because, provisional=False)


def _one_each(directions: Iterable[Direction]) -> tuple[Direction, ...]:
    """One per trial: a person is counted once, however many windows a trial has."""
    return tuple({direction.trial.id: direction for direction in directions}.values())


def _step(domain: Lowering, judged: Judgement | None, counted: tuple[int, str, tuple[Basis, ...]] | None) -> Step:
    down = min(judged.step, MOST_STEPS) if judged is not None else 0
    least, why, basis = counted if counted is not None else (0, "", ())
    if judged is not None and down >= least:
        return Step(domain=domain, steps=down, because=judged.because, how="judged", basis=judged.basis)
    if least > 0:
        return Step(domain=domain, steps=least, because=why, how="counted", basis=basis)
    return Step(domain=domain, steps=0, because="", how="not a concern", basis=())


def _raise(judged: Judgement) -> Step:
    return Step(
        domain=judged.domain,
        steps=-min(judged.step, MOST_STEPS),
        because=judged.because,
        how="judged",
        basis=judged.basis,
    )


def _counted_bias(usables: Sequence[Direction], question: Question) -> tuple[int, str, tuple[Basis, ...]]:
    """Two steps when every result is at high risk, one when any is not plainly at low risk."""
    rated = [(direction.trial, concern(direction.trial.bias(question.outcome))) for direction in usables]
    basis = tuple(dict.fromkeys(part for trial, _ in rated for part in trial.basis))
    if rated and all(worry == "high" for _, worry in rated):
        return 2, "Every result is at high risk of bias.", basis
    worried = [trial.name for trial, worry in rated if worry != "low"]
    if worried:
        return 1, f"The risk of bias is not plainly low in {', '.join(worried)}.", basis
    return 0, "", basis


def concern(rated: RiskOfBias | None) -> Literal["low", "some_concerns", "high"]:
    """The risk of bias as the rating counts it: low only when every domain was read and found low."""
    if rated is None:
        return "some_concerns"
    if rated.overall in ("high", "critical"):
        return "high"
    answered = all(judgement == "low" for _, judgement in rated.domains())
    return "low" if rated.overall == "low" and answered else "some_concerns"


def _counted_imprecision(people: int, usables: Sequence[Direction]) -> tuple[int, str, tuple[Basis, ...]]:
    enough, share = threshold("enough_people"), threshold("far_too_few_share")
    if people >= enough.value:
        return 0, "", enough.basis
    unknown = sum(1 for direction in usables if direction.n is None)
    left = f" (and {unknown} with a number of people that was not read)" if unknown else ""
    if people < share.value * enough.value:
        return 2, f"{people} people in all{left}, far fewer than {enough.value:g}.", enough.basis + share.basis
    return 1, f"{people} people in all{left}, fewer than {enough.value:g}.", enough.basis


def _weight(counted: tuple[int, str, tuple[Basis, ...]]) -> int:
    return counted[0]


def _reach(limits: Limits, interval: tuple[float, float]) -> tuple[bool, bool, bool]:
    """Whether an interval holds a benefit that matters, no effect, and a harm that matters."""
    low, high = interval
    if limits.kind == "ratio":
        return low < threshold("ratio_benefit").value, low <= 1 <= high, high > threshold("ratio_harm").value
    least = threshold("size_trivial_below").value
    return low < -least, low <= 0 <= high, high > least


def _matters(limits: Limits) -> tuple[Basis, ...]:
    names = ("ratio_benefit", "ratio_harm") if limits.kind == "ratio" else ("size_trivial_below",)
    return tuple(dict.fromkeys(part for name in names for part in threshold(name).basis))


def _counted_interval(limits: Limits | None) -> tuple[int, str, tuple[Basis, ...]]:
    """GRADE guidelines 6 and 34: an interval with two different answers in it is imprecise, with three very."""
    if limits is None:
        return 0, "", ()
    benefit, none, harm = _reach(limits, limits.ci)
    if benefit and harm:
        return 2, "The interval runs from a benefit to a harm that would matter.", _matters(limits)
    if none and (benefit or harm):
        return 1, "The interval holds no effect as well as one that would matter.", _matters(limits)
    return 0, "", ()


def _counted_prediction(limits: Limits | None) -> tuple[int, str, tuple[Basis, ...]] | None:
    """Trials disagree when a further one might lie on the side of benefit or of harm, either to a size that matters."""
    if limits is None or limits.pi is None:
        return None
    benefit, _, harm = _reach(limits, limits.pi)
    if benefit and harm:
        return 1, "A further trial might show a benefit or a harm that would matter.", _matters(limits)
    return 0, "", ()


def _because(steps: Iterable[Step]) -> str:
    said = [f"{step.domain.replace('_', ' ')} {-step.steps:+d}" for step in steps if step.steps]
    return ", ".join(said) if said else "nothing lowers it"
