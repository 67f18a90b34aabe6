"""Where the scale ends: agrees with the exact answer when no day sits there, and gives back what clipping took."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dolomite.trial import censored as censored_module
from dolomite.trial import readings
from dolomite.trial.analysis import analyse, settle
from dolomite.trial.censored import censored
from dolomite.trial.integrate import integrate
from dolomite.trial.likelihood import problem
from dolomite.trial.model import fit
from dolomite.trial.normal import Mixture
from dolomite.trial.prior import of_speed
from dolomite.trial.series import Period, Series
from dolomite.trial.simulate import Truth, pain, paired_arms

PRIORS = of_speed("fast")


def trial(level, effect, *, seed=5, cut=True):
    rng = np.random.default_rng(seed)
    sequence, days = paired_arms(4, 7, arms=("magnesium", "placebo"), rng=rng)
    x = np.array([[1.0 if d == "magnesium" else 0.0 for d in days]])
    truth = Truth(level=level, effects=(effect,), trend=0, weekdays=(0.0,) * 7, tau_days=1, phi=0.3, sigma=1)
    y = pain(truth, x, rng=rng)[0]
    periods = tuple(Period(number=k + 1, arm=a, first=7 * k + 1, last=7 * k + 7) for k, a in enumerate(sequence))
    series = Series(arms=days, pain=np.clip(y, 0, 10) if cut else y, periods=periods)
    p = problem(x=x, days=np.arange(1, 57), y=series.pain, n=56, priors=PRIORS)
    return series, p


def exact(p):
    done = integrate(p)
    return Mixture(done.weights, *done.nodes.coefficient(p.coefficients - 1))


def test_agrees_with_the_exact_answer_away_from_the_ends():
    _, p = trial(6.0, -1.0)
    found, known = censored(p), exact(p)
    assert found.at_ends == 0
    assert found.effect.mean == pytest.approx(known.mean, abs=0.01 * known.sd)
    assert found.effect.sd == pytest.approx(known.sd, rel=0.01)
    assert found.effect.quantile(0.025) == pytest.approx(known.quantile(0.025), abs=0.02 * known.sd)


def test_what_the_floor_took_comes_back():
    _, clipped = trial(2.0, -3.0)
    _, whole = trial(2.0, -3.0, cut=False)
    plain, behind, back = exact(clipped), exact(whole), censored(clipped)
    assert back.at_ends > 10
    assert back.error < 0.05
    assert abs(back.effect.mean - behind.mean) < abs(plain.mean - behind.mean)
    assert back.effect.mean < plain.mean


def test_the_other_end_is_the_same_upside_down():
    _, low = trial(2.0, -2.0)
    turned = problem(x=low.x, days=low.days, y=10.0 - low.y, n=low.n, priors=PRIORS)
    one, other = censored(low).effect, censored(turned).effect
    assert other.mean == pytest.approx(-one.mean, abs=0.02 * one.sd)  # the level's prior is symmetric about 5


def still_trial(effect, *, seed):
    """Whole numbers of somebody whose days hardly move."""
    rng = np.random.default_rng(seed)
    sequence, days = paired_arms(4, 7, arms=("magnesium", "placebo"), rng=rng)
    x = np.array([[1.0 if d == "magnesium" else 0.0 for d in days]])
    truth = Truth(level=6, effects=(effect,), trend=0.3, weekdays=(0.0,) * 7, tau_days=1, phi=0.3, sigma=0.15)
    periods = tuple(Period(number=k + 1, arm=a, first=7 * k + 1, last=7 * k + 7) for k, a in enumerate(sequence))
    return Series(arms=days, pain=np.round(pain(truth, x, rng=rng)[0]), periods=periods)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_still_days_with_a_plain_effect_are_not_silenced_by_the_integral_and_are_widened_by_it(seed, monkeypatch):
    found = fit(still_trial(-2.5, seed=seed), active="magnesium", comparator="placebo", priors=PRIORS)
    reading = readings.of_spans(found, 1.0)
    assert reading.verdict == "worthwhile"
    assert reading.effect.q025 < -2.5 < reading.effect.q975
    for error, verdict in ((0.5, "worthwhile"), (2.0, "cannot_tell")):
        rough = replace(censored(found.problem, step=1.0), error=error)
        monkeypatch.setattr(censored_module, "censored", lambda *_args, known=rough, **_named: known)
        made = readings.of_spans(found, 1.0)
        monkeypatch.undo()
        assert made.effect.sd == pytest.approx(rough.effect.sd * np.hypot(1.0, error))
        assert made.verdict == verdict


def test_the_analysis_repeats_itself_when_many_days_sit_at_an_end():
    series, _ = trial(2.0, -3.0)
    found = analyse(series, settle(series, active="magnesium", comparator=None))
    assert found.censored is not None
    assert any("where the scale ends" in note for note in found.notes)
    calm, _ = trial(6.0, -1.0)
    assert analyse(calm, settle(calm, active="magnesium", comparator=None)).censored is None
