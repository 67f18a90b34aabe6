"""A person grows answer by answer; the newest weight counts; two open windows do not overwrite each other."""

from datetime import timedelta

import pytest

from dolomite.app import household, import_file, keep
from dolomite.base.errors import InputError
from dolomite.store.errors import StaleError
from dolomite.store.opening import open_store
from drafts import DAY, NOW

ANNA = "anna"


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "s.sqlite")
    yield opened
    opened.close()


def say(store, keys, **given):
    return household.keep_answers(store, ANNA, keys, **{"day": DAY, "utc": NOW, **given})


def kg(store):
    return household.person_of(household.member(store, ANNA), on=DAY).weight_kg


def test_the_newest_weight_counts_wherever_it_was_said(store):
    say(store, {"sex": "female", "age_years": "40", "weight": "11 st 3 lb"}, name="Ζωή", day=DAY - timedelta(days=9))
    assert kg(store) == pytest.approx(71.2, abs=0.1)
    kept = keep.weigh(store, ANNA, 69.5, day=DAY - timedelta(days=2), utc=NOW)
    keep.weigh(store, ANNA, 75, day=DAY - timedelta(days=30), utc=NOW)
    assert kg(store) == 69.5
    keep.take_back(store, ANNA, kept.undoes, day=DAY, utc=NOW)
    assert kg(store) == pytest.approx(71.2, abs=0.1)
    say(store, {"weight_kg": "68", "weight": None})
    assert kg(store) == 68


def test_a_stale_form_is_refused_only_for_what_changed(store):
    first = say(store, {"sex": "female", "age_years": "40"})
    say(store, {"height_cm": "168"}, seen=first.number)
    say(store, {"weight_kg": "70"}, seen=first.number)  # another key: both windows are right
    with pytest.raises(StaleError, match="height") as said:
        say(store, {"height_cm": "170"}, seen=first.number)
    assert said.value.field == "height_cm"
    twice = [say(store, {"height_cm": "170"}, seen=store.last(ANNA)[0], uid="form1") for _ in range(1)]
    assert say(store, {"height_cm": "170"}, seen=twice[0].number - 1, uid="form1") == twice[0]


def test_those_without_a_name_are_told_apart_and_one_name_for_two_is_asked_back(store):
    for who, name in (("a" * 32, None), ("b" * 32, "Ann"), ("c" * 32, None), ("d" * 32, "ann")):
        household.keep_answers(store, who, {"sex": "female"}, day=DAY, utc=NOW, name=name)
    assert [one.name for one in household.members(store)] == ["You", "Ann", "Person 3", "ann"]
    assert import_file._who(store, "person 3") == "c" * 32
    with pytest.raises(InputError, match="2 people are called 'Ann'"):
        import_file._who(store, "Ann")
