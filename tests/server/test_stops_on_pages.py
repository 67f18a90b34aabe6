"""A stop reaches every page and every answer for programs: the persons of the command line's test, the route table."""

import re
from html import unescape

import pytest

from dolomite.app import household, type_food
from dolomite.app.case import Case
from dolomite.app.catalogue import opened
from dolomite.store.port import new_uid
from server.conftest import NOON
from shells.test_stops_everywhere import BASE, STOPPED, wrong

PERSONS = [name for name, said in STOPPED.items() if "profile" not in said]  # a profile holds for a whole process
QUICK = ("dialysis", "eating disorder")
DAY = NOON.date()
# Pages that tell what is known of magnesium at all, or what a stranger wrote: a published dose is not this person's.
PUBLISHED = ("/evidence", "/works", "/article", "/pool", "/doctor", "/api/v1/check")


def somebody(served, name):
    """The person in the record, with a day of food."""
    who = new_uid()
    keys = {key: value for key, value in {**BASE, **STOPPED[name]}.items() if value is not None}
    household.keep_answers(served.desk.store, who, keys, day=DAY, utc=NOON, name="Anna")
    foods = opened(served.desk.data)
    reader = type_food.reader(served.desk.store, who, catalogue=foods, country=None)
    for words in ("300 g white rice", "2 eggs", "a banana"):
        typed = type_food.Typed(words=words, meal="lunch")
        type_food.keep_typed(served.desk.store, who, typed, using=reader, day=DAY, utc=NOON)
    return who


def plain(text):
    """What a person reads of a page."""
    return unescape(re.sub(r"<(script|style|svg).*?</\1>|<[^>]+>", " ", text, flags=re.S))


def told(served, name):
    """What stands on pages and in answers past this person's stops."""
    who = somebody(served, name)
    member = household.member(served.desk.store, who)
    person = household.person_of(member, on=DAY)
    stops = Case(person=person, on=DAY).safety.clearance.stops
    assert stops, f"{name} is not stopped"
    found = {}
    for method, path in served.routes():
        if method != "GET" or served.who not in path or any(part in path for part in PUBLISHED):
            continue
        asked = path.replace(served.who, who)
        answer = served.ask("GET", asked)
        assert answer.status_code < 500, (asked, answer.text[:300])
        if path.endswith("dose.ics"):
            assert answer.status_code == (409 if "dosing" in stops else answer.status_code), asked
        document = answer.json() if asked.startswith("/api/") and answer.status_code == 200 else {}
        if problems := wrong(plain(answer.text), document if isinstance(document, dict) else {}, stops):
            found[path] = problems
    return found


@pytest.mark.parametrize("name", QUICK)
def test_a_stop_reaches_every_page_and_answer(shared, name):
    found = told(shared, name)
    assert found == {}, "\n".join(f"{path}: {some}" for path, some in found.items())


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in PERSONS if name not in QUICK])
def test_a_stop_reaches_everything_for_everybody(shared, name):
    found = told(shared, name)
    assert found == {}, "\n".join(f"{path}: {some}" for path, some in found.items())


def test_there_are_forty_of_them():
    assert len(PERSONS) >= 40
