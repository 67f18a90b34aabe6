"""The two-part model of usual intake, for what is eaten or taken on some days only: whether, and how much if so.

logit P(eaten) = x a + u, and y = x b + v + e on the Box-Cox scale of a day on which it is eaten; u and v are normal
between people and correlated (Tooze, Midthune, Dodd and others 2006, Journal of the American Dietetic Association
106:1575). Given u, v and e are integrated exactly, so that one quadrature over u is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit, log_expit, logit, logsumexp

from dolomite.base.errors import InputError
from dolomite.population.boxcox import LARGEST_LAMBDA, SMALLEST_LAMBDA, normal_nodes
from dolomite.population.one_part import FEWEST_REPEATS

Array = NDArray[np.float64]

NODES = 30  # of the quadrature over u in a person's likelihood of a few days
STEP = 1e-4  # of central differences: error of the order of its square
FARTHEST = 3.0  # of a replicate's one step in a logarithm or Fisher's z: beyond, the sample cannot tell it
# Exponent, the two deviations between people, the one within, and the correlation: five, after the coefficients.
SHAPES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """One group's recalled days: `person` (0, 1 ...), `terms` [day, term], `amount` [unit a day] (0: not eaten); and
    `weights` [person, replicate], column 0 the sample's own.
    """

    person: NDArray[np.int64]
    terms: Array
    amount: Array
    weights: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class TwoPartFit:
    """The fitted model, one entry a replicate: `chance` are the coefficients of eating it [logit], the deviations
    `chance_sd` [logit], `between_sd` and `within_sd` [Box-Cox scale], and the `correlation` [1] of the parts.
    """

    lam: Array
    chance: Array
    coefficients: Array
    chance_sd: Array
    between_sd: Array
    within_sd: Array
    correlation: Array
    terms: tuple[str, ...]

    def first(self) -> TwoPartFit:
        """The fit of the sample alone."""
        return TwoPartFit(
            lam=self.lam[:1],
            chance=self.chance[:1],
            coefficients=self.coefficients[:1],
            chance_sd=self.chance_sd[:1],
            between_sd=self.between_sd[:1],
            within_sd=self.within_sd[:1],
            correlation=self.correlation[:1],
            terms=self.terms,
        )


def fit(days: Days, terms: Sequence[str], *, correlated: bool = True) -> TwoPartFit:
    """The model of maximum pseudo-likelihood from days of known amounts; `terms` name the columns of `days.terms`.

    Replicates take one Newton step from the sample's estimate, at its exponent (the estimating-function replicates of
    Rao and Tausi 2004, Communications in Statistics 33:2087). Raises InputError where too few people ate it twice.
    """
    held = _Held.of(days)
    twice = int(np.count_nonzero(held.eaten_days >= 2))
    if twice < FEWEST_REPEATS:
        raise InputError(
            f"Only {twice} people of a group have two days on which it was eaten, so day-to-day variation cannot be "
            f"told from differences between people. Give at least {FEWEST_REPEATS}, or take larger groups."
        )
    weight = days.weights[:, 0]
    free = [at for at in range(2 * len(terms) + SHAPES) if correlated or at != 2 * len(terms) + SHAPES - 1]
    start = _start(held, weight, len(terms))

    def loss(at: Array) -> tuple[float, Array]:
        whole = start.copy()
        whole[free] = at
        total = float(weight.sum())
        score = _scores(held, whole, free)
        return -float(weight @ held.log_likelihood(whole)) / total, -(weight @ score) / total

    optimum = minimize(loss, start[free], jac=True, method="BFGS", options={"gtol": 1e-6, "maxiter": 300})
    best = start.copy()
    best[free] = optimum.x
    at_lambda = 2 * len(terms)
    moving = [at for at in free if at != at_lambda]
    return _told(_replicates(held, best, moving, days.weights), len(terms), tuple(terms))


def _replicates(held: _Held, best: Array, moving: list[int], weights: Array) -> Array:
    """Each replicate's parameters [replicate, parameter]: one Newton step by its own weighted score."""
    score = _scores(held, best, moving)
    information = np.empty((len(moving), len(moving)))
    for row, at in enumerate(moving):
        ends = []
        for sign in (1.0, -1.0):
            off = best.copy()
            off[at] += sign * STEP
            ends.append(weights[:, 0] @ _scores(held, off, moving))
        information[row] = (ends[1] - ends[0]) / (2 * STEP)
    information = (information + information.T) / 2
    scale = weights[:, 0].sum() / weights.sum(axis=0)
    steps = np.linalg.lstsq(information, (score.T @ weights) * scale, rcond=1e-10)[0].T
    every = np.tile(best, (weights.shape[1], 1))
    every[:, moving] += np.clip(steps, -FARTHEST * np.maximum(1, np.abs(best[moving])),
                                FARTHEST * np.maximum(1, np.abs(best[moving])))  # fmt: skip
    every[0] = best
    return every


