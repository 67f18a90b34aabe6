"""Bounds that safety puts on a food plan, as values: what to keep steady, not to raise, to leave out, to keep apart."""

from __future__ import annotations

from typing import ClassVar, Literal

from dolomite import facts
from dolomite.base.finding import Basis
from dolomite.base.frozen import dataclass
from dolomite.safety.rule import WhenRow, holds

Kind = Literal["steady", "no_increase", "no_decrease", "slowly", "avoid", "apart"]


class BoundRow(WhenRow):
    """One bound and when it holds. `within_share` of the usual day [1]; `apart_h` hours from the medicine [h]."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    kind: Kind
    nutrients: tuple[str, ...] = ()
    foods: tuple[str, ...] = ()
    within_share: float | None = None
    apart_h: float | None = None
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A bound on a plan. steady: `nutrients` within `within_share` [1] of the usual day; no_increase, no_decrease: not
    above, not below the usual day; avoid: `foods` stay out; apart: `foods` stay `apart_h` [h] from the medicine.
    """

    id: str
    kind: Kind
    nutrients: tuple[str, ...]
    foods: tuple[str, ...]
    within_share: float | None
    apart_h: float | None
    says: str
    basis: tuple[Basis, ...]


def bounds(present: frozenset[str]) -> tuple[Bound, ...]:
    """The bounds that hold for these signals. [each in its nutrient's unit, shares 1, hours h]"""
    return tuple(
        Bound(
            id=row.id,
            kind=row.kind,
            nutrients=row.nutrients,
            foods=row.foods,
            within_share=row.within_share,
            apart_h=row.apart_h,
            says=row.says,
            basis=row.basis,
        )
        for row in facts.light_rows("safety/bounds", BoundRow)
        if holds(row, present)
    )
