"""The chart of the day: when magnesium is possible, when a medicine is too near, over midnight too."""

from datetime import date, time

import pytest

from dolomite.app.assess_safety import assess_safety
from dolomite.app.case import Case
from dolomite.base.person import Day, Medicine, Person
from dolomite.report import chart


def day_chart(*medicines, wakes=time(7), sleeps=time(23)):
    person = Person(
        sex="female",
        given_age_years=42,
        medicines=medicines,
        day=Day(wakes=wakes, sleeps=sleeps),
        conditions=(),
        supplements=(),
    )
    return assess_safety(Case(person=person, on=date(2026, 11, 21))).charts[0]


def pieces(drawn, layer):
    rows = drawn.layers[layer].rows if drawn.layers[layer].rows is not None else drawn.rows
    return [(row["what"], row["from"], row["to"]) for row in rows]


def test_possible_and_too_near_meet_without_a_gap():
    drawn = day_chart(Medicine(name="levothyroxine", times=(time(7),)))
    assert pieces(drawn, 0) == [("magnesium possible", 11.0, 23.0)]
    assert pieces(drawn, 1) == [("levothyroxine", 3.0, 11.0)]


@pytest.mark.parametrize(
    ("at", "near"),
    [
        (time(2), [(22.0, 24.0), (0.0, 6.0)]),
        (time(22), [(18.0, 24.0), (0.0, 2.0)]),
        (time(4), [(0.0, 8.0)]),
        (time(20), [(16.0, 24.0)]),
    ],
)
def test_a_stretch_over_midnight_is_drawn_on_one_day(at, near):
    drawn = day_chart(Medicine(name="levothyroxine", times=(at,)))
    assert [(a, b) for _, a, b in pieces(drawn, 1)] == near


def test_somebody_who_sleeps_after_midnight_has_both_pieces():
    drawn = day_chart(Medicine(name="levothyroxine", times=(time(12),)), wakes=time(9), sleeps=time(2))
    assert pieces(drawn, 0) == [("magnesium possible", 16.0, 24.0), ("magnesium possible", 0.0, 2.0)]


def test_the_hours_are_read_as_clock_times():
    drawn = chart.svg(day_chart(Medicine(name="levothyroxine", times=(time(7),))), medium="page")
    assert "06:00" in drawn and "24:00" in drawn
