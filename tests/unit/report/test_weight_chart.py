"""Weighings as a chart: a trailing weekly mean, the goal beside it, nothing where too little is known."""

from datetime import date, timedelta

import pytest

from dolomite.need.goal import Point
from dolomite.view.weight import AHEAD_DAYS, chart, trend

ON = date(2026, 11, 21)


def weighed(*kg):
    return tuple((ON - timedelta(days=len(kg) - 1 - n), value) for n, value in enumerate(kg))


def test_the_trend_is_the_mean_of_the_seven_days_up_to_each():
    found = [value for _, value in trend(weighed(*map(float, range(1, 11))))]
    assert found[:3] == [1.0, 1.5, 2.0] and found[6] == 4.0 and found[9] == pytest.approx(7.0)


def test_days_without_a_weighing_are_no_zeros():
    gap = ((ON - timedelta(days=30), 80.0), (ON, 70.0))
    assert [value for _, value in trend(gap)] == [80.0, 70.0]


def test_too_few_make_no_chart():
    assert chart(weighed(70.0, 71.0), (), on=ON, units="metric") is None


def test_the_goal_goes_on_from_today_for_twelve_weeks():
    curve = [Point(day=n, kg=70 - n / 100, low_kg=69.0, high_kg=71.0, linear_kg=68.0) for n in range(0, 200, 7)]
    made = chart(weighed(70.0, 71.0, 70.5), curve, on=ON, units="us")
    goal = made.layers[-1].rows
    assert goal[0]["day"] == 0 and max(one["day"] for one in goal) <= AHEAD_DAYS
    assert made.rows[-1]["day"] == 0 and made.rows[0]["weight"] == pytest.approx(154.3, abs=0.1)
    assert "dashed" in made.says and "lb" in made.says


def test_a_steady_weight_is_said_so():
    assert "about the same" in chart(weighed(70.0, 70.0, 70.0), (), on=ON, units="metric").says
