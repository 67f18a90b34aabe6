"""Controls that a page answers while they are moved: sliders of the model, trials and studies left out."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from browser.test_answers import TABLE, ready  # noqa: F401 (fixture)
from browser.test_web_app import PHONE, WIDE, opened, server, state  # noqa: F401 (fixtures)

pytestmark = pytest.mark.browser

CURVES = 4


def drawn(page):
    """The four curves with their bands, as they are drawn now."""
    expect(page.locator("#curves svg.curve")).to_have_count(CURVES)
    expect(page.locator("#curves svg.curve .band")).to_have_count(CURVES)
    return page.locator("#curves svg.curve").evaluate_all("all => all.map(one => one.innerHTML)")


def quiet(page):
    """Wait until the last position is answered."""
    expect(page.locator("form[data-slides]")).to_have_attribute("aria-busy", "false")


def by_pointer(page, slider):
    box = slider.bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] * 0.3, middle)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.75, middle, steps=8)
    expect(page.locator("#curves [role=status]")).to_contain_text(f"a daily {slider.input_value()} mg")  # still held
    page.mouse.up()


def by_keys(page, slider):
    slider.focus()
    for _ in range(8):
        page.keyboard.press("ArrowRight")


def nothing_wrong(page):
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()[:1500]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(("move", "size"), [(by_pointer, PHONE), (by_keys, WIDE)], ids=["pointer", "keyboard"])
def test_a_slider_draws_the_four_curves_and_their_bands_anew(opened, ready, move, size):  # noqa: F811
    page = opened(size=size)
    page.set_default_timeout(60_000)
    page.goto(f"{ready}works")
    expect(page.locator("header .lead")).to_contain_text(re.compile(r"Of \d+ published figures it misses \d+"))
    before, slider = drawn(page), page.locator("input[type=range][data-for=dose]")
    page.locator("#curves details").first.locator("summary").click()
    slider.scroll_into_view_if_needed()
    move(page, slider)
    dose = page.locator("#dose").input_value()
    assert dose == slider.input_value() != "200"
    expect(page.locator("#curves [role=status]")).to_contain_text(f"a daily {dose} mg")
    quiet(page)
    assert all(new != old for new, old in zip(drawn(page), before, strict=True)), "a curve stood still"
    expect(slider).to_be_focused()
    expect(page.locator("#curves details").first).to_have_attribute("open", "")
    assert f"dose={dose}" in page.url, "the question stands in the address"
    nothing_wrong(page)


def test_every_slider_and_the_form_move_something(opened, ready):  # noqa: F811
    page = opened(size=WIDE)
    page.set_default_timeout(60_000)
    page.goto(f"{ready}works")
    drawn(page)
    for name in ("days", "dose"):
        before = page.locator("#curves .curves").inner_html()
        page.locator(f"input[type=range][data-for={name}]").focus()
        page.keyboard.press("PageUp")
        page.wait_for_function("old => document.querySelector('#curves .curves')?.innerHTML !== old", arg=before)
        quiet(page)
    before = page.locator("#curves [role=status]").inner_text()
    page.locator("#form").select_option("oxide")
    expect(page.locator("#curves [role=status]")).not_to_have_text(before)
    page.locator("#dose").fill("lots")
    page.locator("#dose").press("Tab")
    expect(page.locator("#curves .wrong")).to_contain_text("lots is no number")


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
def test_a_trial_left_out_goes_from_the_plot_at_once(opened, ready, size):  # noqa: F811
    page = opened(size=size)
    page.set_default_timeout(60_000)
    page.goto(f"{ready}evidence/migraine")
    plots = page.locator("#answers figure svg:visible")
    expect(plots.first).to_contain_text("Peikert 1996")
    page.locator("#choose summary").click()
    box = page.locator("#choose input[value='peikert-1996']")
    box.check()
    expect(plots.first).not_to_contain_text("Peikert 1996")
    expect(plots.first).to_contain_text("Koseoglu 2008")
    expect(page.locator("#told")).to_contain_text("Left out at your wish")
    expect(page.locator("#command")).to_contain_text("--drop peikert-1996")
    expect(box).to_be_focused()
    assert "drop=peikert-1996" in page.url
    nothing_wrong(page)
    box.uncheck()
    expect(plots.first).to_contain_text("Peikert 1996")


def test_a_pool_answers_a_study_left_out_and_another_estimator(opened, ready):  # noqa: F811
    page = opened(size=WIDE)
    page.set_default_timeout(60_000)
    page.goto(f"{ready}pool")
    page.locator("#table").fill(TABLE.replace("\nb,", "\nBrown,"))
    page.locator("#measure").select_option("gen")
    page.get_by_role("button", name="Pool them").click()
    plot = page.locator("#pooled figure svg:visible").first
    expect(plot).to_contain_text("Brown")
    page.get_by_text("Leave a study out").click()
    page.get_by_role("checkbox", name="Brown").check()
    expect(plot).not_to_contain_text("Brown")
    expect(page.get_by_text("--drop Brown")).to_be_visible()
    page.locator("#estimator").select_option("dl")
    expect(page.get_by_text("--estimator dl")).to_be_visible()
    nothing_wrong(page)
    for name in ("a", "c"):
        page.get_by_role("checkbox", name=name, exact=True).check()
    expect(page.locator("#pooled #faults")).to_be_visible()
    expect(page.locator("#table")).to_have_value(re.compile("^study,yi"))
    page.get_by_role("checkbox", name="c", exact=True).uncheck()
    expect(page.locator("#pooled h2").first).to_be_visible()
