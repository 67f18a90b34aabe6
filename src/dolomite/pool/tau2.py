"""Between-study variance tau2: eight estimators, each for one data set or for thousands at once.

    hs    Hunter-Schmidt                he  Hedges (variance component)     dl  DerSimonian-Laird
    sj    Sidik-Jonkman                 pm  Paule-Mandel                    eb  empirical Bayes
    ml    maximum likelihood            reml  restricted maximum likelihood

The closed ones follow Viechtbauer (2005). Paule-Mandel and empirical Bayes solve one and the same equation
(Q(tau2) = k - p), so they are one function here. ML and REML can have several local maxima and their usual scoring
steps can run away or circle; here every maximum is first shut in between two points where the score changes sign,
up to a bound beyond which the score is negative whatever the data, then refined by Newton steps that may not leave
that bracket. So no data set fails, and where several maxima exist the highest is returned and their number told.

Shapes: y, v are (k, n): k studies, n data sets. Answers are (n,). tau2 is in the effect's unit squared.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from dolomite.pool.weights import (
    Array,
    Design,
    curvature,
    inner,
    log_det,
    project,
    score,
    squares_about,
    total,
    trace_p,
    traces,
)

ESTIMATORS = ("reml", "dl", "pm", "ml", "eb", "sj", "he", "hs")
LIKELIHOOD = frozenset({"reml", "ml"})

# Points at which the likelihood's slope is looked at before refining. Between 0 and the bound they lie evenly on the
# scale log(1 + tau2 / smallest variance), which is where a likelihood made of 1 / (v + tau2) has its features.
_POINTS = 33
_BLOCK = 128  # data sets worked on together: keeps k x block x grid inside the processor's cache
_WIDE_BLOCK = 1024  # the same where the mean alone is sought: its grid is worked out in smaller parts anyway
_MAX_STEPS = 200  # a bracket halves at worst every step, so 200 steps exhaust double precision
_STEP_TOLERANCE = 1e-6  # of (tau2 + smallest variance); Newton doubles the digits, so what is left is about 1e-12


@cache
def _grid() -> Array:
    """The points between 0 and 1; made when first used, so that importing the engine computes nothing."""
    return np.linspace(0.0, 1.0, _POINTS)


class Tau2(NamedTuple):
    """tau2 (n,) in the effect's unit squared, and how many local maxima the likelihood had (1 without a likelihood)."""

    value: Array
    maxima: NDArray[np.intp]


def estimate(name: str, y: Array, v: Array, design: Design | None = None) -> Tau2:
    """tau2 of each data set by the named estimator; never negative.

    `y`, `v`: (k, n) effects and sampling variances [unit, unit squared], k > number of coefficients.
    """
    if name in _CLOSED:
        return Tau2(np.maximum(_CLOSED[name](y, v, design), 0.0), np.ones(y.shape[1], dtype=np.intp))
    solve = partial(_likelihood, name) if name in LIKELIHOOD else _paule_mandel
    size = _WIDE_BLOCK if name in LIKELIHOOD and design is None else _BLOCK
    blocks = [solve(y[:, i : i + size], v[:, i : i + size], design) for i in range(0, y.shape[1], size)]
    if len(blocks) == 1:
        return blocks[0]
    return Tau2(np.concatenate([b.value for b in blocks]), np.concatenate([b.maxima for b in blocks]))


def q_statistic(y: Array, v: Array, tau2: Array | float, design: Design | None = None) -> Array:
    """The generalised Q [1]: weighted squared residuals with weights 1 / (v + tau2), for each data set."""
    w = 1 / (v + tau2)
    u = project(w, y, design)
    q: Array = inner(u / w, u)  # y'Py as a sum of squares, which rounding cannot make negative
    return q


def solve_q(y: Array, v: Array, target: Array, design: Design | None = None) -> Array:
    """The tau2 [unit squared] where the generalised Q equals `target` (n,); 0 where Q is below it already at tau2 = 0.

    Q falls steadily in tau2, so there is one answer. 1/Q is nearly a straight line: the Newton steps are taken on it.
    """
    squares = squares_about(y, design)
    smallest = np.minimum.reduce(v)
    bound = np.maximum(squares / target - smallest, 1e-6 * smallest)  # Q(t) <= squares / (smallest + t)
    grid = _points(smallest, bound)
    heights = q_statistic(y[:, :, None], v[:, :, None], grid, design)
    cell = np.minimum((heights > target[:, None]).sum(axis=1), _POINTS - 1) - 1
    if (cell < 0).all():
        return np.zeros_like(target)

    def height(t: Array) -> tuple[Array, Array]:
        w = 1 / (v + t)
        u = project(w, y, design)
        q = total(u * u / w)
        return 1 / target - 1 / q, -total(u * u) / (q * q)

    with np.errstate(divide="ignore", invalid="ignore"):
        each = np.arange(target.size)
        ends = tuple(1 / target - 1 / heights[each, at] for at in (cell, cell + 1))
        root = _refine(height, grid[each, cell], grid[each, cell + 1], ends, smallest)
    return np.where(cell < 0, 0.0, root)


def log_likelihood(name: str, y: Array, v: Array, tau2: Array, design: Design | None = None) -> Array:
    """Log likelihood (ml) or restricted log likelihood (reml) of each data set at `tau2` [effect squared]."""
    w = 1 / (v + tau2)
    u = project(w, y, design)
    twice: Array = -total(u * u / w) + total(np.log(w))
    return 0.5 * (twice - log_det(w, design)) if name == "reml" else 0.5 * twice


