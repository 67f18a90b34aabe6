"""Bayesian random effects without a sampler: given the heterogeneity everything is normal, so one integral remains.

    y_i ~ N(theta_i, v_i)      theta_i ~ N(mu, tau^2)      tau ~ prior      mu ~ flat, or N(mean, sd^2)

The integral over tau is done by Gauss-Legendre panels laid where the posterior is, so the answer has no sampling error
and is the same every time (the idea of bayesmeta, Röver 2020). With few studies the prior of tau matters: half and
double its scale belong beside every answer.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from dolomite.base.errors import InputError
from dolomite.pool.continuous import pooled_sd
from dolomite.pool.effect import Effects
from dolomite.pool.interval import Interval
from dolomite.pool.model import arrays
from dolomite.pool.quantile import normal_sf
from dolomite.pool.weights import Array

Shape = Literal["half_normal", "half_cauchy"]

# Weakly informative scales of tau: 0.5 on log ratios and standardised differences, half the scale's usual SD for a
# mean difference; wide enough for what is met between trials, and shown halved and doubled.
DEFAULT_SCALE = 0.5
SCALES = (0.5, 1.0, 2.0)  # half, as chosen, double: shown side by side
_MOST_DOUBLINGS = 2200  # from the smallest width to the largest number a float holds
_SEARCH = 600  # points at which the posterior of tau is looked at to find where its mass lies
_NEGLIGIBLE = 40.0  # log density this far under the peak is cut off: e^-40 of the peak
_PANELS, _NODES = 40, 16


@dataclass(frozen=True, slots=True, kw_only=True)
class Prior:
    """Prior of tau [unit of the effect]: its shape and scale; and of mu: None is flat, else (mean, sd)."""

    scale: float
    shape: Shape = "half_normal"
    mu: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """What is believed after the studies [unit of the effect]: mu, tau and the effect in a further study.

    `prob_below_zero` is the probability that mu lies below 0; `prob_worthwhile` that it lies beyond the
    smallest worthwhile change, and `prob_worthwhile_next` that a further study's effect does. None: none was given.
    """

    prior: Prior
    mean: float
    sd: float
    median: float
    interval: Interval
    tau_mean: float
    tau_median: float
    tau_interval: Interval
    next_sd: float
    next_interval: Interval
    worthwhile: float | None
    prob_below_zero: float
    prob_worthwhile: float | None
    prob_worthwhile_next: float | None


def default_scale(effects: Effects) -> float | None:
    """The usual prior scale of tau on this measure [unit of the measure]; None where one must be given.

    For a mean difference it is half the median of the studies' pooled SDs, which must be known.
    """
    if effects.measure in ("or", "rr", "peto", "rom", "smd", "smcc"):
        return DEFAULT_SCALE
    if effects.measure == "md":
        sds = sorted(pooled_sd(*row.arms) for row in effects.rows if row.arms is not None)
        if sds:
            middle = len(sds) // 2
            return DEFAULT_SCALE * (sds[middle] if len(sds) % 2 else 0.5 * (sds[middle - 1] + sds[middle]))
    return None


def posterior(effects: Effects, prior: Prior, *, worthwhile: float | None = None, level: float = 0.95) -> Posterior:
    """The posterior of mean effect, heterogeneity and a further study's effect [unit of the measure].

    `worthwhile` is the smallest worthwhile difference between groups, with its sign: -1 asks for effects below -1.
    Works from one study up. Raises InputError for a prior or a worthwhile difference that is no usable number.
    """
    if not (math.isfinite(prior.scale) and prior.scale > 0):
        raise InputError(f"the prior scale of tau is {prior.scale:g}; it must be a number above 0.")
    if prior.mu is not None and not (math.isfinite(prior.mu[0]) and prior.mu[1] > 0):
        raise InputError("the prior of the mean needs a number and an SD above 0.")
    if worthwhile is not None and (not math.isfinite(worthwhile) or worthwhile == 0):
        raise InputError("the smallest worthwhile change must be a number other than 0; its sign says the wanted side.")
    y, v = arrays(effects)
    mix = _Mixture.of(y, v, prior)
    tail = (1 - level) / 2
    mean, sd = mix.moments(0.0)
    next_sd = mix.moments(1.0)[1]
    beyond: list[float | None] = [None, None]
    if worthwhile is not None:
        for i, spread in enumerate((0.0, 1.0)):
            below = mix.below(worthwhile, spread)
            beyond[i] = below if worthwhile < 0 else 1 - below
    return Posterior(
        prior=prior,
        mean=mean,
        sd=sd,
        median=mix.quantile(0.5, 0.0),
        interval=(mix.quantile(tail, 0.0), mix.quantile(1 - tail, 0.0)),
        tau_mean=float((mix.share * mix.tau).sum()),
        tau_median=mix.tau_quantile(0.5),
        tau_interval=(mix.tau_quantile(tail), mix.tau_quantile(1 - tail)),
        next_sd=next_sd,
        next_interval=(mix.quantile(tail, 1.0), mix.quantile(1 - tail, 1.0)),
        worthwhile=worthwhile,
        prob_below_zero=mix.below(0.0, 0.0),
        prob_worthwhile=beyond[0],
        prob_worthwhile_next=beyond[1],
    )


def beside(
    effects: Effects, prior: Prior, *, worthwhile: float | None = None, level: float = 0.95
) -> tuple[Posterior, ...]:
    """The posterior with half the prior scale, the scale itself and double it [unit of the measure]."""
    return tuple(
        posterior(
            effects, Prior(scale=prior.scale * f, shape=prior.shape, mu=prior.mu), worthwhile=worthwhile, level=level
        )
        for f in SCALES
    )


@dataclass(frozen=True, slots=True)
class _Mixture:
    """The posterior as a mixture of normals: share, tau, mean and SD of mu at each node; and the density of tau."""

    share: Array
    tau: Array
    mean: Array
    sd: Array
    edges: Array
    log_density: Callable[[Array], Array]
    log_whole: float
    unit: float

    @classmethod
    def of(cls, y: Array, v: Array, prior: Prior) -> _Mixture:
        # Nodes lie evenly in x = log(1 + tau / unit): fine where the studies are precise, coarse in a long tail.
        unit = 0.1 * math.sqrt(float(v.min()))
        spread = float(np.ptp(y)) + math.sqrt(float(v.max())) + prior.scale
        furthest = math.log1p(1e9 * spread / unit)

        def log_density(x: Array) -> Array:
            tau = unit * np.expm1(x)
            return np.asarray(_log_posterior(y, v, tau, prior) + math.log(unit) + x)  # the last two: d tau / d x

        grid = np.linspace(0.0, furthest, _SEARCH)
        heights = log_density(grid)
        held = np.nonzero(heights > heights.max() - _NEGLIGIBLE)[0]
        low, high = grid[max(0, held[0] - 1)], grid[min(_SEARCH - 1, held[-1] + 1)]
        edges = np.linspace(low, high, _PANELS + 1)
        nodes, weights = _panels(edges)
        heights = log_density(nodes)
        peak = heights.max()
        mass = weights * np.exp(heights - peak)
        whole = float(mass.sum())
        tau = unit * np.expm1(nodes)
        mean, sd = _given_tau(y, v, tau, prior)
        return cls(mass / whole, tau, mean, sd, edges, log_density, float(peak) + math.log(whole), unit)

    def moments(self, spread: float) -> tuple[float, float]:
        """Mean and SD of mu (spread 0) or of a further study's effect (spread 1)."""
        mean = float((self.share * self.mean).sum())
        variance = self.sd**2 + spread * self.tau**2 + (self.mean - mean) ** 2
        return mean, math.sqrt(float((self.share * variance).sum()))

    def below(self, x: float, spread: float) -> float:
        sd = np.sqrt(self.sd**2 + spread * self.tau**2)
        z = (x - self.mean) / sd
        return float(sum(s * normal_sf(-float(a)) for s, a in zip(self.share.tolist(), z, strict=True)))

    def quantile(self, p: float, spread: float) -> float:
        mean, sd = self.moments(spread)
        return _bisect(lambda x: self.below(x, spread) - p, mean - sd, mean + sd)

    def tau_below(self, tau: float) -> float:
        """Share of the posterior of tau below `tau`: whole panels, then the part of one."""
        x = min(float(np.log1p(tau / self.unit)), float(self.edges[-1]))
        if x <= self.edges[0]:
            return 0.0
        edges = np.append(self.edges[self.edges < x], x)
        nodes, weights = _panels(edges)
        return float((weights * np.exp(self.log_density(nodes) - self.log_whole)).sum())

    def tau_quantile(self, p: float) -> float:
        low, high = (self.unit * math.expm1(float(x)) for x in (self.edges[0], self.edges[-1]))
        return _bisect(lambda t: self.tau_below(t) - p, low, high)


