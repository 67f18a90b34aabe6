"""Use case: free words of any form (a note, what went wrong, an answer) read for red flags; a note kept on a day."""

from __future__ import annotations

from collections.abc import Mapping

from dolomite.app import first_checks
from dolomite.report.tree import Section
from dolomite.safety import listen as listening
from dolomite.safety.listen import Listened
from dolomite.view import heard as view


def listen(text: str, *, harm: bool = False) -> Listened:
    """What follows from these words; `harm`: they were given as something that went wrong."""
    return listening.listen(text, harm=harm)


def section(text: str, *, harm: bool = False, country: str | None = None) -> Section | None:
    """The same, told to somebody in this country (ISO code); None where there is nothing to ask."""
    return view.section(listen(text, harm=harm), country=country)


def emergency(listened: Listened, document: Mapping[str, object]) -> first_checks.Emergency | None:
    """What to do now if the emergency readings are right, as the emergency page shows it; None where there are none."""
    flags = {alert.about: "yes" for alert in listened.now}
    return first_checks.emergency({**document, "red_flags": flags}) if flags else None
