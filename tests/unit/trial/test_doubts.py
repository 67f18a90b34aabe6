"""What a trial cannot be fooled by: one pair, weeks that differ, ratings in whole numbers, days that were skipped."""

from __future__ import annotations

import numpy as np
import pytest

from dolomite.trial import doubts
from dolomite.trial.analysis import analyse, settle
from dolomite.trial.censored import censored
from dolomite.trial.integrate import integrate
from dolomite.trial.likelihood import problem
from dolomite.trial.model import fit
from dolomite.trial.normal import Mixture
from dolomite.trial.prior import of_speed
from dolomite.trial.readings import heard
from dolomite.trial.series import Period, Series
from dolomite.trial.simulate import Truth, pain


def trial(pairs, *, effect=-2.0, bumps=None, sigma=1.0, seed=3, whole=False):
    arms = tuple(arm for _ in range(pairs) for arm in ("magnesium", "placebo"))
    days = tuple(arm for arm in arms for _ in range(7))
    x = np.array([[1.0 if day == "magnesium" else 0.0 for day in days]])
    truth = Truth(level=5, effects=(effect,), trend=0, weekdays=(0.0,) * 7, tau_days=0.5, phi=0.2, sigma=sigma)
    y = pain(truth, x, rng=np.random.default_rng(seed))[0]
    if bumps is not None:
        y = y + np.repeat(bumps, 7)
    periods = tuple(Period(number=k + 1, arm=a, first=7 * k + 1, last=7 * k + 7) for k, a in enumerate(arms))
    return Series(arms=days, pain=np.round(y) if whole else y, periods=periods)


def told(series, **kwargs):
    return analyse(series, settle(series, active="magnesium", comparator=None, blinded=True, **kwargs))


def test_one_pair_never_earns_strong_words():
    found = told(trial(1, effect=-3.0, sigma=0.5), worthwhile_points=1)
    assert found.answer.verdict == "worthwhile"  # the declared model alone would say so
    assert found.verdict == "cannot_tell"
    assert "one period only" in found.says


def test_two_pairs_may_tell():
    assert told(trial(4, effect=-4.0), worthwhile_points=1).verdict == "worthwhile"


def test_weeks_that_differ_take_strong_words_back():
    bumps = np.array([-2.0, 0.4, -1.5, 2.0, 0.3, -0.2, -0.9, 0.6])
    found = told(trial(4, effect=0.0, bumps=bumps), worthwhile_points=1)
    weeks = next(one for one in found.variants if one.id == "period_effects")
    plain = found.answer.effect
    assert weeks.effect.sd > 1.2 * plain.sd
    assert found.verdict == "cannot_tell"


def test_weeks_that_do_not_differ_cost_width_and_pull_towards_no_effect():
    """Eight weeks cannot rule out that weeks differ, so what is said is wider even here, and nearer to nothing."""
    widths, shifts = [], []
    for seed in range(8):
        series = trial(4, effect=-2.0, seed=seed)
        plain = fit(series, active="magnesium", comparator="placebo", priors=of_speed("fast"))
        said = heard(plain, 1.0, skipped=0.0).answer.effect
        widths.append(said.sd / plain.effect.sd)
        shifts.append(said.mean - plain.effect.mean)
    assert 1.0 < np.mean(widths) < 2.0
    assert 0.0 < np.mean(shifts) < 0.6


def test_spans_hold_the_effect_that_rounding_lost():
    """All days between 4.5 and 5.5: exact values would say 0.0; the truth of -0.9 must stay possible."""
    x = np.array([[1.0, 0.0] * 14]).repeat(1, axis=0)
    days = np.arange(1, 29)
    p = problem(x=x, days=days, y=np.full(28, 5.0), n=28, priors=of_speed("fast"))
    found = censored(p, step=1.0)
    assert found.spans == 28
    assert found.effect.below(-0.3) > 0.05


def test_spans_agree_with_exact_values_where_days_move():
    series = trial(4, effect=-1.0, sigma=1.2, whole=True)
    x = np.array([[1.0 if arm == "magnesium" else 0.0 for arm in series.arms]])
    p = problem(x=x, days=series.observed(), y=series.pain, n=series.n, priors=of_speed("fast"))
    done = integrate(p)
    exact = Mixture(done.weights, *done.nodes.coefficient(done.nodes.fixed))
    found = censored(p, step=1.0)
    assert found.effect.mean == pytest.approx(exact.mean, abs=0.05 * exact.sd)
    assert found.effect.sd == pytest.approx(exact.sd, rel=0.03)


