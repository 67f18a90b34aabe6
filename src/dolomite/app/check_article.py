"""Use case: which sentences of this article hold, what does it leave out, and who profits?"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dolomite.claim.article import Checklist, interests
from dolomite.claim.extract import text_of
from dolomite.claim.figure import judge_figures
from dolomite.claim.food_amount import food_judge
from dolomite.claim.food_table import FoodFigure
from dolomite.claim.statement import read
from dolomite.claim.study import judge_studies
from dolomite.claim.verdict import claims
from dolomite.food.table import Catalogue
from dolomite.report.tree import Section
from dolomite.view import check as view

if TYPE_CHECKING:
    from dolomite.view.shape.check import Checked


def told(data: bytes, *, name: str) -> Section:
    """The verdicts on an article, what it leaves out, who profits. [code points]

    Raises InputError when the article cannot be read.
    """
    return view.section(check(data, name=name), releases=_catalogue().releases)


def check(data: bytes, *, name: str) -> Checked:
    """The answer as one object: text, claims with verdicts, what is missing, who profits, counts. [code points]

    Raises InputError when the article cannot be read.
    """
    return check_text(text_of(data, name=name))


def check_text(text: str) -> Checked:
    """The same for text that is already at hand. [code points]"""
    reading = read(text)
    looked_for = Checklist(text)
    judges = (judge_studies, judge_figures, food_judge(_food))
    judged_claims = looked_for.judged(
        claims(looked_for.over(reading.clauses), judges, on_magnesium=reading.on_magnesium)
    )
    return view.data(
        text,
        on_magnesium=reading.on_magnesium,
        claims=judged_claims,
        missing=looked_for.items,
        interests=interests(text),
    )


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
