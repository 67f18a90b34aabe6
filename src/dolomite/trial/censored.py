"""A rating is a span of pain, not a point: ends of the scale (a Tobit-type likelihood) and whole numbers.

A day at 0 says only that the pain behind the rating was 0 or less, a day at 10 that it was 10 or more; a whole 5 says
that it was from 4.5 to 5.5. No day is dropped for its value. Given (tau, phi, sigma) all days are jointly normal, so
what is wanted is the probability of a box, and the effect given the draw inside it. Both come from the sequential
conditioning of Geweke, Hajivassiliou and Keane (see Genz & Bretz, Computation of Multivariate Normal and t
Probabilities, 2009) with a lattice in place of random numbers: the same data give the same answer. Two shifted lattices
give an estimate of its error.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dolomite.trial.integrate import DROP, REACH, Axis, shapes
from dolomite.trial.likelihood import Problem, exposure, fixed_columns, phi_of, prior_sds, sigma_of
from dolomite.trial.normal import Floats, Mixture, cdf
from dolomite.trial.probit import quantile

LOW_END, HIGH_END = 0.0, 10.0
LOOK = (7, 8, 9)  # nodes of the first look, and of the answer, for tau, phi, sigma
ANSWER = (7, 9, 7)
LOOK_POINTS, ANSWER_POINTS, FEWEST_POINTS = 16, 640, 96  # lattice points per node
DAYS_TIMES_POINTS = 11_520  # with more days at an end, fewer points: the work grows with the square of the days
MOST_ROUNDS = 6
TINY = 1e-300
MEAN_CELL, SD_CELL = 0.05, 0.05  # components nearer than this (SDs of the effect, log SD) are merged


@dataclass(frozen=True, slots=True, kw_only=True)
class Censored:
    """The effect under the censored likelihood; `error` is the difference of two lattices, in posterior SDs.

    `at_ends` says how many days sit at an end [days]; `spans` how many were read as a span [days].
    """

    effect: Mixture
    error: float
    at_ends: int
    spans: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Spans:
    """The pain that each day's rating allows, from `low` to `high` (m,) [points]; the same where it is exact."""

    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class _Boxed:
    """One evaluation: log density (t, p, s), and for each node and lattice point a weight and the effect's mean."""

    log_density: Floats
    shares: Floats
    means: Floats
    variances: Floats


def spans(y: Floats, step: float | None) -> _Spans:
    """What ratings `y` (m,) allow when they were given in steps of `step`; None: exact but for the ends. [points]"""
    half = 0.0 if step is None else step / 2
    return _Spans(
        low=np.where(y <= LOW_END, -np.inf, y - half),
        high=np.where(y >= HIGH_END, np.inf, y + half),
    )


