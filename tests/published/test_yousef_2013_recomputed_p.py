"""Yousef AA, Al-deeb AE. Anaesthesia 2013;68:260-266: p-values that the abstract's own means and SDs contradict.

Each printed p is tested against the reading kindest to it: one arm of 40, paired, correlation -1. By hand: pain
(7.5 - 4.7) / ((2.2 + 1.8) / sqrt 40) = 4.43, t with 39 degrees of freedom, p = 7e-5, against 0.034 in print.
"""

import pytest

from dolomite.evidence import study
from dolomite.evidence.bias import rechecks

PRINTED = {"pain_d180": 0.034, "flexion_d180": 0.018, "extension_d180": 0.039, "lateral_flexion_d180": 0.035}
AT_MINUS_ONE = {"pain_d180": 7e-5, "flexion_d180": 3e-4, "extension_d180": 4e-5, "lateral_flexion_d180": 5e-5}


def test_every_p_is_flagged_on_every_reading():
    checks = {check.result: check for check in rechecks(study.trial("yousef-2013"))}
    assert set(checks) == set(PRINTED)
    for name, check in checks.items():
        assert check.flagged
        within, unpaired = check.readings
        assert within.p == pytest.approx(AT_MINUS_ONE[name], rel=0.15)
        assert unpaired.p < within.p
        assert within.high < PRINTED[name] / 10
        assert check.nearest == max(within.high, unpaired.high)


def test_the_arithmetic_is_shown():
    says = next(c.says for c in rechecks(study.trial("yousef-2013")) if c.result == "pain_d180")
    for part in ("p = 0.034 is printed", "t = 4.43", "df = 39", "p = 7.5e-05", "control's spread was not read"):
        assert part in says


def test_no_other_trial_is_flagged():
    for trial in study.trials():
        if trial.id != "yousef-2013":
            assert not [check.says for check in rechecks(trial) if check.flagged]


def test_against_scipy():
    from scipy import stats as scipy_stats

    check = next(c for c in rechecks(study.trial("yousef-2013")) if c.result == "pain_d180")
    assert check.readings[1].p == pytest.approx(
        scipy_stats.ttest_ind_from_stats(7.5, 2.2, 40, 4.7, 1.8, 40).pvalue, rel=1e-9
    )
