"""Which way trials point, in words that do not say more than the trials: next to nothing is not "favours magnesium"."""

from dolomite.evidence.answer import answer, answer_question
from dolomite.evidence.question import questions
from dolomite.evidence.study import trial
from dolomite.view.evidence import sure
from dolomite.view.evidence_tables import way
from dolomite.view.evidence_told import result_says

CRAMPS = next(one for one in questions() if one.id == "cramps_oral")


def test_a_trivial_effect_of_reviews_has_no_side():
    found = answer_question(CRAMPS)
    assert found.size.word == "trivial"
    assert way(found) == "little or no difference, from reviews"


def test_a_trial_without_a_clear_difference_says_so_first_and_each_day_speaks_once():
    says = result_says(trial("roguin-maor-2017"), CRAMPS)
    assert says == "day 28: no clear difference; the estimate favours magnesium."


def test_a_list_shows_how_sure_tablets_alone_are_and_not_what_was_given_with_them():
    found = answer("low_back")
    assert sure(found).startswith("○○○○ not rated")
    assert sure(found).endswith("very low (beside other treatment)")
    assert sure(answer("cramps")) == "●●●○ moderate"
