"""The normal distribution, to twelve decimals and not one more: alike on every machine."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from dolomite.need.normal import DECIMALS, below, quantile


@given(st.floats(-8, 8))
def test_the_normal_distribution(z):
    assert below(z) == pytest.approx(norm.cdf(z), abs=10**-DECIMALS)
    assert below(z) == round(below(z), DECIMALS)


@given(st.floats(1e-6, 1 - 1e-6))
def test_its_quantile(p):
    assert quantile(p) == pytest.approx(norm.ppf(p), abs=1e-9)
    assert quantile(p) == round(quantile(p), DECIMALS)
