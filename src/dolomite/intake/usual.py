"""Usual intake: what the counted days say of the long run, and how much days differ within this person."""

from __future__ import annotations

import math
from dataclasses import dataclass

from dolomite.base.finding import Basis
from dolomite.base.span import Span
from dolomite.intake.total import Total


@dataclass(frozen=True, slots=True, kw_only=True)
class Usual:
    """Mean over the counted days [nutrient's unit per day], their number, and the observed day-to-day SD [same unit].

    `within_sd` is None with fewer than two days or when a day has unknown parts without an upper bound; few days
    estimate it badly, so that published SDs stand beside it.
    """

    nutrient: str
    mean: Span
    days: int
    within_sd: float | None
    basis: tuple[Basis, ...]


def usual(totals: Total, nutrient: str) -> Usual:
    """The usual intake of one nutrient from food [its unit per day]. A day's unknown parts count at their middle for
    the day-to-day SD only; the mean keeps its bounds.
    """
    days = totals.counted
    middles = [day.nutrients[nutrient].middle for day in days]
    sd = None
    if len(days) > 1 and all(m is not None for m in middles):
        known = [m for m in middles if m is not None]
        mean = math.fsum(known) / len(known)
        sd = math.sqrt(math.fsum((m - mean) ** 2 for m in known) / (len(known) - 1))
    when = f"{days[0].on} to {days[-1].on}, {len(days)} days" if days else "no complete day"
    return Usual(
        nutrient=nutrient,
        mean=totals.nutrients[nutrient],
        days=len(days),
        within_sd=sd,
        basis=(Basis(source="diary", at=when),),
    )
