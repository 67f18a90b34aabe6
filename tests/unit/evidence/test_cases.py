"""The case tables: directions of results, answers to questions, headlines of conditions."""

import importlib.util
from pathlib import Path

import pytest

from dolomite.evidence import study
from dolomite.evidence.answer import answer, answer_question
from dolomite.evidence.direction import read
from dolomite.evidence.question import questions

_spec = importlib.util.spec_from_file_location("run", Path(__file__).parents[2] / "cases" / "run.py")
run = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(run)
DIRECTIONS = run.cases("evidence/directions")
ANSWERS = run.cases("evidence/answers")
HEADLINES = run.cases("evidence/headlines")
QUESTIONS = {one.id: one for one in questions()}


@pytest.mark.parametrize("case", DIRECTIONS, ids=run.ids(DIRECTIONS))
def test_directions(case):
    trial = study.trial(case["trial"])
    reading = read(trial.result(case["result"]), trial)
    assert (reading.way, reading.read_from) == (case["way"], case["from"])
    assert reading.why


@pytest.mark.parametrize("case", ANSWERS, ids=run.ids(ANSWERS))
def test_answers(case):
    found = answer_question(QUESTIONS[case["question"]])
    got = {
        "certainty": found.certainty,
        "direction": found.direction,
        "poolable": found.poolable.ok,
        "size": found.size.word,
    }
    assert got == {key: case[key] for key in got}
    for words in case["why"]:
        assert words in " ".join(found.poolable.why_not)


@pytest.mark.parametrize("case", HEADLINES, ids=run.ids(HEADLINES))
def test_headlines(case):
    found = answer(case["condition"])
    assert (found.certainty, found.direction) == (case["certainty"], case["direction"])
    assert (found.headline.question.id if found.headline else None) == case["of"]
    for words in case.get("says", ()):
        assert words in found.says
    assert found.says.endswith(".")
    later = found.headline.later if found.headline else ()
    assert found.says.count(". ") == (2 if later else 0), "one sentence, and two more for what came later"
