"""What follows a press: axe on every state a page can be in, and the focus is never lost to nowhere."""

import re
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browser.test_web_app import CRONOMETER, opened, server, somebody, state  # noqa: F401 (fixtures)

pytestmark = pytest.mark.browser

ARTICLE = "Magnesium cures back pain. Take it until your stools are loose. Almonds contain 270 mg magnesium per 100 g."
TABLE = "study,yi,sei\na,-0.5,0.2\nb,-0.1,0.3\nc,0.2,0.25\n"


def fill(page, where, words):
    page.locator(where).fill(words)
    page.locator(where).press("Escape")


def press(page, where):
    """Press by keyboard and wait for what follows."""
    found = page.locator(where).first
    found.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")


def said(page):
    expect(page.locator(".done")).to_be_visible()


def food(page, me, _):
    page.goto(f"{me}food")
    fill(page, "#words", "porridge with milk, banana and coffee")
    press(page, "#add .adder button")
    said(page)
    yield "several foods"
    fill(page, "#words", "some cheesy rye thing")
    press(page, "#add .adder button")
    yield "a guess"
    press(page, ".guess button")
    said(page)
    yield "a guess confirmed"
    page.locator(".foods summary").first.click()
    page.locator("input[id^='a-']").first.fill("1,5,5")
    press(page, ".foods details[open] button")
    expect(page.locator(".wrong")).to_be_visible()
    yield "a wrong amount"
    page.goto(f"{me}food")
    press(page, ".foods > li form[action$='/remove'] button")
    said(page)
    yield "a line removed"
    press(page, ".done button")
    yield "that undone"
    press(page, "button[name=what]")
    said(page)
    yield "a day finished"


def magnesium(page, me, _):
    page.goto(f"{me}magnesium")
    for name in ("omeprazole", "doxycyclin", "grandmother's drops"):
        fill(page, "#name", name)
        press(page, "#medicines .adder button")
    yield "medicines, one not known"
    fill(page, "#label", "Magnesium citrate 500 mg (providing 80 mg magnesium) per capsule")
    press(page, "#label-reader button")
    yield "a label read"
    press(page, "#medicines form[action$='/change'] button")
    yield "a medicine removed"


def reading(page, me, folder):
    page.goto(f"{me}article")
    page.locator("#text").fill(ARTICLE)
    press(page, "main form button")
    expect(page.locator(".verdicts")).to_be_visible()
    yield "an article checked"
    page.goto(f"{me}pool")
    page.locator("#table").fill("study,yi\na,1\n")
    press(page, "main form button")
    yield "a faulty table"
    page.locator("#table").fill(TABLE)
    page.locator("#measure").select_option("gen")
    press(page, "main form button")
    yield "studies pooled"
    file = folder / "servings.csv"
    file.write_text(CRONOMETER.format(day=(date.today() - timedelta(days=3)).isoformat()))
    page.goto(f"{me}import")
    page.set_input_files("#file", str(file))
    press(page, "main form button")
    yield "a file looked at"


def me_and_body(page, me, _):
    page.goto(f"{me}body")
    press(page, ".scale button >> nth=4")
    yield "pain rated"
    fill(page, "#weight", "many")
    press(page, "button:has-text('Keep')")
    yield "a weight that is none"
    page.goto(f"{me}me")
    press(page, "button:has-text('Back up now')")
    yield "backed up"
    page.goto(f"{me}trial")
    page.locator("#points").fill("many")
    press(page, "#form button")
    yield "a trial with a faulty wish"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("walk", [food, magnesium, reading, me_and_body], ids=lambda walk: walk.__name__)
def test_every_state_is_accessible_and_keeps_the_focus(opened, server, tmp_path, walk, width, scheme):  # noqa: F811
    page = opened(size={"width": width, "height": 900}, scheme=scheme)
    page.set_default_timeout(60_000)
    me = somebody(page, server[0])
    if walk is me_and_body:
        page.goto(f"{me}questions")
        page.get_by_role("button", name=re.compile("No to all")).click()
    wrong = {}
    for state_ in walk(page, me, tmp_path):
        if page.evaluate("document.activeElement === document.body || document.activeElement === null"):
            wrong[f"{state_}: focus"] = "on nothing"
        found = Axe().run(page)
        if found.violations_count:
            wrong[state_] = found.generate_report()[:1500]
        if (wide := page.evaluate("document.documentElement.scrollWidth")) > width:
            wrong[f"{state_}: width"] = wide
    assert wrong == {}
