"""Use case: what this program is made from, and under which licences."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import metadata

DISTRIBUTION = "dolomite"
LONGEST_LICENCE = 80  # characters: some packages put the whole text into the field


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A package that this program uses: its name, version and licence as it states them."""

    name: str
    version: str
    licence: str


@cache
def notices() -> tuple[Part, ...]:
    """Every installed package that this program asks for."""
    asked = metadata.requires(DISTRIBUTION) or ()
    names = sorted({_name(line) for line in asked if "extra ==" not in line}, key=str.lower)
    return tuple(part for name in names if (part := _part(name)) is not None)


def _name(requirement: str) -> str:
    return "".join(c if c.isalnum() or c in "-_." else " " for c in requirement).split()[0]


def _part(name: str) -> Part | None:
    try:
        held = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    said = next((held[key] for key in ("License-Expression", "License") if key in held), "")
    if not said or len(said) > LONGEST_LICENCE or "\n" in said:
        classifiers = [c for c in held.get_all("Classifier") or () if c.startswith("License ::")]
        said = classifiers[0].rpartition(":: ")[2] if classifiers else "see the package"
    return Part(name=held["Name"], version=held["Version"], licence=said)