def _log_posterior(y: Array, v: Array, tau: Array, prior: Prior) -> Array:
    """Log of prior times marginal likelihood of tau, mu integrated out, up to a constant."""
    w = 1 / (v[:, None] + tau * tau)
    sw, swy = w.sum(axis=0), (w * y[:, None]).sum(axis=0)
    if prior.mu is not None:
        sw, swy = sw + prior.mu[1] ** -2, swy + prior.mu[0] * prior.mu[1] ** -2
    mean = swy / sw
    q = (w * (y[:, None] - mean) ** 2).sum(axis=0)
    if prior.mu is not None:
        q = q + ((prior.mu[0] - mean) / prior.mu[1]) ** 2
    likelihood = 0.5 * (np.log(w).sum(axis=0) - np.log(sw) - q)
    ratio = tau / prior.scale
    return np.asarray(likelihood - (0.5 * ratio**2 if prior.shape == "half_normal" else np.log1p(ratio**2)))


def _given_tau(y: Array, v: Array, tau: Array, prior: Prior) -> tuple[Array, Array]:
    w = 1 / (v[:, None] + tau * tau)
    sw, swy = w.sum(axis=0), (w * y[:, None]).sum(axis=0)
    if prior.mu is not None:
        sw, swy = sw + prior.mu[1] ** -2, swy + prior.mu[0] * prior.mu[1] ** -2
    return np.asarray(swy / sw), np.asarray(1 / np.sqrt(sw))


