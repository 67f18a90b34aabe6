"""The web app in a real browser: a day's tasks by mouse, by keyboard and without script; axe on every page."""

import re
import subprocess
import sys
from datetime import date, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

CRONOMETER = (
    "Day,Group,Food Name,Amount,Energy (kcal),Magnesium (mg),Category\n"
    "{day},Breakfast,Oat bran,40.00 g,98,94,Cereals\n{day},Lunch,Lentil soup,300.00 g,160,40,Soups\n"
)
PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
MOST_BYTES = 60 * 1024  # Answer and Food, with style and script


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server of our own with an empty record; gives its address, and a code for each new browser."""
    folder = tmp_path_factory.mktemp("record")
    words = [sys.executable, "-m", "dolomite", "serve", "--port", "8441", "--no-open", "--data", str(folder)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    lines = []
    while not any("Ctrl-C" in line for line in lines):
        lines.append(process.stdout.readline())
    address, token = re.search(r"(http://localhost:\d+/)#(\S+)", "".join(lines)).groups()
    yield address, token
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture(scope="module")
def state(chromium, server):
    """A signed-in browser's cookies, got by the launch token; the token is gone from the address afterwards."""
    address, token = server
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{address}#{token}")
    page.get_by_role("link", name="My back hurts").wait_for()
    page.goto(f"{address}start")
    expect(page.locator("h1")).to_have_text(re.compile("^Does magnesium"))
    assert "#" not in page.url
    held = context.storage_state()
    context.close()
    return held


