"""What is typed a line at a time is kept, comes back as the rooms' values, and can be taken back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from dolomite.app import keep, newer_value
from dolomite.app.day import day_view, matched_diary, ratings, weights
from dolomite.app.snapshot import food_of, snapshot_of
from dolomite.base import parse
from dolomite.base.errors import InputError
from dolomite.facts import ids
from dolomite.intake.total import total
from dolomite.store.kinds import checked
from dolomite.store.opening import open_store
from dolomite.supplement.beside_food import beside_food
from drafts import DAY, NOW, food_data

ANNA = "anna"
YESTERDAY = DAY - timedelta(days=1)


def totals(diary, person, **more):
    return total(diary, beside_food(person, diary=diary.days_swallowed()), **more)


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "s.sqlite")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def person():
    return parse.person("sex: female\nage_years: 40\nsupplements: []", name="x", ids=ids())


def almonds(catalogue):
    return catalogue.get("fndds:42100100")


def keep_foods(store, *data, day=DAY, uid=None, **given):
    return keep.keep_many(store, ANNA, "food", data, day=day, utc=NOW, uid=uid, **given)


def eat(store, catalogue, *, day=DAY, grams=30, meal="snack", **given):
    data = food_data(catalogue, "almonds", grams, "g", food=almonds(catalogue), meal=meal)
    return keep_foods(store, data, day=day, **given)


def magnesium(store, catalogue, person, *, first=DAY, last=DAY):
    diary = matched_diary(store, ANNA, first=first, last=last, catalogue=catalogue)
    return totals(diary, person, catalogue=catalogue).nutrients["magnesium"]


def test_a_food_line_keeps_its_values_and_gives_the_day_back(store, catalogue, person):
    kept = eat(store, catalogue).entries[0]
    food = almonds(catalogue)
    assert kept.data["grams_g"] == 30 and kept.data["snapshot"]["release"] == food.release
    assert food_of(kept.data["snapshot"], catalogue) == food
    assert magnesium(store, catalogue, person).known == pytest.approx(food.nutrients["magnesium"] * 0.3)
    keep.take_back(store, ANNA, kept.uid, day=DAY, utc=NOW)
    assert matched_diary(store, ANNA, first=DAY, last=DAY, catalogue=catalogue) is None


def test_every_food_of_the_table_survives_being_kept(catalogue):
    import itertools

    some = [*itertools.islice(catalogue, 0, None, 97), *[food for food in catalogue if food.reach is not None][:20]]
    for food in some:
        kept = checked("food", {"food": "x", "snapshot": snapshot_of(food, catalogue)})["snapshot"]
        assert food_of(kept, catalogue) == food


def test_what_was_kept_is_the_diary_of_those_days(store, catalogue, person):
    eat(store, catalogue)
    keep_foods(
        store,
        food_data(catalogue, "grandma's stew", 2, "bowl"),
        food_data(catalogue, "crisps", None, "", food=almonds(catalogue), sure=False),
    )
    keep.keep_one(store, ANNA, "supplement", {"form": "citrate", "elemental_mg": 100, "units": 2}, day=DAY, utc=NOW)
    keep.took_none(store, ANNA, day=YESTERDAY, utc=NOW)
    keep.finish_day(store, ANNA, day=DAY, utc=NOW)
    ours = matched_diary(store, ANNA, first=YESTERDAY, last=DAY, catalogue=catalogue)
    total = totals(ours, person, catalogue=catalogue)
    assert [unknown.row.food for unknown in total.unknown] == ["grandma's stew", "crisps"]
    assert total.supplement_mg.known == 200
    assert dict(ours.complete) == {YESTERDAY: None, DAY: True} and ours.counted_days() == (DAY,)


def test_repeat_and_copy_are_undone_as_one(store, catalogue):
    first = eat(store, catalogue, day=YESTERDAY)
    eat(store, catalogue, day=YESTERDAY, meal="lunch")
    keep.repeat(store, ANNA, first.undoes, day=DAY, utc=NOW, meal="breakfast")
    copied = keep.copy_day(store, ANNA, from_day=YESTERDAY, to_day=DAY, utc=NOW, uid="form1")
    again = keep.copy_day(store, ANNA, from_day=YESTERDAY, to_day=DAY, utc=NOW, uid="form1")
    assert again == copied and len(copied.entries) == 2
    assert [meal for meal, _ in day_view(store, ANNA, DAY).meals] == ["breakfast", "snack", "lunch"]
    lunch = keep.copy_day(store, ANNA, from_day=YESTERDAY, to_day=DAY, utc=NOW, meal="lunch")
    assert len(lunch.entries) == 1
    keep.take_back(store, ANNA, copied.undoes, day=DAY, utc=NOW)
    assert [meal for meal, _ in day_view(store, ANNA, DAY).meals] == ["breakfast", "lunch"]
    with pytest.raises(InputError, match="no tea"):
        keep.copy_day(store, ANNA, from_day=YESTERDAY, to_day=DAY, utc=NOW, meal="tea")


def test_what_is_said_once_a_day_is_corrected_not_doubled(store):
    for points in (4, 6):
        keep.rate_pain(store, ANNA, points, day=DAY, utc=NOW)
    twice = [keep.rate_pain(store, ANNA, 5, day=DAY, utc=NOW, uid="form9") for _ in range(2)]
    assert twice[0] == twice[1]
    keep.finish_day(store, ANNA, day=DAY, utc=NOW)
    keep.finish_day(store, ANNA, day=DAY, utc=NOW, what="drinks")
    keep.finish_day(store, ANNA, day=DAY, utc=NOW, done=False)
    keep.took_none(store, ANNA, day=DAY, utc=NOW)
    keep.weigh(store, ANNA, 71.2, day=DAY, utc=NOW, typed="11 st 3 lb")
    view = day_view(store, ANNA, DAY)
    assert ratings(store, ANNA, first=DAY, last=DAY) == ((DAY, 5.0),)
    assert view.done == {"food": False, "drinks": True} and view.took_none == {"supplements"}
    assert weights(store, ANNA, first=DAY, last=DAY) == ((DAY, 71.2),)
    assert [one.kind for one in view.others] == ["pain", "weight"]


def test_a_removed_line_can_come_back(store, catalogue):
    kept = eat(store, catalogue)
    corrected = eat(store, catalogue, grams=40, replaces=kept.undoes)
    gone = keep.remove(store, ANNA, corrected.undoes, day=DAY, utc=NOW)
    assert day_view(store, ANNA, DAY).meals == ()
    keep.take_back(store, ANNA, gone.undoes, day=DAY, utc=NOW)
    assert day_view(store, ANNA, DAY).meals[0][1][0].data["grams_g"] == 40


class Newer:
    """The catalogue after an update: one food has another value in a newer release."""

    def __init__(self, catalogue):
        food = almonds(catalogue)
        self.food = replace(food, release="later", nutrients={**food.nutrients, "magnesium": 300.0})
        self._under = catalogue

    def __getattr__(self, name):
        return getattr(self._under, name)

    def find(self, food_id):
        return self.food if food_id == self.food.id else self._under.find(food_id)

    get = find


@pytest.mark.parametrize(
    "says, then, today, later", [("from_today", 270, 300, 300), ("all_days", 300, 300, 300), ("no", 270, 270, 270)]
)
def test_a_newer_value_is_offered_and_never_applied_by_itself(store, catalogue, person, says, then, today, later):
    eat(store, catalogue, day=YESTERDAY, grams=100)
    old = round(almonds(catalogue).nutrients["magnesium"])
    newer = Newer(catalogue)
    eat(store, catalogue, day=DAY, grams=100)
    assert round(magnesium(store, newer, person).known) == old  # nothing moved by itself
    (offer,) = newer_value.offered(store, ANNA, on=DAY, catalogue=newer)
    assert (offer.food_id, offer.release_to, offer.magnesium_mg_now, offer.days) == (newer.food.id, "later", 300, 2)
    done = newer_value.answer_offer(store, ANNA, offer.food_id, says, on=DAY, utc=NOW, catalogue=newer)
    tomorrow = DAY + timedelta(days=1)
    keep.copy_day(store, ANNA, from_day=YESTERDAY, to_day=tomorrow, utc=NOW)
    expected = [old if value == 270 else value for value in (then, today, later)]
    days = [YESTERDAY, DAY, tomorrow]
    assert [round(magnesium(store, newer, person, first=day, last=day).known) for day in days] == expected
    assert newer_value.offered(store, ANNA, on=tomorrow, catalogue=newer) == ()
    keep.take_back(store, ANNA, done.undoes, day=DAY, utc=NOW)
    assert [round(magnesium(store, newer, person, first=day, last=day).known) for day in days[:2]] == [old, old]
