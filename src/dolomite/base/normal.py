"""The normal distribution, told alike on every machine."""

from __future__ import annotations

from math import erf, sqrt

# Libraries of mathematics differ in the last bits of erf (each within one unit of the last place); what a probability
# is used for never reaches so far, and the same question has the same answer in a browser, on a phone and on a server.
DECIMALS = 12
FARTHEST_Z = 12.0  # beyond twelve standard deviations a double holds no probability but 0 and 1
HALVINGS = 80  # of that bracket: more than the digits of a double


def below(z: float) -> float:
    """Probability [0 to 1, to twelve decimals] that a standard normal variable is below `z` [standard deviations].

    >>> round(below(1.0), 3)
    0.841
    """
    return round(_below(z), DECIMALS)


def quantile(probability: float) -> float:
    """The `z` [standard deviations] below which a standard normal variable lies with that probability [0 to 1].

    >>> round(quantile(0.975), 4)
    1.96
    """
    low, high = -FARTHEST_Z, FARTHEST_Z
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if _below(middle) < probability else (low, middle)
    return round((low + high) / 2, DECIMALS)


def _below(z: float) -> float:
    return (1 + erf(z / sqrt(2))) / 2
