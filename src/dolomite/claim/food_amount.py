"""What articles say of foods - amounts, shares of the daily value, "rich in magnesium" - against the food table."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from dolomite import facts
from dolomite.base.finding import Basis
from dolomite.claim.claims import Verdict
from dolomite.claim.clause import Clause
from dolomite.claim.judge import Judgement
from dolomite.claim.lexicon import FOODS, FoodWord, Hit
from dolomite.claim.published import GRAM_WORDS
from dolomite.claim.quantity import Quantity
from dolomite.supplement.label import DailyValueRow

RICH = frozenset({"magnesium_rich", "high_degree", "best"})
SAYS = frozenset({"contain", "magnesium_rich", "diet", "include"})
SMALLEST_SHARE = 2.0  # points of the daily value: below this a rounding of either side decides nothing
SPOONS = {"tablespoon": "tbsp", "tablespoons": "tbsp", "teaspoon": "tsp"}
FAR = 2.0  # twice or half the amount in the table is no rounding
LEAST_SERVING_G = 4.0  # a mass in grams below this beside a food is not its serving


@dataclass(frozen=True, slots=True, kw_only=True)
class FoodFigure:
    """What the food table knows of one food: magnesium [mg/100 g], household measures (name, g each), its release."""

    mg_per_100_g: float
    measures: tuple[tuple[str, float], ...]
    release: str
    name: str


FoodTable = Callable[[str], FoodFigure | None]


class Band(facts.Row):
    """A share of the daily value [%] that a word stands for."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    percent_dv: float


@cache
def _bands() -> dict[str, Band]:
    return {row.id: row for row in facts.rows("claim/food_bands", Band)}


@cache
def _daily_values() -> tuple[DailyValueRow, ...]:
    return facts.rows("supplement/daily_values", DailyValueRow)


@cache
def _foods() -> dict[str, FoodWord]:
    return {row.id: row for row in facts.rows(FOODS, FoodWord)}


@dataclass(frozen=True, slots=True)
class _Known:
    word: FoodWord
    figures: tuple[FoodFigure, ...]

    def mg(self, grams: float) -> tuple[float, float]:
        amounts = [f.mg_per_100_g * grams / 100 for f in self.figures]
        if self.word.published_mg is not None:
            amounts.append(self.word.published_mg * grams / self.word.serving_g)
        return min(amounts), max(amounts)


def food_judge(table: FoodTable) -> Callable[[Clause], tuple[Judgement, ...]]:
    """A judge of what clauses say of foods; `table` gives the figures of one food by its id [mg/100 g]."""

    @cache
    def known(name: str) -> _Known | None:
        word = _foods()[name]
        figures = tuple(f for f in map(table, word.food_ids) if f is not None)
        return _Known(word, figures) if figures else None

    def judge_foods(clause: Clause) -> tuple[Judgement, ...]:
        if not clause.about or "deficiency" in clause.have:
            return ()
        named = [h for h in clause.hits if h.kind == "food" and known(h.id) is not None]
        foods = [one for name in dict.fromkeys(h.id for h in named) if (one := known(name)) is not None]
        if not foods:
            return ()
        compared = _comparison(clause, named, known)
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
            return _source(clause, foods)
        return ()

    return judge_foods


def _nearest(clause: Clause, amount: Quantity, named: Sequence[Hit], known: Callable[[str], _Known | None]) -> _Known:
    """The food that an amount belongs to: "17 mg in yogurt" the next, else the last before, else the first."""
    before = [h for h in named if h.first < amount.first]
    later = [h for h in named if h.first >= amount.after]
    inside = amount.after < len(clause.found) and clause.found[amount.after].form == "in"
    found = known((later[0] if later and (inside or not before) else before[-1] if before else named[0]).id)
    assert found is not None
    return found


def _comparison(clause: Clause, named: Sequence[Hit], known: Callable[[str], _Known | None]) -> Judgement | None:
    """ "White rice holds more magnesium than brown rice": usual servings compared."""
    at = next((i for i, t in enumerate(clause.found) if t.form == "than"), None)
    forms = {t.form for t in clause.found}
    if at is None or not named or not forms & {"more", "less", "higher", "lower", "richer"}:
        return None
    left = [known(h.id) for h in named if h.first < at]
    right = [known(h.id) for h in named if h.first > at]
    if not left or not right or left[-1] is None or right[0] is None:
        return None
    one, other = left[-1], right[0]
    more = one.mg(one.word.serving_g)[1] > other.mg(other.word.serving_g)[1]
    says_more = not forms & {"less", "lower"}
    denied = any(clause.is_negated(h) for h in clause.hits if h.id in {"contain", "increase"})
    why = "By the food table a usual serving holds " + " and ".join(
        f"{k.mg(k.word.serving_g)[1]:.0f} mg ({k.word.id.replace('_', ' ')})" for k in (one, other)
    )
    return _made("supported" if (more == says_more) != denied else "wrong", "one food against another", f"{why}.", one)


def _of_daily_value(clause: Clause) -> bool:
    forms = {t.form for t in clause.found}
    return bool({"need", "requirement"} & clause.own) or bool({"dv", "rda", "rdi", "nrv", "daily", "ri"} & forms)


