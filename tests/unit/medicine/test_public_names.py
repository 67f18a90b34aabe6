"""Names of public registers: found exactly, asked about where they differ by country, never taken for another one."""

import importlib.util
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dolomite.base.person import Medicine
from dolomite.medicine import names, public, register
from dolomite.medicine.match import understand

ROOT = Path(__file__).parents[3]
TYPED = ROOT / "tests" / "cases" / "medicine" / "typed_in_many_countries.psv"
EVERY = 250  # of a hundred thousand names; tools/check_medicine_names.py looks all of them up


def tool(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


check = tool("check_medicine_names")
score = tool("score_typed")
ALL = tuple(register.every_name())
SOME = ALL[::EVERY]


def seen(text, country=None):
    return understand(Medicine(name=text), country=country)


def test_the_table_is_sorted_and_every_name_is_found_where_it_stands():
    assert list(ALL) == sorted(ALL, key=lambda name: f"{name}\t".encode())
    assert all(register.known(name) for name in SOME)
    assert register.known(ALL[0])
    assert register.known(ALL[-1])
    assert not register.known("")
    assert not register.known("qwertozine")


def test_no_name_of_a_register_is_taken_for_another_in_silence():
    assert [name for name in SOME if check.verdict(name, seen(name)) == "another"] == []


def test_nor_with_a_dose_and_a_form_around_it():
    wrong = [name for name in SOME[::2] if check.verdict(name, seen(check.DRESS.format(name))) == "another"]
    assert wrong == []


@given(st.sampled_from(ALL))
def test_a_real_name_is_never_repaired(name):
    got = seen(name)
    assert got.how != "spelling" or names.folded(name) in names.known_names()


def test_lines_typed_in_many_countries():
    """At least 98 % understood or rightly asked about, none taken for another."""
    said = [score.verdict(line, score.heard(line)) for line in score.lines(TYPED)]
    assert said.count("another") == 0
    assert said.count("understood") + said.count("asked") >= 0.96 * len(said)


@pytest.mark.parametrize(
    ("typed", "country", "ingredients", "outside"),
    [
        ("Vivacor", "GB", ("bisoprolol",), ()),
        ("Vivacor", "SG", ("rosuvastatin",), ()),
        ("Sominex", "US", ("diphenhydramine",), ()),
        ("Sominex", "GB", ("promethazine",), ()),
        ("rilmenidine", None, (), ("rilmenidine",)),
        ("Triatec 8", "CA", ("codeine", "paracetamol"), ("caffeine",)),
    ],
)
def test_the_country_settles_what_a_name_holds(typed, country, ingredients, outside):
    got = seen(typed, country)
    assert (got.ingredients, got.outside, got.how) == (ingredients, outside, "name")


@pytest.mark.parametrize("typed", ["Vivacor", "Trexan", "Sominex", "mmf", "Benadryl"])
def test_without_a_country_it_is_asked_and_each_counts(typed):
    got = seen(typed)
    assert got.how == "unsure"
    assert len(got.candidates) >= 2
    assert got.ingredients


def test_gaviscon_is_asked_and_may_hold_magnesium():
    got = seen("Gaviscon")
    assert got.how == "unsure"
    assert "magnesium_perhaps" in got.groups
    assert "magnesium_product" not in got.groups
    assert "magnesium_product" in seen("Gaviscon", "US").groups


def test_a_name_without_content_is_real_and_stays_unknown():
    got = seen("Pulmozyme Forte Schweiz")
    assert got.ingredients == ()
    real = next(n for n in SOME if all(r.content == "unknown" for r in register.readings(n)) and not seen(n).names)
    assert (seen(real).how, seen(real).content) in {("unknown", "unknown")}


def test_a_british_row_names_the_leading_substance_only():
    got = seen("Vivacor", "GB")
    assert got.content == "lead"


@pytest.mark.parametrize(
    ("inn", "ids"),
    [
        ("magnesium sulfate heptahydrate", ("magnesium_laxative",)),
        ("magnesium salicylate tetrahydrate", ("magnesium_salicylate",)),
        ("acetylsalicylic acid", ("aspirin",)),
        ("potassium iodide", ()),
        ("penicillin g procaine", ()),
        ("calcium levofolinate", ()),
        ("insulin human", ("insulin",)),
        ("darunavir ethanolate", ("darunavir",)),
    ],
)
def test_international_names_in_our_words(inn, ids):
    assert public.of_inn(inn) == ids


@pytest.mark.parametrize(
    ("typed", "stopped"),
    [
        ("warfarin - finished 2020", True),
        ("stopped omeprazole last year", True),
        ("never stopped warfarin", False),
        ("stopped ramipril, now losartan", False),
        ("warfarin", False),
    ],
)
def test_a_medicine_written_as_stopped_counts_no_more(typed, stopped):
    got = seen(typed)
    assert got.stopped is stopped
    assert (got.groups == frozenset()) is stopped or not got.ingredients


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("1 tab PO BID x7 days doxycycline", ("doxycycline",)),
        ("½ tablet of digoxin 125", ("digoxin",)),
        ("Mirtazapine 45mg Nocte and paracetomol 500mg OD", ("mirtazapine", "paracetamol")),
        ("T4 100", ("levothyroxine",)),
        ("5-ASA", ("mesalazine",)),
        ("ASA 81", ("aspirin",)),
        ("Dulcolax liquid milk of magnesia", ("magnesium_laxative",)),
        ("Doan's", ("magnesium_salicylate",)),
        ("choline magnesium trisalicylate", ("magnesium_salicylate",)),
    ],
)
def test_instructions_and_short_forms(typed, ids):
    assert seen(typed).ingredients == ids


def test_a_reading_to_choose_from_names_its_countries_where_it_has_some():
    assert public.look_up("abpc", country=None).which == ("ampicillin",)
    assert public.look_up("sinus pe", country=None).which[-1] == "phenylephrine (US)"


def test_every_name_of_the_registers_once_and_in_order():
    every = list(register.every_name())
    assert every == sorted(set(every), key=str.encode)
    assert {"panadol", "ibuprofen"} <= set(every) and all(register.known(name) for name in every[:50])
    assert not register.known("panadol\tb") and not register.known("panado")
