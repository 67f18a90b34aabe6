"""What too little of a sentence carries is not said; short sentences and denied warnings are judged all the same."""

import pytest

from dolomite.app.check_article import check_text
from dolomite.claim import sure

PAGE = "Magnesium\n\nMagnesium is an essential mineral. Magnesium is found in many foods.\n\n"


def claims_of(sentence):
    return [claim for claim in check_text(PAGE + sentence)["claims"] if claim["start"] >= len(PAGE)]


@pytest.mark.parametrize(
    ("sentence", "why"),
    [
        (
            "Magnesium is needed for normal muscles, for the making of DNA and for energy, and many of those who read "
            "about it believe that it helps the hormones.",
            sure.APART,
        ),
        ("Magnesium is an electrolyte and helps the wobblefish of the household.", sure.UNREAD),
        (
            "Magnesium takes part in making DNA, making protein and energy, and it relaxes the muscles of anybody who "
            "walks about in the garden.",
            sure.IN_PARTS,
        ),
    ],
)
def test_a_verdict_on_too_little_is_not_said(sentence, why):
    assert [(claim["verdict"], claim["why"]) for claim in claims_of(sentence)] == [("not_checkable", why)]


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("Magnesium is an electrolyte.", "supported"),
        ("Magnesium helps to maintain proper muscle function.", "supported"),
        ("Magnesium relaxes muscles.", "overstated"),
    ],
)
def test_a_short_sentence_is_read_as_a_whole(sentence, verdict):
    assert [claim["verdict"] for claim in claims_of(sentence)] == [verdict]


def test_a_warning_denied_is_wrong_however_long_the_sentence():
    (claim,) = claims_of(
        "Anybody who feels well in the morning, eats a good breakfast and has no time for a doctor can be sure that "
        "too much magnesium is not dangerous."
    )
    assert claim["verdict"] == "wrong"


def test_a_share_of_people_is_compared_whatever_else_the_sentence_says():
    (claim,) = claims_of(
        "Up to 80% of adults are deficient in this mineral, and doctors rarely test for it, which is a pity."
    )
    assert claim["verdict"] == "wrong"


def test_an_order_with_a_dose_is_not_made_to_hold_by_the_warning_beside_it():
    order = "Take 150 to 200 mg of magnesium at bedtime (use another form if diarrhoea is a problem)."
    assert all(claim["verdict"] != "supported" for claim in claims_of(order))
