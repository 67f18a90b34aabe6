"""Coefficients and variance components of the usual-intake model against R's `lme4` (tools/population_lme4.R).

Run as a script this file prints the days that R reads, on the Box-Cox scale of the package's own exponent.
"""

from __future__ import annotations

import sys
from pathlib import Path

import narwhals as nw
import polars as pl
import pytest

from dolomite.population import cells, design, one_part, survey

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
import population_coverage as drawn_from

SEED = 5
MIDDLE, SECOND, BETWEEN, WITHIN = 16.90757435, -0.39243863, 2.11402999, 2.30797089  # as R printed them


def drawn() -> pl.DataFrame:
    """One survey, everybody of weight 1: lme4 knows no survey weights."""
    return drawn_from.drawn(drawn_from.WORLDS[0], SEED).with_columns(weight=pl.lit(1.0))


def fitted() -> one_part.Fit:
    """The package's fit."""
    columns = survey.Columns(
        person="person", amount=("mg",), day="day", weight="weight", stratum="stratum", psu="psu",
        covariates=("second",),
    )  # fmt: skip
    days = survey.day_rows(nw.from_native(drawn().lazy()), columns)
    pairs = cells.pairs(days)
    units = cells.units_of(pairs, design.build([p[0] for p in pairs], [p[1] for p in pairs]))
    at = tuple(float(one) for one in one_part.lambdas())
    return one_part.fit(
        cells.sums(days, lambdas=at, covariates=("second",), units=units)[survey.ONE], ("one", "second")
    )


def test_coefficients_and_deviations_are_those_of_lme4():
    found = fitted()
    assert found.coefficients[0] == pytest.approx([MIDDLE, SECOND], rel=1e-6)
    assert (found.between_sd[0], found.within_sd[0]) == pytest.approx((BETWEEN, WITHIN), rel=1e-6)


if __name__ == "__main__":
    lam = float(fitted().lam[0])
    print(drawn().select("person", "second", y=(pl.col("mg") ** lam - 1) / lam).write_csv(float_precision=17), end="")
