"""Phrases that the tables give themselves, makers in front of a food, and words that two languages share."""

import pytest

from dolomite.food import said, table_words
from dolomite.food.search import match
from dolomite.food.table import Catalogue
from dolomite.food.table_words import Row

CATALOGUE = Catalogue.open()


def row(food, name, *others, mg_category=1, data_type="as eaten", worth=0.0):
    return Row(food, name, others, data_type, mg_category, 50.0, worth)


def told(rows, magnesium, makers=()):
    found = table_words.told(rows, magnesium, frozenset(makers))
    return {one.words: (one.food, one.low, one.high) for one in found}


def test_a_proper_name_among_what_a_food_covers_is_its_name():
    rows = [row("a:1", "Chocolate candy, cookie filled", "Kit Kat", "with or without nuts"), row("a:2", "Rice")]
    found = told(rows, {"a:1": 32.0, "a:2": 12.0})
    assert found["kitkat"] == ("a:1", None, None)
    assert not any("nut" in words for words in found)


def test_what_a_food_is_made_of_is_no_name_of_it():
    rows = [row("a:1", "Muffin, plain", "matzo meal"), row("a:2", "Cake, cream", "rum cake")]
    found = told(rows, {"a:1": 20.0, "a:2": 10.0})
    assert "matzomeal" not in found
    assert found["rumcake"][0] == "a:2"


def test_foods_called_the_same_count_only_where_they_agree():
    near = [row("a:1", "Taquito, cheese", "flauta"), row("a:2", "Taquito, egg", "flauta", worth=2.0)]
    assert told(near, {"a:1": 30.0, "a:2": 34.0})["flauta"] == ("a:2", 30.0, 34.0)
    assert "flauta" not in told(near, {"a:1": 30.0, "a:2": 90.0})
    other = [near[0], near[1]._replace(category=2)]
    assert "flauta" not in told(other, {"a:1": 30.0, "a:2": 34.0})
    assert "flauta" not in told(near, {"a:1": 30.0})  # one is unknown, and unknown is not alike


def test_a_piece_of_another_foods_name_is_not_this_foods_alone():
    rows = [row("a:1", "Egg sandwich on muffin", "Canadian bacon"), row("a:2", "Canadian bacon, cooked")]
    assert told(rows, {"a:1": 19.0, "a:2": 20.0})["canadianbacon"][0] == "a:2"


def test_a_name_counts_without_its_maker_too_and_turned_round_at_its_comma():
    rows = [row("a:1", "Egg sandwich", "McDonald's Egg McMuffin"), row("a:2", "Cereal, O's", "Cheerios, Honey Nut")]
    found = told(rows, {"a:1": 19.0, "a:2": 100.0}, makers=("mcdonald",))
    assert found["eggmcmuffin"][0] == "a:1"
    assert found["honeynutcheerio"][0] == "a:2"


def test_a_national_tables_own_language_is_read_before_the_state_it_names():
    rows = [row("b:1", "Horseradish sauce", "Meerrettichsauce, fertig; x".split(";")[0], data_type="national")]
    assert told(rows, {"b:1": 12.0}) == {"meerrettichsauce": ("b:1", None, None)}


@pytest.mark.parametrize(
    "words, country, name",
    [
        ("Tesco carrots", "GB", "Carrots, raw"),
        ("Chobani peach", "US", "Yogurt"),
        ("burrito from Chipotle", "US", "Burrito, NFS"),
        ("tteokbokki", "KR", "Dukboki or Tteokbokki, Korean"),
        ("Pommes", "DE", "Potato, french fries"),
        ("pommes", "FR", "Apple, raw"),
        ("flautas de pollo", "MX", "Taquito, chicken"),
        ("Knäckebrot", "DE", "Crispbread"),
    ],
)
def test_people_name_makers_brands_and_dishes(words, country, name):
    found = match(CATALOGUE, words, country=country)
    assert found.confident
    assert name.casefold() in found.food.name.casefold()


@pytest.mark.parametrize(
    "words", ["kale chips", "pancakes with syrup", "kimchi pancake syrup", "borekk", "poutin sauce"]
)
def test_what_is_not_sure_is_asked(words):
    assert not match(CATALOGUE, words).confident


def test_a_slip_to_a_rare_word_is_asked_and_one_to_a_usual_word_is_taken():
    assert not match(CATALOGUE, "poutinn").confident  # no pouting, which is a fish
    assert match(CATALOGUE, "bananna").food.name == "Banana, raw"


def test_a_maker_that_makes_too_many_things_is_no_maker_here():
    assert said.without_maker("Cadbury Buttons") == ""
    assert said.without_maker("Häagen-Dazs vanilla") == "vanilla ice cream"
    assert said.without_maker("Lay's potato chips") == "potato chips"


def test_a_kind_with_less_in_it_is_not_meant_by_the_bare_name():
    assert "spaghettisauce" not in told([row("a:1", "Spaghetti sauce, reduced sodium")], {"a:1": 18.0})
    assert match(CATALOGUE, "spaghetti sauce").food.name == "Spaghetti sauce"
    assert match(CATALOGUE, "graham crackers").food.name == "Graham crackers"
