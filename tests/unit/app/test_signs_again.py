"""A running trial asks the warning signs again every four weeks and before each period, until they are answered."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from dolomite.app.signs_again import read_answers, signs_again, what_follows
from dolomite.base.errors import InputError

FIRST = date(2026, 6, 1)
SIX = ("numb_seat", "bladder_bowel", "legs", "sudden_pain", "accident", "fever_ill")


def trial(*answered, period_days=40, baseline_days=7, washout_days=0, periods=2, stopped=None):
    design = SimpleNamespace(
        days=baseline_days + periods * (period_days + washout_days),
        baseline_days=baseline_days,
        period_days=period_days,
        washout_days=washout_days,
        periods=periods,
    )
    signs = tuple(SimpleNamespace(day=day) for day in answered)
    return SimpleNamespace(design=design, signs=signs, stopped=stopped, day_on=lambda on: (on - FIRST).days + 1)


@pytest.mark.parametrize(
    ("answered", "today", "because"),
    [
        ((), 1, None),
        ((), 6, None),
        ((), 7, "Period 1 begins tomorrow."),
        ((), 8, "Period 1 has begun."),
        ((), 30, "Period 1 has begun."),  # it is asked until it is answered, whatever else was written
        ((6,), 7, "Period 1 begins tomorrow."),
        ((7,), 8, None),
        ((8,), 9, None),
        ((8,), 35, None),
        ((8,), 36, "Four weeks have passed."),
        ((8, 36), 45, None),
        ((8, 36), 46, None),
        ((8, 36), 47, "Period 2 begins tomorrow."),
        ((8, 36), 48, "Period 2 has begun."),
        ((8, 36, 47), 48, None),
        ((8, 60), 48, "Period 2 has begun."),  # an answer of a day to come is none
        ((8, 47), 75, "Four weeks have passed."),
        ((8, 47), 88, None),  # the trial is over
    ],
)
def test_when_the_signs_are_asked_again(answered, today, because):
    found = signs_again(trial(*answered), on=FIRST + timedelta(days=today - 1))
    assert (None if found is None else found.because) == because
    assert found is None or len(found.cards) == 6


def test_a_stopped_trial_asks_nothing():
    assert signs_again(trial(stopped="enough"), on=FIRST + timedelta(days=6)) is None


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("none", {}),
        ("No", {}),
        ("legs", {"legs": "yes"}),
        ("legs=unsure, fever_ill", {"legs": "unsure", "fever_ill": "yes"}),
    ],
)
def test_answers_as_typed(text, others):
    assert read_answers(text) == dict.fromkeys(SIX, "no") | others


@pytest.mark.parametrize("text", ["leg", "legs=perhaps", "", "none, legs"])
def test_what_is_no_answer_is_refused_and_says_what_is(text):
    with pytest.raises(InputError, match=r"legs|unsure"):
        read_answers(text)


def test_a_yes_is_acted_on_at_once_with_whom_to_call():
    found = what_follows(read_answers("legs"), country="GB")
    assert found is not None and found.tone == "stop"
    assert {one.about for one in found.findings} >= {"neuro_severe"}
    assert any("999" in line for line in found.says)


def test_not_sure_is_never_no():
    found = what_follows(read_answers("fever_ill=unsure"), country=None)
    assert found is not None
    assert any(line.startswith("Not sure: Fever") for line in found.says)
    assert what_follows(read_answers("none"), country=None) is None
