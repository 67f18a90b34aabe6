"""Whoever comes through the door gets an answer: no age, state or gap in what was given breaks it."""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from dolomite.app.case import Case
from dolomite.app.state_need import state_need
from dolomite.base.person import Person, RedFlags
from dolomite.base.units import KG_PER_LB
from dolomite.need.requirement import bodies
from dolomite.report.json import document, render
from dolomite.report.plain import section_text

ON = date(2026, 6, 15)
maybe = st.none()
people = st.builds(
    Person,
    sex=st.just("female"),
    born=st.dates(date(1905, 1, 1), ON),
    state=st.sampled_from(["none", "pregnant", "lactating"]),
    gestation_weeks=maybe | st.floats(0, 45),
    weight_before_pregnancy_kg=maybe | st.floats(20, 400),
    months_since_birth=maybe | st.floats(0, 60),
    height_cm=maybe | st.floats(30, 260),
    weight_kg=maybe | st.floats(0.5, 500),
    units=st.sampled_from(["metric", "us"]),
    activity=maybe | st.sampled_from(["inactive", "low_active", "active", "very_active"]),
    weekly_change_kg=maybe | st.floats(-2 * KG_PER_LB, 2 * KG_PER_LB),
    body=st.sampled_from(bodies()),
    red_flags=maybe | st.just(RedFlags(answers=(("weight_loss", "yes"),), all_asked=True)),
    conditions=st.sampled_from([None, "unknown", (), ("eating_disorder",)]),
    hide_energy=st.booleans(),
)


@settings(max_examples=200, deadline=None)
@given(people)
def test_everybody_gets_an_answer(person):
    section = state_need(Case(person=person, on=ON))
    data = section.data
    assert render(document("need", data, on=ON))
    assert set(data["magnesium"]) >= {"ear_mg", "rda_mg", "ai_mg", "ul_supplemental_mg", "body", "life_stage", "name"}
    assert set(data["energy"]) >= {"maintain_kcal", "target_kcal", "floor_kcal", "bound_by"}
    low = data["energy"]["maintain_low_kcal"]
    assert low is None or low > 0
    text = section_text(section)
    assert " nan" not in text
    if person.hide_energy:
        assert "kcal" not in text
