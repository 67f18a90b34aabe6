"""What each part of safety says of a value, alone: signals, grounds, and unknown that stays unknown."""

import importlib.util
from datetime import date, time
from pathlib import Path
from types import SimpleNamespace

import pytest

from dolomite.base.errors import FactError
from dolomite.base.finding import Basis, Finding
from dolomite.base.person import Day, Labs, Pain, Person, RedFlags
from dolomite.base.span import Span
from dolomite.facts import document, light
from dolomite.safety import bounds, dose, helps, interaction, kidney, lab, redflag, rule, signal, vocabulary
from dolomite.safety.alert import Urgency
from dolomite.safety.decide import Cleared, decide
from dolomite.safety.rule import alert, keep_most_urgent
from dolomite.supplement.beside_food import beside_food

_spec = importlib.util.spec_from_file_location("safety_cases", Path(__file__).with_name("cases.py"))
cases = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(cases)
ON = cases.ON
PLAIN = Person(sex="female", given_age_years=42)


def person(**changes):
    return cases.person_of(changes)


def found(name, **changes):
    return next(one for one in cases.safety_of(changes).clearance.alerts if one.id == name)


def an_alert(name, urgency, *stops, about="y"):
    return alert(id=name, about=about, urgency=urgency, stops=stops, says=f"{name} says.", do="Do.", basis=())


# --- signals


def test_what_a_person_said_becomes_exactly_these_signals():
    assert signal.of_person(PLAIN) == {"female", "pain.not_given", "not_asked.conditions", "not_asked.symptoms"}
    told = person(pain={"kind": "neck", "spreads_to_leg": True}, conditions="unknown", symptoms=["nausea"])
    assert signal.of_person(told) == {
        "female", "pain.neck", "pain.spreads_to_leg", "unknown.conditions", "symptom.nausea"
    }  # fmt: skip
    assert signal.of_person(person(state="pregnant", gestation_weeks=20)) >= {"female", "pregnant"}


def test_a_measure_that_nobody_said_is_unknown_and_lies_in_no_band():
    nothing = {"ppi_years": None, "steroid_years": None, "zinc_mg": None}
    assert signal.medicine_measures(()) == nothing
    assert signal.medicine_measures(None) == signal.medicine_measures("unknown") == {}
    assert lab.measures(None, on=ON) == {}
    assert lab.measures(Labs(), on=ON) == {"serum_magnesium_mmol_l": None, "labs_age_months": None}
    assert redflag.screen_age_days(None, on=ON) is None
    assert redflag.screen_age_days(RedFlags(answers=(), all_asked=True), on=ON) is None
    assert redflag.screen_age_days(RedFlags(answers=(), all_asked=True, asked_on=date(2026, 11, 1)), on=ON) == 20
    assert signal.complete((), {"egfr": None}) == frozenset()


def test_an_open_end_of_a_band_is_open():
    band = next(one for one in signal.bands() if one.id == "egfr_under_30")
    assert (band.above, band.at_least, band.below, band.at_most) == (None, None, 30, None)


# --- grounds: what a finding of safety rests on


def test_the_finding_behind_a_rule_on_a_measured_value():
    grounds = {
        "egfr_lt_30": ("egfr", {"kidney": {"egfr": 25}}),
        "over_ul": ("supplemental_magnesium", {"supplements": [{"form": "oxide", "elemental_mg": 400}]}),
        "serum_magnesium_high": ("serum_magnesium", {"labs": {"serum_magnesium_mmol_l": 1.2}}),
        "serum_magnesium_low": ("serum_magnesium", {"labs": {"serum_magnesium_mmol_l": 0.6}}),
        "serum_unit_doubt": ("serum_magnesium", {"labs": {"serum_magnesium_mmol_l": 2.0}}),
    }
    for name, (measured, given) in grounds.items():
        assert [one.name for one in found(name, **given).because] == [measured], name
    assert found("serum_magnesium_high", labs={"serum_magnesium_mmol_l": 1.2}).because[0].value == 1.2
    assert found("egfr_lt_30", kidney={"egfr": 25}).because[0].value == 25
    assert found("heart_block", conditions=["heart_block"]).because == ()
    at_2_6 = found("serum_magnesium_high", labs={"serum_magnesium_mmol_l": 2.6})
    assert [one.name for one in at_2_6.because] == ["serum_magnesium"]


