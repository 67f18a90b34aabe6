"""What trials print, turned into what pooling needs; every conversion leaves a sentence that says so.

Formulas: Cochrane Handbook, chapter 6 (standard errors, intervals, p, change, combined arms, crossover); Luo et al.
(2018) for a mean and Wan et al. (2014) for an SD from median and quartiles.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from dolomite.base.errors import InputError
from dolomite.pool.quantile import normal_quantile, t_quantile

# Where no correlation between two measurements of a person is printed: the middle is used, the ends shown beside it.
IMPUTED_CORRELATIONS = (0.3, 0.5, 0.7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A number that was not printed as such [unit of the number asked for], and the sentence that says how it came."""

    value: float
    how: str


def sd_from_se(se: float, n: float) -> Derived:
    """SD [unit of se] from a standard error of a mean of `n` persons."""
    return Derived(value=se * math.sqrt(n), how=f"SD from the standard error {se:g} and n {n:g}")


def sd_from_ci(low: float, high: float, n: float, *, level: float = 0.95) -> Derived:
    """SD [unit of the limits] from the confidence interval of one arm's mean, by t with n - 1 degrees of freedom."""
    se = (high - low) / (2 * t_quantile(0.5 + level / 2, n - 1))
    return Derived(value=se * math.sqrt(n), how=f"SD from the {100 * level:g} % interval {low:g} to {high:g}, n {n:g}")


def mean_from_quartiles(q1: float, median: float, q3: float, n: float) -> Derived:
    """Mean [unit of the quartiles], with Luo et al.'s weights for the sample size `n`."""
    weight = 0.7 + 0.39 / n
    return Derived(
        value=weight * (q1 + q3) / 2 + (1 - weight) * median,
        how=f"mean from median {median:g} and quartiles {q1:g} to {q3:g} (Luo 2018), which supposes little skew",
    )


def sd_from_quartiles(q1: float, q3: float, n: float) -> Derived:
    """SD [unit of the quartiles] from the interquartile range at sample size `n` (Wan et al.)."""
    width = 2 * normal_quantile((0.75 * n - 0.125) / (n + 0.25))
    return Derived(value=(q3 - q1) / width, how=f"SD from quartiles {q1:g} to {q3:g} (Wan 2014)")


def sd_of_change(sd_before: float, sd_after: float, correlation: float) -> Derived:
    """SD of the change [unit of the SDs] from both SDs and the correlation between the two measurements."""
    return Derived(
        value=math.sqrt(max(0.0, sd_before**2 + sd_after**2 - 2 * correlation * sd_before * sd_after)),
        how=f"SD of change from SDs {sd_before:g} and {sd_after:g} with correlation {correlation:g}",
    )


def se_from_ci(low: float, high: float, *, level: float = 0.95) -> Derived:
    """Standard error [unit of the limits] of an effect from its normal-theory confidence interval."""
    se = (high - low) / (2 * normal_quantile(0.5 + level / 2))
    return Derived(value=se, how=f"standard error from the {100 * level:g} % interval {low:g} to {high:g}")


def se_from_p(effect: float, p: float) -> Derived:
    """Standard error [unit of the effect] of an effect from its two-sided p, by the normal distribution."""
    return Derived(value=abs(effect) / normal_quantile(1 - p / 2), how=f"standard error from p {p:g} (two-sided)")


def se_of_paired_difference(sd_t: float, sd_c: float, n_pairs: float, correlation: float) -> Derived:
    """Standard error [unit of the SDs] of a difference within persons (crossover)."""
    sd = sd_of_change(sd_t, sd_c, correlation).value
    return Derived(
        value=sd / math.sqrt(n_pairs),
        how=f"standard error within {n_pairs:g} persons (crossover) with correlation {correlation:g}",
    )


def positive(derived: Derived, name: str, where: str) -> Derived:
    """`derived`, when it is a finite number above 0; raises InputError naming `where` and `name`."""
    if not (math.isfinite(derived.value) and derived.value > 0):
        raise InputError(f"{where}: {name} cannot be had from what is given ({derived.how}). Check these figures.")
    return derived
