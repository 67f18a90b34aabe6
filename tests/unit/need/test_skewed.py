"""Iron of women who menstruate: percentiles as printed (IOM 2001, Table 14-1), and none where none was read."""

import pytest

from dolomite.need.skewed import basis, percentiles


def test_the_percentiles_rise_and_are_those_of_the_table():
    held = percentiles("iron", "female_31_50y")
    assert dict(held)[0.5] == pytest.approx(8.07) and dict(held)[0.975] == pytest.approx(18.23)
    assert [share for share, _ in held] == sorted(share for share, _ in held)
    assert [amount for _, amount in held] == sorted(amount for _, amount in held)
    assert [ground.source for ground in basis("iron", "female_31_50y")] == ["iom2001_micronutrients"]


@pytest.mark.parametrize("nutrient, stage", [("iron", "male_31_50y"), ("magnesium", "female_31_50y")])
def test_no_distribution_is_made_up(nutrient, stage):
    assert percentiles(nutrient, stage) == () and basis(nutrient, stage) == ()
