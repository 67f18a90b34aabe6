"""Permutation and bootstrap: thousands of refits at once, none of which can fail to converge.

The permutation test (Higgins & Thompson 2004; Follmann & Proschan 1999) needs no normal distribution of effects: if
there were no effect, each study's sign would be a coin toss. With few studies it cannot give a small p, and the
smallest possible one is told. Chance comes in as `rng`.
"""

from __future__ import annotations

import itertools
import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from dolomite.base.errors import InputError
from dolomite.pool.effect import Effects
from dolomite.pool.interval import Interval, Test
from dolomite.pool.model import Many, arrays, fit_many
from dolomite.pool.regress import known, plan
from dolomite.pool.tau2 import Tau2, estimate, q_statistic
from dolomite.pool.weights import Array, Design

MOST_ORDERS = 8  # studies up to which all k! orders are counted (8! = 40,320)
MOST_EXACT = 16  # studies up to which all 2^k sign patterns are counted
_PORTION = 4_000_000  # effects worked on at once: 32 MB in an array
_SMALL = 200_000  # effects worked on between two looks at the clock: about three seconds
_TIE = 1e-10  # statistics this close (relatively) count as equal: the observed pattern must count itself

Progress = Callable[[int, int], None]  # refits done, refits in all


def no_progress(done: int, of: int) -> None:
    """Hear nothing of how far it is [draws]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Permutation:
    """A permutation p, whether every pattern was counted, how many were, and the smallest p this many studies allow."""

    p: float
    exact: bool
    refits: int
    smallest_p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Bootstrap:
    """Studies drawn with replacement and pooled anew.

    Mean, standard deviation and interval of the pooled effect [unit of the measure], interval of tau2 [unit squared],
    and how many of the refits had more than one local maximum of the likelihood.
    """

    refits: int
    mean: float
    sd: float
    ci: Interval
    tau2_ci: Interval
    several_maxima: int


def smallest_p(k: int) -> float:
    """The smallest two-sided p [0 to 1] a sign-flip test of `k` studies can give: 2^(1-k).

    >>> smallest_p(5)
    0.0625
    """
    return 2.0 ** (1 - k)


def permutation_test(
    effects: Effects,
    *,
    estimator: str = "reml",
    test: Test = "knapp_hartung",
    refits: int = 10_000,
    rng: np.random.Generator | None = None,
    seconds: float = math.inf,
    progress: Progress = no_progress,
) -> Permutation:
    """Two-sided p of the pooled effect by flipping the signs of the studies' effects.

    All 2^k patterns up to 16 studies, else `refits` random ones from `rng`. Half of the patterns mirror the others,
    so only half are computed. Random ones end early after `seconds` [s]; how many were done is told, and `progress`
    hears how far it is. Raises InputError with one study, mh, or chance needed and no rng given.
    """
    y, v = _arrays(effects, estimator)
    k = len(y)
    exact = k <= MOST_EXACT
    if exact:
        patterns = np.arange(2 ** (k - 1))
        signs = 1.0 - 2.0 * ((patterns >> np.arange(k)[:, None]) & 1)  # the last study never flips: that is the mirror
    else:
        if rng is None:
            raise InputError(f"{k} studies are too many to count every pattern; a random generator is needed.")
        signs = rng.choice(np.array([1, -1], dtype=np.int8), size=(k, refits))
        signs[:, 0] = 1  # the observed pattern is one of the possible ones
    parts = []
    for part in _portions(*signs.shape, seconds=math.inf if exact else seconds, progress=progress):
        flipped = signs[:, part] * y[:, None]
        done = fit_many(flipped, np.broadcast_to(v[:, None], flipped.shape), estimator=estimator, test=test)
        with np.errstate(divide="ignore", invalid="ignore"):
            parts.append(np.nan_to_num(np.abs(done.mean / done.se), nan=0.0, posinf=np.inf))  # 0 / 0: no effect at all
    statistics = np.concatenate(parts)
    as_large = statistics >= statistics[0] * (1 - _TIE)
    return Permutation(
        p=float(as_large.mean()),
        exact=exact,
        refits=len(statistics) * (2 if exact else 1),
        smallest_p=smallest_p(k) if exact else max(smallest_p(k), 1 / len(statistics)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class PermutedModerators:
    """Permutation p of each coefficient but the intercept, whether all orders were counted, how many, smallest p."""

    p: dict[str, float]
    exact: bool
    refits: int
    smallest_p: float


# wide: the choices of `permutation_test`, and the moderators
def permute_moderators(
    effects: Effects,
    moderators: Sequence[str],
    *,
    estimator: str = "reml",
    test: Test = "knapp_hartung",
    refits: int = 10_000,
    rng: np.random.Generator | None = None,
    seconds: float = math.inf,
    progress: Progress = no_progress,
) -> PermutedModerators:
    """Two-sided p of each coefficient by dealing the studies anew to the moderators' values.

    All orders up to 8 studies, else `refits` random ones from `rng`, the observed order among them (Higgins & Thompson
    2004). `seconds` [s] and `progress` as in `permutation_test`.
    Raises InputError as a regression does, and when chance is needed and no rng given.
    """
    kept, _ = known(effects, moderators)
    y, v = _arrays(kept, estimator)
    names, design, back = plan(kept, moderators)
    k = len(y)
    exact = k <= MOST_ORDERS
    if exact:
        order = np.array(list(itertools.permutations(range(k)))).T
    else:
        if rng is None:
            raise InputError(f"{k} studies are too many to count every order; a random generator is needed.")
        order = np.argsort(rng.random((k, refits)), axis=0)
        order[:, 0] = np.arange(k)
    parts = [
        _statistics(y[order[:, part]], v[order[:, part]], design, back, estimator, test)
        for part in _portions(*order.shape, seconds=math.inf if exact else seconds, progress=progress)
    ]
    statistics = np.concatenate(parts)
    as_large = (statistics >= statistics[0] * (1 - _TIE)).mean(axis=0)
    count = len(statistics)
    shares = dict(zip(names[1:], as_large[1:].tolist(), strict=True))
    return PermutedModerators(p=shares, exact=exact, refits=count, smallest_p=1 / count)


def _statistics(y: Array, v: Array, design: Design, back: Array, estimator: str, test: Test) -> Array:
    """|t| or |z| of every coefficient of every data set: (n, p)."""
    tau2 = 0.0 if estimator == "fe" else estimate(estimator, y, v, design).value
    w = 1 / (v + tau2)
    factor = np.ones(y.shape[1])
    if test != "z":
        factor = q_statistic(y, v, tau2, design) / (y.shape[0] - design.columns)
    if test == "modified_knapp_hartung":
        factor = np.maximum(factor, 1.0)
    b = design.coefficients(w, y) @ back.T
    variance = np.einsum("ip,npq,iq->ni", back, design.inverse(w), back)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.nan_to_num(np.abs(b) / np.sqrt(factor[:, None] * variance), nan=0.0, posinf=np.inf))


def bootstrap(
    effects: Effects, *, rng: np.random.Generator, refits: int = 10_000, estimator: str = "reml", level: float = 0.95
) -> Bootstrap:
    """Percentile bootstrap of the pooled effect [unit of the measure] by drawing studies with replacement."""
    done = resampled(effects, rng=rng, refits=refits, estimator=estimator)
    tails = [(1 - level) / 2, (1 + level) / 2]
    return Bootstrap(
        refits=refits,
        mean=float(done.mean.mean()),
        sd=float(done.mean.std(ddof=1)),
        ci=_pair(np.quantile(done.mean, tails)),
        tau2_ci=_pair(np.quantile(done.tau2.value, tails)),
        several_maxima=int((done.tau2.maxima > 1).sum()),
    )


def resampled(effects: Effects, *, rng: np.random.Generator, refits: int, estimator: str = "reml") -> Many:
    """Every refit of a bootstrap: means and standard errors [unit of the measure], tau2 [unit squared]."""
    y, v = _arrays(effects, estimator)
    parts = []
    for part in _slices(len(y), refits):
        drawn = rng.integers(0, len(y), (len(y), part.stop - part.start))
        parts.append(fit_many(y[drawn], v[drawn], estimator=estimator))
    mean, se, factor = (np.concatenate([getattr(refit, name) for refit in parts]) for name in ("mean", "se", "factor"))
    tau2 = Tau2(*(np.concatenate([getattr(refit.tau2, name) for refit in parts]) for name in Tau2._fields))
    return Many(mean, se, tau2, factor)


def _portions(k: int, n: int, *, seconds: float, progress: Progress) -> Iterator[slice]:
    """The portions one by one, the first in any case, no new one once the time is up."""
    began = time.monotonic()
    for part in _slices(k, n, portion=_SMALL if math.isfinite(seconds) else _PORTION):
        if part.start and time.monotonic() - began > seconds:
            return
        yield part
        progress(part.stop, n)


def _slices(k: int, n: int, *, portion: int = _PORTION) -> list[slice]:
    """n data sets of k studies in portions that fit into memory whatever k and n are."""
    step = max(1, portion // k)
    return [slice(at, min(at + step, n)) for at in range(0, n, step)]


def _arrays(effects: Effects, estimator: str) -> tuple[Array, Array]:
    if len(effects.rows) < 2 or estimator == "mh":
        raise InputError("resampling needs at least 2 studies and an estimator other than mh.")
    return arrays(effects)


def _pair(values: Sequence[float] | Array) -> Interval:
    low, high = values
    if not (math.isfinite(low) and math.isfinite(high)):
        raise InputError("the resamples give no finite interval. Check the studies' figures.")
    return float(low), float(high)
