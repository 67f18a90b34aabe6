"""The chance of falling short: exact where all is known, wider where it is not, refused where the method ends."""

import math
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from dolomite.adequacy.probability import (
    assess,
    assess_all,
    days_needed,
    intake_for,
    prob_inadequate,
    sd_of_difference,
)
from dolomite.adequacy.within_person import within_person
from dolomite.base.finding import every
from dolomite.base.person import Person
from dolomite.base.span import Span
from dolomite.need.normal import below
from dolomite.need.requirement import MAGNESIUM, requirement, requirements

ON = date(2026, 6, 15)
WOMAN = Person(sex="female", given_age_years=42)
NEED = requirement(WOMAN, MAGNESIUM, on=ON)
NUMBERS = {"ear": 265.0, "cv": 0.1, "within_sd": 86.0}


intakes = st.floats(0, 900)


@given(intakes, st.floats(0.1, 200), st.integers(1, 60))
def test_who_eats_more_falls_short_less(mean, more, days):
    less, much = (prob_inadequate(Span.exactly(m), days=days, **NUMBERS).value for m in (mean, mean + more))
    assert much <= less
    assert 0 <= much <= 1


@given(intakes, st.integers(1, 30))
def test_more_days_move_the_answer_away_from_a_half(mean, days):
    fewer, more = (prob_inadequate(Span.exactly(mean), days=d, **NUMBERS).value for d in (days, days + 1))
    assert abs(more - 0.5) >= abs(fewer - 0.5) - 1e-12


@given(intakes, st.floats(0, 300), st.floats(0, 300), st.integers(1, 30))
def test_unknown_foods_widen_the_answer_around_it(known, low, more, days):
    span = Span(known=known, low=known + low, high=known + low + more, unknown=("soup",))
    found = prob_inadequate(span, days=days, **NUMBERS)
    assert found.low <= found.value <= found.high
    wider = Span(known=known, low=known, high=known + low + more + 1, unknown=("soup", "bread"))
    wide = prob_inadequate(wider, days=days, **NUMBERS)
    assert wide.low <= found.low
    assert wide.high >= found.high


def test_an_unbounded_unknown_leaves_the_answer_open_downwards():
    span = Span(known=200.0, low=200.0, high=None, unknown=("grandmother's stew",))
    found = prob_inadequate(span, days=7, **NUMBERS)
    assert found.value is None
    assert found.low == 0
    assert found.high == prob_inadequate(Span.exactly(200), days=7, **NUMBERS).value
    whole = assess(NEED, span, days=7)
    assert "no more than" in whole.findings[0].says
    assert whole.more_days is None


@given(st.floats(0.5, 0.999))
def test_the_goal_of_a_plan_has_the_chance_asked_for(prob):
    goal = intake_for(prob, NEED)
    assert 1 - below((NEED.ear - goal) / (NEED.cv * NEED.ear)) == pytest.approx(prob, abs=1e-9)
    assert goal >= NEED.ear - 1e-9
    with_diary = intake_for(prob, NEED, days=3, within_sd=86)
    assert with_diary >= goal - 1e-9
    if prob > 0.51:
        found = prob_inadequate(Span.exactly(with_diary), days=3, **NUMBERS)
        assert 1 - found.value == pytest.approx(prob, abs=1e-9)


def test_at_the_average_requirement_it_is_even():
    assert prob_inadequate(Span.exactly(265), days=3, **NUMBERS).value == 0.5


@given(st.floats(100, 500))
def test_the_days_needed_are_enough_and_one_fewer_is_not(mean):
    days = days_needed(mean, **NUMBERS, sure=0.9)
    if days is None:
        forever = abs(mean - 265) / 26.5
        assert below(forever) < 0.9 + 1e-9
        return
    sure = lambda n: below(abs(mean - 265) / sd_of_difference(**NUMBERS, days=n))  # noqa: E731
    assert sure(days) >= 0.9 - 1e-9
    assert days == 1 or sure(days - 1) < 0.9


def test_how_many_more_days_would_sharpen_it():
    found = assess(NEED, Span.exactly(320), days=3)
    assert not found.clear
    assert found.more_days == 4  # seven in all
    assert assess(NEED, Span.exactly(266), days=3).more_days is None  # no number of days tells an even chance apart
    sure = assess(NEED, Span.exactly(100), days=3)
    assert sure.clear
    assert sure.more_days is None


