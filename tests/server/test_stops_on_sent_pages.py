"""A stop reaches what follows on a page that was sent: persons whom safety stops, through every POST route there is."""

import pytest

from dolomite.app import household
from dolomite.app.case import Case
from dolomite.store.port import Draft, new_uid
from server.conftest import NOON
from stopped import BASE, STOPPED, wrong

DAY = NOON.date()
# The form of every page at once: what a page does not ask for, it does not read.
FORM = {
    "dose": "300",
    "form": "citrate",
    "days": "14",
    "words": "2 eggs",
    "goal_mg": "320",
    "label": "magnesium citrate 300 mg",
}
ON_PAGES = {name: one for name, one in STOPPED.items() if one.get("profile") is None}
QUICK = ("dialysis",)


def words(html):
    import re

    shown = re.sub(r"<(script|style)\b.*?</\1>", " ", html, flags=re.S)
    shown = re.sub(
        r"<input[^>]*>|<textarea.*?</textarea>", " ", shown, flags=re.S
    )  # what the person typed is no advice
    return re.sub(r"<[^>]+>", " ", shown)


def walk(served, name, methods=("POST",)):
    given = {key: value for key, value in {**BASE, **ON_PAGES[name]}.items() if value is not None}
    stops = Case(person=household.read_document(given, on=DAY), on=DAY).safety.clearance.stops
    assert stops, name
    who, told = served.who, {}

    def as_told():  # a page that is sent may change what stops: every route is met by the person as they were
        said = Draft(uid=new_uid(), day=DAY, kind="person_changed", data={"keys": given})
        served.desk.store.append(who, [said], utc=NOON)

    as_told()
    for method, path in served.routes():
        if path.startswith(("/static/", "/start")) or "sample" in path or path.endswith(("/erase", "/undo")):
            continue
        if f"/p/{who}" not in path or method not in methods:
            continue
        answer = served.ask(method, path, **({"data": FORM} if method == "POST" else {}))
        if method == "POST":
            as_told()
        if answer.is_redirect:
            answer = served.ask("GET", answer.headers["location"], follow=True)
        assert answer.status_code < 500, (name, method, path)
        document = answer.json() if "json" in answer.headers.get("content-type", "") else {}
        if problems := wrong(words(answer.text), document, stops):
            told[f"{method} {path.replace(who, 'WHO')}"] = problems
    return told


def check(served, name):
    told = walk(served, name)
    assert told == {}, "\n".join(f"{at}: {some}" for at, some in told.items())


@pytest.mark.parametrize("name", QUICK)
def test_a_stop_reaches_what_follows(served, name):
    check(served, name)


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in ON_PAGES if name not in QUICK])
def test_a_stop_reaches_what_follows_for_everybody(served, name):
    check(served, name)


def test_one_stop_let_through_turns_the_walk_red(served, monkeypatch):
    """The walk sees what it is there for: with the goal let through, the day of food says what to aim for."""
    from dolomite.app import food_place

    monkeypatch.setattr(food_place, "_aim", lambda document, on: 320.0)
    served.routes = lambda: [("GET", f"/p/{served.who}/food")]
    assert walk(served, "dialysis", methods=("GET",))
