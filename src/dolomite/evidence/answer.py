"""The answers: one per question and one per kind of pain, never more hopeful than the trials behind them.

    answer("chronic low back pain")                     everything about one kind of pain
    answer("migraine", route="oral", drop=("peikert-1996",))
    answers()                                           every kind of pain

A `QuestionAnswer` is about one question (one route, one comparison); a `ConditionAnswer` gathers them for a kind of
pain. Its headline speaks for magnesium that is swallowed, because that is what a reader may buy: it is the first
question's answer, or where nobody has tested that, the least certain answer among the others that include swallowing;
else no evidence. Infusions and injections never lend it their certainty.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import ClassVar

from dolomite import facts, pool
from dolomite.base.errors import InputError
from dolomite.evidence import certainty, size
from dolomite.evidence.bias import Recheck, rechecks
from dolomite.evidence.certainty import LEVELS, Certainty, Limits, Rating, rate
from dolomite.evidence.direction import Direction, Overall, Vote, directions, overall, set_aside, usable, vote
from dolomite.evidence.pooling import Poolable, poolable
from dolomite.evidence.published import Later, later, later_says
from dolomite.evidence.question import (
    Condition,
    Question,
    condition,
    conditions,
    questions_of,
    routes,
)
from dolomite.evidence.size import Size
from dolomite.evidence.study import Review, Trial, review, reviews

USUAL = "reml"  # the estimator that is taken unless another is asked for


class Statement(facts.Row):
    """The wording for one pair of certainty and size; `size` any fits every size."""

    unique: ClassVar[tuple[str, ...]] = ("certainty", "size")

    certainty: Certainty
    size: str
    says: str


class Help(facts.Row):
    """What guidelines offer for a kind of pain, in a sentence."""

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    conditions: tuple[str, ...]
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionAnswer:
    """One question answered. `trials` are all that bear on it, `used` those with a usable result for the main outcome;
    `aside` says for each of the others why it cannot speak. `effects` and `pooled` None: nothing
    was pooled. `later` are trials that came after the review it rests on; `stated_trials` those behind that
    review's figure [count]."""

    question: Question
    says: str
    rating: Rating
    size: Size
    direction: Overall
    directions: tuple[Direction, ...]
    vote: Vote
    poolable: Poolable
    effects: pool.Effects | None
    pooled: pool.Pooled | None
    trials: tuple[Trial, ...]
    used: tuple[str, ...]
    aside: tuple[tuple[str, str], ...]
    flags: tuple[Recheck, ...]
    reviews: tuple[Review, ...]
    later: tuple[Later, ...]
    stated_trials: int | None

    @property
    def certainty(self) -> Certainty:
        """How sure: high, moderate, low, very_low, no_evidence or does_not_apply."""
        return self.rating.certainty

    @property
    def trial_count(self) -> int:
        """How many trials: those behind the review's figure where it answers, else those taken in, else the largest
        review's [count]."""
        if self.stated_trials is not None:
            return self.stated_trials
        reviewed = [said for entry in self.reviews for figure in entry.figures if (said := figure.trials) is not None]
        return len(self.trials) or max(reviewed, default=0)

    def main(self) -> tuple[Direction, ...]:
        """The directions of the main outcome in the main window."""
        wanted = self.question
        return tuple(d for d in self.directions if d.domain == wanted.outcome and d.window.id == wanted.main)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionAnswer:
    """Everything about one kind of pain. `headline` is the answer that certainty, size and direction are taken from;
    None when no question matches the route asked for, or when swallowed magnesium was never asked about."""

    condition: Condition
    asks: str
    says: str
    answers: tuple[QuestionAnswer, ...]
    headline: QuestionAnswer | None
    guidelines: tuple[Review, ...]
    reviews: tuple[Review, ...]
    helps: tuple[Help, ...]
    closest: Condition | None
    dropped: tuple[str, ...]
    route: str | None
    estimator: str

    @property
    def certainty(self) -> Certainty:
        """The headline's certainty; no_evidence without one."""
        return self.headline.certainty if self.headline is not None else "no_evidence"

    @property
    def direction(self) -> Overall:
        """The headline's direction; none without one."""
        return self.headline.direction if self.headline is not None else "none"

    @property
    def trial_count(self) -> int:
        """How many trials, those that only a review took in included [count]."""
        return sum(part.trial_count for part in self.answers)

    @property
    def trials(self) -> tuple[Trial, ...]:
        """Every trial behind the answers, each once."""
        return tuple({trial.id: trial for part in self.answers for trial in part.trials}.values())


@cache
def _statements() -> dict[tuple[str, str], str]:
    return {(row.certainty, row.size): row.says for row in facts.rows("evidence/statements", Statement)}


