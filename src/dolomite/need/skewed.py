"""Requirements that are not spread evenly about their average: iron of women who menstruate."""

from __future__ import annotations

from dolomite.base.finding import Basis
from dolomite.facts import LightRow, light_rows

PERCENT = 100.0


class PercentilesRow(LightRow):
    """Percentiles [%] of the requirement of one nutrient in one life stage, in `unit`."""

    unique = ("nutrient", "stage")

    nutrient: str
    stage: str
    unit: str
    percentiles: dict[str, float]


def percentiles(nutrient: str, stage: str) -> tuple[tuple[float, float], ...]:
    """(Share of people [0 to 1], requirement [the nutrient's unit a day]) in rising order; empty: none is held."""
    row = _row(nutrient, stage)
    if row is None:
        return ()
    return tuple(sorted((float(share) / PERCENT, amount) for share, amount in row.percentiles.items()))


def basis(nutrient: str, stage: str) -> tuple[Basis, ...]:
    """The grounds of those percentiles."""
    row = _row(nutrient, stage)
    return () if row is None else row.basis


def _row(nutrient: str, stage: str) -> PercentilesRow | None:
    rows = light_rows("need/requirement_percentiles", PercentilesRow)
    return next((row for row in rows if (row.nutrient, row.stage) == (nutrient, stage)), None)
