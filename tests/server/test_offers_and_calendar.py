"""A newer value is offered and does what one says; a dose goes to a calendar only where it is cleared."""

from dataclasses import replace

from dolomite.app import catalogue, keep
from drafts import food_data
from server.conftest import NOON

ALMONDS = "fndds:42100100"


def with_old_almonds(served):
    """Almonds of two days, kept with a value that the table had once."""
    who, foods = served.who, catalogue.opened(served.desk.data)
    now = foods.get(ALMONDS)
    old = replace(now, release="fndds-old", nutrients={**now.nutrients, "magnesium": 1.0})
    for back in (0, 3):
        eaten = food_data(foods, "almonds", 30.0, "g", food=old, meal="lunch")
        day = NOON.date().replace(day=NOON.day - back)
        keep.keep_many(served.desk.store, who, "food", [eaten], day=day, utc=NOON, uid=None)
    return who


def values(served, who):
    lines = served.desk.store.current(who, kinds=("food",))
    return [one.data["snapshot"]["nutrients_per_100_g"]["magnesium_mg"] for one in sorted(lines, key=lambda x: x.day)]


def test_a_newer_value_is_offered_and_applied_only_as_one_says(served):
    who = with_old_almonds(served)
    assert "newer value" in served.ask("GET", f"/p/{who}/food").text and values(served, who) == [1.0, 1.0]
    said = {"food_id": ALMONDS, "says": "from_today", "uid": "d" * 32}
    answer = served.ask("POST", f"/p/{who}/food/newer", data=said)
    assert answer.status_code == 303
    early, late = values(served, who)
    assert early == 1.0 and late > 100
    assert "newer value" not in served.ask("GET", f"/p/{who}/food").text
    served.ask("POST", f"/p/{who}/undo", data={"batch": "d" * 32})
    assert values(served, who) == [1.0, 1.0]


def test_no_leaves_every_day_as_it_was_and_is_not_asked_again(served):
    who = with_old_almonds(served)
    assert served.ask("POST", f"/p/{who}/food/newer", data={"food_id": ALMONDS, "says": "no"}).status_code == 303
    assert values(served, who) == [1.0, 1.0] and "newer value" not in served.ask("GET", f"/p/{who}/food").text
    for wrong in ({"food_id": ALMONDS, "says": "maybe"}, {"food_id": "fndds:0", "says": "no"}):
        assert served.ask("POST", f"/p/{who}/food/newer", data=wrong).status_code == 422


def test_a_calendar_only_where_a_dose_is_cleared(served):
    who = served.who
    assert served.ask("GET", f"/p/{who}/magnesium/dose.ics").status_code == 409  # nothing is known of the food yet
    served.ask("POST", f"/p/{who}/questions", data={"all": "none"})
    for day in range(14, 22):
        served.ask("POST", f"/p/{who}/food/add", data={"words": "300 g white rice", "day": f"2026-11-{day}"})
    page = served.ask("GET", f"/p/{who}/magnesium").text
    answer = served.ask("GET", f"/p/{who}/magnesium/dose.ics")
    assert ("dose.ics" in page) == (answer.status_code == 200), answer.text[-600:]
    served.ask("POST", f"/p/{who}/health", data={"kidneys": "yes", "egfr": "20", "medicines": "no", "illnesses": "no"})
    assert "dose.ics" not in served.ask("GET", f"/p/{who}/magnesium").text
    stopped = served.ask("GET", f"/p/{who}/magnesium/dose.ics")
    assert stopped.status_code == 409 and "BEGIN" not in stopped.text
