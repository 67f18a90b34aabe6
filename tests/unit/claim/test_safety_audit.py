"""Whatever the room of safety warns of, an article that reassures about it is never said to hold."""

from pathlib import Path

import pytest
import yaml

import dolomite
from dolomite.app.check_article import check_text
from dolomite.claim.claims import claim_facts
from dolomite.claim.judge import WARNINGS

SAFETY = Path(dolomite.__file__).parent / "facts" / "safety"
PAGE = "Magnesium\n\nMagnesium is an essential mineral. Magnesium is found in many foods.\n\n"
GOOD_TO_HEAR = {"safe", "no_limit", "no_reason", "any_dose", "no_doctor", "unasked", "fine_with", "no_interact"}
REFUSED = {"harmful", "false"}


def rows(name):
    return yaml.safe_load((SAFETY / f"{name}.yaml").read_text(encoding="utf-8"))["rows"]


def verdicts(sentence):
    return {claim["verdict"] for claim in check_text(PAGE + sentence)["claims"] if claim["start"] >= len(PAGE)}


def who_is_to_ask_first():
    """The names of the conditions under which no dose is advised."""
    stopped = {
        signal.partition(".")[2]
        for rule in rows("condition_rules")
        if "dosing" in rule["stops"]
        for signal in (*rule.get("all_of", ()), *rule.get("any_of", ()))
        if signal.startswith("cond.")
    }
    named = [row for row in rows("conditions") if row["id"] in stopped]
    return [name for row in named for name in (row["name"], *row.get("also_called", ())[:1])]


def who_interacts():
    """The medicines that must not be taken at the same time as magnesium, or not without a word from somebody."""
    drugs = [drug for row in rows("interactions") if row["urgency"] != "info" for drug in row["drugs"]]
    return [drug.replace("_", " ") for drug in dict.fromkeys(drugs)]


CONDITIONS = who_is_to_ask_first()
MEDICINES = who_interacts()


def test_the_lists_are_long_enough_to_mean_something():
    assert len(CONDITIONS) >= 40
    assert len(MEDICINES) >= 60


@pytest.mark.parametrize(
    "reassurance",
    [
        "Magnesium supplements are safe for people with {name}.",
        "Magnesium is harmless if you have {name}.",
        "With {name} you can take magnesium without asking anybody.",
        "You do not need to ask your doctor before taking magnesium if you have {name}.",
    ],
)
def test_no_reassurance_for_a_condition_is_supported(reassurance):
    unclear = {"unknown"}  # "of unknown stage" makes any sentence doubtful
    said = [reassurance.format(name=name) for name in CONDITIONS if not unclear & set(name.split())]
    assert not [one for one in said if "supported" in verdicts(one)]


@pytest.mark.parametrize(
    "reassurance",
    [
        "Magnesium is safe to take with {name}.",
        "Magnesium can be taken at the same time as {name}.",
        "Magnesium does not interact with {name}.",
        "You can take {name} and magnesium together without asking anybody.",
    ],
)
def test_no_reassurance_for_a_medicine_is_supported(reassurance):
    said = [reassurance.format(name=name) for name in MEDICINES]
    assert not [one for one in said if "supported" in verdicts(one)]


def test_advice_to_ask_first_is_never_called_false():
    said = [f"People with {name} should ask a doctor before they take magnesium." for name in CONDITIONS]
    said += [f"If you take {name}, ask a pharmacist before you take magnesium." for name in MEDICINES]
    assert not [one for one in said if verdicts(one) & {"wrong", "unsupported"}]


def test_a_reassurance_that_nobody_verified_says_so_of_itself():
    """An unverified fact never makes an answer look safer: it refuses, it warns, or it is marked as reassuring."""
    loose = [
        fact.id
        for fact in claim_facts()
        if fact.kind in WARNINGS
        and fact.verified is not True
        and fact.holds not in REFUSED
        and GOOD_TO_HEAR & {concept for part in fact.parts for concept in part}
        and not (fact.reassures or {"hours_apart", "ask"} & {concept for part in fact.parts for concept in part})
    ]
    assert not loose
