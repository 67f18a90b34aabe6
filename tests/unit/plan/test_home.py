"""The person's kitchen and own foods come first, and the unsalted form of a food."""

from dataclasses import replace

import pytest

from dolomite.app import read
from dolomite.food.table import Catalogue
from dolomite.plan import kitchen
from dolomite.plan.choice import Choice
from dolomite.plan.meals import meal_of, meals_of
from dolomite.plan.moves import moves
from dolomite.plan.pinned import of_ones_own
from dolomite.plan.problem import setting

HEAD = "date,meal,food,amount,unit\n"
MEXICAN = ("breakfast,corn tortilla,3,piece", "lunch,refried beans,150,g", "snack,orange,1,medium")
INDIAN = ("breakfast,idli,150,g", "lunch,dal,1,cup", "dinner,chapati,3,piece", "snack,banana,1,medium")
TOAST = ("breakfast,white toast,2,slice", "lunch,white rice,1,cup", "snack,apple,1,medium")


def diary(catalogue, lines, days=("2026-11-19", "2026-11-20")):
    text = HEAD + "".join(f"{day},{line}\n" for day in days for line in lines)
    return read.diary(text.encode(), name="d.csv", catalogue=catalogue)


def offered(catalogue, lines, country):
    found = moves(diary(catalogue, lines), catalogue, Choice(country=country), ("magnesium",))
    return [move for move in found if move.direction == "more"]


@pytest.mark.parametrize(("name", "says"), [("Almonds, salted", 2), ("Almonds, unsalted", 0), ("Almonds, NFS", 1)])
def test_salt_is_read_from_the_name(name, says):
    assert kitchen.salt(name) == says


def test_seeds_are_offered_unsalted_where_the_table_has_both(catalogue):
    seeds = {move.food for move in offered(catalogue, TOAST, "US") if move.food.startswith(("Pumpkin", "Sunflower"))}
    assert "Pumpkin seeds, unsalted" in seeds
    assert "Pumpkin seeds, salted" not in seeds
    assert not any("salted" in food and "unsalted" not in food for food in seeds)


def test_what_is_eaten_every_day_may_be_eaten_more(catalogue):
    own = {move.food for move in offered(catalogue, MEXICAN, "MX") if move.own}
    assert {"Tortilla, corn", "Refried beans"} <= own


def test_foods_of_the_kitchen_come_first(catalogue):
    def cheapest(eaten, country, name):
        return min(m.fixed for m in offered(catalogue, eaten, country) if not m.own and m.food.startswith(name))

    chickpeas, almonds = "Chickpeas", "Almonds"
    # That few Americans eat them says nothing of an Indian kitchen.
    assert cheapest(INDIAN, "IN", chickpeas) == pytest.approx(setting("change") + setting("home_food"))
    assert cheapest(TOAST, "GB", chickpeas) > setting("change")
    assert cheapest(TOAST, "GB", almonds) == cheapest(INDIAN, "IN", almonds)


def test_a_plan_offers_the_foods_of_the_countrys_own_table(catalogue):
    def national(country):
        return {m.food_id.partition(":")[0] for m in offered(catalogue, TOAST, country)} - {"fndds", "dolomite"}

    assert national("GB") == {"cofid"}
    assert national("FR") == {"ciqual"}
    assert national("DE") == {"swiss"}
    assert national("US") == set()


def test_what_a_plan_would_add_is_taken_away_last_and_odd_products_are_not_offered(catalogue):
    less = {m.food: m.fixed for m in offered(catalogue, TOAST, "GB") if m.direction == "less"}
    assert len(set(less.values())) <= 2
    names = [m.food.casefold() for m in offered(catalogue, TOAST, "GB") if not m.own]
    assert not [name for name in names if "fortified" in name and "unfortified" not in name]
    assert not [name for name in names if "restaurant" in name or "non-dairy" in name]


@pytest.mark.parametrize(("country", "lines", "there"), [("IN", INDIAN, False), ("US", TOAST, True)])
def test_cereals_and_peanut_butter_where_they_are_at_home(catalogue, country, lines, there):
    found = [m.food for m in offered(catalogue, lines, country) if m.food.startswith(("Cereal,", "Peanut butter"))]
    assert bool(found) is there


def test_recipes_of_the_kitchen_are_offered(catalogue):
    def names(lines, country):
        made = of_ones_own((), diary(catalogue, lines), catalogue, Choice(country=country), ("magnesium",))
        return {move.food for move in made}

    assert "Chana dal" in names(INDIAN, "IN")
    assert "Chana dal" not in names(TOAST, "DE")


def test_an_own_food_is_offered_before_a_new_one(catalogue, monkeypatch):
    mine = replace(catalogue.get("fndds:42100100"), id="own:bar", data_type="own", name="My bar", category=None)
    monkeypatch.setattr(Catalogue, "each", lambda self, *, data_type=None: iter([mine] if data_type == "own" else []))
    (move,) = of_ones_own((), diary(catalogue, TOAST), catalogue, Choice(), ("magnesium",))
    assert (move.food_id, move.fixed < 100) == ("own:bar", True)
    assert of_ones_own((), diary(catalogue, TOAST), catalogue, Choice(ban=("own:bar",)), ("magnesium",)) == ()


def test_never_that_food_is_never_another_form_of_it(catalogue):
    made = moves(diary(catalogue, TOAST), catalogue, Choice(ban=("fndds:43101150",), country="US"), ("magnesium",))
    assert not [move.food for move in made if move.food.startswith("Pumpkin seeds")]


@pytest.mark.parametrize("meal", ["day", "Frühstück", "desayuno", ""])
def test_a_diary_that_calls_its_meals_otherwise_is_offered_foods_too(catalogue, meal):
    lines = (f"{meal},white toast,2,slice", f"{meal},white rice,1,cup", f"{meal},apple,1,medium")
    assert [move for move in offered(catalogue, lines, "GB") if not move.own]


def test_the_meals_that_are_known_decide_where_a_food_is_offered():
    assert meals_of(["Frühstück", "obiad"]) == {"breakfast", "lunch"}
    assert meals_of(["day"]) == {"breakfast", "lunch", "dinner", "snack"}
    assert (meal_of("kolacja"), meal_of("day")) == ("dinner", "")


@pytest.mark.parametrize(
    ("lines", "country", "food", "is_offered"),
    [
        (TOAST, "DE", "Quinoa", False),
        (TOAST, "US", "Quinoa", True),
        (TOAST, "JP", "Pumpkin seed", False),
        (TOAST, "PL", "Pumpkin seed", True),
        (TOAST, "PL", "Buckwheat", True),
        (TOAST, "IN", "Soybeans", False),
        (TOAST, "MX", "Soy milk", False),
        (TOAST, "GB", "Beans and white rice", False),
    ],
)
def test_foods_stay_in_their_kitchens(catalogue, lines, country, food, is_offered):
    found = [move.food for move in offered(catalogue, lines, country) if not move.own]
    assert any(name.startswith(food) for name in found) is is_offered


def test_a_recipe_of_another_kitchen_is_not_offered(catalogue):
    eaten = diary(catalogue, TOAST)
    names = {move.food for move in of_ones_own((), eaten, catalogue, Choice(country="TR"), ("magnesium",))}
    assert not any("wot" in name or "Khichdi" in name for name in names)
