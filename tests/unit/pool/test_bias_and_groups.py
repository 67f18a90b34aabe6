"""Small-study tests and subgroups: worked another way."""

import math

import numpy as np
import pytest

from dolomite.base.errors import InputError
from dolomite.pool import bias, effects_from_rows, effects_from_values, fit
from dolomite.pool.influence import cumulative
from dolomite.pool.regress import regression, subgroups
from dolomite.pool.study import StudyRow

Y = [0.3, -0.1, 0.9, 0.4, 0.2, 1.4]
V = [0.04, 0.02, 0.2, 0.08, 0.05, 0.4]


def grouped(groups):
    rows = [
        StudyRow(study=f"S{i}", given={"yi": y, "vi": v}, moderators={"form": g, "year": str(2000 + 7 * i % 5)})
        for i, (y, v, g) in enumerate(zip(Y, V, groups, strict=True))
    ]
    return effects_from_rows(rows, measure="gen")


def test_size_based_test_by_weighted_least_squares():
    arms = [(20, 1.0), (35, 0.6), (60, 0.5), (90, 0.3), (150, 0.35)]
    rows = [
        StudyRow(study=str(n), given={"n_t": n, "mean_t": m, "sd_t": 1, "n_c": n, "mean_c": 0, "sd_c": 1})
        for n, m in arms
    ]
    effects = effects_from_rows(rows, measure="smd")
    n = np.array([2.0 * size for size, _ in arms])
    y = np.array([row.yi for row in effects.rows])
    slope, intercept = np.polyfit(1 / np.sqrt(n), y, 1, w=np.sqrt(n))
    found = bias.size_based(effects)
    assert found.estimate == pytest.approx(slope)
    assert found.limit == pytest.approx(intercept)


def test_contours_are_where_p_is_what_they_say():
    effects = effects_from_values(Y, V)
    seen = bias.funnel(effects, centre=0.1)
    assert [p for p, _ in seen.contours] == [0.10, 0.05, 0.01]
    assert seen.contours[1][1] == pytest.approx(1.959963984540054)
    assert seen.points[0] == ("study 1", 0.3, 0.2)


def test_studies_of_one_precision_say_nothing_of_small_and_large():
    effects = effects_from_values([0.1, 0.2, 0.4, 0.6], [0.1] * 4)
    for test in (bias.egger, bias.rank_test):
        with pytest.raises(InputError, match="same precision"):
            test(effects)


def test_two_studies_are_too_few_for_any_of_it():
    with pytest.raises(InputError, match="at least 3 studies"):
        bias.egger(effects_from_values([0.1, 0.2], [0.1, 0.2]))


def test_trim_and_fill_of_an_even_funnel_adds_nothing():
    effects = effects_from_values([-0.4, -0.2, 0.0, 0.2, 0.4], [0.2, 0.1, 0.01, 0.1, 0.2])
    found = bias.trim_and_fill(effects)
    assert found.added == 0
    assert found.pooled.estimate == pytest.approx(fit(effects).estimate)


def test_subgroups_are_pooled_apart_and_compared_by_their_own_variances():
    effects = grouped(["oxide", "citrate", "oxide", "citrate", "oxide", "citrate"])
    found = subgroups(effects, "form", test="z")
    apart = dict(found.groups)
    only = effects_from_values(Y[1::2], V[1::2])
    assert apart["citrate"].estimate == pytest.approx(fit(only).estimate)
    difference = apart["citrate"].estimate - apart["oxide"].estimate
    variance = apart["citrate"].se ** 2 + apart["oxide"].se ** 2
    assert found.q == pytest.approx(difference**2 / variance)
    assert found.q_p == pytest.approx(math.erfc(abs(difference) / math.sqrt(2 * variance)))


def test_under_a_common_effect_groups_in_a_regression_are_the_subgroups():
    effects = grouped(["oxide", "citrate", "oxide", "citrate", "oxide", "citrate"])
    line = regression(effects, ["form"], estimator="fe")
    apart = {name: one.estimate for name, one in subgroups(effects, "form", estimator="fe").groups}
    assert line.coefficients[0].estimate == pytest.approx(apart["citrate"])
    assert line.coefficients[1].name == "form: oxide against citrate"
    assert line.coefficients[1].estimate == pytest.approx(apart["oxide"] - apart["citrate"])


def test_a_study_whose_moderator_is_unknown_is_left_out_and_named():
    effects = grouped(["oxide", "citrate", "oxide", "citrate", "oxide", ""])
    found = regression(effects, ["form"])
    assert found.k == 5
    assert [one.study for one in found.left_out] == ["S5"]


def test_cumulative_follows_the_column_not_the_table():
    effects = grouped(["a"] * 6)
    years = {row.study: float(row.moderators["year"]) for row in effects.rows}
    order = [name for name, _ in cumulative(effects, by="year")]
    assert [years[name] for name in order] == sorted(years.values())
    assert cumulative(effects, by="year")[-1][1].estimate == pytest.approx(fit(effects).estimate)
