"""The types of the stand-in: names, and nothing behind them."""

from numpy import Missing

NDArray = Missing()
ArrayLike = Missing()
