"""The exact answer against long NUTS runs (tools/trial_nuts_reference.py): single trials and the pooled model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dolomite.trial import hierarchical
from dolomite.trial.censored import censored
from dolomite.trial.model import fit, summary, to_problem
from dolomite.trial.prior import of_speed
from dolomite.trial.read_log import pain_log
from dolomite.trial.series import from_log

HERE = Path(__file__).parent
REFERENCE = json.loads((HERE / "reference_nuts.json").read_text(encoding="utf-8"))
MEAN_SD = 0.02  # means agree within this many posterior SDs
QUANTILE_SD = 0.05  # quantiles within this many: about two Monte Carlo standard errors of the runs themselves
SETS = ("seed20", "half_missing", "slow", "before_unknown", "three_arms", "sticky_whole", "short")


def read(name):
    return from_log(pain_log((HERE / f"{name}.csv").read_text(encoding="utf-8"), name=name))


def agrees(found, reference, what):
    sd = reference["sd"]
    assert reference["rhat"] < 1.01
    assert found.mean == pytest.approx(reference["mean"], abs=MEAN_SD * sd), what
    assert found.sd == pytest.approx(sd, abs=MEAN_SD * sd), what
    for quantile in ("q025", "q50", "q975"):
        assert getattr(found, quantile) == pytest.approx(reference[quantile], abs=QUANTILE_SD * sd), (what, quantile)


@pytest.mark.parametrize("name", SETS)
def test_single_trial(name):
    found = fit(
        read(name),
        active="magnesium",
        comparator="placebo",
        priors=of_speed("slow" if name == "slow" else "fast"),
        before_unknown=name == "before_unknown",
    )
    reference = REFERENCE[name]
    agrees(summary(found.effect), reference["b"], "effect")
    agrees(summary(found.coefficient("level")), reference["a"], "level")
    agrees(summary(found.coefficient("trend")), reference["s"], "trend")
    agrees(found.tau(), reference["tau"], "tau")
    agrees(found.phi(), reference["phi"], "phi")
    agrees(found.sigma(), reference["sigma"], "sigma")


def test_pooled():
    fast = of_speed("fast")
    named = [
        (f"person_{k}", fit(read(f"person_{k}"), active="magnesium", comparator="placebo", priors=fast))
        for k in range(1, 9)
    ]
    found = hierarchical.pool(named, worthwhile_points=2.0)
    reference = REFERENCE["hierarchical"]
    agrees(found.beta, reference["beta"], "beta")
    agrees(found.omega, reference["omega"], "omega")
    for person, expected in zip(found.people, reference["b"], strict=True):
        agrees(person.shrunken, expected, person.name)


def test_where_the_scale_ends():
    # 18 of 52 days at 0; the lattice's own error, 2 to 3 hundredths of an SD, comes on top
    p = to_problem(read("floor"), active="magnesium", comparator="placebo", priors=of_speed("fast"))
    found = summary(censored(p).effect)
    reference = REFERENCE["floor"]["b"]
    assert found.mean == pytest.approx(reference["mean"], abs=0.04 * reference["sd"])
    assert found.sd == pytest.approx(reference["sd"], rel=0.03)
    for quantile in ("q025", "q50", "q975"):
        assert getattr(found, quantile) == pytest.approx(reference[quantile], abs=QUANTILE_SD * reference["sd"])
