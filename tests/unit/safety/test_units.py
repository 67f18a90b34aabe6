"""Parts of safety alone: schedule, letter, questions, kidney ages, the section, the perturbed facts."""

import importlib.util
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dolomite.app.case import Case
from dolomite.base.person import Day, Medicine, Person
from dolomite.safety import helps, redflag
from dolomite.safety.kidney import months_between, stage
from dolomite.safety.letter import letter
from dolomite.safety.schedule import Distance, allowed, schedule, spread
from dolomite.view.safety import section

HERE = Path(__file__)


def load(path, name):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


cases = load(HERE.with_name("cases.py"), "safety_cases")
DAY = Day(wakes=time(7), sleeps=time(23))


def distance(before, after, *times):
    return Distance(medicine="x", before_h=before, after_h=after, times=times, assumed=False)


def slots(*parts, day=DAY):
    return [(f"{s.start:%H:%M}", f"{s.end:%H:%M}") for s in schedule(parts, day=day).slots]


def test_a_medicine_forbids_an_open_interval():
    assert slots(distance(2, 6, time(14))) == [("07:00", "08:00"), ("16:00", "23:00")]
    assert allowed(time(8), [distance(2, 6, time(14))])
    assert not allowed(time(8, 1), [distance(2, 6, time(14))])
    assert not allowed(time(15, 59), [distance(2, 6, time(14))])
    assert allowed(time(16), [distance(2, 6, time(14))])


def test_hours_and_minutes_add_up():
    assert slots(distance(0.5, 0.5, time(14, 45))) == [("07:00", "14:15"), ("15:15", "23:00")]


def test_medicines_in_any_order():
    assert slots(distance(1, 1, time(20)), distance(1, 1, time(9))) == [
        ("07:00", "08:00"), ("10:00", "19:00"), ("21:00", "23:00")
    ]  # fmt: skip


def test_a_long_day_reaches_into_the_day_after_tomorrow():
    long = Day(wakes=time(20), sleeps=time(19))
    assert slots(distance(0, 6, time(0)), day=long) == [("00:00", "18:00")]


def test_yesterday_and_tomorrow_count():
    assert slots(distance(10, 0, time(22))) == [("08:00", "22:00")]
    assert slots(distance(0, 10, time(6))) == [("07:00", "20:00")]
    assert slots(distance(0, 9, time(8)), day=Day(wakes=time(20), sleeps=time(4))) == [("20:00", "23:00")]


def test_a_day_without_medicines_is_free_and_a_full_day_has_no_slot():
    assert slots() == [("07:00", "23:00")]
    assert slots(distance(0, 0, time(12))) == [("07:00", "23:00")]
    assert slots(distance(12.5, 12, time(12))) == []
    assert slots(distance(0, 16.5, time(23)), distance(1, 0, time(6))) == [("23:00", "23:00")]


def test_a_day_as_long_as_the_clock():
    assert slots(distance(1, 1, time(12)), day=Day(wakes=time(8), sleeps=time(8))) == [
        ("08:00", "11:00"),
        ("13:00", "08:00"),
    ]


def test_times_not_told_are_spread_from_waking():
    assert spread(2, day=DAY) == (time(7), time(19))
    assert spread(None, day=DAY) == (time(7),)
    assert spread(3, day=None) == (time(7), time(15), time(23))
    assert spread(0.14, day=DAY) == (time(7),)  # once a week still needs its distance on that day


def test_moments_of_the_day_are_those_of_the_person():
    def at(*moments, per_day=None, day=DAY):
        return spread(per_day, day=day, moments=moments)

    assert at("morning", "midday", "evening", "night") == (time(7), time(15), time(19), time(23))
    late = Day(wakes=time(20), sleeps=time(4))  # midday and evening both fall on midnight
    assert at("morning", "midday", "evening", "night", day=late) == (
        time(20),
        time(0),
        time(4),
    )
    around = Day(wakes=time(8), sleeps=time(8))
    assert at("midday", "night", day=around) == (time(20), time(8))
    assert at("night", per_day=1) == (time(23),)
    assert at("night", per_day=2) == (time(7), time(19))  # more often than the moments named: spread evenly


