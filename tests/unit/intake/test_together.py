"""A line that names several foods is taken apart only where its whole is no known food and every part is one."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from dolomite import facts
from dolomite.base.diary import Diary, DiaryRow
from dolomite.food.search import match
from dolomite.intake.apart import lines
from dolomite.intake.diary import matched
from dolomite.intake.look_up import LookUp
from dolomite.intake.total import MAGNESIUM, of

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "intake" / "together.yaml").read_text(encoding="utf-8"))
ON = date(2026, 5, 1)


def line(food, amount=1.0, unit=""):
    return DiaryRow(line=1, on=ON, meal="", food=food, amount=amount, unit=unit)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["line"])
def test_the_parts_of_a_line_and_their_weights(catalogue, case):
    found = lines(LookUp(catalogue, case["country"], {}), line(case["line"], case["amount"], case["unit"]))
    assert [one.row.food for one in found] == list(case["parts"]) or len(found) == len(case["parts"]) == 1
    for one, grams in zip(found, case["parts"].values(), strict=True):
        if grams is not None:
            assert [one.low_g or one.grams, one.grams, one.high_g or one.grams] == pytest.approx(grams)
        if case.get("known", True) and len(found) > 1:
            assert one.food is not None
            assert one.grams is not None
            assert of(one, MAGNESIUM, catalogue).low <= of(one, MAGNESIUM, catalogue).known


def test_a_diary_counts_every_part_once_and_the_whole_where_nobody_wants_parts(catalogue):
    diary = Diary(rows=(line("rice & beans", unit="plate"), line("apple")), complete=((ON, None),), name="d")
    ids = facts.ids()
    assert [one.row.food for one in matched(diary, catalogue=catalogue, ids=ids).eaten] == [
        "rice",
        "black beans",
        "apple",
    ]
    whole = matched(diary, catalogue=catalogue, ids=ids, apart=False).eaten
    assert [one.row.food for one in whole] == ["rice & beans", "apple"]


def test_what_the_person_chose_for_the_whole_line_is_not_taken_apart(catalogue):
    from dolomite.intake.words import key

    look = LookUp(catalogue, "GB", {key("egg on toast"): "fndds:31105005"})
    assert [one.food.id for one in lines(look, line("egg on toast"))] == ["fndds:31105005"]


@pytest.mark.parametrize(
    ("words", "same_as"),
    [("Äpfel", "apple"), ("aepfel", "apple"), ("jabłko", "apple"), ("çay", "tea"), ("kasza gryczana", "buckwheat")],
)
def test_a_word_of_another_language_means_what_its_english_phrase_means(catalogue, words, same_as):
    assert match(catalogue, words).food.id == match(catalogue, same_as).food.id


@pytest.mark.parametrize(
    ("amount", "unit", "grams"), [(None, "", 64.0), (2, "Scheiben", 64.0), (2, "slices", 64.0), (1, "2 slices", 64.0)]
)
def test_a_measure_may_stand_in_another_language_and_in_any_cell(catalogue, amount, unit, grams):
    words = "2 Scheiben Vollkornbrot" if amount is None else "Vollkornbrot"
    assert LookUp(catalogue, "DE", {}).eaten(line(words, amount, unit)).grams == pytest.approx(grams)


def test_a_short_word_with_a_slip_is_asked_about_and_four_of_a_berry_are_no_four_portions(catalogue):
    assert not match(catalogue, "Milo").confident
    assert match(catalogue, "peanut buter").confident
    four = LookUp(catalogue, "US", {}).eaten(line("raspberries", 4.0))
    assert four.grams == pytest.approx(16.0)
    unweighed = LookUp(catalogue, "US", {}).eaten(line("hummus", 4.0))
    assert unweighed.why == "measure not known for this food"


@pytest.mark.parametrize(
    ("words", "food", "reach"),
    [
        ("black bean tacos", "fndds:58102000", (26, 65)),
        ("vegetable upma", "dolomite:upma", (11, 27)),
        ("lentil salad", None, None),  # what stands before it is most of it
        ("banana bread", None, None),
        ("spinach omelette", None, None),  # ten and a hundred milligrams: the two say nothing together
        ("flumbo taco", None, None),
    ],
)
def test_a_dish_is_taken_by_its_last_word_with_a_reach_over_what_goes_in(catalogue, words, food, reach):
    found = match(catalogue, words)
    assert (found.food.id if found.food is not None else None) == food or food is None
    if reach is not None:
        assert found.low_mg <= reach[0]
        assert found.high_mg >= min(reach)
    elif words != "banana bread":
        assert not found.confident or found.food.name.casefold().startswith(words.split()[0])
