"""What an article leaves out: a sentence that is wrong warns nobody."""

import pytest

from dolomite.app.check_article import check_text

REST = " Magnesium is a mineral that many people take for cramps at night, and it is found in nuts and seeds."
ASK = "People with kidney disease should ask their doctor before they take magnesium."


def warned(text):
    (item,) = [one for one in check_text(text + REST)["missing"] if one["item"] == "kidney_disease"]
    return item["passage"]["text"] if item["present"] else None


@pytest.mark.parametrize(
    "text",
    [
        "Magnesium is safe in kidney disease.",
        "Even people with kidney damage do not have to worry about overdose.",
        "Those with renal failure should have no fear of magnesium.",
        "Magnesium is good for kidney disease.",
    ],
)
def test_a_false_all_clear_is_no_warning(text):
    assert warned(text) is None


def test_a_true_warning_after_a_false_all_clear_is_found():
    assert warned(ASK) == ASK
    assert warned(f"Magnesium is safe in kidney disease. {ASK}") == ASK
