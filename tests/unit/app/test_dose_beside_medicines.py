"""A dose beside medicines: one that nobody knows is named, and never a fault of the program."""

from datetime import date

import pytest

from dolomite.app import read
from dolomite.app.advise_dose import advise_dose
from dolomite.app.case import Case

ON = date(2026, 5, 1)
PERSON = "born: 1984-05-02\nsex: female\nred_flags: []\nkidney: {egfr: 90}\nmedicines: [%s]\n"


@pytest.mark.parametrize("medicine", ["zorbinol", "doxicyclin", "levothyroxine", "doxycycline, zorbinol"])
def test_any_medicine_has_an_answer(medicine):
    person = read.person((PERSON % medicine).encode(), name="person.yaml", on=ON)
    advice = advise_dose(Case(person=person, on=ON))
    assert advice.stopped is None
    assert advice.data["cautions"], "a medicine to keep apart from magnesium is said beside the dose"
