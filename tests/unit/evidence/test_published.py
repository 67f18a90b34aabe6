"""Subgroups set no direction, later trials are named, published pools are shown as such: the rules as tests."""

from __future__ import annotations

from decimal import Decimal

import pytest

from dolomite.evidence.answer import answer, answer_question, answers
from dolomite.evidence.direction import directions
from dolomite.evidence.published import published, published_says
from dolomite.evidence.question import questions
from dolomite.evidence.short import short
from dolomite.evidence.study import review, trial, trials
from dolomite.view.evidence import dial, dials
from dolomite.view.evidence_told import result_says

BY_ID = {one.id: one for one in questions()}


def test_a_subgroup_never_sets_a_direction():
    question = BY_ID["fibromyalgia_oral"]
    found = directions([trial("macian-2022")], question)
    assert not [one for one in found if one.domain == "pain"]
    shown = [one for one in trial("macian-2022").results if one.analysis == "subgroup"]
    assert any("subgroup" in one.name and one.p_words == "0.029" and one.domain == "pain" for one in shown)
    assert result_says(trial("macian-2022"), question) == "No result for pain was read."


def test_a_registration_and_its_paper_are_one_trial():
    registered = [one for one in trials() if (one.registration or "").startswith("NCT07418580")]
    assert [one.id for one in registered] == ["salkaya-2024"]


def test_what_was_read_again_stands_in_the_record_itself():
    """A corrected record is corrected whole: its flags and what is still unread, not only its figures."""
    assert "muscle" in trial("demiroglu-2016").flags[0].says
    assert "subgroup" in trial("macian-2022").flags[0].says
    assert trial("charandabi-2017").results[0].effect.low == Decimal("-2.2")
    assert trial("kass-2017").missing_result is None
    assert "arm sizes" not in trial("peikert-1996").why_not_poolable


def test_a_later_trial_is_named_and_goes_with_it():
    assert "Barna 2021" in answer("cramps").says
    assert "Barna 2021" not in answer("cramps", drop=("barna-2021",)).says


def test_counts_come_from_the_figures_own_question():
    found = answer_question(BY_ID["cramps_oral"])
    assert (found.trial_count, found.rating.people) == (5, 307)


@pytest.mark.parametrize("text", ["leg cramps in pregnancy", "cramps in pregnancy"])
def test_pregnancy_never_borrows_from_older_adults(text):
    found = answer(text)
    assert found.condition.id == "cramps_pregnancy"
    assert "older adults" not in found.says
    assert "0.18" not in found.says
    assert found.certainty == "very_low"


def test_tension_headache_prints_no_migraine():
    found = answer("tension headache")
    assert found.certainty == "no_evidence"
    assert "migraine" not in found.says


def test_the_largest_unread_result_is_named_first():
    assert "NCT02322333" in BY_ID["migraine_oral"].would_change[0]
    assert trial("nct02322333-mld10").missing_result.why == "not_read"


@pytest.mark.parametrize("question", list(published()))
def test_a_published_pool_says_whose_it_is(question):
    says = published_says(BY_ID[question])
    assert says[0].startswith("A published pool, not ours: ")
    assert "searched until" in says[0]
    assert "How sure: " in says[1]


def test_a_review_without_a_date_says_so():
    assert review("campos-2024").search_date is None
    assert "searched until: not known" in published_says(BY_ID["spine_surgery_infusion"])[0]


def test_published_pools_are_four_and_never_a_row_of_ours():
    assert set(published()) == {"cramps_oral", "cramps_pregnancy_oral", "migraine_oral", "spine_surgery_infusion"}
    for name in published():
        assert not answer_question(BY_ID[name]).poolable.ok


def test_harm_that_stopped_an_arm_is_told():
    assert "stopped" in (trial("posterior-fusion-doses").harms or trial("posterior-fusion-doses").design.words)


@pytest.mark.parametrize("one", answers(), ids=lambda one: one.condition.id)
def test_the_page_and_the_short_answer_are_equally_sure(one):
    """The dots of the short answer stand first in the evidence's own line, whatever the headline is taken from."""
    assert dials(one).startswith(f"How sure: {dial(short(one)[1])}")
