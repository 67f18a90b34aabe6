"""Integration over (log tau, phi, sigma): a trapezoidal product rule that finds its own box and checks its own error.

On scales where the density dies away at both ends, the trapezoidal rule converges geometrically (Trefethen & Weideman,
SIAM Review 2014;56:385-458): halving the step squares the error. So the same nodes give the answer and, with every
second one left out, an estimate of its error, at no further cost. No random numbers, no burn-in, no tuning.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from dolomite.trial.likelihood import Problem, evaluate
from dolomite.trial.nodes import Nodes
from dolomite.trial.normal import Floats, cdf

DROP = 18.0  # the box ends where the profile of the density has fallen by e^-18 = 1.5e-8 (a normal: 6 SDs)
EDGE = 16.0  # an end is grown only when it stands higher than e^-16: a hair inside the box is no reason
NODES = (17, 25, 17)  # nodes at first for tau, phi, sigma: what ordinary trials turned out to need
CORE = 2.0  # the core is where the profile is within e^-2 of its peak (a normal: 2 SDs)
MOST_NODES = 121
MOST_IN_ALL = 600_000  # about a tenth of a second; logs that need more are nearly noiseless, and `error` says
GROW = (1.2, 1.5)  # of nodes along an axis at a time: at least, at most
MARGIN = 2.0  # aim this far below the tolerance, so that one refinement is enough
TOLERANCE = 1e-6  # estimated error of mean and SD in posterior SDs, and of probabilities
MOST_ROUNDS = 16
REACH = 0.25  # share of its length by which a box that is cut off grows; doubled each time
FEW_DAYS = 30
WATCHED_SDS = (-2.0, 0.0, 2.0)
QUANTILE = 4.0  # an error of 1 in the distribution function weighs this much: the density two SDs out is small
NO_WEIGHT = 1e-12


@dataclass(frozen=True, slots=True, kw_only=True)
class Integrated:
    """The posterior on its nodes: `weights` (t, p, s) sum to 1; `error` is the estimate for the worst summary.

    `error` is in posterior SDs for the effect's mean and SD, and absolute for probabilities. `log_evidence` compares
    models of the same days: the log of what the data have as density, up to a constant that these models share.
    """

    nodes: Nodes
    weights: Floats
    error: float
    rounds: int
    log_evidence: float

    def over_tau(self) -> Floats:
        """Marginal weights of the nodes of tau with e0, shape (t,)."""
        return np.asarray(self.weights.sum((1, 2)))

    def over_phi(self) -> Floats:
        """Marginal weights of the nodes of phi, shape (p,)."""
        return np.asarray(self.weights.sum((0, 2)))

    def over_sigma(self) -> Floats:
        """Marginal weights of the nodes of sigma, shape (s,)."""
        return np.asarray(self.weights.sum((0, 1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Axis:
    """Nodes on a working scale: centre + core sinh(w), w evenly spaced, so dense at the peak and sparse in the tails.

    `factor` is the spacing of each node against the others, the weight of the rule, and `step` times it its
    width. (Unit: the working scale's.)
    """

    values: Floats
    factor: Floats
    step: float = 1.0

    @classmethod
    def even(cls, values: Floats) -> Axis:
        """Evenly spaced nodes: the first, coarse look. (Unit: the working scale's.)"""
        return cls(values=values, factor=np.ones(len(values)), step=float(values[1] - values[0]))

    @classmethod
    def stretched(cls, shape: Shape, count: int) -> Axis:
        """`count` nodes from the low to the high end of a shape. (Unit: the working scale's.)"""
        ends = np.arcsinh((np.array([shape.low, shape.high]) - shape.centre) / shape.core)
        w = np.linspace(ends[0], ends[1], count)
        return cls(
            values=shape.centre + shape.core * np.sinh(w), factor=np.cosh(w), step=float(shape.core * (w[1] - w[0]))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Where the density lives along one axis: its peak, the half width of its core, its ends. (Working scale.)"""

    centre: float
    core: float
    low: float
    high: float


def integrate(p: Problem) -> Integrated:
    """The posterior of the problem, to `TOLERANCE` or the best that `MOST_NODES` allow (`error` says)."""
    axes = [Axis.even(values) for values in _first_axes(p)]
    # With few days the noise may be nearly nothing, and the effect given tau very narrow: more nodes from the start.
    few = len(p.y) < FEW_DAYS and len(p.e0) == 1
    counts = [count * 2 + 1 if few else count for count in NODES]
    best: Integrated | None = None
    boxes: list[Shape] = []
    for rounds in range(1, MOST_ROUNDS + 1):
        nodes = evaluate(p, *(axis.values for axis in axes))
        cube = _cube(nodes.log_density, len(p.e0))
        fitted, grew, shrank = shapes(cube, axes, reach=REACH * 2 ** min(rounds - 1, 4))
        last = rounds == MOST_ROUNDS
        if not last and (grew or (shrank and rounds < MOST_ROUNDS // 2) or not boxes):
            boxes = fitted
            axes = [Axis.stretched(shape, count) for shape, count in zip(boxes, counts, strict=True)]
            continue
        weights = np.exp(nodes.log_density - nodes.log_density.max())
        weights *= np.repeat(axes[0].factor, len(p.e0))[:, None, None] * axes[1].factor[:, None] * axes[2].factor
        mass = float(weights.sum())
        weights /= mass
        volume = math.prod(axis.step for axis in axes)
        evidence = float(nodes.log_density.max()) + math.log(mass * volume)
        errors = _errors(nodes, weights, len(p.e0))
        best = Integrated(nodes=nodes, weights=weights, error=max(errors), rounds=rounds, log_evidence=evidence)
        coarse = [k for k in range(3) if errors[k] > TOLERANCE and counts[k] < MOST_NODES]
        finer = [min(MOST_NODES, _finer(c, errors[k])) if k in coarse else c for k, c in enumerate(counts)]
        if not coarse or math.prod(finer) * len(p.e0) > MOST_IN_ALL:
            break
        counts = finer
        axes = [Axis.stretched(shape, count) for shape, count in zip(boxes, counts, strict=True)]
    assert best is not None
    return best


def _finer(count: int, error: float) -> int:
    """How many nodes would do, when the error falls geometrically with their number: an odd count."""
    wanted = math.log(TOLERANCE / MARGIN) / math.log(min(error, 0.1))
    return int(count * min(max(wanted, GROW[0]), GROW[1])) | 1


def _first_axes(p: Problem) -> list[Floats]:
    """A wide, coarse grid: anything the priors allow. Noise between a fiftieth and five times the data's own SD."""
    tau = p.priors.log_tau
    spread = max(float(np.std(p.y)), 0.1)
    return [
        tau.mean + tau.sd * np.linspace(-6.0, 6.0, 9),
        np.linspace(-2.0, 3.6, 12),
        np.log(spread) + np.arange(-4.0, 1.6, 0.25),
    ]


def _cube(log_density: Floats, e0: int) -> Floats:
    """The log density by axis, with the nodes of e0 folded into tau's by their highest value."""
    return np.asarray(log_density.reshape(-1, e0, *log_density.shape[1:]).max(axis=1))


def shapes(cube: Floats, axes: list[Axis], *, reach: float) -> tuple[list[Shape], bool, bool]:
    """Each axis' shape from its profile (the highest density over the others); was an end cut off, or far too wide?

    `cube` is the log density by axis; an end that is cut off moves out by the share `reach`. (Units: working scales.)
    """
    top = cube.max()
    fitted: list[Shape] = []
    grew = shrank = False
    for k, axis in enumerate(axes):
        x = axis.values
        profile = cube.max(axis=tuple(j for j in range(3) if j != k)) - top
        low, high = _crossing(x, profile, -DROP), _crossing(-x[::-1], profile[::-1], -DROP)
        high = None if high is None else -high
        if low is None:
            low = float(x[0])
            if profile[0] > -EDGE:
                low, grew = float(x[0] - reach * (x[-1] - x[0])), True
        if high is None:
            high = float(x[-1])
            if profile[-1] > -EDGE:
                high, grew = float(x[-1] + reach * (x[-1] - x[0])), True
        shrank = shrank or (high - low) < 0.75 * (x[-1] - x[0])
        inner_low, inner_high = _crossing(x, profile, -CORE), _crossing(-x[::-1], profile[::-1], -CORE)
        left = x[0] if inner_low is None else inner_low
        right = x[-1] if inner_high is None else -inner_high
        fitted.append(Shape(centre=float(x[profile.argmax()]), core=float(right - left) / 2, low=low, high=high))
    return fitted, grew, shrank


def _crossing(x: Floats, profile: Floats, level: float) -> float | None:
    """Where the profile first rises above `level`, linear in the log between nodes; None when it begins above."""
    at = int(np.argmax(profile > level))
    if at == 0:
        return None
    share = (profile[at] - level) / (profile[at] - profile[at - 1])
    # A little more than the chord says: a concave profile crosses outside its chord.
    return float(x[at] - (x[at] - x[at - 1]) * min(1.0, share + 0.15))


def _errors(nodes: Nodes, weights: Floats, e0: int) -> list[float]:
    """Estimated error by axis: every second node left out, squared (the step halves, the error squares).

    Besides mass, mean and SD of the effect it watches its distribution function at the mean and two SDs either side:
    where the effect given tau is narrow, quantiles need more nodes than moments do.
    """
    mean, variance = nodes.coefficient(nodes.fixed)  # the asked arm's effect
    centre = float((weights * mean).sum())
    sd = float(np.sqrt((weights * (variance + (mean - centre) ** 2)).sum()))
    heavy = np.flatnonzero(weights.ravel() > NO_WEIGHT)
    m, v, w = (each.ravel()[heavy] for each in (mean - centre, variance, weights))
    z = (np.array(WATCHED_SDS)[:, None] * sd - m) / np.sqrt(v)
    sums = np.zeros((3 + len(WATCHED_SDS), weights.size))
    sums[0] = weights.ravel()
    sums[1, heavy] = w * m / sd
    sums[2, heavy] = w * (v + m**2) / sd**2
    sums[3:, heavy] = cdf(z) * (w * QUANTILE)
    by_phi_sigma = sums.reshape(len(sums), -1, *weights.shape[1:])
    over_sigma = by_phi_sigma.sum(-1)  # (sums, g, p)
    along_each = (
        over_sigma.sum(-1).reshape(len(sums), -1, e0).sum(-1),
        over_sigma.sum(1),
        by_phi_sigma.reshape(len(sums), -1, weights.shape[-1]).sum(1),
    )
    errors = []
    for along in along_each:
        full = along.sum(1)
        worst = 0.0
        for start in (0, 1):
            part = along[:, start::2].sum(1)
            worst = max(worst, abs(2 * part[0] - 1.0), float(np.abs(part / part[0] - full).max()))
        errors.append(worst**2)
    return errors
