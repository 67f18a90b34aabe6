"""Diary lines as people write them: taken apart, weighed, and never surer than the words are."""

import pytest

from dolomite.app import read
from dolomite.food.table import Catalogue
from dolomite.intake.total import MAGNESIUM, of

CATALOGUE = Catalogue.open()


def line(food, amount="", unit="", country=None, chosen=None):
    text = f'date,meal,food,amount,unit\n2026-05-01,lunch,"{food}",{amount},{unit}\n'
    found = read.diary(text.encode(), name="d.csv", catalogue=CATALOGUE, country=country, chosen=chosen)
    return found.eaten[0]


@pytest.mark.parametrize(
    ("food", "amount", "unit", "grams"),
    [
        ("half and half", 2, "tbsp", 30),  # a food, not two halves
        ("1/2 avocado", "", "", 75),
        ("2 eggs", "", "", 100),
        ("glass of red wine", 1, "", 175),
        ("banana", 1, "", 118),
        ("almonds", 1, "handful", 30),
        ("baked beans", "half a", "tin", 200),
        ("milk", "200ml", "", 206),
    ],
)
def test_what_a_line_weighs(food, amount, unit, grams):
    assert line(food, amount, unit).grams == pytest.approx(grams, rel=0.12)


def test_a_pint_is_what_it_is_in_the_country():
    assert line("beer", 1, "pint", country="GB").grams == pytest.approx(568, rel=0.03)
    assert line("beer", 1, "pint", country="US").grams == pytest.approx(473, rel=0.03)


def test_a_measure_keeps_how_far_it_may_be_off():
    handful = line("almonds", 1, "handful")
    span = of(handful, MAGNESIUM, CATALOGUE)
    assert (handful.low_g, handful.high_g) == (20, 40)
    assert span.low < span.known < span.high
    assert not span.unknown


def test_a_range_widens_the_answer():
    one = line("peanut butter", "1-2", "tbsp")
    assert one.low_g < one.grams < one.high_g


def test_an_unknown_measure_is_answered_with_those_the_food_has():
    one = line("banana", 1, "wheelbarrow")
    assert one.grams is None and one.why == "measure not known for this food"
    assert one.measures


def test_a_bare_large_number_is_no_count_of_pieces():
    assert line("banana", 118).grams is None


def test_a_doubtful_value_gives_its_span():
    span = of(line("fndds:57207000", 100, "g"), MAGNESIUM, CATALOGUE)
    assert (span.low, span.known, span.high) == (121.0, 165.0, 229.0)


def test_a_line_with_its_magnesium_given_is_not_looked_up(monkeypatch):
    from dolomite.intake import look_up as module

    text = "Day,Group,Food Name,Amount,Magnesium (mg)\n2026-05-01,Lunch,Some dish,1.00 serving,50\n"
    monkeypatch.setattr(module, "match", None)
    found = read.diary(text.encode(), name="d.csv", catalogue=CATALOGUE)
    assert of(found.eaten[0], MAGNESIUM, CATALOGUE).known == 50.0


def test_what_the_person_chose_comes_first():
    from dolomite.intake.words import key

    chosen = {key("Nan's trifle"): "cofid:12-237"}
    assert line("nan's  trifle", 100, "g", chosen=chosen).food.id == "cofid:12-237"


def test_a_diary_need_not_say_its_meals():
    found = read.diary(b"date,food,amount,unit\n2026-05-01,banana,1,\n", name="d.csv", catalogue=CATALOGUE)
    assert [(one.row.meal, one.food.name) for one in found.eaten] == [("", "Banana, raw")]
