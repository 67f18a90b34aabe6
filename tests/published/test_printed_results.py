"""Results as printed in publications, to the digits printed there."""

from pathlib import Path

import pytest

from dolomite import pool
from dolomite.pool import read as read_studies

HERE = Path(__file__).parent


def effects(path, measure):
    return pool.effects_from_rows(
        read_studies.studies(path.read_text(encoding="utf-8"), name=path.name), measure=measure
    )


def test_raudenbush_bryk_1985_teacher_expectancy():
    """Raudenbush & Bryk (1985): mean 0.084, tau2 0.019, Q 35.85 on 18 df."""
    found = pool.fit(effects(HERE / "data" / "raudenbush_1985.csv", "gen"), test="z")
    assert found.estimate == pytest.approx(0.084, abs=0.0005)
    assert found.tau2 == pytest.approx(0.019, abs=0.0005)
    assert found.heterogeneity.q == pytest.approx(35.85, abs=0.03)  # 35.83 from variances rounded to four places
    assert found.heterogeneity.q_df == 18


def test_viechtbauer_2010_bcg_vaccine():
    """Viechtbauer (2010), J Stat Softw 36(3): log risk ratios of 13 trials, REML."""
    found = pool.fit(effects(HERE / "data" / "colditz_1994.csv", "rr"), test="z")
    assert found.estimate == pytest.approx(-0.7145, abs=5e-5)
    assert found.se == pytest.approx(0.1798, abs=5e-5)
    assert found.ci == pytest.approx((-1.0669, -0.3622), abs=5e-5)
    assert found.tau2 == pytest.approx(0.3132, abs=1.5e-4)  # printed 0.3132 at metafor's default tolerance
    assert found.heterogeneity.i2 == pytest.approx(92.22, abs=0.02)
    assert found.heterogeneity.q == pytest.approx(152.2330, abs=5e-5)


@pytest.mark.parametrize(
    ("kept", "log_or", "se", "q", "i2"),
    [
        (range(7), -0.80, 0.24, 7.61, 21.13),
        ((*range(7), 13), -0.44, 0.12, 10.89, 35.71),
        (range(15), -0.60, 0.11, 21.99, 36.34),
        (range(16), 0.01, 0.03, 55.80, 73.12),
    ],
    ids=["1989", "with LIMIT-2", "without ISIS-4", "all"],
)
def test_peto_as_the_magnesium_trials_came_in(kept, log_or, se, q, i2):
    """The reference page of dat.egger2001 (R package metadat) prints these four Peto analyses to two digits."""
    every = effects(HERE.parents[1] / "examples" / "magnesium_mi.csv", "peto")
    part = pool.Effects(measure="peto", rows=tuple(every.rows[i] for i in kept))
    found = pool.fit(part, estimator="fe")
    assert found.estimate == pytest.approx(log_or, abs=0.005)
    assert found.se == pytest.approx(se, abs=0.005)
    assert found.heterogeneity.q == pytest.approx(q, abs=0.005)
    assert found.heterogeneity.i2 == pytest.approx(i2, abs=0.005)
