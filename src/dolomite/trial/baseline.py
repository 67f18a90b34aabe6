"""What a baseline says of a person's pain: mean, spread, how days hang together; defaults where nothing is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from dolomite import facts
from dolomite.base.finding import Basis
from dolomite.facts.read import Row
from dolomite.trial.normal import Floats

FEWEST_FOR_SPREAD = 7  # ratings; fewer say too little of an SD
FEWEST_FOR_PHI = 14  # ratings; the autocorrelation of a week is mostly noise
LARGEST_PHI = 0.9


class Typical(Row):
    """One population figure: an SD [points] or a share [1]."""

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    points: float | None = None
    share: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """Mean and SD over days [points], autocorrelation and share of missing days [1], each with its grounds."""

    mean: float | None
    sd: float
    phi: float
    missing: float
    days: int
    basis: tuple[Basis, ...]

    @property
    def sigma(self) -> float:
        """SD of the day's own noise [points]: the innovation of an AR(1) with this SD over days."""
        return float(self.sd * np.sqrt(1.0 - self.phi**2))


def shares_missed() -> tuple[float, ...]:
    """The shares of missed days [1] that chances are told for: none, the usual, the most."""
    table: dict[str, Typical] = {row.id: row for row in facts.rows("trial/population", Typical)}
    usual, most = table["missing"].share, table["missing_most"].share
    assert usual is not None and most is not None, "facts/trial/population.yaml: missing, missing_most"
    return (0.0, usual, most)


def baseline(ratings: Floats | None, *, said_mean: float | None) -> Baseline:
    """The baseline of daily `ratings` (days,) [points], NaN where missing; `said_mean` when no ratings are known."""
    table: dict[str, Typical] = {row.id: row for row in facts.rows("trial/population", Typical)}
    sd, phi, missing = table["sd"].points, table["autocorrelation"].share, table["missing"].share
    assert sd is not None and phi is not None and missing is not None, "facts/trial/population.yaml: sd, shares"
    known = ratings[~np.isnan(ratings)] if ratings is not None else np.array([])
    grounds: list[Basis] = []
    if len(known) >= FEWEST_FOR_SPREAD and known.std(ddof=1) > 0:
        sd = float(known.std(ddof=1))
        grounds.append(Basis(source="diary", at=f"baseline, {len(known)} days"))
    else:
        grounds.extend(table["sd"].basis)
    if len(known) >= FEWEST_FOR_PHI and ratings is not None:
        phi = _lag_one(ratings)
    else:
        grounds.extend(table["autocorrelation"].basis)
    if ratings is not None and len(ratings) >= FEWEST_FOR_SPREAD:
        missing = float(np.isnan(ratings).mean())
    return Baseline(
        mean=float(known.mean()) if len(known) else said_mean,
        sd=sd,
        phi=phi,
        missing=missing,
        days=len(known),
        basis=tuple(dict.fromkeys(grounds)),
    )


def _lag_one(ratings: Floats) -> float:
    centred = ratings - np.nanmean(ratings)
    pairs = ~np.isnan(centred[1:]) & ~np.isnan(centred[:-1])
    together = (centred[1:] * centred[:-1])[pairs].mean() if pairs.any() else 0.0
    return float(np.clip(together / np.nanvar(ratings), -LARGEST_PHI, LARGEST_PHI)) if np.nanvar(ratings) > 0 else 0.0
