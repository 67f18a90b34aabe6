"""Intake: totals keep what is unknown, nothing is dropped in silence, and days count as their owner says."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dolomite import facts
from dolomite.base.errors import InputError
from dolomite.base.person import Person, Supplement
from dolomite.intake.diary import matched
from dolomite.intake.read import cronometer, own
from dolomite.intake.read.file import File, How
from dolomite.intake.total import MAGNESIUM, total
from dolomite.intake.usual import usual
from dolomite.supplement.beside_food import beside_food

HEAD = "date,meal,food,amount,unit\n"
WOMAN = Person(sex="female", given_age_years=42, supplements=())
ALMONDS, SPINACH = "sr28:12063", "sr28:11458"  # 279 and 87 mg of magnesium per 100 g in SR28


def totals(diary, person, **more):
    return total(diary, beside_food(person, diary=diary.days_swallowed()), **more)


def read(catalogue, lines, header=HEAD):
    return matched(own.diary(header + lines, name="diary.csv"), catalogue=catalogue, ids=facts.ids())


def mg(catalogue, lines, person=WOMAN, header=HEAD):
    return totals(read(catalogue, lines, header), person, catalogue=catalogue, nutrients=(MAGNESIUM,))


def test_grams_and_household_measures(catalogue):
    per_100_g = catalogue.get(ALMONDS).nutrients[MAGNESIUM]
    found = mg(catalogue, f"2026-05-01,snack,{ALMONDS},28,g\n2026-05-01,snack,{ALMONDS},1,oz\n")
    assert found.nutrients[MAGNESIUM].known == pytest.approx(per_100_g * (28 + 28.349523125) / 100)


def test_the_average_is_per_counted_day(catalogue):
    days = (("01", 100, "yes"), ("02", 300, "yes"), ("03", 5, "no"))
    lines = "".join(f"2026-05-{day},snack,{ALMONDS},{grams},g,{said}\n" for day, grams, said in days)
    found = mg(catalogue, lines, header="date,meal,food,amount,unit,complete\n")
    assert (len(found.days), len(found.counted)) == (3, 2)
    assert found.nutrients[MAGNESIUM].known == pytest.approx(2 * catalogue.get(ALMONDS).nutrients[MAGNESIUM])


def test_an_unknown_food_is_named_and_never_zero(catalogue):
    found = mg(catalogue, f"2026-05-01,lunch,xyzzy stew,1,bowl\n2026-05-01,snack,{ALMONDS},100,g\n")
    span = found.nutrients[MAGNESIUM]
    assert span.high is None
    assert span.unknown == ("xyzzy stew",)
    assert [one.row.food for one in found.unknown] == ["xyzzy stew"]


def test_nothing_known_is_unknown(catalogue):
    assert mg(catalogue, "2026-05-01,lunch,xyzzy stew,1,bowl\n").nutrients[MAGNESIUM].known is None


def test_a_value_that_the_table_lacks_is_bounded_by_its_category(catalogue):
    food = next(f for f in catalogue if f.nutrients[MAGNESIUM] is None and f.category is not None)
    span = mg(catalogue, f"2026-05-01,lunch,{food.id},100,g\n").nutrients[MAGNESIUM]
    assert span.known is None
    assert span.unknown == (food.name,)
    assert span.high is None or span.low <= span.high


def test_a_measure_the_food_does_not_have_is_unknown_not_one_gram(catalogue):
    (one,) = mg(catalogue, f"2026-05-01,lunch,{SPINACH},2,sandwich\n").unknown
    assert one.why == "measure not known for this food"


def test_no_counted_day_is_unknown(catalogue):
    found = mg(catalogue, f"2026-05-01,snack,{ALMONDS},5,g,no\n", header="date,meal,food,amount,unit,complete\n")
    assert found.nutrients[MAGNESIUM].known is None


@pytest.mark.parametrize(
    "lines, person, expected",
    [
        ("", WOMAN, 0),
        ("", Person(sex="female", given_age_years=42), None),
        ("", Person(sex="female", given_age_years=42, supplements=(Supplement(form="oxide", elemental_mg=250),)), 250),
        ("2026-05-01,,supplement:citrate,100,mg elemental\n", WOMAN, 100),
        ("2026-05-01,,supplement:oxide,500,mg salt\n", WOMAN, 301.5),
        (
            "2026-05-01,,supplements,none,\n",
            Person(sex="female", given_age_years=42, supplements=(Supplement(form="oxide", elemental_mg=250),)),
            0,
        ),
    ],
    ids=["asked none", "nobody asked", "the usual ones", "elemental", "salt", "took none that day"],
)
def test_supplements_are_a_stream_of_their_own(catalogue, lines, person, expected):
    found = mg(catalogue, f"2026-05-01,snack,{ALMONDS},100,g\n{lines}", person)
    assert found.nutrients[MAGNESIUM].known == pytest.approx(catalogue.get(ALMONDS).nutrients[MAGNESIUM])
    assert found.supplement_mg.known == (None if expected is None else pytest.approx(expected, abs=0.1))


@pytest.mark.parametrize(
    "line, says",
    [
        ("2026-05-01,,supplement:kryptonite,100,mg elemental\n", "line 2: 'kryptonite' is not a known form"),
        ("2026-05-01,,supplement:oxide,100,spoons\n", "line 2: unit 'spoons' of a supplement is not clear"),
    ],
)
def test_a_supplement_line_that_is_not_clear_is_refused(catalogue, line, says):
    with pytest.raises(InputError, match=says):
        read(catalogue, line)


def test_day_to_day_variation_by_hand(catalogue):
    per_100_g = catalogue.get(ALMONDS).nutrients[MAGNESIUM]
    found = mg(catalogue, f"2026-05-01,snack,{ALMONDS},100,g\n2026-05-02,snack,{ALMONDS},300,g\n")
    assert usual(found, MAGNESIUM).within_sd == pytest.approx(per_100_g * 2**0.5)
    assert usual(mg(catalogue, f"2026-05-01,snack,{ALMONDS},100,g\n"), MAGNESIUM).within_sd is None


amounts = st.sampled_from(["0", "1", "50", "250.5"])
foods = st.sampled_from([ALMONDS, SPINACH, "xyzzy stew"])


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(foods, amounts), min_size=1, max_size=6), st.tuples(foods, amounts))
def test_adding_a_food_never_lowers_a_total(catalogue, lines, one):
    def low(some):
        text = "".join(f"2026-05-01,x,{food},{amount},g\n" for food, amount in some)
        return mg(catalogue, text).nutrients[MAGNESIUM].low

    assert low([*lines, one]) >= low(lines) - 1e-9


CRONOMETER = """\ufeffDay,Time,Group,Food Name,Amount,Energy (kcal),Vitamin D (IU),Copper (mg),Magnesium (mg),Water (g)
2026-05-01,9:51 AM,"Breakfast","Eggs, cooked","4.00 medium",272.80,153.12,0.02,17.60,131.33
2026-05-01,9:52 AM,"Breakfast","Shake","150.00 g",100,,0.1,,10
2026-05-01,,"Total","Total","",372.80,,,17.60,
2026-05-02,9:52 AM,"Breakfast","Shake","150.00 g",100,40,0.1,20,10
2026-05-02,9:52 AM,"Breakfast","Shake","150.00 g",100,40,0.1,20,10
"""


def test_a_cronometer_export_blanks_unknown_totals_not_doubled(catalogue):
    file = File(name="servings.csv", content=CRONOMETER.encode())
    assert cronometer.recognise(file)
    how = How(units={unit.key: unit.unit for unit in catalogue.units})
    diary = cronometer.read(file, how)
    assert "1 total rows" in diary.notes[0]
    found = totals(matched(diary, catalogue=catalogue, ids=facts.ids()), WOMAN, catalogue=catalogue)
    first, second = found.days
    assert first.nutrients[MAGNESIUM].known == pytest.approx(17.6)
    assert first.nutrients[MAGNESIUM].unknown == ("Shake",)
    assert second.nutrients[MAGNESIUM].known == pytest.approx(40)
    assert first.nutrients["vitamin_d"].known == pytest.approx(153.12 * 0.025)
    assert second.nutrients["copper"].known == pytest.approx(200)
    assert (first.on, second.on) == (date(2026, 5, 1), date(2026, 5, 2))


def test_a_cronometer_summary_keeps_incomplete_days_out(catalogue):
    text = "Date,Energy (kcal),Magnesium (mg),Completed\n2026-05-01,1477,190.5,true\n2026-05-02,,,false\n"
    how = How(units={unit.key: unit.unit for unit in catalogue.units})
    file = File(name="d.csv", content=text.encode())
    diary = matched(cronometer.read(file, how), catalogue=catalogue, ids=facts.ids())
    found = totals(diary, WOMAN, catalogue=catalogue)
    assert len(found.counted) == 1
    assert found.nutrients[MAGNESIUM].known == pytest.approx(190.5)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(foods, amounts), max_size=6))
def test_the_fast_sum_is_the_sum_of_the_lines(catalogue, lines):
    from dolomite.base.span import Span
    from dolomite.intake.total import of

    text = f"2026-05-01,x,{ALMONDS},1,g\n" + "".join(f"2026-05-01,x,{food},{amount},g\n" for food, amount in lines)
    diary = read(catalogue, text)
    (day,) = totals(diary, WOMAN, catalogue=catalogue, nutrients=(MAGNESIUM, "iodine")).days
    for nutrient, found in day.nutrients.items():
        plain = Span.total(of(one, nutrient, catalogue) for one in diary.eaten)
        assert found.unknown == plain.unknown
        assert (found.known is None) == (plain.known is None)
        assert found.low == pytest.approx(plain.low)
        assert found.high == (None if plain.high is None else pytest.approx(plain.high))
