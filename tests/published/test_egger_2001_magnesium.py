"""Sixteen trials of intravenous magnesium after myocardial infarction.

Data: Egger, Davey Smith & Altman (2001), table 18.2. Expected values: two independent computations that agree, R's
metafor 3.8-1 with its tolerances set to 1e-14, and 40-digit arithmetic (mpmath) of the same equations. metafor's
default tolerances are good to 5 or 6 digits only, so these are further digits of the same answers.
"""

from pathlib import Path

import pytest

from dolomite import pool
from dolomite.pool import read as read_studies

EXAMPLE = Path(__file__).parents[2] / "examples" / "magnesium_mi.csv"
TEN_DIGITS = 1e-10
PRINTED = 2e-10  # values of which ten significant digits were printed


@pytest.fixture(scope="module")
def rows():
    return read_studies.studies(EXAMPLE.read_text(encoding="utf-8"), name=EXAMPLE.name)


@pytest.fixture(scope="module")
def effects(rows):
    return pool.effects_from_rows(rows, measure="or")


def near(value, digits=TEN_DIGITS):
    return pytest.approx(value, rel=digits, abs=1e-300)


def test_q(effects):
    spread = pool.fit(effects).heterogeneity
    assert spread.q == near(47.059347756986)
    assert spread.q_df == 15
    assert spread.q_p == near(3.602223174e-05, PRINTED)
    assert pool.fit(effects, estimator="fe").heterogeneity.i2 == near(68.125355078316)


def test_reml_with_knapp_hartung(effects):
    found = pool.fit(effects)
    assert (found.k, found.estimator, found.test, found.pi_convention) == (16, "reml", "knapp_hartung", "k1")
    assert found.tau2 == near(0.29263783222552)
    assert found.tau2_se == near(0.2288017297, PRINTED)
    assert found.heterogeneity.i2 == near(73.64019191037958)
    assert found.heterogeneity.h2 == near(3.793654326, PRINTED)
    assert found.estimate == near(-0.76658987988099)
    assert found.se == near(0.18808717410184)
    assert found.ci == near((-1.167488201646, -0.365691558116))
    assert found.statistic == near(-4.0757158670794)
    assert found.p == near(0.0009940306908, PRINTED)
    assert found.pi == near((-1.9873256079036, 0.45414584814165))
    assert found.maxima == 1


def test_reml_with_z(effects):
    found = pool.fit(effects, test="z")
    assert found.se == near(0.21180112023397)
    assert found.ci == near((-1.1817124474248, -0.35146731233716))
    assert found.statistic == near(-3.619385389, PRINTED)
    assert found.p == near(0.0002953035664, PRINTED)
    assert found.pi == near((-1.905221922, 0.3720421625), PRINTED)


def test_prediction_intervals_by_other_conventions(effects):
    assert pool.fit(effects, pi="k2").pi == near((-1.994964130814, 0.46178437105207))
    higgins_thompson_spiegelhalter = pool.fit(effects, test="z", pi="k2").pi
    assert higgins_thompson_spiegelhalter == near((-2.0125938198597, 0.47941406009773))


def test_q_profile(effects):
    spread = pool.fit(effects).heterogeneity
    assert spread.tau2_ci == near((0.03092990095, 0.8757908204), PRINTED)
    assert spread.i2_ci == near((22.79607617, 89.31703705), PRINTED)


@pytest.mark.parametrize(
    ("estimator", "tau2", "mean", "se_z", "se_kh"),
    [
        ("dl", 0.2238830562488, -0.72758291370952, 0.19631572321165, 0.18603540373041),
        ("pm", 0.17656976701484, -0.69072895489057, 0.18388869677452, None),
        ("eb", 0.17656976701484, -0.69072895489057, 0.18388869677452, None),
        ("ml", 0.25399834616635, -0.74631516842451, 0.2034000624368, 0.18704684124385),
        ("sj", 0.3134110603, None, None, None),
        ("he", 0.0, None, None, None),
        ("hs", 0.02891740997, None, None, None),
    ],
)
def test_other_estimators(effects, estimator, tau2, mean, se_z, se_kh):
    assert pool.fit(effects, estimator=estimator).tau2 == near(tau2, PRINTED)
    if mean is not None:
        assert pool.fit(effects, estimator=estimator).estimate == near(mean)
        assert pool.fit(effects, estimator=estimator, test="z").se == near(se_z)
    if se_kh is not None:
        assert pool.fit(effects, estimator=estimator).se == near(se_kh)


def test_common_effect(effects):
    found = pool.fit(effects, estimator="fe")
    assert found.estimate == near(0.014754454770182)
    assert found.se == near(0.030512903138242)
    assert found.test == "z"
    assert found.pi is None


def test_mantel_haenszel(effects):
    found = pool.fit(effects, estimator="mh")
    assert found.estimate == near(0.006082303246, PRINTED)
    assert found.se == near(0.03035224347, PRINTED)


def test_peto(rows):
    found = pool.fit(pool.effects_from_rows(rows, measure="peto"), estimator="fe")
    assert found.estimate == near(0.00608834576, 1e-9)  # nine digits were printed
    assert found.se == near(0.03036719814, PRINTED)
    assert found.heterogeneity.q == near(55.80187358, PRINTED)


def test_without_isis_4(effects):
    found = pool.fit(effects.without("ISIS-4 1995"))
    assert found.estimate == near(-0.8745475313, PRINTED)
    assert found.se == near(0.1826068137, PRINTED)
    assert found.tau2 == near(0.191061822, 1e-8)  # nine digits were printed
