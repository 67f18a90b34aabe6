"""With a clock turned by hand: a trial from its plan to its result in a real browser, axe on it; impossible wishes."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from dolomite.app import trial_place
from server.conftest import HOST, ORIGIN
from server.test_evidence_and_plan import LITTLE, eaten
from server.test_trial_pages import PLAN, Clocked

pytestmark = pytest.mark.browser


class Turned:
    """The app with a clock turned by hand, shown by a browser: each request is answered in a thread of its own."""

    def __init__(self, folder):
        self.one = ThreadPoolExecutor(1)
        self.app = self.do(lambda: Clocked(folder))

    def do(self, work):
        return self.one.submit(work).result()

    def answer(self, route):
        asked = route.request
        path = asked.url.removeprefix(ORIGIN)
        headers = {"content-type": asked.headers["content-type"]} if "content-type" in asked.headers else {}
        got = self.do(
            lambda: self.app.ask(asked.method, path, headers=headers, content=asked.post_data_buffer, follow=True)
        )
        route.fulfill(status=got.status_code, headers=dict(got.headers), body=got.content)

    def log(self, first, last, pain):
        def work():
            for number in range(first, last + 1):
                self.app.day(number)
                assert self.app.post("/day", pain=pain(number)).status_code == 303

        self.do(work)


@pytest.fixture
def turned(tmp_path, chromium, monkeypatch):
    monkeypatch.setattr("dolomite.trial.power.TRIALS", 4)
    monkeypatch.setattr("dolomite.trial.power.SEQUENCES", 1)
    monkeypatch.setattr("dolomite.report.pdf.from_html", lambda page: b"%PDF-1.4")
    made = Turned(tmp_path)
    context = chromium.new_context()
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.route(f"http://{HOST}/**", made.answer)
    yield made, page
    context.close()
    made.do(made.app.desk.store.close)
    made.one.shutdown()


def result(turned, pain):
    """Plan, begin, log every day, guess, open the seal: all that the page asks, by its buttons."""
    made, page = turned
    page.goto(f"{ORIGIN}{made.app.url}")
    page.locator("#points").fill(PLAN["points"])
    for name in ("how", "pairs", "prescribed", "new_treatment"):
        page.locator(f"input[name={name}][value='{PLAN[name]}']").check(force=True)
    page.get_by_role("button", name="Work it out").click()
    page.get_by_role("button", name="Start today").click()
    page.locator("input[name=pain][value='7']").check(force=True)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Today is written down")).to_be_visible()
    known = made.do(lambda: trial_place.standing(made.app.desk.data, made.app.id, None, on=made.app.at.date()))
    made.log(2, known.days, pain)
    made.do(lambda: made.app.day(known.days + 1))
    page.goto(f"{ORIGIN}{made.app.url}")
    expect(page.get_by_role("heading", name="All days are over")).to_be_visible()
    for period in range(1, 7):
        expect(page.get_by_role("heading", name=f"What do you think period {period} was?")).to_be_visible()
        page.locator("form[action$='/guess'] button").first.click()
    page.get_by_role("button", name="Open the seal").click()
    expect(page.get_by_role("link", name="The report as PDF")).to_be_visible()
    return page


def test_a_trial_from_plan_to_answer_and_axe_finds_nothing_on_it(turned):
    page = result(turned, lambda day: str(5 + day % 2))
    # Pain that goes up and down whatever is taken: which of the two it is, the order that was drawn decides.
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("This trial cannot tell|About the same"))
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 844})
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()[:1500]
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_wishes_that_cannot_all_hold_are_named_with_their_price(turned):
    made, page = turned
    made.do(lambda: eaten(made.app, LITTLE))
    page.goto(f"{ORIGIN}/p/{made.app.id}/plan")
    expect(page.get_by_role("heading", name="These cannot hold together")).to_be_visible()
    expect(page.get_by_text("What giving way would buy").first).to_be_visible()
