"""960 emergencies told in one's own words, and 300 harmless notes; figures stand in docs/explanation/own-words.md."""

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def load(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def tool():
    return load("score_emergency")


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


@pytest.mark.slow
@pytest.mark.parametrize(("which", "most_silent"), [("fourth", 2), ("fifth", 4), ("sixth", 2)])
def test_notes_of_the_fresh_lists_are_heard_or_asked_about(which, most_silent):
    """Their first scores stand in docs/explanation/own-words.md; this holds what mending brought, and is no measure."""
    notes = load("score_notes")
    told = [(one, notes.verdict(one)) for one in notes.notes(which)]
    ill = [said for one, said in told if one.flags]
    assert len(ill) >= 100
    assert ill.count("silent") <= most_silent, [one.text for one, said in told if one.flags and said == "silent"]
    assert sum(said == "heard" for said in ill) >= 0.9 * len(ill)
    harmless = [said for one, said in told if not one.flags]
    assert harmless.count("heard as another") <= 0.1 * len(harmless)


def test_the_net_never_takes_away_what_a_row_heard(monkeypatch):
    from dolomite.safety import listen, net

    monkeypatch.setattr(listen, "sounds", lambda _: net.Sounds(sum=-1e9, flags=(), because=()))
    found = listen.listen("numb around my bottom and can't pee")
    assert found.now and found.readings


def test_the_net_only_asks():
    from dolomite.safety.listen import listen

    found = listen("the seat of the bike chair under me feels like wood")
    assert found.now == () and not found.nothing


@pytest.mark.parametrize("text", ["bought a new pan", "pain 3, slept well", "no numbness, all fine"])
def test_a_note_without_news_of_the_body_stays_without_questions_of_emergency(text):
    from dolomite.safety.listen import listen

    assert listen(text).now == () and listen(text).cards == ()
    assert listen("chest pain? no").readings == ()


@pytest.mark.parametrize(
    ("word", "meant"), [("nubmness", True), ("bladdder", True), ("batter", False), ("blander", False)]
)
def test_a_misspelling_is_read_and_an_ordinary_word_is_left(word, meant):
    from dolomite.safety import note
    from dolomite.safety.own_words import vocabulary

    assert bool(note.whole(word, vocabulary()).spots((("numb*",), ("bladder",)))) is meant
