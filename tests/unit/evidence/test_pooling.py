"""Pooling only where route, comparison, outcome and scale agree and most people are in it."""

import importlib.util
import math
from pathlib import Path

import pytest

from dolomite.evidence.answer import answer_question
from dolomite.evidence.study import Design, Given
from dolomite.view.evidence import question_section
from dolomite.view.evidence_charts import albatross, albatross_points, contour, forest

_spec = importlib.util.spec_from_file_location("made_up", Path(__file__).with_name("made_up.py"))
made_up = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(made_up)
ASKED = made_up.question()
MEANS = ((4.0, 5.0), (4.5, 5.0), (3.0, 5.5))


def three(**changes):
    return [
        made_up.trial(f"T{at}", made_up.result(mean=mean, sd=(2, 2), n=(100, 100), **changes), n=200)
        for at, mean in enumerate(MEANS)
    ]


def test_three_that_agree_are_pooled_with_a_prediction_interval():
    found = answer_question(ASKED, among=three())
    assert found.poolable.ok
    assert found.pooled.measure == "md"
    assert found.pooled.k == 3
    assert found.pooled.estimate == pytest.approx(sum(t - c for t, c in MEANS) / 3)
    low, high = found.pooled.pi
    assert low < found.pooled.ci[0] < found.pooled.ci[1] < high
    assert found.size.word == "moderate"
    assert found.size.points == found.pooled.estimate


def test_another_estimator_is_used():
    assert answer_question(ASKED, among=three(), estimator="dl").pooled.estimator == "dl"


def test_a_trial_that_is_dropped_is_gone():
    found = answer_question(ASKED, among=three(), drop=("T2",))
    assert found.pooled.k == 2
    assert found.pooled.pi is None


def test_a_scale_of_0_to_100_is_brought_to_0_to_10():
    wide = made_up.trial(
        "V", made_up.result(mean=(40, 50), sd=(20, 20), n=(100, 100), scale="VAS 0-100", scale_high=100), n=200
    )
    found = answer_question(ASKED, among=[*three()[:1], wide])
    assert found.poolable.ok
    assert found.pooled.estimate == pytest.approx(-1.0)


def test_counts_are_pooled_as_risk_ratios():
    body = [made_up.trial(f"T{at}", made_up.result(events=(10, 20), n=(50, 50))) for at in range(2)]
    found = answer_question(ASKED, among=body)
    assert found.pooled.measure == "rr"
    assert found.pooled.exp()["estimate"] == pytest.approx(0.5)
    assert found.size.word == "unknown", "a risk ratio is no size on a pain scale"


@pytest.mark.parametrize(
    "spoil, why",
    [
        (
            {"magnesium": Given(words="x", route="oral", route_words="oral", given_with="ibuprofen")},
            "given beside magnesium",
        ),
        ({"comparison": "usual_care"}, "compare with different things"),
        ({"magnesium": Given(words="x", route="infusion", route_words="iv")}, "routes are never mixed"),
    ],
)
def test_what_disagrees_is_not_pooled(spoil, why):
    body = three()
    odd = body[0].model_copy(update=spoil)
    found = answer_question(ASKED, among=[odd, *body[1:]])
    assert not found.poolable.ok
    assert why in " ".join(found.poolable.why_not)
    assert found.pooled is None
    assert found.size.word == "unknown"


def test_a_missing_spread_is_named_and_not_imputed():
    body = [*three()[:1], made_up.trial("X", made_up.result(mean=(4, 5), sd=(2, None), n=(100, 100)), n=200)]
    found = answer_question(ASKED, among=body)
    assert not found.poolable.ok
    assert "X: the spread (SD) of the comparison group was not read." in found.poolable.why_not


def test_a_crossover_needs_its_paired_spread():
    both = Design(words="crossover", randomised=True, blinding="double", crossover=True)
    body = [*three()[:1], three()[1].model_copy(update={"design": both})]
    assert "crossover" in " ".join(answer_question(ASKED, among=body).poolable.why_not)


def test_mostly_unprinted_numbers_are_not_pooled():
    silent = made_up.trial("S", made_up.result(n=(400, 401), stated="no_difference"), n=801)
    found = answer_question(ASKED, among=[*three(), silent])
    assert not found.poolable.ok
    assert "printed no numbers" in found.poolable.why_not[0]
    fewer = made_up.trial("S", made_up.result(n=(300, 300), stated="no_difference"), n=600)
    kept = answer_question(ASKED, among=[*three(), fewer])
    assert kept.poolable.ok
    assert kept.poolable.left_out == ("S: the numbers of the magnesium group were not read.",)


