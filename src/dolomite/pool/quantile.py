"""Normal, t, chi-squared and F: tail areas and quantiles, from the standard library alone.

Why not SciPy: importing `scipy.special` takes longer than everything else that `dolomite pool` does. The functions are
scalar and cached, since an analysis asks for the same few quantiles again and again. Tests hold them to SciPy's values.

Methods: the incomplete beta and gamma functions by continued fraction (modified Lentz) and series, after the Digital
Library of Mathematical Functions 8.17.22, 8.9.2 and 8.11.4; quantiles by Newton steps kept inside a bracket.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import lru_cache

_TINY = 1e-300  # stands in for a zero denominator in Lentz's method
_EPS = 1e-16  # relative size at which a further term changes nothing in double precision
_CLOSE = 4 * _EPS  # a turn of a continued fraction that changes it by less is the last
_MOST_DOUBLINGS = 1100  # from 1 to the largest number a float holds
_MAX_TERMS = 100_000  # far beyond what any df met in a meta-analysis needs (about sqrt(df) terms)


def normal_sf(z: float) -> float:
    """Area [0 to 1] of the standard normal above `z` [standard deviations].

    >>> round(normal_sf(1.959963984540054), 12)
    0.025
    """
    return 0.5 * math.erfc(z / math.sqrt(2))


def normal_pdf(z: float) -> float:
    """Density of the standard normal at `z` [standard deviations]."""
    return math.exp(-0.5 * z * z) / math.sqrt(2 * math.pi)


@lru_cache(maxsize=256)
def normal_quantile(p: float) -> float:
    """The value [standard deviations] below which the share `p` of a standard normal lies, 0 < p < 1."""
    return _symmetric(p, normal_sf, normal_pdf)


def t_sf(t: float, df: float) -> float:
    """Area [0 to 1] above `t` under Student's t with `df` degrees of freedom (infinite: normal).

    >>> round(2 * t_sf(4.0757158670794, 15), 13)
    0.0009940306908
    """
    if math.isinf(df):
        return normal_sf(t)
    tail = 0.5 * beta_share(df / (df + t * t), df / 2, 0.5) if math.isfinite(t) else 0.0
    return tail if t >= 0 else 1 - tail


@lru_cache(maxsize=256)
def t_quantile(p: float, df: float) -> float:
    """The value [1] below which the share `p` of Student's t with `df` degrees of freedom lies.

    >>> round(t_quantile(0.975, 15), 10)
    2.1314495456
    """
    if math.isinf(df):
        return normal_quantile(p)
    log_peak = math.lgamma((df + 1) / 2) - math.lgamma(df / 2) - 0.5 * math.log(df * math.pi)

    def density(t: float) -> float:
        return math.exp(log_peak - (df + 1) / 2 * math.log1p(t * t / df))

    return _symmetric(p, lambda t: t_sf(t, df), density)


def chi2_sf(x: float, df: float) -> float:
    """Area [0 to 1] above `x` under chi-squared with `df` degrees of freedom.

    >>> round(chi2_sf(47.059347756986, 15), 14)
    3.602223e-05
    """
    return _gamma_above(df / 2, x / 2) if x > 0 else 1.0


@lru_cache(maxsize=256)
def chi2_quantile(p: float, df: float) -> float:
    """The value [1] below which the share `p` of chi-squared with `df` degrees of freedom lies."""
    log_scale = -math.lgamma(df / 2) - df / 2 * math.log(2)

    def density(x: float) -> float:
        return math.exp(log_scale + (df / 2 - 1) * math.log(x) - x / 2)

    # Work in the smaller tail: near p = 0 the upper area is 1 to every digit and says nothing about x.
    if p < 0.5:
        return _root(lambda x: p - gamma_share(df / 2, x / 2), density, start=df)
    return _root(lambda x: chi2_sf(x, df) - (1 - p), density, start=df)


def f_sf(f: float, df1: float, df2: float) -> float:
    """Area [0 to 1] above `f` under F with `df1` and `df2` degrees of freedom (df2 infinite: chi-squared / df1)."""
    if f <= 0:
        return 1.0
    if math.isinf(df2):
        return chi2_sf(f * df1, df1)
    return beta_share(df2 / (df2 + df1 * f), df2 / 2, df1 / 2)


def beta_share(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b) [0 to 1]."""
    if x <= 0:
        return 0.0
    if x >= 1:
        return 1.0
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x))
    if x < (a + 1) / (a + b + 2):  # where the fraction converges fast; its mirror image elsewhere
        return front * _beta_fraction(x, a, b) / a
    return 1 - front * _beta_fraction(1 - x, b, a) / b


