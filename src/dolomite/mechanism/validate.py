"""The validation table: each published figure, the model's with its band, and whether it holds, by how much not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from dolomite import facts
from dolomite.mechanism.band import Band, band
from dolomite.mechanism.population import People
from dolomite.mechanism.published import Published, published, repeat

INSIDE_LEAST = 0.9  # share of published figures that bands of 95 of 100 persons should hold; our choice


class Tally(facts.Row):
    """How many published figures, and how many of them lie outside the model's bands [counts]."""

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: Literal["all", "never_fitted"]
    says: str
    of: int
    outside: int

    @property
    def too_narrow(self) -> bool:
        """Whether fewer figures lie inside than bands of this width should hold."""
        return self.of - self.outside < INSIDE_LEAST * self.of


def tallies() -> dict[str, Tally]:
    """The counts by their name. (Unit: figures.)"""
    return {row.id: row for row in facts.rows("mechanism/tally", Tally)}


def counted(rows: tuple[Compared, ...]) -> dict[str, tuple[int, int]]:
    """The same counts made anew: how many, and how many outside. (Unit: figures.)"""
    never = [figure for figure in rows if figure.row.used_for == "validation"]
    return {
        name: (len(held), sum(not figure.within for figure in held))
        for name, held in (("all", rows), ("never_fitted", never))
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """One published figure beside the model's band over virtual persons [the row's unit]."""

    row: Published
    model: Band

    @property
    def within(self) -> bool:
        """The published figure lies inside the model's band."""
        return self.model.low <= self.row.published <= self.model.high

    @property
    def overlaps(self) -> bool:
        """The spread printed with the figure reaches into the model's band."""
        low, high = self.row.low, self.row.high
        return low is not None and high is not None and low <= self.model.high and high >= self.model.low

    @property
    def miss(self) -> float:
        """How far the model's middle lies above the published figure [the row's unit]; negative: below."""
        return self.model.median - self.row.published


def compare(who: People, rows: tuple[Published, ...] | None = None) -> tuple[Compared, ...]:
    """The model against each published figure, repeated with these virtual persons. (Units are in the rows.)"""
    return tuple(Compared(row=row, model=band(repeat(row, who))) for row in (published() if rows is None else rows))
