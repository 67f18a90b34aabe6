"""Calories are hidden until somebody asks for them, and from those whom counting may harm however they ask."""

import importlib.util
from pathlib import Path

import pytest

from dolomite.app.case import Case

_spec = importlib.util.spec_from_file_location("safety_cases", Path(__file__).with_name("cases.py"))
cases = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(cases)
GOAL = {"goal": {"weekly_change_kg": -0.5}}
SIZE = {"height_cm": 168, "weight_kg": 71, "activity": "low_active"}


@pytest.mark.parametrize(
    ("changes", "hidden"),
    [
        ({}, True),
        ({"hide_energy": "yes"}, True),
        ({"hide_energy": "no"}, False),
        (GOAL, False),
        ({**GOAL, "hide_energy": "yes"}, True),
        ({"conditions": ["eating_disorder"], "hide_energy": "no"}, True),
        ({"conditions": ["eating_disorder"], **GOAL}, True),
        ({"weight_kg": 51, "hide_energy": "no"}, True),
        ({"red_flags": ["weight_loss"], "hide_energy": "no"}, True),
    ],
)
def test_calories_are_shown_to_those_who_ask_and_are_not_harmed(changes, hidden):
    assert Case(person=cases.person_of({**SIZE, **changes}), on=cases.ON).hide_energy is hidden


def test_no_weight_goal_for_an_eating_disorder():
    case = Case(person=cases.person_of({**SIZE, **GOAL, "conditions": ["eating_disorder"]}), on=cases.ON)
    assert (case.goal.target_kcal, case.goal.kg_per_week) == (None, None)
    assert Case(person=cases.person_of({**SIZE, **GOAL}), on=cases.ON).goal.asked_kg_per_week == -0.5
