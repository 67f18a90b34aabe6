"""From the evidence to the claim facts: where a question has an answer, its certainty decides how much may be said.

A fact row may name the question it rests on (`ask`). Then the certainty shown is that of the answer, and what "holds"
follows from it: a rated answer that favours magnesium holds at its own certainty, one that shows nothing or too little
is `no_effect`, an answer without a usable trial is `none`. Two bands stay with the row: `very_low`, where the row says
in which of its shades the question lies, and questions that the evidence calls not about supplements.
"""

from __future__ import annotations

from functools import cache

from dolomite.claim.claims import Certainty, ClaimFact, Holds
from dolomite.evidence.answer import QuestionAnswer, answers

RATED: frozenset[str] = frozenset({"high", "moderate", "low"})


@cache
def _answers() -> dict[str, QuestionAnswer]:
    return {answer.question.id: answer for whole in answers() for answer in whole.answers}


def known(fact: ClaimFact) -> tuple[Holds, Certainty]:
    """What holds for a claim fact, and how sure anybody is: by the evidence where it answers, else by the row."""
    if fact.ask is None or fact.ask not in _answers():
        return fact.holds, fact.certainty
    answer = _answers()[fact.ask]
    certainty = answer.certainty
    if certainty == "no_evidence":
        return "none", "no_evidence"
    if certainty in RATED:
        if answer.direction == "favours_magnesium" and answer.size.word != "trivial":
            return certainty, certainty  # type: ignore[return-value]
        return "no_effect", certainty  # type: ignore[return-value]
    return fact.holds, "very_low" if certainty == "very_low" else fact.certainty
