"""How a survey was drawn: strata, primary sampling units (PSU), and the replicate factors of its uncertainty."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from dolomite.base.errors import InputError

Array = NDArray[np.float64]
Method = Literal["fay_brr", "jackknife", "bootstrap", "given"]

FAY = 0.3  # Judkins (1990), Journal of Official Statistics 6:223: perturbation that NHANES analyses use
BOOTSTRAPS = 200  # Rao, Wu and Yue (1992), Survey Methodology 18:209: rescaled bootstrap of PSUs
LIKE_THE_OTHER = 2  # balanced replication needs exactly two units in each stratum (McCarthy 1969)


@dataclass(frozen=True, slots=True, kw_only=True)
class Replicates:
    """Replicate factors [1] by cell (rows: one a `unit`, columns: replicates), and how deviations become a variance.

    Variance = sum over replicates of `scale` x (estimate_r - estimate)^2; `df` [1] of its t distribution.
    """

    method: Method
    factors: Array
    scale: Array
    df: int
    says: str

    @property
    def count(self) -> int:
        """Number of replicates."""
        return int(self.factors.shape[1])

    def variance(self, estimate: Array, replicates: Array) -> Array:
        """Variance of `estimate` [its unit squared] from its `replicates` (last axis: replicates)."""
        off = replicates - np.asarray(estimate)[..., None]
        variance: Array = (off**2) @ self.scale
        return variance


def build(stratum: Sequence[str], psu: Sequence[str]) -> Replicates:
    """Replicates for units given by stratum and PSU (one entry a unit, each pair once).

    Fay's balanced repeated replication where every stratum has two units, else the stratified jackknife; a sample
    without strata or units is resampled by person before it comes here.
    Raises InputError where a stratum has one unit only.
    """
    strata = np.asarray(stratum)
    lonely = [str(s) for s, n in zip(*np.unique(strata, return_counts=True), strict=True) if n < LIKE_THE_OTHER]
    if lonely:
        raise InputError(
            f"Stratum {', '.join(lonely[:3])} has one primary sampling unit only, so its share of the variance "
            "cannot be estimated. Join it with a neighbouring stratum, or give replicate weights."
        )
    counts = np.unique(strata, return_counts=True)[1]
    if (counts == LIKE_THE_OTHER).all():
        return _fay(strata)
    return jackknife(stratum, psu)


def given(base: Array, replicate: Array, *, fay: float | None = None, scale: float | None = None) -> Replicates:
    """Replicates from weight columns as published: `base` weights and `replicate` weights (rows: people).

    `fay` [0 to 1]: Fay's perturbation, or None for a jackknife with `scale` [1] (1 where each replicate leaves one unit
    of a pair out). A person of base weight 0 counts in no replicate.
    """
    positive = base > 0
    factors = np.zeros_like(replicate, dtype=float)
    factors[positive] = replicate[positive] / base[positive, None]
    number = replicate.shape[1]
    each = 1.0 / (number * (1.0 - fay) ** 2) if fay is not None else (scale if scale is not None else 1.0)
    kind = f"Fay's perturbation {fay:g}" if fay is not None else f"scale {each:g}"
    return Replicates(
        method="given",
        factors=factors,
        scale=np.full(number, each),
        df=number - 1,
        says=f"{number} replicate weights as published ({kind})",
    )


def by_person(count: int, *, seed: int = 1) -> Replicates:
    """Bootstrap of `count` people drawn one by one: for data without strata and units. Units: factors [1]."""
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(count - 1, np.full(count, 1.0 / count), size=BOOTSTRAPS).T.astype(float)
    factors = drawn * (count / (count - 1.0))
    return Replicates(
        method="bootstrap",
        factors=factors,
        scale=np.full(BOOTSTRAPS, 1.0 / BOOTSTRAPS),
        df=count - 1,
        says=f"{BOOTSTRAPS} bootstrap samples of people (no strata or sampling units were given)",
    )


def _fay(strata: NDArray[np.str_]) -> Replicates:
    from scipy.linalg import hadamard

    keys, number = np.unique(strata, return_inverse=True)
    order = 1 << len(keys).bit_length()  # a power of two above the count: the constant column stays unused
    signs = hadamard(max(order, 4))[:, 1 : len(keys) + 1].astype(float)  # replicates x strata
    first = np.zeros(len(strata), dtype=bool)
    first[[int(np.flatnonzero(number == k)[0]) for k in range(len(keys))]] = True
    sign = np.where(first[:, None], signs.T[number], -signs.T[number])
    replicates = sign.shape[1]
    return Replicates(
        method="fay_brr",
        factors=1.0 + (1.0 - FAY) * sign,
        scale=np.full(replicates, 1.0 / (replicates * (1.0 - FAY) ** 2)),
        df=len(keys),
        says=f"{replicates} balanced replicates with Fay's perturbation {FAY:g} from {len(keys)} strata of two units",
    )


def jackknife(stratum: Sequence[str], psu: Sequence[str]) -> Replicates:
    """One replicate a unit: it left out, the others of its stratum weighted up. Arguments as `build`; factors [1]."""
    strata = np.asarray(stratum)
    units = len(psu)
    factors = np.ones((units, units))
    scale = np.empty(units)
    for left_out in range(units):
        same = strata == strata[left_out]
        number = int(np.count_nonzero(same))
        factors[same, left_out] = number / (number - 1.0)
        factors[left_out, left_out] = 0.0
        scale[left_out] = (number - 1.0) / number
    held = len(np.unique(strata))
    return Replicates(
        method="jackknife",
        factors=factors,
        scale=scale,
        df=units - held,
        says=f"stratified jackknife over {units} sampling units in {held} strata",
    )


def taylor(stratum: NDArray[np.int64], psu: NDArray[np.int64], residual: Array) -> float:
    """Variance of a total [its unit squared] of weighted `residual`s by Taylor linearisation, with replacement.

    `stratum` and `psu` are codes, one a person; units are numbered within their stratum. (Binder 1983, International
    Statistical Review 51:279; as svytotal of R's survey.) Raises InputError where a stratum has one unit only.
    """
    variance = 0.0
    for code in np.unique(stratum):
        inside = stratum == code
        units, number = np.unique(psu[inside], return_inverse=True)
        if len(units) < LIKE_THE_OTHER:
            raise InputError(
                f"Stratum {code} has one primary sampling unit only, so its share of the variance cannot be estimated. "
                "Join it with a neighbouring stratum, or give replicate weights."
            )
        totals = np.bincount(number, weights=residual[inside], minlength=len(units))
        variance += len(units) / (len(units) - 1.0) * float(((totals - totals.mean()) ** 2).sum())
    return variance


def mean(stratum: NDArray[np.int64], psu: NDArray[np.int64], weight: Array, value: Array) -> tuple[float, float]:
    """Weighted mean of `value` and its standard error [value's unit], by Taylor linearisation of the ratio."""
    whole = float(weight.sum())
    middle = float((weight * value).sum()) / whole
    return middle, float(np.sqrt(taylor(stratum, psu, weight * (value - middle) / whole)))
