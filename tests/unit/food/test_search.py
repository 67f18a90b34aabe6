"""Finding a food from ordinary words."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dolomite.food.index import parted
from dolomite.food.search import match, search
from dolomite.food.table import Catalogue
from dolomite.food.words import stem, stems

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "food" / "ordinary.yaml").read_text(encoding="utf-8"))
CATALOGUE = Catalogue.open()


@pytest.mark.parametrize("words", CASES)
def test_ordinary_words_mean_the_plain_everyday_food(words):
    found = match(CATALOGUE, words)
    if CASES[words] is None:
        assert not found.confident and found.food is None
    else:
        assert found.food is not None, [hit.name for hit in found.candidates]
        assert found.food.id == CASES[words]


@pytest.mark.parametrize(("one", "other"), [("rice brown cooked", "cooked brown rice"), ("almond", "Almonds")])
def test_order_number_and_case_do_not_matter(one, other):
    assert search(CATALOGUE, one)[0].id == search(CATALOGUE, other)[0].id


@pytest.mark.parametrize(
    "words", ["courgette", "aubergine", "rocket", "swede", "beetroot", "spring onion", "mangetout"]
)
def test_british_words_find_the_american_food(words):
    assert match(CATALOGUE, words).confident


def test_an_id_is_taken_as_it_is():
    assert match(CATALOGUE, "sr28:09040").food.name == "Bananas, raw"


def test_an_unfinished_word_finds_what_it_begins():
    assert search(CATALOGUE, "almo")[0].id == "fndds:42100100"


def test_an_unmatched_line_keeps_its_candidates():
    found = match(CATALOGUE, "curry from the corner place")
    assert not found.confident
    assert found.candidates


@pytest.mark.parametrize(
    ("words", "begins"),
    [("weetabix", "sr28:42237"), ("shredded wheat", "sr28:08"), ("quark", "cofid:12-174"), ("dahi", "fndds:11411")],
)
def test_words_that_sound_alike_or_look_alike_are_kept_apart(words, begins):
    assert match(CATALOGUE, words).food.id.startswith(begins)


def test_the_persons_own_country_comes_first():
    british = [hit.id for hit in search(CATALOGUE, "crumpets", limit=3, country="GB")]
    assert british[0].startswith("cofid:")
    score = {
        country: next(
            hit.score for hit in search(CATALOGUE, "ratatouille", country=country) if hit.id == "ciqual:25018"
        )
        for country in ("FR", None)
    }
    assert score["FR"] > score[None]


def test_a_food_is_shown_with_the_name_people_know():
    assert "courgette" in match(CATALOGUE, "courgette").known_as


def test_nothing_typed_finds_nothing():
    assert search(CATALOGUE, "") == ()
    assert search(CATALOGUE, " ,;! ") == ()


@given(st.text(max_size=80))
def test_no_text_breaks_the_search(text):
    for hit in search(CATALOGUE, text, limit=3):
        assert hit.name


def test_stems():
    assert stems("Peas, Chick (garbanzo beans), BANANAS and Crème brûlée") == [
        "pea", "chick", "garbanzo", "bean", "banana", "creme", "brulee",
    ]  # fmt: skip
    assert [stem(word) for word in ("tomatoes", "cookie", "cookies", "berries")] == [
        "tomato",
        "cooky",
        "cooky",
        "berry",
    ]


def test_the_shelf_is_not_what_the_food_is():
    assert parted("Fish, salmon, NFS") == "salmon|fish nfs"
    assert parted("Cheese, NFS") == "cheese|nfs"


@pytest.mark.parametrize("typed", ["spinic", "yoghu", "soybae", "chikp", "brocol"])
def test_a_slip_in_an_unfinished_word_is_forgiven(typed):
    assert search(CATALOGUE, typed)


@pytest.mark.parametrize("words", ["tomato pasta sauce", "chicken gravy"])
def test_a_dish_that_only_has_some_is_asked_about_and_stands_behind_the_thing_itself(words):
    found = match(CATALOGUE, words)
    assert not found.confident
    first = found.candidates[0]
    assert not first.strays
    assert words.split()[-1] in first.name.casefold().split(" with ")[0]
    assert any(hit.strays for hit in found.candidates)


def test_foods_that_fit_equally_well_stand_in_the_order_of_the_table(monkeypatch):
    from dolomite.food.engine import Engine, Scored
    from dolomite.food.search import _engine

    def collect(self, reading, cost, best, points, **more):
        best |= {food: Scored(score=1.0, food=food, sure=False, left=0.0, kind=0) for food in (9, 2, 5)}

    monkeypatch.setattr(Engine, "_collect", collect)
    monkeypatch.setattr(Engine, "_settled", lambda self, hit, found, text: hit)
    monkeypatch.setattr(Engine, "from_home", lambda self, country: (0.0,))
    engine = _engine(CATALOGUE.shelves[0])
    assert [hit.food for hit in engine.find("milk", 3)] == [2, 5, 9]


def test_a_home_word_is_read_beside_what_was_typed_at_no_cost_and_never_as_more_than_certain():
    from dolomite.food.engine import MOST_READINGS
    from dolomite.food.search import _engine

    engine = _engine(CATALOGUE.shelves[0])
    readings = list(engine._readings(["fried", "courgette"], unfinished=False))
    assert {cost for _, cost in readings} == {0.0}
    assert {"fried", "zucchini"} in [{term for meant in reading for term in meant.terms} for reading, _ in readings]
    worth = {meant.terms["fried"] for reading, _ in readings for meant in reading if "fried" in meant.terms}
    assert max(worth) == 1.0 and 0.9 < min(worth) < 1.0  # "fry" for "fried" costs a little
    many = stems("courgette aubergine rocket swede beetroot mangetout courgette aubergine rocket swede")
    assert len(list(engine._readings(many, unfinished=False))) == MOST_READINGS


def test_each_word_that_nothing_is_called_costs_the_same_so_that_two_tables_can_be_compared():
    from dolomite.food.engine import WORD_DROPPED

    first = [
        search(CATALOGUE, "almonds" + lost, limit=1)[0] for lost in (" ", " qqqq ", " qqqq wwww ", " qqqq wwww zzzk ")
    ]
    assert {hit.id for hit in first} == {first[0].id}
    assert [round(first[0].score - hit.score, 3) for hit in first] == [0.0, *(WORD_DROPPED * n for n in (1, 2, 3))]
