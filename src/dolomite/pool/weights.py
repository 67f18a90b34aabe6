"""Weighted least squares with known weights, for one data set or many at once.

Shapes everywhere in the engine: the study axis comes first. Effects `y` and variances `v` are (k, ...), whatever
follows being separate data sets (resamples, points of a grid); a design matrix `x` is (k, p) and shared by them all.
`x=None` means the mean alone: then every matrix below is one number, and the sums collapse to plain ones.

P = W - W X (X'WX)^-1 X'W is the matrix that takes effects to weighted residuals; the estimators of heterogeneity are
all written with it (Viechtbauer 2005).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from dolomite.base.errors import InputError

Array = NDArray[np.float64]

_AT_ONCE = 64  # data sets on their grids worked on together: two arrays of them stay inside the processor's cache

total = np.add.reduce  # sums over the study axis


def inner(a: Array, b: Array) -> Array:
    """The sum over the studies of a x b [their units]; for one data set in one call, which costs a fifth."""
    product: Array = a @ b if a.ndim == 1 and b.ndim == 1 else total(a * b)
    return product


class Design:
    """A design matrix (k, p) and the products of its columns, made once. (No unit: whatever the moderators have.)"""

    __slots__ = ("products", "x")

    def __init__(self, x: Array) -> None:
        k, p = x.shape
        self.x = x
        self.products = (x[:, :, None] * x[:, None, :]).reshape(k, p * p).T

    @property
    def columns(self) -> int:
        """How many coefficients the design has."""
        return int(self.x.shape[1])

    def gram(self, w: Array) -> Array:
        """X'WX for each data set: (..., p, p) [1/variance]."""
        p = self.columns
        flat = self.products @ w.reshape(w.shape[0], -1)
        return np.moveaxis(flat, 0, -1).reshape(*w.shape[1:], p, p)

    def inverse(self, w: Array) -> Array:
        """(X'WX)^-1 for each data set: (..., p, p) [variance]: the covariance of the coefficients."""
        with _apart():
            inverse: Array = np.linalg.inv(self.gram(w)).astype(np.float64, copy=False)
        return inverse

    def coefficients(self, w: Array, z: Array) -> Array:
        """Weighted least squares coefficients of `z`: (..., p) [unit of z]."""
        wz = w * z
        right = np.moveaxis(self.x.T @ wz.reshape(wz.shape[0], -1), 0, -1).reshape(*wz.shape[1:], self.columns)
        with _apart():
            solved: Array = np.linalg.solve(self.gram(w), right[..., None])[..., 0].astype(np.float64, copy=False)
        return solved

    def fitted(self, coefficients: Array) -> Array:
        """X b for each data set: (k, ...) [unit of the coefficients]."""
        b = coefficients.reshape(-1, self.columns)
        return (self.x @ b.T).reshape(self.x.shape[0], *coefficients.shape[:-1])


@contextmanager
def _apart() -> Iterator[None]:
    """A regression on studies that are alike in what it asks of them has no answer, which is said."""
    try:
        yield
    except np.linalg.LinAlgError:
        raise InputError("the studies do not differ in what is asked of them, so nothing can be told apart.") from None


def project(w: Array, z: Array, design: Design | None) -> Array:
    """P z: the weighted residuals of `z` [1/unit of z when w is 1/variance], (k, ...)."""
    if design is None:
        out: Array = w * (z - inner(w, z) / total(w))
        return out
    return w * (z - design.fitted(design.coefficients(w, z)))


def squares_about(y: Array, design: Design | None) -> Array:
    """The unweighted squares about the mean (or about what the design fits) for each data set [unit of y, squared]."""
    off = y - total(y) / y.shape[0] if design is None else project(np.ones_like(y), y, design)
    return np.asarray(total(off * off))


def traces(w: Array, design: Design | None) -> tuple[Array, Array]:
    """tr(P) and tr(PP) for each data set [1/variance, 1/variance^2]."""
    w2 = w * w
    if design is None:
        sw, sw2, sw3 = total(w), inner(w, w), inner(w2, w)
        share = sw2 / sw
        return sw - share, sw2 - 2 * sw3 / sw + share * share
    inverse = design.inverse(w)
    a2 = inverse @ design.gram(w2)
    a3 = inverse @ design.gram(w2 * w)
    first = total(w) - np.trace(a2, axis1=-2, axis2=-1)
    second = total(w2) - 2 * np.trace(a3, axis1=-2, axis2=-1) + np.trace(a2 @ a2, axis1=-2, axis2=-1)
    return first, second


def score(y: Array, v: Array, tau2: Array, design: Design | None, *, restricted: bool) -> tuple[Array, Array]:
    """y'PPy and tr(P), or tr(W) where not `restricted`: where the first is the larger, the likelihood rises with tau2.

    `y`, `v`: (k, n); `tau2`: (n, points), and so are the answers. [y in its unit; 1/variance]
    """
    if design is not None:
        w = 1 / (v[:, :, None] + tau2)
        u = project(w, y[:, :, None], design)
        return total(u * u), trace_p(w, design) if restricted else total(w)
    # The mean alone, on the whole grid of thousands of refits: a few data sets at a time in one room, since getting
    # room for arrays of that size costs more than the sums themselves.
    squares, traced = np.empty_like(tau2), np.empty_like(tau2)
    room = np.empty((2, y.shape[0], min(_AT_ONCE, y.shape[1]), tau2.shape[1]))
    for at in range(0, y.shape[1], _AT_ONCE):
        part = slice(at, at + _AT_ONCE)
        z = y[:, part, None]
        w, u = room[:, :, : z.shape[1]]
        np.add(v[:, part, None], tau2[part], out=w)
        np.reciprocal(w, out=w)
        sw = total(w)
        np.multiply(w, z, out=u)
        np.subtract(z, total(u) / sw, out=u)
        u *= w
        u *= u
        total(u, out=squares[part])
        traced[part] = sw - total(np.multiply(w, w, out=w)) / sw if restricted else sw
    return squares, traced


def curvature(w: Array, y: Array, design: Design | None) -> tuple[Array, Array, Array, Array]:
    """y'PPy, y'PPPy, tr(P) and tr(PP) for each data set: the likelihood's slope in tau2 and how that slope bends.

    [y in its unit; 1/variance, 1/variance^2]
    """
    if design is not None:
        u = project(w, y, design)
        return total(u * u), total(u * project(w, u, design)), *traces(w, design)
    # The mean alone, the case that thousands of refits are made of: each sum is taken once.
    sw = total(w)
    u = w * (y - inner(w, y) / sw)
    sw2, swu = inner(w, w), inner(w, u)
    share = sw2 / sw
    bend = inner(w * u, u) - swu * swu / sw
    return inner(u, u), bend, sw - share, sw2 - 2 * inner(w * w, w) / sw + share * share


def trace_p(w: Array, design: Design | None) -> Array:
    """tr(P) alone for each data set [1/variance]."""
    if design is None:
        sw = total(w)
        mean_alone: Array = sw - inner(w, w) / sw
        return mean_alone
    trace: Array = total(w) - np.trace(design.inverse(w) @ design.gram(w * w), axis1=-2, axis2=-1)
    return trace


def log_det(w: Array, design: Design | None) -> Array:
    """log |X'WX| for each data set [1] (what estimating the coefficients costs in a restricted likelihood)."""
    if design is None:
        return np.asarray(np.log(total(w)))
    return np.asarray(np.linalg.slogdet(design.gram(w))[1])
