"""The one door: what is understood, what is refused and in which words, and that nothing else ever happens."""

from datetime import date, time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cases.run import cases, ids
from dolomite.base import parse
from dolomite.base.document import decode
from dolomite.base.errors import MOST_FAULTS, FaultsError, InputError
from dolomite.base.person import Ids
from dolomite.intake.read import own

IDS = Ids(
    red_flags=frozenset({"fever", "ces_saddle"}),
    conditions=frozenset({"myasthenia", "ckd_stage_unknown"}),
    symptoms=frozenset({"muscle_cramps"}),
    forms=frozenset({"oxide", "citrate", "bisglycinate"}),
    avoid=frozenset({"peanuts", "dairy"}),
    bodies=frozenset({"us", "eu", "uk", "dach", "who"}),
    aliases=(("chronic kidney disease", "ckd_stage_unknown"), ("glycinate", "bisglycinate")),
)
REFUSED = cases("base/person_refused")
DIARY_REFUSED = cases("base/diary_refused")
LEAST = "sex: female\nage_years: 42\n"


def person(text):
    return parse.person(text, name="person.yaml", ids=IDS)


def diary(text):
    return own.diary(text, name="diary.csv")


@pytest.mark.parametrize("case", REFUSED, ids=ids(REFUSED))
def test_a_person_that_cannot_be_used(case):
    with pytest.raises(InputError) as refusal:
        person(case["text"])
    said = str(refusal.value)
    assert case["says"] in said
    assert said.startswith("person.yaml")
    assert "\n" not in said


@pytest.mark.parametrize("case", DIARY_REFUSED, ids=ids(DIARY_REFUSED))
def test_a_diary_that_cannot_be_used(case):
    with pytest.raises(InputError) as refusal:
        diary(case["text"])
    assert case["says"] in str(refusal.value)
    assert "\n" not in str(refusal.value)


def test_every_fault_of_a_file_is_told_at_once_in_its_order():
    with pytest.raises(FaultsError) as refusal:
        person(
            "sex: femal\nage_years: 42 years\nweigth_kg: 71\nmedicines: [{dose: 3}, a, {name: b, years: 900}]\n"
            "red_flags: {fevr: no, fever: nope}\nday: {wakes: 7am, sleeps: 23:00}\n"
        )
    assert [(one.line, one.field) for one in refusal.value.each] == [
        (1, "sex"), (2, "age_years"), (3, None), (4, "medicines[1]"), (4, "medicines[3].years"),
        (5, "red_flags"), (5, "red_flags.fever"), (6, "day.wakes"),
    ]  # fmt: skip
    assert str(refusal.value).splitlines()[0] == "8 lines cannot be used:"
    assert refusal.value.field == "sex"


def test_not_asked_is_not_none():
    left_out, empty, unknown = (
        person(LEAST),
        person(LEAST + "conditions: []\n"),
        person(LEAST + "conditions: unknown\n"),
    )
    assert (left_out.conditions, empty.conditions, unknown.conditions) == (None, (), "unknown")


def test_red_flags_as_a_list_mean_all_were_asked():
    flags = person(LEAST + "red_flags: [fever]\n").red_flags
    assert flags.all_asked
    assert (flags.answer("fever"), flags.answer("ces_saddle")) == ("yes", "no")


def test_red_flags_as_a_map_leave_the_others_unasked():
    flags = person(LEAST + "red_flags: {fever: unknown}\n").red_flags
    assert not flags.all_asked
    assert (flags.answer("fever"), flags.answer("ces_saddle")) == ("unknown", None)


def test_red_flags_with_the_day_they_were_asked():
    flags = person(LEAST + "red_flags: {asked_on: 2026-05-01, yes: [fever]}\n").red_flags
    assert (flags.asked_on, flags.all_asked, flags.answer("fever")) == (date(2026, 5, 1), True, "yes")


def test_pounds_inches_and_stones_become_metric():
    us = person(LEAST + "height: 5 ft 6 in\nweight: 157 lb\ngoal: {weekly_change_lb: -2}\n")
    assert us.height_cm == pytest.approx(167.64)
    assert us.weight_kg == pytest.approx(71.214, abs=0.001)
    assert us.weekly_change_kg == pytest.approx(-0.907, abs=0.001)
    assert person(LEAST + "weight: 11 st 3 lb\n").weight_kg == pytest.approx(71.214, abs=0.001)


def test_laboratory_units_become_si():
    one = person(LEAST + "kidney: {creatinine_mg_dl: 1}\nlabs: {serum_magnesium_mg_dl: 2, upper_limit: 2.6}\n")
    assert one.kidney.creatinine_umol_l == pytest.approx(88.42)
    assert one.labs.serum_magnesium_mmol_l == pytest.approx(0.823, abs=0.001)
    assert one.labs.upper_limit_mmol_l == pytest.approx(1.07, abs=0.001)


def test_plain_words_mean_an_id():
    one = person(LEAST + "conditions: [Chronic kidney disease]\nsupplements: [{form: Glycinate, elemental_mg: 100}]\n")
    assert one.conditions == ("ckd_stage_unknown",)
    assert one.supplements[0].form == "bisglycinate"


def test_medicines_keep_what_was_typed():
    one = person(LEAST + "medicines: [doxycycline, {name: omeprazole, dose: 20 mg, times: ['08:00'], years: 3}]\n")
    assert one.medicines[0].name == "doxycycline"
    assert (one.medicines[1].times, one.medicines[1].years) == ((time(8, 0),), 3.0)


def test_json_is_as_good_as_yaml():
    assert person('{"sex": "female", "age_years": 42}') == person(LEAST)


