"""What a person wants of the foods of a plan, and what every food that may be offered is asked."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import ClassVar, Literal

from dolomite import facts
from dolomite.base.frozen import dataclass
from dolomite.food import bounds
from dolomite.food.facet import holds_word, kept_out
from dolomite.food.table import Catalogue, Food
from dolomite.plan.problem import DAYS_PER_WEEK, HALVES, setting

Prefer = Literal["familiar", "fewest", "cheapest"]


class CategoryRow(facts.Row):
    """A category that a plan may add from, its meals, the most servings a week [1/week] of one food, and what a new
    food of it costs more for the sake of variety [dimensionless]."""

    unique: ClassVar[tuple[str, ...]] = ("category",)
    category: str
    meals: tuple[str, ...]
    most_per_week: int
    variety: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the person wants of the plan's foods: groups to avoid, foods pinned or banned by id, what to prefer, prices
    by food id [money per 100 g], words of foods that safety keeps out; `no_less`: nothing is taken away; `country`
    (two letters) and the diary say whose kitchen the foods come from."""

    avoid: tuple[str, ...] = ()
    pin: tuple[str, ...] = ()
    ban: tuple[str, ...] = ()
    prefer: Prefer = "familiar"
    prices: Mapping[str, float] | None = None
    unsafe: tuple[str, ...] = ()
    no_less: bool = False
    country: str | None = None


def categories() -> dict[str, CategoryRow]:
    """The categories a plan may add from, by id. (Units in the rows: servings a week.)"""
    return {row.category: row for row in facts.rows("plan/category", CategoryRow)}


def category_of(food: Food) -> str:
    """The id of the food's category; empty where it has none."""
    return food.category.id if food.category is not None else ""


def step_cost(serving_g: float, food_id: str, choice: Choice) -> float:
    """What half a serving [g] a week more costs the search [its own unit]."""
    grams = serving_g / HALVES / DAYS_PER_WEEK
    cost = setting("gram") * grams
    if choice.prefer == "cheapest" and choice.prices:
        dearest = max(choice.prices.values())  # a food without a price is taken for the dearest
        cost += setting("price") * choice.prices.get(food_id, dearest) * grams / 100
    return cost


def ends(catalogue: Catalogue, food: Food, nutrient: str) -> tuple[float, float]:
    """The ends of a nutrient per 100 g [its unit]; an open upper end is infinite."""
    span = bounds.amount(catalogue, food, nutrient, 100.0)
    low = span.low if span.low is not None else 0.0
    return low, span.high if span.high is not None else math.inf


def avoided(food: Food, choice: Choice) -> bool:
    """Whether the food's name or an ingredient is one that the person avoids by its name."""
    wanted = kept_out(choice.avoid)
    return bool(wanted) and holds_word((food.name, *(part.name for part in food.ingredients)), wanted)


def unsafe_words(unsafe: tuple[str, ...]) -> frozenset[str]:
    """The words of foods that safety keeps out."""
    return frozenset(word.casefold().rstrip("s") for phrase in unsafe for word in (phrase,))


def is_unsafe(name: str, unsafe: frozenset[str]) -> bool:
    """Whether a food's name holds one of those words."""
    plain = name.casefold()
    return any(word in plain for word in unsafe)
