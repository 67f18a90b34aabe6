"""The normal distribution, told alike on every machine."""

from __future__ import annotations

from math import erf, sqrt

# Libraries of mathematics differ in the last bits of erf (each within one unit of the last place); what a probability
# is used for never reaches so far, and the same question has the same answer in a browser, on a phone and on a server.
DECIMALS = 12


def below(z: float) -> float:
    """Probability [0 to 1, to twelve decimals] that a standard normal variable is below `z` [standard deviations].

    >>> round(below(1.0), 3)
    0.841
    """
    return round((1 + erf(z / sqrt(2))) / 2, DECIMALS)  # as `statistics` has it, which a light command does not import


def quantile(probability: float) -> float:
    """The `z` [standard deviations] below which a standard normal variable lies with that probability [0 to 1].

    >>> round(quantile(0.975), 4)
    1.96
    """
    from statistics import NormalDist

    return round(NormalDist().inv_cdf(probability), DECIMALS)
