"""Medicines as people type them: understood, asked about, or named as unknown; never taken for another one."""

import random
import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dolomite.base.errors import FactError
from dolomite.base.person import Medicine
from dolomite.medicine import names, public
from dolomite.medicine.match import understand
from dolomite.medicine.typed import take_apart

CASES = yaml.safe_load((Path(__file__).parents[2] / "cases" / "medicine" / "spellings.yaml").read_text("utf-8"))
KNOWN = sorted(name for name, ids in names.known_names().items() if ids and name not in names.ask_which())


def seen(text, **more):
    return understand(Medicine(name=text, **more))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["typed"])
def test_a_typed_medicine(case):
    assert list(seen(case["typed"]).ingredients) == case["is"]


def slip(word, rng):
    """One slip of the keyboard or of memory in a name: letters swapped, left out, doubled or replaced."""
    at = rng.randrange(1, len(word) - 1)
    kind = rng.choice(["swap", "drop", "double", "vowel"])
    if kind == "swap":
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if kind == "drop":
        return word[:at] + word[at + 1 :]
    if kind == "double":
        return word[:at] + word[at] + word[at:]
    vowels = [i for i, c in enumerate(word) if c in "aeiouy" and i > 0] or [at]
    at = rng.choice(vowels)
    return word[:at] + rng.choice("aeiou") + word[at + 1 :]


def generated():
    """200 spellings: names of seven letters or more with a slip in one of two, dressed as on a prescription."""
    rng = random.Random(20)
    dress = ["{}", "{} 20 mg", "{} 40mg od", "{} tablets", "{} 5 mg twice a day", "{} 100mg capsules at night"]
    long = [name for name in KNOWN if len(name) >= 7 and name.isascii() and name.isalpha()]
    found = []
    for number, name in enumerate(rng.sample(long, 200)):
        typed = slip(name, rng) if number % 2 else name.upper() if number % 4 else name.title()
        found.append((rng.choice(dress).format(typed), names.known_names()[name]))
    return found


def test_of_200_generated_spellings_98_percent_are_understood_or_asked_rightly_and_none_as_another():
    understood, asked, wrong = 0, 0, []
    for typed, ids in generated():
        got = seen(typed)
        if got.ingredients and got.ingredients != ids:
            wrong.append((typed, got.names))
        understood += got.ingredients == ids
        first = got.candidates[0] if got.candidates else ""
        asked += not got.ingredients and names.ingredients()[ids[0]].name in first
    assert not wrong
    assert understood >= 190  # beside the hundred thousand names of the registers more slips lie near two names
    assert understood + asked >= 196


@given(st.sampled_from(KNOWN), st.randoms(use_true_random=False))
def test_case_and_dose_text_change_nothing(name, rng):
    plain = seen(name).ingredients
    ours = names.known_names()[name]
    assert plain[: len(ours)] == ours  # a register may know more of a brand
    assert seen(name.upper()).ingredients == plain
    assert seen(f"  {name.title()} ").ingredients == plain
    form = " tablets" if not re.search(r"tablet|pill|capsule", name) else ""  # "cholesterol pills tablets" says nobody
    assert seen(f"{name} {rng.choice(['10 mg', '5mg od', f'500 mg{form}', '1 g twice a day'])}").ingredients == plain


@given(st.sampled_from(sorted(names.others())))
def test_a_medicine_we_do_not_hold_is_never_taken_for_one_we_do(name):
    """Only what a register says it holds counts: Dynamin is isosorbide mononitrate in the United Kingdom."""
    told = public.look_up(name, country=None)
    allowed = set() if told is None else set(told.held.ours)
    assert set(seen(name).ingredients) <= allowed
    assert set(seen(f"{name} 50 mg od").ingredients) <= allowed


@given(st.text(max_size=60))
def test_any_text_is_answered(text):
    if text.strip():
        seen(text)


def test_every_brand_gives_what_its_ingredients_give():
    for row in names.facts.light_rows("medicine/brands", names.BrandRow):
        for brand in row.brands:
            got = seen(brand)
            asked = names.folded(brand) in names.ask_which()
            assert asked or got.ingredients[: len(row.ingredients)] == row.ingredients, brand
            assert set(got.ingredients) >= set(row.ingredients), brand


def test_a_brand_of_ours_is_completed_from_the_registers():
    assert seen("Fosavance").ingredients == ("alendronic_acid", "vitamin_d")
    assert seen("Yasmin").outside == ()  # what no rule speaks of is not asked about beside a brand of ours
    assert seen("Fostair nexthaler").ingredients == (
        "beclometasone",
        "formoterol",
    )  # GB: the first alone
    assert seen("warfarin").outside == ()  # a substance's own name is the substance


def test_parts_of_a_line():
    line = take_apart("Naproxen 500 mg tablets", "twice a day with food")
    assert (line.name, line.dose_mg, line.times_a_day, line.way) == ("naproxen", 500.0, 2.0, "mouth")
    assert take_apart("vitamin B12 1 mg").name == "vitamin b12"
    assert take_apart("calcium carbonate 1.25 g").dose_mg == 1250.0
    assert take_apart("levothyroxine 100 micrograms").dose_mg is None
    assert take_apart("metformin 1,000 mg").dose_mg == 1000.0
    often = {"od": 1.0, "bd": 2.0, "tds": 3.0, "qds": 4.0, "t.i.d.": 3.0, "weekly": None, "nocte": 1.0}
    assert {words: take_apart(f"x1234 {words}").times_a_day for words in often} == often
    ways = {
        "voltarol gel": "on_the_body",
        "insulin pen": "injected",
        "salbutamol inhaler": "on_the_body",
        "iron infusion": "injected",
        "iron": "mouth",
    }
    assert {text: take_apart(text).way for text in ways} == ways


def test_what_is_not_understood_beside_what_is_stays_named():
    line = seen("raltegravir and foobarine")
    assert line.ingredients == ("raltegravir",)
    assert line.how == "unsure"
    assert line.unread == ("foobarine",)
    assert seen("Voltarol Plus").unread == ("voltarol plus",)


def test_a_question_shows_what_it_may_be():
    line = seen("prednisilone")
    assert line.how == "unsure"
    assert line.candidates == ("prednisolone", "prednisone")


def test_what_is_put_on_the_skin_belongs_to_no_group():
    assert "nsaid" in seen("diclofenac 50 mg").groups
    assert seen("diclofenac gel").groups == frozenset()


def test_no_ingredient_of_the_table_repairs_into_another():
    for row in names.ingredients().values():
        assert seen(row.name).ingredients == (row.id,), row.name


def test_a_member_without_a_row_is_refused(monkeypatch):
    names.groups.cache_clear()
    monkeypatch.setattr(names, "ingredients", dict)
    with pytest.raises(FactError, match="has no row in ingredients"):
        names.groups()
    monkeypatch.undo()
    names.groups.cache_clear()


def test_a_name_said_twice_in_other_words_is_one_medicine():
    got = seen("Dulcolax liquid milk of magnesia")
    assert (got.ingredients, got.how, got.unread) == (("magnesium_laxative",), "name", ())
    assert seen("doxycycline with warfarin").how != "spelling"
