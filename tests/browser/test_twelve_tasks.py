"""The twelve tasks on a year of data and two people: by mouse on a phone, by keyboard alone, and with script off."""

import random
import re
import shutil
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta

import pytest
from playwright.sync_api import expect

from dolomite.app.snapshot import snapshot_of
from dolomite.food.table import Catalogue
from dolomite.store.opening import open_store
from dolomite.store.port import STORE, Draft, new_uid

pytestmark = pytest.mark.browser

CRONOMETER = (
    "Day,Group,Food Name,Amount,Energy (kcal),Magnesium (mg),Category\n"
    "{day},Breakfast,Oat bran,40.00 g,98,94,Cereals\n{day},Lunch,Lentil soup,300.00 g,160,40,Soups\n"
)
ANNA, BELA = "a" * 32, "b" * 32
FOODS = ("fndds:42100100", "fndds:63107010", "fndds:31101010", "fndds:71000100", "fndds:75111000")
WAYS = {
    "mouse": {"size": (390, 844), "script": True},
    "keyboard": {"size": (1280, 900), "script": True},
    "no script": {"size": (390, 844), "script": False},
}


class Hand:
    """One way to work the pages: a pointer, or keys alone on what the keyboard can reach."""

    def __init__(self, page, way):
        self.page, self.keys = page, way == "keyboard"

    def reach(self, where):
        expect(where).to_be_visible()
        where.focus()
        expect(where).to_be_focused()

    def press(self, where, key="Enter"):
        if self.keys:
            self.reach(where)
            self.page.keyboard.press(key)
        else:
            where.click()

    def tick(self, where):
        """A choice of several, whose input lies under its label."""
        if self.keys:
            where.focus()
            self.page.keyboard.press("Space")
        else:
            where.check(force=True)
        expect(where).to_be_checked()

    def write(self, where, text):
        if self.keys:
            self.reach(where)
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(text)
        else:
            where.fill(text)

    def done(self, says):
        expect(self.page.locator(".done")).to_contain_text(says)


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    """A record of two people and a year of three foods a day, pain and weight."""
    folder = tmp_path_factory.mktemp("year")
    store, catalogue, chance = open_store(folder / STORE), Catalogue.open(), random.Random(1)
    foods = [snapshot_of(found, catalogue) for identifier in FOODS if (found := catalogue.find(identifier)) is not None]
    utc, today = datetime.now(UTC), date.today()

    def draft(day, kind, data):
        return Draft(uid=new_uid(), day=day, kind=kind, data=data)

    for who, name, sex in ((ANNA, "Anna", "female"), (BELA, "Bela", "male")):
        keys = {"sex": sex, "age_years": "42", "country": "GB", "red_flags": [], "kidney": "unknown"}
        keys |= {"conditions": [], "medicines": []}
        drafts = [draft(today - timedelta(days=366), "person_changed", {"name": name, "keys": keys})]
        for n in range(1, 366):
            day = today - timedelta(days=n)
            for meal in ("breakfast", "lunch", "dinner"):
                grams = round(chance.uniform(30, 250))
                said = {"meal": meal, "food": "as usual", "amount": grams, "unit": "g", "grams_g": grams}
                drafts.append(draft(day, "food", said | {"snapshot": chance.choice(foods)}))
            drafts.append(draft(day, "pain", {"pain_nrs": chance.randrange(11)}))
            drafts.append(draft(day, "weight", {"weight_kg": round(chance.uniform(70, 72), 1)}))
        store.append(who, drafts, utc=utc)
    store.close()
    return folder


@pytest.fixture(params=["mouse", *(pytest.param(way, marks=pytest.mark.slow) for way in ("keyboard", "no script"))])
def house(request, chromium, year, tmp_path):
    """A server on a copy of that record, a page that is signed in, and a hand."""
    folder = tmp_path / "record"
    shutil.copytree(year, folder)
    words = [sys.executable, "-m", "dolomite", "serve", "--port", "8481", "--no-open", "--data", str(folder)]
    process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
    lines = []
    while not any("Ctrl-C" in line for line in lines):
        lines.append(process.stdout.readline())
    address = re.search(r"(http://localhost:\d+/)#", "".join(lines))[1]
    code = re.search(r"type this code there: (\S+)", "".join(lines))[1]
    way = WAYS[request.param]
    width, height = way["size"]
    context = chromium.new_context(viewport={"width": width, "height": height}, java_script_enabled=way["script"])
    page = context.new_page()
    page.set_default_timeout(30_000)
    page.goto(address)
    hand = Hand(page, request.param)
    hand.write(page.locator("input[name=code]"), code)
    hand.press(page.locator("main form button"))
    expect(page.locator("h1")).not_to_have_text(re.compile("code", re.IGNORECASE))
    yield page, address, hand
    context.close()
    process.terminate()
    process.wait(timeout=20)