def test_an_alert_is_a_finding_with_its_signals_as_grounds():
    told = found("over_ul", age_years=65, supplements=[{"form": "oxide", "elemental_mg": 400}])
    assert (told.name, told.value, told.unit) == ("alert", "caution", "")
    assert told.basis[-1] == Basis(source="person", at="dose_over_ul")
    both = found("elderly_constipated", age_years=65, conditions=["constipation"])
    assert both.basis[-1] == Basis(source="person", at="age_65_or_more, cond.constipation")
    known = found("no_known_interaction", medicines=["paracetamol"])
    assert known.basis[-1] == Basis(source="person", at="medicines")
    drug = found("levothyroxine", medicines=["levothyroxine"])
    assert drug.basis[-1] == Basis(source="person", at="medicines")


def test_the_kidneys_rest_on_where_the_value_stands_and_on_the_equation():
    equation = kidney.method("ckd_epi_2021").basis
    assert [b.source for b in equation] == ["inker2021"]

    def finding(**given):
        return kidney.kidneys(person(**given), on=ON).finding

    given = finding(kidney={"egfr": 54})
    assert (given.name, given.unit, given.value) == ("egfr", "mL/min/1.73 m2", 54)
    assert given.says == "Your eGFR is 54 (G3a: mildly to moderately lower)."
    assert given.basis == (Basis(source="person", at="kidney"),)
    assert finding(kidney={"creatinine_umol_l": 80}).basis == (Basis(source="person", at="kidney"), *equation)
    sheet = finding(kidney="unknown", labs={"serum_creatinine_umol_l": 80})
    assert sheet.basis == (Basis(source="person", at="labs"), *equation)
    unknown = finding(kidney="unknown")
    assert (unknown.value, unknown.says) == (None, "How well your kidneys work is unknown.")
    assert unknown.basis == (Basis(source="person", at="kidney"),)
    child = kidney.kidneys(person(age_years=17, kidney={"creatinine_umol_l": 80}), on=ON)
    assert (child.egfr, child.creatinine_umol_l) == (None, 80)
    at_42 = kidney.kidneys(person(kidney={"creatinine_umol_l": 80}), on=ON).egfr
    for value in (
        {"kidney": {"creatinine_umol_l": 80}},
        {"kidney": "unknown", "labs": {"serum_creatinine_umol_l": 80}},
    ):
        born = cases.person_of({"born": "1984-05-02", **value}, ["age_years"])
        assert kidney.kidneys(born, on=ON).egfr == at_42
    assert child.finding.basis == (Basis(source="person", at="kidney"),)
    with pytest.raises(StopIteration):
        kidney.method("cockcroft_gault")


def test_the_age_of_the_kidney_value_is_that_of_the_newer_one():
    def age(given, labs=None):
        more = {} if labs is None else {"labs": labs}
        return kidney.kidneys(person(kidney=given, **more), on=ON).age_months

    sheet = {"serum_creatinine_umol_l": 60, "on": "2026-08-21"}
    assert age({"egfr": 95, "on": "2026-09-21"}) == 2
    assert age({"egfr": 95, "on": "2026-09-21"}, sheet) == 2
    assert age({"egfr": 95, "on": "2024-09-21"}, sheet) == 3
    assert age("unknown", sheet) == 3
    assert age({"egfr": 95}, sheet) is None
    assert age("unknown") is None
    child = person(age_years=17, kidney={"creatinine_umol_l": 60, "on": "2026-09-21"})
    assert kidney.kidneys(child, on=ON).age_months == 2


def test_months_and_the_rest_as_a_part_of_a_month():
    assert kidney.months_between(date(2026, 1, 1), date(2026, 1, 11)) == pytest.approx(10 / 31)
    assert kidney.months_between(date(2025, 10, 31), date(2026, 11, 1)) > 12  # a year and a day


def test_the_serum_magnesium_rests_on_the_sheet_and_on_each_limit_that_is_ours():
    low, high = (signal.limit(f"serum_{end}_mmol_l").basis for end in ("lower", "upper"))
    own = Basis(source="person", at="labs")
    assert low
    assert high
    unknown = Finding(
        name="serum_magnesium", value=None, unit="mmol/L", basis=(own,), says="Serum magnesium is unknown."
    )
    assert lab.finding(None) == lab.finding(Labs()) == unknown
    assert (lab.serum(None), lab.serum(Labs()), lab.serum(Labs(serum_magnesium_mmol_l=0.8))) == (None, None, 0.8)
    value = {"serum_magnesium_mmol_l": 0.8}
    assert lab.finding(Labs(**value)) == Finding(
        name="serum_magnesium", value=0.8, unit="mmol/L", basis=(own, *low, *high), says="Serum magnesium 0.80 mmol/L."
    )
    assert lab.finding(Labs(**value, lower_limit_mmol_l=0.7)).basis == (own, *high)
    assert lab.finding(Labs(**value, upper_limit_mmol_l=1.0)).basis == (own, *low)
    assert lab.finding(Labs(**value, lower_limit_mmol_l=0.7, upper_limit_mmol_l=1.0)).basis == (own,)


