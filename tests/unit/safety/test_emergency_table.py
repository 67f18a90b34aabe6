"""960 emergencies told in one's own words, and 300 harmless notes; figures stand in docs/explanation/own-words.md."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("score_emergency", ROOT / "tools" / "score_emergency.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.slow
def test_no_emergency_of_the_table_is_taken_for_less(tool):
    found = tool.score(held=None)
    assert found.total.total() == 960
    assert found.missed == []
    assert found.less == []


@pytest.mark.slow
def test_few_harmless_notes_raise_a_matter_of_the_day(tool):
    loud, total = tool.alarms()
    assert total == 300
    assert len(loud) <= 0.1 * total, loud


def test_a_third_of_the_phrases_is_held_out_by_their_words_alone(tool):
    phrases = [words for some in tool.ingredients()["flags"].values() for words in some]
    assert len(phrases) == 192
    assert sum(map(tool.held_out, phrases)) == 68


def test_a_misspelling_swaps_letters_of_the_two_longest_words(tool):
    assert tool.misspelt("numb around my genitals") == "numb aruond my gentials"