def standard_error(name: str, v: Array, tau2: float, design: Design | None = None) -> float | None:
    """Standard error of tau2 by expected information [unit squared], for ML and REML; None for the others."""
    if name not in LIKELIHOOD:
        return None
    w = 1 / (v + tau2)
    information = float(traces(w, design)[1] if name == "reml" else total(w * w)) / 2
    # One study outweighing all the others by far leaves nothing but rounding here.
    return information**-0.5 if information > 0 else None


def _likelihood(name: str, y: Array, v: Array, design: Design | None) -> Tau2:
    restricted = name == "reml"
    k, n = y.shape
    p = 1 if design is None else design.columns
    smallest, largest = np.minimum.reduce(v), np.maximum.reduce(v)
    # Beyond this bound the score is negative: y'PPy <= SS / (smallest + t)^2 and tr P >= (k - p) / (largest + t),
    # SS being the unweighted residual sum of squares.
    s2 = squares_about(y, design) / (k - p)
    bound = 0.5 * (s2 + np.sqrt(s2 * (s2 + 4 * (largest - smallest)))) - smallest
    bound = np.maximum(bound, 1e-6 * smallest)
    grid = _points(smallest, bound)
    squares, expected = score(y, v, grid, design, restricted=restricted)
    rises = squares > expected
    rises[:, -1] = False

    where, cell = np.nonzero(rises[:, :-1] & ~rises[:, 1:])
    at_zero = ~rises[:, 0]
    maxima = np.bincount(where, minlength=n) + at_zero
    value = np.zeros(n)
    if where.size == 0:
        return Tau2(value, maxima)
    # One data set with one maximum is worked out in plain numbers, which cost less than arrays of one.
    alone = n == maxima[0] == 1
    at, cell = (0, cell[0]) if alone else (where, cell)
    yc, vc = y[:, at], v[:, at]

    # The score is y'PPy - tr P. Its zero is sought as that of 1 - tr P / y'PPy, which is nearly a straight line.
    def height(t: Array) -> tuple[Array, Array]:
        w = 1 / (vc + t)
        s, bend, first, second = curvature(w, yc, design)
        if not restricted:
            first, second = total(w), inner(w, w)
        ratio = first / s
        return 1 - ratio, (second - 2 * ratio * bend) / s

    low, high = grid[at, cell], grid[at, cell + 1]
    with np.errstate(divide="ignore", invalid="ignore"):
        ends = tuple(1 - expected[at, end] / squares[at, end] for end in (cell, cell + 1))
        roots = _refine(height, low, high, ends, smallest[at])
    value[at] = roots
    if not alone and (maxima > 1).any():
        several = np.nonzero(maxima > 1)[0]
        data = np.concatenate([where[np.isin(where, several)], several[at_zero[several]]])
        tries = np.concatenate([roots[np.isin(where, several)], np.zeros(int(at_zero[several].sum()))])
        heights = log_likelihood(name, y[:, data], v[:, data], tries, design)
        lowest_first = np.argsort(heights, kind="stable")
        value[data[lowest_first]] = tries[lowest_first]  # of repeated places the last, the highest, stays
    return Tau2(value, maxima)


def _points(smallest: Array, bound: Array) -> Array:
    return np.asarray(smallest[:, None] * np.expm1(np.log1p(bound / smallest)[:, None] * _grid()))


def _paule_mandel(y: Array, v: Array, design: Design | None) -> Tau2:
    n = y.shape[1]
    df = y.shape[0] - (1 if design is None else design.columns)
    return Tau2(solve_q(y, v, np.full(n, float(df)), design), np.ones(n, dtype=np.intp))


def _refine(
    height: Callable[[Array], tuple[Array, Array]], low: Array, high: Array, ends: tuple[Array, ...], scale: Array
) -> Array:
    """Where `height` (with its slope) falls through zero between `low` and `high`, having the heights `ends` there.

    Newton's steps from the chord's own zero, bisecting when one strays from the bracket.
    """
    new = low + (high - low) * (ends[0] / (ends[0] - ends[1]))
    for _ in range(_MAX_STEPS):
        inside = (new >= low) & (new <= high)
        t = new if inside.all() else np.where(inside, new, 0.5 * (low + high))
        h, slope = height(t)
        new = t - h / slope
        if (abs(new - t) <= _STEP_TOLERANCE * (t + scale)).all():  # at the root a step may leave by rounding
            return new
        above = h > 0
        low, high = np.where(above, t, low), np.where(above, high, t)
    return t


def _hunter_schmidt(y: Array, v: Array, design: Design | None) -> Array:
    out: Array = (q_statistic(y, v, 0.0, design) - y.shape[0]) / total(1 / v)
    return out


def _hedges(y: Array, v: Array, design: Design | None) -> Array:
    k = y.shape[0]
    ones = np.ones_like(v)
    squares = total(project(ones, y, design) ** 2)
    if design is None:
        out: Array = squares / (k - 1) - total(v) / k
        return out
    leverage = np.einsum("kp,pq,kq->k", design.x, np.linalg.inv(design.x.T @ design.x), design.x)
    return np.asarray((squares - total(v * (1 - leverage)[:, None])) / (k - design.columns))


def _dersimonian_laird(y: Array, v: Array, design: Design | None) -> Array:
    df = y.shape[0] - (1 if design is None else design.columns)
    return np.asarray((q_statistic(y, v, 0.0, design) - df) / trace_p(1 / v, design))


def _sidik_jonkman(y: Array, v: Array, design: Design | None) -> Array:
    df = y.shape[0] - (1 if design is None else design.columns)
    crude = y.var(axis=0)  # their starting value; the answer is this times how far it was off
    return np.asarray(crude * q_statistic(y, v, crude, design) / df)


_CLOSED: dict[str, Callable[[Array, Array, Design | None], Array]] = {
    "hs": _hunter_schmidt,
    "he": _hedges,
    "dl": _dersimonian_laird,
    "sj": _sidik_jonkman,
}
