"""Hosted for others the program gives information: a stop like any other, by type."""

import importlib.util
from pathlib import Path

import pytest

from dolomite.app.case import Case
from dolomite.safety.decide import Cleared, Stopped

_spec = importlib.util.spec_from_file_location("safety_cases", Path(__file__).with_name("cases.py"))
cases = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(cases)


@pytest.mark.parametrize("advice", ["dosing", "plan", "trial"])
def test_information_is_a_stop_by_type(advice):
    who = cases.person_of({})
    assert isinstance(Case(person=who, on=cases.ON).safety.clearance.allow(advice), Cleared)
    stopped = Case(person=who, on=cases.ON, profile="information").safety.clearance.allow(advice)
    assert isinstance(stopped, Stopped)
    assert "pharmacist" in stopped.reason


def test_information_still_says_the_public_limit():
    clearance = Case(person=cases.person_of({}), on=cases.ON, profile="information").safety.clearance
    assert "goal" not in clearance.stops
