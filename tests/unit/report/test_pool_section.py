"""The section of a pooled analysis: charts have table twins, ratios are shown as ratios, the words fit the numbers."""

import math

import pytest

from dolomite.app.pool_studies import Choices, pool_studies
from dolomite.pool import effects_from_values, fit
from dolomite.view.pool import NEXT, POOLED, forest, funnel_chart

TABLE = "study,yi,vi\nA,-0.5,0.04\nB,-0.1,0.02\nC,-0.9,0.2\nD,0.1,0.05\n"


def test_a_forest_plot_shows_ratios_with_the_pool_and_the_next_study():
    effects = effects_from_values([-0.5, -0.1, -0.9], [0.04, 0.02, 0.2], measure="or")
    pooled = fit(effects)
    chart = forest(effects, pooled)
    assert chart.x.kind == "log"
    assert chart.y.order == ("study 1", "study 2", "study 3", POOLED, NEXT)
    assert chart.rows[0]["effect"] == pytest.approx(math.exp(-0.5))
    assert chart.rows[3]["low"] == pytest.approx(math.exp(pooled.ci[0]))
    assert len(chart.table.rows) == 5


def test_a_forest_plot_of_differences_has_a_plain_axis_and_no_prediction_from_two():
    effects = effects_from_values([-0.5, -0.1], [0.04, 0.02], measure="md")
    chart = forest(effects, fit(effects))
    assert chart.x.kind == "number"
    assert chart.y.order[-1] == POOLED


def test_a_funnel_turns_large_studies_up():
    effects = effects_from_values([-0.5, -0.1, -0.9], [0.04, 0.02, 0.2], measure="or")
    chart = funnel_chart(effects, fit(effects))
    assert chart.y.low > chart.y.high == 0.0
    assert [row[0] for row in chart.table.rows] == ["study 1", "study 2", "study 3"]


def test_the_answer_comes_first_and_the_methods_last():
    section = pool_studies(TABLE, name="t.csv", choices=Choices(measure="md"))
    assert section.says[0].startswith("Mean difference ")
    assert section.says[-1].startswith("Methods: 4 studies were analysed")
    assert section.data["k"] == 4


def test_a_common_effect_says_what_it_supposes():
    section = pool_studies(TABLE, name="t.csv", choices=Choices(measure="md", estimator="fe"))
    assert any(one.startswith("One common effect is supposed") for one in section.says)
    assert not any("further study" in one for one in section.says)


def test_a_supposed_correlation_is_varied():
    text = "study,n_pairs,mean_t,sd_t,mean_c,sd_c\nA,20,4,2,5,2\nB,30,4.5,2,5,2\nC,25,4,2,5,2.2\n"
    section = pool_studies(text, name="t.csv", choices=Choices(measure="md"))
    shown = {one["correlation"]: one["se"] for one in section.data["sensitivity"]}
    assert list(shown) == [0.3, 0.5, 0.7]
    printed = text.replace("sd_c\n", "sd_c,r\n").replace("5,2\n", "5,2,0.4\n").replace("2.2\n", "2.2,0.4\n")
    assert "sensitivity" not in pool_studies(printed, name="t.csv", choices=Choices(measure="md")).data


def test_small_study_tests_under_ten_studies_say_so():
    section = pool_studies(TABLE, name="t.csv", choices=Choices(measure="md", bias=True))
    assert section.data["small_studies"]["says"] == ["Only 4 studies: under 10 these mislead."]
    assert "Only 4 studies: under 10 these mislead." in section.says
