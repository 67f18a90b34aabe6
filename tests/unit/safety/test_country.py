"""Whom to call and in which unit a laboratory prints, by country: what is not known stays unknown, and is said."""

import importlib.util
from datetime import date
from pathlib import Path

import pytest

from dolomite.safety.country import countries, laboratory_value, whom_to_call
from dolomite.safety.helps import numbers
from dolomite.safety.letter import letter

_spec = importlib.util.spec_from_file_location("safety_cases", Path(__file__).with_name("cases.py"))
cases = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(cases)


@pytest.mark.parametrize(
    ("code", "poison", "note"),
    [
        ("GB", "111", "no public poison line: NHS 111"),  # the health line stands in for it
        ("NL", "112", "no public poison line"),
        ("RO", "112", "no poison line is known here"),
        ("CA", "1-844-764-7669", "Quebec 1-800-463-5060"),
        ("US", "1-800-222-1222", "day and night"),
    ],
)
def test_where_there_is_no_poison_line_the_health_line_or_the_emergency_number_stands(code, poison, note):
    found = whom_to_call(code).first("poison")
    assert found is not None
    assert (found.number, found.note.startswith(note)) == (poison, True)


def test_no_country_is_given_the_poison_line_of_another():
    own = {row.poison: row.id for row in countries() if row.poison is not None}
    for row in countries():
        found = whom_to_call(row.id).first("poison")
        assert found is not None
        assert row.poison is not None or found.number not in own


def test_no_word_for_ourselves_stands_beside_a_number():
    notes = [note for row in countries() for note in (row.poison_note, row.health_line_note) if note is not None]
    assert not [note for note in notes if "print" in note or "product" in note]


@pytest.mark.parametrize(
    ("code", "place"), [("CA", "Canada"), ("AU", "Australia"), ("GB", "United Kingdom"), ("DE", "European Union")]
)
def test_the_numbers_of_the_own_country_stand_first(code, place):
    row = next(one for one in countries() if one.id == code)
    assert numbers(row.authority, country=row.name)[0].place == place


def test_a_number_looked_up_over_a_year_ago_counts_as_not_checked():
    emergency = whom_to_call("GB").first("emergency")
    assert emergency.looked_up == date(2026, 11, 28)
    assert emergency.checked(date(2027, 11, 29))  # 366 days later: a year that may be a leap year
    assert not emergency.checked(date(2027, 11, 30))
    assert not whom_to_call("CA").first("health_line").checked(date(2026, 11, 29))  # read in one list only


@pytest.mark.parametrize(
    ("code", "magnesium", "creatinine"),
    [
        ("US", "3.40 mg/dL (1.40 mmol/L)", "2.15 mg/dL (190 umol/L)"),
        ("DE", "1.40 mmol/L", "2.15 mg/dL (190 umol/L)"),  # the two units are separate
        ("GB", "1.40 mmol/L", "190 umol/L"),
        (None, "1.40 mmol/L", "190 umol/L"),
    ],
)
def test_a_blood_value_is_told_in_the_unit_of_the_countrys_laboratories(code, magnesium, creatinine):
    assert laboratory_value("magnesium", 1.4, code) == magnesium
    assert laboratory_value("creatinine", 190, code) == creatinine
    assert laboratory_value("magnesium", None, code) == "unknown"


def test_the_letter_and_the_finding_tell_it_so():
    changes = {"country": "US", "labs": {"serum_magnesium_mmol_l": 1.4}}
    found = cases.safety_of(changes)
    assert any("3.40 mg/dL" in one.says for one in found.clearance.alerts)
    assert any("3.40 mg/dL (1.40 mmol/L)" in line for line in letter(cases.person_of(changes), found, on=cases.ON))
