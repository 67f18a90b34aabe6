"""Sobol indices on functions whose indices are known in closed form."""

import numpy as np
import pytest

from mechanism_sensitivity import sobol


def ishigami(points):
    x = (points * 2 - 1) * np.pi
    return np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0])


def test_ishigami_function():
    """Ishigami & Homma 1990, a = 7, b = 0.1: first 0.3139, 0.4424, 0; total 0.5576, 0.4424, 0.2437."""
    found = {
        i.name: i
        for i in sobol(lambda p: {"y": ishigami(p)}, ("a", "b", "c"), samples=20_000, rng=np.random.default_rng(1))["y"]
    }
    for name, first, total in (("a", 0.3139, 0.5576), ("b", 0.4424, 0.4424), ("c", 0.0, 0.2437)):
        assert found[name].first == pytest.approx(first, abs=4 * found[name].first_se)
        assert found[name].total == pytest.approx(total, abs=4 * found[name].total_se)
        assert found[name].total_se < 0.02


def test_the_largest_comes_first_and_a_constant_explains_nothing():
    found = sobol(
        lambda p: {"y": p[:, 0] + 10 * p[:, 1]}, ("small", "large"), samples=2000, rng=np.random.default_rng(0)
    )["y"]
    assert [i.name for i in found] == ["large", "small"]
    flat = sobol(lambda p: {"y": p[:, 0] * 0 + 3}, ("x",), samples=100, rng=np.random.default_rng(0))["y"]
    assert (flat[0].first, flat[0].total) == (0.0, 0.0)
