"""Permutation and bootstrap."""

import itertools

import numpy as np
import pytest

from dolomite.base.errors import InputError
from dolomite.pool import effects_from_rows, effects_from_values, fit
from dolomite.pool.regress import regression
from dolomite.pool.resample import bootstrap, permutation_test, permute_moderators, smallest_p
from dolomite.pool.study import StudyRow

Y = [0.4, 0.5, 0.3, 0.7, 0.35]
V = [0.04, 0.09, 0.02, 0.2, 0.05]


def test_five_studies_that_all_agree_reach_their_smallest_p():
    found = permutation_test(effects_from_values(Y, V))
    assert found.smallest_p == smallest_p(5) == 0.0625
    assert found.p == 0.0625
    assert found.exact
    assert found.refits == 32


def test_permutation_against_one_fit_at_a_time():
    y = [0.4, -0.5, 0.3, 0.7]
    seen = abs(fit(effects_from_values(y, V[:4])).statistic)
    every = [
        abs(fit(effects_from_values([a * b for a, b in zip(y, signs, strict=True)], V[:4])).statistic)
        for signs in itertools.product((1, -1), repeat=4)
    ]
    share = sum(one >= seen * (1 - 1e-10) for one in every) / len(every)
    assert permutation_test(effects_from_values(y, V[:4])).p == pytest.approx(share)


@pytest.mark.parametrize("test", ["z", "knapp_hartung", "modified_knapp_hartung"])
def test_permuted_moderators_against_one_regression_at_a_time(test):
    doses = [1999.0, 2004.0, 2001.0, 2012.0, 2003.0]

    def with_doses(order):
        rows = [
            StudyRow(study=str(i), given={"yi": y, "vi": v}, moderators={"year": str(doses[at])})
            for i, (y, v, at) in enumerate(zip(Y, V, order, strict=True))
        ]
        return effects_from_rows(rows, measure="gen")

    def statistic(order):
        return abs(regression(with_doses(order), ["year"], test=test).coefficients[1].statistic)

    seen = statistic(range(5))
    every = [statistic(order) for order in itertools.permutations(range(5))]
    share = sum(one >= seen * (1 - 1e-10) for one in every) / len(every)
    found = permute_moderators(with_doses(range(5)), ["year"], test=test)
    assert found.p == {"year": pytest.approx(share)}
    assert (found.exact, found.refits, found.smallest_p) == (True, 120, 1 / 120)


def test_with_many_studies_chance_is_handed_in_and_repeats():
    rng = np.random.default_rng(3)
    effects = effects_from_values(rng.normal(0.2, 0.5, 20).tolist(), rng.uniform(0.01, 0.3, 20).tolist())
    with pytest.raises(InputError, match="random generator"):
        permutation_test(effects)
    first = permutation_test(effects, refits=2000, rng=np.random.default_rng(1))
    again = permutation_test(effects, refits=2000, rng=np.random.default_rng(1))
    assert first == again
    assert not first.exact
    assert first.p >= 1 / 2000  # the observed pattern is one of the possible ones


def test_bootstrap_repeats_and_covers_the_estimate():
    effects = effects_from_values(Y, V)
    first = bootstrap(effects, rng=np.random.default_rng(1), refits=500)
    assert first == bootstrap(effects, rng=np.random.default_rng(1), refits=500)
    assert first.ci[0] < fit(effects).estimate < first.ci[1]


def test_one_study_cannot_be_resampled():
    with pytest.raises(InputError, match="at least 2 studies"):
        bootstrap(effects_from_values([1.0], [1.0]), rng=np.random.default_rng(1))


def test_no_effect_at_all_has_p_1():
    assert permutation_test(effects_from_values([0.0, 0.0, 0.0], [1.0, 1.0, 2.0])).p == 1.0


def test_many_studies_are_resampled_in_portions_that_change_nothing(monkeypatch):
    effects = effects_from_values(Y, V)
    whole = bootstrap(effects, rng=np.random.default_rng(1), refits=60)
    monkeypatch.setattr("dolomite.pool.resample._PORTION", 50)
    parts = bootstrap(effects, rng=np.random.default_rng(1), refits=60)
    assert parts.refits == 60
    assert parts.sd == pytest.approx(whole.sd, rel=0.5)
    assert permutation_test(effects).p == 0.0625