def _told(every: Array, terms: int, names: tuple[str, ...]) -> TwoPartFit:
    shapes = every[:, 2 * terms :]
    return TwoPartFit(
        lam=_exponent(shapes[:, 0]),
        chance=every[:, :terms],
        coefficients=every[:, terms : 2 * terms],
        chance_sd=np.exp(shapes[:, 1]),
        between_sd=np.exp(shapes[:, 2]),
        within_sd=np.exp(shapes[:, 3]),
        correlation=np.tanh(shapes[:, 4]),
        terms=names,
    )


def _exponent(place: Array) -> Array:
    lam: Array = SMALLEST_LAMBDA + (LARGEST_LAMBDA - SMALLEST_LAMBDA) * expit(place)
    return lam


def _start(held: _Held, weight: Array, terms: int) -> Array:
    """Where the search begins: the share of days it is eaten, and the middle and spread of the amounts."""
    start = np.zeros(2 * terms + SHAPES)
    lam_place = logit((0.3 - SMALLEST_LAMBDA) / (LARGEST_LAMBDA - SMALLEST_LAMBDA))
    y = _scaled(held.eaten, float(_exponent(np.array(lam_place))))
    own = weight[held.eaten_person]
    share = float(weight @ held.eaten_days / (weight @ held.recalled))
    middle = float(own @ y / own.sum())
    spread = float(np.sqrt(own @ (y - middle) ** 2 / own.sum()))
    start[0], start[terms] = float(logit(min(max(share, 0.01), 0.99))), middle
    start[2 * terms :] = (lam_place, 0.0, np.log(spread * 0.6), np.log(spread * 0.8), 0.0)
    return start


def _scaled(amount: Array, lam: float) -> Array:
    scaled: Array = (amount**lam - 1.0) / lam
    return scaled


def _scores(held: _Held, at: Array, moving: list[int]) -> Array:
    """Each person's derivative of the log likelihood [person, parameter], by central differences."""
    columns = []
    for place in moving:
        ends = []
        for sign in (1.0, -1.0):
            off = at.copy()
            off[place] += sign * STEP
            ends.append(held.log_likelihood(off))
        columns.append((ends[0] - ends[1]) / (2 * STEP))
    return np.stack(columns, axis=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Held:
    """The days of one group by person, kind of day (unlike rows of terms) and whether it was eaten."""

    kinds: Array  # [kind, term]
    recalled: Array  # [person] days
    eaten_days: Array  # [person] days
    eaten_of: Array  # [person, kind] days
    not_of: Array  # [person, kind] days
    eaten: Array  # [eaten day] amounts
    eaten_person: NDArray[np.int64]
    eaten_kind: NDArray[np.int64]
    logs: Array  # [person] sum of log amounts

    @staticmethod
    def of(days: Days) -> _Held:
        people = days.weights.shape[0]
        kinds, kind = np.unique(days.terms, axis=0, return_inverse=True)
        ate = days.amount > 0
        shape = (people, len(kinds))
        eaten_of, every = np.zeros(shape), np.zeros(shape)
        np.add.at(eaten_of, (days.person[ate], kind[ate]), 1.0)
        np.add.at(every, (days.person, kind), 1.0)
        return _Held(
            kinds=kinds,
            recalled=every.sum(axis=1),
            eaten_days=eaten_of.sum(axis=1),
            eaten_of=eaten_of,
            not_of=every - eaten_of,
            eaten=days.amount[ate],
            eaten_person=days.person[ate],
            eaten_kind=kind[ate],
            logs=np.bincount(days.person[ate], weights=np.log(days.amount[ate]), minlength=people).astype(float),
        )

    def log_likelihood(self, at: Array) -> Array:
        """Each person's log likelihood at the parameters (coefficients of both parts, then the shapes)."""
        terms = self.kinds.shape[1]
        chance, middle = self.kinds @ at[:terms], self.kinds @ at[terms : 2 * terms]
        lam = float(_exponent(at[2 * terms]))
        chance_sd, between, within = np.exp(at[2 * terms + 1 : 2 * terms + 4])
        rho = np.tanh(at[2 * terms + 4])
        people = len(self.recalled)
        off = _scaled(self.eaten, lam) - middle[self.eaten_kind]
        first = np.bincount(self.eaten_person, weights=off, minlength=people)[:, None]
        second = np.bincount(self.eaten_person, weights=off**2, minlength=people)[:, None]
        at_node, weight = normal_nodes(NODES)
        inner = chance[:, None] + chance_sd * at_node  # [kind, node]
        whether = self.eaten_of @ log_expit(inner) + self.not_of @ log_expit(-inner)
        shift = rho * between * at_node
        k = self.eaten_days[:, None]
        left, noise = between**2 * (1.0 - rho**2), within**2
        squares = second - 2 * shift * first + k * shift**2
        amount = -0.5 * (
            k * np.log(2 * np.pi * noise)
            + np.log1p(k * left / noise)
            + (squares - left / (noise + k * left) * (first - k * shift) ** 2) / noise
        )
        log_density: Array = logsumexp(np.log(weight) + whether + amount, axis=1) + (lam - 1.0) * self.logs
        return log_density
