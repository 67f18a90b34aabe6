"""Totals, means and their standard errors against R's `survey` 4.1 (svydesign, svymean, as.svrepdesign).

The data are made here by a rule that R repeats (tools/population_reference.R); the figures are what R printed, with
`options(survey.replicates.mse=TRUE)`, so that replicates are set against the estimate itself.
"""

from __future__ import annotations

import numpy as np
import pytest

from dolomite.base.errors import InputError
from dolomite.population import design

STRATA, UNITS, PEOPLE = 15, 2, 20
TOTAL, TOTAL_SE = 157756550.0, 1663814.5291768552
MEAN, MEAN_SE, FAY_SE, JACKKNIFE_SE = 263.0766601074, 1.8243968700, 1.8215152919, 1.8244031446
DIGITS = 1e-8


@pytest.fixture
def sample():
    """600 people in 15 strata of two units, with weights and a value that vary by simple arithmetic."""
    person = np.arange(STRATA * UNITS * PEOPLE)
    stratum = person // (UNITS * PEOPLE)
    psu = person // PEOPLE % UNITS
    weight = 500.0 + (person * 37) % 101 * 10.0
    value = 200.0 + (person * 53) % 97 + 7.0 * (stratum % 4) + 11.0 * psu * (stratum % 3)
    return stratum, psu, weight, value


def test_a_total_and_a_mean_have_the_standard_errors_of_r(sample):
    stratum, psu, weight, value = sample
    assert float(weight @ value) == pytest.approx(TOTAL, rel=DIGITS)
    assert np.sqrt(design.taylor(stratum, psu, weight * value)) == pytest.approx(TOTAL_SE, rel=DIGITS)
    assert design.mean(stratum, psu, weight, value) == pytest.approx((MEAN, MEAN_SE), rel=DIGITS)


@pytest.mark.parametrize("method, expected", [("fay_brr", FAY_SE), ("jackknife", JACKKNIFE_SE)])
def test_replicates_have_the_standard_errors_of_r(sample, method, expected):
    stratum, psu, weight, value = sample
    pairs = [(str(s), str(p)) for s in range(STRATA) for p in range(UNITS)]
    if method == "fay_brr":
        built = design.build([s for s, _ in pairs], [p for _, p in pairs])
    else:
        built = design.jackknife([s for s, _ in pairs], [p for _, p in pairs])
    assert built.method == method
    weights = weight[:, None] * built.factors[stratum * UNITS + psu]
    means = (weights * value[:, None]).sum(axis=0) / weights.sum(axis=0)
    assert np.sqrt(built.variance(np.array([MEAN]), means[None])[0]) == pytest.approx(expected, rel=DIGITS)


def test_weights_as_published_give_what_built_ones_give(sample):
    stratum, psu, weight, value = sample
    built = design.build([str(s) for s in range(STRATA) for _ in range(UNITS)], ["0", "1"] * STRATA)
    replicate = weight[:, None] * built.factors[stratum * UNITS + psu]
    read = design.given(weight, replicate, fay=design.FAY)
    means = (weight[:, None] * read.factors * value[:, None]).sum(axis=0) / (weight[:, None] * read.factors).sum(axis=0)
    assert np.sqrt(read.variance(np.array([MEAN]), means[None])[0]) == pytest.approx(FAY_SE, rel=DIGITS)


def test_a_stratum_with_one_unit_is_named_with_the_way_out():
    with pytest.raises(InputError, match=r"Stratum b has one primary sampling unit only.*neighbouring stratum"):
        design.build(["a", "a", "b"], ["1", "2", "1"])
