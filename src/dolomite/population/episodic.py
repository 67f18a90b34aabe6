"""What a fitted two-part model says of a group: the shares, mean and quantiles that `distribution.Group` has.

Usual intake is the chance of eating it on a day times the mean amount of such days. At a given chance it rises with a
person's own amount, so that a share below a limit is a quadrature over chances of a normal probability of amounts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit, ndtr

from dolomite.population.boxcox import normal_nodes, usual
from dolomite.population.distribution import FARTHEST, halved, short_at, short_by_percentiles
from dolomite.population.two_part import TwoPartFit

Array = NDArray[np.float64]

CHANCE_NODES, AMOUNT_NODES = 60, 40  # of the quadratures over people
PLACES = 241  # of the grid of amounts on which a limit is found, linear between
SMALLEST = 1e-9  # of a deviation that is divided by


@dataclass(frozen=True, slots=True, kw_only=True)
class Episodic:
    """A group by the two-part model: `design` holds one row of terms a kind of day, `day_share` [1] how often it comes.

    `added` [unit a day] is what everybody takes beside what was recalled.
    """

    fit: TwoPartFit
    design: Array
    day_share: Array
    added: float = 0.0

    def sample(self) -> Episodic:
        """The group of the sample alone, without replicates."""
        return replace(self, fit=self.fit.first())

    def intake(self, chance_at: Array, amount: Array) -> Array:
        """Usual intake [unit a day; replicate, chance, amount] of people at `chance_at` [standard deviations] of the
        chance and `amount` [Box-Cox scale; replicate, 1 or chance, amount] of the amount's own deviation.
        """
        fit = self.fit
        total = np.full(np.broadcast_shapes(amount.shape, (len(fit.lam), len(chance_at), 1)), self.added)
        for terms, share in zip(self.design, self.day_share, strict=True):
            chance = expit((fit.chance @ terms)[:, None] + fit.chance_sd[:, None] * chance_at)
            centre = (fit.coefficients @ terms)[:, None, None] + amount
            total += share * chance[:, :, None] * usual(centre, fit.within_sd[:, None, None], fit.lam[:, None, None])
        return total

    def expected(self, of: Callable[[Array], Array]) -> Array:
        """Mean over people of a function of usual intake [unit a day], by replicate."""
        u, u_weight = normal_nodes(CHANCE_NODES)
        v, v_weight = normal_nodes(AMOUNT_NODES)
        amount = self._given(u)[:, :, None] + self._left()[:, None, None] * v
        mean: Array = (of(self.intake(u, amount)) @ v_weight) @ u_weight
        return mean

    def mean(self) -> Array:
        """Mean usual intake [unit a day], by replicate."""
        return self.expected(lambda intake: intake)

    def share_below(self, limit: float) -> Array:
        """Share of people [0 to 1] whose usual intake is below `limit` [unit a day], by replicate."""
        return self._below(*self._grid(), np.full(len(self.fit.lam), float(limit)))

    def prob_inadequate(self, ear: float, cv: float) -> Array:
        """Share of people [0 to 1] below their own requirement, normal about `ear` [unit a day] with `cv` [1]."""
        return self.expected(lambda intake: short_at(intake, ear=ear, cv=cv))

    def prob_short(self, percentiles: Sequence[tuple[float, float]]) -> Array:
        """Share of people [0 to 1] below their own requirement, given by its percentiles, by replicate."""
        return self.expected(lambda intake: short_by_percentiles(intake, percentiles))

    def quantile(self, share: float) -> Array:
        """The usual intake [unit a day] below which that share [0 to 1] of people lies, by replicate."""
        places, grid = self._grid()
        low, high = grid.min(axis=(1, 2)), grid.max(axis=(1, 2))
        return halved(low, high, lambda intake: self._below(places, grid, intake) < share)

    def _given(self, u: Array) -> Array:
        """The middle of the amount's deviation among people at `u` of the chance [Box-Cox scale]."""
        middle: Array = (self.fit.correlation * self.fit.between_sd)[:, None] * u
        return middle

    def _left(self) -> Array:
        left: Array = self.fit.between_sd * np.sqrt(1.0 - self.fit.correlation**2)
        return np.maximum(left, SMALLEST)

    def _grid(self) -> tuple[Array, Array]:
        places = np.linspace(-FARTHEST, FARTHEST, PLACES)
        amount = (self.fit.between_sd[:, None] * places)[:, None, :]
        return amount[:, 0, :], self.intake(normal_nodes(CHANCE_NODES)[0], amount)

    def _below(self, places: Array, grid: Array, limit: Array) -> Array:
        """The share below, with the amount at which each chance meets the limit found on the grid."""
        u, weight = normal_nodes(CHANCE_NODES)
        cut = limit[:, None]
        above = np.clip((grid < cut[:, :, None]).sum(axis=2), 1, PLACES - 1)
        row, column = np.indices(above.shape)
        low, high = grid[row, column, above - 1], grid[row, column, above]
        part = np.clip((cut - low) / np.where(high > low, high - low, 1.0), 0.0, 1.0)
        place = places[row, above - 1] + part * (places[row, above] - places[row, above - 1])
        share = ndtr((place - self._given(u)) / self._left()[:, None])
        share = np.where(grid[:, :, -1] < cut, 1.0, np.where(grid[:, :, 0] >= cut, 0.0, share))
        below: Array = share @ weight
        return below
