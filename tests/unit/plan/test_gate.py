"""When no plan is made, what is not taken away, and which foods are offered to whom."""

from datetime import date

import pytest

from dolomite.app import read
from dolomite.app.case import Case
from dolomite.app.plan_food import Wishes, plan_food
from dolomite.food.table import Catalogue
from dolomite.plan import kitchen
from dolomite.plan.gate import is_thin, knows_enough

ON = date(2026, 11, 21)
CATALOGUE = Catalogue.open()
HEAD = "date,meal,food,amount,unit\n"


def diary(*lines):
    text = HEAD + "".join(f"2026-05-01,lunch,{line}\n" for line in lines)
    return read.diary(text.encode(), name="d.csv", catalogue=CATALOGUE)


def person(text):
    return read.person(text.encode(), name="p.yaml", on=ON)


def test_a_diary_that_is_mostly_unknown_gives_no_plan_and_says_so():
    eaten = diary("something from the corner,1,plate", "aunt's stew thing,1,pot", "banana,1,")
    assert not knows_enough(eaten)
    who = person("sex: female\nage_years: 40\n")
    made = plan_food(Case(person=who, on=ON, diary=eaten, catalogue=CATALOGUE))
    assert made.data["status"] == "unknown"
    assert "too much of your diary is unknown" in made.says[0].lower()
    assert not any("No change of food reaches" in said for said in made.says)


@pytest.mark.parametrize(
    ("age", "weight", "thin"), [(40, 53.0, True), (40, 54.0, False), (75, 57.0, True), (75, 58.0, False)]
)
def test_who_is_too_thin_to_take_anything_away(age, weight, thin):
    who = person(f"sex: female\nage_years: {age}\nheight_cm: 170\nweight_kg: {weight}\n")
    assert is_thin(who, on=ON) is thin


def test_a_person_without_weight_is_not_called_thin():
    assert not is_thin(person("sex: male\nage_years: 40\n"), on=ON)


def test_one_food_in_two_preparations_is_one():
    one, other = "Spinach, fresh, cooked, no added fat", "Spinach, frozen, cooked, fat added"
    assert kitchen.plain_food(one) == kitchen.plain_food(other)
    assert kitchen.plain_food("Bread, rye") != kitchen.plain_food("Bread, whole wheat")


def test_foods_of_another_kitchen_are_not_offered():
    assert "black bean" in kitchen.foreign(("dal", "chapati"), country=None)
    assert "tortilla" in kitchen.foreign(("toast",), country="DE")
    assert kitchen.foreign(("toast", "cheese"), country=None) == ()
    assert "tortilla" not in kitchen.foreign(("corn tortillas",), country="GB")


TOLD = """sex: female
age_years: 40
height_cm: 165
weight_kg: 66
activity: low_active
red_flags: []
kidney: {egfr: 92, on: 2026-06-10}
supplements: []
"""


def test_one_unknown_line_does_not_rule_out_every_food():
    known = ("oatmeal,1,cup", "whole wheat bread,3,slice", "yogurt,200,g", "banana,2,", "rice,1,cup", "coffee,2,cup")
    eaten = diary(*known, "aunt's stew thing,1,pot")
    who = person(TOLD + "conditions: []\nmedicines: []\n")
    made = plan_food(
        Case(person=who, diary=eaten, on=ON, catalogue=CATALOGUE), Wishes(plans=1, quick=True, seconds=4.0)
    )
    assert any(change["per_week"] > 0 for change in made.data["changes"])


@pytest.mark.parametrize(
    ("conditions", "medicines", "says"),
    [
        ("[gout]", "[]", "does not count purines"),
        ("[]", "[insulin glargine]", "does not count carbohydrates"),
        ("[]", "[]", None),
    ],
)
def test_what_is_not_counted_is_said_to_whom_it_concerns(conditions, medicines, says):
    eaten = diary("white bread,3,slice", "boiled egg,2,", "rice,1,cup", "apple,1,medium")
    who = person(f"{TOLD}conditions: {conditions}\nmedicines: {medicines}\n")
    made = plan_food(
        Case(person=who, diary=eaten, on=ON, catalogue=CATALOGUE), Wishes(plans=1, quick=True, seconds=1.0)
    )
    said = [line for line in made.says if "does not count" in line]
    assert len(said) == (says is not None)
    assert all(str(says) in line for line in said)