@pytest.mark.parametrize(
    ("person", "nutrient", "body", "words"),
    [
        (WOMAN, "potassium", "us", "nobody has set an average requirement"),
        (WOMAN, MAGNESIUM, "eu", "nobody has set an average requirement"),
        (WOMAN, MAGNESIUM, "dach", "nobody has set an average requirement"),
        (WOMAN, MAGNESIUM, "uk", "has not been checked"),
        (WOMAN, "calcium", "us", "not published in a usable form"),
        (WOMAN, "iron", "us", "not published in a usable form"),
        (WOMAN, "vitamin_b12", "us", "so much from day to day"),
        (WOMAN, "niacin_b3", "us", "without what the body makes from protein"),
        (WOMAN, "total_water", "us", "Plain water is seldom written"),
        (WOMAN, "iodine", "us", "at this age is not known"),
        (Person(sex="female", given_age_years=10), "zinc", "us", "at this age is not known"),
        (WOMAN, "protein", "us", "per kilogram of body weight"),
    ],
)
def test_where_no_probability_can_be_computed_that_is_said(person, nutrient, body, words):
    found = assess(requirement(person, nutrient, on=ON, body=body), Span.exactly(50), days=7)
    assert found.prob_inadequate is None
    assert words in found.why_not
    assert found.findings[0].says == found.why_not
    assert found.findings[0].value is None


@pytest.mark.parametrize("nutrient", ["niacin_b3", "total_water"])
def test_what_cannot_be_compared_has_no_share_either(nutrient):
    assert assess(requirement(WOMAN, nutrient, on=ON), Span.exactly(10.0), days=7).share is None


def test_no_day_and_nothing_known_are_no_answer():
    assert "No complete day" in assess(NEED, Span.exactly(0), days=0).why_not
    assert "Nothing is known" in assess(NEED, Span.nothing_known("stew"), days=1).why_not


def test_protein_is_judged_by_body_weight():
    need = requirement(WOMAN, "protein", on=ON)
    found = assess(need, Span.exactly(60), days=7, weight_kg=71)
    assert found.prob_inadequate.value == pytest.approx(
        below((0.66 * 71 - 60) / sd_of_difference(ear=0.66 * 71, cv=0.12, within_sd=28.3, days=7))
    )


def test_the_share_of_the_allowance_carries_the_unknown_with_it():
    found = assess(NEED, Span(known=160.0, low=192.0, high=256.0, unknown=("soup",)), days=7)
    assert (found.share.known, found.share.low, found.share.high) == pytest.approx((0.5, 0.6, 0.8))
    assert found.share_of == "RDA"
    assert assess(requirement(WOMAN, "potassium", on=ON), Span.exactly(2600), days=7).share_of == "AI"


def test_several_nutrients_at_a_glance_magnesium_first():
    found = assess_all(requirements(WOMAN, on=ON), {"zinc": Span.exactly(9), MAGNESIUM: Span.exactly(300)}, days=7)
    assert [f.nutrient for f in found] == [MAGNESIUM, "zinc"]
    assert all(part.basis for f in found for top in f.findings for part in every(top))


@pytest.mark.parametrize(("intake", "over"), [(2500.0, False), (2500.1, True)])
def test_an_upper_level_of_all_sources(intake, over):
    assert assess(requirement(WOMAN, "calcium", on=ON), Span.exactly(intake), days=7).over_ul is over


@pytest.mark.parametrize(("intake", "over"), [(2300.0, False), (2301.0, True)])
def test_sodium_above_the_long_run_level(intake, over):
    assert assess(requirement(WOMAN, "sodium", on=ON), Span.exactly(intake), days=7).over_cdrr is over
    open_end = Span(known=2000.0, low=2000.0, high=None, unknown=("soup",))
    assert assess(requirement(WOMAN, "sodium", on=ON), open_end, days=7).over_cdrr is None


def test_magnesium_in_food_is_never_held_against_an_upper_level():
    assert assess(NEED, Span.exactly(5000), days=7).over_ul is None


def test_ones_own_variation_counts_only_when_clearly_larger():
    pooled = within_person(MAGNESIUM, "female_31_50y").sd
    critical = math.sqrt(chi2.ppf(0.95, 6) / 6) * pooled
    assert within_person(MAGNESIUM, "female_31_50y", observed_sd=critical * 0.98, days=7).sd == pooled
    own = within_person(MAGNESIUM, "female_31_50y", observed_sd=critical * 1.02, days=7)
    assert own.sd == critical * 1.02
    assert "differ more than usual" in own.finding.says
    assert within_person(MAGNESIUM, "female_31_50y", observed_sd=1.0, days=7).sd == pooled, "never less: a safer look"


def test_pregnancy_takes_the_variation_of_women_of_the_age():
    found = within_person(MAGNESIUM, "pregnant_31_50y")
    assert found.sd == within_person(MAGNESIUM, "female_31_50y").sd
    assert "women of the same age" in found.finding.says
    assert within_person(MAGNESIUM, "infant_7_12mo") is None
