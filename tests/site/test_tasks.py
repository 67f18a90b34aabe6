"""The tasks of the web app inside a browser, without a network; tabs that are closed; a newer edition."""

import contextlib
import random
import re
import shutil
import sys
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import TimeoutError as Unseen
from playwright.sync_api import expect
from tests.site.conftest import ROOT, SITE, Served
from tests.site.test_site import MOST_MEMORY, eat, memory, nobody_else, person, running

pytestmark = pytest.mark.browser
CRONOMETER = (
    "Day,Group,Food Name,Amount,Energy (kcal),Magnesium (mg),Category\n"
    "{day},Breakfast,Oat bran,40.00 g,98,94,Cereals\n{day},Lunch,Lentil soup,300.00 g,160,40,Soups\n"
)
STATES = (
    *("answer", "food", "enough", "magnesium", "me", "health", "body", "import", "report", "person", "questions"),
    *("rough", "works", "plan", "trial", "doctor", "article", "evidence", "pool", "record", "food/own", "me/history"),
)


def frame_of(page):
    """The app's frame, for going to an address in it."""
    (found,) = [one for one in page.frames if one.parent_frame is not None]
    return found


def test_the_tasks_without_a_network(host, profile, tmp_path):
    context = profile()
    page = context.new_page()
    page.goto(host.address)
    app = running(page)
    host.stop()
    frame = frame_of(page)

    frame.goto(f"{host.address}/start/checks")  # an emergency
    app.get_by_role("button", name=re.compile("New trouble with peeing")).click()
    expect(app.locator("a[href^='tel:']").first).to_be_visible()
    frame.goto(f"{host.address}/start")
    person(app)  # the first answer
    me = re.match(r".*/p/\w+/", frame.url)[0]

    frame.goto(f"{me}magnesium")  # a medicine
    app.locator("#name").fill("omeprazole")
    app.locator("#name").press("Escape")
    app.locator("#medicines .adder button").click()
    expect(app.locator("#medicines")).to_contain_text("understood as omeprazole")

    frame.goto(f"{me}food?day={date.today() - timedelta(days=1)}")  # days in words, one of them copied
    app.locator("#words").fill("2 eggs")
    app.locator("#words").press("Escape")
    app.locator("#add .adder button").click()
    expect(app.locator(".foods > li")).to_have_count(1)
    frame.goto(f"{me}food")
    app.get_by_role("button", name=re.compile("Same as yesterday")).first.click()
    expect(app.locator(".foods > li")).to_have_count(1)
    app.locator("#words").fill("some cheesy rye thing")
    app.locator("#words").press("Escape")
    app.locator("#add .adder button").click()
    expect(app.locator(".foods > li")).to_have_count(2)
    confirm = app.get_by_role("button", name=re.compile("Yes, this"))
    confirm.click()
    expect(confirm).to_have_count(0)

    file = tmp_path / "servings.csv"  # a file, and back
    file.write_text(CRONOMETER.format(day=(date.today() - timedelta(days=40)).isoformat()))
    frame.goto(f"{me}import")
    app.locator("#file").set_input_files(file)
    app.get_by_role("button", name="Look at it").click()
    app.get_by_role("button", name="Bring it in").click()
    expect(app.locator(".foods > li")).to_have_count(2)
    app.locator(".done button").click()
    expect(app.locator(".foods > li")).to_have_count(0)

    frame.goto(f"{me}enough")
    expect(app.locator("main")).to_contain_text("mg")
    frame.goto(f"{me}body")
    app.locator("#weight").fill("11 st 3 lb")
    app.get_by_role("button", name="Keep", exact=True).click()
    expect(app.locator(".done")).to_be_visible()

    found = {}
    for state in STATES:
        frame.goto(f"{me}{state}")
        frame.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        seen = Axe().run(frame)
        if seen.violations_count:
            found[state] = seen.generate_report()
    assert found == {}

    frame.goto(f"{me}me")  # a backup, and back to it
    app.get_by_role("button", name="Back up now").click()
    expect(app.get_by_role("button", name="Restore it").first).to_be_visible()
    app.get_by_label("Call this person").fill("Somebody else")
    app.locator("form[action$='/name'] button").click()
    expect(app.locator("h1")).to_have_text("Somebody else")
    app.get_by_role("button", name="Restore it").first.click()
    expect(app.locator("h1")).not_to_have_text("Somebody else")

    frame.goto(f"{host.address}/start/checks")  # a second person, then all deleted
    app.get_by_role("button", name="None of these").click()
    expect(app.get_by_label("Age")).to_be_visible()
    frame.goto(f"{me}me")
    app.get_by_text("Delete this person, or everything").click()
    app.locator("input[name=whom][value=everybody]").check(force=True)
    app.locator("#confirm").fill("delete")
    app.get_by_role("button", name="Delete for ever").click()
    expect(app.locator("h1")).to_contain_text("magnesium")
    assert frame.goto(f"{me}me").status == 404
    nobody_else(host, context.asked)
    assert memory(page) < MOST_MEMORY, "after every page and every task"


