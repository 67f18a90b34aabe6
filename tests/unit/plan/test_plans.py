"""Plans for people: each passes its own check, keeps safety's bounds, or says truly why there is none."""

from datetime import date
from pathlib import Path

import pytest

from dolomite import facts
from dolomite.app.case import Case
from dolomite.app.plan_food import Wishes, plan_food
from dolomite.base.errors import InputError
from dolomite.base.person import Kidney, Medicine, Person, RedFlags
from dolomite.base.span import Span
from dolomite.food.facet import must_be_absent
from dolomite.intake.diary import matched
from dolomite.intake.read import own
from dolomite.intake.total import total
from dolomite.plan.check import Change, broken, needed_for
from dolomite.plan.choice import Choice
from dolomite.plan.problem import Wish
from dolomite.supplement.beside_food import beside_food

ON = date(2026, 11, 21)
EXAMPLES = Path(__file__).parents[3] / "examples"
SECONDS = 4.0


def totals(diary, person, **more):
    return total(diary, beside_food(person, diary=diary.days_swallowed()), **more)


@pytest.fixture(scope="module")
def diary(catalogue):
    text = (EXAMPLES / "person.csv").read_text(encoding="utf-8")
    return matched(own.diary(text, name="person.csv"), catalogue=catalogue, ids=facts.ids())


def woman(**more):
    usual = {
        "sex": "female", "given_age_years": 42, "height_cm": 168.0, "weight_kg": 71.0, "activity": "low_active",
        "red_flags": RedFlags(answers=(), all_asked=True), "conditions": (), "kidney": Kidney(egfr=92.0),
        "medicines": (), "supplements": (),
    }  # fmt: skip
    return Person(**(usual | more))


def planned(person, diary, catalogue, **more):
    wanted = {"plans": 1, "quick": True, "seconds": SECONDS} | more
    return plan_food(Case(person=person, on=ON, diary=diary, catalogue=catalogue), Wishes(**wanted))


def added(data):
    return [change for change in data["changes"] if change["per_week"] > 0]


def test_the_gap_is_closed_with_energy_kept(diary, catalogue):
    data = planned(woman(), diary, catalogue).data
    assert data["magnesium_mg"] >= data["goal_mg"] == 320
    assert 1 <= len(data["changes"]) <= 6
    assert data["conflict"] == []


@pytest.mark.parametrize(
    "avoid", [("vegan",), ("gluten",), ("nuts", "peanuts", "seeds"), ("dairy", "fish")], ids=lambda a: " ".join(a)
)
def test_what_is_avoided_is_known_to_be_absent(diary, catalogue, avoid):
    data = planned(woman(avoid=avoid), diary, catalogue).data
    for change in added(data):
        food = catalogue.get(change["food_id"])
        assert all(food.has(facet) is False for facet in must_be_absent(avoid)), food.name


def test_on_warfarin_vitamin_k_stays_steady(diary, catalogue):
    person = woman(medicines=(Medicine(name="warfarin"),))
    section = planned(person, diary, catalogue)
    assert any("INR clinic" in sentence for sentence in section.says)
    found = totals(diary, person, catalogue=catalogue)
    before = found.nutrients["vitamin_k"]
    change = sum(
        (c["to_g"] - c["from_g"]) * (catalogue.get(c["food_id"]).nutrients["vitamin_k"] or 0) / 100
        for c in section.data["changes"]
    )
    usual = before.high if before.high is not None else before.low
    assert abs(change) <= 0.25 * usual + 1e-6


def test_weak_kidneys_on_spironolactone_get_no_more_potassium(diary, catalogue):
    person = woman(kidney=Kidney(egfr=40.0, on=date(2026, 10, 1)), medicines=(Medicine(name="spironolactone"),))
    made = planned(person, diary, catalogue)
    if made.stopped is None:
        change = sum(
            (c["to_g"] - c["from_g"]) * (catalogue.get(c["food_id"]).nutrients["potassium"] or 0) / 100
            for c in made.data["changes"]
        )
        assert change <= 1e-6


@pytest.mark.parametrize("kidney", [Kidney(egfr=25.0, on=date(2026, 10, 1))], ids=["eGFR 25"])
def test_a_stop_is_a_stop(diary, catalogue, kidney):
    made = planned(woman(kidney=kidney), diary, catalogue)
    assert made.stopped is not None
    assert made.cleared is None
    assert made.data["changes"] == []


