"""Small-study effects: do small trials tell another story than large ones?

Egger's regression (classic and with heterogeneity), Harbord's and Peters's tests for ratios, Begg's rank test, trim and
fill, and the lines of a contour funnel. A finding is a pattern; publication bias is one of several reasons for it.
None of these is to be trusted under ten studies (Sterne et al. 2011): they are computed, and that is said.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

import numpy as np

from dolomite.base.errors import InputError
from dolomite.pool.binary import Counts, observed_minus_expected
from dolomite.pool.effect import Effects, effects_from_values
from dolomite.pool.interval import Test
from dolomite.pool.model import Pooled, arrays, fit
from dolomite.pool.quantile import normal_quantile, normal_sf, t_sf
from dolomite.pool.tau2 import estimate
from dolomite.pool.weights import Array, Design

FEWEST = 10  # Sterne et al. (2011): under ten studies these tests mostly miss what is there
FEWEST_AT_ALL = 3  # a line needs two points, and its scatter a third
CONTOURS = (0.10, 0.05, 0.01)  # two-sided p whose lines a contour funnel draws (Peters et al. 2008)
EXACT_KENDALL = 200  # studies up to which the rank test counts orderings instead of using the normal distribution

Missing = Literal["L0", "R0", "Q0"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asymmetry:
    """A test for small-study effects: what was estimated [unit said in `of`], its standard error, statistic and p.

    `limit` is the effect a study without sampling error would have under the fitted line [unit of the measure].
    """

    name: str
    of: str
    estimate: float
    se: float | None
    statistic: float
    df: float | None
    p: float
    limit: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """Trim and fill: how many studies it would add, on which side, and the pool with them. A what-if, no correction."""

    estimator: Missing
    added: int
    side: Literal["left", "right"]
    pooled: Pooled
    filled: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """A contour funnel: points (study, effect, standard error) and, for each p, the lines effect = +-slope * se."""

    points: tuple[tuple[str, float, float], ...]
    centre: float
    contours: tuple[tuple[float, float], ...]


def egger(effects: Effects) -> Asymmetry:
    """Egger's regression of effect over standard error on precision; the intercept is the asymmetry."""
    y, v = _enough(effects)
    se = np.sqrt(v)
    line = _least_squares(1 / se, y / se, np.ones_like(y))
    return Asymmetry(name="egger", of="intercept", **line.intercept_test(), limit=line.slope)


def egger_mixed(effects: Effects, *, estimator: str = "reml") -> Asymmetry:
    """Egger's idea with heterogeneity: the effect regressed on its standard error, tested by z. [effect per se]"""
    y, v = _enough(effects)
    se = np.sqrt(v)
    design = Design(np.column_stack([np.ones_like(se), se]))
    tau2 = 0.0 if estimator in ("fe", "mh") else float(estimate(estimator, y[:, None], v[:, None], design).value[0])
    w = 1 / (v + tau2)
    limit, slope = design.coefficients(w, y)
    error = math.sqrt(float(design.inverse(w)[1, 1]))
    z = float(slope) / error
    return Asymmetry(
        name="egger_mixed",
        of="slope on the standard error",
        estimate=float(slope),
        se=error,
        statistic=z,
        df=None,
        p=2 * normal_sf(abs(z)),
        limit=float(limit),
    )


def harbord(effects: Effects) -> Asymmetry:
    """Harbord's test for odds ratios: the efficient score over its root variance on that root variance.

    Raises InputError without counts.
    """
    _enough(effects)
    scores = [observed_minus_expected(counts) for counts in _counts(effects)]
    kept = [(z, v) for z, v in scores if v > 0]
    if len(kept) < FEWEST_AT_ALL:
        raise InputError("Harbord's test needs at least 3 studies with an event and a non-event.")
    z, v = (np.array(column) for column in zip(*kept, strict=True))
    line = _least_squares(np.sqrt(v), z / np.sqrt(v), np.ones_like(v))
    return Asymmetry(name="harbord", of="intercept", **line.intercept_test(), limit=line.slope)


def peters(effects: Effects) -> Asymmetry:
    """Peters's test for ratios: the effect on 1/n, weighted by events and non-events. [effect times persons]

    Raises InputError without counts.
    """
    y, _ = _enough(effects)
    counts = _counts(effects)
    n = np.array([c.n for c in counts])
    events = np.array([c.events_t + c.events_c for c in counts])
    weights = 1 / (1 / events + 1 / (n - events))
    line = _least_squares(1 / n, y, weights)
    return Asymmetry(name="peters", of="slope on 1/n", **line.slope_test(), limit=line.intercept)


