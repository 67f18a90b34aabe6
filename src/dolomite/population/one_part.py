"""The one-part model of usual intake, fitted from sums: Box-Cox scale, person and day variance, nuisance terms.

y = x b + u + e on the Box-Cox scale, u normal between people, e normal between a person's days (Tooze, Kipnis, Buckman
and others 2010, Statistics in Medicine 29:2857: the amount part alone, for what nearly everybody eats every day). The
likelihood needs no rows, only sums of products by number of days, and these are linear in the weights: so all
replicates are fitted from the same cells, and the rows may stay in whatever engine holds them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from dolomite.base.errors import InputError
from dolomite.population.boxcox import LARGEST_LAMBDA, SMALLEST_LAMBDA

Array = NDArray[np.float64]

# Sums are smooth in lambda: sixteen Chebyshev nodes keep six digits of variance components (Trefethen 2013, chapter 8).
NODES = 16
GOLDEN = (5**0.5 - 1) / 2  # Kiefer (1953)
ROUGH, FINE = 30, 60  # golden sections of a bracket: to 5e-7 and 3e-13 of it
LOWEST_LOG_RATIO, HIGHEST_LOG_RATIO = -12.0, 6.0  # log of between to within variance: beyond, it is 0 or all there is
FEWEST_REPEATS = 10  # people with a second day: below, a variance within people is a guess


@dataclass(frozen=True, slots=True, kw_only=True)
class Sums:
    """Sums of one group at one lambda, by number of days `n` and replicate (column 0: the sample itself).

    `s`, `t` [n, replicate, term, term] as in `columns.statistics`, `w` [n, replicate] weights; `jacobian` [replicate]
    is (1 - lambda) x the weighted sum of log amounts.
    """

    n: Array
    s: Array
    t: Array
    w: Array
    jacobian: Array
    people: NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """The fitted model, one entry a replicate (the first: the sample itself); all but `lam` on the Box-Cox scale."""

    lam: Array
    coefficients: Array
    between_sd: Array
    within_sd: Array
    terms: tuple[str, ...]

    def first(self) -> Fit:
        """The fit of the sample alone."""
        return Fit(
            lam=self.lam[:1],
            coefficients=self.coefficients[:1],
            between_sd=self.between_sd[:1],
            within_sd=self.within_sd[:1],
            terms=self.terms,
        )


def lambdas() -> Array:
    """The Box-Cox exponents [1] at which a fit needs the sums."""
    at = np.cos(np.pi * np.arange(NODES) / (NODES - 1))
    places: Array = SMALLEST_LAMBDA + (LARGEST_LAMBDA - SMALLEST_LAMBDA) * (1 - at) / 2
    return places


def fit(sums: Sequence[Sums], terms: Sequence[str]) -> Fit:
    """The model of maximum pseudo-likelihood; `sums` one for each of `lambdas()`, `terms` name their columns but y.

    Raises InputError where too few people have a second day.
    """
    first = sums[0]
    repeats = int(first.people[first.n > 1].sum())
    if repeats < FEWEST_REPEATS:
        raise InputError(
            f"Only {repeats} people of a group have a second day, so day-to-day variation cannot be told from "
            f"differences between people. Give at least {FEWEST_REPEATS}, or take larger groups."
        )
    places = lambdas()
    scale = first.jacobian / ((1.0 - places[0]) * (first.n[:, None] * first.w).sum(axis=0))  # mean log amount
    level = float(scale[0])
    stacked = _Stack.of([_rescaled(summed, float(at), level) for summed, at in zip(sums, places, strict=True)])
    ends = np.full(first.w.shape[1], SMALLEST_LAMBDA), np.full(first.w.shape[1], LARGEST_LAMBDA)
    lam = _golden(lambda at: _profile(stacked.at(at), ROUGH)[0], *ends, ROUGH)
    _, ratio, coefficients, within = _profile(stacked.at(lam), FINE)
    unit = np.exp((lam - 1.0) * level)
    within_sd = np.sqrt(within) * unit
    return Fit(
        lam=lam,
        coefficients=coefficients * unit[:, None],
        between_sd=np.sqrt(ratio) * within_sd,
        within_sd=within_sd,
        terms=tuple(terms),
    )


def _rescaled(sums: Sums, lam: float, level: float) -> Sums:
    """Sums with y divided by the geometric mean to the power lambda - 1: of one size, whatever the scale.

    `level` is the log of that mean. Box and Cox (1964), equation 5; the Jacobian then is a constant near 0.
    """
    unit = np.exp((lam - 1.0) * level)
    factor = np.ones(sums.s.shape[-1])
    factor[-1] = 1.0 / unit
    both = factor[:, None] * factor[None, :]
    days = (sums.n[:, None] * sums.w).sum(axis=0)
    return Sums(
        n=sums.n,
        s=sums.s * both,
        t=sums.t * both,
        w=sums.w,
        jacobian=sums.jacobian - (1.0 - lam) * level * days,
        people=sums.people,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stack:
    """Sums at all nodes of lambda, and what interpolates between them (barycentric, Berrut and Trefethen 2004)."""

    nodes: Array
    weights: Array
    sums: Sums  # with a leading axis of nodes in s, t and jacobian

    @staticmethod
    def of(sums: Sequence[Sums]) -> _Stack:
        weights: Array = np.where(np.arange(NODES) % 2, -1.0, 1.0)
        weights[[0, -1]] /= 2
        first = sums[0]
        return _Stack(
            nodes=lambdas(),
            weights=weights,
            sums=Sums(
                n=first.n,
                s=np.stack([summed.s for summed in sums]),
                t=np.stack([summed.t for summed in sums]),
                w=first.w,
                jacobian=np.stack([summed.jacobian for summed in sums]),
                people=first.people,
            ),
        )

    def at(self, lam: Array) -> Sums:
        """The sums at each replicate's own lambda."""
        off = lam[:, None] - self.nodes
        at_node = np.abs(off) < np.finfo(float).eps
        share = self.weights / np.where(at_node, 1.0, off)
        share = np.where(at_node.any(axis=1, keepdims=True), at_node.astype(float), share)
        share = share / share.sum(axis=1, keepdims=True)
        held = self.sums
        return Sums(
            n=held.n,
            s=np.einsum("rk,knrab->nrab", share, held.s),
            t=np.einsum("rk,knrab->nrab", share, held.t),
            w=held.w,
            jacobian=np.einsum("rk,kr->r", share, held.jacobian),
            people=held.people,
        )