def test_twelve_dislikes_and_few_calories_give_a_plan_or_a_reason(diary, catalogue):
    person = woman(
        avoid=(
            "nuts",
            "seeds",
            "legumes",
            "fish",
            "shellfish",
            "dairy",
            "soya",
            "pork",
            "spicy",
            "eggs",
            "gluten",
            "meat",
        )
    )
    section = planned(person, diary, catalogue)
    assert section.data["changes"] or section.data["conflict"]
    assert section.data["partial"] == bool(section.data["conflict"])
    assert len(section.says) >= 2


def test_a_pinned_single_food_of_another_table_is_in_the_plan(diary, catalogue):
    found = planned(woman(), diary, catalogue, pin=("sr28:12061",))
    assert "sr28:12061" in {one["food_id"] for one in found.data["changes"]}
    assert not any("-" in text and "of room" in text for text in found.says)


def test_a_pinned_food_that_no_plan_may_add_is_refused_with_the_reason(diary, catalogue):
    with pytest.raises(InputError, match="cannot be added: what you avoid may be in it"):
        planned(woman(avoid=("nuts",)), diary, catalogue, pin=("sr28:12061",))


def test_pin_and_ban(diary, catalogue):
    data = planned(woman(), diary, catalogue, pin=("fndds:42100100",), ban=("banana",)).data
    assert "fndds:42100100" in [change["food_id"] for change in added(data)]
    assert not any("Banana" in change["food"] for change in added(data))


def test_hide_energy_hides_every_calorie(diary, catalogue):
    section = planned(woman(hide_energy=True), diary, catalogue)
    assert section.data["energy_kcal"] is None
    assert section.data["now"]["energy_kcal"] is None
    assert all(change["mg_per_100_kcal"] is None for change in section.data["changes"])
    shown = " ".join(section.says) + str([t.columns for t in section.tables])
    assert "kcal" not in shown


def test_the_check_finds_a_planted_fault(diary, catalogue):
    person = woman()
    found = totals(diary, person, catalogue=catalogue)
    bran = catalogue.get("sr28:20077")
    silly = Change(
        food_id=bran.id, food=bran.name, from_g=0.0, to_g=300.0, per_week=3.5, serving_g=600.0, serving="",
        meal="breakfast",
    )  # fmt: skip
    said = broken(
        (silly,), diary=diary, now=found.nutrients, wishes=(), choice=Choice(avoid=("gluten",), ban=(bran.id,)),
        catalogue=catalogue, most_changes=6, supplement_mg=found.supplement_mg,
    )  # fmt: skip
    assert any("too large to measure" in s for s in said)
    assert any("may hold" in s for s in said)
    assert any("banned" in s for s in said)


def test_every_change_says_what_it_is_for_and_that_is_true(diary, catalogue):
    def change(food_id, grams):
        name = catalogue.get(food_id).name
        serving = {"per_week": grams / 2, "serving_g": 14.0, "serving": "14 g", "meal": "lunch"}
        before = 50.0 if grams < 0 else 0.0
        return Change(food_id=food_id, food=name, from_g=before, to_g=before + grams, **serving)

    def wish(identifier, nutrient, side, limit):
        return Wish(
            id=identifier, nutrient=nutrient, side=side, base=0.0, limit=limit, unit="", says=identifier, basis=()
        )

    seeds, butter = change("fndds:43101150", 20.0), change("fndds:81100000", -20.0)
    now = {"magnesium": Span.exactly(230.0), "energy": Span.exactly(2000.0)}
    wishes = (wish("magnesium", "magnesium", "floor", 300.0), wish("energy_most", "energy", "ceiling", 2000.0))
    said = needed_for((seeds, butter), now=now, wishes=wishes, catalogue=catalogue, supplement_mg=Span.exactly(0.0))
    assert [[one.id for one in wishes] for wishes in said] == [["magnesium"], ["energy_most"]]


def test_a_change_that_is_not_for_magnesium_says_why(diary, catalogue):
    section = planned(woman(), diary, catalogue)
    for change in section.data["changes"]:
        sentence = next(s for s in section.says if s.startswith(change["says"]))
        said_why = sentence.rstrip(".") != change["says"]
        assert said_why == (bool(change["needed_for"]) and "magnesium" not in change["needed_for"])
    assert any("magnesium" in change["needed_for"] for change in section.data["changes"])
