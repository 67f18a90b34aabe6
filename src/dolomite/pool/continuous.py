"""Effects from means: mean difference, standardised mean difference, standardised change, ratio of means.

MD: difference in the scale's own unit. SMD: Hedges' g with the exact small-sample factor and the large-sample variance
(Hedges 1981). SMCC: mean change over the SD of the changes, within one group (Gibbons et al. 1993). ROM: log of the
ratio of two positive means (Hedges et al. 1999).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from dolomite.base.errors import InputError


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupSummary:
    """One arm: persons, mean and SD [the scale's unit], and how they were come by when not as printed."""

    n: float
    mean: float
    sd: float
    derived: tuple[str, ...] = ()


def check(arm: GroupSummary, name: str, where: str) -> GroupSummary:
    """The arm, when it can be one; raises InputError naming `where` otherwise."""
    if arm.n < 2:
        raise InputError(f"{where}: n_{name} is {arm.n:g}; a standard deviation needs at least 2 persons. Correct it.")
    if arm.sd < 0:
        raise InputError(f"{where}: sd_{name} is {arm.sd:g}; a standard deviation cannot be below 0. Correct it.")
    return arm


def small_sample_factor(df: float) -> float:
    """Hedges' exact factor c(df) [1], which takes the small-sample bias out of a standardised mean.

    >>> round(small_sample_factor(10), 6)
    0.922746
    """
    return math.exp(math.lgamma(df / 2) - math.lgamma((df - 1) / 2)) / math.sqrt(df / 2)


def pooled_sd(t: GroupSummary, c: GroupSummary) -> float:
    """SD within arms, pooled over both [the scale's unit]."""
    return math.sqrt(((t.n - 1) * t.sd**2 + (c.n - 1) * c.sd**2) / (t.n + c.n - 2))


def mean_difference(t: GroupSummary, c: GroupSummary) -> tuple[float, float]:
    """Treated minus control [the scale's unit] and its variance (arms' own variances) [unit squared]."""
    return t.mean - c.mean, t.sd**2 / t.n + c.sd**2 / c.n


def standardised_mean_difference(t: GroupSummary, c: GroupSummary, where: str) -> tuple[float, float]:
    """Hedges' g [standard deviations] and its large-sample variance."""
    sd = pooled_sd(t, c)
    if sd == 0:
        raise InputError(f"{where}: both SDs are 0, so no standardised difference can be formed. Use the measure md.")
    g = small_sample_factor(t.n + c.n - 2) * (t.mean - c.mean) / sd
    return g, 1 / t.n + 1 / c.n + g * g / (2 * (t.n + c.n))


def ratio_of_means(t: GroupSummary, c: GroupSummary, where: str) -> tuple[float, float]:
    """Log of treated over control mean [1], and its variance; both means must be above 0."""
    if t.mean <= 0 or c.mean <= 0:
        low = "mean_t" if t.mean <= 0 else "mean_c"
        raise InputError(f"{where}: {low} is not above 0, so a ratio of means has no meaning. Use the measure md.")
    return math.log(t.mean / c.mean), t.sd**2 / (t.n * t.mean**2) + c.sd**2 / (c.n * c.mean**2)


def standardised_change(n: float, mean: float, sd: float, where: str) -> tuple[float, float]:
    """Mean change over the SD of changes within one group [SDs], bias-corrected, and its variance."""
    if n < 3:
        raise InputError(f"{where}: n is {n:g}; a standardised change needs at least 3 persons.")
    if sd <= 0:
        raise InputError(f"{where}: the SD of the changes is {sd:g}; it must be above 0.")
    change = small_sample_factor(n - 1) * mean / sd
    return change, 1 / n + change * change / (2 * n)
