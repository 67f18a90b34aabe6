"""A small, seeded version of the calibration whose full tables stand in docs/explanation/trial.md."""

from __future__ import annotations

import numpy as np
import pytest

import trial_calibration as calibrate


@pytest.mark.slow
def test_places_are_uniform_and_intervals_cover_when_everything_comes_from_the_priors():
    cases = list(calibrate.from_priors(480, rng=np.random.default_rng(11)))
    _, p = calibrate.uniformity(np.array([c.place for c in cases]), bins=10)
    covers = np.mean([c.covers for c in cases])
    assert p > 0.001
    assert abs(covers - 0.95) < 3 * np.sqrt(0.95 * 0.05 / 480)


def test_uniformity_sees_a_planted_fault():
    places = np.random.default_rng(1).random(2000)
    assert calibrate.uniformity(places)[1] > 0.001
    assert calibrate.uniformity(places**1.2)[1] < 0.001


@pytest.mark.slow
def test_no_effect_is_never_called_worthwhile_and_the_t_test_cries_wolf():
    cases = list(calibrate.fixed(40, rng=np.random.default_rng(3), effect=0.0, phi=0.6, tau_days=2.0, missing=0.2))
    assert not any(c.verdict == "worthwhile" for c in cases)
    assert np.mean([c.naive_significant for c in cases]) > 0.1
