"""The methods paragraph: every choice has its sentence, and what was done is what is said."""

import pytest

from dolomite import facts
from dolomite.pool import effects_from_rows, effects_from_values, fit
from dolomite.pool.effect import MEASURES
from dolomite.pool.interval import TESTS
from dolomite.pool.methods import Sentence, paragraph
from dolomite.pool.study import StudyRow
from dolomite.pool.tau2 import ESTIMATORS

ADDED = ("regression", "influence", "small_studies", "egger", "harbord", "peters", "size_based", "rank_test",
         "trim_and_fill", "permutation", "bootstrap", "bayes")  # fmt: skip
TABLES = [
    StudyRow(study=name, given={"events_t": a, "n_t": 20, "events_c": c, "n_c": 20})
    for name, a, c in (("A", 0, 3), ("B", 0, 0), ("C", 2, 5), ("D", 4, 9))
]


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("estimator", [*ESTIMATORS, "fe"])
def test_every_choice_has_its_sentence(measure, estimator):
    effects = effects_from_values([0.1, 0.4, 0.2], [0.1, 0.2, 0.1], measure=measure)
    for test in TESTS:
        made = paragraph(effects, fit(effects, estimator=estimator, test=test), also=ADDED)
        assert made.text.endswith(".")
        assert all(facts.source(key) for key in made.sources)


@pytest.mark.parametrize("measure", ["or", "rr", "rd"])
def test_mantel_haenszel_names_the_variance_it_used(measure):
    effects = effects_from_rows(TABLES, measure=measure)
    made = paragraph(effects, fit(effects, estimator="mh"))
    who = {"or": "Robins et al. 1986", "rr": "Greenland and Robins 1985", "rd": "Sato et al. 1989"}[measure]
    assert who in made.text
    assert "Knapp" not in made.text
    assert "were pooled" not in made.text and "typical variance" not in made.text
    assert "for the lines of single studies and for Cochran's Q alone" in made.text
    assert "beyond its degrees of freedom" in made.text


@pytest.mark.parametrize(
    "how, words", [("k1", "one degree of freedom less"), ("k2", "two degrees"), ("normal", "by the normal")]
)
def test_the_distribution_of_the_prediction_interval_is_the_one_used(how, words):
    effects = effects_from_values([0.1, 0.4, 0.2, 0.9], [0.1, 0.2, 0.1, 0.1])
    assert words in paragraph(effects, fit(effects, pi=how)).text


def test_a_common_effect_has_no_variance_between_studies_to_compare():
    effects = effects_from_values([0.1, 0.4, 0.2], [0.1, 0.2, 0.1])
    said = paragraph(effects, fit(effects, estimator="fe")).text
    assert "typical variance" not in said and "beyond its degrees of freedom" in said


def test_what_was_done_to_empty_cells_and_silent_trials_is_said():
    effects = effects_from_rows(TABLES, measure="or")
    said = paragraph(effects, fit(effects)).text
    assert said.startswith("3 studies were analysed; intervals are 95 %.")
    assert "0.5 was added to each cell of tables with an empty cell, and to no other" in said
    assert "were left out" in said
    assert "prediction interval" in said
    everywhere = effects_from_rows(TABLES, measure="or", zero_cells="all")
    assert "0.5 was added to each cell of every table" in paragraph(everywhere, fit(everywhere), zero_cells="all").text


def test_nothing_is_said_of_what_was_not_done():
    effects = effects_from_values([0.1, 0.4], [0.1, 0.2])
    said = paragraph(effects, fit(effects, estimator="dl", test="z")).text
    for word in ("0.5 was added", "left out", "prediction interval", "Knapp", "maxima", "bootstrap"):
        assert word not in said


def test_a_partly_verified_citation_is_not_called_verified():
    assert all(row.verified is not True for row in facts.light_rows("pool/methods", Sentence))
