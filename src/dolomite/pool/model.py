"""The pooled effect: `fit(effects)` gives a `Pooled`.

Random effects by any estimator of tau2; a common effect by inverse variance (fe) or Mantel-Haenszel (mh). Peto's method
is the measure `peto` under `fe`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from dolomite.base.errors import InputError
from dolomite.pool import mantel
from dolomite.pool.effect import LOG_SCALE, Effects
from dolomite.pool.interval import (
    PREDICTIONS,
    TESTS,
    Heterogeneity,
    Interval,
    Prediction,
    Test,
    heterogeneity,
    prediction,
    prediction_default,
    variance_factor,
    wald,
)
from dolomite.pool.tau2 import ESTIMATORS, Tau2, estimate, standard_error
from dolomite.pool.weights import Array, inner, total

COMMON = ("fe", "mh")
CHOICES = (*ESTIMATORS, *COMMON)
NAMES = {
    "reml": "restricted maximum likelihood",
    "dl": "DerSimonian-Laird",
    "pm": "Paule-Mandel",
    "ml": "maximum likelihood",
    "eb": "empirical Bayes",
    "sj": "Sidik-Jonkman",
    "he": "Hedges",
    "hs": "Hunter-Schmidt",
    "fe": "common effect, inverse variance",
    "mh": "common effect, Mantel-Haenszel",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Pooled:
    """A pooled effect. Everything is on the analysis scale (log for or, rr, peto, rom); tau2 in its unit squared.

    `weights` [%] belong to `studies` in order. None = not defined or not known: tau2 and a prediction interval with one
    study, say. `maxima` counts the local maxima of the likelihood; the highest is the one reported. `df` None: normal.
    """

    k: int
    measure: str
    estimator: str
    test: Test
    pi_convention: Prediction | None
    level: float
    estimate: float
    se: float
    statistic: float | None
    df: float | None
    p: float | None
    ci: Interval
    pi: Interval | None
    tau2: float | None
    tau2_se: float | None
    heterogeneity: Heterogeneity
    studies: tuple[str, ...]
    weights: tuple[float, ...]
    maxima: int

    @property
    def is_log(self) -> bool:
        """Whether the estimate is a logarithm, so that its exponential is a ratio."""
        return self.measure in LOG_SCALE

    def exp(self) -> dict[str, float | Interval | None] | None:
        """Estimate, ci and pi as ratios [1]; None where the scale is no logarithm."""
        if not self.is_log:
            return None
        return {
            "estimate": _exp(self.estimate),
            "ci": _both(self.ci),
            "pi": None if self.pi is None else _both(self.pi),
        }


class Many(NamedTuple):
    """Fits of many data sets (n,): mean and standard error [effect's unit], tau2 [unit squared], Q/df at that tau2."""

    mean: Array
    se: Array
    tau2: Tau2
    factor: Array


def arrays(effects: Effects) -> tuple[Array, Array]:
    """The effects and their sampling variances as arrays (k,) [unit of the measure, squared for the variances]."""
    return np.array([row.yi for row in effects.rows]), np.array([row.vi for row in effects.rows])


def fit(
    effects: Effects,
    *,
    estimator: str = "reml",
    test: Test | None = None,
    pi: Prediction | None = None,
    level: float = 0.95,
    profile: bool = True,
) -> Pooled:
    """Pool the effects [unit of the measure].

    `estimator`: one of CHOICES. `test`: Knapp-Hartung unless said otherwise, z for a common effect. `pi`: the
    prediction interval's distribution; t with k - 1 degrees of freedom (k1) goes with Knapp-Hartung, normal with z.
    `level` of all intervals [share]. `profile` False leaves out the Q-profile intervals of tau2, for refits that nobody
    reads whole. One study is given back as it is. Raises InputError for a choice that does not
    exist or fit.
    """
    _check(effects, estimator, test, pi, level)
    y, v = arrays(effects)
    k = len(y)
    common = estimator in COMMON
    test = "z" if k == 1 else test or ("z" if common else "knapp_hartung")
    if estimator == "mh":
        return _mantel_haenszel(effects, y, v, level)
    tau2 = 0.0 if common or k == 1 else None
    maxima = 1
    if tau2 is None:
        estimated = estimate(estimator, y[:, None], v[:, None])
        tau2, maxima = float(estimated.value[0]), int(estimated.maxima[0])
    w = 1 / (v + tau2)
    sw = float(total(w))
    mean = float(inner(w, y)) / sw
    apart = y - mean
    factor = variance_factor(test, float(inner(w * apart, apart)), k - 1) if k > 1 else 1.0
    se = math.sqrt(factor / sw)
    df = math.inf if test == "z" else float(k - 1)
    tested = wald(mean, se, df, level)
    how = None if common else pi or prediction_default(test)
    return Pooled(
        k=k,
        measure=effects.measure,
        estimator=estimator,
        test=test,
        pi_convention=how,
        level=level,
        estimate=mean,
        se=se,
        statistic=tested.statistic,
        df=tested.df,
        p=tested.p,
        ci=tested.ci,
        pi=None if how is None else prediction(mean, se, tau2, k, 1, how, level),
        tau2=None if k == 1 and not common else tau2,
        tau2_se=standard_error(estimator, v, tau2) if k > 1 else None,
        heterogeneity=heterogeneity(y, v, tau2, common=common, level=level, profile=profile),
        studies=tuple(row.study for row in effects.rows),
        weights=tuple((100 / sw * w).tolist()),
        maxima=maxima,
    )


def fit_many(y: Array, v: Array, *, estimator: str = "reml", test: Test = "knapp_hartung") -> Many:
    """Pool many data sets at once: `y`, `v` are (k, n), one column each [unit of the measure, squared for v], k >= 2.

    The same formulas as `fit`, which is this with one column and everything else reported.
    """
    k, n = y.shape
    tau2 = Tau2(np.zeros(n), np.ones(n, dtype=np.intp)) if estimator == "fe" else estimate(estimator, y, v)
    w = 1 / (v + tau2.value)
    sw = total(w)
    mean = total(w * y) / sw
    factor = total(w * (y - mean) ** 2) / (k - 1)
    used = {"z": np.ones(n), "knapp_hartung": factor, "modified_knapp_hartung": np.maximum(factor, 1.0)}[test]
    return Many(mean, np.sqrt(used / sw), tau2, factor)


def _mantel_haenszel(effects: Effects, y: Array, v: Array, level: float) -> Pooled:
    counts = [row.counts for row in effects.rows if row.counts is not None]
    if effects.measure not in mantel.MEASURES or len(counts) < len(effects.rows):
        raise InputError(
            "mh pools counts as or, rr or rd. Give events_t,n_t,events_c,n_c, or choose another estimator.",
            field="estimator",
        )
    combined = mantel.pool(effects.measure, counts)
    tested = wald(combined.estimate, combined.se, math.inf, level)
    # Q is about the pooled value, as is usual for Mantel-Haenszel: it is not the minimum over all possible means.
    spread = heterogeneity(y, v, 0.0, common=True, level=level)
    q = float(total((y - combined.estimate) ** 2 / v))
    return Pooled(
        k=len(y),
        measure=effects.measure,
        estimator="mh",
        test="z",
        pi_convention=None,
        level=level,
        estimate=combined.estimate,
        se=combined.se,
        statistic=tested.statistic,
        df=None,
        p=tested.p,
        ci=tested.ci,
        pi=None,
        tau2=0.0,
        tau2_se=None,
        heterogeneity=mantel.about(spread, q),
        studies=tuple(row.study for row in effects.rows),
        weights=combined.weights,
        maxima=1,
    )


def _check(effects: Effects, estimator: str, test: Test | None, pi: Prediction | None, level: float) -> None:
    if estimator not in CHOICES:
        raise InputError(f"estimator {estimator!r} is not one of {', '.join(CHOICES)}.")
    if test is not None and test not in TESTS:
        raise InputError(f"test {test!r} is not one of {', '.join(TESTS)}.")
    if pi is not None and pi not in PREDICTIONS:
        raise InputError(f"prediction interval {pi!r} is not one of {', '.join(PREDICTIONS)}.")
    if not 0 < level < 1:
        raise InputError(f"level {level:g} is not a share between 0 and 1; 0.95 is usual.")
    if estimator == "mh" and test not in (None, "z"):
        raise InputError(
            "Mantel-Haenszel is tested by z alone. Leave the test out, or choose another estimator.", field="test"
        )
    if not effects.rows:
        raise InputError("no study is left to pool.")


def _exp(x: float) -> float:
    return math.exp(x) if x < 700 else math.inf  # e^700 is the edge of double precision


def _both(interval: Interval) -> Interval:
    return _exp(interval[0]), _exp(interval[1])
