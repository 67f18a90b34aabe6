"""Articles, plans, trials, evidence, the model and the doctor's page in a real browser; axe on every page of them."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browser.test_web_app import PHONE, opened, server, somebody, state  # noqa: F401 (fixtures)

pytestmark = pytest.mark.browser

DIARY = Path(__file__).parents[2] / "examples" / "person.csv"
ARTICLE = "Magnesium cures back pain. Take it until your stools are loose. Magnesium is safe in kidney disease."
TABLE = "study,yi,sei\na,-0.5,0.2\nb,-0.1,0.3\nc,0.2,0.25\n"
GESTURES = 3  # for a day of the trial
PAGES = ("plan", "trial", "trial/plan", "article", "evidence", "evidence/migraine", "pool", "works", "doctor")


@pytest.fixture(scope="module")
def ready(chromium, server, state):  # noqa: F811
    """Somebody with every safety question answered, nothing written yet."""
    context = chromium.new_context(storage_state=state)
    page = context.new_page()
    me = somebody(page, server[0])
    page.goto(f"{me}person")
    page.locator("#duration_weeks").fill("20")
    page.locator("#severity_nrs").fill("6")
    page.get_by_role("button", name=re.compile("Go on|Keep")).first.click()
    page.goto(f"{me}questions")
    page.get_by_role("button", name="No to all of them").click()
    page.goto(f"{me}health")
    page.locator("input[name=kidneys][value=no]").check()
    page.goto(f"{me}magnesium")
    page.get_by_role("button", name="I take none of these").click()
    context.close()
    return me


@pytest.mark.parametrize("script", [True, False])
def test_a_dangerous_sentence_comes_first(opened, server, script):  # noqa: F811
    page = opened(script=script)
    page.set_default_timeout(60_000)
    page.goto(f"{server[0]}article")
    page.locator("#text").fill(ARTICLE)
    page.get_by_role("button", name="Check it").click()
    first = page.locator(".verdicts > li").first
    expect(first).to_contain_text("Dangerous if believed")
    first.get_by_role("link", name=re.compile("in the text")).click()
    expect(page).to_have_url(re.compile("#m[^#]*$"))
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as one page").click()
    assert saved.value.suggested_filename == "checked-article.html"


def test_a_pasted_table_is_pooled_and_a_fault_keeps_it(opened, server):  # noqa: F811
    page = opened()
    page.set_default_timeout(60_000)
    page.goto(f"{server[0]}pool")
    page.locator("#table").fill("study,yi\na,1\n")
    page.locator("#measure").select_option("gen")
    page.get_by_role("button", name="Pool them").click()
    expect(page.locator("#faults")).to_be_visible()
    expect(page.locator("#table")).to_have_value(re.compile("^study,yi"))
    page.locator("#table").fill(TABLE)
    page.get_by_role("button", name="Pool them").click()
    expect(page.get_by_text("dolomite pool studies.csv --measure gen")).to_be_visible()


def test_a_trial_is_planned_begun_and_logged_in_three_gestures(opened, ready, chromium):  # noqa: F811
    page = opened()
    page.set_default_timeout(60_000)
    page.goto(f"{ready}trial")
    expect(page.locator("header .lead")).to_contain_text("cannot tell")
    page.locator("#points").fill("2")
    for name, value in {"how": "helper", "pairs": "3", "prescribed": "no", "new_treatment": "no"}.items():
        page.locator(f"input[name={name}][value='{value}']").check(force=True)
    page.get_by_role("button", name="Work it out").click()
    page.get_by_role("button", name="Start today").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save labels and list").click()
    assert saved.value.suggested_filename == "for-the-helper.zip"
    page.get_by_role("button", name="My helper has it: remove it here").click()
    gestures = [
        lambda: page.locator("input[name=pain][value='5']").check(force=True),
        lambda: page.get_by_role("button", name="Save").click(),
    ]
    for gesture in gestures:
        gesture()
    assert len(gestures) <= GESTURES
    expect(page.get_by_text("Today is written down")).to_be_visible()
    expect(page.get_by_text("Practice.")).to_have_count(0)


def recent(path, folder):
    """The same diary with its last day yesterday, so that a plan made today rests on it."""
    words, day = path.read_text(), r"^\d{4}-\d\d-\d\d"
    days = sorted(set(re.findall(day, words, flags=re.MULTILINE)), reverse=True)
    later = {one: f"{date.today() - timedelta(days=back)}" for back, one in enumerate(days, start=1)}
    words = re.sub(day, lambda found: later[found.group()], words, flags=re.MULTILINE)
    file = folder / "recent.csv"
    file.write_text(words)
    return file


def eating(page, server, folder):  # noqa: F811
    """Somebody with the example's diary up to yesterday."""
    page.set_default_timeout(60_000)
    me = somebody(page, server[0], age="51")
    page.goto(f"{me}questions")
    page.get_by_role("button", name="No to all of them").click()
    page.goto(f"{me}import")
    page.locator("#file").set_input_files(recent(DIARY, folder))
    page.get_by_role("button", name="Look at it").click()
    page.get_by_role("button", name="Bring it in").click()
    return me


def test_a_plan_is_begun_eaten_from_and_taken_back_by_keyboard_alone(opened, server, tmp_path):  # noqa: F811
    page = opened()
    me = eating(page, server, tmp_path)
    page.goto(f"{me}food")
    page.get_by_role("main").get_by_role("link", name="The smallest change").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Start a plan today").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="From your plan")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()[:1500]
    page.get_by_role("button", name=re.compile("Undo|Take .*back")).first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="From your plan")).to_have_count(0)


def test_food_that_is_refused_is_gone_from_the_plan(opened, server, tmp_path):  # noqa: F811
    page = opened()
    me = eating(page, server, tmp_path)
    page.goto(f"{me}plan")
    first = page.get_by_role("button", name=re.compile("I'd never eat that")).first
    food = first.get_attribute("aria-label").partition(": ")[2]
    first.click()
    expect(page.get_by_role("button", name=f"Allow {food} again")).to_be_visible()


def test_the_sheet_for_the_doctor_prints_on_one_page(opened, ready, tmp_path):  # noqa: F811
    page = opened(size={"width": 1280, "height": 900})
    page.set_default_timeout(60_000)
    page.goto(f"{ready}doctor")
    page.locator("#asks").fill("May I try 200 mg?")
    page.get_by_role("button", name="Put it on the sheet").click()
    expect(page.get_by_text("May I try 200 mg?").last).to_be_visible()
    paper = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1


def test_the_palette_leads_there_by_keyboard(opened, ready):  # noqa: F811
    page = opened(size={"width": 1280, "height": 900})
    page.set_default_timeout(60_000)
    page.goto(f"{ready}food")
    page.keyboard.press("Control+k")
    page.keyboard.type("doctor")
    page.keyboard.press("Enter")
    page.wait_for_url("**/doctor")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_is_too_wide(opened, ready, width, scheme):  # noqa: F811
    page = opened(size={"width": width, "height": PHONE["height"]}, scheme=scheme)
    for place in PAGES:
        page.goto(f"{ready}{place}", timeout=60_000)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found = Axe().run(page)
        assert found.violations_count == 0, (place, found.generate_report()[:1500])
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place
