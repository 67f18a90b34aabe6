"""What the posterior says in words: four areas that add to 1, and one sentence chosen by rule, never by hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dolomite.trial.model import Posterior, Summary, summary
from dolomite.trial.normal import Mixture, cdf
from dolomite.trial.prior import Priors
from dolomite.trial.worthwhile import points

Verdict = Literal["worthwhile", "helps_less", "same", "no_worthwhile_difference", "cannot_tell"]

# The rules for the sentence (docs/decisions/trial-model.md); how often each is wrong is in docs/explanation/trial.md.
SURE_WORTHWHILE = 0.80
SURE_HELPS = 0.95
NOT_WORTHWHILE = 0.50
SURE_SAME = 0.80
SURE_NEITHER = 0.95
EITHER_WAY = (0.10, 0.90)
Split = Literal["speed", "ends", "prior", "periods", "coarse", "skipped", "still", "one_pair"] | None
WHY_NOT: dict[Split, str] = {
    None: "The days so far leave room for both help and no help.",
    "speed": "The answer depends on how fast the effect is taken to build up.",
    "prior": "The answer depends on a prior that was chosen after the data.",
    "ends": "So many days sit at an end of the scale, 0 or 10, that it hides what lies behind them.",
    "periods": "Weeks may differ for reasons of their own, and with that allowed for the days leave room for both.",
    "coarse": "Your ratings move by less than the step of the scale, so what lies between two steps stays hidden.",
    "skipped": "Days were skipped far more often under one than under the other, and what they were like decides. No "
    "estimate is given, because the days that are there cannot say how far off it would be.",
    "still": "Every rating is the same number: a difference smaller than the step of the scale would not show.",
    "one_pair": "Each was taken in one period only: a good or a bad week cannot be told from what was taken.",
}
LADDER = ("same", "small", "moderate")  # the three thresholds shown side by side, from facts


@dataclass(frozen=True, slots=True, kw_only=True)
class Areas:
    """Four exclusive areas of the effect; they add to 1. Lower pain is better. [probabilities, 0 to 1]

    `worthwhile`: below -w; `smaller`: from -w to -0.5; `same`: within half a point; `worse`: above 0.5.
    """

    worthwhile: float
    smaller: float
    same: float
    worse: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """P(effect is a fall of more than `points`), and what the prior alone says to the same question."""

    points: float
    probability: float
    prior: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectAnswer:
    """The answer of one analysis. `effect` is active minus comparator: negative is less pain [points].

    `verdict` is from this prior alone; `worthwhile_points` [points] is what counts as worthwhile.
    """

    effect: Summary
    areas: Areas
    worthwhile_points: float
    prob_benefit: float
    prob_worthwhile: float
    prob_harm: float
    ladder: tuple[Rung, ...]
    verdict: Verdict


def answer(posterior: Posterior, *, worthwhile_points: float) -> EffectAnswer:
    """The areas, probabilities and verdict of one posterior, for a worthwhile difference [points]."""
    return of_effect(posterior.effect, posterior.priors, worthwhile_points=worthwhile_points)


def of_effect(effect: Mixture, priors: Priors, *, worthwhile_points: float) -> EffectAnswer:
    """The same of any posterior of an effect under these priors, for a worthwhile difference [points]."""
    same = points("same")
    below = effect.below
    benefit, worth, harm = below(0.0), below(-worthwhile_points), 1.0 - below(worthwhile_points)
    half_down, half_up = below(-same), below(same)
    areas = Areas(worthwhile=worth, smaller=half_down - worth, same=half_up - half_down, worse=1.0 - half_up)
    return EffectAnswer(
        effect=summary(effect),
        areas=areas,
        worthwhile_points=worthwhile_points,
        prob_benefit=benefit,
        prob_worthwhile=worth,
        prob_harm=harm,
        ladder=tuple(
            Rung(
                points=points(identifier),
                probability=below(-points(identifier)),
                prior=prior_below(priors, -points(identifier)),
            )
            for identifier in LADDER
        ),
        verdict=verdict(benefit=benefit, worthwhile=worth, same=areas.same, between=1.0 - harm - worth),
    )


def of_mixture(effect: Mixture, worthwhile_points: float) -> Verdict:
    """The verdict of any posterior of an effect, for a worthwhile difference [points]."""
    same, worth = points("same"), effect.below(-worthwhile_points)
    return verdict(
        benefit=effect.below(0.0),
        worthwhile=worth,
        same=effect.below(same) - effect.below(-same),
        between=effect.below(worthwhile_points) - worth,
    )


def prior_below(priors: Priors, value: float) -> float:
    """P(effect < value [points]) before any day was logged."""
    import numpy as np

    return float(cdf(np.array([(value - priors.effect.mean) / priors.effect.sd]))[0])


def verdict(*, benefit: float, worthwhile: float, same: float, between: float) -> Verdict:
    """The sentence's rule, from P(b < 0), P(b < -w), P(|b| <= 0.5) and P(|b| < w). [probabilities, 0 to 1]"""
    if worthwhile >= SURE_WORTHWHILE:
        return "worthwhile"
    if benefit >= SURE_HELPS and worthwhile < NOT_WORTHWHILE:
        return "helps_less"
    if same >= SURE_SAME:
        return "same"
    if between >= SURE_NEITHER and EITHER_WAY[0] <= benefit <= EITHER_WAY[1]:
        return "no_worthwhile_difference"
    return "cannot_tell"


