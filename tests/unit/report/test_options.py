"""The four choices side by side: the same rows for everybody, nothing promised past a stop or before it was asked."""

import re
from datetime import date
from pathlib import Path

import pytest

from dolomite.app import read
from dolomite.app.assess import assess
from dolomite.app.case import Case
from dolomite.report import plain

ON = date(2026, 6, 20)
EXAMPLE = Path(__file__).parents[3] / "examples" / "person.yaml"
ASKED = EXAMPLE.read_text(encoding="utf-8").replace("168", "171").replace("avoid: [peanuts]", "avoid: []")


def choices(text):
    answer = assess(Case(person=read.person(text.encode(), name="p.yaml", on=ON), on=ON)).sections[0]
    (table,) = answer.tables
    return {row[0]: row for row in table.rows}


def test_the_same_four_in_the_same_order():
    assert list(choices(ASKED)) == [
        "Keep moving",
        "More magnesium in food",
        "Magnesium tablets",
        "Nothing more for now",
    ]


@pytest.mark.parametrize(
    ("change", "step"),
    [
        (("egfr: 92", "egfr: 92"), "A trial on yourself, by chance and blinded"),
        (("egfr: 92", "egfr: 20"), "Not yet"),
        (("conditions: []\n", ""), "Not yet"),
    ],
    ids=["all asked", "kidney failure", "illnesses never asked"],
)
def test_tablets_are_tried_only_where_everything_was_asked_and_nothing_stops(change, step):
    text = ASKED.replace(
        "red_flags: []              # all questions were asked, none was answered yes", "red_flags: []"
    )
    text = text.replace("medicines: [doxycycline]", "medicines: []").replace(*change)
    assert choices(text)["Magnesium tablets"][4] == step


def test_no_choice_names_an_amount_past_a_stop():
    rows = choices(ASKED.replace("egfr: 92", "egfr: 20"))
    assert not re.search(r"\d+ mg", " ".join(str(cell) for row in rows.values() for cell in row))


def test_an_emergency_offers_no_choice():
    answer = assess(
        Case(person=read.person(b"sex: male\nage_years: 50\nred_flags: [ces_saddle]\n", name="p", on=ON), on=ON)
    )
    assert not answer.sections[0].tables


def test_new_pain_may_ease_by_itself_and_says_that_this_is_not_fully_checked():
    row = choices(ASKED.replace("duration_weeks: 14", "duration_weeks: 2"))["Nothing more for now"]
    assert "eases" in row[1] and row[2] == "not fully checked"


def test_the_table_reaches_the_terminal():
    report = assess(Case(person=read.person(ASKED.encode(), name="p", on=ON), on=ON))
    assert "Your choices side by side" in plain.section_text(report.sections[0])
