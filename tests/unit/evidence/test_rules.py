"""The rules of what may be said, one by one, on the real base; others stand in test_published.py."""

from __future__ import annotations

from itertools import combinations

import pytest

from dolomite.evidence.answer import answer, answer_question, answers
from dolomite.evidence.direction import directions
from dolomite.evidence.published import published, published_says
from dolomite.evidence.question import questions
from dolomite.evidence.study import Trial, review, trial, trials
from dolomite.view.evidence import pages

BY_ID = {one.id: one for one in questions()}


def page(name: str) -> str:
    """Everything that the page of a kind of pain says."""
    said: list[str] = []
    for section in pages(answer(name)):
        said += [section.title, *section.says]
        for table in section.tables:
            said += [table.caption, *(str(cell) for row in table.rows for cell in row)]
    return "\n".join(said)


def test_significant_in_one_arm_only_is_no_direction():
    one = trial("fathy-2022")
    assert "within_arm" in {result.stated for result in one.results}
    found = directions([one], BY_ID[one.question])
    assert found
    assert {each.reading.way for each in found} == {"unclear"}


def test_a_later_trial_the_other_way_is_said_to_could_move_the_certainty():
    assert "a later trial could lower it" in published_says(BY_ID["cramps_oral"])[1]


def test_cramps_without_more_tell_both_populations_apart():
    text = page("cramps")
    assert "older adults" in text
    assert "Not about pregnancy" in text


def test_cancer_pain_is_not_answered_with_nerve_pain():
    found = answer("cancer pain")
    assert found.condition.id == "cancer_pain"
    assert "nerve" not in found.says
    assert "Pickering 2011" not in page("cancer pain")


@pytest.mark.parametrize("one", answers(), ids=lambda one: one.condition.id)
def test_no_controlled_trial_is_said_of_a_route_alone(one):
    """The bare sentence stands on no page that lists a controlled trial."""
    text = page(one.condition.id)
    listed = sum(len(part.trials) for part in one.answers)
    if listed:
        assert "No controlled trial was found" not in text
        assert "Any controlled trial: none was found" not in text


def test_spine_surgery_says_that_infusions_answer_another_question():
    count = len(BY_ID["spine_surgery_infusion"].trials())
    said = f"No controlled trial of magnesium tablets was found; {count} of an infusion during spine surgery"
    assert said in page("spine surgery")


def test_a_review_that_mixes_routes_says_so():
    assert "One of the five trials gave an infusion" in published_says(BY_ID["cramps_oral"])[1]


def test_each_review_of_a_migraine_attack_has_its_own_count():
    text = page("migraine")
    assert "Choi 2014" in text
    assert "Chiu 2016" in text
    assert {one.trials for one in review("choi-2014").figures if one.name.startswith("infusion, relief")} == {5}
    assert "relief of an attack at 30 minutes: RD -0.07 (-0.23 to 0.09), 5 trials" in text


def test_the_direction_is_that_of_the_estimate_whatever_its_p():
    found = answer_question(BY_ID["cramps_oral"])
    assert found.direction == "favours_magnesium"
    assert found.size.word == "trivial"


def test_figures_outside_their_own_interval_are_in_no_headline():
    text = page("spine surgery")
    assert "-1.07" not in text
    assert "-0.91" not in text
    assert "Not reliable in the rest" in text
    assert "jin-zhao-2025" not in {one.review for one in published().values()}


def test_no_two_stored_trials_are_one_work():
    """Nothing with the same registration, DOI or PMID is stored twice."""

    def ids(one: Trial) -> set[str]:
        return {str(key) for key in (one.registration, one.doi, one.pmid) if key is not None}

    twice = [(a.id, b.id) for a, b in combinations(trials(), 2) if ids(a) & ids(b)]
    assert not twice


def test_overlapping_reviews_are_never_summed():
    """One published pool a question; the others are named beside it."""
    text = page("spine surgery")
    assert published()["spine_surgery_infusion"].review == "campos-2024"
    assert "Ng 2020" in text or "Yue 2022" in text
    assert text.count("A published pool, not ours") == 1


RATED = [one for one in questions() if one.rated and not one.reviews and answer_question(one).used]


@pytest.mark.parametrize("asked", RATED, ids=lambda one: one.id)
def test_without_its_trials_an_answer_is_no_longer_what_it_was(asked):
    """Deleting trials changes the sentence: an answer is made from its rows."""
    after = answer_question(asked, drop=[one.id for one in asked.trials()])
    assert after.says != answer_question(asked).says
