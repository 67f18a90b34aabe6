"""What articles say of foods - amounts, shares of the daily value, "rich in magnesium" - against the food table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from dolomite.claim.claims import Verdict
from dolomite.claim.clause import Clause
from dolomite.claim.food_source import comparison, source
from dolomite.claim.food_table import FoodTable, KnownFood, food_words, found_in_table
from dolomite.claim.judgement import Judgement
from dolomite.claim.lexicon import Hit
from dolomite.claim.published import GRAM_WORDS
from dolomite.claim.quantity import Quantity
from dolomite.claim.serving import fits, share_fits

SAYS = frozenset({"contain", "magnesium_rich", "diet", "include"})
FAR = 2.0  # twice or half the amount in the table is no rounding


def food_judge(table: FoodTable) -> Callable[[Clause], tuple[Judgement, ...]]:
    """A judge of what clauses say of foods; `table` gives the figures of one food by its id [mg/100 g]."""

    @cache
    def known(name: str) -> KnownFood | None:
        word = food_words()[name]
        figures = tuple(f for f in map(table, word.food_ids) if f is not None)
        return KnownFood(word, figures) if figures else None

    def judge_foods(clause: Clause) -> tuple[Judgement, ...]:
        if not clause.about or "deficiency" in clause.have:
            return ()
        named = [h for h in clause.hits if h.kind == "food" and known(h.id) is not None]
        foods = [food for name in dict.fromkeys(h.id for h in named) if (food := known(name)) is not None]
        if not foods:
            return ()
        compared = comparison(clause, named, known)
        if compared is not None:
            return (compared,)
        stated = [q for q in clause.quantities if q.unit == "mg" and q.word not in GRAM_WORDS]
        if "requirement" in clause.own or "limit" in clause.own:
            stated = []
        if not stated and _of_daily_value(clause):
            stated = [q for q in clause.quantities if q.unit == "percent"]
        if stated:
            return (_amounts(clause, [(_nearest(clause, q, named, known), q) for q in stated]),)
        if SAYS & clause.own or {"magnesium_rich", "contain"} & clause.taken:
            return source(clause, foods)
        return ()

    return judge_foods


def _nearest(
    clause: Clause, amount: Quantity, named: Sequence[Hit], known: Callable[[str], KnownFood | None]
) -> KnownFood:
    """The food that an amount belongs to: "17 mg in yogurt" the next, else the last before, else the first."""
    before = [h for h in named if h.first < amount.first]
    later = [h for h in named if h.first >= amount.after]
    inside = amount.after < len(clause.tokens) and clause.tokens[amount.after].form == "in"
    food = known((later[0] if later and (inside or not before) else before[-1] if before else named[0]).id)
    assert food is not None
    return food


def _of_daily_value(clause: Clause) -> bool:
    forms = {t.form for t in clause.tokens}
    return bool({"need", "requirement"} & clause.own) or bool({"dv", "rda", "rdi", "nrv", "daily", "ri"} & forms)


def _amounts(clause: Clause, stated: Sequence[tuple[KnownFood, Quantity]]) -> Judgement:
    """Amounts [mg] or shares of the daily value [%], each against the food table; one that is off makes it wrong."""
    off: list[str] = []
    far = False
    says: list[str] = []
    for food, q in stated:
        if q.unit == "mg":
            ratio, low, high = fits(clause, food, q)
            unit = "mg"
        else:
            ratio, low, high = share_fits(clause, food, q)
            unit = "per cent of the daily value"
        name = food.word.id.replace("_", " ")
        table = f"{low:.0f}" if round(low) == round(high) else f"{low:.0f} to {high:.0f}"
        says.append(f"{name}: about {table} {unit}")
        if ratio > 1:
            off.append(name)
            far = far or ratio >= FAR
    why = f"By the food table, for that serving, {'; '.join(dict.fromkeys(says))}. Within a quarter counts as right."
    if off:
        why += f" Not so: {', '.join(dict.fromkeys(off))}."
    named = ", ".join(dict.fromkeys(food.word.id.replace("_", " ") for food, _ in stated))
    verdict: Verdict = "supported"
    if off:  # one amount a little out in a long list is an old table; twice as much, or most of them, is wrong
        verdict = "wrong" if far or len(off) * 2 >= len(stated) else "overstated"
    return found_in_table(verdict, f"magnesium in {named}", why, stated[0][0])
