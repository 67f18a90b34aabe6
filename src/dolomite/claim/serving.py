"""Which serving of a food a clause means, and how far a stated amount lies from the food table. [g], [mg]"""

from __future__ import annotations

from collections.abc import Sequence

from dolomite.claim.clause import Clause
from dolomite.claim.food_table import KnownFood, bands, daily_values
from dolomite.claim.published import GRAM_WORDS
from dolomite.claim.quantity import Quantity

SMALLEST_SHARE = 2.0  # points of the daily value: below this a rounding of either side decides nothing
SPOONS = {"tablespoon": "tbsp", "tablespoons": "tbsp", "teaspoon": "tsp"}
LEAST_SERVING_G = 4.0  # a mass in grams below this beside a food is not its serving


def _near(clause: Clause, amount: Quantity) -> tuple[list[Quantity], list[Quantity]]:
    """The quantities that speak of the same food as an amount, from that food to the next, and those before them."""
    starts = sorted(h.first for h in clause.hits if h.kind == "food")
    first = max((s for s in starts if s < amount.first), default=0)
    after = min((s for s in starts if s > amount.first), default=len(clause.tokens))
    if not starts or first <= starts[0]:
        first = 0  # what stands before the first food ("one ounce of almonds") belongs to it
    before = [q for q in clause.quantities if q.first < first]
    return [q for q in clause.quantities if first <= q.first < after], before


def _grams(clause: Clause, food: KnownFood, amount: Quantity) -> tuple[float, ...]:
    """The servings the clause may mean [g]: stated with this food, else with one before it, else the usual ones."""
    near, before = _near(clause, amount)
    stated = _stated_grams(food, near)
    if stated:
        return stated
    return (food.word.serving_g, 100.0, *_stated_grams(food, before))


def _stated_grams(food: KnownFood, quantities: Sequence[Quantity]) -> tuple[float, ...]:
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


def fits(clause: Clause, food: KnownFood, stated: Quantity) -> tuple[float, float, float]:
    """How far an amount lies from the table (1: it fits), and the table's own range for the likeliest serving [mg]."""
    room = bands()["tolerance"].percent_dv / 100
    ranges = [food.mg(grams) for grams in _grams(clause, food, stated)]
    ratios = []
    for low, high in ranges:
        if low * (1 - room) <= stated.high and stated.low <= high * (1 + room):
            ratios.append(1.0)
        else:
            ratios.append(max(low / max(stated.high, 1e-9), stated.low / max(high, 1e-9)))
    return min(ratios), *ranges[0]


def share_fits(clause: Clause, food: KnownFood, stated: Quantity) -> tuple[float, float, float]:
    """The same for a share of the daily value. [% of the daily value]"""
    computed = [
        100 * mg / dv.mg for grams in _grams(clause, food, stated) for mg in food.mg(grams) for dv in daily_values()
    ]
    room = bands()["tolerance"].percent_dv / 100
    fits = any(
        abs(stated.low - share) <= max(SMALLEST_SHARE, room * share) or stated.low <= share <= stated.high
        for share in computed
    )
    far = min(max(share / max(stated.low, 1e-9), stated.low / max(share, 1e-9)) for share in computed)
    return (1.0 if fits else max(far, 1.01)), min(computed[:2]), max(computed[:2])
