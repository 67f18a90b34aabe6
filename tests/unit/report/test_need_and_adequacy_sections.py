"""The sections of need and adequacy: their data are the surface's keys, their words say what is not known."""

from datetime import date

import pytest

from dolomite.adequacy.excess import excess
from dolomite.adequacy.probability import assess_all
from dolomite.app.case import Case
from dolomite.app.state_need import state_need
from dolomite.base.finding import every
from dolomite.base.person import Person
from dolomite.base.span import Span
from dolomite.need.requirement import requirements
from dolomite.report.json import document, render
from dolomite.report.tree import Section
from dolomite.safety.decide import decide
from dolomite.view.adequacy import section as adequacy_section

ON = date(2026, 6, 15)
WOMAN = {
    "sex": "female",
    "given_age_years": 42,
    "height_cm": 168,
    "weight_kg": 71,
    "activity": "low_active",
    "weekly_change_kg": -0.25,
    "hide_energy": False,
}
SOUP = Span(known=268.0, low=290.0, high=340.0, unknown=("grandmother's soup",))


def adequacy(magnesium: Span = SOUP, supplement: float = 0.0, days: int = 7, **person) -> Section:
    who = Person(**{**WOMAN, **person})
    needs = requirements(who, on=ON)
    intakes = {"magnesium": magnesium, "zinc": Span.exactly(4.0), "sodium": Span.exactly(1400.0)}
    answers = assess_all(needs, intakes, days=days, weight_kg=who.weight_kg)
    return adequacy_section(answers, excess(Span.exactly(supplement), needs[0]), clearance=decide(()))


def test_every_finding_has_grounds():
    for section in (state_need(Case(person=Person(**WOMAN), on=ON)), adequacy()):
        assert all(part.basis for top in section.findings for part in every(top))
        render(document(section.id, section.data, on=ON))


def test_every_chart_has_its_table_twin():
    charts = (*state_need(Case(person=Person(**WOMAN), on=ON)).charts, *adequacy().charts)
    assert {c.id for c in charts} == {"need-spread", "need-weight", "adequacy-nutrients"}
    for chart in charts:
        assert chart.table.rows
        assert chart.says


def test_adequacy_has_the_keys_of_the_surface():
    data = adequacy(supplement=400).data
    found = data["prob_inadequate"]
    assert 0 <= found["low"] < found["value"] < found["high"] <= 1
    assert data["rda_share"] == pytest.approx(315 / 320)
    assert data["over_ul_supplemental"] is True


def test_what_is_not_known_is_named_and_widens_the_words():
    said = " ".join(adequacy().says)
    assert "grandmother's soup" in said
    assert "(4 in 100 to 3 in 10, because not everything you ate is known)" in said
    assert "268 mg known, probably 290 to 340 mg" in said


def test_more_days_would_sharpen_it():
    assert "about 3 more days like these" in " ".join(adequacy().says)
    assert "one more day" in " ".join(adequacy(Span.exactly(314), days=9).says)
    assert "More days would not settle it" in " ".join(adequacy(Span.exactly(266)).says)
    assert "clear enough" in " ".join(adequacy(Span.exactly(120)).says)


def test_when_the_unknown_decides_and_not_the_days():
    wide = Span(known=100.0, low=150.0, high=350.0, unknown=("the takeaway",))
    assert "More days would not settle it" in " ".join(adequacy(wide).says)
    surely_short = Span(known=100.0, low=100.0, high=300.0, unknown=("the takeaway",))
    assert "What is not known decides it" in " ".join(adequacy(surely_short, days=60).says)
    open_end = Span(known=180.0, low=180.0, high=None, unknown=("the takeaway",))
    assert "What is not known decides it" in " ".join(adequacy(open_end).says)


def test_too_much_sodium_is_said():
    who = Person(**WOMAN)
    needs = requirements(who, on=ON)
    answers = assess_all(needs, {"magnesium": SOUP, "sodium": Span.exactly(3000.0)}, days=7)
    section = adequacy_section(answers, excess(Span.exactly(0.0), needs[0]), clearance=decide(()))
    assert any("less than 2,300 mg a day is better" in words for words in section.says)


def test_an_authority_with_an_adequate_intake_only():
    section = adequacy(Span.exactly(250), body="eu")
    assert section.data["prob_inadequate"] == {"value": None, "low": None, "high": None}
    assert section.data["rda_share"] is None
    said = " ".join(section.says)
    assert "No chance is given" in said
    assert "does not mean too little" in said
    assert section.tone == "unknown"


def test_other_nutrients_are_said_at_a_glance():
    assert "More likely too little than enough: zinc." in adequacy().says


@pytest.mark.parametrize(("mg", "tone"), [(350.0, "plain"), (351.0, "caution")])
def test_too_much_beside_food_sets_the_tone(mg, tone):
    section = adequacy(supplement=mg)
    assert section.tone == tone
    assert section.bars[1].marks == (("upper level", 350.0),)


def test_the_weight_is_drawn_in_the_units_that_were_asked_for():
    metric, us = (
        next(c for c in state_need(Case(person=Person(**WOMAN, units=units), on=ON)).charts if c.id == "need-weight")
        for units in ("metric", "us")
    )
    assert (metric.y.title, us.y.title) == ("weight (kg)", "weight (lb)")
    assert us.rows[0]["weight"] == pytest.approx(71 / 0.45359237)
    assert metric.rows[0]["weight"] == pytest.approx(71)


def test_hidden_energy_leaves_no_calorie_in_need():
    hidden = state_need(Case(person=Person(**{**WOMAN, "hide_energy": True}), on=ON))
    everything = " ".join((*hidden.says, *(c.title + c.says for c in hidden.charts), str(hidden.tables)))
    assert "kcal" not in everything
    assert all("kcal" not in part.unit for top in hidden.findings for part in every(top))
    numbers = {key: value for key, value in hidden.data["energy"].items() if key.endswith("_kcal")}
    assert set(numbers.values()) == {None}
    refused = state_need(Case(person=Person(**{**WOMAN, "weight_kg": 50, "hide_energy": True}), on=ON))
    assert any("already low for your height" in words for words in refused.says), "a refusal is said all the same"
