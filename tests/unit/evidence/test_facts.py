"""Every trial and review loads, belongs to a question, and claims no more than was read."""

import pytest

from dolomite import facts
from dolomite.evidence import question, study
from dolomite.facts.compiled import FOLDER

TRIALS = study.trials()
REVIEWS = study.reviews()


def test_one_file_holds_one_trial_and_bears_its_id():
    files = sorted(path.stem for path in (FOLDER / "evidence" / "trials").glob("*.yaml"))
    assert files == sorted(trial.id for trial in TRIALS)
    assert len(files) == 75
    assert sorted(p.stem for p in (FOLDER / "evidence" / "reviews").glob("*.yaml")) == sorted(r.id for r in REVIEWS)
    assert len(REVIEWS) == 56


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.id)
def test_a_trial_answers_a_question_that_asks_for_its_route_and_comparison(trial):
    if trial.question is None:
        assert all(result.domain in ("laboratory", "other") for result in trial.results)
        return
    asked = next(one for one in question.questions() if one.id == trial.question)
    assert trial.magnesium.route in asked.routes
    assert trial.comparison in (*asked.comparisons, "none")


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.id)
def test_a_trial_without_a_result_has_no_risk_of_bias_and_one_with_a_result_has(trial):
    """Risk of bias belongs to a result (RoB 2); a result nobody has is missing evidence instead."""
    if trial.missing_result is not None:
        assert trial.risk_of_bias == ()
    else:
        assert trial.risk_of_bias
        assert all(rated.readers == 1 for rated in trial.risk_of_bias), "all ratings are still one reader's"


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.id)
def test_an_elemental_dose_says_where_it_comes_from(trial):
    if trial.magnesium.elemental_mg_per_day is not None:
        assert trial.magnesium.elemental_basis


def test_what_was_not_read_stays_unknown():
    yousef = study.trial("yousef-2013")
    assert yousef.result("pain_d180").arm("control").sd is None
    assert yousef.people.analysed is None
    assert study.trial("macian-2022").n is None


def test_every_question_belongs_to_a_condition_and_names_its_main_window():
    names = {one.id for one in question.conditions()}
    for one in question.questions():
        assert one.condition in names
        assert one.main in {window.id for window in one.windows}
        days = [window.to_day for window in one.windows]
        assert days == sorted(days)
        assert set(one.reviews) <= {review.id for review in REVIEWS}


def test_every_judgement_belongs_to_a_rated_question():
    from dolomite.evidence.certainty import judgements, stated

    rated = {one.id for one in question.questions() if one.rated}
    assert {row.question for row in judgements()} <= rated
    assert set(stated()) <= rated


def test_sources_of_trials_exist():
    for trial in TRIALS:
        if trial.source is not None:
            assert facts.source(trial.source).seen
