"""The clever integration against the plain one: a Kalman-free dense covariance and a brute-force grid."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dolomite.trial import likelihood
from dolomite.trial.integrate import integrate
from dolomite.trial.normal import Mixture
from dolomite.trial.prior import Normal, of_speed
from dolomite.trial.simulate import draw, pain, paired_arms

FAST = of_speed("fast")


def made_up(seed, *, pairs=2, length=5, missing=0.3, before=False, speed="fast", mean=0.0):
    rng = np.random.default_rng(seed)
    priors = replace(of_speed(speed), effect=Normal(mean=mean, sd=2.0))
    _, arms = paired_arms(pairs, length, arms=("a", "b"), rng=rng)
    x = np.array([[1.0 if arm == "a" else 0.0 for arm in arms]])
    y = pain(draw(priors, arms=1, rng=rng), x, rng=rng)[0]
    days = np.flatnonzero(rng.random(len(y)) >= missing) + 1
    return likelihood.problem(x=x, days=days, y=y[days - 1], n=len(y), priors=priors, before_unknown=before)


def three_arms(seed, *, mean=0.0, n=40):
    rng = np.random.default_rng(seed)
    arm = rng.integers(0, 3, n // 4).repeat(4)
    x = np.array([arm == 1, arm == 2], dtype=float)
    y = 5 + rng.normal(size=n)
    days = np.flatnonzero(rng.random(n) > 0.2) + 1
    priors = replace(FAST, effect=Normal(mean=mean, sd=2.0))
    return likelihood.problem(x=x, days=days, y=y[days - 1], n=n, priors=priors)


def dense_log_density(p, log_tau, v, u, e0=0.0):
    """The marginal likelihood written out: one big normal with covariance from coefficients and AR(1)."""
    phi, sigma = float(likelihood.phi_of(np.array([v]), p.priors)[0]), float(likelihood.sigma_of(np.array([u]))[0])
    x = likelihood.exposure(p.x, np.exp(np.array([log_tau])), np.array([e0]))[0, 0][:, p.days - 1]
    columns = np.column_stack([likelihood.fixed_columns(p), x.T])
    lag = np.abs(np.subtract.outer(p.days, p.days))
    noise = sigma**2 / (1 - phi**2) * phi**lag
    covariance = columns @ np.diag(likelihood.prior_sds(p) ** 2) @ columns.T + noise
    residual = p.y - p.priors.level.mean - p.priors.effect.mean * x.sum(axis=0)
    _, logdet = np.linalg.slogdet(covariance)
    like = -0.5 * (logdet + residual @ np.linalg.solve(covariance, residual))
    prior = (
        -0.5 * ((log_tau - p.priors.log_tau.mean) / p.priors.log_tau.sd) ** 2
        - 0.5 * ((phi - p.priors.phi.mean) / p.priors.phi.sd) ** 2
        + np.log(1 - np.tanh(v) ** 2)
        - 0.5 * (sigma / p.priors.sigma_sd) ** 2
        + u
    )
    return float(like + prior)


@given(seed=st.integers(0, 10_000), log_tau=st.floats(-1, 3), v=st.floats(-1.5, 2.5), u=st.floats(-1.5, 1.5))
@settings(max_examples=60, deadline=None)
def test_density_agrees_with_the_dense_form(seed, log_tau, v, u):
    p = made_up(seed)
    if len(p.y) < 2:
        return
    grid = likelihood.evaluate(p, np.array([log_tau, 0.5]), np.array([v, 0.2]), np.array([u, 0.1]))
    ours = grid.log_density[0, 0, 0] - grid.log_density[1, 1, 1]
    plain = dense_log_density(p, log_tau, v, u) - dense_log_density(p, 0.5, 0.2, 0.1)
    assert ours == pytest.approx(plain, abs=1e-6, rel=1e-9)


@pytest.mark.parametrize("arms", [1, 2])
def test_density_agrees_with_a_prior_that_expects_something(arms):
    p = three_arms(21, mean=-0.7) if arms == 2 else made_up(21, mean=-0.7)
    places = [(0.4, 0.3, 0.1), (1.9, -0.4, -0.8), (-0.5, 1.1, 0.6)]
    found = [likelihood.evaluate(p, *(np.array([x]) for x in place)).log_density[0, 0, 0] for place in places]
    plain = [dense_log_density(p, *place) for place in places]
    np.testing.assert_allclose(np.diff(found), np.diff(plain), atol=1e-7)


@pytest.mark.parametrize("arms", [1, 2])
@pytest.mark.parametrize("mean", [0.0, -0.7])
def test_conditional_coefficients_agree_with_regression(arms, mean):
    p = three_arms(3, mean=mean) if arms == 2 else made_up(3, mean=mean)
    grid = likelihood.evaluate(p, np.array([0.7, 1.2]), np.array([0.3, 0.5]), np.array([0.0, 0.4]))
    phi, sigma = grid.phi[1], grid.sigma[0]
    x = likelihood.exposure(p.x, np.exp(np.array([0.7])), p.e0)[0, 0][:, p.days - 1]
    columns = np.column_stack([likelihood.fixed_columns(p), x.T])
    noise = sigma**2 / (1 - phi**2) * phi ** np.abs(np.subtract.outer(p.days, p.days))
    expected = 5.0 + p.priors.effect.mean * x.sum(axis=0)
    precision = columns.T @ np.linalg.solve(noise, columns) + np.diag(1 / likelihood.prior_sds(p) ** 2)
    mean = np.linalg.solve(precision, columns.T @ np.linalg.solve(noise, p.y - expected))
    mean[0] += 5.0
    mean[9:] += p.priors.effect.mean
    got_mean, got_root = grid.joint(0, 1, 0)
    np.testing.assert_allclose(got_mean, mean, atol=1e-9)
    np.testing.assert_allclose(got_root @ got_root.T, np.linalg.inv(precision), atol=1e-9)
    for index in range(p.coefficients):
        m, v = grid.coefficient(index)
        assert m[0, 1, 0] == pytest.approx(mean[index], abs=1e-9)
        assert v[0, 1, 0] == pytest.approx(np.linalg.inv(precision)[index, index], abs=1e-9)


@pytest.mark.parametrize(
    "how",
    [
        {"seed": 1},
        {"seed": 2, "pairs": 4, "length": 7, "missing": 0.4},
        {"seed": 3, "pairs": 2, "length": 28, "missing": 0.1, "speed": "slow"},
        {"seed": 4, "pairs": 3, "length": 7, "before": True},
        {"seed": 5, "pairs": 4, "length": 3, "missing": 0.5},
        {"seed": 6, "pairs": 4, "length": 7, "missing": 0.0},
    ],
)
def test_error_under_a_hundred_thousandth(how, monkeypatch):
    p = made_up(**how)

    def answer():
        done = integrate(p)
        mean, variance = done.nodes.coefficient(p.coefficients - 1)
        found = Mixture(done.weights, mean, variance)
        return np.array([found.mean, found.sd, found.quantile(0.025), found.quantile(0.975)]), found.below(-2.0)

    ours, chance = answer()
    from dolomite.trial import integrate as module

    for name, value in {"DROP": 28.0, "EDGE": 26.0, "TOLERANCE": 1e-14, "NODES": (51, 61, 41)}.items():
        monkeypatch.setattr(module, name, value)
    dense, dense_chance = answer()
    assert np.abs(ours - dense).max() < 1e-5 * dense[1]
    assert chance == pytest.approx(dense_chance, abs=1e-5)


def test_a_log_that_never_moves_is_about_the_same_and_does_not_break():
    x = np.array([[1.0] * 7 + [0.0] * 7])
    p = likelihood.problem(x=x, days=np.arange(1, 15), y=np.full(14, 6.0), n=14, priors=FAST)
    done = integrate(p)
    mean, variance = done.nodes.coefficient(p.coefficients - 1)
    assert abs(Mixture(done.weights, mean, variance).mean) < 0.05


@given(seed=st.integers(0, 1000), tau=st.floats(0.05, 60.0), start=st.floats(0.0, 1.0))
@settings(max_examples=40, deadline=None)
def test_exposure_in_stretches_is_exposure_day_by_day(seed, tau, start):
    rng = np.random.default_rng(seed)
    x = rng.choice([0.0, 1.0], size=(2, 30)).repeat(rng.integers(1, 5), axis=1)
    found = likelihood.exposure(x, np.array([tau]), np.array([start]))[0, 0]
    r, now = np.exp(-1 / tau), np.array([start, 0.0])
    for day in range(x.shape[1]):
        now = r * now + (1 - r) * x[:, day]
        np.testing.assert_allclose(found[:, day], now, atol=1e-12)


def test_exposure_builds_up_and_carries_over():
    x = np.array([[1.0, 1.0, 0.0]])
    found = likelihood.exposure(x, np.array([2.0]), np.array([0.0, 1.0]))
    r = np.exp(-0.5)
    np.testing.assert_allclose(found[0, 0, 0], [1 - r, 1 - r**2, r * (1 - r**2)])
    np.testing.assert_allclose(found[0, 1, 0], [1.0, 1.0, r])
