"""Every page on paper, by a walk of the route table: nothing of the frame, nothing cut, no empty sheet."""

import io
import re
from datetime import timedelta
from pathlib import Path

import pytest
from pypdf import PdfReader

from browser.test_trial_in_made_up_time import Turned
from server.conftest import HOST, ORIGIN

pytestmark = pytest.mark.browser

DIARY = Path(__file__).parents[2] / "examples" / "person.csv"
SHEET = 673  # px: A4 without its margins
FEW_WORDS = 12  # less than that on a sheet after the first is a sheet for nothing
MOST = {"report": 12, "evidence/low_back_chronic": 5}  # sheets; three for any other page
ONLY_ON_SCREEN = "nav.places, .foot, .skip, :not(.print) > button, .noprint, form:not(.print) *"
SEEN = "all => all.filter(one => one.checkVisibility()).map(one => one.outerHTML.slice(0, 90))"
WIDE = """(all, most) => all.filter(one => one.checkVisibility() && one.getBoundingClientRect().right > most + 1)
  .map(one => one.outerHTML.slice(0, 90))"""
NO_PAGES = re.compile(r"/static/|\.zip$|\.ics$|\.csv$|\.pdf$|\.ico$|/find|^/api/|/curves$|/now$")


@pytest.fixture(scope="module")
def eaten(tmp_path_factory):
    """The app of somebody with a week of food, and a browser's page on it."""
    made = Turned(tmp_path_factory.mktemp("printed"))
    app, days = made.app, DIARY.read_text()
    for back, day in enumerate(sorted(set(re.findall(r"^\d{4}-\d\d-\d\d", days, flags=re.MULTILINE)), reverse=True)):
        days = days.replace(day, f"{app.at.date() - timedelta(days=back)}")

    def bring():
        sent = app.ask("POST", f"/p/{app.id}/import", files={"file": ("diary.csv", days.encode(), "text/csv")})
        form = dict(re.findall(r'name="(uid|file)" value="([^"]+)"', sent.text))
        assert app.ask("POST", f"/p/{app.id}/import/keep", data=form).status_code == 303

    made.do(bring)
    yield made
    made.do(app.desk.store.close)
    made.one.shutdown()


def pages(app):
    return sorted({path for method, path in app.routes() if method == "GET" and not NO_PAGES.search(path)})


def printed(page):
    return [sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]


def test_every_page_prints_without_the_frame_uncut_and_on_sensible_sheets(eaten, chromium):
    context = chromium.new_context(viewport={"width": SHEET, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.route(f"http://{HOST}/**", eaten.answer)
    wrong = {}
    walked = eaten.do(lambda: pages(eaten.app))
    assert len(walked) > 30
    for path in walked:
        page.emulate_media(media="screen")
        page.goto(f"{ORIGIN}{path}")
        page.emulate_media(media="print")
        name = path.removeprefix(f"/p/{eaten.app.id}/").strip("/")
        if seen := page.locator(ONLY_ON_SCREEN).evaluate_all(SEEN):
            wrong[f"{path} shows"] = seen[:3]
        if wide := page.locator("body *:not(svg *, .away)").evaluate_all(WIDE, SHEET):
            wrong[f"{path} is cut"] = wide[:3]
        sheets = printed(page)
        if len(sheets) > MOST.get(name, 3):
            wrong[f"{path} sheets"] = len(sheets)
        if thin := [n for n, text in enumerate(sheets, start=1) if n > 1 and len(text.split()) < FEW_WORDS]:
            wrong[f"{path} has next to nothing on sheet"] = thin
        if not sheets[0].split():
            wrong[f"{path} prints nothing"] = 0
    context.close()
    assert wrong == {}, "\n".join(f"{what}: {why}" for what, why in wrong.items())
