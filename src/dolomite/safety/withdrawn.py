"""What this program told and took back: said after an update to whoever it concerned, for as long as a fact says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import ClassVar

from dolomite import facts
from dolomite.base.finding import Basis
from dolomite.safety.alert import Advice, Alert
from dolomite.safety.rule import UrgencyWord, WhenRow, alert, holds
from dolomite.safety.signal import limit

ID = "withdrawn"


class WithdrawnRow(WhenRow):
    """A rule that was taken back on a day (ISO date), whom it concerned, what it said, and what counts now."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    on: str
    urgency: UrgencyWord
    stops: tuple[Advice, ...] = ()
    says: str
    do: str


def withdrawn() -> tuple[WithdrawnRow, ...]:
    """Every rule that was taken back, the newest first."""
    rows = facts.light_rows("safety/withdrawn", WithdrawnRow)
    return tuple(sorted(rows, key=lambda row: row.on, reverse=True))


def alerts(present: frozenset[str], *, on: date) -> Iterator[Alert]:
    """What was taken back and concerns this person, on a day not too long after."""
    lasts = limit("withdrawn_said_days").value
    for row in withdrawn():
        days = (on - date.fromisoformat(row.on)).days
        if 0 <= days <= lasts and holds(row, present):
            yield alert(
                id=ID,
                about=row.id,
                urgency=row.urgency,
                stops=row.stops,
                says=f"Withdrawn on {row.on}. {row.says}",
                do=row.do,
                basis=(*row.basis, Basis(source="person", at="what it concerned")),
            )