def size_based(effects: Effects) -> Asymmetry:
    """For standardised differences: the effect on 1/sqrt(n), weighted by n, for their own se depends on the effect.

    [effect times root persons] Raises InputError where the studies' sizes are not known.
    """
    y, _ = _enough(effects)
    sizes = [row.n for row in effects.rows]
    if any(n is None for n in sizes):
        raise InputError("the studies' sizes are not known. Give n_t and n_c.")
    n = np.array([float(n) for n in sizes if n is not None])
    line = _least_squares(1 / np.sqrt(n), y, n)
    return Asymmetry(name="size_based", of="slope on 1/sqrt(n)", **line.slope_test(), limit=line.intercept)


def rank_test(effects: Effects) -> Asymmetry:
    """Begg and Mazumdar's rank correlation (Kendall) of standardised effects with their variances."""
    y, v = _enough(effects)
    w = 1 / v
    mean = float((w * y).sum() / w.sum())
    deviates = (y - mean) / np.sqrt(np.maximum(v - 1 / w.sum(), 1e-300))
    tau, p = _kendall(deviates, v)
    return Asymmetry(
        name="rank_test", of="Kendall's tau", estimate=tau, se=None, statistic=tau, df=None, p=p, limit=None
    )


def trim_and_fill(
    effects: Effects, *, estimator: str = "reml", test: Test | None = None, missing: Missing = "L0"
) -> Filled:
    """Duval and Tweedie's trim and fill [unit of the measure]; `missing` says how the missing studies are counted.

    After each step the rest is pooled anew. Raises InputError where the counting has no answer (Q0 now and then).
    """
    y, v = _enough(effects)
    if estimator == "mh":
        raise InputError(
            "trim and fill needs effects and variances. Choose an estimator other than mh.", field="estimator"
        )
    slope = egger_mixed(effects, estimator=estimator).estimate
    side: Literal["left", "right"] = "right" if slope < 0 else "left"
    sign = -1.0 if side == "right" else 1.0
    order = np.argsort(sign * y, kind="stable")
    z, vz = sign * y[order], v[order]
    k = len(z)
    gone, seen = 0, set[int]()
    while gone not in seen:  # at most k - 1 rounds: settled, or going round in a circle, ends it with the last count
        seen.add(gone)
        centre = _centre(z[: k - gone], vz[: k - gone], estimator)
        gone = min(_count_missing(z - centre, missing), k - 2)  # two studies at least are needed to go on
    centre = _centre(z[: k - gone], vz[: k - gone], estimator)
    mirrored = 2 * centre - z[k - gone :]
    all_y = [*y, *(sign * mirrored)]
    all_v = [*v, *vz[k - gone :]]
    pooled = fit(effects_from_values(all_y, all_v, measure=effects.measure), estimator=estimator, test=test)
    return Filled(
        estimator=missing, added=gone, side=side, pooled=pooled, filled=tuple(float(m) for m in sign * mirrored)
    )


def funnel(effects: Effects, *, centre: float) -> Funnel:
    """Points and contour lines of a funnel plot about `centre` [unit of the measure]."""
    return Funnel(
        points=tuple((row.study, row.yi, math.sqrt(row.vi)) for row in effects.rows),
        centre=centre,
        contours=tuple((p, normal_quantile(1 - p / 2)) for p in CONTOURS),
    )


@dataclass(frozen=True, slots=True)
class _Line:
    intercept: float
    slope: float
    intercept_se: float
    slope_se: float
    df: int

    def intercept_test(self) -> dict[str, float]:
        return self._test(self.intercept, self.intercept_se)

    def slope_test(self) -> dict[str, float]:
        return self._test(self.slope, self.slope_se)

    def _test(self, value: float, se: float) -> dict[str, float]:
        t = value / se if se > 0 else math.inf
        return {"estimate": value, "se": se, "statistic": t, "df": self.df, "p": 2 * t_sf(abs(t), self.df)}


