"""The food table: what is shipped, values exact, unknown kept."""

import sqlite3
from array import array

import pytest

from dolomite.base.errors import InputError
from dolomite.base.span import Span
from dolomite.food import bounds
from dolomite.food.index import words_digest
from dolomite.food.table import SHIPPED, Catalogue
from dolomite.food.write import Head, NewFood, percentile, write

HEAD = Head(
    releases=(("made_up", "Made-up release"),),
    nutrients=(("magnesium", "magnesium", "mg", 0), ("iron", "iron", "mg", 2)),
    facets=("dairy", "gluten"),
    categories=(("x:1", "Soups"), ("x:2", "Nuts")),
)


def food(number, magnesium, *, category="x:1", facets=(None, None)):
    return NewFood(
        id=f"x:{number}",
        name=f"Soup, number {number}",
        release="made_up",
        data_type="as eaten",
        category=category,
        energy_from="",
        values=(magnesium, 0.1),
        facets=facets,
        portions=((1.0, "cup", 240.0),),
    )


@pytest.fixture
def made_up(tmp_path):
    path = tmp_path / "foods.sqlite"
    foods = [food(n, float(n)) for n in range(300)] + [
        food(300, None, facets=(True, False)),
        food(301, None, category=None),
    ]
    write(path, HEAD, foods)
    return Catalogue.open(shipped=path)


@pytest.fixture(scope="module")
def shipped():
    return Catalogue.open()


def test_values_come_back_as_written(made_up):
    assert made_up.get("x:299").nutrients == {"magnesium": 299.0, "iron": 0.1}


def test_unknown_stays_unknown_and_zero_stays_zero(made_up):
    assert made_up.get("x:300").nutrients["magnesium"] is None
    assert made_up.get("x:0").nutrients["magnesium"] == 0.0


def test_facets_have_three_answers(made_up):
    soup = made_up.get("x:300")
    assert (soup.has("dairy"), soup.has("gluten"), made_up.get("x:1").has("dairy")) == (True, False, None)


def test_the_same_foods_give_the_same_content(tmp_path):
    foods = [food(n, float(n)) for n in range(5)]
    first, second = (write(tmp_path / name, HEAD, foods) for name in ("a.sqlite", "b.sqlite"))
    assert first == second
    assert write(tmp_path / "c.sqlite", HEAD, foods[:4]) != first


def test_an_unknown_value_reaches_from_the_5th_to_the_95th_percentile_of_its_category(made_up):
    soup = made_up.get("x:300")
    reach = bounds.amount(made_up, soup, "magnesium", 200.0)
    assert reach.known is None
    assert (reach.low, reach.high) == (pytest.approx(2 * 14.95), pytest.approx(2 * 284.05))
    assert reach.unknown == ("Soup, number 300",)


def test_without_grams_or_category_nothing_bounds_it(made_up):
    assert bounds.amount(made_up, made_up.get("x:300"), "magnesium", None).high is None
    assert bounds.amount(made_up, made_up.get("x:10"), "magnesium", None) == Span.nothing_known("Soup, number 10")
    assert bounds.amount(made_up, made_up.get("x:301"), "magnesium", 200.0).high is None
    assert bounds.unknown(made_up, "stew", "magnesium", category="x:2", grams=100.0) == Span.nothing_known("stew")


def test_a_known_value_is_exact(made_up):
    assert bounds.amount(made_up, made_up.get("x:10"), "magnesium", 50.0) == Span.exactly(5.0)


def test_percentile_of_one_value_is_that_value():
    assert percentile(array("d", [3.0]), 0.95) == 3.0


def test_an_unknown_id_names_its_neighbours(shipped):
    with pytest.raises(
        InputError, match=r"sr28:9040: no food has this id\. Did you mean .*sr28:09040 \(Bananas, raw\)"
    ):
        shipped.get("sr28:9040")


def test_every_release_is_there_and_named(shipped):
    assert shipped.releases == (
        "usda_fndds_2021_2023", "usda_sr28", "usda_fdc_2023_04", "cofid_2021", "ciqual_2020", "swiss_2018",
        "dolomite_recipes",
    )  # fmt: skip
    recipes = sum(1 for _ in shipped.each(data_type="recipe"))
    assert len(shipped) == 5432 + 8789 + 236 + 2887 + 3185 + (999 - 75) + recipes
    assert {release for release, *_ in shipped.shelves[0].credits} == set(shipped.releases)


def test_a_stand_in_has_the_better_value_its_span_and_the_reason(shipped):
    flakes = shipped.get("fndds:57207000")
    assert flakes.nutrients["magnesium"] == 165.0
    assert (flakes.reach.low, flakes.reach.high, flakes.reach.verdict) == (121.0, 229.0, "stand_in")
    assert "white all-purpose flour" in flakes.reach.why
    assert flakes.nutrients["fibre"] > 10  # every nutrient of the better row, not magnesium alone
    assert shipped.get("fndds:43103300").nutrients["magnesium"] == 357.0  # tahini: the new value is right


def test_unknown_in_a_national_table_stays_unknown(shipped):
    agar = shipped.get("cofid:13-146")
    assert agar.nutrients["iodine"] is None and agar.nutrients["fibre"] is None
    assert shipped.get("ciqual:39232").nutrients["magnesium"] is None  # a misprint


def test_what_a_name_leaves_open_is_not_cleared_by_a_recipe(shipped):
    refried = [f for f in shipped.each(data_type="as eaten") if "efried" in f.name]
    assert refried and all(f.has("pork") is not False for f in refried)
    kimchi = [f for f in shipped if "kimchi" in f.name.casefold()]
    assert kimchi and all(f.has("fish") is not False for f in kimchi)


def test_739_foods_of_sr28_have_no_magnesium_and_none_is_zero_for_it(shipped):
    columns = shipped.columns()
    place = columns.nutrients.index("magnesium")
    sr28 = [i for i, name in enumerate(columns.ids) if name.startswith("sr28:")]
    assert int((columns.values[sr28, place] != columns.values[sr28, place]).sum()) == 739


def test_columns_agree_with_one_food_at_a_time(shipped):
    columns = shipped.columns(data_types=frozenset({"as eaten"}))
    for row in (0, 700, 5431):
        one = shipped.get(columns.ids[row])
        values = [None if v != v else v for v in columns.values[row].tolist()]
        assert values == list(one.nutrients.values())
        yes = {f for f, said in zip(columns.facets, columns.yes[row], strict=True) if said}
        assert yes == one.yes


def test_the_search_words_in_the_table_are_those_of_the_facts(shipped):
    (stored,) = shipped.shelves[0].db.execute("select value from meta where key = 'words'").fetchone()
    assert stored == words_digest(), "run tools/build_foods.py --words"


def test_a_broken_file_gives_one_sentence(tmp_path):
    (tmp_path / "bad.sqlite").write_bytes(b"not a database at all" * 100)
    with pytest.raises(InputError, match=r"bad\.sqlite: the food table is damaged"):
        Catalogue.open(shipped=tmp_path / "bad.sqlite")


def test_the_table_is_a_few_megabytes():
    assert SHIPPED.stat().st_size < 12_000_000
    assert sqlite3.connect(SHIPPED).execute("pragma integrity_check").fetchone() == ("ok",)