def test_mean_scores_and_counts_do_not_mix():
    body = [*three()[:1], made_up.trial("C", made_up.result(events=(10, 20), n=(100, 100)), n=200)]
    assert "others give mean scores" in " ".join(answer_question(ASKED, among=body).poolable.why_not)


def test_the_forest_plot_has_its_table_twin():
    chart = forest(answer_question(ASKED, among=three()))
    assert [row[0] for row in chart.table.rows] == ["T0", "T1", "T2", "All together", "A further study"]
    assert chart.table.rows[0][1] == pytest.approx(-1.0)
    assert sum(row[4] for row in chart.table.rows[:3]) == pytest.approx(100)
    assert chart.says


def test_a_question_section_with_a_forest_plot_draws():
    from dolomite.report.chart import svg

    section = question_section(answer_question(ASKED, among=three()))
    drawn = svg(section.charts[0], medium="page", width=280)
    assert "T2" in drawn
    assert 'role="img"' in drawn


def exact(at, p):
    body = made_up.result(
        mean=(3, 4), sd=(2, 2), n=(20 * at, 20 * at), p=({"value": p, "sign": "=", "of": "between_arms"},)
    )
    return made_up.trial(f"T{at}", body, n=40 * at)


def test_an_albatross_needs_direction_p_and_people():
    body = [exact(1, "0.04"), exact(2, "0.5"), exact(3, "0.01")]
    found = answer_question(ASKED, among=body)
    points = albatross_points(found.main())
    assert [(point["n"], point["p"]) for point in points] == [(40, 0.04), (80, 0.5), (120, 0.01)]
    assert points[0]["side"] == pytest.approx(-math.log10(0.04))
    assert albatross(found) is not None
    assert albatross(answer_question(ASKED, among=body[:2])) is None


def test_the_albatross_contour_is_the_p_of_that_difference():
    """g = 0.5 with 64 people in each arm: z = 2.83, two-sided p = 0.0047."""
    assert contour(0.5, 128) == pytest.approx(-math.log10(0.00468), abs=1e-3)


def test_a_size_stands_beside_the_marks_of_small_moderate_and_large():
    bar = question_section(answer_question(ASKED, among=three())).bars[0]
    assert bar.label == "Less pain with magnesium, of the 0-10 scale"
    assert (bar.unit, dict(bar.marks)) == ("%", {"small": 5, "moderate": 10, "large": 20})
    assert bar.low == 0.0, "an interval across nought reaches down to none"


def test_counts_are_told_as_people_in_a_hundred():
    body = [made_up.trial(f"T{at}", made_up.result(events=(10, 20), n=(50, 50))) for at in range(2)]
    said = " ".join(question_section(answer_question(ASKED, among=body)).says)
    assert "Of 100 people on placebo, 40; of 100 with magnesium, about 20." in said


def test_harm_is_called_more_pain():
    body = [made_up.trial(f"T{at}", made_up.result(mean=(6, 5), sd=(2, 2), n=(100, 100)), n=200) for at in range(3)]
    found = answer_question(ASKED, among=body)
    assert found.direction == "favours_control"
    assert question_section(found).bars[0].label == "More pain with magnesium, of the 0-10 scale"
    assert "increase pain" in found.says
    assert "reduce" not in found.says


@pytest.mark.parametrize(
    "means, level, domain",
    [
        ([(3.0, 5.0)] * 4, "high", None),
        ([(4.5, 5.0), (4.7, 5.0), (5.0, 5.0), (4.6, 5.0)], "moderate", "imprecision"),
        ([(4.0, 5.0), (4.2, 5.0), (5.1, 5.0), (4.6, 5.0)], "low", "inconsistency"),
        ([(3.0, 5.0), (6.5, 5.0), (4.0, 5.0), (5.5, 5.0)], "very_low", "imprecision"),
    ],
)
def test_a_wide_interval_or_a_wide_prediction_lowers_the_certainty(means, level, domain):
    body = [
        made_up.trial(f"T{at}", made_up.result(mean=mean, sd=(2, 2), n=(150, 150)), n=300)
        for at, mean in enumerate(means)
    ]
    found = answer_question(ASKED, among=body)
    assert found.certainty == level, found.pooled
    if domain is not None:
        assert next(step for step in found.rating.steps if step.domain == domain).how == "counted"


def test_an_interval_is_never_narrower_than_its_own_trials_allow():
    """Four trials that happen to agree to the last digit do not make a certainty: modified Knapp-Hartung."""
    same = [made_up.trial(f"T{at}", made_up.result(mean=(4.0, 5.0), sd=(2, 2), n=(50, 50))) for at in range(4)]
    found = answer_question(ASKED, among=same).pooled
    assert found.test == "modified_knapp_hartung"
    assert found.ci[1] - found.ci[0] > 2 * 1.96 * math.sqrt(2 * 4 / 50 / 4)
