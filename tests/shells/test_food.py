"""`dolomite food` from end to end, on the shipped table."""

import json
import os
import subprocess
import sys

import pytest


@pytest.fixture
def dolomite(tmp_path):
    def run(*words):
        environment = {**os.environ, "DOLOMITE_DATA": str(tmp_path)}
        return subprocess.run(
            [sys.executable, "-m", "dolomite", *words], capture_output=True, text=True, env=environment, check=False
        )

    return run


def test_search_prints_the_plain_food_first(dolomite):
    done = dolomite("food", "search", "browm", "rice", "cooked")
    assert done.returncode == 0
    assert done.stdout.splitlines()[5].startswith("  fndds:56205018  Rice, brown, cooked")


def test_search_as_json_names_schema_and_releases(dolomite):
    answer = json.loads(dolomite("food", "search", "almnds", "--json").stdout)
    assert answer["schema"] == "dolomite.food/1"
    assert answer["food_releases"] == [
        "usda_fndds_2021_2023", "usda_sr28", "usda_fdc_2023_04", "cofid_2021", "ciqual_2020", "swiss_2018",
        "dolomite_recipes",
    ]  # fmt: skip
    assert answer["foods"][0]["id"] == "fndds:42100100"


def test_show_gives_the_amount_for_a_weight(dolomite):
    answer = json.loads(dolomite("food", "show", "sr28:11458", "--grams", "90", "--json").stdout)
    assert answer["nutrients"]["magnesium"] == {
        "name": "magnesium", "unit": "mg", "per_100g": 87.0, "amount": pytest.approx(78.3), "decimals": 0,
    }  # fmt: skip
    assert answer["portions"][0] == {
        "amount": 1.0, "measure": "cup", "grams": 180.0, "magnesium_mg": pytest.approx(156.6),
    }  # fmt: skip


def test_show_says_what_is_not_known(dolomite):
    done = dolomite("food", "show", "sr28:01188")
    assert done.returncode == 0
    assert "Magnesium is not known for this food" in done.stdout


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("show", "sr28:9040"), "Did you mean sr28:09040 (Bananas, raw)"),
        (("show", "spinach"), "no food has this id"),
        (("show", "sr28:09040", "--grams", "-5"), "'-5' is outside 0 to 1,000,000 g"),
        (("show", "sr28:09040", "--grams", "nan"), "'nan' is not a number"),
        (("top", "magnsium"), "Did you mean magnesium?"),
        (("top", "magnesium", "--per", "cup"), "is not known. Use one of: 100g, 100kcal, serving"),
    ],
)
def test_a_mistake_gets_one_sentence_and_exit_2(dolomite, words, sentence):
    done = dolomite("food", *words)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert done.stdout == "" and done.stderr.count("\n") == 1


def test_top_per_100_kcal_leaves_out_what_is_mostly_water(dolomite):
    answer = json.loads(dolomite("food", "top", "magnesium", "--per", "100kcal", "--json").stdout)
    assert answer["foods_under_10_kcal_per_100g"] > 0
    values = [food["value"] for food in answer["foods"]]
    assert values == sorted(values, reverse=True) and len(values) == 20


def test_own_foods_are_added_listed_found_and_removed(dolomite, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("- {name: Nut bar, nutrients: {magnesium: 90 mg}, serving_g: 40, measure: bar}\n", encoding="utf-8")
    assert "own:nut-bar  Nut bar  90" in dolomite("food", "own", str(file)).stdout
    answer = json.loads(dolomite("food", "own", "--json").stdout)
    assert answer["foods"][0]["magnesium_mg_per_100g"] == {"known": 90.0, "low": 90.0, "high": 90.0}
    assert dolomite("food", "search", "nut bar", "--limit", "1").stdout.splitlines()[5].startswith("  own:nut-bar")
    assert "Removed: Nut bar." in dolomite("food", "own", "--remove", "own:nut-bar", "--data", str(tmp_path)).stdout
    assert "No food of your own yet" in dolomite("food", "own").stdout
    assert dolomite("food", "own", str(file), "--remove", "own:nut-bar").returncode == 2


def test_label_becomes_a_food_of_ones_own(dolomite, tmp_path):
    words = ("food", "label", "Calories 180; Magnesium 40mg", "--name", "Nut bar", "--serving", "40")
    assert "own:nut-bar  Nut bar  100" in dolomite(*words, "--like", "fndds:53712100").stdout
    answer = json.loads(dolomite(*words, "--json", "--data", str(tmp_path)).stdout)
    assert answer["command"] == "own"
    assert "what one serving weighs is not said" in dolomite(*words[:5]).stderr


def test_australian_table_is_opened_on_request_as_a_file_of_its_own(dolomite, tmp_path):
    assert dolomite("food", "show", "ausnut:11101003").returncode == 2
    done = dolomite("food", "import", "ausnut")
    assert "5,740 foods" in done.stdout
    assert "Food Standards Australia New Zealand" in done.stdout
    assert "CC BY-SA" in done.stdout
    answer = json.loads(dolomite("food", "show", "ausnut:11101003", "--json").stdout)
    assert answer["release"] == "ausnut_2011_13"
    assert "Already here" in dolomite("food", "import", "ausnut").stdout
    assert not [one for one in (tmp_path / "foods").iterdir() if one.name.endswith(".new")]
