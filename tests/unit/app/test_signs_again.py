"""A running trial asks the warning signs again every four weeks and before each period."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from dolomite.app.signs_again import signs_again

FIRST = date(2026, 6, 1)


def trial(*written, period_days=40, baseline_days=7, washout_days=0, periods=2, stopped=None):
    design = SimpleNamespace(
        days=baseline_days + periods * (period_days + washout_days),
        baseline_days=baseline_days,
        period_days=period_days,
        washout_days=washout_days,
        periods=periods,
    )
    days = tuple(SimpleNamespace(day=day) for day in written)
    return SimpleNamespace(design=design, days=days, stopped=stopped, day_on=lambda on: (on - FIRST).days + 1)


@pytest.mark.parametrize(
    ("written", "today", "because"),
    [
        ((), 1, None),
        ((1, 2, 3, 4, 5), 6, None),
        ((1, 2, 3, 4, 5, 6), 7, "Period 1 begins tomorrow."),
        ((1, 2, 3, 4, 5, 6, 7), 8, "Period 1 has begun."),
        ((1, 2, 3), 12, "Period 1 has begun."),  # nobody wrote on the day itself
        ((7, 8), 9, None),
        ((7, 8, 28), 29, "Four weeks have passed."),
        ((7, 8, 29), 30, None),
        ((7, 8, 20), 35, "Four weeks have passed."),
        ((7, 8, 46), 47, "Period 2 begins tomorrow."),
        ((7, 8, 86), 88, None),  # the trial is over
    ],
)
def test_when_the_signs_are_asked_again(written, today, because):
    found = signs_again(trial(*written), on=FIRST + timedelta(days=today - 1))
    assert (None if found is None else found.because) == because
    assert found is None or len(found.cards) == 6


def test_a_stopped_trial_asks_nothing():
    assert signs_again(trial(6, stopped="enough"), on=FIRST + timedelta(days=6)) is None
