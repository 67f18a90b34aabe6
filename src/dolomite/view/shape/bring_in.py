"""The object of `dolomite import`: what a file holds, and what came of it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from dolomite.view.shape.shape import Head


class Proposed(TypedDict):
    """Something that is no food, for the person to accept; `value` is in `unit` (empty: the file names none)."""

    kind: Literal["weight", "lab", "medicine", "condition", "pain"]
    name: str
    date: str | None
    value: float | None
    unit: str
    code: str


class Import(TypedDict):
    """What the file would bring: lines of food, how many have a known magnesium value, and days written already."""

    origin: str
    first: str | None
    last: str | None
    days: int
    foods: int
    known: int
    supplements: int
    there: int
    clashes: list[str]
    proposals: list[Proposed]
    notes: list[str]


class Imported(Import):
    """What the file holds and what came of it."""

    kept: Annotated[int | None, Field(description="Entries that came into the record; null with --preview.")]


class ImportDocument(Head, Imported):
    """`dolomite import --json`."""
