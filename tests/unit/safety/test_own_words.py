"""Red flags in a person's own words: questions to confirm, no diagnosis, no silence."""

from pathlib import Path

import pytest

from dolomite import facts
from dolomite.safety import redflag
from dolomite.safety.alert import Urgency
from dolomite.safety.listen import listen
from dolomite.safety.net import WeightRow
from dolomite.safety.own_words import heard, own_words

FILE = Path(__file__).parents[2] / "cases" / "safety" / "own_words.psv"


def lines():
    for line in FILE.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            which, text, flags = (part.strip() for part in line.split("|"))
            yield which, text, set(flags.split())


def flags(text):
    return {one.flag for one in heard(text)}


def test_what_people_write_is_heard_or_asked_about_again():
    """Figures by list stand in docs/explanation/own-words.md; lists written after the words are the honest ones."""
    told = [(which, text, right) for which, text, right in lines() if right]
    silent = [text for _, text, right in told if not (flags(text) | {row.id for row in listen(text).again}) & right]
    assert len(silent) <= 0.05 * len(told), silent
    own = [flags(text) & right for which, text, right in told if which == "own"]
    assert sum(map(bool, own)) >= 0.95 * len(own)


def test_harmless_notes_raise_few_questions_for_today():
    harmless = [text for _, text, right in lines() if not right]
    loud = [text for text in harmless if any(one.urgency >= Urgency.same_day for one in heard(text))]
    assert len(loud) <= 0.1 * len(harmless), loud


@pytest.mark.parametrize(("text", "right"), [(text, right) for which, text, right in lines() if which == "reworded"])
def test_a_kind_of_sentence_that_strangers_write_is_heard_or_left_in_peace(text, right):
    read = heard(text)
    if right:
        assert {one.flag for one in read} & right, read
    else:
        assert not [one for one in read if one.urgency >= Urgency.same_day]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("numb around my bottom and can't pee", {"ces_saddle", "ces_bladder"}),
        ("no numbness around my bottom", set()),
        ("not able to wee", {"ces_bladder"}),
        ("nmub between my legs", {"ces_saddle"}),
        ("", set()),
    ],
)
def test_denied_words_and_swapped_letters(text, wanted):
    assert flags(text) == wanted


def test_what_is_heard_is_a_question_with_its_words_and_urgency():
    first = heard("slept badly. Numb around my bottom")[0]
    assert first.question.endswith("?")
    assert first.words == "numb around my bottom"
    assert first.urgency is Urgency.emergency_now
    assert first.basis


def test_every_row_leads_to_a_question_that_is_asked():
    asked = {row.id for row in facts.light_rows("safety/questions", redflag.QuestionRow)}
    assert {row.flag for row in own_words()} <= asked
    assert {row.id for row in facts.light_rows("safety/net_flags", WeightRow)} <= redflag.flag_ids()
