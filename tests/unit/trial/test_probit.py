"""Many quantiles of the normal at once: against the standard library's, one at a time, and there and back."""

from statistics import NormalDist

import numpy as np
import pytest

from dolomite.trial.normal import cdf
from dolomite.trial.probit import quantile

SHARES = (1e-300, 1e-20, 1.3e-11, 1.5e-11, 1e-6, 0.0249, 0.07499, 0.0751, 0.3, 0.5, 0.9249, 0.9251, 0.999, 1 - 1e-12)


@pytest.mark.parametrize("share", SHARES)
def test_each_is_the_standard_library_s(share):
    assert quantile(np.array([share]))[0] == pytest.approx(NormalDist().inv_cdf(share), rel=1e-13, abs=1e-15)


def test_there_and_back_in_any_shape():
    z = np.linspace(-30, 7, 4 * 5 * 6).reshape(4, 5, 6)
    assert quantile(cdf(z)) == pytest.approx(z, abs=3e-5)
    near = np.linspace(-6, 4, 60).reshape(3, 20)
    assert quantile(cdf(near)) == pytest.approx(near, abs=1e-7)


def test_the_middle_alone_needs_no_tail():
    assert quantile(np.array([[0.4, 0.5], [0.6, 0.55]])).shape == (2, 2)
