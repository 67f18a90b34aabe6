"""Days that stand twice for one person: the proof from one row a person says the same as counting every pair."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import narwhals as nw
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dolomite.population import doubled, engine

CASES = {
    "a month of days in a row": [(1, day) for day in range(31)],
    "one day twice": [(1, 3), (1, 3), (2, 3)],
    "thrice, whose powers sum to another set's": [(1, 0), (1, 0), (1, 1)],
    "days a multiple of the powers apart": [(1, 0), (1, doubled.POWERS), (1, 2 * doubled.POWERS)],
    "before the first": [(1, -1), (1, -48), (1, -1)],
    "more days than powers": [(1, day) for day in range(2 * doubled.POWERS)],
    "many times the last power": [(1, doubled.POWERS - 1)] * 300,
    "everybody once": [(person, 1) for person in range(9)],
}


def counted(rows):
    return sum(times > 1 for times in Counter(rows).values())


@pytest.mark.parametrize("rows", CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("kind", ["number", "date", "text"])
def test_doubled_days_are_counted_alike_on_every_engine(rows, kind, engine_name, tmp_path):
    made = {"number": int, "date": lambda day: date(2026, 12, 30) + timedelta(day), "text": str}[kind]
    path = tmp_path / "days.parquet"
    pl.DataFrame({"person": [p for p, _ in rows], "day": [made(day) for _, day in rows]}).write_parquet(path)
    assert doubled.days(engine.read((path,), engine_name)) == counted(rows)


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(-100, 100)), min_size=1, max_size=60))
def test_the_proof_never_passes_over_a_day_that_stands_twice(rows):
    frame = nw.from_native(pl.DataFrame(rows, schema=["person", "day"], orient="row").lazy())
    assert doubled.days(frame) == counted(rows)


def test_a_survey_without_doubled_days_is_not_counted_pair_by_pair(monkeypatch):
    monkeypatch.setattr(doubled, "counted", lambda rows: pytest.fail("every pair was held"))
    frame = pl.DataFrame({"person": [1] * 31 + [2] * 2, "day": [*range(31), 0, doubled.POWERS]}).lazy()
    assert doubled.days(nw.from_native(frame)) == 0
