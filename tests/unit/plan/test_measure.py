"""A plan speaks in measures of a kitchen, and offers one food once."""

import pytest

from dolomite.plan.kitchen import foreign, plain_food
from dolomite.plan.measure import household


@pytest.mark.parametrize(
    ("food", "grams", "says"),
    [
        ("fndds:52215100", 77, "3 medium tortillas (77 g)"),
        ("fndds:42202000", 32, "2 tablespoons (32 g)"),
        ("fndds:41107010", 92, "half a cup (92 g)"),
        ("fndds:42100100", 28, "1 handful (28 g)"),
        ("fndds:43101050", 28, "1 handful (28 g)"),
        ("fndds:56205018", 147, "147 g"),
    ],
)
def test_serving_is_told_as_a_kitchen_measures_it(catalogue, food, grams, says):
    assert household(catalogue.get(food), grams) == says


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Cashews", "Cashews, unroasted"),
        ("Bread, whole wheat", "Bread, whole wheat, toasted"),
        ("Cereal, shredded wheat, plain", "Cereal, shredded wheat, flavored"),
        ("Oatmeal, regular or quick, made with milk, no added fat", "Oatmeal, instant, made with water, no added fat"),
        ("Spinach, fresh, cooked, fat added", "Spinach, fresh, cooked, no added fat"),
    ],
)
def test_one_food_in_two_preparations_is_one_food(one, other):
    assert plain_food(one) == plain_food(other)


@pytest.mark.parametrize(("one", "other"), [("Soy milk", "Soybeans, cooked"), ("Rice, white", "Rice, brown")])
def test_two_foods_stay_two(one, other):
    assert plain_food(one) != plain_food(other)


@pytest.mark.parametrize(
    ("country", "eaten", "word", "away"),
    [
        ("GB", ("toast",), "injera", True),
        ("DE", ("bread",), "tortilla", True),
        ("IN", ("dal", "chapati"), "black bean", True),
        (None, ("dal", "chapati"), "black bean", True),
        ("MX", ("tortillas",), "black bean", False),
        ("GB", ("corn tortilla",), "tortilla", False),
    ],
)
def test_foods_of_another_kitchen_are_away(country, eaten, word, away):
    assert (word in foreign(eaten, country=country)) is away


@pytest.mark.parametrize(
    ("food", "grams", "country", "says"),
    [
        ("fndds:41107010", 92, "FR", "92 g"),
        ("fndds:72125211", 90, "GB", "3 tablespoons (90 g)"),
        ("fndds:41107010", 92, "US", "half a cup (92 g)"),
        ("fndds:63107010", 126, "DE", "1 banana (126 g)"),
    ],
)
def test_nobody_is_told_cups_who_has_none(catalogue, food, grams, country, says):
    assert household(catalogue.get(food), grams, country) == says