@pytest.mark.parametrize("on, years", [(date(2024, 5, 1), 30), (date(2024, 5, 2), 31)])
def test_age_changes_on_the_birthday(on, years):
    assert person("sex: female\nborn: 1993-05-02\n").age_years(on) == years


def test_a_diary_with_semicolons_mark_and_carriage_returns():
    text = decode(
        b"\xef\xbb\xbfDate;Meal;Food;Amount;Unit\r\n2026-05-01;Lunch;Soup, thick;1 1/2;cup\r\n", name="diary.csv"
    )
    (row,) = diary(text).rows
    assert (row.food, row.amount, row.unit, row.line, row.meal) == ("Soup, thick", 1.5, "cup", 2, "lunch")


def test_all_faults_of_a_diary_are_told_together():
    text = "date,meal,food,amount,unit\n05/01/2026,lunch,soup,300,g\n2026-05-01,lunch,,300,g\n2026-05-01,,tea,1,cup\n"
    with pytest.raises(InputError) as refusal:
        diary(text)
    assert "line 2: date '05/01/2026'" in str(refusal.value)
    assert "line 3: the food is missing" in str(refusal.value)


def test_a_further_column_is_left_out_and_said():
    made = diary("date,meal,food,amount,unit,mood\n2026-05-01,lunch,soup,1,bowl,good\n")
    assert len(made.rows) == 1 and "mood" in made.notes[0]


@pytest.mark.parametrize(
    ("amount", "unit", "low", "value", "high", "read_as"),
    [
        ("1-2", "tbsp", 1.0, 1.5, 2.0, "tbsp"),
        ("~1", "cup", 0.75, 1.0, 1.25, "cup"),
        ("200ml", "", None, 200.0, None, "ml"),
        ("⅛", "cup", None, 0.125, None, "cup"),
        ("1⁄2", "cup", None, 0.5, None, "cup"),
        ("three", "slices", None, 3.0, None, "slices"),
        ('"1,5"', "cup", None, 1.5, None, "cup"),
        ("half a", "tin", None, 0.5, None, "tin"),
    ],
)
def test_amounts_as_people_write_them(amount, unit, low, value, high, read_as):
    (row,) = diary(f"date,meal,food,amount,unit\n2026-05-01,lunch,soup,{amount},{unit}\n").rows
    assert (row.low, row.amount, row.high, row.unit) == (low, value, high, read_as)


def test_a_blank_amount_stays_unknown_and_none_was_taken_is_an_answer():
    text = "date,meal,food,amount,unit,complete\n2026-05-01,lunch,soup,,,yes\n2026-05-01,,supplements,none,,\n"
    rows = diary(text).rows
    assert rows[0].amount is None
    assert (rows[1].food, rows[1].unit) == ("supplements", "none")
    assert diary(text).complete == ((date(2026, 5, 1), True),)


def test_invalid_utf8_is_named_by_its_line():
    with pytest.raises(InputError, match=r"diary\.csv, line 3: byte 9 is not UTF-8"):
        decode(b"a,b\nc,d\n\xff\xfe", name="diary.csv")


def test_a_very_long_cell_and_very_many_rows():
    with pytest.raises(InputError, match=r"line 2: .*quotation mark missing"):
        diary("date,meal,food,amount,unit\n2026-05-01,lunch," + "x" * 5_000_000 + ",1,g\n")
    long = "date,meal,food,amount,unit\n" + "2026-05-01,lunch,soup,1,g\n" * 100_000
    assert len(diary(long).rows) == 100_000


PLAIN = (
    "sex born age_years female male 1984-05-02 42 height_cm no 20:00 null ~ red_flags fever yes unknown labs kidney "
    "egfr 1e400 -1 0 82,5 &a *a !!int medicines supplements form oxide day wakes goal weekly_change_lb state pregnant"
).split()
SIGNS = [":", ": ", "\n", "\n  ", "- ", ", ", "[", "]", "{", "}", "'", '"', "#", "\t", "|", ">", "\x00", "\ufeff", "é"]
words = st.sampled_from(PLAIN + SIGNS)
yaml_like = st.lists(words, max_size=40).map("".join)


@settings(max_examples=400, deadline=None)
@given(yaml_like | st.text(max_size=200))
@example("sex: female\nage_years: 1_0\n")
@example("? sex\n: female\n? age_years\n: 42\n")
def test_whatever_is_typed_gives_a_person_or_one_sentence(text):
    try:
        person(text)
    except FaultsError as refusal:  # several faults: a sentence a line, under the count of them
        assert str(refusal).count("\n") >= len(refusal.each[:MOST_FAULTS])
        assert not any("\n" in str(one) for one in refusal.each)
    except InputError as refusal:
        assert "\n" not in str(refusal)


CELLS = "date , ; 2026-05-01 soup 1 1/2 g 0 ½ yes no supplements none - 1,5 nan inf".split()
MARKS = ["date,meal,food,amount,unit", "\n", "\r\n", '"', "\ufeff", "9" * 30, "\x0b", " "]
csv_like = st.lists(st.sampled_from(CELLS + MARKS), max_size=40).map("".join)


@settings(max_examples=400, deadline=None)
@given(csv_like | csv_like.map(lambda tail: "date,meal,food,amount,unit\n" + tail))
def test_whatever_a_diary_holds_gives_a_diary_or_a_sentence_for_each_fault(text):
    try:
        diary(text)
    except InputError as refusal:
        first, *others = str(refusal).split("\n")
        assert first and (not others or first.endswith(" lines cannot be used:"))
        assert all(other.startswith(("diary.csv, line ", "... and ")) for other in others)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_one_sentence(data):
    try:
        decode(data, name="x")
    except InputError as refusal:
        assert "\n" not in str(refusal)
