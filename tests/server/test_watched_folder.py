"""A folder that is watched: what is new comes in once, with one undo; what cannot be read is said; it can be ended."""

import os

import pytest

from dolomite.app import watch_folder
from server.conftest import NOON

DIARY = "date,meal,food,amount,unit\n2026-11-20,lunch,almonds,30,g\n2026-11-20,dinner,banana,1,\n"


def arrives(folder, name, content, seconds_ago=600):
    file = folder / name
    file.write_text(content)
    at = NOON.timestamp() - seconds_ago
    os.utime(file, (at, at))
    return file


def foods(served):
    return [one.data["food"] for one in served.desk.store.current(served.who, kinds=("food",))]


@pytest.fixture
def night(served, tmp_path):
    folder = tmp_path / "nightly"
    folder.mkdir()
    answer = served.ask("POST", f"/p/{served.who}/import/watch", data={"folder": str(folder)})
    assert answer.status_code == 303
    return folder


def look(served):
    return watch_folder.look(served.desk.store, served.desk.data, now=NOON)


def test_what_is_new_comes_in_once_and_goes_as_one(served, night):
    assert look(served) == 0
    arrives(night, "a.csv", DIARY)
    assert look(served) == 1 and foods(served) == ["almonds", "banana"] and look(served) == 0
    arrives(night, "b.csv", DIARY + "2026-11-21,lunch,2 eggs,2,\n", seconds_ago=300)
    assert look(served) == 1 and len(foods(served)) == 3
    assert "b.csv: 1 lines came in" in served.ask("GET", f"/p/{served.who}/import").text
    batch = served.desk.store.current(served.who, kinds=("import",))[0].batch
    served.ask("POST", f"/p/{served.who}/undo", data={"batch": batch})
    assert len(foods(served)) == 1


def test_a_file_that_still_grows_or_is_nothing_of_ours_waits(served, night):
    arrives(night, "a.csv", DIARY, seconds_ago=5)
    arrives(night, "picture.png", "x")
    assert look(served) == 0 and foods(served) == []


def test_what_cannot_be_read_is_said_and_not_tried_again(served, night):
    arrives(night, "a.csv", "no diary at all")
    assert look(served) == 0 and foods(served) == []
    assert "a.csv: " in served.ask("GET", f"/p/{served.who}/import").text


def test_no_folder_is_refused_with_what_was_typed_and_it_can_be_ended(served, night):
    for wrong in ("nightly", "/nowhere/at/all", "../x"):
        answer = served.ask("POST", f"/p/{served.who}/import/watch", data={"folder": wrong})
        assert answer.status_code == 422 and wrong in answer.text
    served.ask("POST", f"/p/{served.who}/import/watch", data={"end": "yes"})
    arrives(night, "a.csv", DIARY)
    assert look(served) == 0


def test_whoever_is_deleted_is_watched_no_more(served, night):
    who = served.who
    served.ask("POST", f"/p/{who}/me/delete", data={"confirm": "delete", "whom": "me"})
    assert watch_folder.watched(served.desk.data, who) is None


def test_ten_thousand_lines_on_a_day_are_a_page_that_opens(served):
    from dolomite.store.port import Draft, new_uid

    data = {"meal": "lunch", "food": "x", "amount": 1, "unit": "g", "grams_g": 1, "given": {"magnesium_mg": 1.0}}
    drafts = [Draft(uid=new_uid(), day=NOON.date(), kind="food", data=data) for _ in range(10_000)]
    served.desk.store.append(served.who, drafts, utc=NOON)
    page = served.ask("GET", f"/p/{served.who}/food").text
    assert len(page) < 300_000 and "9900 earlier lines" in page and "10,000 mg" in page
