"""Kinds of measures and words: what one weighs, how far it reaches, and which words are never taken for one another."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from dolomite.base.diary import DiaryRow
from dolomite.food import said
from dolomite.food.search import match
from dolomite.intake.apart import lines
from dolomite.intake.look_up import LookUp

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases/intake/kinds.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_measure_weighs_with_its_reach(catalogue, case):
    row = DiaryRow(line=1, on=date(2026, 5, 1), meal="", food=case["food"], amount=case["amount"], unit=case["unit"])
    one = LookUp(catalogue, case.get("country"), {}).eaten(row)
    low = one.low_g if one.low_g is not None else one.grams
    high = one.high_g if one.high_g is not None else one.grams
    assert [low, one.grams, high] == pytest.approx(case["grams"])


def test_a_name_that_says_another_food_is_kept_apart(catalogue):
    assert said.apart("low-fat quark", "fndds:14204010", "Cheese, cottage, low fat")
    assert not said.apart("low-fat cottage cheese", "fndds:14204010", "Cheese, cottage, low fat")
    found = match(catalogue, "low-fat quark").food
    assert found is None or "cottage" not in found.name.casefold()


def test_foods_that_differ_by_little_are_taken_with_their_reach(catalogue):
    found = match(catalogue, "pork loin roasted")
    assert found.food.name.startswith("Pork, fresh, loin")
    assert found.low_mg <= found.food.nutrients["magnesium"] <= found.high_mg <= 1.25 * found.low_mg
    assert match(catalogue, "fish and chips").food is None  # two foods, whatever their values


def test_foods_that_differ_are_asked_about(catalogue):
    assert match(catalogue, "lentil salad").food is None


@pytest.mark.parametrize(
    "food, country, names",
    [
        ("tuna jacket potato", "GB", ["Potato, baked, peel not eaten", "Fish, tuna, canned"]),
        ("Käsebrot", "DE", ["Bread, rye", "Cheese, NFS"]),
        ("2 rotis with dal", "IN", ["Bread, chappatti or roti", "Lentils, NFS"]),
        ("cheeseburger", "US", ["Cheeseburger, NFS"]),
    ],
)
def test_what_is_named_after_the_food_on_it_is_both(catalogue, food, country, names):
    row = DiaryRow(line=1, on=date(2026, 5, 1), meal="", food=food, amount=1.0, unit="")
    assert [one.food.name for one in lines(LookUp(catalogue, country, {}), row)] == names


def test_a_sauce_for_vegetables_is_no_vegetables_with_sauce(catalogue):
    row = DiaryRow(line=1, on=date(2026, 5, 1), meal="", food="vegetables with cheese sauce", amount=1.0, unit="plate")
    names = [one.food.name for one in lines(LookUp(catalogue, "GB", {}), row) if one.food is not None]
    assert names != ["Cheese sauce, for use with vegetables"]
