"""A second reading of the risk of bias stands beside the first, says where they part, and moves no answer."""

from __future__ import annotations

import pytest

from dolomite.evidence.answer import answer_question
from dolomite.evidence.question import questions
from dolomite.evidence.study import trials
from dolomite.view.evidence_tables import bias_table, read_again

AGAIN = {one.id: bias for one in trials() for bias in one.risk_of_bias if bias.again is not None}


def test_every_second_reading_says_when_by_whom_and_from_what():
    assert AGAIN
    for bias in AGAIN.values():
        assert bias.again.on and bias.again.read
        assert "no licensed reviewer" in bias.again.by
        assert bias.readers == 1


def test_the_domains_that_part_are_named():
    assert AGAIN["supakatisant-2015"].apart() == ("randomisation", "missing_data", "overall")
    assert AGAIN["barna-2021"].apart() == ()


def test_a_domain_that_was_not_judged_again_parts_in_nothing():
    rated = AGAIN["supakatisant-2015"]
    assert rated.deviations is not None
    assert rated.again.deviations is None
    assert "deviations" not in rated.apart()


@pytest.fixture(scope="module")
def pregnancy():
    return next(one for one in questions() if "nygaard-2008" in {trial.id for trial in one.trials()})


def test_both_readings_stand_in_the_table_and_the_words(pregnancy):
    part = answer_question(pregnancy)
    names = [row[0] for row in bias_table(part).rows]
    assert names.index("Nygaard 2008, read again") == names.index("Nygaard 2008") + 1
    assert "they part in allocation, overall" in read_again(part)


@pytest.mark.parametrize("overall", ["low", "critical"])
def test_the_second_reading_moves_no_answer(pregnancy, overall):
    """However the second reading comes out, the rating is that of the first."""
    changed = tuple(
        one.model_copy(
            update={
                "risk_of_bias": tuple(
                    bias
                    if bias.again is None
                    else bias.model_copy(update={"again": bias.again.model_copy(update={"overall": overall})})
                    for bias in one.risk_of_bias
                )
            }
        )
        for one in pregnancy.trials()
    )
    assert answer_question(pregnancy, among=changed).rating == answer_question(pregnancy).rating
    assert changed != pregnancy.trials()
