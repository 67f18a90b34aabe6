"""The answer in at most fifteen words: true to the long one, and no more hopeful."""

from __future__ import annotations

from typing import ClassVar

from dolomite import facts
from dolomite.evidence.answer import ConditionAnswer, QuestionAnswer, answer
from dolomite.evidence.certainty import Certainty

MOST_WORDS = 15  # what is read at a glance; our choice (docs/decisions/answer-first.md)
DOTS: dict[Certainty, int] = {"high": 4, "moderate": 3, "low": 2, "very_low": 1, "no_evidence": 0, "does_not_apply": 0}
UNSURE: tuple[Certainty, ...] = ("very_low", "low")
BACK = "low_back"  # what its kinds are answered as: tablets alone were tried in none of them


class Short(facts.Row):
    """The wording for one pair of certainty and size; `size` any fits every size."""

    unique: ClassVar[tuple[str, ...]] = ("certainty", "size")

    certainty: Certainty
    size: str
    says: str


class ShortName(facts.Row):
    """What a question is called in a clause (`beside` tablets alone), and whom its trials were about."""

    unique: ClassVar[tuple[str, ...]] = ("question",)

    question: str
    beside: str | None = None
    among: str | None = None


def tablets(answered: ConditionAnswer) -> Certainty:
    """How sure anybody is of tablets alone against placebo, which is what a reader may buy."""
    alone = next((part for part in answered.answers if _alone(part)), None)
    return alone.certainty if alone is not None else "no_evidence"


def asked(answered: ConditionAnswer) -> Certainty:
    """How sure of what was asked: of the route where one was named, else of tablets alone."""
    return answered.certainty if answered.route is not None else tablets(answered)


def short(answered: ConditionAnswer) -> tuple[str, Certainty]:
    """The answer in at most fifteen words, and how sure it is: for tablets alone, which is what a reader may buy.

    Where nobody has tested them alone, what was tested beside is named with its uncertainty.
    """
    if answered.condition.id.startswith(f"{BACK}_") and answered.condition.id != f"{BACK}_radicular":
        answered = answer(BACK)
    alone = next((part for part in answered.answers if _alone(part)), None)
    certainty = tablets(answered)
    names = {row.question: row for row in facts.rows("evidence/short_names", ShortName)}
    beside = [
        row.beside
        for part in answered.answers
        if part is not alone and part.certainty in UNSURE and (row := names.get(part.question.id)) and row.beside
    ]
    size = alone.size.word if alone is not None else "unknown"
    own = names.get(alone.question.id) if alone is not None else None
    worse = alone is not None and alone.direction == "favours_control"
    says = _pattern(certainty, size).format(
        change="make it worse" if worse else "help",
        among=own.among if own is not None and own.among is not None else "",
        alone=" alone" if beside else "",
    )
    if certainty == "no_evidence" and beside:
        says = f"{says.removesuffix('.')}; {' or '.join(reversed(beside))}, very uncertain."
    return says, certainty


def _alone(part: QuestionAnswer) -> bool:
    """Whether a question asks for tablets against placebo, in the words of its condition."""
    asked = part.question
    return asked.swallowed and asked.headline and asked.routes == ("oral",) and "placebo" in asked.comparisons


def _pattern(certainty: Certainty, size: str) -> str:
    rows = facts.rows("evidence/short", Short)
    says: str = next(row.says for row in rows if row.certainty == certainty and row.size in (size, "any"))
    return says
