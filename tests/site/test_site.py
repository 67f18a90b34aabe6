"""Dolomite inside a browser, without an installation: from a static host, and then without a network."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
SITE = Path(__file__).parents[2] / "site"
MOST_BYTES = 61_440  # of the page that needs no script
MOST_MEGABYTES = 15
MOST_MEMORY = 350e6  # [bytes] of WebAssembly


def running(page):
    """The frame of the app, once it is there."""
    told = page.get_by_role("button", name="Understood")  # this browser did not promise to keep the record
    page.add_locator_handler(told, lambda: told.click())
    page.wait_for_selector("body.running")
    app = page.frame_locator("#app")
    app.locator("h1").wait_for()
    return app


def person(app):
    """Through the first minute: no emergency, a woman of 44 in Britain with low back pain."""
    app.get_by_role("link", name="My back hurts").click()
    app.get_by_role("button", name="None of these").click()
    app.get_by_label("Age").fill("44")
    app.get_by_text("Female", exact=True).click()
    app.get_by_label("Where do you live?").select_option("GB")
    app.get_by_role("button", name="Go on").click()
    app.locator("h1", has_text="Three questions that decide whether magnesium is safe").wait_for()
    for name in ("kidneys", "medicines", "illnesses"):
        app.locator(f"input[name={name}][value=no]").check()
    app.get_by_role("button", name="See my answer").click()
    app.get_by_role("link", name="Food").first.wait_for()


def eat(app, words):
    """One food by words, kept."""
    app.get_by_role("link", name="Food").first.click()
    app.locator("#words").fill(words)
    app.locator("#words").press("Escape")
    app.locator("#add button:has-text('Add')").click()
    app.locator(".done").wait_for()


def test_the_first_page_needs_no_script_and_is_light(host, playwright_, profile):
    context = profile(fresh=True, java_script_enabled=False)
    page = context.new_page()
    page.goto(host.address)
    assert page.locator("h1").inner_text().endswith("?")
    assert page.locator(".lead").first.inner_text(), "the general answer"
    assert page.locator("#first-h ~ details").count() == 7, "six questions, and what to say"
    page.locator("summary", has_text="between your legs").click()
    assert page.get_by_text("emergency", exact=False).first.is_visible()
    weight = (SITE / "index.html").stat().st_size
    assert weight <= MOST_BYTES, weight


def test_the_first_visit_says_what_it_loads_and_how_far_it_is(visited):
    _, seen = visited
    said = float(re.search(r"([0-9.]+) MB", seen["said"])[1])
    sent = seen["sent"] / 1e6
    assert sent <= said < sent + 0.2, "no less than is sent was said, and not much more"
    assert sent < MOST_MEGABYTES
    assert any(re.fullmatch(r"Loading: [0-9.]+ of [0-9.]+ MB[.]", words) for words in seen["words"]), seen["words"]
    assert seen["start"] == "whole"
    assert seen["memory"] + seen["laid by"] < MOST_MEMORY, "two Pythons, while one is laid by"


def test_a_person_is_kept_without_a_network_and_nothing_is_asked_elsewhere(host, profile):
    context = profile()
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(host.address)
    app = running(page)
    host.stop()
    person(app)
    eat(app, "handful of almonds")
    asked = list(context.asked)
    assert context.cookies() == []
    context.close()

    again = profile()
    page = again.new_page()
    page.goto(host.address)  # the host is gone: the browser's own copy answers
    app = running(page)
    app.get_by_role("link", name="Food").first.click()
    expect(app.locator(".foods > li")).to_have_count(1)
    assert urlsplit(page.url).path.startswith("/p/"), "the person of before is there"
    assert page.evaluate("document.body.dataset.start") == "quick", "from the memory that the first visit laid by"
    assert memory(page) < MOST_MEMORY
    nobody_else(host, asked + again.asked)
    assert not faults


def memory(page):
    """The most that the WebAssembly behind the page ever held [bytes]: its memory never shrinks."""
    (worker,) = page.workers
    return worker.evaluate("inside()._module.HEAP8.length")


def nobody_else(host, asked):
    """All requests went to the host of the site."""
    assert {urlsplit(url).netloc for url in asked if url.startswith("http")} == {urlsplit(host.address).netloc}


def test_axe_finds_nothing_while_it_starts_and_with_the_note_on_keeping(host, profile):
    page = profile(viewport={"width": 390, "height": 844}).new_page()
    page.goto(host.address)
    page.locator("#bar").wait_for()
    assert Axe().run(page).violations_count == 0
    page.wait_for_selector("body.running")
    page.get_by_role("button", name="Understood").wait_for()
    assert Axe().run(page).violations_count == 0


def test_a_saved_file_brings_a_deleted_record_back_with_the_same_bytes(host, profile, tmp_path):
    context = profile()
    page = context.new_page()
    page.goto(host.address)
    app = running(page)
    person(app)
    eat(app, "2 eggs")
    before = saved(page, tmp_path / "before.zip")
    page.evaluate("indexedDB.databases().then(all => all.forEach(one => indexedDB.deleteDatabase(one.name)))")
    page.goto(host.address)  # closing the page closes the record: now it is gone
    app = running(page)
    app.get_by_role("link", name="I saved my record as a file").click()
    app.locator("#file").set_input_files(tmp_path / "before.zip")
    app.get_by_role("button", name="Bring it back").click()
    app.get_by_role("link", name="Food").first.click()
    expect(app.locator(".foods > li")).to_have_count(1)
    assert saved(page, tmp_path / "after.zip") == before


def saved(page, file):
    """The bytes of everything as one file, as a person saves it."""
    app = page.frame_locator("#app")
    app.get_by_role("link", name="Me", exact=True).first.click()
    with page.expect_download() as coming:
        app.get_by_role("link", name="Export everything").click()
    coming.value.save_as(file)
    return file.read_bytes()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_the_first_page(host, profile, width, scheme):
    page = profile(fresh=True, viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
    page.goto(host.address)
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
