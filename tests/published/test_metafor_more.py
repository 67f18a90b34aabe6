"""Regression, tests for small-study effects, trim and fill, influence, leave-one-out, cumulative and permutation.

Expected values come from R's metafor through metafor_more.R (Harbord's and Peters's tests from R's lm), on the tables
in data/, each with its publication in its first lines.
"""

import csv
import math
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest

from dolomite import pool
from dolomite.base.errors import InputError
from dolomite.pool import bias, influence, regress, resample
from dolomite.pool import read as read_studies

HERE = Path(__file__).parent
ONE_IN_A_MILLION = 1e-6
ABSOLUTE = 1e-8  # metafor stops within about 1e-9 of a tau2, and deletion diagnostics divide differences of such


@cache
def effects(name, measure):
    path = HERE / "data" / f"{name}.csv"
    if not path.exists():
        path = HERE.parents[1] / "examples" / f"{name}.csv"
    rows = read_studies.studies(path.read_text(encoding="utf-8"), name=path.name)
    return pool.effects_from_rows(rows, measure=measure)


def expected(analysis):
    """{(set, measure, options): {quantity: [values]}} of one analysis."""
    lines = (HERE / "metafor_more.csv").read_text(encoding="utf-8").splitlines()[1:]
    found = defaultdict(lambda: defaultdict(list))
    for row in csv.DictReader(lines):
        if row["analysis"] == analysis:
            value = math.nan if row["value"] in ("NA", "NaN") else float(row["value"])
            found[row["set"], row["measure"], row["options"]][row["quantity"]].append(value)
    return [pytest.param(key, dict(values), id="-".join(key)) for key, values in found.items()]


def near(value):
    return pytest.approx(value, rel=ONE_IN_A_MILLION, abs=ABSOLUTE, nan_ok=True)


@pytest.mark.parametrize(("key", "values"), expected("regression"))
def test_regression(key, values):
    estimator, test, moderators = key[2].split(" ")
    found = regress.regression(effects(*key[:2]), moderators.split("+"), estimator=estimator, test=test)
    assert [c.estimate for c in found.coefficients] == near(values["estimate"])
    assert [c.se for c in found.coefficients] == near(values["se"])
    assert [c.p for c in found.coefficients] == near(values["p"])
    assert [c.ci[0] for c in found.coefficients] == near(values["ci_low"])
    assert [c.ci[1] for c in found.coefficients] == near(values["ci_high"])
    assert found.tau2 == near(values["tau2"][0])
    assert found.heterogeneity.q == near(values["qe"][0])
    assert found.heterogeneity.i2 == near(values["i2"][0])
    assert found.heterogeneity.h2 == near(values["h2"][0])
    assert found.qm == near(values["qm"][0])
    assert found.qm_p == near(values["qm_p"][0])


@pytest.mark.parametrize("name", ["egger", "egger_mixed", "rank_test", "harbord", "peters"])
def test_small_study_effects(name):
    cases = expected(name)
    assert cases
    for case in cases:
        (dataset, measure, _), values = case.values
        found = getattr(bias, name)(effects(dataset, measure))
        for quantity, (value,) in values.items():
            assert getattr(found, quantity) == near(value), (dataset, quantity)


@pytest.mark.parametrize(("key", "values"), expected("trim_and_fill"))
def test_trim_and_fill(key, values):
    estimator, missing = key[2].split(" ")
    data = effects(*key[:2])
    if "fails" in values:
        with pytest.raises(InputError, match="has no answer"):
            bias.trim_and_fill(data, estimator=estimator, missing=missing)
        return
    found = bias.trim_and_fill(data, estimator=estimator, test="z", missing=missing)
    assert found.added == values["added"][0]
    assert (found.side == "right") == bool(values["right"][0])
    assert found.pooled.estimate == near(values["estimate"][0])
    assert found.pooled.se == near(values["se"][0])
    assert found.pooled.tau2 == near(values["tau2"][0])


@pytest.mark.parametrize(("key", "values"), expected("influence"))
def test_influence(key, values):
    found = influence.influence(effects(*key[:2]), test=key[2])
    names = {
        "rstudent": "rstudent", "dffits": "dffits", "cook.d": "cook", "cov.r": "cov_ratio", "tau2.del": "tau2_deleted",
        "QE.del": "q_deleted", "hat": "hat", "weight": "weight", "dfbs": "dfbetas",
    }  # fmt: skip
    for theirs, ours in names.items():
        assert [getattr(one, ours) for one in found] == near(values[theirs]), theirs


@pytest.mark.parametrize(("key", "values"), expected("leave_one_out"))
def test_leave_one_out(key, values):
    found = [one for _, one in influence.leave_one_out(effects(*key[:2]), test=key[2])]
    assert [one.estimate for one in found] == near(values["estimate"])
    assert [one.se for one in found] == near(values["se"])
    assert [one.p for one in found] == near(values["pval"])
    assert [one.heterogeneity.q for one in found] == near(values["Q"])
    assert [one.tau2 for one in found] == near(values["tau2"])


@pytest.mark.parametrize(("key", "values"), expected("cumulative"))
def test_cumulative(key, values):
    found = [one for _, one in influence.cumulative(effects(*key[:2]), test=key[2])]
    assert [one.estimate for one in found] == near(values["estimate"])
    assert [one.se for one in found][1:] == near(values["se"][1:])
    assert [one.tau2 for one in found][1:] == near(values["tau2"][1:])


@pytest.mark.parametrize(("key", "values"), expected("permutation"))
def test_permutation(key, values):
    found = resample.permutation_test(effects(*key[:2]), test=key[2])
    assert found.exact
    assert found.p == near(values["p"][0])
