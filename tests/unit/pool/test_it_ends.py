"""Every iteration of the pool ends, whatever the studies are."""

from __future__ import annotations

import math

import numpy as np
import pytest

from dolomite.app.pool_studies import Choices, pool_studies
from dolomite.base.errors import InputError
from dolomite.pool import effects_from_rows, effects_from_values
from dolomite.pool.bayes import _bisect
from dolomite.pool.bias import trim_and_fill
from dolomite.pool.quantile import _root
from dolomite.pool.resample import permutation_test, permute_moderators
from dolomite.pool.study import StudyRow

LOOPED = [(1, 10, 2, 10), (3, 20, 5, 20), (4, 30, 6, 30), (9, 90, 16, 90)]


def rows(counts):
    return [
        StudyRow(study=f"s{at}", given=dict(zip(("events_t", "n_t", "events_c", "n_c"), four, strict=True)))
        for at, four in enumerate(counts)
    ]


@pytest.mark.parametrize("missing", ["L0", "R0", "Q0"])
def test_trim_and_fill_ends_where_it_asks_for_more_than_there_are(missing):
    effects = effects_from_rows(rows(LOOPED), measure="rd")
    try:
        assert trim_and_fill(effects, missing=missing).added <= 2
    except InputError as error:
        assert "no answer" in str(error)


def test_a_root_and_a_crossing_that_are_nowhere_end():
    assert math.isfinite(_root(lambda t: math.nan, lambda t: 1.0, start=1.0))
    _root(lambda t: 1.0, lambda t: 1.0, start=1.0)
    _bisect(lambda t: 1.0, 2.0, 2.0)
    _bisect(lambda t: -1.0, 2.0, 2.0)


def test_a_permutation_test_ends_when_its_time_is_up_and_says_how_far_it_came():
    y = np.random.default_rng(1).normal(0.1, 1, 400).tolist()
    heard = []
    effects = effects_from_values(y, [0.5] * 400)
    found = permutation_test(
        effects, rng=np.random.default_rng(1), seconds=1e-9, progress=lambda done, of: heard.append((done, of))
    )
    assert found.refits == 500  # one portion, the first
    assert found.smallest_p == 1 / 500
    assert not found.exact
    assert heard == [(500, 10_000)]


def test_moderators_are_permuted_no_longer_than_they_may():
    values = np.random.default_rng(1).normal(0.1, 1, (2, 400))
    effects = effects_from_values(values[0].tolist(), [0.5] * 400)
    from dataclasses import replace

    effects = replace(
        effects,
        rows=tuple(
            replace(row, moderators={"dose": str(dose)})
            for row, dose in zip(effects.rows, values[1].tolist(), strict=True)
        ),
    )
    found = permute_moderators(effects, ["dose"], rng=np.random.default_rng(1), seconds=1e-9)
    assert found.refits == 500


TABLE = "study,events_t,n_t,events_c,n_c\n" + "".join(
    f"s{at},{a},{b},{c},{d}\n" for at, (a, b, c, d) in enumerate(LOOPED)
)


def test_the_whole_of_it_ends():
    made = pool_studies(TABLE, name="t.csv", choices=Choices(measure="rd", bias=True, permutation=True))
    assert made.data["small_studies"]["trim_and_fill"]["L0"]["added"] <= 2


@pytest.mark.parametrize(
    ("field", "value"), [("seconds", math.nan), ("seconds", math.inf), ("seconds", -1), ("seed", -1)]
)
def test_a_choice_that_would_not_end_is_one_sentence(field, value):
    with pytest.raises(InputError) as refused:
        pool_studies(TABLE, name="t.csv", choices=Choices(measure="rd", **{field: value}))
    assert refused.value.field == field


ODD = [
    "study,yi,vi\na,0,9999999999999999999999999999999999999999\nd,10,0.05\n",
    "study,yi,vi\na,0,1e12\nd,10,1e-12\n",
    "study,dose,vi,yi\nA,1,1,5\nB,0,1,6\nC,1,1,7\nD,1,1,9\n",
    "study,n_t,mean_t,sd_t,n_c,mean_c,sd_c\na,20,5,2,22,1e-320,2.1\nb,15,4.1,1.9,15,5,2\n",
    "study,n_t,mean_t,sd_t,n_c,mean_c,sd_c\na,20,5,2,22,1e308,2.1\nb,15,4.1,1.9,15,5,2\n",
    "study,n_t,mean_t,sd_t,n_c,mean_c,sd_c\na,20,5,1e308,22,5,2.1\nb,15,4.1,1.9,15,5,2\n",
    "study,events_t,n_t,events_c,n_c\na,4,1e308,6,30\nb,3,20,5,20\n",
    "study,n,mean_change,sd_change\na,1e308,-1,2\nb,40,-0.5,1.5\n",
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
@pytest.mark.parametrize("measure", ["gen", "rom", "smd", "or", "smcc"])
def test_figures_that_found_a_fault_once(text, measure):
    try:
        pool_studies(text, name="t.csv", choices=Choices(measure=measure, bias=True, influence=True))
    except InputError as error:
        assert len(str(error).splitlines()) == 1
