"""What may change: more or less of what somebody eats, and sensible foods of the catalogue, in servings."""

from __future__ import annotations

import re
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from dolomite import facts
from dolomite.food.column import Columns
from dolomite.food.facet import kept_out, must_be_absent
from dolomite.food.table import Catalogue
from dolomite.intake.diary import Matched
from dolomite.plan import kitchen
from dolomite.plan.choice import (
    CategoryRow,
    Choice,
    avoided,
    categories,
    category_of,
    ends,
    is_unsafe,
    step_cost,
    unsafe_words,
)
from dolomite.plan.meals import meals_of
from dolomite.plan.owned import own_foods, own_less, own_more
from dolomite.plan.problem import DAYS_PER_WEEK, HALVES, Array, Move, setting

SURVEYED = "US"  # whose people said what they eat
NEVER = ("baby_food", "powder", "dry_mix", "alcohol")


class NationalRow(facts.Row):
    """A food of a national table that is offered in its countries: a serving [g], its words, and how often [1/week]."""

    unique: ClassVar[tuple[str, ...]] = ("food",)
    food: str
    countries: tuple[str, ...]
    serving_g: float
    serving: str
    meals: tuple[str, ...]
    most_per_week: int


def moves(diary: Matched, catalogue: Catalogue, choice: Choice, nutrients: tuple[str, ...]) -> tuple[Move, ...]:
    """Every move: less and more of the person's own foods, and every sensible food of the catalogue [half servings].

    `nutrients` are those whose values the moves carry, per 100 g, in that order.
    """
    owned = own_foods(diary)
    allowed = categories()
    unsafe = unsafe_words(choice.unsafe)
    absent = frozenset(must_be_absent(choice.avoid))
    eaten_meals = meals_of(line.row.meal for line in diary.eaten)
    candidates: list[Move] = []
    for own in owned:
        per_100g = tuple(ends(catalogue, own.food, n) for n in nutrients)
        if own.food.id not in choice.ban:
            candidates += own_more(own, allowed, absent, unsafe, choice, per_100g)
        if not choice.no_less:
            candidates += own_less(own, choice, per_100g)
    mine = {own.food.id for own in owned}
    written = tuple(line.row.food for line in diary.eaten)
    at_home = kitchen.home(written, country=choice.country)
    candidates += _new(catalogue, choice, mine, eaten_meals, nutrients, at_home)
    candidates += _national(catalogue, choice, mine, eaten_meals, nutrients)
    candidates = _without_banned(candidates, catalogue, choice)
    first = None if choice.prefer == "cheapest" else at_home
    away = kitchen.foreign(written, country=choice.country)
    return kitchen.sensible(
        tuple(candidates),
        owned=frozenset(mine),
        away=away,
        kept=frozenset(choice.pin),
        at_home=first,
    )


def _without_banned(candidates: list[Move], catalogue: Catalogue, choice: Choice) -> list[Move]:
    """The moves without more of a banned food in any of its forms: never pumpkin seeds is never salted ones, too."""
    foods = (catalogue.find(food_id) for food_id in choice.ban)
    banned = {kitchen.plain_food(food.name) for food in foods if food is not None}
    return [
        move
        for move in candidates
        if move.direction == "less" or move.food_id in choice.pin or kitchen.plain_food(move.food) not in banned
    ]