def answer(text: str, *, route: str | None = None, drop: Sequence[str] = (), estimator: str = USUAL) -> ConditionAnswer:
    """What is known about magnesium for one kind of pain. (Units: points of 0-10 where a size is known.)

    `text` is an id or what somebody would type. `route` keeps the questions of one way of giving it. `drop` leaves
    trials out by id. `estimator` is for pooling, where pooling is possible. Raises InputError with the known names.
    """
    pain_kind = condition(text)
    answered = answer_for(pain_kind, route=route, drop=drop, estimator=estimator)
    if _words(text) & _words(f"{pain_kind.id.replace('_', ' ')} {pain_kind.name} {pain_kind.kind or ''}"):
        return answered
    return replace(
        answered, asks=f"{answered.asks} (You asked about {text.strip()}: this answers for {pain_kind.name}.)"
    )


def _words(text: str) -> set[str]:
    return set(re.findall(r"[a-z]+", text.lower().replace("_", " ")))


def answers() -> tuple[ConditionAnswer, ...]:
    """What is known for every kind of pain, in the order they are shown. (Units as in `answer`.)"""
    return tuple(answer_for(pain_kind) for pain_kind in conditions())


def answer_for(
    pain_kind: Condition, *, route: str | None = None, drop: Sequence[str] = (), estimator: str = USUAL
) -> ConditionAnswer:
    """As `answer`, for a condition already found. (Units as in `answer`.)"""
    _known_drops(pain_kind, drop)
    _known_estimator(estimator)
    asked = questions_of(pain_kind)
    if route is not None:
        wanted = routes(route)
        asked = tuple(question for question in asked if set(question.routes) & set(wanted))
        if not asked:
            known = ", ".join(dict.fromkeys(r for question in questions_of(pain_kind) for r in question.routes))
            raise InputError(
                f"{route}: no question about {pain_kind.name} is about that. Known here: {known}.", field="route"
            )
    parts = tuple(answer_question(question, drop=drop, estimator=estimator) for question in asked)
    headline = _headline(parts, any_route=route is not None)
    about = [entry for entry in reviews() if pain_kind.id in entry.conditions]
    return ConditionAnswer(
        condition=pain_kind,
        asks=f"Does magnesium help {pain_kind.name}?",
        says=" ".join(
            filter(None, (_sentence(pain_kind, parts, headline), later_says(headline.later) if headline else None))
        ),
        answers=parts,
        headline=headline,
        guidelines=tuple(entry for entry in about if entry.kind == "guideline"),
        reviews=tuple(entry for entry in about if entry.kind != "guideline" and not entry.superseded),
        helps=tuple(row for row in facts.rows("evidence/what_helps", Help) if pain_kind.id in row.conditions),
        closest=next((other for other in conditions() if other.id == pain_kind.closest), None),
        dropped=tuple(drop),
        route=route,
        estimator=estimator,
    )


def answer_question(
    question: Question, *, among: Sequence[Trial] | None = None, drop: Sequence[str] = (), estimator: str = USUAL
) -> QuestionAnswer:
    """One question answered from its trials (or from those given as `among`), without those named in `drop`.

    (Units as in `answer`.)
    """
    kept = tuple(trial for trial in (question.trials() if among is None else among) if trial.id not in drop)
    every_direction = directions(kept, question)
    stated = certainty.stated().get(question.id)
    decision = poolable(question, kept, every_direction)
    effects = _effects(decision) if decision.ok else None
    pooled = _pool(effects, estimator) if effects is not None else None
    rating = (
        _stated_rating(stated)
        if stated is not None
        else rate(question, every_direction, review_people=question.review_people, limits=_limits(decision, pooled))
    )
    how_large = _size(decision, pooled, stated)
    used = {
        direction.trial.id
        for direction in every_direction
        if direction.domain == question.outcome and usable(direction)
    }
    main = tuple(
        direction
        for direction in every_direction
        if direction.domain == question.outcome and direction.window.id == question.main
    )
    return QuestionAnswer(
        question=question,
        says=_says(question, rating, how_large),
        rating=rating,
        size=how_large,
        direction=question.review_direction or (overall(main) if used else "none"),
        directions=every_direction,
        vote=vote(main),
        poolable=decision,
        effects=effects,
        pooled=pooled,
        trials=kept,
        used=tuple(trial.id for trial in kept if trial.id in used),
        aside=tuple((trial.id, _why_aside(trial)) for trial in kept if trial.id not in used),
        flags=tuple(check for trial in kept for check in rechecks(trial) if check.flagged),
        reviews=tuple(review(name) for name in question.reviews),
        later=later(question, kept, every_direction),
        stated_trials=stated.trials if stated is not None else None,
    )