def _panels(edges: Array) -> tuple[Array, Array]:
    at, weight = np.polynomial.legendre.leggauss(_NODES)
    half = 0.5 * np.diff(edges)
    middle = 0.5 * (edges[:-1] + edges[1:])
    return (middle[:, None] + half[:, None] * at).ravel(), (half[:, None] * weight).ravel()


def _bisect(rising: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function crosses 0, by regula falsi with halving (Illinois), after widening the bracket."""
    width = high - low
    for _ in range(_MOST_DOUBLINGS):
        if not (rising(low) > 0 and math.isfinite(low) and low != 0):
            break
        low, width = low - width, 2 * width
    for _ in range(_MOST_DOUBLINGS):
        if not (rising(high) < 0 and math.isfinite(high)):
            break
        high, width = high + width, 2 * width
    at_low, at_high = rising(low), rising(high)
    side = 0
    for _ in range(200):
        x = high - at_high * (high - low) / (at_high - at_low) if at_high != at_low else 0.5 * (low + high)
        h = rising(x)
        if abs(h) < 1e-13 or high - low <= 1e-13 * max(abs(low), abs(high)):
            return x
        if h > 0:
            high, at_high = x, h
            at_low, side = (0.5 * at_low, 1) if side == 1 else (at_low, 1)
        else:
            low, at_low = x, h
            at_high, side = (0.5 * at_high, -1) if side == -1 else (at_high, -1)
    return x