def _new(
    catalogue: Catalogue,
    choice: Choice,
    mine: set[str],
    eaten_meals: set[str],
    nutrients: tuple[str, ...],
    at_home: re.Pattern[str] | None,
) -> list[Move]:
    allowed, absent, unsafe = categories(), frozenset(must_be_absent(choice.avoid)), unsafe_words(choice.unsafe)
    columns = catalogue.columns(data_types=frozenset({"as eaten"}))
    facet = {name: place for place, name in enumerate(columns.facets)}
    if not absent <= set(facet):
        return []  # nothing in the tables can be cleared of what the person avoids
    words = kept_out(choice.avoid)
    place = [columns.nutrients.index(n) for n in nutrients]
    values = columns.values[:, place]
    # A candidate whose value of a promised nutrient is unknown could break the promise: it is not offered.
    unknown: list[bool] = np.atleast_1d(np.isnan(values).any(axis=1)).tolist()
    good: npt.NDArray[np.bool_] = np.asarray(~columns.yes[:, [facet[f] for f in NEVER]].any(axis=1))
    if absent:
        good &= columns.no[:, [facet[f] for f in absent]].all(axis=1)
    familiar: list[bool] = (columns.familiarity >= setting("least_familiar")).tolist()
    salted = {
        kitchen.plain_food(n)
        for n, known in zip(columns.names, familiar, strict=True)
        if known and (kitchen.salt(n) == kitchen.SALTED or kitchen.FAT_ADDED.search(n))
    }
    top = float(columns.familiarity.max())
    largest, unfit = setting("max_serving_g"), kitchen.unfit(absent)
    known_here = at_home if choice.country not in (None, SURVEYED) else None
    candidates = []
    for i in range(len(columns.ids)):
        row = allowed.get(columns.categories[i] or "")
        food_id, grams = columns.ids[i], float(columns.typical_g[i])
        pinned = food_id in choice.pin
        if not pinned and (row is None or not good[i]):
            continue
        if not (pinned or familiar[i]) and not _offered(columns.names[i], at_home, salted):
            continue
        if not pinned and unfit.search(columns.names[i]):
            continue
        if food_id in mine or food_id in choice.ban or grams != grams or not 0 < grams <= largest:
            continue
        if unknown[i] or is_unsafe(columns.names[i], unsafe):
            continue
        if words and avoided(catalogue.get(food_id), choice):
            continue
        meals = row.meals if row is not None else ("snack",)
        meal = next((m for m in meals if m in eaten_meals), None)
        if meal is None and not pinned:
            continue
        # What few eat in the American survey is familiar where it is at home: buckwheat to a Pole.
        familiarity = 1.0 if _at_home(columns.names[i], known_here) else float(columns.familiarity[i]) / top
        candidates.append(
            _added(columns, i, row, choice, meal=meal or meals[0], per_100g=values[i], familiarity=familiarity)
        )
    return candidates


def _added(
    columns: Columns, i: int, row: CategoryRow | None, choice: Choice, *, meal: str, per_100g: Array, familiarity: float
) -> Move:
    """The move that adds the food in this place of the columns; `familiarity` is 1 of the best known one."""
    grams = float(columns.typical_g[i])
    fewest = choice.prefer == "fewest"
    unfamiliar = 0.0 if fewest else setting("unfamiliar")
    return Move(
        food_id=columns.ids[i],
        food=columns.names[i],
        direction="more",
        serving_g=grams,
        serving="",
        meal=meal,
        from_g=0.0,
        least=round(setting("least_per_week") * HALVES),
        most=(row.most_per_week if row is not None else DAYS_PER_WEEK) * HALVES,
        fixed=setting("change") + unfamiliar * (1 - familiarity) + (row.variety if row and not fewest else 0.0),
        per_step=step_cost(grams, columns.ids[i], choice),
        own=False,
        per_100g=tuple((v, v) for v in map(float, per_100g)),
        category=columns.categories[i] or "",
    )


def _national(
    catalogue: Catalogue, choice: Choice, mine: set[str], eaten_meals: set[str], nutrients: tuple[str, ...]
) -> list[Move]:
    """Foods of the table of the person's own country [half servings a week]."""
    absent, unsafe = frozenset(must_be_absent(choice.avoid)), unsafe_words(choice.unsafe)
    candidates = []
    for row in facts.rows("plan/national", NationalRow):
        food = catalogue.find(row.food) if choice.country in row.countries else None
        meal = next((meal for meal in row.meals if meal in eaten_meals), None)
        if food is None or meal is None or food.id in mine or food.id in choice.ban:
            continue
        if not absent <= food.no or is_unsafe(food.name, unsafe) or avoided(food, choice):
            continue
        candidates.append(
            Move(
                food_id=food.id,
                food=food.name,
                direction="more",
                serving_g=row.serving_g,
                serving=row.serving,
                meal=meal,
                from_g=0.0,
                least=round(setting("least_per_week") * HALVES),
                most=row.most_per_week * HALVES,
                fixed=setting("change"),
                per_step=step_cost(row.serving_g, food.id, choice),
                own=False,
                per_100g=tuple(ends(catalogue, food, nutrient) for nutrient in nutrients),
                category=category_of(food),
            )
        )
    return candidates


def _at_home(name: str, at_home: re.Pattern[str] | None) -> bool:
    return at_home is not None and at_home.search(name) is not None


def _offered(name: str, at_home: re.Pattern[str] | None, salted: set[str]) -> bool:
    """Whether a food few eat in the survey is offered: at home in the person's kitchen, or without the salt or the
    fat of one that many eat."""
    if _at_home(name, at_home):
        return True
    leaner = kitchen.salt(name) == 0 or kitchen.NO_FAT.search(name) is not None
    return leaner and kitchen.plain_food(name) in salted
