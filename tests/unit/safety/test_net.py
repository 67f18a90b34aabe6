"""What the net under the rows of words weighs of a note: sentences, what a denial reaches, parts of words, the sum."""

import pytest

from dolomite.safety import net


def marked(text):
    """The words of a sentence, a denied one with its mark, and no pairs."""
    return " ".join(word for word in net.features(text.split()).words if "+" not in word)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("fever", "fever"),
        ("no fever", "no no_fever"),
        ("never fever", "never no_fever"),
        ("without fever", "without no_fever"),
        ("no fever today", "no no_fever today"),
        ("fever , chills", "fever chills"),
        ("no fever , chills", "no no_fever no_chills"),
        ("no fever , chills , numbness", "no no_fever no_chills no_numbness"),
        ("no fever , chills or numbness", "no no_fever no_chills or no_numbness"),
        ("no fever or chills", "no no_fever or no_chills"),
        ("no fever nor chills today", "no no_fever nor no_chills today"),
        ("no fever , numb leg", "no no_fever numb leg"),
        ("no fever , my leg is numb", "no no_fever my leg is numb"),
        ("no fever , and numb", "no no_fever and no_numb"),
        ("no fever ,", "no no_fever"),
        ("no , fever", "no no_fever"),
        ("numb or weak", "numb or weak"),
        ("numb , weak", "numb weak"),
        ("no fever . numb , weak", "no no_fever numb weak"),
        ("no fever . numb or weak", "no no_fever numb or weak"),
        ("no . numb", "no numb"),
        ("numb . no fever or chills", "numb no no_fever or no_chills"),
    ],
)
def test_a_denial_reaches_the_next_word_and_each_of_a_list(text, read):
    assert marked(text) == read


def test_pairs_stand_beside_the_words_and_never_over_the_end_of_a_sentence():
    assert net.features(("my", "leg", "is")).words == ("my", "leg", "is", "my+leg", "leg+is")
    assert net.features(("my", "leg", ".", "it", "burns")).words == (
        "my", "leg", "it", "burns", "my+leg", "it+burns",
    )  # fmt: skip
    assert net.features(("my", "my", "my")).words == ("my", "my+my"), "each once"


def test_parts_are_of_words_with_a_subject_and_each_once():
    assert "the" in net.function_words() and "numb" not in net.function_words()
    assert net.features(("the", "numb")).grams == ("_nu", "num", "umb", "mb_", "_num", "numb", "umb_")
    assert net.features(("numb", "numb")).grams == net.features(("numb",)).grams
    assert net.features(("no", "numb")).grams[-1] == "umb_" and "_no_" in net.features(("no", "numb")).grams


def test_what_is_denied_has_no_meaning_of_its_own():
    assert net.features("numb leg , no fever".split()).meant == ("numb", "leg", "no")


def test_sentences_are_read_alone_and_each_two_together():
    assert net.sentences("My leg is numb. It burns!") == (
        ("my", "leg", "is", "numb"),
        ("it", "burns"),
        ("my", "leg", "is", "numb", ".", "it", "burns"),
    )
    assert net.sentences("Numb, 2 days") == (("numb", ",", "2", "days"),)
    assert net.sentences("It's numb. It's numb.") == (("its", "numb"), ("its", "numb", ".", "its", "numb"))
    assert net.sentences("It’s.") == (("its",),)
    assert net.sentences(" , . ,") == ()


def test_a_long_word_and_a_long_note_are_read_in_part():
    assert net.sentences("a" * 31) == (("a" * net.LONGEST_WORD,),)
    (whole,) = net.sentences("numb " * (net.MOST_WORDS + 5))
    assert len(whole) == net.MOST_WORDS
    first, second, both = net.sentences("numb " * (net.MOST_WORDS - 1) + ". it burns. and more.")
    assert (len(first), second, len(both)) == (net.MOST_WORDS - 1, ("it",), net.MOST_WORDS + 1)


def test_a_note_of_no_word_sounds_like_nothing():
    assert net.sounds(" , ") == net.Sounds(sum=float("-inf"), flags=(), because=())
    assert not net.asks(net.sounds(""))


def test_weights_are_read_from_the_last_sign():
    assert net.weights_of("numb=12 a=b=-3 my+leg=0") == {"numb": 12, "a=b": -3, "my+leg": 0}


@pytest.mark.parametrize("because, short", [(("numb",), "asks"), ((), "asks_by_parts")])
def test_a_question_is_put_from_a_sum_on(because, short):
    limit = net.cut(short)
    assert net.asks(net.Sounds(sum=limit, flags=(), because=because))
    assert not net.asks(net.Sounds(sum=limit - 0.01, flags=(), because=because))
