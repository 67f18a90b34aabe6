"""Logs that no model expects: they are answered quickly and honestly, or refused in one sentence."""

from __future__ import annotations

import time

import numpy as np
import pytest

from dolomite.base.errors import InputError
from dolomite.trial.analysis import analyse, settle
from dolomite.trial.read_log import pain_log
from dolomite.trial.series import from_log

ORDER = ("magnesium", "placebo", "placebo", "magnesium", "magnesium", "placebo", "placebo", "magnesium")
QUICK = 30.0  # seconds of the processor, whatever else the machine does


def answer(rule):
    rows = ["day,period,arm,pain_nrs"]
    for day in range(1, 57):
        period = (day - 1) // 7
        value = rule(day, ORDER[period])
        rows.append(f"{day},{period + 1},{ORDER[period]},{'' if value is None else value}")
    series = from_log(pain_log("\n".join(rows) + "\n", name="log.csv"))
    started = time.process_time()
    found = analyse(series, settle(series, active="magnesium", comparator=None))
    assert time.process_time() - started < QUICK
    areas = found.answer.areas
    assert areas.worthwhile + areas.smaller + areas.same + areas.worse == pytest.approx(1.0, abs=1e-9)
    assert np.isfinite([found.answer.effect.mean, found.answer.effect.sd, found.posterior.integrated.error]).all()
    return found


@pytest.mark.parametrize("value", [0, 10])
def test_all_days_at_an_end_of_the_scale_cannot_tell(value):
    found = answer(lambda day, arm: value)
    assert found.verdict == "cannot_tell"
    assert "end of the scale" in found.says
    assert found.censored.effect.q025 < -1
    assert found.censored.effect.q975 > 1


def test_days_that_jump_between_the_ends_cannot_tell():
    assert answer(lambda day, arm: 10 * (day % 2)).verdict == "cannot_tell"


def test_one_number_every_day_cannot_tell_and_it_is_said():
    found = answer(lambda day, arm: 5)  # as whole numbers, a true difference of 0.9 may hide behind them
    assert found.verdict == "cannot_tell"
    assert "smaller than the step of the scale" in found.says
    spans = next(one for one in found.variants if one.id == "coarse_ratings")
    assert spans.effect.sd > 0.1  # exact values would have said 0.01
    assert any("same number" in note for note in found.notes)


def test_two_numbers_one_for_each_arm_are_doubted():
    found = answer(lambda day, arm: 3 if arm == "magnesium" else 6)
    assert found.answer.effect.mean == pytest.approx(-3, abs=0.02)
    assert any("check how they were written" in note for note in found.notes)


def test_one_arm_at_the_floor_is_larger_behind_it():
    rng = np.random.default_rng(1)
    found = answer(lambda day, arm: 0 if arm == "magnesium" else round(5 + rng.normal(), 1))
    assert found.verdict == "worthwhile"
    assert found.censored.effect.mean < found.answer.effect.mean


@pytest.mark.parametrize("days", [(), (1,), (1, 10), (1, 10, 20)])
def test_too_few_days_are_refused(days):
    with pytest.raises(InputError, match="At least 4 are needed"):
        answer(lambda day, arm: 5 if day in days else None)


def test_one_arm_never_rated_is_refused():
    with pytest.raises(InputError, match="no day under placebo has a rating"):
        answer(lambda day, arm: 5 if arm == "magnesium" else None)


def test_four_days_are_answered_and_cannot_tell():
    found = answer(lambda day, arm: {1: 5, 3: 6, 10: 4, 12: 5}.get(day))
    assert found.verdict == "cannot_tell"
    assert found.answer.effect.q975 - found.answer.effect.q025 > 3
