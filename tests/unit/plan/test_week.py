"""Servings of a week fall whole on its days, as a person eats them, and add up to the week's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dolomite.plan.week import grams_on


@pytest.mark.parametrize(
    ("per_week", "servings"),
    [
        (7, [1, 1, 1, 1, 1, 1, 1]),
        (3.5, [0.5, 1, 0, 1, 0, 1, 0]),
        (1, [0, 0, 0, 1, 0, 0, 0]),
        (0.5, [0.5, 0, 0, 0, 0, 0, 0]),
        (-2, [0, -1, 0, 0, 0, -1, 0]),
        (10.5, [1.5, 2, 1, 2, 1, 2, 1]),
    ],
)
def test_whole_servings_on_days_that_lie_apart(per_week, servings):
    days = [grams_on(per_week, 10.0, day) / 10 for day in range(7)]
    assert sum(days) == per_week
    assert days == servings


@given(halves=st.integers(-60, 60))
def test_the_days_add_up_to_the_week_and_at_most_one_is_half(halves):
    days = [grams_on(halves / 2, 1.0, day) for day in range(7)]
    assert sum(days) == halves / 2
    assert sum(day % 1 != 0 for day in days) == halves % 2
    assert max(days) - min(days) <= 1
