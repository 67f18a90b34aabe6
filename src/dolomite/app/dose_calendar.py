"""Use case: the times of a dose as a calendar file, where a dose is cleared; after four weeks one asks again."""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING, cast

from dolomite.base import words
from dolomite.report import ics
from dolomite.report.tree import Section
from dolomite.store.errors import StaleError

if TYPE_CHECKING:
    from dolomite.view.shape.supplement import Dose as DoseData

DAYS = 28  # the safety questions are asked again then; chosen by us
AGAIN = "Dolomite asks its safety questions again after four weeks. Stop and ask if anything of them has changed."


def has_times(section: Section) -> bool:
    """Whether the section on supplements gives a dose with times of day."""
    dose = cast("DoseData", section.data)["dose"]
    return section.stopped is None and dose is not None and bool(dose["times"])


def dose_calendar(section: Section, *, now: datetime) -> str:
    """The calendar file of the dose that a section on supplements advises [mg elemental at each time].

    Raises StaleError where no dose is advised, or no time of day suits every medicine.
    """
    dose = cast("DoseData", section.data)["dose"]
    if section.stopped is not None or dose is None:
        raise StaleError("no dose is advised now, so there is nothing for a calendar. The Magnesium page says why.")
    events = [
        ics.Event(
            id=f"dose-{n}",
            at=time.fromisoformat(part["time"]),
            summary=f"Magnesium, {words.amount(part['elemental_mg'], 'mg')}",
            description=AGAIN,
        )
        for n, part in enumerate(dose["times"], start=1)
    ]
    if not events:
        raise StaleError("no time of day suits all your medicines. Ask a pharmacist when to take it.")
    return ics.daily(events, first=now.date(), days=DAYS, stamp=now)