def _near(clause: Clause, amount: Quantity) -> tuple[list[Quantity], list[Quantity]]:
    """The quantities that speak of the same food as an amount, from that food to the next, and those before them."""
    starts = sorted(h.first for h in clause.hits if h.kind == "food")
    first = max((s for s in starts if s < amount.first), default=0)
    after = min((s for s in starts if s > amount.first), default=len(clause.found))
    if not starts or first <= starts[0]:
        first = 0  # what stands before the first food ("one ounce of almonds") belongs to it
    before = [q for q in clause.quantities if q.first < first]
    return [q for q in clause.quantities if first <= q.first < after], before


def _grams(clause: Clause, food: _Known, amount: Quantity) -> tuple[float, ...]:
    """The servings the clause may mean [g]: stated with this food, else with one before it, else the usual ones."""
    near, before = _near(clause, amount)
    stated = _stated_grams(food, near)
    if stated:
        return stated
    return (food.word.serving_g, 100.0, *_stated_grams(food, before))


def _stated_grams(food: _Known, quantities: Sequence[Quantity]) -> tuple[float, ...]:
    for q in quantities:
        if q.unit == "mg" and q.word in GRAM_WORDS and q.low / 1000 >= LEAST_SERVING_G:
            return (q.low / 1000,)
    out: tuple[float, ...] = ()
    for q in quantities:
        if q.unit != "serving":
            continue
        if q.word in {"ounce", "ounces", "oz", "pound", "lb"}:
            return (q.low,)
        word = SPOONS.get(q.word, q.word.rstrip("s")[:4])
        measured = tuple(q.low * grams for f in food.figures for name, grams in f.measures if word in name.lower())
        if measured:
            out = (*out, *measured, *((food.word.serving_g,) if q.low == 1 else ()))
    return out


def _fits(clause: Clause, food: _Known, stated: Quantity) -> tuple[float, float, float]:
    """How far an amount lies from the table (1: it fits), and the table's own range for the likeliest serving [mg]."""
    room = _bands()["tolerance"].percent_dv / 100
    ranges = [food.mg(grams) for grams in _grams(clause, food, stated)]
    ratios = []
    for low, high in ranges:
        if low * (1 - room) <= stated.high and stated.low <= high * (1 + room):
            ratios.append(1.0)
        else:
            ratios.append(max(low / max(stated.high, 1e-9), stated.low / max(high, 1e-9)))
    return min(ratios), *ranges[0]


def _amounts(clause: Clause, stated: Sequence[tuple[_Known, Quantity]]) -> Judgement:
    """Amounts [mg] or shares of the daily value [%], each against the food table; one that is off makes it wrong."""
    off: list[str] = []
    far = False
    says: list[str] = []
    for food, q in stated:
        if q.unit == "mg":
            ratio, low, high = _fits(clause, food, q)
            unit = "mg"
        else:
            ratio, low, high = _share_fits(clause, food, q)
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
    return _made(verdict, f"magnesium in {named}", why, stated[0][0])


def _share_fits(clause: Clause, food: _Known, stated: Quantity) -> tuple[float, float, float]:
    computed = [
        100 * mg / dv.mg for grams in _grams(clause, food, stated) for mg in food.mg(grams) for dv in _daily_values()
    ]
    room = _bands()["tolerance"].percent_dv / 100
    fits = any(
        abs(stated.low - one) <= max(SMALLEST_SHARE, room * one) or stated.low <= one <= stated.high for one in computed
    )
    far = min(max(one / max(stated.low, 1e-9), stated.low / max(one, 1e-9)) for one in computed)
    return (1.0 if fits else max(far, 1.01)), min(computed[:2]), max(computed[:2])


def _source(clause: Clause, foods: Sequence[_Known]) -> tuple[Judgement, ...]:
    """Is it a source, a rich one? By the share of the daily value in a usual serving."""
    best_dv = min(dv.mg for dv in _daily_values())
    percents = {f.word.id: 100 * f.mg(f.word.serving_g)[1] / best_dv for f in foods}
    good, some = _bands()["good"].percent_dv, _bands()["some"].percent_dv
    listed = "; ".join(f"{name.replace('_', ' ')} {p:.0f} %" for name, p in percents.items())
    why = f"Share of the daily value in a usual serving: {listed}."
    rich = bool(RICH & clause.have) or "source" in {t.form.rstrip("s") for t in clause.found}
    low_said = "low_degree" in clause.own and "high_degree" not in clause.own
    denied = any(clause.is_negated(h) for h in clause.hits if h.kind == "food" or h.id in {"contain", "magnesium_rich"})
    poor = [name for name, p in percents.items() if p < some]
    middling = [name for name, p in percents.items() if some <= p < good]
    verdict: Verdict
    if low_said or denied:
        verdict = "supported" if len(poor) + len(middling) == len(percents) else "wrong"
    elif len(poor) * 2 > len(percents) or (poor and len(percents) == 1):
        verdict = "wrong" if rich else "overstated"
    elif rich and (len(poor) + len(middling)) * 3 > len(percents):
        verdict = "overstated"
    else:
        verdict = "supported"
    if verdict == "overstated":
        why += f" {', '.join(n.replace('_', ' ') for n in (*middling, *poor))}: some, but not much."
    return (_made(verdict, "foods as sources of magnesium", why, foods[0]),)


def _made(verdict: Verdict, statement: str, why: str, food: _Known) -> Judgement:
    figure = food.figures[0]
    basis = (Basis(source=figure.release, at=", ".join(food.word.food_ids)),)
    return Judgement(
        verdict=verdict,
        kind="food",
        statement=statement,
        certainty="high",
        why=why,
        basis=basis,
        weight=45,
        fact="food",
    )
