"""Small things of a typed line that only a sampled change of the code had shown to be held by nothing."""

import importlib.util
import sys
from pathlib import Path

import pytest

from dolomite.base.person import Medicine
from dolomite.medicine import register
from dolomite.medicine.match import understand
from dolomite.medicine.typed import take_apart

ROOT = Path(__file__).parents[3]


def load(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_only_single_words_are_searched_by_their_length():
    found = register.names_of_length()
    assert found[12] and not any(" " in name for some in found.values() for name in some)


def test_the_moments_of_the_day_are_read():
    assert take_apart("aspirin nocte").moments == ("night",)
    assert take_apart("omeprazole 1-0-0").moments == ("morning",)
    assert take_apart("omeprazole").moments == ()


@pytest.mark.parametrize(
    ("typed", "mg"),
    [(f"aspirin 5 {unit}", 5.0) for unit in ("mg", "mgs", "milligram", "milligrams")]
    + [(f"aspirin 0.5 {unit}", 500.0) for unit in ("g", "gm", "gram", "grams")]
    + [("digoxin 125 mcg", None)],
)
def test_the_amount_once_is_read_in_milligrams(typed, mg):
    assert take_apart(typed).dose_mg == mg


def test_a_name_that_is_asked_about_is_asked_about_with_its_salt_too():
    assert understand(Medicine(name="trexan sodium")).how == "unsure"
    assert understand(Medicine(name="losartan potassium")).how == "name"


def test_four_slips_are_too_many_even_in_a_long_name():
    assert understand(Medicine(name="sodim polystirene sulfonate")).how == "spelling"
    assert understand(Medicine(name="sodim polystirene sulfanat")).how != "spelling"


def test_a_medicine_of_a_register_behind_one_of_ours_is_not_lost():
    got = understand(Medicine(name="metformin rilmenidine"))
    assert (got.how, got.ingredients, got.unread) == ("unsure", ("metformin",), ("metformin rilmenidine",))
    assert understand(Medicine(name="metformin white oval")).how == "name"


def test_what_our_own_list_holds_of_a_name_is_the_whole_of_it():
    """The register of one country has the name and does not say what it holds."""
    assert understand(Medicine(name="cozaar comp")).content == "whole"


def test_a_medicine_that_we_do_not_hold_is_offered_by_its_name():
    got = understand(Medicine(name="rilmenidne"))
    assert (got.how, got.ingredients) == ("unsure", ())
    assert "rilmenidine" in got.candidates


@pytest.mark.parametrize(
    ("typed", "ingredients"),
    [
        ("metformin slow release 500mg 2 with tea", ("metformin",)),
        ("omeprazole 20 before my breakfast", ("omeprazole",)),
        ("methotrexate on Mondays", ("methotrexate",)),
        ("zolendronic acid infusion last March", ("zoledronic_acid",)),
    ],
)
def test_meals_days_and_months_are_no_part_of_the_name(typed, ingredients):
    got = understand(Medicine(name=typed))
    assert (got.ingredients, got.outside) == (ingredients, ())


def test_a_third_list_is_read_without_taking_one_for_another():
    """Its first score stands in docs/explanation/medicine-names.md; this holds what mending brought: no measure."""
    score = load("score_typed")
    path = ROOT / "tests" / "cases" / "medicine" / "typed_third.psv"
    said = [score.verdict(line, score.heard(line)) for line in score.lines(path)]
    assert len(said) == 80 and said.count("another") == 0
    assert said.count("understood") + said.count("asked") >= 78