def test_the_step_of_the_ratings():
    assert doubts.step(np.array([3.0, 4.0, np.nan])) == 1.0
    assert doubts.step(np.array([3.0, 4.5])) == 0.5
    assert doubts.step(np.array([3.1, 4.5])) is None
    assert doubts.step(np.array([np.nan])) is None


def test_skipped_days_beside_bad_ones_are_remarked():
    series = trial(4, effect=0.0)
    gone = series.pain.copy()
    for day in (5, 16, 30, 44):
        gone[[day - 1, day + 1]] += 3.0
        gone[day] = np.nan
    found = doubts.doubts(
        Series(arms=series.arms, pain=gone, periods=series.periods), active="magnesium", comparator="placebo",
        blinded=True,
    )  # fmt: skip
    assert any("beside a skipped one" in one for one in found)
    calm = series.pain.copy()
    calm[[5, 16, 30, 44]] = np.nan
    plain = Series(arms=series.arms, pain=calm, periods=series.periods)
    assert not doubts.doubts(plain, active="magnesium", comparator="placebo", blinded=True)


def test_weekdays_only_is_remarked():
    series = trial(4)
    pain_ = series.pain.copy()
    day = np.arange(1, series.n + 1)
    pain_[(day % 7 == 6) | (day % 7 == 0)] = np.nan
    found = doubts.doubts(
        Series(arms=series.arms, pain=pain_, periods=series.periods), active="magnesium", comparator="placebo",
        blinded=True,
    )  # fmt: skip
    assert any(one.startswith("2 days of the week were never rated") for one in found)


@pytest.mark.parametrize(("blinded", "remarked"), [(False, True), (None, True), (True, False)])
def test_hope_that_fades_is_remarked_where_one_knew(blinded, remarked):
    bumps = np.array([-3.0, 0.0, -2.0, 0.0, -0.3, 0.0, 0.0, 0.0])
    found = doubts.doubts(trial(4, effect=0.0, bumps=bumps), active="magnesium", comparator="placebo", blinded=blinded)
    assert any("faded" in one for one in found) is remarked


def skipping(series, arm, days):
    """The same trial without ratings on the first `days` days of each period of `arm`."""
    gone = np.concatenate([np.arange(p.first, p.first + days) for p in series.periods if p.arm == arm])
    rated = series.pain.copy()
    rated[gone - 1] = np.nan
    return Series(arms=series.arms, pain=rated, periods=series.periods)


def test_days_skipped_far_more_often_under_one_arm_withhold_the_sentence_and_the_interval():
    whole = trial(4, effect=-4.0)
    assert told(skipping(whole, "placebo", 2), worthwhile_points=1).verdict == "worthwhile"  # 29 % against none
    found = told(skipping(whole, "placebo", 3), worthwhile_points=1)  # 43 %
    assert found.verdict == "cannot_tell"
    assert "skipped far more often" in found.says
    assert "interval" not in found.says


def test_days_skipped_more_often_under_one_arm_widen_what_is_said():
    whole = trial(4, effect=-2.0)
    even = skipping(skipping(whole, "placebo", 1), "magnesium", 1)
    assert doubts.skipped_apart(even, "magnesium", "placebo") == 0
    odd = skipping(whole, "placebo", 1)
    assert doubts.skipped_apart(odd, "magnesium", "placebo") == pytest.approx(-1 / 7)
    found = told(odd, worthwhile_points=1)
    assert found.heard.effect.sd > found.answer.effect.sd
    assert found.heard.effect.sd**2 >= (2 / 7) ** 2


def test_a_trial_that_ended_early_skipped_nothing_afterwards():
    whole = trial(4)
    ended = whole.pain.copy()
    ended[21:] = np.nan
    series = Series(arms=whole.arms, pain=ended, periods=whole.periods)
    assert doubts.skipped_apart(series, "magnesium", "placebo") == 0


def test_the_sentence_has_the_figures_of_the_reading_that_is_said():
    found = told(trial(4, effect=-4.0), worthwhile_points=1)
    assert f"{abs(found.heard.effect.mean):.1f} points less pain" in found.says
    assert f"{abs(found.heard.effect.q975):.1f} to {abs(found.heard.effect.q025):.1f} less" in found.says
