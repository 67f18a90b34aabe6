"""The foods with most of a nutrient: ranked by what was asked, and what cannot be compared is counted, not dropped."""

import pytest

from dolomite.base.errors import InputError
from dolomite.food.richest import LEAST_KCAL_PER_100_G, richest
from dolomite.food.table import Catalogue

CATALOGUE = Catalogue.open()


@pytest.mark.parametrize("per", ["100g", "100kcal", "serving"])
def test_the_richest_come_first_and_every_food_is_accounted_for(per):
    found = richest(CATALOGUE, "magnesium", per=per)
    assert [rich.value for rich in found.foods] == sorted((rich.value for rich in found.foods), reverse=True)
    for rich in found.foods[:50]:
        assert rich.value == pytest.approx(rich.per_100g * rich.grams / 100)
        assert (rich.measure is not None) is (per == "serving")
    compared = len(richest(CATALOGUE, "magnesium").foods) + richest(CATALOGUE, "magnesium").unknown
    assert len(found.foods) + found.unknown + found.too_thin + found.without_serving == compared
    assert (found.too_thin > 0) is (per == "100kcal")


def test_a_food_without_a_value_is_unknown_and_not_without_it():
    held, seldom = richest(CATALOGUE, "magnesium"), richest(CATALOGUE, "iodine")
    assert seldom.unknown > held.unknown
    assert len(seldom.foods) + seldom.unknown == len(held.foods) + held.unknown  # the same foods were compared


def test_per_hundred_kilocalories_holds_a_hundred_and_no_tea():
    for rich in richest(CATALOGUE, "magnesium", per="100kcal").foods[:50]:
        energy = rich.food.nutrients["energy"]
        assert energy >= LEAST_KCAL_PER_100_G and rich.grams * energy / 100 == pytest.approx(100)


def test_powders_and_single_ingredients_only_come_when_every_food_is_asked():
    eaten = richest(CATALOGUE, "magnesium").foods
    every = richest(CATALOGUE, "magnesium", every=True).foods
    assert {rich.food.id for rich in eaten} < {rich.food.id for rich in every}
    assert {rich.food.data_type for rich in eaten} == {"as eaten"} < {rich.food.data_type for rich in every}


def test_an_unknown_nutrient_is_refused():
    with pytest.raises(InputError):
        richest(CATALOGUE, "unobtainium")
