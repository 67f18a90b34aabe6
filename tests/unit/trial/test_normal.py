"""The normal distribution by table, and quantiles of mixtures, against the standard library and bisection."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dolomite.trial.normal import Mixture, cdf, pdf


def below(mixture, x):
    z = (x - mixture.means) / mixture.sds
    return float(sum(w * 0.5 * math.erfc(-v / math.sqrt(2)) for w, v in zip(mixture.weights, z, strict=True)))


def bisected(mixture, q):
    low, high = -1e4, 1e4
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if below(mixture, middle) > q else (middle, high)
    return low


@given(st.floats(-60, 60))
def test_distribution_function(z):
    found, exact = float(cdf(np.array([z]))[0]), 0.5 * math.erfc(-z / math.sqrt(2))
    assert found == pytest.approx(exact, rel=1e-5, abs=1e-12)
    assert float(pdf(np.array([z]))[0]) == pytest.approx(math.exp(-0.5 * z * z) / math.sqrt(2 * math.pi))


@given(seed=st.integers(0, 10_000), spread=st.sampled_from([1e-4, 0.1, 1.0, 30.0]))
def test_quantiles_of_any_mixture(seed, spread):
    rng = np.random.default_rng(seed)
    count = int(rng.integers(1, 60))
    mixture = Mixture(rng.dirichlet(np.ones(count)), rng.normal(size=count), (spread * rng.gamma(2, size=count)) ** 2)
    q = (0.0005, 0.025, 0.5, 0.975, 0.9995)
    for found, wanted in zip(mixture.quantiles(q), q, strict=True):
        assert below(mixture, found) == pytest.approx(wanted, abs=1e-7) or found == pytest.approx(
            bisected(mixture, wanted), abs=1e-5 * mixture.sd
        )


def test_merging_keeps_mass_mean_and_variance():
    rng = np.random.default_rng(1)
    mixture = Mixture(rng.dirichlet(np.ones(4000)), rng.normal(size=4000) * 0.3, rng.gamma(9, size=4000) / 9)
    small = mixture.merged()
    assert len(small.weights) < len(mixture.weights) / 3
    assert small.weights.sum() == pytest.approx(1.0)
    assert small.mean == pytest.approx(mixture.mean, abs=1e-9)
    assert small.sd == pytest.approx(mixture.sd, rel=1e-9)