def test_the_twelve_tasks(house, tmp_path):
    page, address, hand = house
    anna = f"{address}p/{ANNA}/"
    first_answer(page, hand, anna)
    medicine(page, hand, anna)
    words_copied_confirmed(page, hand, anna)
    file_and_back(page, hand, anna, tmp_path)
    enough(page, hand, anna)
    weight(page, hand, anna)
    second_person_and_emergency(page, hand, address)
    backed_up_restored_deleted(page, hand, address, anna)


def first_answer(page, hand, anna):
    page.goto(anna)
    expect(page).to_have_url(re.compile("/answer$"))
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("main section, main .card").first).to_be_visible()


def medicine(page, hand, anna):
    hand.press(page.get_by_role("link", name="Magnesium", exact=True).first)
    expect(page).to_have_url(re.compile("/magnesium$"))
    hand.write(page.locator("#name"), "omeprazole")
    page.keyboard.press("Escape")
    hand.press(page.locator("#medicines .adder button"))
    expect(page.locator("#medicines")).to_contain_text("understood as omeprazole")


def words_copied_confirmed(page, hand, anna):
    hand.press(page.get_by_role("link", name="Food", exact=True).first)
    expect(page).to_have_url(re.compile("/food$"))
    hand.press(page.get_by_role("button", name=re.compile("Same as yesterday")).first)  # copy yesterday
    expect(page.locator(".foods > li")).to_have_count(1)
    for count, said in ((2, "2 eggs"), (3, "some cheesy rye thing")):  # a day in words
        hand.write(page.locator("#words"), said)
        page.keyboard.press("Escape")
        hand.press(page.locator("#add .adder button"))
        expect(page.locator(".foods > li")).to_have_count(count)
    confirm = page.get_by_role("button", name=re.compile("Yes, this"))  # confirm a food
    expect(confirm).to_have_count(1)
    hand.press(confirm)
    expect(confirm).to_have_count(0)


def file_and_back(page, hand, anna, tmp_path):
    file = tmp_path / "servings.csv"
    file.write_text(CRONOMETER.format(day=(date.today() - timedelta(days=400)).isoformat()))
    hand.press(page.get_by_role("link", name=re.compile("Bring my history")))
    expect(page).to_have_url(re.compile("/import$"))
    page.set_input_files("#file", str(file))
    hand.press(page.get_by_role("button", name="Look at it"))
    hand.press(page.get_by_role("button", name="Bring it in"))
    expect(page.locator(".foods > li")).to_have_count(2)
    hand.press(page.locator(".done button"))
    hand.done("Taken back")
    expect(page.locator(".foods > li")).to_have_count(0)


def enough(page, hand, anna):
    page.goto(f"{anna}food")
    hand.press(page.get_by_role("link", name="Is that enough?"))
    expect(page).to_have_url(re.compile("/enough$"))
    expect(page.locator("main")).to_contain_text("mg")


def weight(page, hand, anna):
    page.goto(f"{anna}me")
    hand.press(page.get_by_role("link", name=re.compile("^Pain and weight")))
    hand.write(page.locator("#weight"), "11 st 3 lb")
    hand.press(page.get_by_role("button", name="Keep", exact=True))
    expect(page.locator(".done")).to_be_visible()


def second_person_and_emergency(page, hand, address):
    page.goto(f"{address}start/checks")
    hand.press(page.get_by_role("button", name=re.compile("New trouble with peeing")))
    expect(page).to_have_url(re.compile("/now$"))
    expect(page.locator("a[href^='tel:']").first).to_be_visible()
    page.goto(f"{address}start/checks")
    hand.press(page.get_by_role("button", name="None of these"))
    hand.tick(page.locator("input[name=sex][value=male]"))
    hand.write(page.get_by_label("Age"), "50")
    hand.press(page.get_by_role("button", name="Go on"))
    for name in ("kidneys", "medicines", "illnesses"):
        hand.tick(page.locator(f"input[name={name}][value=no]"))
    hand.press(page.get_by_role("button", name="See my answer"))
    expect(page).to_have_url(re.compile(r"/answer(\?|$)"))


def backed_up_restored_deleted(page, hand, address, anna):
    page.goto(f"{anna}me")
    hand.press(page.get_by_role("button", name="Back up now"))
    expect(page.get_by_role("button", name="Restore it")).to_be_visible()
    hand.write(page.get_by_label("Call this person"), "Somebody else")
    hand.press(page.locator("form[action$='/name'] button"))
    expect(page.locator("h1")).to_have_text("Somebody else")
    hand.press(page.get_by_role("button", name="Restore it"))
    expect(page).not_to_have_url(re.compile("/me"))
    page.goto(f"{anna}me")
    expect(page.locator("h1")).to_have_text("Anna")
    hand.press(page.get_by_text("Delete this person, or everything"))
    hand.tick(page.locator("input[name=whom][value=everybody]"))
    hand.write(page.locator("#confirm"), "delete")
    hand.press(page.get_by_role("button", name="Delete for ever"))
    expect(page).not_to_have_url(re.compile("/me"))
    assert page.goto(f"{anna}me").status == 404 and page.goto(f"{address}p/{BELA}/me").status == 404
