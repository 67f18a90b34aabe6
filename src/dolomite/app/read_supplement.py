"""Use cases: what the forms of magnesium are, and what a label says."""

from __future__ import annotations

from dolomite.base.span import Span
from dolomite.report.tree import Section
from dolomite.supplement import form as form_room
from dolomite.supplement import label as label_room
from dolomite.view import supplement as view


def forms() -> Section:
    """Every form: elemental share [%], solubility [g/100 mL], studies with species, skin and bath studies."""
    return view.forms(form_room.forms(), form_room.topical(), form_room.sentences())


def label(text: str) -> Section:
    """What a label says: elemental magnesium [mg] for the stated amount and per unit, or the two things it can mean.

    Raises InputError when the text holds no magnesium or no amount.
    """
    read = label_room.read(text)
    stated = read.elemental_mg.known if read.elemental_mg is not None else None
    measured = form_room.measured(stated) if stated is not None else None
    return view.label(read, measured=measured if measured is not None and isinstance(measured.value, Span) else None)
