"""Effects of single studies: worked by hand, and every conversion leaves its trace."""

import math

import pytest

from dolomite.pool import effects_from_rows, fit
from dolomite.pool.continuous import small_sample_factor
from dolomite.pool.study import StudyRow


def one(measure, **given):
    options = {key: given.pop(key) for key in ("zero_cells", "correlation") if key in given}
    effects = effects_from_rows([StudyRow(study="A", given=given)], measure=measure, **options)
    return effects.rows[0]


def test_counts_by_hand():
    counts = {"events_t": 4, "n_t": 20, "events_c": 8, "n_c": 25}
    assert one("or", **counts).yi == pytest.approx(math.log(4 * 17 / (16 * 8)))
    assert one("or", **counts).vi == pytest.approx(1 / 4 + 1 / 16 + 1 / 8 + 1 / 17)
    assert one("rr", **counts).yi == pytest.approx(math.log((4 / 20) / (8 / 25)))
    assert one("rr", **counts).vi == pytest.approx(1 / 4 - 1 / 20 + 1 / 8 - 1 / 25)
    assert one("rd", **counts).yi == pytest.approx(4 / 20 - 8 / 25)
    assert one("rd", **counts).vi == pytest.approx(0.2 * 0.8 / 20 + 0.32 * 0.68 / 25)
    expected = 20 * 12 / 45
    variance = 20 * 25 * 12 * 33 / (45**2 * 44)
    assert one("peto", **counts).yi == pytest.approx((4 - expected) / variance)


def test_half_is_added_only_where_a_cell_is_empty_and_that_is_said():
    empty = one("or", events_t=0, n_t=20, events_c=8, n_c=25)
    assert empty.yi == pytest.approx(math.log(0.5 * 17.5 / (20.5 * 8.5)))
    assert "0.5 added to each cell" in empty.derived[0]
    assert one("or", events_t=4, n_t=20, events_c=8, n_c=25).derived == ()
    everywhere = one("or", events_t=4, n_t=20, events_c=8, n_c=25, zero_cells="all")
    assert everywhere.yi == pytest.approx(math.log(4.5 * 17.5 / (16.5 * 8.5)))


def test_with_no_correction_a_study_with_an_empty_cell_is_left_out():
    rows = [
        StudyRow(study="A", given={"events_t": 0, "n_t": 20, "events_c": 8, "n_c": 25}),
        StudyRow(study="B", given={"events_t": 2, "n_t": 20, "events_c": 8, "n_c": 25}),
    ]
    effects = effects_from_rows(rows, measure="or", zero_cells="none")
    assert [row.study for row in effects.rows] == ["B"]
    assert effects.left_out[0].why == "an empty cell and no correction asked for"


def test_means_by_hand():
    arms = {"n_t": 12, "mean_t": 4.0, "sd_t": 2.0, "n_c": 10, "mean_c": 5.5, "sd_c": 1.5}
    assert one("md", **arms).yi == -1.5
    assert one("md", **arms).vi == pytest.approx(4 / 12 + 2.25 / 10)
    sd = math.sqrt((11 * 4 + 9 * 2.25) / 20)
    factor = math.gamma(10) / (math.sqrt(10) * math.gamma(9.5))
    assert small_sample_factor(20) == pytest.approx(factor)
    g = factor * -1.5 / sd
    assert one("smd", **arms).yi == pytest.approx(g)
    assert one("smd", **arms).vi == pytest.approx(1 / 12 + 1 / 10 + g * g / 44)
    assert one("rom", **arms).yi == pytest.approx(math.log(4 / 5.5))
    assert one("rom", **arms).vi == pytest.approx(4 / (12 * 16) + 2.25 / (10 * 5.5**2))


@pytest.mark.parametrize(
    ("given", "sd", "words"),
    [
        ({"se_t": 0.5}, 0.5 * math.sqrt(25), "SD from the standard error 0.5"),
        ({"ci_low_t": 3.0, "ci_high_t": 5.0}, 5 * 2 / (2 * 2.0638985616), "95 % interval 3 to 5"),
        ({"sd_pre_t": 2.0, "sd_post_t": 3.0, "r": 0.5}, math.sqrt(4 + 9 - 6), "SD of change"),
    ],
)
def test_an_sd_from_what_is_printed(given, sd, words):
    found = one("md", n_t=25, mean_t=4, n_c=25, mean_c=5, sd_c=1, **given)
    assert found.vi == pytest.approx(sd**2 / 25 + 1 / 25)
    assert words in found.derived[0]
    assert found.derived[0].startswith("treated: ")


def test_mean_and_sd_from_median_and_quartiles():
    found = one("md", n_t=100, median_t=4, q1_t=3, q3_t=6, n_c=100, mean_c=5, sd_c=1)
    weight = 0.7 + 0.39 / 100
    assert found.yi == pytest.approx(weight * 4.5 + (1 - weight) * 4 - 5)
    # The quartiles of a normal distribution lie 1.349 SD apart; at n 100 Wan's divisor is a little under that.
    assert math.sqrt(found.vi * 100 - 1) == pytest.approx(3 / 1.349, rel=0.02)
    assert len(found.derived) == 2


def test_a_standard_error_from_interval_or_p():
    exact = one("gen", yi=0.5, sei=0.25)
    low, high = 0.5 - 1.959963984540054 * 0.25, 0.5 + 1.959963984540054 * 0.25
    assert one("gen", yi=0.5, ci_low=low, ci_high=high).vi == pytest.approx(exact.vi)
    assert one("gen", yi=0.5, p=0.04550026389635842).vi == pytest.approx(exact.vi)  # z = 2
    ratio = one("or", ratio=2.0, ratio_low=2 / math.e, ratio_high=2 * math.e)
    assert ratio.yi == pytest.approx(math.log(2))
    assert math.sqrt(ratio.vi) == pytest.approx(1 / 1.959963984540054)
    assert len(ratio.derived) == 2


def test_pairs_use_the_correlation_and_say_when_it_is_supposed():
    pairs = {"n_pairs": 16, "mean_t": 4.0, "sd_t": 2.0, "mean_c": 5.0, "sd_c": 2.0}
    printed = one("md", r=0.875, **pairs)
    assert printed.vi == pytest.approx((4 + 4 - 2 * 0.875 * 4) / 16)
    assert "imputed" not in printed.derived[0]
    assert "imputed" in one("md", **pairs).derived[0]


def test_leaving_a_study_out_by_name():
    rows = [StudyRow(study=name, given={"yi": y, "vi": 1.0}) for name, y in (("A", 0.0), ("B", 1.0), ("C", 5.0))]
    effects = effects_from_rows(rows, measure="gen")
    assert fit(effects.without("C")).estimate == pytest.approx(0.5)