def _least_squares(x: Array, y: Array, w: Array) -> _Line:
    mean_x, mean_y = float((w * x).sum() / w.sum()), float((w * y).sum() / w.sum())
    dx = x - mean_x
    sxx = float((w * dx * dx).sum())
    if sxx <= 1e-24 * max(1e-300, mean_x * mean_x * float(w.sum())):
        raise InputError("all studies have the same precision, so nothing can be said about small and large ones.")
    slope = float((w * dx * (y - mean_y)).sum()) / sxx
    intercept = mean_y - slope * mean_x
    df = len(x) - 2
    s2 = float((w * (y - intercept - slope * x) ** 2).sum()) / df
    return _Line(intercept, slope, math.sqrt(s2 * (1 / float(w.sum()) + mean_x**2 / sxx)), math.sqrt(s2 / sxx), df)


def _centre(y: Array, v: Array, estimator: str) -> float:
    return fit(effects_from_values(y.tolist(), v.tolist()), estimator=estimator, profile=False).estimate


def _count_missing(centred: Array, how: Missing) -> int:
    """Duval & Tweedie (2000): from the ranks of the distances, how many studies the short side lacks."""
    k = len(centred)
    ranks = np.empty(k)
    ranks[np.argsort(np.abs(centred), kind="stable")] = np.arange(1, k + 1)
    signed = np.sign(centred) * ranks
    if how == "R0":
        negative = -signed[signed < 0]
        raw = k - (float(negative.max()) if negative.size else 0.0) - 1
    else:
        s = float(signed[signed > 0].sum())
        if how == "L0":
            raw = (4 * s - k * (k + 1)) / (2 * k - 1)
        else:
            inside = 2 * k * k - 4 * s + 0.25
            if inside < 0:
                raise InputError("the estimator Q0 of trim and fill has no answer for these studies. Use L0 or R0.")
            raw = k - 0.5 - math.sqrt(inside)
    return max(0, round(raw))


def _kendall(a: Array, b: Array) -> tuple[float, float]:
    k = len(a)
    i, j = np.triu_indices(k, 1)
    signs = np.sign(a[i] - a[j]) * np.sign(b[i] - b[j])
    s = float(signs.sum())
    ties_a, ties_b = _ties(a), _ties(b)
    if not ties_a and not ties_b and k < EXACT_KENDALL:
        concordant = round((s + k * (k - 1) / 2) / 2)
        return 2 * s / (k * (k - 1)), _kendall_p(concordant, k)
    pairs = k * (k - 1) / 2
    lost_a, lost_b = (sum(t * (t - 1) / 2 for t in ties) for ties in (ties_a, ties_b))
    if lost_a == pairs or lost_b == pairs:
        raise InputError("all studies have the same precision, so nothing can be said about small and large ones.")
    variance = (k * (k - 1) * (2 * k + 5) - sum(t * (t - 1) * (2 * t + 5) for t in (*ties_a, *ties_b))) / 18
    variance += sum(t * (t - 1) for t in ties_a) * sum(t * (t - 1) for t in ties_b) / (2 * k * (k - 1))
    variance += (
        sum(t * (t - 1) * (t - 2) for t in ties_a)
        * sum(t * (t - 1) * (t - 2) for t in ties_b)
        / (9 * k * (k - 1) * (k - 2))
    )
    return s / math.sqrt((pairs - lost_a) * (pairs - lost_b)), min(1.0, 2 * normal_sf(abs(s) / math.sqrt(variance)))


def _kendall_p(concordant: int, k: int) -> float:
    """Two-sided p from counting the orderings of k things by their concordant pairs."""
    ways = [1]
    for size in range(2, k + 1):  # one more thing adds 0 to size - 1 pairs: sums over a sliding window
        so_far = [0, *accumulate(ways)]
        last = len(ways)
        ways = [so_far[min(at + 1, last)] - so_far[max(at + 1 - size, 0)] for at in range(last + size - 1)]
    whole = math.factorial(k)
    below, above = sum(ways[: concordant + 1]), sum(ways[concordant:])
    return min(1.0, 2 * min(below, above) / whole)


def _ties(x: Array) -> list[int]:
    return [int(n) for n in np.unique(x, return_counts=True)[1] if n > 1]


def _enough(effects: Effects) -> tuple[Array, Array]:
    if len(effects.rows) < FEWEST_AT_ALL:
        raise InputError(f"tests for small-study effects need at least {FEWEST_AT_ALL} studies.")
    return arrays(effects)


def _counts(effects: Effects) -> list[Counts]:
    counts = [row.counts for row in effects.rows if row.counts is not None]
    if len(counts) < len(effects.rows):
        raise InputError("this test needs the counts of every study. Give events_t,n_t,events_c,n_c.")
    return counts
