"""The promises of a plan, checked by adding the food up again. Independent of problem matrix and solver.

A plan that fails here is never shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dolomite.base import words
from dolomite.base.span import Span
from dolomite.food import bounds
from dolomite.food.facet import must_be_absent
from dolomite.food.table import Catalogue, Food
from dolomite.intake.diary import Matched
from dolomite.plan.choice import Choice, avoided, category_of
from dolomite.plan.group import too_many
from dolomite.plan.owned import own_foods
from dolomite.plan.problem import DAYS_PER_WEEK, HALVES, Wish, setting

ROUNDING = 1e-6  # relative; sums in another order differ in the last digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One line of a plan: a food from [g/d] to [g/d], servings a week more (negative: fewer), the serving [g]."""

    food_id: str
    food: str
    from_g: float
    to_g: float
    per_week: float
    serving_g: float
    serving: str
    meal: str


def totals(now: Mapping[str, Span], changes: Sequence[Change], catalogue: Catalogue) -> dict[str, Span]:
    """What the day gives after the changes [each nutrient's unit per day]: today's total and each change added up.

    Unknown values of a changed food count at their ends; `known` is today's plus what is known of the changes.
    """
    after: dict[str, Span] = {}
    foods = [catalogue.get(change.food_id) for change in changes]
    for nutrient, today in now.items():
        known, low, high = today.known, today.low if today.low is not None else 0.0, today.high
        for change, food in zip(changes, foods, strict=True):
            span = bounds.amount(catalogue, food, nutrient, 100.0)
            factor = (change.to_g - change.from_g) / 100
            low += factor * (span.low if span.low is not None else 0.0)
            high = None if high is None or span.high is None else high + factor * span.high
            if known is not None and span.known is not None:
                known += factor * span.known
        after[nutrient] = Span(known=known, low=low, high=high, unknown=today.unknown)
    return after


# wide: the check shares no value with the solver: it is given everything as it was typed
def broken(
    changes: Sequence[Change],
    *,
    diary: Matched,
    now: Mapping[str, Span],
    wishes: Sequence[Wish],
    choice: Choice,
    catalogue: Catalogue,
    most_changes: int,
    supplement_mg: Span,
) -> tuple[str, ...]:
    """The promises that these changes break, in words; empty: all hold. (Units in the sentences.)"""
    breaches = [*_shape(changes, most_changes), *_foods(changes, diary, choice, catalogue)]
    after = totals(now, changes, catalogue)
    for wish in wishes:
        breaches += _wish(wish, now[wish.nutrient], after[wish.nutrient], supplement_mg)
    return tuple(breaches)


def needed_for(
    changes: Sequence[Change],
    *,
    now: Mapping[str, Span],
    wishes: Sequence[Wish],
    catalogue: Catalogue,
    supplement_mg: Span,
) -> tuple[tuple[Wish, ...], ...]:
    """Why each change is in the plan: the wishes that would break were it alone left out [each nutrient's unit a day].

    Empty for a change that no single wish needs: others make up for it one at a time, not all at once.
    """
    reasons = []
    for left_out in range(len(changes)):
        after = totals(now, [*changes[:left_out], *changes[left_out + 1 :]], catalogue)
        reasons.append(tuple(w for w in wishes if _wish(w, now[w.nutrient], after[w.nutrient], supplement_mg)))
    return tuple(reasons)


def _wish(wish: Wish, now: Span, after: Span, supplement_mg: Span) -> list[str]:
    extra = supplement_mg if wish.nutrient == "magnesium" else Span.exactly(0.0)
    slack = ROUNDING * max(1.0, abs(wish.limit))
    if wish.side == "floor":
        value = Span.total((after, extra)).at_least
        return [f"{wish.says}: {value:.6g} is below {wish.limit:.6g}"] if value < wish.limit - slack else []
    if after.high is not None:
        return [f"{wish.says}: {after.high:.6g} is above {wish.limit:.6g}"] if after.high > wish.limit + slack else []
    # Today's upper end is open: what can be promised is the change.
    change = after.at_least - now.at_least
    room = wish.limit - wish.base
    return [f"{wish.says}: {change:.6g} more is above {room:.6g}"] if change > room + slack else []


def _shape(changes: Sequence[Change], most_changes: int) -> list[str]:
    breaches = []
    if len(changes) > most_changes:
        breaches.append(f"{len(changes)} changes are more than {most_changes}")
    if len({change.food_id for change in changes}) != len(changes):
        breaches.append("a food is changed twice")
    for change in changes:
        halves = change.per_week * HALVES
        moved = change.from_g + change.per_week * change.serving_g / DAYS_PER_WEEK
        if abs(halves - round(halves)) > ROUNDING:
            breaches.append(f"{change.food}: {change.per_week} is not a number of half servings")
        if change.to_g < -ROUNDING or abs(moved - change.to_g) > ROUNDING * max(1.0, change.to_g):
            breaches.append(f"{change.food}: the grams do not follow from the servings")
        if change.serving_g > setting("max_serving_g") and change.per_week > 0:
            breaches.append(
                f"{change.food}: a serving of {words.amount(change.serving_g, 'g')} is too large to measure"
            )
    return breaches


def _foods(changes: Sequence[Change], diary: Matched, choice: Choice, catalogue: Catalogue) -> list[str]:
    eaten = {own.food.id: own for own in own_foods(diary)}
    absent = frozenset(must_be_absent(choice.avoid))
    breaches = []
    for change in changes:
        food = catalogue.get(change.food_id)
        own = eaten.get(change.food_id)
        if abs(change.from_g - (own.grams if own is not None else 0.0)) > ROUNDING * max(1.0, change.from_g):
            breaches.append(f"{change.food}: the diary does not say {change.from_g:.6g} g a day")
        if change.per_week > 0:
            breaches += _added(food, change, absent, choice)
        elif change.food_id in choice.pin:
            breaches.append(f"{change.food} is pinned and may not be taken away")
    added = [(category_of(catalogue.get(c.food_id)), c.to_g - c.from_g) for c in changes if c.per_week > 0]
    breaches += too_many(added, [(category_of(own.food), own.grams) for own in eaten.values()], len(choice.pin))
    missing = [f for f in choice.pin if f not in {c.food_id for c in changes if c.per_week > 0}]
    breaches += [f"{food_id} is pinned and not in the plan" for food_id in missing]
    return breaches


def _added(food: Food, change: Change, absent: frozenset[str], choice: Choice) -> list[str]:
    breaches = [f"{food.name} may hold {facet}" for facet in sorted(absent) if food.has(facet) is not False]
    if avoided(food, choice):
        breaches.append(f"{food.name} is or holds a food that is avoided")
    if change.food_id in choice.ban:
        breaches.append(f"{food.name} is banned")
    if any(word.casefold().rstrip("s") in food.name.casefold() for word in choice.unsafe):
        breaches.append(f"{food.name} is kept out by safety")
    return breaches
