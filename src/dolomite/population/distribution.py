"""What a fitted model says of a group: shares below a limit or a requirement, above an upper level, mean, quantiles.

A person's usual intake T(u) rises with u, the person's place among people alike, so that a share below a limit is the
normal probability of the u at which T(u) meets it, and every mean over people is a quadrature over u: no sampling.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from dolomite.population.boxcox import normal_nodes, usual
from dolomite.population.one_part import Fit

Array = NDArray[np.float64]

HALVINGS = 60  # of the bracket of u: to the digits of a double
FARTHEST = 8.0  # standard deviations between people, beyond which nobody lives
PEOPLE_NODES = 120  # of the quadrature over people; a requirement's spread of a tenth is smooth against them


def short_at(intake: Array, *, ear: float, cv: float) -> Array:
    """The chance [0 to 1] that people at a usual `intake` fall short of a requirement normal about `ear` [unit a day].

    `cv` [1] is its spread. (National Research Council 1986, Nutrient Adequacy.)
    """
    chance: Array = ndtr((ear - intake) / (cv * ear))
    return chance


def short_by_percentiles(intake: Array, percentiles: Sequence[tuple[float, float]]) -> Array:
    """The chance [0 to 1] of falling short at a usual `intake` [unit a day] where the requirement is skewed.

    `percentiles` are (share of people [0 to 1], requirement [unit a day]) in rising order; between them the chance
    falls evenly, below the first it is 1 and above the last 0, as the Institute of Medicine has it (2001, Table 14-1).
    """
    shares, needs = (np.array(column) for column in zip(*percentiles, strict=True))
    chance: Array = 1.0 - np.interp(intake, needs, shares, left=0.0, right=1.0)
    return chance


def halved(low: Array, high: Array, below: Callable[[Array], NDArray[np.bool_]]) -> Array:
    """Where `below` turns false between `low` and `high` [their unit], place by place, found by halving."""
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        still = below(middle)
        low, high = np.where(still, middle, low), np.where(still, high, middle)
    between: Array = (low + high) / 2
    return between


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """People alike: `design` holds one row of model terms a kind of day, `day_share` [1] how often that kind comes.

    `weight` [replicate]: how many people of the group are alike this way.
    """

    design: Array
    day_share: Array
    weight: Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group's usual intake by the model: its `fit` and its profiles; everything is given for each replicate.

    `added` [unit a day] is what everybody takes beside what was recalled.
    """

    fit: Fit
    profiles: tuple[Profile, ...]
    added: float = 0.0

    def sample(self) -> Group:
        """The group of the sample alone, without replicates."""
        alone = tuple(replace(profile, weight=profile.weight[:1]) for profile in self.profiles)
        return replace(self, fit=self.fit.first(), profiles=alone)

    def usual_at(self, profile: Profile, u: Array) -> Array:
        """Usual intake [unit a day] of people at `u` [standard deviations between people; replicate, place]."""
        total = np.full_like(u, self.added)
        fit = self.fit
        for terms, share in zip(profile.design, profile.day_share, strict=True):
            centre = (fit.coefficients @ terms)[:, None] + fit.between_sd[:, None] * u
            total += share * usual(centre, fit.within_sd[:, None], fit.lam[:, None])
        return total

    def mean(self) -> Array:
        """Mean usual intake [unit a day], by replicate."""
        return self.expected(lambda intake: intake)

    def expected(self, of: Callable[[Array], Array]) -> Array:
        """Mean over people of a function of usual intake [unit a day], by replicate."""
        at, weight = normal_nodes(PEOPLE_NODES)
        u = np.broadcast_to(at, (len(self.fit.lam), len(at)))
        return self._mixed([of(self.usual_at(profile, u)) @ weight for profile in self.profiles])

    def share_below(self, limit: float) -> Array:
        """Share of people [0 to 1] whose usual intake is below `limit` [unit a day], by replicate."""
        return self._mixed([self._below(profile, limit) for profile in self.profiles])

    def prob_inadequate(self, ear: float, cv: float) -> Array:
        """Share of people [0 to 1] below their own requirement, normal about `ear` [unit a day] with `cv` [1].

        The full probability approach (National Research Council 1986; IOM 2000, Applications in Dietary Assessment,
        chapter 4), against the cut-point of `share_below(ear)`.
        """
        return self.expected(lambda intake: short_at(intake, ear=ear, cv=cv))

    def prob_short(self, percentiles: Sequence[tuple[float, float]]) -> Array:
        """Share of people [0 to 1] below their own requirement, given by its percentiles, by replicate."""
        return self.expected(lambda intake: short_by_percentiles(intake, percentiles))

    def quantile(self, share: float) -> Array:
        """The usual intake [unit a day] below which that share [0 to 1] of people lies, by replicate."""
        if len(self.profiles) == 1:
            u = np.full((len(self.fit.lam), 1), ndtri(share))
            return self.usual_at(self.profiles[0], u)[:, 0]
        edge = np.full((len(self.fit.lam), 1), FARTHEST)
        low = np.min([self.usual_at(p, -edge)[:, 0] for p in self.profiles], axis=0)
        high = np.max([self.usual_at(p, edge)[:, 0] for p in self.profiles], axis=0)
        return halved(low, high, lambda intake: self._mixed([self._below(p, intake) for p in self.profiles]) < share)

    def _below(self, profile: Profile, limit: float | Array) -> Array:
        edge = np.full((len(self.fit.lam), 1), FARTHEST)
        cut = np.broadcast_to(np.asarray(limit, dtype=float), (len(self.fit.lam),))[:, None]
        if not np.any(self.fit.between_sd):
            return (self.usual_at(profile, np.zeros_like(edge))[:, 0] < cut[:, 0]).astype(float)
        share: Array = ndtr(halved(-edge, edge, lambda u: self.usual_at(profile, u) < cut)[:, 0])
        return share

    def _mixed(self, parts: list[Array]) -> Array:
        weights = np.stack([profile.weight for profile in self.profiles])
        mean: Array = (weights * np.stack(parts)).sum(axis=0) / weights.sum(axis=0)
        return mean
