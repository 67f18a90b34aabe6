"""The polynomials of the stand-in: names, and nothing behind them."""

from numpy import Missing

legendre = Missing()
