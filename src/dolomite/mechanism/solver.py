"""The fast solver: exact where the model is linear, spectral collocation on the rest, all persons at once.

In deviations from balance the body is linear but for one number: how far excretion departs from its tangent. The
linear part is diagonalised once a person (exchange in balance is symmetrisable, so the eigenproblem is symmetric) and
propagated exactly. The departure is a polynomial through Radau points on each stretch, convolved exactly with the
modes, and found by fixed-point iteration: an exponential collocation method (Hochbruck & Ostermann 2005). Persons lie
on the last axis, so that every operation runs over contiguous numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.polynomial import legendre

from dolomite.base.errors import UnsolvedError
from dolomite.mechanism import csf
from dolomite.mechanism.plasma import POOLS

if TYPE_CHECKING:
    from dolomite.mechanism.parameter import Array
    from dolomite.mechanism.plasma import Body
    from dolomite.mechanism.schedule import Stretch

POINTS = 7  # Radau points a stretch: the order at which the tests' tolerance is met with room to spare
TOLERANCE = 3e-7  # of the largest deviation: what the last sweep may still move; the next would move far less
RESOLVED = 1e-4  # of the largest deviation: what the last Legendre term may move; the next would move far less
SMALLEST = 1e-9  # relative deviations below this are rest
SHORTEST_H = 1e-4  # a stretch is halved down to here before the solver gives up [h]
MOST_SWEEPS = 40  # a fixed point not found by then is not found: the stretch is halved instead
CLOSE_RATES = 1e-8  # below this gap a two-term series is exact to round-off
GAUSS_POINTS = 16  # integrates exp(-a t) t^m on (0, 1) to round-off for a up to RECURRENCE_FROM
RECURRENCE_FROM = 16.0  # from here the upward recurrence of the moments loses nothing
CHUNK = 1024  # persons at a time: what fits a core's cache


@cache
def _radau() -> tuple[Array, Array, Array, Array]:
    """Right Radau points on (0, 1]; coefficients of their Lagrange polynomials (power, point); quadrature weights; and
    (2, points) what gives the highest Legendre term of a polynomial through them, and that term's values there."""
    series = np.zeros(POINTS + 1)
    series[POINTS], series[POINTS - 1] = 1.0, -1.0
    points: Array = np.asarray(np.sort(legendre.legroots(series).real) + 1, dtype=np.float64) / 2
    points[-1] = 1.0
    coefficients: Array = np.asarray(np.linalg.inv(np.vander(points, increasing=True)), dtype=np.float64)
    weights: Array = (coefficients / np.arange(1, POINTS + 1)[:, None]).sum(0)
    terms: Array = np.asarray(legendre.legvander(2 * points - 1, POINTS - 1), dtype=np.float64)
    return points, coefficients, weights, np.stack([np.linalg.inv(terms)[-1], terms[:, -1]])


def _moments(rate: Array, points: Array) -> Array:
    """K[i, m, ...] = integral from 0 to x_i of exp(-rate (x_i - s)) s^m ds, m below POINTS; rate in 1 / stretch."""
    moments = np.empty((len(points), POINTS, *rate.shape))
    nodes, weights = legendre.leggauss(GAUSS_POINTS)
    nodes, weights = (nodes + 1) / 2, weights / 2
    powers = weights * nodes ** np.arange(POINTS)[:, None]
    slow = np.minimum(rate, RECURRENCE_FROM)
    for i, x in enumerate(points):
        decay = np.exp(-(x * (1 - nodes)).reshape(-1, *(1,) * rate.ndim) * slow)
        moments[i] = np.tensordot(powers * x ** np.arange(1, POINTS + 1)[:, None], decay, axes=1)
    fast = rate > RECURRENCE_FROM
    if fast.any():
        a = rate[fast]
        for i, x in enumerate(points):
            moment = -np.expm1(-a * x) / a
            moments[i, 0][fast] = moment
            for m in range(1, POINTS):
                moment = (x**m - m * moment) / a
                moments[i, m][fast] = moment
    return moments


