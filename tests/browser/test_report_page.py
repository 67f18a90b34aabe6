"""The report as a page: no accessibility violation, readable at 320 px, every disclosure reached by keyboard, a PDF."""

import subprocess

import pytest
from axe_playwright_python.sync_playwright import Axe
from pypdf import PdfReader

pytestmark = pytest.mark.browser

REPORTS = {
    "person": ("report", "examples/person.yaml", "--diary", "examples/person.csv", "--on", "2026-11-21"),
    "walter": ("report", "examples/walter.yaml", "--diary", "examples/walter.csv", "--on", "2026-11-21"),
}


@pytest.fixture(params=REPORTS)
def report(request, made):
    return made(*REPORTS[request.param], out=f"{request.param}.html")


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


@pytest.mark.parametrize("width", [320, 768, 1280])
def test_nothing_is_wider_than_the_screen(chromium, report, width):
    page = opened(chromium, report, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


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