@pytest.fixture
def opened(chromium, state):
    """Open a page with the session; whatever the browser complains of fails the test."""
    contexts, complaints = [], []

    def make(*, size=PHONE, scheme="light", script=True):
        context = chromium.new_context(
            viewport=size, color_scheme=scheme, storage_state=state, java_script_enabled=script
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.on("console", lambda message: complaints.append(message.text) if _matters(message) else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield make
    for context in contexts:
        context.close()
    assert complaints == []


def _matters(message):
    """An error, and not merely that a page was answered with a status of its own (404, 422)."""
    return message.type == "error" and not message.text.startswith("Failed to load resource")


def somebody(page, address, *, age="42", sex="Female"):
    """The first minute: six checks, about you, three questions, the answer. Gives the person's address."""
    page.goto(f"{address}start")
    page.get_by_role("link", name="My back hurts").click()
    page.get_by_role("button", name="None of these").click()
    page.get_by_text(sex, exact=True).click()
    page.get_by_label("Age").fill(age)
    page.get_by_label("Where do you live?").select_option("GB")
    page.get_by_label("What kind of pain?").select_option("low_back")
    page.get_by_role("button", name="Go on").click()
    for name in ("kidneys", "medicines", "illnesses"):
        page.locator(f"input[name={name}][value=no]").check()
    page.get_by_role("button", name="See my answer").click()
    page.wait_for_url(re.compile(r"/answer(\?|$)"))
    return page.url.partition("?")[0].removesuffix("answer")


@pytest.fixture(scope="module")
def mine(chromium, server, state):
    """A person with two days of food, once for all tests that only look."""
    context = chromium.new_context(storage_state=state)
    page = context.new_page()
    me = somebody(page, server[0])
    yesterday = (date.today() - timedelta(days=1)).isoformat()
    for day, words in ((yesterday, "bowl of porridge"), (yesterday, "handful of almonds"), ("", "2 eggs")):
        page.goto(f"{me}food?day={day}")
        page.locator("#meal").select_option("breakfast")
        page.locator("#words").fill(words)
        page.locator("#words").press("Escape")
        page.locator("#add button:has-text('Add')").click()
        page.wait_for_selector(".done")
    context.close()
    return me


def test_a_yes_is_a_page_of_its_own_with_the_number_and_no_way_to_a_dose(opened, server):
    page = opened()
    page.goto(f"{server[0]}start/checks")
    page.get_by_role("button", name=re.compile("New trouble with peeing")).click()
    expect(page).to_have_url(re.compile("/now$"))
    expect(page.locator("a[href^='tel:']").first).to_be_visible()
    expect(page.locator("nav.places")).to_have_count(0)
    assert "mg" not in page.locator("main").inner_text() and page.locator("a[href*=magnesium]").count() == 0
    assert page.locator(".call").first.bounding_box()["y"] < PHONE["height"], "the number is on the first screen"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_on_an_emergency_and_on_faults_of_a_form(opened, server, width, scheme):
    page = opened(size={"width": width, "height": 900}, scheme=scheme)
    page.goto(f"{server[0]}start/checks")
    page.get_by_role("button", name=re.compile("New trouble with peeing")).click()
    expect(page).to_have_url(re.compile("/now$"))
    assert (found := Axe().run(page)).violations_count == 0, found.generate_report()[:1500]
    page.goto(f"{server[0]}start/checks")
    page.get_by_role("button", name="None of these").click()
    page.get_by_label("Age").fill("two hundred")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#faults")).to_be_focused()
    assert (found := Axe().run(page)).violations_count == 0, found.generate_report()[:1500]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_food_is_kept_in_few_gestures(opened, mine):
    page = opened()
    page.goto(f"{mine}food")
    before = page.locator(".foods > li").count()
    page.locator("#words").type("banan", delay=20)  # type, Enter, Enter
    page.wait_for_selector("[role=option]")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_selector(".done")
    expect(page.locator(".foods > li")).to_have_count(before + 1)
    page.locator(".done button").click()  # one to undo
    page.wait_for_selector(".done:has-text('Taken back')")
    expect(page.locator(".foods > li")).to_have_count(before)
    page.get_by_role("button", name="Almonds").first.click()  # one to repeat
    page.wait_for_selector(".done")
    expect(page.locator(".foods > li")).to_have_count(before + 1)
    page.locator(".done button").click()
    page.wait_for_selector(".done:has-text('Taken back')")


def test_yesterdays_meal_in_one_press_and_back_in_one(opened, server):
    page = opened()
    me = somebody(page, server[0], age="50", sex="Male")
    yesterday = date.today() - timedelta(days=1)
    page.goto(f"{me}food?day={yesterday}")
    page.locator("#meal").select_option("lunch")
    page.locator("#words").fill("cheese sandwich")
    page.locator("#words").press("Escape")
    page.locator("#add button:has-text('Add')").click()
    page.wait_for_selector(".done")
    page.goto(f"{me}food")
    page.get_by_role("button", name=re.compile("Same as yesterday")).click()
    page.wait_for_selector(".done")
    expect(page.locator(".foods > li")).to_have_count(1)
    page.locator(".done button").click()
    page.wait_for_selector(".done:has-text('Taken back')")
    expect(page.locator(".foods > li")).to_have_count(0)


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(opened, server):
    page = opened()
    page.goto(f"{server[0]}start/checks")
    page.get_by_role("button", name="None of these").click()
    page.get_by_label("Age").fill("two hundred")
    page.get_by_role("button", name="Go on").click()
    expect(page.locator("#age")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#age")).to_have_value("two hundred")
    expect(page.locator("#faults")).to_be_focused()


def test_a_medicine_a_label_and_a_supplement(opened, server):
    page = opened()
    me = somebody(page, server[0])
    page.goto(f"{me}magnesium")
    page.locator("#name").type("doxycyc", delay=20)
    page.wait_for_selector("#medicines [role=option]")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.wait_for_selector(".done")
    expect(page.locator("#medicines")).to_contain_text("understood as doxycycline")
    page.locator("#label").fill("Magnesium citrate 500 mg (providing 80 mg magnesium) per capsule")
    page.get_by_role("button", name="Read it").click()
    expect(page.locator("#label-reader")).to_contain_text("80.0 mg of magnesium")
    expect(page.locator("#mg")).to_have_value("80.0")
    page.locator("#label-reader form").last.get_by_role("button", name="Add").click()
    page.wait_for_selector(".done")
    expect(page.locator("main")).to_contain_text("80 mg")


def test_a_file_comes_in_and_goes_in_one_step(opened, server, tmp_path):
    file = tmp_path / "servings.csv"
    file.write_text(CRONOMETER.format(day=(date.today() - timedelta(days=3)).isoformat()))
    page = opened()
    me = somebody(page, server[0])
    page.goto(f"{me}import")
    page.set_input_files("#file", str(file))
    page.get_by_role("button", name="Look at it").click()
    expect(page.locator("main")).to_contain_text("2, of which 2 have a known value")
    page.get_by_role("button", name="Bring it in").click()
    page.wait_for_selector(".done")
    expect(page.locator(".foods > li")).to_have_count(2)
    page.locator(".done button").click()
    page.wait_for_selector(".done:has-text('Taken back')")
    expect(page.locator(".foods > li")).to_have_count(0)


def test_back_up_restore_and_delete(opened, server):
    page = opened()
    me = somebody(page, server[0], age="61")
    page.goto(f"{me}me")
    page.get_by_label("Call this person").fill("Erika")
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("button", name="Back up now").click()
    page.get_by_role("button", name="Restore it").wait_for()
    page.get_by_label("Call this person").fill("Somebody else")
    page.get_by_role("button", name="Keep").click()
    page.get_by_role("button", name="Restore it").click()
    page.goto(f"{me}me")
    expect(page.locator("h1")).to_have_text("Erika")
    page.get_by_text("Delete this person, or everything").click()
    page.get_by_text("Erika and every entry").click()
    page.get_by_role("button", name="Delete for ever").click()
    expect(page.locator("main")).to_contain_text("Nothing was deleted")
    page.locator("#confirm").fill("delete")
    page.get_by_text("Erika and every entry").click()
    page.get_by_role("button", name="Delete for ever").click()
    assert page.goto(f"{me}me").status == 404


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_everything_works_without_script(opened, server, size):
    page = opened(size=size, script=False)
    me = somebody(page, server[0], age="38", sex="Male")
    page.goto(f"{me}food")
    page.locator("#words").fill("handful of almonds")
    page.locator("#add button").first.click()
    expect(page.locator(".foods > li")).to_have_count(1)
    page.locator(".done button").click()
    expect(page.locator(".foods > li")).to_have_count(0)
    page.goto(f"{me}magnesium")
    page.locator("#name").fill("omeprazole")
    page.locator("#medicines .adder button").click()
    expect(page.locator("#medicines")).to_contain_text("understood as omeprazole")
    page.goto(f"{me}me/history")
    expect(page.locator("main li").nth(3)).to_be_visible()  # four entries at least


def test_the_keyboard_alone(opened, mine):
    page = opened(size=WIDE)
    page.goto(f"{mine}answer")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Control+k")
    page.keyboard.type("food")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/food$"))
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "words":
            break
    page.keyboard.type("2 oranges")
    page.keyboard.press("Enter")
    page.wait_for_selector(".done")
    expect(page.locator("#words"), "the field is ready for the next food").to_be_focused()
    page.get_by_role("button", name="Undo").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".done:has-text('Taken back')")


PAGES = (
    "answer", "report", "food", "food?q=almond", "enough", "magnesium", "me", "me/history", "person", "health",
    "questions", "checks", "import", "rough", "body", "food/own",
)  # fmt: skip
COMMON = ("start", "start/checks", "about/this", "about/accessibility", "about/notices", "about/help")
ALSO = ("devices", "api/v1", "nowhere")  # the guards' page, that for programs, and an error


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(opened, server, mine, width, scheme):
    page = opened(size={"width": width, "height": 900}, scheme=scheme)
    addresses = [f"{mine}{one}" for one in PAGES] + [f"{server[0]}{one}" for one in (*COMMON, *ALSO)]
    addresses += [f"{server[0]}p/sample/{one}" for one in ("answer", "food", "magnesium")]
    found = {}
    for address in addresses:
        page.goto(address)
        page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
        seen = Axe().run(page)
        if seen.violations_count:
            found[address] = seen.generate_report()
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found[f"{address} is too wide"] = page.evaluate("document.documentElement.scrollWidth")
    assert found == {}


@pytest.mark.parametrize("place", ["answer", "food"])
def test_pages_are_light(chromium, state, mine, place):
    context = chromium.new_context(storage_state=state)
    page = context.new_page()
    sizes = {}
    page.on("response", lambda answer: sizes.setdefault(answer.url, len(answer.body())))
    page.goto(f"{mine}{place}")
    page.wait_for_load_state("networkidle")
    assert sum(sizes.values()) < MOST_BYTES, sizes
    assert all(url.startswith(mine.partition("/p/")[0]) for url in sizes), "nothing is asked of anybody else"
    context.close()


def test_a_killed_server_loses_nothing_that_was_acknowledged(chromium, tmp_path):
    words = [sys.executable, "-m", "dolomite", "serve", "--port", "8471", "--no-open", "--data", str(tmp_path)]

    def start():
        process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        lines = []
        while not any("Ctrl-C" in line for line in lines):
            lines.append(process.stdout.readline())
        return process, *re.search(r"(http://localhost:\d+/)#(\S+)", "".join(lines)).groups()

    process, address, token = start()
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{address}#{token}")
    page.wait_for_selector("text=My back hurts")
    me = somebody(page, address)
    page.goto(f"{me}food")
    page.locator("#words").fill("handful of almonds")
    page.locator("#words").press("Escape")
    page.locator("#add button:has-text('Add')").click()
    page.wait_for_selector(".done")
    process.kill()
    process.wait()
    process, again, _ = start()
    if again == address:
        page.goto(f"{me}food")  # the session outlived it, too
        expect(page.locator(".foods > li")).to_have_count(1)
    process.terminate()
    process.wait()
    context.close()
    assert again == address
