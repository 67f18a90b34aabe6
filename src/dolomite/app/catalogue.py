"""Use case: the food tables of this machine, opened once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dolomite.food.table import Catalogue


@cache
def opened(data: Path | None) -> Catalogue:
    """The shipped food table and the imported ones of that folder, kept open."""
    return Catalogue.open(data=data)
