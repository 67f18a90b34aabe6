"""How sure: standard errors, tests, confidence and prediction intervals, and intervals for the heterogeneity itself.

Knapp-Hartung (Hartung & Knapp 2001; Sidik & Jonkman 2002) scales the variance of the mean by what the residuals show,
and refers to t; modified Knapp-Hartung (Röver et al. 2015) never scales it down. Intervals for tau2 by the Q-profile
method (Viechtbauer 2007). Prediction interval: estimate +- quantile * sqrt(tau2 + se^2) (Higgins et al. 2009).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from dolomite.base.errors import InputError
from dolomite.pool.quantile import chi2_quantile, chi2_sf, normal_quantile, t_quantile, t_sf
from dolomite.pool.tau2 import q_statistic, solve_q
from dolomite.pool.weights import Array, Design, trace_p

Test = Literal["knapp_hartung", "modified_knapp_hartung", "z"]
Prediction = Literal["k1", "k2", "normal"]
Interval = tuple[float, float]

TESTS: tuple[Test, ...] = ("knapp_hartung", "modified_knapp_hartung", "z")
PREDICTIONS: tuple[Prediction, ...] = ("k1", "k2", "normal")
FEWEST_FOR_PREDICTION = 3  # with two studies the spread between studies is not known at all (Higgins et al. 2009)


class Wald(NamedTuple):
    """Estimate over its standard error: the statistic, its degrees of freedom (None: normal) and two-sided p."""

    statistic: float | None
    df: float | None
    p: float | None
    ci: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Heterogeneity:
    """Cochran's Q (with df and p), I2 [%], H2, and Q-profile intervals; tau2 is in the effect's unit squared.

    None: not defined, as with one study, or an interval that was not asked for.
    """

    q: float
    q_df: int
    q_p: float | None
    i2: float | None
    h2: float | None
    tau2_ci: Interval | None
    i2_ci: Interval | None
    h2_ci: Interval | None


def prediction_default(test: Test) -> Prediction:
    """The prediction interval's convention that goes with a test: k1 with Knapp-Hartung, normal with z."""
    return "normal" if test == "z" else "k1"


def variance_factor(test: Test, residual_q: float, df: int) -> float:
    """What multiplies the variance of the mean [1]: the residual Q at the estimated tau2 over its df, or 1."""
    if test == "z":
        return 1.0
    factor = residual_q / df
    return max(1.0, factor) if test == "modified_knapp_hartung" else factor


def wald(estimate: float, se: float, df: float, level: float) -> Wald:
    """Test and interval of an estimate [its unit] by t with `df` degrees of freedom (infinite: normal)."""
    half = t_quantile(0.5 + level / 2, df) * se
    shown = None if math.isinf(df) else df
    ci = (estimate - half, estimate + half)
    if se == 0:  # every residual is 0: no test can be made of that
        return Wald(None, shown, None, ci)
    statistic = estimate / se
    return Wald(statistic, shown, min(1.0, 2 * t_sf(abs(statistic), df)), ci)


def prediction(
    estimate: float, se: float, tau2: float, k: int, p: int, how: Prediction, level: float
) -> Interval | None:
    """Where the true effect of a further study should lie [unit of the estimate]; None under 3 studies.

    `p` is the number of coefficients; k1 is t with k - p degrees of freedom, k2 with one less.
    """
    df = {"k1": float(k - p), "k2": float(k - p - 1), "normal": math.inf}[how]
    if k < FEWEST_FOR_PREDICTION or df < 1:
        return None
    tail = 0.5 + level / 2
    quantile = normal_quantile(tail) if math.isinf(df) else t_quantile(tail, df)
    half = quantile * math.sqrt(tau2 + se * se)
    return estimate - half, estimate + half


def typical_variance(v: Array, design: Design | None) -> float:
    """The "typical" within-study variance [effect's unit squared] that I2 and H2 compare tau2 with (Higgins 2002)."""
    df = int(v.shape[0]) - (1 if design is None else design.columns)
    trace = _trace_of_mean(1 / v) if design is None else float(trace_p(1 / v, design))
    if not trace > 0:
        raise InputError("one study outweighs the others so far that nothing can be pooled. Check its figures.")
    return df / trace


def _trace_of_mean(w: Array) -> float:
    """tr(P) of the mean alone, where one study may weigh all but everything: no difference of two near numbers."""
    before = w.cumsum()
    return float(2 * (w[1:] @ before[:-1]) / before[-1])


def q_profile(y: Array, v: Array, design: Design | None = None, *, level: float = 0.95) -> Interval:
    """Q-profile interval of tau2 [unit squared], cut at 0; (0, 0) when effects agree better than chance lets them."""
    df = float(y.shape[0] - (1 if design is None else design.columns))
    tail = (1 - level) / 2
    targets = np.array([chi2_quantile(1 - tail, df), chi2_quantile(tail, df)])
    twice = np.repeat(y[:, None], 2, axis=1), np.repeat(v[:, None], 2, axis=1)
    low, high = solve_q(*twice, targets, design)
    return float(low), float(high)


def heterogeneity(
    y: Array,
    v: Array,
    tau2: float,
    design: Design | None = None,
    *,
    common: bool = False,
    level: float = 0.95,
    profile: bool = True,
) -> Heterogeneity:
    """How much the effects differ beyond chance. I2 and H2 from tau2, or from Q under a `common` effect.

    `y`, `v`: (k,) effects and variances [unit, unit squared]; `tau2` as estimated. `profile` False leaves the Q-profile
    intervals out.
    """
    df = y.shape[0] - (1 if design is None else design.columns)
    q = float(q_statistic(y, v, 0.0, design))
    if df < 1:
        return Heterogeneity(q=q, q_df=df, q_p=None, i2=None, h2=None, tau2_ci=None, i2_ci=None, h2_ci=None)
    typical = typical_variance(v, design)
    if common:
        i2, h2 = (100 * max(0.0, (q - df) / q) if q > 0 else 0.0), q / df
    else:
        i2, h2 = share(tau2, typical), 1 + tau2 / typical
    if not profile:
        return Heterogeneity(q=q, q_df=df, q_p=chi2_sf(q, df), i2=i2, h2=h2, tau2_ci=None, i2_ci=None, h2_ci=None)
    low, high = q_profile(y, v, design, level=level)
    return Heterogeneity(
        q=q,
        q_df=df,
        q_p=chi2_sf(q, df),
        i2=i2,
        h2=h2,
        tau2_ci=(low, high),
        i2_ci=(share(low, typical), share(high, typical)),
        h2_ci=(1 + low / typical, 1 + high / typical),
    )


def share(tau2: float, typical: float) -> float:
    """I2 [%]: tau2 as a share of tau2 plus the typical within-study variance (both in the same unit)."""
    return 100 * tau2 / (tau2 + typical)
