"""How large an effect is, in words fixed beforehand: a dial of its own, never mixed with the certainty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dolomite.base.finding import Basis
from dolomite.evidence.certainty import Stated
from dolomite.evidence.rating import threshold

Word = Literal["trivial", "small", "moderate", "large", "unknown"]
STEPS: tuple[tuple[Word, str], ...] = (
    ("trivial", "size_trivial_below"),
    ("small", "size_small_below"),
    ("moderate", "size_moderate_below"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Size:
    """A size in a word, with the difference [points of a 0-10 scale, below zero favours magnesium] and its interval
    where they are known. `because` says how it came about."""

    word: Word
    points: float | None
    low: float | None
    high: float | None
    because: str
    basis: tuple[Basis, ...]


def unknown(because: str) -> Size:
    """A size that nobody can tell, and why."""
    return Size(word="unknown", points=None, low=None, high=None, because=because, basis=())


def of_points(points: float, low: float, high: float) -> Size:
    """The word for a difference between groups [points of 0-10] with its interval."""
    limits = [threshold(name) for _, name in STEPS]
    word: Word = next(
        (word for (word, _), limit in zip(STEPS, limits, strict=True) if abs(points) < limit.value), "large"
    )
    return Size(
        word=word,
        points=points,
        low=low,
        high=high,
        because=f"{points:.1f} points of 10 between the groups (95% interval {low:.1f} to {high:.1f}).",
        basis=tuple(part for limit in limits for part in limit.basis),
    )


def as_stated(row: Stated) -> Size:
    """The size in the word that a review states."""
    return Size(word=row.size, points=None, low=None, high=None, because=row.because, basis=row.basis)
