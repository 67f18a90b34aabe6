"""What is swallowed beside food: products by name, lines of a diary, and their sum, in which unknown is never zero."""

from datetime import date

import pytest

from dolomite.base.diary import DiaryRow
from dolomite.base.person import UNKNOWN, Person, Supplement
from dolomite.base.span import Span
from dolomite.medicine.match import Understood
from dolomite.supplement.beside_food import NOT_ASKED, NOT_KNOWN, DiaryDay, Dose, beside_food, dose_of, holds_magnesium
from dolomite.supplement.diary_line import either, is_swallowed, line
from dolomite.supplement.product import amount_in, names_magnesium, product

PLAIN = Person(sex="female", given_age_years=42)
FIRST, SECOND = date(2026, 11, 9), date(2026, 11, 10)


def who(*supplements):
    return Person(sex="female", given_age_years=42, supplements=supplements)


def medicine(typed, **more):
    return Understood(typed=typed, ingredients=(), how="unknown", **more)


def dose(mg, **more):
    return Dose(typed="tablet", form="oxide", mg=Span.exactly(mg), **more)


def row(food, amount=1.0, unit="", meal="snack", given=None):
    return DiaryRow(line=7, on=FIRST, meal=meal, food=food, amount=amount, unit=unit, given=given)


# --- products


@pytest.mark.parametrize(
    "text, name, mg",
    [
        ("Milk of Magnesia 30 ml", "milk_of_magnesia", 1000),  # 500 mg in 15 mL
        ("Phillips, 2 tbsp", "milk_of_magnesia", 1000),
        ("milk of magnesia concentrated 15 ml", "milk_of_magnesia_concentrated", 1000.3),  # the longest name
        ("Doan’s 2 caplets", "doans", 76.1),
        ("Pico-Salax 2 sachets", "pico_salax", 4221),
        ("Rolaids 2 tablets", "rolaids", None),  # the strength decides
        ("epsom salt 2 teaspoons", "epsom_salt", None),  # what a spoon of it weighs is not held
        ("milk of magnesia 15 ml or 30 ml", "milk_of_magnesia", None),  # two amounts: neither
        ("milk of magnesia", "milk_of_magnesia", None),
    ],
)
def test_a_product_by_its_name_and_the_amount_in_the_text(text, name, mg):
    known = product(text)
    assert known.id == name
    amount = amount_in(text, known)
    assert amount.known == (None if mg is None else pytest.approx(mg))
    assert amount.high == (None if mg is None else pytest.approx(mg))


@pytest.mark.parametrize(
    "text, holds",
    [
        ("Magnesium glycinate", True),
        ("ZMA capsule", True),
        ("esomeprazole magnesium 20 mg", False),  # the trace of a tablet's salt
        ("tablets with magnesium stearate", False),
        ("zinc without magnesium", False),
        ("zinc", False),
    ],
)
def test_a_name_says_magnesium_or_only_a_trace_of_it(text, holds):
    assert names_magnesium(text) is holds
    assert holds_magnesium(medicine(text)) is holds


def test_what_is_on_the_skin_or_understood_as_no_tablet_brings_none():
    assert holds_magnesium(medicine("epsom salt 500 g")) and product("epsom salt 500 g") is not None
    assert not holds_magnesium(medicine("epsom salt 500 g", way="on_the_body"))
    assert product("an apple") is None


# --- the sum


def test_nobody_asked_is_unknown_and_none_taken_is_zero():
    unasked, unsure, none = (
        beside_food(PLAIN),
        beside_food(Person(sex="female", given_age_years=42, supplements=UNKNOWN)),
        beside_food(who()),
    )
    assert unasked.usual == Span.nothing_known(NOT_ASKED) and not unasked.asked
    assert unsure.usual == Span.nothing_known(NOT_KNOWN)
    assert (none.usual, none.most, none.asked, none.forms) == (Span.exactly(0), Span.exactly(0), True, frozenset())
    assert not none.laxative and not none.only_laxatives


def test_supplements_add_up_by_elemental_magnesium():
    taken = beside_food(
        who(Supplement(form="oxide", salt_mg=500), Supplement(form="citrate", elemental_mg=50, per_day=2))
    )
    assert taken.usual.known == pytest.approx(401.5, abs=0.2)
    assert taken.forms == {"oxide", "citrate"}
    assert [part.unit for part in taken.parts] == ["mg/d", "mg/d"]
    assert dose_of(Supplement(form="citrate")).mg.high is None  # a dose nobody told has no upper end


def test_a_medicine_comes_on_top_and_an_unsaid_amount_leaves_the_end_open():
    plain, laxative = (
        dose_of(Supplement(form="oxide", elemental_mg=100)),
        medicine("milk of magnesia 15 ml", times_a_day=2),
    )
    person = who(Supplement(form="oxide", elemental_mg=100))
    both = beside_food(person, medicines=(laxative, medicine("zinc")))
    assert both.usual == Span.exactly(1100)
    assert (both.products, both.sure, both.laxative, both.only_laxatives) == ((laxative,), (plain,), True, False)
    assert both.alkaline_product
    often = beside_food(person, medicines=(medicine("milk of magnesia 15 ml"),))  # how often is not said
    assert (often.usual.known, often.usual.low, often.usual.high) == (100, 100, None)
    assert beside_food(who(), medicines=(laxative,)).only_laxatives
    assert beside_food(PLAIN, medicines=(laxative,)).asked


