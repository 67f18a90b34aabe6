"""A year of servings prints a section of ordinary length: unknown foods once with their count, months for days."""

from datetime import date, timedelta

import pytest

from dolomite import facts
from dolomite.base.person import Person
from dolomite.food.table import Catalogue
from dolomite.intake.diary import matched
from dolomite.intake.read import every
from dolomite.intake.read.file import File, How
from dolomite.intake.total import findings, total
from dolomite.report.plain import section_text
from dolomite.supplement.beside_food import beside_food
from dolomite.view import intake as view

DAYS, KINDS = 365, 40


@pytest.fixture(scope="module")
def section():
    catalogue = Catalogue.open()
    lines = []
    for number in range(DAYS):
        day = date(2025, 1, 1) + timedelta(days=number)
        lines += [f"{day},Oats,50 g,100", f"{day},Zzyzx {number % KINDS},1 each,"]
    text = "Day,Food Name,Amount,Magnesium (mg)\n" + "\n".join(lines) + "\n"
    how = How(units={unit.key: unit.unit for unit in catalogue.units})
    diary = matched(every.read(File(name="y.csv", content=text.encode()), how), catalogue=catalogue, ids=facts.ids())
    person = Person(sex="female", given_age_years=42, supplements=())
    found = total(diary, beside_food(person, diary=diary.days_swallowed()), catalogue=catalogue)
    made = findings(found, name="y.csv")
    return view.section(found, made, units=catalogue.units, marks=(), notes=(), hide_energy=False)


def test_it_is_no_longer_than_a_report_is(section):
    assert len(section_text(section, width=100).splitlines()) < 120


def test_unknown_foods_stand_once_with_their_count(section):
    table = next(one for one in section.tables if one.caption.startswith("Not known"))
    assert len(table.rows) == view.MOST_UNKNOWN + 1
    assert sum(row[1] for row in table.rows) == DAYS
    assert table.rows[-1][2] == f"{KINDS - view.MOST_UNKNOWN} more foods"
    assert len(section.data["magnesium"]["unknown"]) == DAYS  # nothing is left out of the object


def test_months_are_drawn_for_days(section):
    (chart,) = section.charts
    assert [row[0] for row in chart.table.rows][:2] == ["Jan 2025", "Feb 2025"]
    assert len(chart.table.rows) == 12
    assert chart.table.rows[0][1] == pytest.approx(100)