def _known_drops(pain_kind: Condition, drop: Sequence[str]) -> None:
    """Refuse to drop what is not there: an answer that looks the same would seem to be a different one."""
    known = [entry.id for question in questions_of(pain_kind) for entry in question.trials()]
    for name in drop:
        if name not in known:
            trials = f"Its trials: {', '.join(known)}" if known else "It has none"
            raise InputError(f"{name!r} is not a trial about {pain_kind.name}. {trials}.", field="drop")


def _known_estimator(estimator: str) -> None:
    if estimator != USUAL:
        from dolomite.pool.model import CHOICES

        if estimator not in CHOICES:
            raise InputError(f"{estimator!r} is not one of {', '.join(CHOICES)}.", field="estimator")


def _effects(decision: Poolable) -> pool.Effects:
    assert decision.measure is not None
    return pool.effects_from_rows(decision.rows, measure=decision.measure)


def _pool(effects: pool.Effects, estimator: str) -> pool.Pooled:
    """Random effects by modified Knapp-Hartung: a few small trials that happen to agree never narrow the interval."""
    from dolomite.pool.model import COMMON

    return pool.fit(effects, estimator=estimator, test="z" if estimator in COMMON else "modified_knapp_hartung")


def _limits(decision: Poolable, pooled: pool.Pooled | None) -> Limits | None:
    if pooled is None:
        return None
    ratio = pooled.exp()
    if ratio is not None:
        ci, pi = ratio["ci"], ratio["pi"]
        assert isinstance(ci, tuple)
        return Limits(kind="ratio", ci=ci, pi=pi if isinstance(pi, tuple) else None)
    return Limits(kind="points", ci=pooled.ci, pi=pooled.pi) if decision.unit == "points" else None


def _size(decision: Poolable, pooled: pool.Pooled | None, stated: certainty.Stated | None) -> Size:
    if stated is not None:
        return size.as_stated(stated)
    if pooled is None:
        return size.unknown("No numbers were read from which a size could be worked out.")
    if decision.unit != "points":
        return size.unknown("The pooled outcome is not a pain score from 0 to 10.")
    return size.of_points(pooled.estimate, *pooled.ci)


def _stated_rating(row: certainty.Stated) -> Rating:
    return Rating(
        certainty=row.certainty,
        start=None,
        steps=(),
        people=row.people,
        because=row.because,
        provisional=True,
    )


def _why_aside(trial: Trial) -> str:
    why = set_aside(trial)
    if why is not None:
        return why
    if trial.verified is not True:
        return "It was not verified: known at second hand."
    return "It printed no comparison between the groups for the main outcome."


def _says(question: Question, rating: Rating, how_large: Size) -> str:
    wordings = _statements()
    says = wordings.get((rating.certainty, how_large.word)) or wordings[(rating.certainty, "any")]
    filled = says.format(
        treatment=question.treatment,
        against=question.against,
        outcome=question.outcome_words,
        people=question.people,
        change="increase" if how_large.points is not None and how_large.points > 0 else "reduce",
    )
    return filled[0].upper() + filled[1:]


def _headline(parts: Sequence[QuestionAnswer], *, any_route: bool) -> QuestionAnswer | None:
    """The answer that speaks for the kind of pain: see the module's own words."""
    speaking = [part for part in parts if part.question.swallowed and part.question.headline]
    if any_route and not speaking:
        speaking = [part for part in parts if part.question.headline]
    if not speaking:
        return None
    first = speaking[0]
    if first.certainty in LEVELS:
        return first
    rated = [part for part in speaking if part.certainty in LEVELS]
    return min(rated, key=_hope) if rated else first


# From the least to the most hopeful: between equally certain answers the headline takes the less hopeful one.
HOPE: tuple[Overall, ...] = ("favours_control", "none", "unclear", "mixed", "favours_magnesium")


def _hope(part: QuestionAnswer) -> tuple[int, int]:
    return LEVELS.index(part.certainty), HOPE.index(part.direction)


def _sentence(pain_kind: Condition, parts: Sequence[QuestionAnswer], headline: QuestionAnswer | None) -> str:
    """The answer in one sentence: what is known of swallowed magnesium, then of the rest in a clause."""
    swallowed = [part for part in parts if part.question.swallowed and part.question.headline]
    if pain_kind.shows and len(swallowed) > 1 and swallowed[0].certainty == "no_evidence":
        rest = [part.question.treatment for part in swallowed if part.certainty == "very_low"]
        nobody = f"Nobody knows what magnesium tablets alone will do for {pain_kind.name}: no trial has a usable result"
        return f"{nobody}; about {' and about '.join(rest)} the evidence is very uncertain." if rest else f"{nobody}."
    first = swallowed[0] if swallowed else parts[0]
    if headline is None or headline is first:
        return first.says
    return f"{first.says.rstrip('.')}; {headline.says[0].lower()}{headline.says[1:]}"