def _golden(loss: Callable[[Array], Array], low: Array, high: Array, rounds: int) -> Array:
    """Where `loss` is least between `low` and `high`, for each replicate, by golden sections."""
    left, right = high - GOLDEN * (high - low), low + GOLDEN * (high - low)
    at_left, at_right = loss(left), loss(right)
    for _ in range(rounds):
        nearer = at_left < at_right
        high, low = np.where(nearer, right, high), np.where(nearer, low, left)
        fresh = np.where(nearer, high - GOLDEN * (high - low), low + GOLDEN * (high - low))
        lost = loss(fresh)
        left, right = np.where(nearer, fresh, right), np.where(nearer, left, fresh)
        at_left, at_right = np.where(nearer, lost, at_right), np.where(nearer, at_left, lost)
    middle: Array = (low + high) / 2
    return middle


def _profile(sums: Sums, rounds: int) -> tuple[Array, Array, Array, Array]:
    """Loss (-2 log likelihood), variance ratio, coefficients and within variance, for each replicate at its lambda."""
    ends = np.full(sums.w.shape[1], LOWEST_LOG_RATIO), np.full(sums.w.shape[1], HIGHEST_LOG_RATIO)
    middle = _golden(lambda at: _loss(sums, at)[0], *ends, rounds)
    loss, coefficients, within = _loss(sums, middle)
    ratio = np.exp(middle)
    ratio[middle < LOWEST_LOG_RATIO + 1.0] = 0.0  # at the edge of the bracket: people do not differ at all
    return loss, ratio, coefficients, within


def _loss(sums: Sums, log_ratio: Array) -> tuple[Array, Array, Array]:
    ratio = np.exp(log_ratio)
    n = sums.n[:, None]
    shrink = ratio / (1.0 + n * ratio)  # [n, replicate]
    m = (sums.s - shrink[..., None, None] * sums.t).sum(axis=0)  # [replicate, term, term]
    xx, xy, yy = m[:, :-1, :-1], m[:, :-1, -1], m[:, -1, -1]
    coefficients = np.linalg.solve(xx, xy[..., None])[..., 0]
    squares = yy - (xy * coefficients).sum(axis=-1)
    days = (n * sums.w).sum(axis=0)
    within = np.maximum(squares, np.finfo(float).tiny) / days
    loss = days * np.log(within) + (sums.w * np.log1p(n * ratio)).sum(axis=0) + 2.0 * sums.jacobian
    return loss, coefficients, within