# --- doses


LIMIT = Finding(name="ul", value=350.0, unit="mg/d", basis=())


def swallowed(*elemental_mg, **changes):
    who = person(supplements=[{"form": "oxide", "elemental_mg": mg} for mg in elemental_mg], **changes)
    return who, beside_food(who)


def test_what_is_taken_adds_up_against_the_limit_with_its_grounds():
    who, beside = swallowed(100, 75)
    taken = dose.taken(who, beside, ul=LIMIT)
    assert (taken.total, taken.ul_mg, taken.share_of_ul) == (Span.exactly(175), 350, 0.5)
    assert taken.signals == {"magnesium.taken"}
    assert taken.finding == Finding(
        name="supplemental_magnesium",
        value=Span.exactly(175),
        unit="mg/d",
        basis=(Basis(source="person", at="supplements, medicines"),),
        because=(*beside.parts, LIMIT),
        says="Magnesium a day from supplements, antacids and laxatives: 175 mg.",
    )
    assert [part.value for part in beside.parts] == [Span.exactly(100), Span.exactly(75)]


def test_nothing_taken_is_not_the_same_as_nobody_asked():
    none = dose.taken(*swallowed(), ul=LIMIT)
    assert (none.total, none.share_of_ul, none.signals) == (Span.exactly(0), 0, frozenset())
    for given in (PLAIN, person(supplements="unknown")):
        unasked = dose.taken(given, beside_food(given), ul=LIMIT)
        assert (unasked.total, unasked.share_of_ul, unasked.signals) == (None, None, {"magnesium.not_asked"})
        assert unasked.finding.says.endswith("laxatives: unknown.")


def test_an_amount_or_a_limit_that_nobody_knows_stays_unknown():
    who = person(supplements=[{"form": "citrate"}])
    unread = dose.taken(who, beside_food(who), ul=LIMIT)
    assert unread.total == Span.nothing_known("citrate supplement, dose not known")
    assert "dose.unknown" in unread.signals
    for ul in (None, Finding(name="ul", value=None, unit="mg/d", basis=())):
        who, beside = swallowed(100)
        unlimited = dose.taken(who, beside, ul=ul)
        assert (unlimited.ul_mg, unlimited.share_of_ul) == (None, None)
        assert unlimited.signals == {"magnesium.taken", "ul.unknown"}
        assert unlimited.finding.because == (*beside.parts, *(() if ul is None else (ul,)))
    assert dose.taken(*swallowed(), ul=None).signals == frozenset()


# --- alerts together


def test_one_alert_for_each_rule_and_subject_with_the_stops_of_all():
    weak, strong = an_alert("a", "ask_first", "dosing", "trial"), an_alert("a", "soon", "trial")
    for both in ((weak, strong), (strong, weak)):
        kept = keep_most_urgent(both)
        assert [(one.urgency, one.stops) for one in kept] == [(Urgency.soon, {"dosing", "trial"})]
    apart = (weak, an_alert("a", "ask_first", about="z"), an_alert("b", "ask_first"))
    assert keep_most_urgent(apart) == apart
    first = an_alert("a", "soon", "trial")
    assert keep_most_urgent((first, rule.replace(first, says="Later.")))[0].says == "a says."


def test_a_rule_without_a_subject_is_about_the_first_signal_that_made_it_speak():
    row = next(one for one in rule.rules("red_flags") if one.id == "fever")
    assert row.about is None
    (told,) = rule.speak((row,), frozenset({"flag.fever"}), words={})
    assert (told.about, told.because) == ("fever", ())
    plain = object.__new__(rule.RuleRow)  # a signal without a prefix is told as it stands
    for field, value in {**vars(row), "all_of": ("pregnant",)}.items():
        object.__setattr__(plain, field, value)
    assert rule.speak((plain,), frozenset({"pregnant"}), words={})[0].about == "pregnant"


def test_alerts_come_by_urgency_then_by_name_then_by_subject():
    alerts = [
        an_alert("b", "caution"), an_alert("a", "caution", about="z"), an_alert("a", "caution", about="y"),
        an_alert("c", "soon", "trial"), an_alert("d", "info"),
    ]  # fmt: skip
    order = [(one.id, one.about) for one in decide(alerts).alerts]
    assert order == [("c", "y"), ("a", "y"), ("a", "z"), ("b", "y"), ("d", "y")]
    assert order == [(one.id, one.about) for one in decide(reversed(alerts)).alerts]


