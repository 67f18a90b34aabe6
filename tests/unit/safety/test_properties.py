"""What must hold for everybody: more never means safer, order means nothing, and a stop cannot be stepped over."""

import importlib.util
import inspect
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dolomite import facts
from dolomite.medicine import names
from dolomite.safety import redflag, vocabulary
from dolomite.safety.alert import Urgency
from dolomite.safety.decide import Clearance, Cleared, Stopped, decide
from dolomite.safety.interaction import interaction_rows
from dolomite.safety.rule import alert
from dolomite.view.safety import section

_spec = importlib.util.spec_from_file_location("safety_cases", Path(__file__).with_name("cases.py"))
cases = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(cases)

# Two kinds of answer make another one less alarming, as they should; everything else only adds.
CALMING_CONDITIONS = {"pacemaker", "cancer_cured_over_5_years", "kidney_stones_oxalate", "struvite_stones", "dialysis",
                      "hypomagnesaemia_treated", "cannot_report_symptoms"}  # fmt: skip
FLAGS = sorted(redflag.flag_ids())
CONDITIONS = sorted(row.id for row in vocabulary.conditions())
SYMPTOMS = sorted(row.id for row in vocabulary.symptoms())
MEDICINES = sorted(name for name in names.known_names() if not name.isdigit())
FORMS = sorted(facts.ids().forms)
FOR_ALKALINE_SALTS = {row.id for row in interaction_rows() if row.applies_to == "alkaline_salts"}

supplements = st.builds(
    lambda form, mg, what: {"form": form, "elemental_mg": mg, "what": what},
    st.sampled_from(FORMS),
    st.sampled_from([1, 100, 250, 349, 350, 351, 700]),
    st.sampled_from(["supplement", "antacid", "laxative"]),
)
people = st.fixed_dictionaries(
    {
        "sex": st.sampled_from(["female", "male"]),
        "age_years": st.sampled_from([8, 9, 10, 17, 18, 19, 20, 42, 49, 50, 55, 56, 64, 65, 69, 70, 71, 85]),
        "pain": st.builds(
            lambda kind, weeks: {"kind": kind, "duration_weeks": weeks},
            st.sampled_from(["low_back", "thoracic", "neck", "migraine"]),
            st.sampled_from([1, 2, 4, 5, 6, 7, 14, 104]),
        ),
        "red_flags": st.lists(st.sampled_from(FLAGS), max_size=3, unique=True),
        "conditions": st.lists(st.sampled_from(CONDITIONS), max_size=3, unique=True),
        "symptoms": st.lists(st.sampled_from(SYMPTOMS), max_size=3, unique=True),
        "medicines": st.lists(st.sampled_from(MEDICINES), max_size=4, unique=True),
        "supplements": st.lists(supplements, max_size=3),
        "kidney": st.sampled_from(["unknown", {"egfr": 29}, {"egfr": 44}, {"egfr": 59}, {"egfr": 90}]),
    }
)
quick = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def clearance(given):
    return cases.safety_of(given, base={}).clearance


def answer(given):
    found = clearance(given)
    return found.urgency, found.stops, {(a.id, a.about, a.urgency, a.says, a.do, a.stops) for a in found.alerts}


@quick
@given(people, st.sampled_from(FLAGS))
def test_another_red_flag_never_lowers_the_urgency(person, flag):
    before, after = clearance(person), clearance({**person, "red_flags": [*person["red_flags"], flag]})
    assert after.urgency >= before.urgency
    assert after.stops >= before.stops


@quick
@given(people, st.sampled_from(MEDICINES))
def test_another_medicine_never_lowers_the_urgency(person, medicine):
    before, after = clearance(person), clearance({**person, "medicines": [*person["medicines"], medicine]})
    assert after.urgency >= before.urgency
    assert after.stops >= before.stops


@quick
@given(people, supplements, supplements)
def test_another_dose_beside_one_never_lowers_the_urgency(person, first, dose):
    taken = [first, *person["supplements"]]
    before = clearance({**person, "supplements": taken})
    after = clearance({**person, "supplements": [*taken, dose]})
    assert after.urgency >= before.urgency
    assert after.stops >= before.stops


@quick
@given(people, supplements)
def test_a_first_dose_settles_which_salt_is_meant_and_nothing_else(person, dose):
    """docs/decisions/first-dose-settles-the-salt.md: the one exception, no wider than that page says."""
    before = clearance({**person, "supplements": []}).alerts
    after = clearance({**person, "supplements": [dose]})
    told = {(one.id, one.about) for one in after.alerts}
    rest = decide(one for one in before if one.id not in FOR_ALKALINE_SALTS)
    assert after.urgency >= rest.urgency
    assert after.stops >= rest.stops
    for one in before:
        if one.id in FOR_ALKALINE_SALTS:
            assert (one.id, one.about) in told or ("other_salt", one.about) in told


