"""Use case: which sentences of this article hold, what does it leave out, and who profits?"""

from __future__ import annotations

from functools import cache
from typing import Any

from dolomite.claim.article import Passage, checklist, interests
from dolomite.claim.extract import text_of
from dolomite.claim.figure import judge_figures
from dolomite.claim.food_amount import FoodFigure, food_judge
from dolomite.claim.statement import read
from dolomite.claim.study import judge_studies
from dolomite.claim.verdict import SEVERITY, Claim, claims
from dolomite.food.table import Catalogue
from dolomite.view.ground import sources


def check(data: bytes, *, name: str) -> dict[str, Any]:
    """The answer as one object: text, claims with verdicts, what is missing, who profits, counts. [code points]

    Raises InputError when the article cannot be read.
    """
    return check_text(text_of(data, name=name))


def check_text(text: str) -> dict[str, Any]:
    """The same for text that is already at hand. [code points]"""
    reading = read(text)
    found = claims(reading, (judge_studies, judge_figures, food_judge(_food)))
    return {
        "text": text,
        "on_magnesium": reading.on_magnesium,
        "claims": [_claim(text, claim) for claim in found],
        "missing": [
            {
                "item": item.item,
                "present": item.present,
                "question": item.question,
                "passage": _passage(item.passage),
                "after": item.after,
            }
            for item in checklist(reading)
        ],
        "interests": [{"id": one.id, "says": one.says, "passage": _passage(one.passage)} for one in interests(reading)],
        "counts": {verdict: sum(claim.verdict == verdict for claim in found) for verdict in SEVERITY},
    }


def releases() -> tuple[str, ...]:
    """The food releases that amounts were compared with."""
    return _catalogue().releases


def _claim(text: str, claim: Claim) -> dict[str, Any]:
    return {
        "text": text[claim.start : claim.end],
        "start": claim.start,
        "end": claim.end,
        "statement": claim.statement,
        "verdict": claim.verdict,
        "certainty": claim.certainty,
        "why": claim.why,
        "sources": sources(claim.basis),
        "kind": claim.kind,
    }


def _passage(passage: Passage | None) -> dict[str, Any] | None:
    return None if passage is None else {"text": passage.text, "start": passage.start, "end": passage.end}


@cache
def _catalogue() -> Catalogue:
    return Catalogue.open()


@cache
def _food(food_id: str) -> FoodFigure | None:
    """One food of the shipped table [mg/100 g], or None when the table does not hold it or its magnesium."""
    food = _catalogue().find(food_id)
    if food is None:
        return None
    per_100_g = food.nutrients["magnesium"]
    if per_100_g is None:
        return None
    return FoodFigure(
        mg_per_100_g=per_100_g,
        measures=tuple((p.measure, p.grams / p.amount) for p in food.portions if p.amount > 0),
        release=food.release,
        name=food.name,
    )
