"""The normal distribution and mixtures of it, on NumPy alone: SciPy would double the start of the command."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
SQRT2 = math.sqrt(2.0)
ROOT_2PI = math.sqrt(2.0 * math.pi)
# Distribution function by Taylor's series about the nearest entry of a table: with steps of 1/64 the term left out,
# He4(z) d^5/5! with d <= 1/128, is under 1e-12 of the whole anywhere, and a mixture of thousands takes microseconds.
TABLE_STEP = 1.0 / 64.0
TABLE_END = 37.0  # beyond it the probability is under 1e-299
NEGLIGIBLE = 1e-10  # share of the mass that may be left out of a mixture: far below the error that is promised
MAX_STEPS = 200  # bisection halves; 200 halvings end at machine precision from any start
SETTLED = 3e-6  # SDs: Newton's error squares, so the step after one this small would move the tenth digit
MEAN_CELL, SD_CELL = 0.08, 0.03  # merging: components nearer than this (in SDs, in log SD) become one


@cache
def _table() -> Floats:
    """Distribution function at every entry of the table, from the standard library's erfc."""
    count = round(TABLE_END / TABLE_STEP)
    return np.array([0.5 * math.erfc(-k * TABLE_STEP / SQRT2) for k in range(-count, count + 1)])


def cdf(z: Floats) -> Floats:
    """Standard normal distribution function at each `z`, to 1e-12."""
    z = np.clip(np.asarray(z, dtype=float), -TABLE_END, TABLE_END)
    table = _table()
    place = np.rint(z * (1.0 / TABLE_STEP))
    at = place * TABLE_STEP
    d = z - at
    place += len(table) // 2
    # Phi(at + d) = Phi(at) + pdf(at) * (d - at d^2/2 + (at^2 - 1) d^3/6 - (at^3 - 3 at) d^4/24)
    square = at * at
    series = (square - 3.0) * at
    series *= d
    series *= -0.25
    series += square
    series -= 1.0
    series *= d
    series *= 1.0 / 3.0
    series -= at
    series *= d
    series *= 0.5
    series += 1.0
    series *= d
    square *= -0.5
    series *= np.exp(square, out=square)
    series *= 1.0 / ROOT_2PI
    series += table[place.astype(np.intp)]
    return np.asarray(series)


def pdf(z: Floats) -> Floats:
    """Standard normal density at each `z`."""
    density = z * z
    density *= -0.5
    np.exp(density, out=density)
    density *= 1.0 / ROOT_2PI
    return density


class Mixture:
    """A finite mixture of normal distributions: the exact posterior of one coefficient, given the nodes.

    `weights` sum to 1, `means` and `sds` are in the coefficient's unit; all have shape (nodes,).
    """

    def __init__(self, weights: npt.ArrayLike, means: npt.ArrayLike, variances: npt.ArrayLike) -> None:
        w, m, v = (np.ravel(np.asarray(a, dtype=float)) for a in (weights, means, variances))
        keep = np.flatnonzero(w > w.sum() * (NEGLIGIBLE / len(w)))
        w = w[keep]
        self.weights: Floats = w / w.sum()
        self.means: Floats = m[keep]
        self.sds: Floats = np.sqrt(v[keep])

    @property
    def mean(self) -> float:
        """Posterior mean [the coefficient's unit]."""
        return float(self.weights @ self.means)

    @property
    def sd(self) -> float:
        """Posterior SD [the coefficient's unit]."""
        mean = self.mean
        return math.sqrt(float(self.weights @ (self.sds**2 + (self.means - mean) ** 2)))

    def below(self, x: float) -> float:
        """Probability of a value under `x` [the coefficient's unit]."""
        return float(self.weights @ cdf((x - self.means) / self.sds))

    def density(self, x: Floats) -> Floats:
        """Density at each of `x` [1 per unit of the coefficient]; shape as `x`."""
        inverse = 1.0 / self.sds
        return np.asarray(pdf((np.asarray(x, dtype=float)[:, None] - self.means) * inverse) @ (self.weights * inverse))

    def quantile(self, q: float) -> float:
        """The value with probability `q` below it [the coefficient's unit]."""
        return self.quantiles((q,))[0]

    def quantiles(self, q: Sequence[float]) -> tuple[float, ...]:
        """The values with the probabilities `q` below them [the coefficient's unit].

        Newton steps inside a bracket, for all of them at once: first on the merged mixture, which is small, then on
        the mixture itself.
        """
        wanted = np.array(q, dtype=float)
        start = self.mean + self.sd * np.log(wanted / (1 - wanted)) / 1.702  # the logistic curve, near enough
        small = self.merged()
        if len(small.weights) < len(self.weights):
            start = small._newton(wanted, start)
        return tuple(self._newton(wanted, start).tolist())

    def merged(self, mean_cell: float = MEAN_CELL, sd_cell: float = SD_CELL) -> Mixture:
        """The mixture with near-equal components made one: mass, mean, variance stay. [cells: SDs; log SD]"""
        w, m, s = self.weights, self.means, self.sds
        scale = math.sqrt(float(w @ (s * s)))
        row, column = np.rint(m * (1.0 / (mean_cell * scale))), np.rint(np.log(s) * (1.0 / sd_cell))
        row -= row.min()
        column -= column.min()
        wide = column.max() + 1
        if (row.max() + 1) * wide > 100 * len(w) + 10_000:  # far apart: cells would be mostly empty
            return self
        cell = (row * wide + column).astype(np.intp)
        weight = np.bincount(cell, weights=w)
        full = np.flatnonzero(weight)
        weight = weight[full]
        mean = np.bincount(cell, weights=w * m)[full] / weight
        square = np.bincount(cell, weights=w * (s * s + m * m))[full] / weight
        return Mixture(weight, mean, np.maximum(square - mean * mean, 1e-300))

    def _newton(self, wanted: Floats, x: Floats) -> Floats:
        w, m, inverse = self.weights, self.means, 1.0 / self.sds
        over = w * inverse
        low = np.full(len(wanted), float((m - 9.0 * self.sds).min()))
        high = np.full(len(wanted), float((m + 9.0 * self.sds).max()))
        settled = SETTLED * self.sd
        x = np.clip(x, low, high)
        active = np.arange(len(wanted))
        for _ in range(MAX_STEPS):
            here = x[active]
            z = (here[:, None] - m) * inverse
            gap, slope = cdf(z) @ w - wanted[active], pdf(z) @ over
            above = gap > 0
            high[active[above]] = here[above]
            low[active[~above]] = here[~above]
            with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
                new = here - gap / slope
            outside = ~((low[active] < new) & (new < high[active]))
            new[outside] = (low[active] + high[active])[outside] / 2
            x[active] = new
            active = active[np.abs(new - here) > settled]
            if len(active) == 0:
                break
        return x
