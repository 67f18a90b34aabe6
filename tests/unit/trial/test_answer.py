"""The sentence is chosen by rule, the areas add to 1, and the randomisation test counts sequences."""

from __future__ import annotations

import numpy as np
import pytest

from dolomite.base.errors import InputError
from dolomite.trial import answer as answers
from dolomite.trial import randomise
from dolomite.trial.analysis import analyse, settle
from dolomite.trial.prior import of_speed
from dolomite.trial.read_log import pain_log
from dolomite.trial.series import from_log
from dolomite.trial.simulate import Truth, pain, paired_arms
from dolomite.trial.worthwhile import checked, suggested

RULES = [  # benefit, worthwhile, same, between -> verdict
    ((0.99, 0.85, 0.0, 0.15), "worthwhile"),
    ((0.96, 0.49, 0.1, 0.50), "helps_less"),
    ((0.96, 0.60, 0.1, 0.40), "cannot_tell"),
    ((0.97, 0.00, 0.9, 1.00), "helps_less"),
    ((0.50, 0.00, 0.85, 1.00), "same"),
    ((0.50, 0.02, 0.50, 0.96), "no_worthwhile_difference"),
    ((0.93, 0.02, 0.50, 0.96), "cannot_tell"),
    ((0.05, 0.00, 0.50, 0.96), "cannot_tell"),
    ((0.70, 0.20, 0.30, 0.75), "cannot_tell"),
]


@pytest.mark.parametrize(("chances", "expected"), RULES)
def test_rule_of_the_sentence(chances, expected):
    benefit, worthwhile, same, between = chances
    assert answers.verdict(benefit=benefit, worthwhile=worthwhile, same=same, between=between) == expected


def made_up(effect, *, seed=1, pairs=4, length=7, tau=1.0, missing=0.0, arms=("magnesium", "placebo"), sigma=0.7):
    rng = np.random.default_rng(seed)
    _, days = paired_arms(pairs, length, arms=arms, rng=rng)
    x = np.array([[1.0 if d == arms[0] else 0.0 for d in days]])
    truth = Truth(level=6, effects=(effect,), trend=0, weekdays=(0.0,) * 7, tau_days=tau, phi=0.2, sigma=sigma)
    y = np.clip(pain(truth, x, rng=rng)[0], 0, 10)
    lines = [f"{d + 1},{d // length + 1},{days[d]},{y[d]:.2f}" for d in range(len(days)) if rng.random() >= missing]
    return from_log(pain_log("day,period,arm,pain_nrs\n" + "\n".join(lines) + "\n", name="made up"))


def test_areas_add_to_one_and_match_their_probabilities():
    s = made_up(-1.0)
    found = analyse(s, settle(s, active="magnesium", comparator=None))
    areas = found.answer.areas
    assert areas.worthwhile + areas.smaller + areas.same + areas.worse == pytest.approx(1.0, abs=1e-12)
    assert areas.worthwhile == found.answer.prob_worthwhile
    assert found.answer.prob_benefit > areas.worthwhile + areas.smaller
    assert found.answer.ladder[0].prior == pytest.approx(0.40, abs=0.005)
    assert found.answer.ladder[1].prior == pytest.approx(0.31, abs=0.005)
    assert found.answer.ladder[2].prior == pytest.approx(0.16, abs=0.005)


def test_a_large_effect_is_found_and_swapping_arms_turns_the_sign():
    s = made_up(-4.0)
    one = analyse(s, settle(s, active="magnesium", comparator=None))
    other = analyse(s, settle(s, active="placebo", comparator=None))
    assert one.verdict == "worthwhile"
    assert other.answer.effect.mean > 3
    assert other.answer.prob_harm > 0.95


def test_priors_that_disagree_cannot_tell():
    assert answers.agreed("worthwhile", "cannot_tell") == "cannot_tell"
    assert answers.agreed("same", "same") == "same"


def test_open_comparisons_never_say_that_something_works():
    s = made_up(-4.0, arms=("magnesium", "nothing"))
    found = analyse(s, settle(s, active="magnesium", comparator=None))
    assert found.settings.blinded is False
    assert found.says.startswith("Knowingly taking magnesium against nothing")
    assert "works" not in found.says


@pytest.mark.parametrize("verdict", ["worthwhile", "helps_less", "same", "no_worthwhile_difference", "cannot_tell"])
def test_no_sentence_says_works(verdict):
    s = made_up(-1.0, missing=0.4)
    found = analyse(s, settle(s, active="magnesium", comparator=None))
    for blinded in (True, False, None):
        words = answers.sentence(verdict, found.answer, active="magnesium", comparator="placebo", blinded=blinded)
        assert "works" not in words
        assert "95 % interval" in words


def test_same_data_same_answer():
    s = made_up(-1.0)
    setting = settle(s, active="magnesium", comparator=None)
    assert analyse(s, setting).features == analyse(s, setting).features


def test_worthwhile_difference_is_bounded_and_suggested_from_the_baseline():
    assert checked(None) == 2
    assert checked(1.5) == 1.5
    with pytest.raises(InputError, match="worthwhile: "):
        checked(0.2)
    assert suggested(None) == 2
    assert suggested(7.0) == pytest.approx(2.1)
    assert suggested(2.0) == 1


def test_smallest_p():
    assert [randomise.smallest_p(m) for m in (3, 4, 5, 6)] == [
        (0.125, 0.25),
        (0.0625, 0.125),
        (0.03125, 0.0625),
        (0.015625, 0.03125),
    ]


def test_randomisation_test_by_hand():
    # two pairs, one day each: differences a-b of -1 and -3; sequences ABAB, ABBA, BAAB, BABA
    text = "day,period,arm,pain_nrs\n1,1,a,4\n2,2,b,5\n3,3,b,7\n4,4,a,4\n"
    s = from_log(pain_log(text, name="x"))
    found = randomise.randomisation_test(s, active="a", comparator="b", wash_in_days=0)
    assert found.difference == -2
    assert found.sequences == 4
    assert found.p_benefit == 0.25
    assert found.p_two_sided == 0.5
    assert "Too few pairs" in found.says


def test_randomisation_test_needs_pairs():
    text = "day,period,arm,pain_nrs\n1,1,a,4\n2,2,a,5\n3,3,b,7\n4,4,b,4\n"
    found = randomise.randomisation_test(from_log(pain_log(text, name="x")), active="a", comparator="b", wash_in_days=0)
    assert found.p_benefit is None
    assert "not drawn in pairs" in found.says


def test_wash_in_is_recomputed_from_the_sequence():
    s = made_up(-1.0, pairs=2, length=5)
    assert randomise.wash_in_mask(s, ["a", "b", "b", "a"], 2).nonzero()[0].tolist() == [0, 1, 5, 6, 15, 16]
    assert randomise.wash_in_mask(s, ["a", "b", "a", "b"], 1).nonzero()[0].tolist() == [0, 5, 10, 15]


def test_randomisation_p_is_uniform_under_the_null():
    # under no effect each p of the grid 1/16 ... 1 comes up about equally often
    ps = []
    for seed in range(80):
        s = made_up(0.0, seed=seed)
        ps.append(randomise.randomisation_test(s, active="magnesium", comparator="placebo", wash_in_days=3).p_benefit)
    assert abs(np.mean(ps) - (1 + 1 / 16) / 2) < 0.1
    assert np.mean(np.array(ps) <= 1 / 16) < 0.17


def test_model_names_itself():
    assert of_speed("fast").name == "dolomite.trial/fast/1.0"
    assert of_speed("slow").log_tau.mean == pytest.approx(np.log(10))
