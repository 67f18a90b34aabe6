"""The Box-Cox scale on which a day's intake is nearly normal, and the way back to amounts."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.polynomial.hermite_e import hermegauss
from numpy.typing import NDArray

Array = NDArray[np.float64]

# Box and Cox (1964), as the National Cancer Institute's method bounds it: 0.01 stands for the logarithm.
SMALLEST_LAMBDA, LARGEST_LAMBDA = 0.01, 1.0
NODES = 40  # Gauss and Hermite: exact for polynomials of degree 79, and a back-transform is of degree 1/lambda


@cache
def normal_nodes(count: int = NODES) -> tuple[Array, Array]:
    """Places [standard deviations] and weights [1] by which the mean of a function of a normal variable is summed.

    >>> at, weight = normal_nodes(5)
    >>> round(float((weight * at**2).sum()), 12)
    1.0
    """
    at, weight = hermegauss(count)
    weight = weight / weight.sum()
    at.flags.writeable = weight.flags.writeable = False  # one pair for all who ask
    return at, weight


def back(v: Array, lam: Array) -> Array:
    """The amount [the nutrient's unit] at `v` on the Box-Cox scale with exponent `lam` [1]; below its end it is 0."""
    inner = np.maximum(lam * v + 1.0, 0.0)
    amount: Array = inner ** (1.0 / lam)
    return amount


def usual(centre: Array, within_sd: Array, lam: Array) -> Array:
    """A person's usual intake [unit a day]: the mean over days of the amount, exactly, by quadrature.

    `centre` [Box-Cox scale] is the person's own middle, `within_sd` [Box-Cox scale] the day-to-day deviation; the three
    broadcast against each other. (Tooze and others 2010, Statistics in Medicine 29:2857, the integral they approximate
    by a Taylor term or nine points.)
    """
    at, weight = normal_nodes()
    days = back(centre[..., None] + within_sd[..., None] * at, np.asarray(lam)[..., None])
    mean: Array = days @ weight
    return mean
