"""How far apart the words of a sign may stand, and how far a word reaches that silences it."""

import pytest

from dolomite.safety.own_words import NEAR, NEAR_IN_NOTE, READINGS, heard, own_words


def flags(text):
    return {question.flag for question in heard(text)}


def apart(first, second, words):
    """The second word stands so many words after the first, in one sentence, with words between that mean nothing."""
    return " ".join([first, *["zz"] * (words - 1), second])


@pytest.mark.parametrize("first, second", [("numb", "groin"), ("groin", "numb")])
def test_words_of_a_sentence_meet_within_a_reach(first, second):
    assert "ces_saddle" in flags(apart(first, second, NEAR))
    assert "ces_saddle" not in flags(apart(first, second, NEAR + 1))


@pytest.mark.parametrize("first, second", [("osteoporosis", "fell"), ("fell", "osteoporosis")])
def test_words_of_a_note_meet_within_a_longer_one(first, second):
    def two_sentences(words):
        filler = ["zz"] * (words - 2)
        return " ".join([first, *filler[:5], ".", *filler[5:], second])

    assert "trauma_minor_osteoporosis" in flags(two_sentences(NEAR_IN_NOTE))
    assert "trauma_minor_osteoporosis" not in flags(two_sentences(NEAR_IN_NOTE + 1))


@pytest.mark.parametrize(
    ("text", "flag", "told"),
    [
        ("at 82 I fell off a chair", "trauma_minor_osteoporosis", True),
        ("my mother is 82 and fell off a chair", "trauma_minor_osteoporosis", False),
        ("82 and fell off a chair, my mother", "trauma_minor_osteoporosis", False),
        ("My mother is well. At 82 I fell off a chair.", "trauma_minor_osteoporosis", True),
        ("At 82 I fell off a chair. My mother is well.", "trauma_minor_osteoporosis", True),
        ("I am 82. My mother saw that I fell.", "trauma_minor_osteoporosis", False),
        ("fever last year", "fever", False),
        ("fever and chills", "fever", True),
    ],
)
def test_a_word_that_silences_reaches_the_sentences_of_the_sign_and_no_other(text, flag, told):
    assert (flag in flags(text)) is told


def test_the_rows_of_all_readings_are_those_of_each():
    every = [row.id for row in own_words()]
    assert every == [row.id for files in READINGS for row in own_words(files)]
    assert len(set(every)) == len(every) > 100
