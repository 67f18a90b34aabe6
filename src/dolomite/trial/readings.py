"""Two readings beside the declared one: the one that is said aloud, which knows of periods that differ and of skipped
days, and the one that reads whole numbers as spans. Either may take strong words back.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from dolomite.trial import answer as answers
from dolomite.trial import defaults, doubts
from dolomite.trial.answer import EffectAnswer, Verdict
from dolomite.trial.model import Posterior, Summary, summary
from dolomite.trial.normal import Mixture
from dolomite.trial.periods import over_periods

COARSE_ERROR = 0.25  # posterior SDs: a reading of spans less exact than this is made again on a finer lattice
FINER = 4  # times the points
NO_USE = 1.0  # posterior SDs: with an error as large as what is believed itself nothing is said


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherReading:
    """One analysis beside the declared one: what was changed, its effect [points] and its verdict."""

    id: str
    says: str
    effect: Summary
    prob_benefit: float
    prob_worthwhile: float
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """The reading whose figures are said aloud: periods may differ, and skipped days be unlike the rated ones.

    `spread` is the mean of the SD of periods after the days [points]; `skipped` the SD that skipped days add [points].
    """

    answer: EffectAnswer
    effect: Mixture
    spread: float
    skipped: float

    @property
    def variant(self) -> OtherReading:
        """The same as one analysis among others. (Units are in it.)"""
        added = f"; skipped days unlike the others add an SD of {self.skipped:.2g}" if self.skipped else ""
        return OtherReading(
            id="period_effects",
            says=f"periods that differ by chance (SD about {self.spread:.2g}){added}",
            effect=self.answer.effect,
            prob_benefit=self.answer.prob_benefit,
            prob_worthwhile=self.answer.prob_worthwhile,
            verdict=self.answer.verdict,
        )


def heard(posterior: Posterior, worthwhile_points: float, *, skipped: float) -> Heard:
    """What is said aloud, for a worthwhile difference [points].

    `skipped`: the share of days skipped under the asked arm less that under the comparator [-1 to 1]. Skipped days may
    have been worse or better than the rated ones by a difference that nobody knows; it moves the effect by as much of
    itself as the shares differ.
    """
    by_period = over_periods(posterior)
    added = abs(skipped) * defaults.points("skipped_days")
    effect = Mixture(by_period.effect.weights, by_period.effect.means, by_period.effect.sds**2 + added**2)
    return Heard(
        answer=answers.of_effect(effect, posterior.priors, worthwhile_points=worthwhile_points),
        effect=effect,
        spread=by_period.spread,
        skipped=added,
    )


def coarse_step(posterior: Posterior) -> float | None:
    """The step of the ratings where days move by so little that it matters; None elsewhere [points]."""
    step = doubts.step(posterior.problem.y)
    noise = posterior.sigma().mean / np.sqrt(1.0 - posterior.phi().mean ** 2)
    return None if step is None or noise >= defaults.points("calm_noise") * step else step


def of_spans(posterior: Posterior, worthwhile_points: float) -> OtherReading | None:
    """The reading of whole numbers as spans, needed only where the days hardly move; None elsewhere [points].

    The error of its integral is part of what is not known: it widens the effect, as if it were noise of that SD.
    """
    step = coarse_step(posterior)
    if step is None:
        return None
    from dolomite.trial.censored import censored

    spanned = censored(posterior.problem, step=step)
    if spanned.error > COARSE_ERROR:
        spanned = censored(posterior.problem, step=step, finer=FINER)
    known = spanned.effect
    effect = Mixture(known.weights, known.means, known.sds**2 + (spanned.error * known.sd) ** 2)
    reading = _of_mixture("coarse_ratings", f"each rating a span of {step:g}, not a point", effect, worthwhile_points)
    return reading if spanned.error <= NO_USE else replace(reading, verdict="cannot_tell")


def _of_mixture(identifier: str, says: str, effect: Mixture, worthwhile_points: float) -> OtherReading:
    return OtherReading(
        id=identifier,
        says=says,
        effect=summary(effect),
        prob_benefit=effect.below(0.0),
        prob_worthwhile=effect.below(-worthwhile_points),
        verdict=answers.of_mixture(effect, worthwhile_points),
    )
