"""The screener: the printed example, sums that can be read, unknown answers named."""

from datetime import date

import pytest

from dolomite.app import read
from dolomite.app.case import Case
from dolomite.app.screen_intake import screen_intake
from dolomite.base.errors import InputError
from dolomite.intake import screener
from dolomite.intake.screener import HowOften

ON = date(2026, 11, 21)
NEVER = {one.id: HowOften(often="never") for one in screener.items()}


def test_there_are_twenty_questions_and_eight_answers():
    assert len(screener.items()) == 20 and len(screener.items(all_of_them=True)) == 26
    assert len(screener.often()) == 8


def test_the_worked_example_of_the_source():
    # score 140 mg a day in a woman: estimate 200, drawn towards the mean to 231, 80 % band 149 to 314
    beans = next(one for one in screener.items() if one.id == "beans_lentils")
    often = HowOften(often="once_a_day", portions=1)
    score = beans.mg_per_portion
    made = screener.estimate({**NEVER, "beans_lentils": often}, sex="female")
    assert made.estimate_mg == pytest.approx(65.5 + 0.963 * score)
    assert made.usual.known == pytest.approx(264.1 + 0.36 / 0.697 * (made.estimate_mg - 264.1))
    assert made.usual.high - made.usual.low == pytest.approx(2 * 1.28155 * 80.6 * 0.8, rel=1e-3)
    assert made.by_item[0] == ("beans_lentils", score)
    assert "Roughly" in made.says


def test_an_unanswered_item_is_no_zero():
    answers = {k: v for k, v in NEVER.items() if k not in ("fish", "water")}
    with pytest.raises(InputError, match=r"not answered: .*fish.*water"):
        screener.estimate(answers, sex="male")


def test_a_wrong_answer_is_named():
    with pytest.raises(InputError, match="fish"):
        screener.estimate({**NEVER, "fish": HowOften(often="sometimes")}, sex="male")


def test_sex_not_told_lies_between():
    both = screener.estimate(NEVER, sex=None).usual.known
    ends = sorted(screener.estimate(NEVER, sex=sex).usual.known for sex in ("female", "male"))
    assert ends[0] < both < ends[1]


def test_three_logged_days_take_over():
    assert screener.still_counts(2) and not screener.still_counts(3)


def test_the_same_adequacy_gives_a_chance_and_more_food_lowers_it():
    person = read.person(b"sex: female\nage_years: 40\n", name="p.yaml", on=ON)
    case = Case(person=person, on=ON)
    little = screen_intake(case.person.sex, case.magnesium, NEVER).short.value
    nuts = screen_intake(
        case.person.sex, case.magnesium, {**NEVER, "nuts_seeds": HowOften(often="once_a_day", portions=3)}
    ).short.value
    assert 0 < nuts < little < 1
