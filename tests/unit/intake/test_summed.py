"""Sums by columns are what adding every line's span would give, however often a line stands there."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dolomite.base.diary import DiaryRow
from dolomite.base.span import Span
from dolomite.intake.eaten import Eaten
from dolomite.intake.summed import Columns

WANTED = ("magnesium", "iodine")
SPANS = st.one_of(
    st.floats(0, 500).map(Span.exactly),
    st.tuples(st.floats(0, 5), st.one_of(st.none(), st.floats(5, 50))).map(
        lambda ends: Span.nothing_known("soup", low=ends[0], high=ends[1])
    ),
    st.floats(1, 100).map(lambda known: Span(known=known, low=known / 2, high=known * 2)),
)
LINES = st.lists(st.integers(0, 4), max_size=8)


def eaten(food):
    row = DiaryRow(line=1, on=date(2026, 5, 1), meal="", food=str(food), amount=1, unit="g")
    return Eaten(row=row, food=None, grams=1.0, why="food not recognised", category="soups", candidates=())


def columns(spans):
    return Columns(
        WANTED,
        span_of=lambda one, nutrient: spans[WANTED.index(nutrient)][int(one.row.food)],
        is_exact=lambda _one, _nutrient: False,
    )


def same(found, wanted):
    assert found.known == (None if wanted.known is None else pytest.approx(wanted.known))
    assert found.low == pytest.approx(wanted.low)
    assert found.high == (None if wanted.high is None else pytest.approx(wanted.high))
    assert found.unknown == wanted.unknown


@settings(max_examples=60)
@given(
    st.lists(st.lists(SPANS, min_size=5, max_size=5), min_size=2, max_size=2), st.lists(LINES, min_size=1, max_size=4)
)
def test_days_and_their_sum_are_the_total_of_all_spans(spans, days):
    held = columns(spans)
    sums = [held.day([eaten(food) for food in day]) for day in days]
    for nutrient, place in held.places.items():
        each = [Span.total([spans[WANTED.index(nutrient)][food] for food in day]) for day in days]
        for found, wanted in zip(sums, each, strict=True):
            same(found.span(place), wanted)
        same(held.days(sums).span(place), Span.total(each))
