"""Foods a person wants in the plan that are no candidates by themselves: single foods of another table, odd foods."""

from __future__ import annotations

import math
from dataclasses import replace

from dolomite.base.errors import InputError
from dolomite.food.facet import must_be_absent
from dolomite.food.name import short_name
from dolomite.food.portion import serving
from dolomite.food.table import Catalogue, Food
from dolomite.intake.diary import Matched
from dolomite.plan import kitchen
from dolomite.plan.choice import Choice, avoided, categories, ends, is_unsafe, step_cost, unsafe_words
from dolomite.plan.problem import DAYS_PER_WEEK, HALVES, Move, setting


def pinned(
    moves: tuple[Move, ...], catalogue: Catalogue, choice: Choice, nutrients: tuple[str, ...]
) -> tuple[Move, ...]:
    """A move for each pinned food that has none among `moves` [half servings a week], in the order of `nutrients`.

    Raises InputError for a food that no plan may add, with the reason.
    """
    offered = {move.food_id for move in moves if move.direction == "more"}
    return tuple(
        _move(catalogue.get(food_id), catalogue, choice, nutrients) for food_id in choice.pin if food_id not in offered
    )


def of_ones_own(
    moves: tuple[Move, ...], diary: Matched, catalogue: Catalogue, choice: Choice, nutrients: tuple[str, ...]
) -> tuple[Move, ...]:
    """A move for each food the person defined themselves, and each of our recipes at home in their kitchen, that has
    none among `moves` [half servings a week], in the order of `nutrients`."""
    written = tuple(line.row.food for line in diary.eaten)
    at_home = kitchen.home(written, country=choice.country)
    away = kitchen.foreign(written, country=choice.country)
    taken = {move.food_id for move in moves} | set(choice.ban)
    additions = []
    for kind in ("own", "recipe"):
        habit = setting("own_food") if kind == "own" else setting("home_food")
        for food in catalogue.each(data_type=kind):
            usual = serving(food)
            per_100g = tuple(ends(catalogue, food, nutrient) for nutrient in nutrients)
            known = food.category is not None and food.category.id in categories()
            here = kind == "own" or (known and at_home is not None and at_home.search(food.name) is not None)
            elsewhere = kind == "recipe" and kitchen.is_of(food.name, away)
            if food.id in taken or not here or elsewhere or _why_not(food, choice, usual, per_100g) is not None:
                continue
            move = _move(food, catalogue, choice, nutrients)
            additions.append(replace(move, fixed=move.fixed + (0.0 if choice.prefer == "cheapest" else habit)))
    return tuple(additions)


def _move(food: Food, catalogue: Catalogue, choice: Choice, nutrients: tuple[str, ...]) -> Move:
    usual = serving(food)
    per_100g = tuple(ends(catalogue, food, nutrient) for nutrient in nutrients)
    why = _why_not(food, choice, usual, per_100g)
    if why is not None:
        raise InputError(f"{short_name(food.name)} ({food.id}) cannot be added: {why}. Pin another food.", field="pin")
    assert usual is not None
    row = categories().get(food.category.id) if food.category is not None else None
    return Move(
        food_id=food.id,
        food=food.name,
        direction="more",
        serving_g=usual[0],
        serving="",
        meal=row.meals[0] if row is not None else "snack",
        from_g=0.0,
        least=round(setting("least_per_week") * HALVES),
        most=(row.most_per_week if row is not None else DAYS_PER_WEEK) * HALVES,
        fixed=setting("change"),
        per_step=step_cost(usual[0], food.id, choice),
        own=False,
        per_100g=per_100g,
        category=food.category.id if food.category is not None else "",
    )


def _why_not(
    food: Food, choice: Choice, usual: tuple[float, str] | None, per_100g: tuple[tuple[float, float], ...]
) -> str | None:
    if is_unsafe(food.name, unsafe_words(choice.unsafe)):
        return "it is among what safety keeps out"
    if not frozenset(must_be_absent(choice.avoid)) <= food.no or avoided(food, choice):
        return "what you avoid may be in it"
    if usual is None or not 0 < usual[0] <= setting("max_serving_g"):
        return "its usual amount is not known"
    if any(math.isinf(high) for _, high in per_100g):
        return "the table does not give all of its nutrients that have a limit"
    return None
