"""The report as a page: no accessibility violation, readable at 320 px, every disclosure reached by keyboard, a PDF."""

import json
import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

pytestmark = pytest.mark.browser

REPORTS = {
    "person": ("report", "examples/person.yaml", "--diary", "examples/person.csv", "--on", "2026-11-21"),
    "walter": ("report", "examples/walter.yaml", "--diary", "examples/walter.csv", "--on", "2026-11-21"),
}

# The states of an answer that the examples do not have.
STATES = {
    "nothing asked": {"sex": "female", "age_years": 42},
    "emergency": {"sex": "male", "age_years": 58, "country": "GB", "red_flags": {"ces_bladder": "yes"}},
    "no country": {"sex": "male", "age_years": 58, "red_flags": {"tearing_or_chest": "yes"}},
    "today": {"sex": "female", "age_years": 51, "country": "DE", "red_flags": {"fever": "yes"}},
    "stopped": {"sex": "female", "age_years": 51, "red_flags": [], "kidney": {"egfr": 20}},
}
WIDTHS = (320, 390, 768, 1280)


@pytest.fixture(params=REPORTS)
def report(request, made):
    return made(*REPORTS[request.param], out=f"{request.param}.html")


@pytest.fixture(params=STATES)
def state(request, made, tmp_path):
    person = tmp_path / "me.yaml"
    person.write_text(json.dumps(STATES[request.param]))
    return made("report", str(person), "--on", "2026-11-21", out=f"{request.param.replace(' ', '-')}.html")


def opened(chromium, path, *, width=1280, scheme="light"):
    page = chromium.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page.goto(path.as_uri())
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_no_violation(chromium, report, width, scheme):
    page = opened(chromium, report, width=width, scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.close()


def test_axe_finds_a_planted_violation(chromium, report):
    page = opened(chromium, report)
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=\"data:,\">')")
    assert Axe().run(page).violations_count > 0
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_no_violation_in_any_state(chromium, state, width, scheme):
    page = opened(chromium, state, width=width, scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_the_screen_closed_or_open(chromium, report, width):
    page = opened(chromium, report, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_in_an_emergency_nothing_but_help_stands_on_the_first_screen(chromium, made, tmp_path, width):
    (tmp_path / "me.yaml").write_text(json.dumps(STATES["emergency"]))
    path = made("report", str(tmp_path / "me.yaml"), "--on", "2026-11-21", out="emergency.html")
    page = opened(chromium, path, width=width)
    seen = page.evaluate(
        "[...document.querySelectorAll('main > section, nav')].filter(e => { const r = e.getBoundingClientRect();"
        " return r.height && r.top < innerHeight && r.bottom > 0; }).map(e => e.id)"
    )
    assert seen == ["emergency"]
    assert page.locator("#emergency a[href^='tel:']").all_inner_texts() == ["999", "112"]
    page.close()


def test_printed_from_a_browser_the_answer_takes_two_sheets_at_most(chromium, report, tmp_path):
    page = opened(chromium, report)
    page.pdf(path=tmp_path / "printed.pdf", format="A4")
    page.close()
    assert len(PdfReader(tmp_path / "printed.pdf").pages) <= 2


def test_printed_from_a_browser_in_full_each_number_stands_once_with_its_grounds(chromium, made, tmp_path):
    page = opened(chromium, made(*REPORTS["person"], "--full", out="person-full.html"))
    page.pdf(path=tmp_path / "printed.pdf", format="A4")
    page.close()
    sheets = [one.extract_text() for one in PdfReader(tmp_path / "printed.pdf").pages]
    assert len(sheets) <= 26
    assert all(len(text.split()) > 25 for text in sheets), "a sheet is (nearly) empty"
    assert "Every number here and its grounds" in "".join(sheets)


def test_a_state_printed_from_a_browser_takes_two_sheets_at_most(chromium, state, tmp_path):
    page = opened(chromium, state)
    page.pdf(path=tmp_path / "printed.pdf", format="A4")
    page.close()
    assert len(PdfReader(tmp_path / "printed.pdf").pages) <= 2


def test_the_keyboard_reaches_and_opens_every_disclosure(chromium, report):
    page = opened(chromium, report)
    closed = page.evaluate("document.querySelectorAll('main details').length")
    reached = set()
    for _ in range(6 * closed + 400):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "(() => { const e = document.activeElement; if (e.tagName !== 'SUMMARY') return -1;"
            " return [...document.querySelectorAll('main details')].indexOf(e.parentElement); })()"
        )
        if at >= 0 and at not in reached:
            reached.add(at)
            page.keyboard.press("Enter")
            assert page.evaluate(f"document.querySelectorAll('main details')[{at}].open")
        if len(reached) == closed:
            break
    assert len(reached) == closed
    page.close()


def test_nothing_is_fetched(chromium, report):
    page = chromium.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(report.as_uri())
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    page.close()


def _pages(path):
    done = subprocess.run(["pdftotext", "-layout", str(path), "-"], capture_output=True, text=True, check=True)
    return done.stdout.split("\f")[:-1]


@pytest.mark.parametrize("name", REPORTS)
def test_the_pdf_is_one_tagged_sheet_and_in_full_has_pages_with_words_on_each(made, name):
    short = made(*REPORTS[name], option="--pdf", out=f"{name}.pdf")
    assert "/StructTreeRoot" in PdfReader(short).trailer["/Root"]
    assert len(_pages(short)) == 1
    each = _pages(made(*REPORTS[name], "--full", option="--pdf", out=f"{name}-full.pdf"))
    pages = "".join(each)
    assert 3 <= len(each) <= 30
    assert all(len(text.split()) > 25 for text in each), "a page is (nearly) empty"
    assert "not clinically reviewed" in pages