@given(
    st.lists(
        st.builds(
            distance, st.sampled_from([0, 0.5, 2, 4, 6]), st.sampled_from([0, 2, 4, 8]), st.times().map(
                lambda t: t.replace(second=0, microsecond=0)
            ),
        ),
        max_size=4,
    )
)  # fmt: skip
def test_slots_are_exactly_the_allowed_minutes(parts):
    plan = schedule(parts, day=DAY)
    inside = {
        minute
        for slot in plan.slots
        for minute in range(slot.start.hour * 60 + slot.start.minute, slot.end.hour * 60 + slot.end.minute + 1)
    }
    for minute in range(7 * 60, 23 * 60 + 1):
        assert (minute in inside) == allowed(time(minute // 60, minute % 60), parts)


def test_what_was_assumed_is_said():
    told = cases.safety_of({"day": {"wakes": "07:00", "sleeps": "23:00"}, "medicines": ["doxycycline"]})
    assert (told.schedule.day_assumed, told.schedule.assumed) == (False, True)
    timed = cases.safety_of({"medicines": [{"name": "doxycycline", "times": ["08:00"]}]})
    assert (timed.schedule.day_assumed, timed.schedule.assumed) == (True, False)


def test_a_rule_for_any_salt_does_not_speak_of_alkaline_salts():
    found = cases.safety_of({"medicines": ["doxycycline", "fexofenadine"]}).clearance.alerts
    about = {one.about: "trisilicate" in one.says for one in found}
    assert about == {"doxycycline": False, "fexofenadine": True}


def test_months():
    assert months_between(date(2025, 11, 21), date(2026, 11, 21)) == 12
    assert months_between(date(2025, 11, 20), date(2026, 11, 21)) > 12
    assert months_between(date(2025, 11, 22), date(2026, 11, 21)) < 12
    assert months_between(date(2027, 1, 1), date(2026, 11, 21)) == 0
    assert stage(None) is None


def test_the_questions_fit_the_person():
    everybody = {row.id for row in redflag.questions(frozenset())}
    assert {"ces_saddle", "fever", "cancer_history"} <= everybody
    assert not everybody & {"pregnancy_back", "child", "pain_worse_straining"}
    assert "pregnancy_back" in {row.id for row in redflag.questions(frozenset({"pregnant"}))}
    assert redflag.asked_state(None, frozenset()) == {"not_asked.red_flags"}


def test_a_screen_is_complete_when_every_question_was_put():
    answers = {row.id: "no" for row in redflag.questions(frozenset())}
    assert cases.safety_of({"red_flags": answers}).clearance.urgency.name == "none"
    del answers["shingles"]
    assert cases.safety_of({"red_flags": answers}).clearance.urgency.name == "caution"


def test_the_letter_holds_what_a_clinician_needs():
    given = {
        "kidney": {"egfr": 28},
        "labs": {"serum_magnesium_mmol_l": 1.2, "on": "2026-11-01"},
        "medicines": ["Synthroid", "zorblax"],
        "supplements": [{"form": "oxide", "elemental_mg": 243.05}],
        "conditions": ["heart_block"],
        "symptoms": ["nausea"],
    }
    person = cases.person_of(given)
    text = "\n".join(letter(person, cases.safety_of(given), on=cases.ON))
    for part in (
        "2026-11-21",
        "not been clinically reviewed",
        "female, 42 years",
        "low back, 14 weeks",
        "same day",
        "dosing, goal, plan, trial",
        "eGFR is 28 (G4",
        "laxatives: 243 mg (10.0 mmol)",
        "Synthroid (levothyroxine)",
        "zorblax (not recognised)",
        "heart block",
        "nausea",
        "1.20 mmol/L on 2026-11-01",
        "urea, creatinine and eGFR, serum magnesium, calcium (adjusted) and potassium",
        "changed only by the person who prescribed it",
    ):
        assert part in text, part


def test_the_letter_says_what_nobody_asked():
    without = ("medicines", "conditions", "symptoms", "supplements", "pain", "kidney")
    text = "\n".join(letter(cases.person_of({}, without), cases.safety_of({}, without), on=cases.ON))
    assert "Medicines: not asked" in text
    assert "Conditions: not asked. Symptoms: not asked" in text
    assert "laxatives: not asked" in text
    assert "Serum magnesium: not given" in text
    unknown = {"medicines": "unknown", "conditions": "unknown"}
    text = "\n".join(letter(cases.person_of(unknown), cases.safety_of(unknown), on=cases.ON))
    assert "Medicines: not known" in text
    assert "Conditions: not known" in text
    text = "\n".join(letter(cases.person_of({}), cases.safety_of({}), on=cases.ON))
    assert "Medicines: none" in text
    assert "- nothing at the level of a caution or above" in text


def test_what_helps_fits_the_length_of_the_pain():
    def helped(pain):
        return {row.id for row in helps.what_helps(cases.person_of({"pain": pain}).pain)}

    assert "most_eases" in helped({"kind": "low_back", "duration_weeks": 11})
    assert "most_eases" not in helped({"kind": "low_back", "duration_weeks": 12})
    assert "psychological" in helped({"kind": "low_back", "duration_weeks": 12})
    assert {"most_eases", "psychological"} <= helped({"kind": "low_back"})


def test_the_numbers_of_the_readers_own_place_come_first():
    assert helps.numbers("uk")[0].emergency.startswith("999")
    assert helps.numbers("us")[0].emergency == "911"
    assert helps.numbers("dach")[0].emergency == "112"


def test_the_section_says_the_worst_first_and_what_is_stopped():
    given = {"red_flags": ["night_pain", "ces_saddle"], "kidney": {"egfr": 25}, "medicines": ["doxycycline"]}
    shown = section(cases.safety_of(given), cases.person_of(given), on=cases.ON)
    assert shown.tone == "stop"
    assert "now" in shown.says[0]
    assert "no dose is advised" in " ".join(shown.says)
    assert "911" in shown.says[-1]
    assert [one.urgency for one in shown.notices][:2] == ["emergency_now", "soon"]
    assert shown.data["findings"][0]["id"] == "ces_saddle"
    assert shown.charts == (), "a time to take magnesium reads as advice past a stop"
    assert shown.data["schedule"]["slots"] == []
    mild = {"red_flags": [], "kidney": {"egfr": 95}, "medicines": ["doxycycline"]}
    assert section(cases.safety_of(mild), cases.person_of(mild), on=cases.ON).charts[0].table.rows
    calm = section(cases.safety_of({}), cases.person_of({}), on=cases.ON)
    assert calm.tone == "good"
    assert calm.charts == ()


def test_verified_is_as_weak_as_the_weakest_ground():
    found = section(
        cases.safety_of({"red_flags": ["self_harm", "fever", "weak_immune"]}), cases.person_of({}), on=cases.ON
    )
    states = {one["id"]: one["verified"] for one in found.data["findings"]}
    assert states["self_harm"] is False
    assert states["fever"] is True
    assert states["weak_immune"] == "partial"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("file", "rule", "field", "to"),
    [
        ("measures", "egfr_under_30", "below", 29.0),
        ("measures", "dose_over_ul", "above", 1.05),
        ("measures", "age_over_70", "above", 71.0),
        ("measures", "serum_over_2_5", "above", 2.45),
        ("limits", "serum_upper_mmol_l", "value", 1.1),
        ("limits", "unknown_medicine_h", "value", 3.0),
        ("interactions", "eltrombopag", "after_h", 3.0),
        ("interactions", "levothyroxine", "before_h", 3.0),
        ("bounds", "vitamin_k_steady", "within_share", 0.3),
        ("gfr_categories", "G3b", "at_least", 29.0),
        ("red_flags", "several_fracture_flags", "count", 3.0),
    ],
)
def test_a_changed_number_is_noticed(file, rule, field, to):
    tool = load(HERE.parents[3] / "tools" / "perturb_facts.py", "perturb_facts")
    rows = tool.light.light_rows(f"safety/{file}", tool.TABLES[file])
    at = next(n for n, row in enumerate(rows) if row.id == rule and getattr(row, field) is not None)
    assert tool.noticed(file, at, field, to, cases) is not None
    assert tool.light.light_rows(f"safety/{file}", tool.TABLES[file]) is rows


def test_every_medicine_that_leaves_no_time_is_named_however_many():
    names = (
        "levothyroxine", "ciprofloxacin", "eltrombopag", "dolutegravir", "chloroquine", "penicillamine", "moxifloxacin"
    )  # fmt: skip
    medicines = tuple(Medicine(name=name, times=tuple(time(h) for h in range(24))) for name in names)
    found = Case(person=Person(sex="female", given_age_years=42, medicines=medicines), on=date(2026, 11, 21)).safety
    assert any(all(name in f"{alert.about} {alert.says}" for name in names) for alert in found.clearance.alerts)