def _through(rate: Array, gut: Array, hours: Array | float) -> Array:
    """Integral over `hours` of exp(-rate (hours - s)) exp(-gut s) ds, without cancellation for close rates."""
    gap = (rate - gut) * hours
    small = np.abs(gap) < CLOSE_RATES
    safe = np.where(small, 1.0, gap)
    return hours * np.exp(-gut * hours) * np.where(small, 1 - gap / 2, -np.expm1(-safe) / safe)


@dataclass(slots=True, kw_only=True)
class Operators:
    """What carries persons over a stretch of one length: all that does not depend on where they are. [mmol, h]"""

    start: Array  # (point, mode) extracellular magnesium from the modes at the start
    gut: Array  # (point) ... from the absorbable magnesium in the gut
    push_relative: Array  # (point, point) ... relative to rest, from the source (infusion less departure) at the points
    highest: Array  # () ... the most that one unit of the source's highest Legendre term moves it
    mode_decay: Array  # (mode)
    mode_gut: Array
    mode_push: Array  # (mode, point)
    gut_decay: Array
    transit_decay: Array
    area_mode: Array  # (mode) integral of extracellular magnesium over the stretch
    area_gut: Array
    area_push: Array  # (point)
    csf_decay: Array
    csf_push: Array  # (point)


@dataclass(slots=True, kw_only=True)
class State:
    """Where the persons are, as deviations from balance: modes (5, n), gut and passing [mmol], spinal fluid [1],
    urine and faeces gained [mmol], and integrals over the recorded span of plasma and spinal fluid [h]."""

    modes: Array
    gut: Array
    passing: Array
    csf: Array
    urine: Array
    faeces: Array
    plasma_area: Array
    csf_area: Array
    plasma_peak: Array

    @classmethod
    def at_rest(cls, people: int) -> State:
        """Everybody [`people`, persons] in balance: all deviations zero."""
        names = ("gut", "passing", "csf", "urine", "faeces", "plasma_area", "csf_area", "plasma_peak")
        return cls(modes=np.zeros((len(POOLS), people)), **{name: np.zeros(people) for name in names})

    def restart(self) -> None:
        """Begin the integrals and the peak anew, as at the start of a day. (mmol/L h; 1 h; mmol/L: zero.) No unit."""
        zero = np.zeros_like(self.urine)
        self.plasma_area, self.csf_area, self.plasma_peak = zero, zero, zero


def exchange_matrix(body: Body, loss: Array) -> Array:
    """Minus the rate matrix of the five pools [1/h], (persons, 5, 5), with `loss` [1/h] from the first.

    Exchange that is in balance is symmetric once each pool is measured in roots of its content at rest.
    """
    matrix = np.zeros((body.people, len(POOLS), len(POOLS)))
    matrix[:, 0, 0] = loss + body.out.sum(0)
    for pool, across in enumerate(np.sqrt(body.out * body.back), start=1):
        matrix[:, pool, pool] = body.back[pool - 1]
        matrix[:, 0, pool] = matrix[:, pool, 0] = -across
    return matrix