def censored(p: Problem, *, step: float | None = None, finer: int = 1) -> Censored:
    """The posterior of the first arm's effect when ratings are spans of pain [points].

    `step` [points]: ratings come in steps of so much, so that each stands for half a step either way; None: only days
    at 0 and 10 are spans. `finer` times as many lattice points make the integral more exact, and take as much longer.
    """
    allowed = spans(p.y, step)
    wide = int((allowed.low < allowed.high).sum())
    axes = [Axis.even(values) for values in _first(p)]
    evaluated = _evaluate(p, allowed, axes, LOOK_POINTS, shift=0.0)
    for rounds in range(MOST_ROUNDS):
        fitted, grew, _ = shapes(evaluated.log_density, axes, reach=REACH * 2**rounds)
        axes = [Axis.stretched(shape, count) for shape, count in zip(fitted, LOOK, strict=True)]
        if not grew:
            break
        evaluated = _evaluate(p, allowed, axes, LOOK_POINTS, shift=0.0)
    axes = [Axis.stretched(shape, count) for shape, count in zip(fitted, ANSWER, strict=True)]
    points = finer * max(FEWEST_POINTS, min(ANSWER_POINTS, DAYS_TIMES_POINTS // max(1, wide)))
    answers = [_mixture(_evaluate(p, allowed, axes, points, shift=shift), axes) for shift in (0.0, 0.5)]
    both = _joined(answers)
    gap = abs(answers[0].mean - answers[1].mean) + abs(answers[0].sd - answers[1].sd)
    at_ends = int(((p.y <= LOW_END) | (p.y >= HIGH_END)).sum())
    return Censored(effect=both, error=gap / both.sd / 2, at_ends=at_ends, spans=wide)


def _first(p: Problem) -> list[Floats]:
    tau = p.priors.log_tau
    spread = max(float(np.std(p.y)), 0.1)
    return [
        tau.mean + tau.sd * np.linspace(-np.sqrt(2 * DROP), np.sqrt(2 * DROP), LOOK[0]),
        np.linspace(-1.6, 3.0, LOOK[1]),
        np.log(spread) + np.linspace(-2.0, 2.0, LOOK[2]),
    ]


def _evaluate(p: Problem, allowed: _Spans, axes: list[Axis], points: int, *, shift: float) -> _Boxed:
    """The censored model at the product of three axes, `points` lattice points each (log density; points)."""
    log_tau, v, u = (axis.values for axis in axes)
    phi, sigma, scale = phi_of(v, p.priors), sigma_of(u), prior_sds(p)
    exact = allowed.low == allowed.high
    order = np.concatenate([np.flatnonzero(exact), np.flatnonzero(~exact)])
    free = int(exact.sum())
    low, high = allowed.low[order][free:], allowed.high[order][free:]
    lag = np.abs(np.subtract.outer(p.days, p.days))[np.ix_(order, order)]
    fixed = fixed_columns(p)[order]
    lattice = _lattice(points, len(low), shift)
    shape = (len(log_tau), len(phi), len(sigma))
    log_density = np.empty(shape)
    shares, means, variances = np.empty((*shape, points)), np.empty((*shape, points)), np.empty(shape)
    for t, tau in enumerate(np.exp(log_tau)):
        felt = exposure(p.x, np.array([tau]), p.e0)[0] @ np.eye(p.n)[:, p.days - 1][:, order]
        felt = np.einsum("qam,q->am", felt, p.e0_weights)  # E(0) by its mean: a second opinion
        expected = p.priors.level.mean + p.priors.effect.mean * felt.sum(axis=0)
        limits = low - expected[free:], high - expected[free:]
        y = (p.y[order] - expected)[:free]
        columns = np.column_stack([fixed, felt.T]) * scale
        base = columns @ columns.T
        asked = columns[:, fixed.shape[1]] * scale[fixed.shape[1]]  # covariance of the effect with each day
        noise = phi[:, None, None] ** lag / (1 - phi**2)[:, None, None]
        covariance = base + sigma[None, :, None, None] ** 2 * noise[:, None]
        root = np.linalg.cholesky(covariance)  # (p, s, m, m): free days first, so its blocks are the conditionals
        towards = np.linalg.solve(root, np.broadcast_to(asked[:, None], (*root.shape[:2], len(order), 1)))[..., 0]
        known = _solve(root[..., :free, :free], y)
        log_free = -0.5 * (known**2).sum(-1) - np.log(np.diagonal(root, axis1=-2, axis2=-1)[..., :free]).sum(-1)
        centre = root[..., free:, :free] @ known[..., None]
        log_box, draws = _box(root[..., free:, free:], centre[..., 0], limits, lattice)
        effect = (towards[..., :free] * known).sum(-1)[..., None] + np.einsum(
            "psc,psrc->psr", towards[..., free:], draws
        )
        top = log_box.max(axis=-1, keepdims=True)
        part = np.exp(log_box - top)
        log_density[t] = log_free + top[..., 0] + np.log(part.mean(-1))
        shares[t], means[t] = part / part.sum(-1, keepdims=True), effect + p.priors.effect.mean
        variances[t] = scale[fixed.shape[1]] ** 2 - (towards**2).sum(-1)
    log_density += -0.5 * ((log_tau - p.priors.log_tau.mean) / p.priors.log_tau.sd)[:, None, None] ** 2
    prior_phi = -0.5 * ((phi - p.priors.phi.mean) / p.priors.phi.sd) ** 2 - 2.0 * np.logaddexp(v, -v)
    log_density += prior_phi[None, :, None] - 0.5 * (sigma / p.priors.sigma_sd) ** 2 + u
    return _Boxed(log_density=log_density, shares=shares, means=means, variances=np.maximum(variances, 1e-12))


def _solve(root: Floats, y: Floats) -> Floats:
    return np.asarray(np.linalg.solve(root, np.broadcast_to(y[:, None], (*root.shape[:2], len(y), 1)))[..., 0])


def _box(root: Floats, centre: Floats, limits: tuple[Floats, Floats], lattice: Floats) -> tuple[Floats, Floats]:
    """Log probability of each draw's path between the limits, (p, s, r), and the normal draws, (p, s, r, c)."""
    shape = (*root.shape[:2], len(lattice))
    draws = np.zeros((*shape, len(limits[0])))
    total = np.zeros(shape)
    for j, (low, high) in enumerate(zip(*limits, strict=True)):
        so_far = centre[..., j, None] + (draws[..., :j] @ root[..., j, :j, None])[..., 0]
        scale = root[..., j, j, None]
        down, up = (low - so_far) / scale, (high - so_far) / scale
        # In the upper tail probabilities are differences from 1, and lose their figures: there the box is turned over.
        over = down > 0
        down, up = np.where(over, -up, down), np.where(over, -down, up)
        under, inside = cdf(down), cdf(up)
        inside = np.maximum(inside - under, TINY)
        total += np.log(inside)
        drawn = np.clip(quantile(np.maximum(under + lattice[:, j] * inside, TINY)), down, up)
        draws[..., j] = np.where(over, -drawn, drawn)
    return total, draws


def _lattice(points: int, dimensions: int, shift: float) -> Floats:
    """Richtmyer's lattice (square roots of primes), folded to meet itself at the ends: (points, dimensions)."""
    primes = _primes(dimensions)
    k = np.arange(1, points + 1)[:, None]
    raw = (k * np.sqrt(primes) + shift) % 1.0
    return np.asarray(np.clip(np.abs(2 * raw - 1), 1e-9, 1 - 1e-9))


def _primes(count: int) -> Floats:
    primes: list[int] = []
    n = 2
    while len(primes) < count:
        if all(n % q for q in primes):
            primes.append(n)
        n += 1
    return np.array(primes, dtype=float)


def _mixture(boxed: _Boxed, axes: list[Axis]) -> Mixture:
    weights = np.exp(boxed.log_density - boxed.log_density.max())
    weights *= axes[0].factor[:, None, None] * axes[1].factor[:, None] * axes[2].factor
    w = (weights[..., None] * boxed.shares).ravel()
    m = boxed.means.ravel()
    s = np.broadcast_to(np.sqrt(boxed.variances)[..., None], boxed.means.shape).ravel()
    keep = w > 1e-10 * w.max()
    w, m, s = w[keep] / w[keep].sum(), m[keep], s[keep]
    scale = float(np.sqrt(w @ s**2))
    place = np.round(m / (MEAN_CELL * scale)).astype(int) * 100_000 + np.round(np.log(s) / SD_CELL).astype(int)
    _, group = np.unique(place, return_inverse=True)
    weight = np.bincount(group, weights=w)
    mean = np.bincount(group, weights=w * m) / weight
    variance = np.bincount(group, weights=w * (s**2 + m**2)) / weight - mean**2
    return Mixture(weight, mean, variance)


def _joined(parts: list[Mixture]) -> Mixture:
    return Mixture(
        np.concatenate([part.weights for part in parts]),
        np.concatenate([part.means for part in parts]),
        np.concatenate([part.sds**2 for part in parts]),
    )
