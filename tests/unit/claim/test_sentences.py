"""Tables of sentences: each gets the verdict a dietitian wrote beside it, and no dangerous one is ever believed."""

from pathlib import Path

import pytest
import yaml

from dolomite.app.check_article import check_text

FOLDER = Path(__file__).parents[2] / "cases" / "claim"
PAGE = "Magnesium\n\nMagnesium is an essential mineral. Magnesium is found in many foods.\n\n"
ORDER = ["wrong", "unsupported", "overstated", "supported", "not_checkable"]


def table(name):
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def verdict_of(sentence):
    claims = [claim for claim in check_text(PAGE + sentence)["claims"] if claim["start"] >= len(PAGE)]
    return min((claim["verdict"] for claim in claims), key=ORDER.index, default=None), claims


@pytest.mark.parametrize("case", table("sentences"), ids=lambda case: case["say"])
def test_sentence(case):
    verdict, claims = verdict_of(case["say"])
    assert verdict == case["verdict"], [(claim["text"], claim["verdict"], claim["why"]) for claim in claims]


@pytest.mark.parametrize("sentence", table("dangerous"))
def test_a_dangerous_sentence_is_never_supported(sentence):
    verdict, claims = verdict_of(sentence)
    assert verdict in {"wrong", "unsupported", "overstated", "not_checkable"}, claims
    assert all(claim["verdict"] != "supported" for claim in claims), claims


@pytest.mark.parametrize("sentence", table("denied"))
def test_a_warning_made_light_of_is_never_supported(sentence):
    _, claims = verdict_of(sentence)
    assert all(claim["verdict"] != "supported" for claim in claims), claims


@pytest.mark.parametrize("sentence", table("true"))
def test_a_true_sentence_is_supported(sentence):
    verdict, claims = verdict_of(sentence)
    assert verdict == "supported", claims


def test_everyday_wordings_are_found_and_judged_nine_times_in_ten():
    cases = table("wordings")
    kind = {"supported": "supported", "overstated": "overstated", "unsupported": "no ground", "wrong": "no ground"}
    got = [(case, verdict_of(case["say"])[0]) for case in cases]
    found = [case for case, verdict in got if verdict is not None]
    right = [case for case, verdict in got if kind.get(verdict or "") == case["class"]]
    believed = [c["say"] for c, verdict in got if c["class"] == "no ground" and verdict == "supported"]
    assert not believed
    assert len(found) >= 0.9 * len(cases)
    assert len(right) >= 0.9 * len(cases)


def classes(case):
    return {one.strip() for one in case["right"].split("|")}


def kind_of(verdict):
    kinds = {"supported": "supported", "overstated": "overstated", "unsupported": "no ground", "wrong": "no ground"}
    return kinds.get(verdict or "", "not claimed")


def test_minimal_pairs_are_told_apart_and_no_groundless_one_is_believed():
    cases = table("pairs")
    missed = [case["say"] for case in cases if kind_of(verdict_of(case["say"])[0]) not in classes(case)]
    unexplained = sorted(set(missed) - {case["say"] for case in cases if "fails" in case})
    assert not unexplained
    groundless = {case["say"] for case in cases if "supported" not in case["right"] and "fails" not in case}
    assert not [say for say in groundless if verdict_of(say)[0] == "supported"]
    assert len(missed) <= 0.05 * len(cases)


def test_passages_are_judged_by_their_sentences_together():
    wrong = []
    for case in table("passages"):
        verdict, claims = verdict_of(case["say"])
        last = claims[-1]["verdict"] if case["kind"] == "report" and claims else verdict
        if kind_of(last) not in classes(case) and "fails" not in case:
            wrong.append((case["say"], last, [claim["statement"] for claim in claims]))
    assert not wrong
