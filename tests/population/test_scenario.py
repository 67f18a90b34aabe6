"""What a change would do, against answers that are known: a dose moves the limit, a mixture lies where its parts do."""

from __future__ import annotations

import sys
from pathlib import Path

import narwhals as nw
import numpy as np
import polars as pl
import pytest

from dolomite.base.errors import InputError
from dolomite.need.skewed import percentiles
from dolomite.population import cells, design, distribution, estimate, models, scenario, survey

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))
import population_coverage as drawn_from

LIMIT = estimate.Limit(ear=265.0, cv=0.1, ul=600.0, ul_beside_food=350.0)
LIMITS = {survey.ONE: LIMIT}


@pytest.fixture(scope="module")
def rows():
    drawn = drawn_from.drawn(drawn_from.WORLDS[0], 77)
    return drawn.with_columns(bread=pl.lit(100.0))


def surveyed(rows):
    columns = survey.Columns(
        person="person", amount=("mg",), day="day", weight="weight", stratum="stratum", psu="psu",
        covariates=("second",), food=("bread",),
    )  # fmt: skip
    days = survey.day_rows(nw.from_native(rows.lazy()), columns)
    pairs = cells.pairs(days)
    return days, cells.units_of(pairs, design.build([p[0] for p in pairs], [p[1] for p in pairs]))


def changed(rows, **asked):
    days, units = surveyed(rows)
    return scenario.apply(days, scenario.Scenario(**asked), LIMITS, units, covariates=("second",))[0]


def told(rows):
    days, units = surveyed(rows)
    return estimate.usual_intake(days, LIMITS, units, covariates=("second",))[0]


def test_a_food_that_all_eat_alike_moves_every_day(rows):
    after = changed(rows, kind="fortify", add=40.0)
    expected = told(rows.with_columns(mg=pl.col("mg") + 40.0))
    assert after.below_ear.value == pytest.approx(expected.below_ear.value)
    assert after.mean.value == pytest.approx(expected.mean.value)
    assert after.fewer_short.value == pytest.approx(told(rows).below_ear.value - expected.below_ear.value)


def test_a_supplement_for_all_is_a_limit_as_much_lower(rows):
    days, units = surveyed(rows)
    model = models.fitted_models(days, units, ("second",))[survey.ONE]
    after = changed(rows, kind="supplement", add=100.0)
    assert after.below_ear.value == pytest.approx(model.share_below(165.0)[0], abs=1e-6)
    assert after.above_ul.value == pytest.approx(1 - model.share_below(500.0)[0], abs=1e-6)
    assert after.mean.value == pytest.approx(model.mean()[0] + 100.0)
    assert after.above_beside_food == 0.0


def test_a_share_of_people_is_a_mixture(rows):
    whole = changed(rows, kind="supplement", add=400.0)
    some = changed(rows, kind="supplement", add=400.0, share=0.3)
    none = changed(rows, kind="supplement", add=400.0, share=0.0)
    before = told(rows)
    assert some.below_ear.value == pytest.approx(0.7 * before.below_ear.value + 0.3 * whole.below_ear.value)
    assert some.above_beside_food == 0.3
    assert none.fewer_short.value == pytest.approx(0.0)
    assert some.fewer_short.low < some.fewer_short.value < some.fewer_short.high


def test_a_swap_takes_away_and_cannot_take_more_than_was_eaten(rows):
    after = changed(rows, kind="swap", add=-10.0, share=0.5)
    assert after.fewer_short.value < 0
    with pytest.raises(InputError, match="less than nothing"):
        changed(rows, kind="swap", add=-2000.0)
    with pytest.raises(InputError, match="Write 0 where none was eaten"):
        changed(rows.with_columns(bread=pl.lit(None).cast(pl.Float64)), kind="fortify", add=10.0)


def test_what_is_not_known_leaves_the_change_open(rows):
    days = rows.with_columns(mg=pl.when(pl.col("person") == 3).then(None).otherwise(pl.col("mg")))
    after = changed(days, kind="supplement", add=100.0)
    assert after.below_ear.value is None
    assert after.why_not == scenario.OPEN


# Institute of Medicine (2001), Table 14-1: women with intakes in each range of the requirement's percentiles.
IN_RANGE = (1, 1, 3, 10, 15, 20, 23, 27, 50, 150, 200, 175, 125, 200)
INADEQUATE, WOMEN = 165, 1000


def test_the_published_example_of_iron_comes_out():
    held = percentiles("iron", "female_31_50y")
    needs = np.array([amount for _, amount in held])
    middle = np.concatenate([[needs[0] - 1], (needs[1:] + needs[:-1]) / 2, [needs[-1] + 1]])
    short = distribution.short_by_percentiles(middle, held) @ np.array(IN_RANGE)
    assert sum(IN_RANGE) == WOMEN
    assert short == pytest.approx(INADEQUATE, abs=1.0)
