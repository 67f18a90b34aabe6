"""What a person avoids: ways of eating, single foods, and a slip that must not pass for a food of its own."""

from dataclasses import replace
from datetime import date

import pytest

from dolomite import facts
from dolomite.app import read
from dolomite.app.case import Case
from dolomite.app.plan_food import Wishes, plan_food
from dolomite.base import parse
from dolomite.base.errors import InputError
from dolomite.food.facet import holds_word, kept_out, must_be_absent
from dolomite.plan.answer import answer
from dolomite.plan.choice import Choice
from dolomite.plan.moves import moves

ON = date(2026, 11, 21)
PERSON = (
    "sex: female\nborn: 1980-02-28\nheight_cm: 168\nweight_kg: 64\nconditions: none\nmedicines: none\nsymptoms: none\n"
)
DAY = """date,meal,food,amount,unit
2026-11-20,breakfast,white toast,2,slice
2026-11-20,lunch,white rice,1,cup
2026-11-20,lunch,chicken breast,150,g
2026-11-20,dinner,spaghetti,2,cup
2026-11-20,dinner,orange juice,1,cup
"""


def person(more):
    return parse.person(PERSON + more, name="p.yaml", ids=facts.ids())


def offered(catalogue, **choice):
    diary = read.diary(DAY.encode(), name="d.csv", catalogue=catalogue)
    return moves(diary, catalogue, Choice(**choice), ("magnesium",))


@pytest.mark.parametrize("word", ["coeliac", "halal", "kosher", "jain"])
def test_ways_of_eating_are_known(word):
    assert person(f"avoid: [{word}]\n").avoid == (word,)


def test_single_food_is_taken_by_its_name():
    assert person("avoid: [spinach, brussels sprouts, nuts]\n").avoid == ("spinach", "brussels sprouts", "nuts")


@pytest.mark.parametrize("slip", ["gluten free", "penuts", "diary", "shelfish", "vegitarian", "7up!"])
def test_a_slip_for_a_group_is_no_single_food(slip):
    with pytest.raises(InputError, match="not a known food group"):
        person(f"avoid: [{slip}]\n")


def test_celiac_is_coeliac():
    assert person("avoid: [celiac]\n").avoid == ("coeliac",)


def test_single_foods_are_words_and_no_facets():
    assert must_be_absent(("spinach", "nuts", "sulphites")) == ("tree_nuts", "peanuts", "sulphites")
    assert kept_out(("spinach", "nuts")) == ("spinach",)
    assert not holds_word(["Hamburger on bun"], ["ham"])


def test_nothing_avoided_is_offered(catalogue):
    assert any("spinach" in move.food.casefold() for move in offered(catalogue))
    assert not any("spinach" in move.food.casefold() for move in offered(catalogue, avoid=("spinach",)))


def test_jain_gets_no_roots_even_as_an_ingredient(catalogue):
    made = [move for move in offered(catalogue, avoid=("jain",)) if move.direction == "more"]
    assert made
    for move in made:
        food = catalogue.get(move.food_id)
        assert not holds_word([food.name, *(part.name for part in food.ingredients)], ("onion", "garlic", "potato"))
        assert food.has("eggs") is False


def test_country_and_thin_reach_the_solver(catalogue, monkeypatch):
    """The wishes are handed on whole: a plan of a thin person takes nothing away, a German is offered no tortillas."""
    seen = []
    from dolomite.plan import answer as room

    whole = room.build
    monkeypatch.setattr(room, "build", lambda *given, **more: seen.append(given[4]) or whole(*given, **more))
    thin = replace(person("country: DE\n"), weight_kg=48.0)
    diary = read.diary(DAY.encode(), name="d.csv", catalogue=catalogue)
    section = plan_food(Case(person=thin, on=ON, diary=diary, catalogue=catalogue), Wishes())
    assert seen
    assert all(one.no_less and one.country == "DE" for one in seen)
    changes = section.data["changes"]
    assert all(change["per_week"] > 0 for change in changes)
    assert answer is room.answer


def test_an_unfamiliar_food_costs_more_unless_the_fewest_changes_are_wished(catalogue):
    def fixed(prefer):
        return {one.fixed for one in offered(catalogue, prefer=prefer) if not one.own}

    assert len(fixed("fewest")) == 1
    assert len(fixed("familiar")) > 1
