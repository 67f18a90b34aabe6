"""A rule that was taken back is said to whoever it concerned, from its day on and for half a year."""

import importlib.util
from datetime import date, timedelta
from pathlib import Path

import pytest

from dolomite.safety.alert import Urgency
from dolomite.safety.withdrawn import withdrawn

_spec = importlib.util.spec_from_file_location("safety_cases", Path(__file__).with_name("cases.py"))
cases = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(cases)
RAMIPRIL = {"kidney": {"egfr": 55}, "medicines": ["ramipril"]}
TAKEN_BACK = date(2026, 11, 28)


def told(changes, on):
    return [one for one in cases.safety_of(changes, on=on).clearance.alerts if one.id == "withdrawn"]


@pytest.mark.parametrize(("days", "said"), [(-1, False), (0, True), (183, True), (184, False)])
def test_it_is_said_from_its_day_for_half_a_year(days, said):
    assert bool(told(RAMIPRIL, TAKEN_BACK + timedelta(days=days))) is said


def test_it_says_what_was_told_and_what_counts_and_stops_nothing():
    (one,) = told(RAMIPRIL, TAKEN_BACK)
    assert one.about == "potassium_and_ace_inhibitor"
    assert one.says.startswith("Withdrawn on 2026-11-28.") and "ramipril" in one.says
    assert one.do and one.urgency == Urgency.info and not one.stops


@pytest.mark.parametrize("changes", [{}, {"medicines": ["ramipril"]}, {"kidney": {"egfr": 55}}])
def test_whom_it_did_not_concern_hears_nothing(changes):
    assert told(changes, TAKEN_BACK) == []


def test_a_line_with_an_illness_among_other_words_hears_that_it_was_not_read():
    day = date(2026, 11, 29)
    assert [one.about for one in told({"conditions": ["heart block since 2019"]}, day)] == ["illness_among_other_words"]
    assert told({"conditions": ["heart block"]}, day) == []


def test_the_newest_comes_first():
    days = [row.on for row in withdrawn()]
    assert days == sorted(days, reverse=True)
    assert all(date.fromisoformat(day) for day in days)
