"""Twenty ordinary tasks of logging, corrections included, by a scripted typist at forty words a minute on a phone.

A real server, a year of data of two people, a headless Chromium. The typist waits between keys and before each press as
the keystroke-level model says, and for each page as long as it takes; every task begins on the day's Food page at its
top, so that what lies elsewhere costs its way. Printed: taps, keys, swipes and seconds of each task.
"""

from __future__ import annotations

import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[1] / "tools"))

from hand import Hand
from serve_load import READER, fill
from served_page import served

if TYPE_CHECKING:
    from playwright.sync_api import Page

TARGET_S = 8.0  # the median
PHONE = {"width": 390, "height": 844}


def done(page: Page) -> None:
    """Wait until the page says what was done."""
    page.locator(".done").wait_for()


def words(text: str) -> Callable[[Page, Hand], None]:
    """Food in words, and Enter."""

    def task(page: Page, hand: Hand) -> None:
        hand.type(page.locator("#words"), text)
        if not text[0].isdigit():  # an amount in front opens no list; else the eye waits for its first line
            page.locator("#add [role=option]").first.wait_for()
        hand.key("Enter")
        done(page)

    return task


def found(text: str) -> Callable[[Page, Hand], None]:
    """The first letters of a food, Enter takes the first of the list, Enter adds it."""

    def task(page: Page, hand: Hand) -> None:
        hand.type(page.locator("#words"), text)
        page.locator("#add [role=option]").first.wait_for()
        hand.key("Enter")
        hand.key("Enter")
        done(page)

    return task


def pressed(where: str) -> Callable[[Page, Hand], None]:
    """One press on the Food page."""

    def task(page: Page, hand: Hand) -> None:
        hand.tap(page.locator(where).first)
        done(page)

    return task


def another_meal(page: Page, hand: Hand) -> None:
    """A drink with another meal than the page proposes."""
    hand.choose(page.locator("#meal"), "snack")
    words("glass of milk")(page, hand)


def amount(page: Page, hand: Hand) -> None:
    """The amount of the last line was wrong."""
    line = page.locator(".foods > li:has(details)").first
    hand.tap(line.locator("summary"))
    hand.type(line.locator("input[id^='a-']"), "120")
    hand.key("Enter")
    done(page)


def guess(page: Page, hand: Hand) -> None:
    """Words that are not sure, and the guess confirmed."""
    hand.type(page.locator("#words"), "some cheesy rye thing")
    page.locator("#add [role=option]").first.wait_for()
    hand.key("ArrowUp")  # the last of the list: as it was written
    hand.key("Enter")
    page.get_by_role("button", name=re.compile("Yes, this")).first.wait_for()
    hand.think()
    hand.tap(page.get_by_role("button", name=re.compile("Yes, this")).first)
    page.wait_for_load_state()
    done(page)


def yesterday(page: Page, hand: Hand) -> None:
    """A food that was forgotten the day before."""
    hand.tap(page.locator(".days a[href*='day=']:not([aria-current]):not(.step)").last)
    page.wait_for_load_state()
    words("an apple")(page, hand)


def pain(page: Page, hand: Hand) -> None:
    """How the pain is."""
    to_body(page, hand)
    hand.tap(page.locator("#pain button").nth(4))
    done(page)


def weight(page: Page, hand: Hand) -> None:
    """What the scale says."""
    to_body(page, hand)
    hand.type(page.locator("#weight"), "71.4")
    hand.key("Enter")
    done(page)


def to_body(page: Page, hand: Hand) -> None:
    """From the Food page to pain and weight."""
    near = page.locator("main a[href$='/body']")
    if near.count():
        hand.tap(near.first)
    else:
        hand.tap(page.locator(".places a[href$='/me']"))
        hand.tap(page.locator("main a[href$='/body']").first)
    page.wait_for_url(re.compile("/body"))


def medicine(page: Page, hand: Hand) -> None:
    """A medicine that was begun."""
    hand.tap(page.locator(".places a[href$='/magnesium']"))
    page.wait_for_url(re.compile("/magnesium"))
    hand.type(page.locator("#name"), "omepra")
    page.locator("#medicines [role=option]").first.wait_for()
    hand.key("Enter")
    hand.key("Enter")
    done(page)


TASKS: tuple[tuple[str, Callable[[Page, Hand], None]], ...] = (
    ("a new food: type, Enter, Enter", found("banan")),
    ("two eggs", words("2 eggs")),
    ("a handful of almonds", words("handful of almonds")),
    ("repeat a food", pressed("[aria-labelledby=again-h] .chips button")),
    ("copy a meal of yesterday", pressed("form[action$='/copy'] button")),
    ("undo that", pressed(".done button")),
    ("half a tin of beans", words("1/2 tin of beans")),
    ("several foods in a line", words("porridge with milk")),
    ("remove a line", pressed("form[action$='/remove'] button")),
    ("undo that, too", pressed(".done button")),
    ("correct an amount", amount),
    ("a guess, confirmed", guess),
    ("a drink with another meal", another_meal),
    ("forgotten yesterday", yesterday),
    ("another new food", found("spina")),
    ("took no supplements", pressed("button[name=none]")),
    ("all food is written", pressed("button[name=what][value=food]")),
    ("pain", pain),
    ("weight", weight),
    ("a medicine", medicine),
)
KEEPS = {"undo that", "undo that, too"}  # what begins where the last one ended


def measured(folder: Path) -> list[tuple[str, Hand, float]]:
    """Each task with its hand and the seconds it took [s]."""
    with served(folder, port=8782, viewport=PHONE) as there:
        page = there.page
        told = []
        for name, task in TASKS:
            if name not in KEEPS:
                page.goto(f"{there.address}p/{READER}/food")
                page.evaluate("scrollTo(0, 0)")
            hand = Hand(page, real=1.0)
            begun = time.perf_counter()
            hand.think()
            task(page, hand)
            told.append((name, hand, time.perf_counter() - begun))
    return told


def main() -> int:
    """Print what was measured; 1 when the target is missed."""
    with tempfile.TemporaryDirectory() as folder:
        fill(Path(folder), begin=1)
        told = measured(Path(folder))
    print(f"{'task':<32} taps keys swipes  by the model  in all")
    for name, hand, took in told:
        print(f"{name:<32} {hand.taps:4} {hand.keys:4} {hand.swipes:6} {hand.seconds:10.1f} s {took:6.1f} s")
    every = [took for *_, took in told]
    print(f"{len(every)} tasks: median {statistics.median(every):.1f} s, longest {max(every):.1f} s")
    return 0 if statistics.median(every) <= TARGET_S else 1


if __name__ == "__main__":
    sys.exit(main())
