"""The answer is plain to read: question, answer and cards together have a Flesch-Kincaid grade of at most 6."""

from datetime import date

import pytest
from textstat import textstat

from dolomite.app import read
from dolomite.app.answer import answer_section
from dolomite.app.case import Case

MOST = 6.0
ON = date(2026, 11, 21)
PERSONS = {
    "nothing told": "{sex: female, age_years: 40}",
    "a man": "{sex: male, age_years: 40}",
    "old": "{sex: male, age_years: 81}",
    "kidneys at 25": "{sex: female, age_years: 70, kidney: {egfr: 25}}",
    "dialysis": "{sex: male, age_years: 60, conditions: [dialysis]}",
    "myasthenia": "{sex: female, age_years: 50, conditions: [myasthenia]}",
    "a medicine": "{sex: female, age_years: 66, medicines: [levothyroxine]}",
    "no red flag": "{sex: female, age_years: 30, red_flags: []}",
    "too much in the blood": "{sex: female, age_years: 45, labs: {serum_magnesium_mg_dl: 3.4}}",
    "British": "{sex: male, age_years: 35, country: GB}",
}


@pytest.mark.parametrize("who", PERSONS)
def test_the_answer_reads_easily(who):
    person = read.person(PERSONS[who].encode(), name="person.yaml", on=ON)
    made = answer_section(Case(person=person, on=ON))
    parts = [made.title, *made.says]
    parts += [one for card in made.cards for one in (card.title, *card.says, *(step.says for step in card.steps))]
    text = " ".join(part if part[-1:] in ".?!:" else f"{part}." for part in parts)
    assert textstat.flesch_kincaid_grade(text) <= MOST, text