def gamma_share(a: float, x: float) -> float:
    """The regularised lower incomplete gamma function P(a, x) [0 to 1]."""
    if x <= 0:
        return 0.0
    return _gamma_series(a, x) if x < a + 1 else 1 - _gamma_fraction(a, x)


def _gamma_above(a: float, x: float) -> float:
    return 1 - _gamma_series(a, x) if x < a + 1 else _gamma_fraction(a, x)


def _gamma_series(a: float, x: float) -> float:
    term = total = 1 / a
    for n in range(1, _MAX_TERMS):
        term *= x / (a + n)
        total += term
        if term < total * _EPS:
            break
    return total * math.exp(a * math.log(x) - x - math.lgamma(a))


def _gamma_fraction(a: float, x: float) -> float:
    """The continued fraction of DLMF 8.9.2, from the first partial quotient on, by Lentz's method."""
    below = x + 1 - a
    c, d = 1 / _TINY, 1 / (below or _TINY)
    value = d
    for n in range(1, _MAX_TERMS):
        above = n * (a - n)
        below += 2
        d = 1 / (below + above * d or _TINY)
        c = below + above / c or _TINY
        value *= c * d
        if abs(c * d - 1) < _CLOSE:
            break
    return value * math.exp(a * math.log(x) - x - math.lgamma(a))


def _beta_fraction(x: float, a: float, b: float) -> float:
    """The continued fraction of DLMF 8.17.22 by Lentz's method, two partial quotients a turn."""
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1) or _TINY)
    value = d
    for m in range(1, _MAX_TERMS):
        at = a + 2 * m
        above = m * (b - m) * x / ((at - 1) * at)
        d = 1 / (1 + above * d or _TINY)
        c = 1 + above / c or _TINY
        value *= c * d
        above = -(a + m) * (a + b + m) * x / (at * (at + 1))
        d = 1 / (1 + above * d or _TINY)
        c = 1 + above / c or _TINY
        value *= c * d
        if abs(c * d - 1) < _CLOSE:
            break
    return value


def _symmetric(p: float, sf: Callable[[float], float], density: Callable[[float], float]) -> float:
    if not 0 < p < 1:
        raise ValueError(f"a share lies between 0 and 1, got {p}")
    if p == 0.5:
        return 0.0
    tail = min(p, 1 - p)
    size = _root(lambda t: sf(t) - tail, density, start=1.0)
    return size if p > 0.5 else -size


def _root(falling: Callable[[float], float], slope: Callable[[float], float], *, start: float) -> float:
    """The positive root of a falling function; `slope` is how steeply it falls."""
    low, high = 0.0, start
    for _ in range(_MOST_DOUBLINGS):
        if not falling(high) > 0:
            break
        low, high = high, 2 * high
    x = 0.5 * (low + high)
    for _ in range(200):
        height = falling(x)
        low, high = (x, high) if height > 0 else (low, x)
        steep = slope(x)
        step = height / steep if steep > 0 else math.inf
        new = x + step
        if not low < new < high:
            new = 0.5 * (low + high)
        if abs(new - x) <= 4 * _EPS * abs(new):
            return new
        x = new
    return x
