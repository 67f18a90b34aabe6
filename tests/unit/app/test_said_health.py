"""The three questions of health: what was answered stands in the form again, and a "no" is no measured value."""

import pytest

from dolomite.app.said_health import CHOICES, Said, answers, as_said


@pytest.mark.parametrize("kidneys", CHOICES)
@pytest.mark.parametrize("egfr", ["", "62"])
def test_what_was_answered_of_the_kidneys_stands_in_the_form_again(kidneys, egfr):
    said = Said(kidneys=kidneys, egfr=egfr, medicines="no", illnesses="no", named="")
    again = as_said(answers(said, before={}))
    assert (again["kidneys"], again["egfr"]) == (None if kidneys == "unknown" else kidneys, egfr or None)


def test_never_told_that_they_are_weak_is_no_kidney_value():
    from datetime import date

    from dolomite.app import read
    from dolomite.app.case import Case

    text = b"sex: female\nage_years: 42\nkidney: {told_weak: no}\n"
    case = Case(person=read.person(text, name="p.yaml", on=date(2026, 11, 29)), on=date(2026, 11, 29))
    assert case.person.kidney is not None and case.person.kidney.told_weak is False
    assert "kidneys.unknown" in case.safety.present
