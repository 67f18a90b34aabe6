"""Serum magnesium: high or low by the laboratory's own range, else by the default limits; how old; which unit."""

from __future__ import annotations

from datetime import date

from dolomite.base.finding import Basis, Finding
from dolomite.base.person import Labs
from dolomite.safety.kidney import months_between
from dolomite.safety.signal import limit


def signals(labs: Labs | None) -> set[str]:
    """Whether the serum magnesium is above or below the range; nothing when it is unknown."""
    if labs is None or labs.serum_magnesium_mmol_l is None:
        return set()
    low = labs.lower_limit_mmol_l
    high = labs.upper_limit_mmol_l
    said = set()
    if labs.serum_magnesium_mmol_l < (low if low is not None else limit("serum_lower_mmol_l").value):
        said.add("serum.low")
    if labs.serum_magnesium_mmol_l > (high if high is not None else limit("serum_upper_mmol_l").value):
        said.add("serum.high")
    return said


def measures(labs: Labs | None, *, on: date) -> dict[str, float | None]:
    """Serum magnesium [mmol/L] and the age of the laboratory sheet [months]; None where unknown."""
    if labs is None:
        return {}
    return {
        "serum_magnesium_mmol_l": labs.serum_magnesium_mmol_l,
        "labs_age_months": None if labs.on is None else months_between(labs.on, on),
    }


def serum(labs: Labs | None) -> float | None:
    """The serum magnesium [mmol/L]; None when it is unknown."""
    return None if labs is None else labs.serum_magnesium_mmol_l


def finding(labs: Labs | None) -> Finding:
    """The serum magnesium [mmol/L] as the person gave it; unknown when it was not."""
    own = Basis(source="person", at="labs")
    if labs is None or labs.serum_magnesium_mmol_l is None:
        says = "Serum magnesium is unknown."
        return Finding(name="serum_magnesium", value=None, unit="mmol/L", basis=(own,), says=says)
    value = labs.serum_magnesium_mmol_l
    # The laboratory's own limit stands on the person's sheet; one that is absent there is ours and names its source.
    basis = (
        own,
        *(limit("serum_lower_mmol_l").basis if labs.lower_limit_mmol_l is None else ()),
        *(limit("serum_upper_mmol_l").basis if labs.upper_limit_mmol_l is None else ()),
    )
    says = f"Serum magnesium {value:.2f} mmol/L."
    return Finding(name="serum_magnesium", value=value, unit="mmol/L", basis=basis, says=says)
