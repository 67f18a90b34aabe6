"""A person's own foods: labels and recipes kept, found and counted like any; what is not said stays unknown."""

from pathlib import Path

import pytest
import yaml

from dolomite.app import own_foods
from dolomite.base.errors import InputError
from dolomite.food import bounds, label_text
from dolomite.food.own import OwnFood, Part
from dolomite.food.search import match, search
from dolomite.food.table import Catalogue

LABELS = yaml.safe_load((Path(__file__).parents[2] / "cases/food/labels.yaml").read_text(encoding="utf-8"))

FOODS = """
foods:
  - {name: Rye crisp, serving_g: 10, per: serving, nutrients: {energy: 35 kcal, magnesium_mg: 9}, free_of: [nuts]}
  - {name: Kale crisps, like: "fndds:71220000", nutrients: {salt: 1 g}}
  - name: Lentil pot
    makes_g: 500
    servings: 2
    ingredients:
      - {food: "sr28:16144", grams: 100}
      - {food: olive oil, amount: 1, unit: tbsp}
      - {food: "own:rye-crisp", grams: 50}
"""


@pytest.fixture
def folder(tmp_path):
    own_foods.keep(tmp_path, own_foods.read(FOODS, name="foods.yaml", folder=tmp_path))
    return tmp_path


@pytest.mark.parametrize("case", LABELS, ids=lambda case: case["name"])
def test_label_text_says_its_nutrients(case):
    found = label_text.read(case["text"])
    assert dict(found.values) == pytest.approx(case["values"])
    assert found.per == case["per"]
    if "serving_g" in case:
        assert found.serving_g == case["serving_g"]


def test_label_per_serving_is_kept_per_100_g(folder):
    food = Catalogue.open(data=folder).get("own:rye-crisp")
    assert food.nutrients["magnesium"] == 90
    assert food.nutrients["energy"] == 350
    assert food.nutrients["calcium"] is None
    assert food.has("peanuts") is False
    assert food.typical_g == 10


def test_unknown_magnesium_of_a_label_is_bounded_by_its_category(folder):
    there = Catalogue.open(data=folder)
    food = there.get("own:kale-crisps")
    span = bounds.amount(there, food, "magnesium", 200.0)
    low, high = bounds.category_bounds(there, there.get("fndds:71220000").category.id, "magnesium")
    assert (span.known, span.low, span.high) == (None, pytest.approx(2 * low), pytest.approx(2 * high))
    assert food.nutrients["sodium"] == 400  # 1 g of salt


def test_recipe_is_the_sum_of_its_parts_in_what_it_makes(folder):
    there = Catalogue.open(data=folder)
    food = there.get("own:lentil-pot")
    lentils, oil = there.get("sr28:16144"), match(there, "olive oil").food
    parts = [(lentils, 100.0), (oil, food.ingredients[1].grams), (there.get("own:rye-crisp"), 50.0)]
    assert food.nutrients["magnesium"] == pytest.approx(sum(one.amount("magnesium", g) for one, g in parts) / 5)
    assert food.nutrients["calcium"] is None  # the label of the crisp does not say
    assert food.typical_g == 250


def test_recipe_with_an_unknown_part_reaches_as_far_as_the_part(folder):
    kept = own_foods.keep(
        folder,
        [
            OwnFood(
                name="Kale and rye",
                parts=(Part(food="own:kale-crisps", grams=50), Part(food="own:rye-crisp", grams=50)),
            )
        ],
    )[0]
    kale = next(one for one in own_foods.shown_foods(folder) if one.id == "own:kale-crisps")
    assert kept.magnesium_mg is None
    assert kept.low_mg == pytest.approx(45 + kale.low_mg / 2)
    assert kept.high_mg == pytest.approx(45 + kale.high_mg / 2)


def test_search_finds_an_own_food_by_its_words(folder):
    there = Catalogue.open(data=folder)
    assert search(there, "rye cris")[0].id == "own:rye-crisp"
    assert match(there, "kale crisps").food.id == "own:kale-crisps"


def test_newer_version_replaces_and_the_others_stay(folder):
    own_foods.keep(folder, [OwnFood(name="Rye crisp", values=(("magnesium", 120.0),))])
    there = Catalogue.open(data=folder)
    assert there.get("own:rye-crisp").nutrients["magnesium"] == 120
    assert there.find("own:kale-crisps") is not None
    assert there.get("own:lentil-pot").nutrients["magnesium"] > 20  # the recipe is counted anew


def test_a_food_that_a_recipe_needs_is_not_removed(folder):
    with pytest.raises(InputError, match="part of Lentil pot"):
        own_foods.remove(folder, "own:rye-crisp")
    own_foods.remove(folder, "own:lentil-pot")
    own_foods.remove(folder, "own:rye-crisp")
    assert [food.key for food in own_foods.listed(folder)] == ["own:kale-crisps"]


def test_csv_of_labels_reads_units_from_the_headings(tmp_path):
    text = "name;per;serving_g;Magnesium (mg);salt_g\nNut bar;serving;40;36;0,1\nOats;100 g;;;\n"
    with pytest.raises(InputError, match="no nutrient and no ingredient"):
        own_foods.read(text, name="f.csv", folder=tmp_path)
    bar = own_foods.read(text.rsplit("\n", 2)[0], name="f.csv", folder=tmp_path)[0]
    assert dict(bar.values) == pytest.approx({"magnesium": 90, "sodium": 100})


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("{name: A, nutrients: {magnesium: 40 kcal}}", "cannot be in kcal"),
        ("{name: A, nutrients: {magnesum: 40 mg}}", "Did you mean magnesium"),
        ("{name: A, nutrients: {fat: 70 g, protein: 60 g}}", "would hold 130 g"),
        ("{name: A, nutrients: {fat: 3 g, saturates: 5 g}}", "of which it is a part"),
        ("{name: A, per: serving, nutrients: {magnesium: 40 mg}}", "what a serving weighs is not said"),
        ("{name: A, ingredients: [{food: 'fndds:1', grams: 5}]}", "may be several foods"),
        ("{name: A, ingredients: [{food: spinach}]}", "how much goes in is missing"),
        ("{nutrients: {magnesium: 40 mg}}", "the name of the food is missing"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path, entry, says):
    with pytest.raises(InputError, match=says) as told:
        own_foods.read(f"- {entry}\n", name="foods.yaml", folder=tmp_path)
    assert told.value.line == 1


def test_all_faults_of_a_file_are_told_together(tmp_path):
    text = "- {name: A, nutrients: {magnesium: x}}\n- {name: B}\n- {name: C, nutrients: {magnesium: 4 mg}}\n"
    with pytest.raises(InputError) as told:
        own_foods.read(text, name="foods.yaml", folder=tmp_path)
    assert "line 1" in str(told.value)
    assert "line 2" in str(told.value)


def test_a_recipe_made_from_itself_is_refused(tmp_path):
    loop = [
        OwnFood(name="A", parts=(Part(food="own:b", grams=1),)),
        OwnFood(name="B", parts=(Part(food="own:a", grams=1),)),
    ]
    with pytest.raises(InputError, match="made from itself"):
        own_foods.keep(tmp_path, loop)
    assert own_foods.listed(tmp_path) == ()
