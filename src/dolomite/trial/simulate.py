"""Made-up trials from the declared model: for power, calibration, examples and tests. Chance is an argument."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from dolomite.trial.likelihood import WEEK, exposure
from dolomite.trial.normal import Floats
from dolomite.trial.prior import Priors

MOST_DRAWS = 1000  # of an autocorrelation within its range, before its nearest end is taken
INSIDE = 0.999  # of the end of that range, which itself is outside


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What a made-up person is like. Pain in points, `tau_days` in days; `effects` holds one effect per compared arm.

    `sigma` is the SD of the innovation: the SD over many days is sigma / sqrt(1 - phi^2).
    """

    level: float
    effects: tuple[float, ...]
    trend: float
    weekdays: tuple[float, ...]
    tau_days: float
    phi: float
    sigma: float
    e0: float = 0.0


def draw(priors: Priors, *, arms: int, rng: np.random.Generator, before_unknown: bool = False) -> Truth:
    """A person drawn from the priors with `rng`, for `arms` compared arms. [points, days]"""
    phi = float(rng.normal(priors.phi.mean, priors.phi.sd))
    for _ in range(MOST_DRAWS):
        if abs(phi) < priors.phi_range:
            break
        phi = float(rng.normal(priors.phi.mean, priors.phi.sd))
    else:  # a prior that lies outside the range all but altogether: its nearest end
        phi = math.copysign(priors.phi_range, phi) * INSIDE
    weekday = priors.weekday
    return Truth(
        level=float(rng.normal(priors.level.mean, priors.level.sd)),
        effects=tuple(rng.normal(priors.effect.mean, priors.effect.sd, size=arms).tolist()),
        trend=float(rng.normal(priors.trend.mean, priors.trend.sd)),
        weekdays=tuple(rng.normal(0.0, weekday.sd, size=WEEK).tolist()) if weekday is not None else (0.0,) * WEEK,
        tau_days=float(np.exp(rng.normal(priors.log_tau.mean, priors.log_tau.sd))),
        phi=phi,
        sigma=float(abs(rng.normal(0.0, priors.sigma_sd))),
        e0=float(rng.random()) if before_unknown else 0.0,
    )


def pain(truth: Truth, x: Floats, *, rng: np.random.Generator, count: int = 1) -> Floats:
    """Pain on every day of `count` made-up trials, target exposures `x` (arms, n): shape (count, n) [points].

    Neither rounded nor cut to the scale: the model is about the pain behind the rating.
    """
    n = x.shape[1]
    felt = exposure(x, np.array([truth.tau_days]), np.array([truth.e0]))[0, 0]
    day = np.arange(1, n + 1)
    mean = truth.level + np.array(truth.effects) @ felt + truth.trend * (day - (n + 1) / 2) / (n / 2)
    mean = mean + np.array(truth.weekdays)[day % WEEK]
    shocks = rng.standard_normal((count, n)) * truth.sigma
    noise = np.empty((count, n))
    noise[:, 0] = shocks[:, 0] / np.sqrt(1.0 - truth.phi**2)
    for k in range(1, n):
        noise[:, k] = truth.phi * noise[:, k - 1] + shocks[:, k]
    return np.asarray(mean + noise)


def paired_arms(
    pairs: int, period_days: int, *, arms: tuple[str, ...], rng: np.random.Generator
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """A sequence drawn in blocks and the arm of every day: (periods,), (days,). `period_days` [days]."""
    sequence = tuple(str(arm) for _ in range(pairs) for arm in rng.permutation(list(arms)))
    return sequence, tuple(arm for arm in sequence for _ in range(period_days))


def rated(scores: Floats, *, missing: float, whole: bool, rng: np.random.Generator) -> Floats:
    """Ratings of 0 to 10 [points] of one trial (n,): cut to the scale, whole numbers or tenths, some days missing."""
    cut = np.clip(scores, 0.0, 10.0)
    typed = np.round(cut) if whole else np.round(cut, 1)
    return np.where(rng.random(len(scores)) < missing, np.nan, typed)