class Solver:
    """Propagates virtual persons through stretches of time. One solver holds one group of persons. (mmol, h, L.)"""

    def __init__(self, body: Body, *, around: Array | float = 0.0) -> None:
        """`around` [1] is the relative level of extracellular magnesium at which the kidney is linearised: the nearer
        to where the persons will be, the fewer sweeps; the answer does not depend on it."""
        self.body = body
        b = body
        first = b.at_rest[0]
        self.rest = b.diet_mmol_h
        escape = b.kidney.escape(b.plasma)
        self.odds = escape / (1 - escape)
        self.full = 1 / escape  # all that is filtered, relative to excretion at rest
        self.steepness = b.kidney.steepness
        here = 1 + np.asarray(around)
        there = b.kidney.escape(b.plasma * here)
        self.tangent = there / escape * (1 + self.steepness * (1 - there))
        slope = self.rest * self.tangent / first  # of excretion on extracellular magnesium [1/h]
        self.slope = slope
        rates, vectors = np.linalg.eigh(exchange_matrix(b, slope))
        self.rates = np.ascontiguousarray(rates.T)
        root = np.sqrt(b.at_rest)
        self.vectors = np.ascontiguousarray(vectors.transpose(1, 2, 0))  # (pool, mode, person)
        self.pools_from_modes = self.vectors * root[:, None]
        self.first_from_modes = self.pools_from_modes[0]
        self.modes_from_first = self.vectors[0] / root[0]
        self.first = first
        self._steps: dict[float, Operators] = {}
        self._guess: dict[tuple[float, ...], Array] = {}
        self._halved: set[tuple[float, ...]] = set()

    def operators(self, hours: float) -> Operators:
        """What carries these persons over a stretch of `hours` [h], built once for each length."""
        if hours not in self._steps:
            self._steps[hours] = self._build(hours)
        return self._steps[hours]

    def _build(self, hours: float) -> Operators:
        b, rates, read, write = self.body, self.rates, self.first_from_modes, self.modes_from_first
        points, coefficients, weights, (_, term) = _radau()
        at = points[:, None, None] * hours
        lagrange = hours * np.einsum("imjn,mk->ikjn", _moments(rates * hours, points), coefficients)
        end = lagrange[-1]  # the last Radau point is the end of the stretch
        decay = np.exp(-rates * hours)
        through = _through(rates, b.absorption, hours) * b.absorption
        gut_decay = np.exp(-b.absorption * hours)
        both = read * write
        push = (lagrange * both).sum(2) / self.first
        return Operators(
            start=np.exp(-rates * at) * read,
            gut=(both * _through(rates, b.absorption, at) * b.absorption).sum(1),
            push_relative=push,
            highest=np.abs(np.einsum("ikn,k->in", push, term)).max(0),
            mode_decay=decay,
            mode_gut=write * through,
            mode_push=np.ascontiguousarray((end * write).transpose(1, 0, 2)),
            gut_decay=gut_decay,
            transit_decay=np.exp(-b.transit * hours),
            area_mode=read * -np.expm1(-rates * hours) / rates,
            area_gut=(both * (1 - gut_decay - through) / rates).sum(0),
            area_push=(both * (weights[:, None, None] * hours - end) / rates).sum(1),
            csf_decay=np.exp(-b.csf_turnover * hours),
            csf_push=self._csf_push(hours),
        )

    def _csf_push(self, hours: float) -> Array:
        points, coefficients, _, _ = _radau()
        rate = self.body.csf_turnover * hours
        pushed: Array = np.einsum("mn,mk->kn", _moments(rate, points[-1:])[0], coefficients) * rate
        return pushed

    def departure(self, relative: Array) -> Array:
        """How far excretion lies above its linear part [mmol/h] at a `relative` extracellular deviation [1]."""
        # r / rest - 1 - tangent * relative, in as few passes over the array as it can be said.
        excess: Array = np.log1p(relative)
        excess *= self.steepness
        np.exp(excess, out=excess)  # (C / C_rest) ** steepness
        excess *= self.odds
        below = excess + 1
        excess *= relative + 1
        excess /= below
        excess *= self.full
        excess -= 1
        excess -= self.tangent * relative
        excess *= self.rest
        return excess

    def advance(self, state: State, stretch: Stretch, *, slot: int = 0) -> None:
        """Carry `state` over one stretch, in place. [mmol, h]

        A stretch on which excretion bends too much for one polynomial is halved. `slot` says which stretches are alike
        (the same one of every day): the last answer there is the first guess here, which changes nothing but the number
        of sweeps. Raises UnsolvedError when even the shortest stretch is too long: an input no person survives.
        """
        if stretch.absorbable is not None:
            state.gut = state.gut + stretch.absorbable
        if stretch.passing is not None:
            state.passing = state.passing + stretch.passing
        infused = np.zeros(self.body.people) if stretch.infusion is None else stretch.infusion
        self._carry(state, stretch.hours, infused, (slot, stretch.hours))

    def _carry(self, state: State, hours: float, infused: Array, slot: tuple[float, ...]) -> None:
        solution = None if slot in self._halved else self._fixed_point(state, hours, infused, slot)
        if solution is not None:
            self._move(state, hours, infused, *solution)
            return
        if hours < SHORTEST_H:
            raise UnsolvedError(f"the model has no answer for this input: no fixed point on a stretch of {hours} h.")
        self._halved.add(slot)  # what had to be halved yesterday is halved today without trying
        self._carry(state, hours / 2, infused, (*slot, 0))
        self._carry(state, hours / 2, infused, (*slot, 1))

    def _fixed_point(
        self, state: State, hours: float, infused: Array, slot: tuple[float, ...]
    ) -> tuple[Array, Array] | None:
        """Relative extracellular deviation and source at the points; None where the stretch is too long for them."""
        step = self.operators(hours)
        highest = _radau()[3][0]
        base = (np.einsum("ijn,jn->in", step.start, state.modes) + step.gut * state.gut) / self.first
        push = step.push_relative
        source = self._guess.get(slot)
        if source is None:
            source = infused - self.departure(base)
        relative = base + np.einsum("ikn,kn->in", push, source)
        scale = max(float(np.abs(base).max()), SMALLEST)
        with np.errstate(all="ignore"):  # a wild first guess may leave the domain; it is caught by its size
            for _ in range(MOST_SWEEPS):
                source = infused - self.departure(relative)
                fresh = base + np.einsum("ikn,kn->in", push, source)
                moved = float(np.abs(fresh - relative).max())
                relative = fresh
                if moved <= TOLERANCE * scale or not moved < np.inf:
                    break
        if not moved <= TOLERANCE * scale:
            return None
        if float((np.abs(highest @ source) * step.highest).max()) > RESOLVED * scale:
            return None
        self._guess[slot] = source
        return relative, source

    def _move(self, state: State, hours: float, infused: Array, relative: Array, source: Array) -> None:
        step, b, weights = self.operators(hours), self.body, _radau()[2]
        area = (step.area_mode * state.modes).sum(0) + step.area_gut * state.gut + (step.area_push * source).sum(0)
        departed = hours * (weights[:, None] * (infused - source)).sum(0)
        state.urine = state.urine + self.slope * area + departed
        state.plasma_area = state.plasma_area + area / b.volume
        state.plasma_peak = np.maximum(state.plasma_peak, relative.max(0) * b.plasma)
        aim = csf.target(1 + relative, at_balance=b.plasma, half=b.csf_half) - 1
        fluid = state.csf * step.csf_decay + (step.csf_push * aim).sum(0)
        aim_area = hours * (weights[:, None] * aim).sum(0)
        state.csf_area = state.csf_area + aim_area + (state.csf - fluid) / b.csf_turnover
        state.csf = fluid
        state.modes = (
            step.mode_decay * state.modes + step.mode_gut * state.gut + np.einsum("jkn,kn->jn", step.mode_push, source)
        )
        state.gut = state.gut * step.gut_decay
        state.faeces = state.faeces + state.passing * (1 - step.transit_decay)
        state.passing = state.passing * step.transit_decay

    def pools(self, state: State) -> Array:
        """The five pools as deviations from balance (5, persons) [mmol]."""
        held: Array = np.einsum("pjn,jn->pn", self.pools_from_modes, state.modes)
        return held

    def held(self, state: State) -> Array:
        """All magnesium gained and still in the body or the gut, with what left it [mmol]: must equal what came in."""
        total: Array = self.pools(state).sum(0) + state.gut + state.passing + state.urine + state.faeces
        return total

    def plasma_change(self, state: State) -> Array:
        """Total plasma magnesium above balance [mmol/L]."""
        change: Array = (self.first_from_modes * state.modes).sum(0) / self.body.volume
        return change
