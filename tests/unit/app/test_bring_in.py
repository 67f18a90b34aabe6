"""A diary file comes in as one batch, gives the totals that the file gives, and goes again with one undo."""

import json
from pathlib import Path

import pytest

from dolomite.app import keep
from dolomite.app import read as door
from dolomite.app.bring_in import bring_in, preview
from dolomite.app.case import Case
from dolomite.app.day import matched_diary
from dolomite.base import parse
from dolomite.base.errors import InputError
from dolomite.facts import ids
from dolomite.store.opening import open_store
from drafts import DAY, NOW

ANNA = "anna"
EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture
def store(tmp_path):
    opened = open_store(tmp_path / "s.sqlite")
    yield opened
    opened.close()


@pytest.mark.parametrize("name", ["person.csv", "walter.csv"])
def test_the_record_gives_what_the_file_gives(store, catalogue, name):
    content = (EXAMPLES / name).read_bytes()
    diary = door.diary(content, name=name, catalogue=catalogue)
    person = parse.person("sex: female\nage_years: 40", name="x", ids=ids())
    seen = preview(store, ANNA, diary, program="diary")
    assert (seen.foods, seen.there, seen.clashes) == (len(diary.eaten), 0, ())
    kept = bring_in(store, ANNA, diary, program="diary", content=content, catalogue=catalogue, utc=NOW, uid="form1")
    assert kept == bring_in(
        store, ANNA, diary, program="diary", content=content, catalogue=catalogue, utc=NOW, uid="form1"
    )
    ours = matched_diary(store, ANNA, first=seen.first, last=seen.last, catalogue=catalogue)
    one, two = (Case(person=person, on=DAY, diary=some, catalogue=catalogue).total for some in (diary, ours))
    assert [day.on for day in one.counted] == [day.on for day in two.counted]
    for nutrient, span in one.nutrients.items():
        for end in ("known", "low", "high"):
            assert getattr(two.nutrients[nutrient], end) == pytest.approx(getattr(span, end)), (nutrient, end)
    again = preview(store, ANNA, diary, program="diary")
    assert again.there >= again.foods and len(again.clashes) == len({row.row.on for row in diary.eaten})
    with pytest.raises(InputError, match="brought in before"):
        bring_in(store, ANNA, diary, program="diary", content=content, catalogue=catalogue, utc=NOW)
    keep.take_back(store, ANNA, kept.undoes, day=DAY, utc=NOW)
    assert matched_diary(store, ANNA, first=seen.first, last=seen.last, catalogue=catalogue) is None
    assert preview(store, ANNA, diary, program="diary").there == 0


def standing(store):
    """What stands in the record, as bytes: day, kind and content of every entry, in order."""
    kept = store.current(ANNA)
    held = sorted((one.day.isoformat(), one.kind, json.dumps(dict(one.data), sort_keys=True)) for one in kept)
    return json.dumps(held).encode()


CRONOMETER = (
    b"Day,Group,Food Name,Amount,Energy (kcal),Magnesium (mg),Category\n"
    b'2026-11-20,Breakfast,"Oats, rolled",40.00 g,150,55.2,Cereals\n'
    b'2026-11-20,Breakfast,"Oats, rolled",40.00 g,150,55.2,Cereals\n'
    b"2026-11-20,Lunch,House soup,1.00 full recipe,90,,Soups\n"
)


# Two lines alike, each of several foods: six entries, none of them twice.
TOGETHER = (
    b"date,meal,food,amount,unit\n"
    b"2026-11-20,breakfast,porridge with banana and honey,1,bowl\n"
    b"2026-11-20,snack,porridge with banana and honey,1,bowl\n"
)
MADE_UP = {"servings.csv": CRONOMETER, "together.csv": TOGETHER}


def test_a_line_of_several_foods_is_kept_as_several_entries(store, catalogue):
    diary = door.diary(TOGETHER, name="together.csv", catalogue=catalogue)
    assert [one.row.food for one in diary.eaten] == ["porridge", "banana", "honey"] * 2
    bring_in(store, ANNA, diary, program="diary", content=TOGETHER, catalogue=catalogue, utc=NOW)
    assert [one.data["food"] for one in store.current(ANNA) if one.kind == "food"] == [
        "porridge",
        "banana",
        "honey",
    ] * 2


@pytest.mark.parametrize("name", ["person.csv", "walter.csv", *MADE_UP])
def test_import_undo_import_leaves_the_same_bytes(store, catalogue, name):
    content = MADE_UP[name] if name in MADE_UP else (EXAMPLES / name).read_bytes()
    diary = door.diary(content, name=name, catalogue=catalogue)

    def once():
        return bring_in(store, ANNA, diary, program=diary.origin, content=content, catalogue=catalogue, utc=NOW)

    before = standing(store)
    kept = once()
    first = standing(store)
    assert first != before
    keep.take_back(store, ANNA, kept.undoes, day=DAY, utc=NOW)
    assert standing(store) == before
    once()
    assert standing(store) == first


def test_a_line_that_was_corrected_here_is_not_brought_in_again(store, catalogue):
    text = b"date,meal,food,amount,unit,complete\n2026-11-28,lunch,almonds,30,g,yes\n2026-11-28,lunch,almonds,30,g,\n"
    diary = door.diary(text, name="d", catalogue=catalogue)
    kept = bring_in(store, ANNA, diary, program="diary", content=text, catalogue=catalogue, utc=NOW)
    foods = [one for one in kept.entries if one.kind == "food"]
    assert len(foods) == 2  # the same line twice is two portions
    data = dict(foods[0].data) | {"grams_g": 40}
    keep.keep_one(store, ANNA, "food", data, day=DAY, utc=NOW, replaces=foods[0].uid)
    more = text + b"2026-11-28,dinner,tofu,100,g,\n"
    diary = door.diary(more, name="d", catalogue=catalogue)
    new = bring_in(store, ANNA, diary, program="diary", content=more, catalogue=catalogue, utc=NOW)
    assert [one.data["food"] for one in new.entries if one.kind == "food"] == ["tofu"]
