"""Every estimator and measure against R's metafor on sixteen published data sets.

The data are in data/, each with its publication in its first lines; the values in metafor.csv come from metafor.R.
metafor's tolerances were tightened; where its own stopping rule is still the coarser, see `ABSOLUTE`.
"""

import csv
import math
from functools import cache
from pathlib import Path

import pytest

from dolomite import pool
from dolomite.pool import read as read_studies

HERE = Path(__file__).parent
ONE_IN_A_MILLION = 1e-6
# Near a boundary (tau2 of 0, an interval that crosses 0) a relative comparison asks for digits that no method has.
ABSOLUTE = 1e-9


def table(path):
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines))


@cache
def rows(name):
    path = HERE / "data" / f"{name}.csv"
    if not path.exists():
        path = HERE.parents[1] / "examples" / f"{name}.csv"
    return read_studies.studies(path.read_text(encoding="utf-8"), name=path.name)


EXPECTED = table(HERE / "metafor.csv")


def number(text):
    return math.nan if text in ("", "NA", "NaN") else float(text)


def same(found, expected):
    if math.isnan(expected):
        return True
    return found is not None and found == pytest.approx(expected, rel=ONE_IN_A_MILLION, abs=ABSOLUTE)


@pytest.mark.parametrize(
    "expected", EXPECTED, ids=["-".join((e["set"], e["measure"], e["estimator"], e["test"])) for e in EXPECTED]
)
def test_pooled_effect(expected):
    effects = pool.effects_from_rows(rows(expected["set"]), measure=expected["measure"])
    found = pool.fit(effects, estimator=expected["estimator"], test=expected["test"])
    spread = found.heterogeneity
    seen = {
        "k": found.k,
        "estimate": found.estimate,
        "se": found.se,
        "ci_low": found.ci[0],
        "ci_high": found.ci[1],
        "p": found.p,
        "pi_low": found.pi and found.pi[0],
        "pi_high": found.pi and found.pi[1],
        "tau2": found.tau2,
        "tau2_low": spread.tau2_ci[0],
        "tau2_high": spread.tau2_ci[1],
        "q": spread.q,
        "i2": spread.i2,
        "h2": spread.h2,
    }
    wrong = {name: (value, expected[name]) for name, value in seen.items() if not same(value, number(expected[name]))}
    assert not wrong


def test_the_data_sets_are_many_and_cover_every_choice():
    assert len({e["set"] for e in EXPECTED}) >= 12
    assert {e["measure"] for e in EXPECTED} == set(pool.effect.MEASURES)
    assert {e["estimator"] for e in EXPECTED} == set(pool.model.CHOICES)
