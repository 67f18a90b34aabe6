"""How much less pain is worth it: the person's own answer, a suggestion from facts, or the default."""

from __future__ import annotations

from typing import ClassVar

from dolomite import facts
from dolomite.base.errors import InputError
from dolomite.facts.read import Row


class Worth(Row):
    """One figure for a worthwhile difference: absolute [points of 0 to 10] or a share of the baseline [%]."""

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    points: float | None = None
    percent: float | None = None
    percent_low: float | None = None
    percent_high: float | None = None
    kind: str


def worth(identifier: str) -> Worth:
    """The row of that id: mic, wanted, wanted_at_least, same, small or moderate [points, %]."""
    table: tuple[Worth, ...] = facts.rows("trial/worthwhile", Worth)
    return {row.id: row for row in table}[identifier]


def points(identifier: str) -> float:
    """The absolute figure of that id [points]."""
    value = worth(identifier).points
    assert value is not None, f"facts/trial/worthwhile.yaml: {identifier} needs points"
    return value


def suggested(baseline_mean: float | None) -> float:
    """What to suggest as worthwhile [points]: 30 % of the baseline mean [points], at least 1; the MIC if unknown."""
    share = worth("wanted").percent
    if baseline_mean is None or share is None:
        return points("mic")
    return max(points("wanted_at_least"), round(baseline_mean * share / 100, 1))


def checked(chosen: float | None) -> float:
    """The worthwhile difference to judge by [points]: what was chosen, else the default. Raises InputError."""
    if chosen is None:
        return points("mic")
    if not points("same") <= chosen <= 10:
        raise InputError(
            f"{chosen:g}: use {points('same'):g} to 10 points. Less than {points('same'):g} counts as about the same.",
            field="worthwhile",
        )
    return chosen
