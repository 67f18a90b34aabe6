"""What a day costs on a phone: taps, keys and swipes, and the seconds that the keystroke-level model gives for them."""

import re

import pytest
from playwright.sync_api import expect

from browser.test_trial_in_made_up_time import turned  # noqa: F401 (fixture)
from browser.test_web_app import PHONE, mine, opened, server, state  # noqa: F401 (fixtures)
from hand import Hand
from server.conftest import ORIGIN
from server.test_trial_pages import PLAN

pytestmark = pytest.mark.browser

DAY_S, DAY_GESTURES = 10.0, 3  # a day of a trial, by the model of a hand, at most


def said(page):
    expect(page.locator(".done")).to_be_visible()


def test_a_day_of_a_trial_takes_ten_seconds_and_three_gestures_at_most(turned):  # noqa: F811
    made, page = turned
    made.do(lambda: made.app.post("/start", **PLAN))
    page.set_viewport_size(PHONE)
    for number in (2, 3):
        made.do(lambda n=number: made.app.day(n))
        hand = Hand(page)
        page.goto(f"{ORIGIN}{made.app.url}")
        hand.think()
        hand.tap(page.locator("input[name=pain][value='5']"))
        hand.tap(page.get_by_role("button", name="Save", exact=True))
        expect(page.get_by_text("Today is written down")).to_be_visible()
        assert hand.gestures <= DAY_GESTURES, hand
        assert hand.seconds <= DAY_S, hand
    # with a note of eight letters and the painkillers, it stays in reach of a minute
    hand = Hand(page)
    page.goto(f"{ORIGIN}{made.app.url}")
    hand.tap(page.locator("input[name=pain][value='6']"))
    hand.tap(page.get_by_text("More about the day"))
    hand.type(page.locator("#rescue"), "2")
    hand.key("Enter")
    expect(page.get_by_text("Today is written down")).to_be_visible()
    assert hand.seconds <= 2 * DAY_S, hand


def test_a_food_again_is_one_tap_and_its_undo_another(opened, mine):  # noqa: F811
    page = opened()
    page.goto(f"{mine}food")
    hand = Hand(page)
    hand.tap(page.locator("[aria-labelledby=again-h] .chips button").first)
    said(page)
    assert (hand.taps, hand.keys, hand.swipes) == (1, 0, 0)
    undo = Hand(page)
    undo.tap(page.locator(".done button"))
    expect(page.locator(".done")).to_contain_text("Taken back")
    assert (undo.taps, undo.keys, undo.swipes) == (1, 0, 0)


def test_a_new_food_is_typed_and_entered_twice(opened, mine):  # noqa: F811
    page = opened()
    page.goto(f"{mine}food")
    hand = Hand(page)
    hand.type(page.locator("#words"), "banan")
    expect(page.locator("[role=option]").first).to_be_visible()
    hand.key("Enter")
    hand.key("Enter")
    said(page)
    assert (hand.taps, hand.keys, hand.swipes) == (1, len("banan") + 2, 0)
    page.locator(".done button").click()
    expect(page.locator(".done")).to_contain_text("Taken back")


def test_a_line_as_people_speak_is_entered_once_with_the_list_open(opened, mine):  # noqa: F811
    page = opened()
    page.goto(f"{mine}food")
    before = page.locator(".foods > li").count()
    hand = Hand(page)
    hand.type(page.locator("#words"), "large handful of almonds")
    expect(page.locator("[role=option]").first).to_contain_text("as you wrote it")
    hand.key("Enter")
    said(page)
    expect(page.locator(".foods > li")).to_have_count(before + 1)
    hand.type(page.locator("#words"), "rye bread")
    last = page.locator("[role=option]").last
    expect(last).to_contain_text("as you wrote it")
    last.click()
    expect(page.locator(".foods > li")).to_have_count(before + 2)


def test_a_meal_of_yesterday_is_two_taps_at_most_and_pain_is_one(opened, mine):  # noqa: F811
    page = opened()
    page.goto(f"{mine}food?day=2020-01-02")
    page.locator("#words").fill("2 eggs")
    page.locator("#words").press("Enter")
    said(page)
    page.goto(f"{mine}food?day=2020-01-03")
    hand = Hand(page)
    hand.tap(page.get_by_role("button", name=re.compile("Same as yesterday")).first)
    said(page)
    assert hand.taps <= 2 and hand.keys == 0
    page.goto(f"{mine}body")
    pain = Hand(page)
    pain.tap(page.locator("#pain button").nth(4))
    said(page)
    assert (pain.taps, pain.keys, pain.swipes) == (1, 0, 0)


def test_the_undo_stays_in_sight_wherever_the_page_is(opened, mine):  # noqa: F811
    page = opened()
    page.goto(f"{mine}food")
    remove = page.locator("form[action$='/remove'] button").last
    remove.scroll_into_view_if_needed()
    remove.click()
    expect(page.locator(".done")).to_be_in_viewport()
    undo = Hand(page)
    undo.tap(page.locator(".done button"))
    assert undo.swipes == 0
