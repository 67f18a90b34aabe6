"""Is the answer honest? Trials drawn from the model itself, or from fixed truths, and how often each claim holds.

Simulation-based calibration (Talts and others, arXiv 1804.06788): with every parameter drawn from the prior the place
of the truth within its posterior is uniform. Here the place is P(b < truth), exact, so no ranks of draws are needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from dolomite.trial import answer as answers
from dolomite.trial.integrate import integrate
from dolomite.trial.likelihood import WEEK, problem
from dolomite.trial.normal import Floats, Mixture
from dolomite.trial.prior import Priors, Speed, of_speed, other
from dolomite.trial.simulate import Truth, draw, pain, paired_arms
from dolomite.trial.worthwhile import points

DESIGNS: tuple[tuple[Speed, int, int], ...] = (
    ("fast", 3, 7), ("fast", 4, 7), ("fast", 6, 7), ("fast", 3, 14), ("slow", 2, 28), ("slow", 3, 28),
)  # fmt: skip
MISSING = (0.0, 0.1, 0.2, 0.4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One made-up trial as it was answered. `place` = P(b < truth); `naive_covers`: Welch's t-interval on days."""

    speed: Speed
    truth: Truth
    missing: float
    place: float
    mean: float
    sd: float
    verdict: answers.Verdict
    declared: answers.Verdict
    naive_covers: bool
    naive_significant: bool

    @property
    def covers(self) -> bool:
        """Whether the 95 % interval holds the truth."""
        return 0.025 <= self.place <= 0.975


def from_priors(count: int, *, rng: np.random.Generator, both_priors: bool = False) -> Iterator[Case]:
    """Trials with every parameter drawn from the declared priors, over designs and missing shares [points, days]."""
    for k in range(count):
        speed, pairs, length = DESIGNS[k % len(DESIGNS)]
        missing = MISSING[(k // len(DESIGNS)) % len(MISSING)]
        truth = draw(of_speed(speed), arms=1, rng=rng)
        yield one(speed, pairs, length, truth, missing, rng=rng, both_priors=both_priors)


def fixed(
    count: int, *, rng: np.random.Generator, effect: float, phi: float, tau_days: float, missing: float,
    speed: Speed = "fast", pairs: int = 4, length: int = 7, sd: float = 1.2, rating: str = "exact", level: float = 5.5,
    skew: bool = False, both_priors: bool = True,
) -> Iterator[Case]:  # fmt: skip
    """Trials of one fixed truth: effect [points], autocorrelation, time constant [days], share missing, SD over days.

    `rating` is how pain is typed: exact, or whole (cut to 0 to 10 and rounded). `skew`: noise with a long upper tail.
    """
    for _ in range(count):
        truth = Truth(
            level=level,
            effects=(effect,),
            trend=0.0,
            weekdays=(0.0,) * WEEK,
            tau_days=tau_days,
            phi=phi,
            sigma=sd * float(np.sqrt(1 - phi**2)),
        )
        yield one(speed, pairs, length, truth, missing, rng=rng, rating=rating, skew=skew, both_priors=both_priors)


def one(
    speed: Speed, pairs: int, length: int, truth: Truth, missing: float, *, rng: np.random.Generator,
    rating: str = "exact", skew: bool = False, both_priors: bool = True,
) -> Case:  # fmt: skip
    """One made-up trial, answered [lengths in days]."""
    _, arms = paired_arms(pairs, length, arms=("a", "b"), rng=rng)
    x = np.array([[1.0 if arm == "a" else 0.0 for arm in arms]])
    y = np.asarray(pain(truth, x, rng=rng)[0]) if not skew else _skewed(truth, x, rng)
    if rating == "whole":
        y = np.round(np.clip(y, 0.0, 10.0))
    days = np.flatnonzero(rng.random(len(y)) >= missing) + 1
    priors = of_speed(speed)
    place, mean, sd, declared = _answer(x, days, y, priors, truth.effects[0])
    verdict = declared
    if both_priors:
        second = _answer(x, days, y, of_speed(other(speed)), truth.effects[0])[3]
        verdict = answers.agreed(declared, second)
    covers, significant = naive(y[days - 1], x[0, days - 1] > 0, truth.effects[0])
    return Case(
        speed=speed,
        truth=truth,
        missing=missing,
        place=place,
        mean=mean,
        sd=sd,
        verdict=verdict,
        declared=declared,
        naive_covers=covers,
        naive_significant=significant,
    )


def naive(y: Floats, active: np.ndarray, truth: float) -> tuple[bool, bool]:
    """What the t-test on days says: does its 95 % interval hold the truth [points], and is it below 0 by itself?"""
    from scipy.special import stdtrit

    one_, two = y[active], y[~active]
    if len(one_) < 2 or len(two) < 2:
        return True, False
    v1, v2 = one_.var(ddof=1) / len(one_), two.var(ddof=1) / len(two)
    se = float(np.sqrt(v1 + v2))
    if se == 0:
        return True, False
    df = (v1 + v2) ** 2 / (v1**2 / (len(one_) - 1) + v2**2 / (len(two) - 1))
    half = float(stdtrit(df, 0.975)) * se
    difference = float(one_.mean() - two.mean())
    return abs(difference - truth) <= half, abs(difference) > half


def _answer(
    x: Floats, days: np.ndarray, y: Floats, priors: Priors, truth: float
) -> tuple[float, float, float, answers.Verdict]:
    p = problem(x=x, days=days, y=y[days - 1], n=x.shape[1], priors=priors)
    done = integrate(p)
    mean, variance = done.nodes.coefficient(p.coefficients - 1)
    effect = Mixture(done.weights, mean, variance)
    return (
        effect.below(truth),
        effect.mean,
        effect.sd,
        answers.of_mixture(effect, points("mic")),
    )


def _skewed(truth: Truth, x: Floats, rng: np.random.Generator) -> Floats:
    """The same means, with noise that has a long upper tail: shocks are an exponential less its mean."""
    quiet = pain(replace(truth, sigma=1e-9), x, rng=rng)[0]
    shocks = np.asarray(rng.exponential(1.0, x.shape[1]) - 1.0) * truth.sigma
    noise = np.empty(x.shape[1])
    noise[0] = shocks[0] / np.sqrt(1 - truth.phi**2)
    for k in range(1, len(noise)):
        noise[k] = truth.phi * noise[k - 1] + shocks[k]
    return np.asarray(quiet + noise)


def uniformity(places: Floats, *, bins: int = 20) -> tuple[float, float]:
    """Chi-square of the places against uniform bins, and its tail probability."""
    from scipy.special import gammaincc

    counts = np.histogram(places, bins=bins, range=(0.0, 1.0))[0]
    expected = len(places) / bins
    chi2 = float(((counts - expected) ** 2 / expected).sum())
    return chi2, float(gammaincc((bins - 1) / 2, chi2 / 2))
