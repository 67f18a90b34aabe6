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


@pytest.fixture
def afterwards_personal():
    from dolomite.app import profile

    yield
    profile.use("personal")


@pytest.mark.parametrize(
    ("host", "wanted"), [("localhost", "personal"), ("127.0.0.1", "personal"), ("0.0.0.0", "information")]
)
def test_what_others_can_reach_is_served_as_information_in_every_thread(host, wanted, tmp_path, afterwards_personal):
    import asyncio

    from dolomite.app import profile
    from dolomite.app.work import Pooled
    from dolomite.server.run import Wish, for_whom

    profile.use("personal")
    said = for_whom(Wish(data=tmp_path, host=host, port=0))
    assert bool(said) is (wanted == "information")

    async def in_a_thread():
        return await Pooled().run(lambda: Case(person=cases.person_of({}), on=cases.ON).profile)

    assert asyncio.run(in_a_thread()) == wanted