def test_a_tab_closed_at_any_moment_loses_nothing_that_was_acknowledged(host, profile):
    context, chance = profile(), random.Random(23)
    page = context.new_page()
    page.goto(host.address)
    app = running(page)
    person(app)
    sure = 0
    for sent, wait in enumerate((None, 0, chance.randrange(150), chance.randrange(400)), start=1):
        app.get_by_role("link", name="Food").first.click()
        app.locator("#words").fill("2 eggs")
        app.locator("#words").press("Escape")
        if wait is None:
            app.locator("#add button:has-text('Add')").click()
            app.locator(".done").wait_for()
            sure += 1  # it was acknowledged
        else:
            frame_of(page).evaluate("setTimeout(() => document.querySelector('#add .adder button').click(), 0)")
            page.wait_for_timeout(wait)
        page.close()
        page = context.new_page()
        page.goto(host.address)
        app = running(page)
        app.get_by_role("link", name="Food").first.click()
        app.locator("#words").wait_for()
        kept = app.locator(".foods > li").count()
        assert sure <= kept <= sent
        sure = kept  # what was shown counts as acknowledged


def test_a_newer_edition_is_told_and_never_taken_in_the_middle_of_an_entry(host, port, profile, tmp_path, monkeypatch):
    context = profile()
    page = context.new_page()
    page.goto(host.address)
    app = running(page)
    person(app)
    eat(app, "2 eggs")
    before = page.evaluate("fetch('/build').then(answer => answer.text())")
    app.locator("#words").fill("half a thought")
    host.stop()
    newer = tmp_path / "newer"
    shutil.copytree(SITE, newer)
    (newer / "site.css").write_text((newer / "site.css").read_text() + "/* newer */\n")
    (newer / "sw.js").unlink()
    monkeypatch.syspath_prepend(str(ROOT / "tools" / "site"))
    sys.modules.pop("build", None)
    import build

    build.listed(newer)
    served = Served(port, newer)
    told = page.get_by_role("button", name="Use it now")
    for _ in range(20):  # a look of the browser's own that began before may still end, and is taken for ours
        page.evaluate("navigator.serviceWorker.getRegistration().then(one => one.update()).catch(() => null)")
        with contextlib.suppress(Unseen):
            told.wait_for(timeout=3_000)
            break
    told.wait_for()
    assert app.locator("#words").input_value() == "half a thought"
    assert Axe().run(page).violations_count == 0, "with the note of a newer edition"
    assert page.evaluate("fetch('/build').then(answer => answer.text())") == before
    told.click()
    page.wait_for_function("before => fetch('/build').then(a => a.text()).then(now => now !== before)", arg=before)
    app = running(page)
    app.get_by_role("link", name="Food").first.click()
    expect(app.locator(".foods > li")).to_have_count(1)
    served.stop()