def agreed(*readings: Verdict) -> Verdict:
    """The verdict that is said aloud: only one on which all readings of the same days agree."""
    return readings[0] if len(set(readings)) == 1 else "cannot_tell"


def sentence(
    agreed: Verdict,
    reading: EffectAnswer,
    *,
    active: str,
    comparator: str,
    blinded: bool | None,
    split: Split = None,
) -> str:
    """The one sentence for the person, with its figures [points]. It never says that a substance works.

    `reading` is the reading that is said aloud. `split`: what two readings of the same days disagree about, when that
    is why nothing can be told.
    """
    a, c = spoken(active), spoken(comparator)
    effect = reading.effect
    size = _size(effect.mean)
    span = f"95 % interval {between(effect.q025, effect.q975)}"
    w = f"{reading.worthwhile_points:g}"
    lead = f"Knowingly taking {a} against {c}" if blinded is False else f"{a[:1].upper()}{a[1:]} against {c}"
    if agreed == "worthwhile":
        return (
            f"{lead}: pain was lower by a worthwhile amount. The best estimate is {size} ({span}), and the chance that "
            f"the difference is {w} points or more is {_percent(reading.prob_worthwhile)}."
        )
    if agreed == "helps_less":
        return (
            f"{lead}: pain was lower, by less than you asked for. The best estimate is {size} ({span}); the chance of "
            f"{w} points or more is {_percent(reading.prob_worthwhile)}."
        )
    if agreed == "same":
        return (
            f"{lead}: your pain was about the same. The difference lies within half a point either way with "
            f"{_percent(reading.areas.same)} probability ({span}). That is a clear answer, and worth having."
        )
    if agreed == "no_worthwhile_difference":
        return (
            f"{lead}: no worthwhile difference either way. A difference of {w} points or more in either direction is "
            f"unlikely ({span}). That is a clear answer, and worth having."
        )
    if split == "skipped":
        return f"{lead}: this trial cannot tell. {WHY_NOT[split]}"
    return f"{lead}: this trial cannot tell. The best estimate is {size} ({span}). {WHY_NOT[split]}"


def headline(agreed: Verdict, reading: EffectAnswer) -> str:
    """The answer in a few words [points]."""
    size = _size(reading.effect.mean)
    return {
        "worthwhile": f"{size}: a worthwhile difference",
        "helps_less": f"{size}: less than you asked for",
        "same": "About the same",
        "no_worthwhile_difference": "No worthwhile difference either way",
        "cannot_tell": "This trial cannot tell",
    }[agreed]


def spoken(arm: str) -> str:
    """An arm's name as people say it: underscores become spaces."""
    return arm.replace("_", " ")


def _size(points: float) -> str:
    if abs(points) < 0.05:
        return "no difference"
    return f"{abs(points):.1f} points {'less' if points < 0 else 'more'} pain"


def _percent(p: float) -> str:
    if p > 0.99:
        return "over 99 %"
    return "under 1 %" if p < 0.01 else f"{100 * p:.0f} %"


def between(low: float, high: float) -> str:
    """The ends of an interval of the effect in words, from the larger relief up: no minus sign. [points]"""
    first, last = _end(low), _end(high)
    if first.partition(" ")[2] == last.partition(" ")[2] and low < 0:  # both less: the smaller figure first
        first, last = last, first
    if first.partition(" ")[2] == last.partition(" ")[2]:
        first = first.partition(" ")[0]
    return f"{first} to {last}" if first != last else last


def _end(x: float) -> str:
    if abs(x) < 0.05:
        return "no difference"
    return f"{abs(x):.1f} {'less' if x < 0 else 'more'}"