def test_a_days_own_lines_stand_for_the_usual_supplements():
    diary = (
        DiaryDay(on=FIRST, counted=True, doses=(dose(300),)),
        DiaryDay(on=SECOND, counted=True, doses=None),
        DiaryDay(on=date(2026, 11, 11), counted=False, doses=(dose(500, what="laxative"),)),
    )
    taken = beside_food(who(Supplement(form="oxide", elemental_mg=100)), diary=diary)
    assert taken.usual == Span.exactly(200)  # of the two days that count
    assert taken.most == Span.exactly(500)  # a limit meets every day
    assert [span.known for _, span in taken.by_day] == [300, 100, 500]
    assert taken.laxative and not taken.only_laxatives


def test_a_silent_day_tells_nothing_of_a_person_whom_nobody_asked():
    diary = (DiaryDay(on=FIRST, counted=True, doses=(dose(300),)), DiaryDay(on=SECOND, counted=True, doses=None))
    taken = beside_food(PLAIN, diary=diary)
    assert taken.usual == Span(known=150, low=150, high=None, unknown=(NOT_ASKED,))
    assert taken.most == Span.exactly(300)


def test_an_open_end_is_above_every_number_on_the_day_with_most():
    unknown = Dose(typed="multivitamin", form="unknown", mg=Span.nothing_known("multivitamin"))
    diary = (DiaryDay(on=FIRST, counted=True, doses=(dose(900),)), DiaryDay(on=SECOND, counted=True, doses=(unknown,)))
    most = beside_food(who(), diary=diary).most
    assert (most.high, most.low, most.unknown) == (None, 900, ("multivitamin",))


# --- a line of a diary


@pytest.mark.parametrize(
    "what, expected",
    [
        (row("Magnesium glycinate", 1, "capsule"), True),
        (row("mineral water rich in magnesium", 300, "ml"), False),
        (row("vitamin c", 500, "mg"), True),  # milligrams are never a weight of food
        (row("protein powder", 30, "g", meal="Supplements"), False),
        (row("something new", 1, "", meal="supplements"), True),
        (row("fish oil", 1, "capsule"), True),
        (row("apple", 1, "medium"), False),
    ],
    ids=lambda value: getattr(value, "food", value),
)
def test_what_is_swallowed_beside_food(what, expected):
    assert is_swallowed(what) is expected


@pytest.mark.parametrize(
    "what, low, high, asked",
    [
        (row("Magnesium citrate", 500, "mg"), 56.7, 500, True),  # the compound, or magnesium itself
        (row("Magnesium citrate", 500, "mg elemental"), 500, 500, False),
        (row("Magnesium citrate", 500, "mg salt"), 56.7, 80.8, False),
        (row("Magnesium citrate", 1, "g"), 113.4, 161.6, False),  # grams weigh what was swallowed
        (row("Magnesium oxide 400 mg", 2, "tablet"), 482.4, 800, True),
        (row("Milk of magnesia", 30, "ml"), 1000, 1000, False),
        (row("Rolaids", 2, "tablets"), 0, None, True),
        (row("Magnesium citrate", 2, "capsule"), 0, None, True),  # no weight
        (row("Magnesium citrate", None, ""), 0, None, True),
        (row("multivitamin", 1, "tablet"), 0, None, True),
        (row("a powder", 200, "mg"), 0, 200, True),  # no more than it weighs
    ],
    ids=lambda value: f"{value.food} {value.amount} {value.unit}" if isinstance(value, DiaryRow) else None,
)
def test_what_a_line_brings(what, low, high, asked):
    told = line(what, magnesium="magnesium")
    assert told.dose.mg.low == pytest.approx(low, abs=0.1)
    assert told.dose.mg.high == (None if high is None else pytest.approx(high, abs=0.1))
    assert (told.asks is not None) is asked
    assert [ground.at for ground in told.dose.basis] == ["line 7"]


def test_a_value_that_came_with_the_line_is_taken_as_it_is():
    told = line(row("Magnesium citrate laxative", 500, "mg", given=(("magnesium", 120.0),)), magnesium="magnesium")
    assert (told.dose.mg, told.dose.form, told.asks) == (Span.exactly(120), "citrate", None)


def test_a_supplement_that_names_another_nutrient_brings_none():
    assert line(row("vitamin d3", 1, "tablet"), magnesium="magnesium").dose is None


def test_what_a_line_is_taken_for():
    kinds = {"Milk of magnesia": "laxative", "magnesium antacid": "antacid", "Magnesium citrate": "supplement"}
    assert {food: line(row(food, 1, "tablet"), magnesium="magnesium").dose.what for food in kinds} == kinds


def test_either_meaning_of_a_weight():
    span, question = either("oxide", 300)
    assert (span.low, span.high) == (pytest.approx(180.9, abs=0.1), 300)
    assert question.startswith("Are 300 mg the magnesium itself or the whole compound?")
    assert either("unknown", 300)[0].low == 0