@quick
@given(people, st.sampled_from(sorted(set(CONDITIONS) - CALMING_CONDITIONS)), st.sampled_from(SYMPTOMS))
def test_another_condition_or_symptom_never_lowers_the_urgency(person, condition, symptom):
    before = clearance(person)
    assert clearance({**person, "conditions": [*person["conditions"], condition]}).urgency >= before.urgency
    assert clearance({**person, "symptoms": [*person["symptoms"], symptom]}).urgency >= before.urgency


@quick
@given(people, st.randoms(use_true_random=False))
def test_the_order_of_lists_changes_nothing(person, rng):
    other = dict(person)
    for key in ("red_flags", "conditions", "symptoms", "medicines", "supplements"):
        other[key] = rng.sample(person[key], len(person[key]))
    assert answer(person) == answer(other)


@quick
@given(people, st.data())
def test_brand_generic_and_capitals_give_the_same_answer(person, data):
    row = data.draw(st.sampled_from(facts.light_rows("medicine/brands", names.BrandRow)))
    brand = data.draw(st.sampled_from(row.brands))
    assume(names.folded(brand) not in names.ask_which())  # such a name is asked about, a generic is not
    generic = " and ".join(names.ingredients()[one].name for one in row.ingredients)

    def told(name):  # the one sentence that asks for a dose ends with what was typed; nothing else may differ
        urgency, stops, alerts = answer({**person, "medicines": [name]})
        asked = {alert for alert in alerts if alert[0] == "dose_unknown"}
        same = {(*alert[:3], alert[3].partition(": ")[0], *alert[4:]) for alert in asked}
        return urgency, stops, (alerts - asked) | same

    answers = [told(name) for name in (brand, brand.upper(), generic, generic.title())]
    assert all(one == answers[0] for one in answers)


@quick
@given(people)
def test_every_finding_has_grounds_and_words(person):
    found = cases.safety_of(person, base={})
    for one in found.clearance.alerts:
        assert one.basis
        assert one.says
        assert one.do
        assert one.about
        assert "{" not in one.says + one.do
    shown = section(found, cases.person_of(person, base={}), on=cases.ON)
    assert shown.cleared is None
    assert shown.data["urgency"] == found.clearance.urgency.name


@quick
@given(people)
def test_unknown_is_never_safer_than_a_good_answer(person):
    known = clearance({**person, "kidney": {"egfr": 90}})
    # Beside an illness of the kidneys the number is no good answer: that they do not fit is asked, and stops more.
    assume(not any(one.id.startswith("contradiction_") for one in known.alerts))
    unknown = clearance({**person, "kidney": "unknown"})
    assert unknown.urgency >= known.urgency
    assert unknown.stops >= known.stops


def one_alert(urgency, stops):
    return alert(id="x", about="y", urgency=urgency, stops=stops, says="s", do="d", basis=())


def test_what_is_stopped_is_not_cleared():
    clearance = decide([one_alert("soon", ["trial"]), one_alert("ask_first", ["dosing"])])
    assert clearance.urgency is Urgency.soon
    assert clearance.stops == {"trial", "dosing"}
    assert isinstance(clearance.allow("dosing"), Stopped)
    assert clearance.allow("dosing").reason == "s d"
    assert isinstance(clearance.allow("plan"), Cleared)
    assert [a.urgency for a in clearance.allow("plan").cautions] == [Urgency.soon, Urgency.ask_first]


def test_nobody_but_decide_makes_a_cleared():
    with pytest.raises(TypeError, match=r"^Cleared is built by Clearance\.allow alone"):
        Cleared(advice="dosing", cautions=(), key=object())


def test_a_section_that_advises_asks_for_a_cleared():
    """Every section builder that takes advice from a room that doses or plans names `cleared` among its arguments."""
    folder = Path(inspect.getfile(section)).parent
    for path in folder.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        if "from dolomite.regimen" in text or "from dolomite.plan" in text:
            assert "cleared" in text, f"{path.name} advises without a Cleared"


@quick
@given(people)
def test_a_stopping_result_clears_no_dose(person):
    found: Clearance = clearance(person)
    for advice in ("dosing", "plan", "trial"):
        assert isinstance(found.allow(advice), Stopped) == (advice in found.stops)