def test_what_is_cleared_carries_the_cautions_and_hides_its_key():
    cleared = decide([an_alert("a", "caution"), an_alert("b", "info"), an_alert("c", "soon", "trial")]).allow("plan")
    assert isinstance(cleared, Cleared)
    assert [one.id for one in cleared.cautions] == ["c", "a"]
    assert cleared.advice == "plan"
    assert "key" not in repr(cleared)
    stopped = decide([an_alert("a", "soon", "trial"), an_alert("b", "ask_first", "trial")]).allow("trial")
    assert stopped.advice == "trial"
    assert stopped.reason == "a says. Do. b says. Do."


# --- medicines, the day, bounds, help


def test_the_rules_that_each_medicine_falls_under():
    medicines = cases.safety_of({"medicines": ["Synthroid", "Fosavance", "paracetamol"]}).medicines
    assert interaction.classes(medicines) == {"levothyroxine": "Synthroid", "bisphosphonates_oral": "Fosavance"}


def test_the_first_letter_of_a_sentence_is_large_and_the_rest_as_written():
    assert found("tetracyclines", medicines=["doxycycline"]).do.startswith("Take doxycycline at least 2 hours before")
    assert found("ppi", medicines=["omeprazole"]).says.startswith("Omeprazole taken for a year")


def test_what_was_assumed_of_one_medicine_is_assumed_of_the_schedule():
    plan = cases.safety_of({"medicines": [{"name": "levothyroxine", "times": ["07:00"]}, "doxycycline"]}).schedule
    assert (plan.assumed, [part.assumed for part in plan.distances]) == (True, [False, True])


def test_a_bound_leaves_open_what_its_row_leaves_open():
    by_id = {one.id: one for one in cases.safety_of({"medicines": ["warfarin", "levothyroxine"]}).bounds}
    steady, apart = by_id["vitamin_k_steady"], by_id["levothyroxine_food"]
    assert (steady.within_share, steady.apart_h) == (0.25, None)
    assert (apart.within_share, apart.apart_h) == (None, 4)
    assert steady.says.startswith("On warfarin: the plan keeps vitamin K")
    assert [b.source for b in steady.basis] == ["warfarin_diet_page"]


def test_the_questions_of_the_sheet_are_all_flags_that_a_rule_speaks_of():
    rows = light.light_rows("safety/questions", redflag.QuestionRow)
    assert {row.id for row in rows} <= redflag.flag_ids()
    assert "immune_or_iv_drugs" in redflag.flag_ids()


def test_plain_words_mean_conditions_and_symptoms():
    words = vocabulary.aliases()
    assert words["high blood pressure"] == "hypertension"
    assert not {one for one in words if one.replace("-", " ").replace(" ", "_") == words[one]}
    assert all(one == " ".join(one.lower().split()) for one in words)


def test_words_that_stand_for_two_things_are_refused(monkeypatch):
    row = next(one for one in vocabulary.conditions() if one.id == "hypertension")
    assert "high blood pressure" in (row.name, *row.also_called)
    other = SimpleNamespace(id="another", name="High  blood pressure", also_called=())
    monkeypatch.setattr(vocabulary, "symptoms", lambda: (other,))
    says = "^facts/safety: 'high blood pressure' stands for 'hypertension' and for 'another'. Keep one.$"
    with pytest.raises(FactError, match=says):
        vocabulary.aliases()


TABLES = {
    "measures": signal.BandRow,
    "limits": signal.LimitRow,
    "gfr_categories": kidney.StageRow,
    "methods": kidney.MethodRow,
    "questions": redflag.QuestionRow,
    "help": helps.HelpRow,
    "emergency": helps.EmergencyRow,
    "again": helps.SayRow,
    "bounds": bounds.BoundRow,
    "conditions": vocabulary.WordRow,
}


@pytest.mark.parametrize("name", TABLES)
def test_a_row_that_stands_twice_is_refused(name, monkeypatch):
    raw = list(document.raw_rows(f"safety/{name}"))
    monkeypatch.setattr(light, "raw_rows", lambda name, *, folder: iter([*raw, raw[0]]))
    monkeypatch.delitem(light._LOADED, (f"safety/{name}", TABLES[name], light.FOLDER), raising=False)
    with pytest.raises(FactError, match="stands already"):
        light.light_rows(f"safety/{name}", TABLES[name])


def test_the_day_that_nobody_said_begins_at_seven():
    assert Day(wakes=time(7), sleeps=time(23)) == cases.safety_of({}).schedule.day
    assert helps.what_helps(Pain(kind="low_back")) == helps.what_helps(None)
