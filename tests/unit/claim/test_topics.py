"""Every topic that real pages raise has a fact, a judge, or a word on why it has none."""

from pathlib import Path

import yaml

from dolomite.claim.claims import claim_facts

TOPICS = Path(__file__).parents[2] / "cases" / "claim" / "topics.yaml"

JUDGES = {"food", "figure", "study"}


def test_every_topic_is_answered_or_says_why_not():
    known = {fact.id for fact in claim_facts()}
    topics = yaml.safe_load(TOPICS.read_text(encoding="utf-8"))
    assert len(topics) >= 76
    assert not [t["topic"] for t in topics if not (t.get("facts") or t.get("judge") in JUDGES or t.get("why_not"))]
    assert not {fact for topic in topics for fact in topic.get("facts", ())} - known


def test_the_facts_are_enough_and_unverified_ones_are_few():
    facts = claim_facts()
    assert len(facts) >= 450
    assert sum(fact.verified is False for fact in facts) * 6 < len(facts)
