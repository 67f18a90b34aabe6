"""The table of questions that wait: how to find out stands beside those that have it, and no column is empty."""

from datetime import date

from dolomite.app import read
from dolomite.app.case import Case
from dolomite.safety.card import cards
from dolomite.view.safety_asked import questions_table

ON = date(2026, 11, 29)


def table(flags):
    answered = "red_flags:\n" + "".join(f"  {flag}: no\n" for flag in flags) if flags else ""
    person = read.person(f"sex: female\nage_years: 42\n{answered}".encode(), name="p.yaml", on=ON)
    return questions_table(Case(person=person, on=ON).safety, person)


def test_the_six_emergency_ones_say_how_to_find_out():
    assert [column.title for column in table(()).columns] == ["question", "how to find out"]


def test_once_they_are_answered_no_empty_column_stands():
    found = table([flag for card in cards() for flag in card.flags])
    assert [column.title for column in found.columns] == ["question"]
    assert found.rows and all(len(row) == 1 for row in found.rows)
