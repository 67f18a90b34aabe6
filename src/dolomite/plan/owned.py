"""More and less of what somebody eats already, in half servings a week."""

from __future__ import annotations

import math

from dolomite.base.frozen import dataclass
from dolomite.food.table import Food
from dolomite.intake.diary import Matched
from dolomite.intake.eaten import Eaten
from dolomite.plan.choice import CategoryRow, Choice, avoided, categories, category_of, is_unsafe, step_cost
from dolomite.plan.meals import meal_of
from dolomite.plan.problem import DAYS_PER_WEEK, HALVES, Move, setting

ROUNDING = 1e-9  # floating point: seven helpings in seven days are one a day


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A food somebody eats: average [g/d], the usual helping [g], how often a week [1/week], and at which meals."""

    food: Food
    grams: float
    helping_g: float
    per_week: float
    meals: tuple[str, ...]


def own_foods(diary: Matched) -> tuple[Own, ...]:
    """What is eaten on the counted days, food by food, averaged per day [g/d]."""
    days = set(diary.counted_days())
    by_food: dict[str, list[Eaten]] = {}
    for line in diary.eaten:
        if line.row.on in days and line.food is not None and line.why is None and line.row.given is None and line.grams:
            by_food.setdefault(line.food.id, []).append(line)
    owned = []
    for lines in by_food.values():
        food = lines[0].food
        grams = math.fsum(line.grams for line in lines if line.grams is not None)
        assert food is not None
        owned.append(
            Own(
                food=food,
                grams=grams / len(days),
                helping_g=grams / len(lines),
                per_week=len(lines) * DAYS_PER_WEEK / len(days),
                meals=tuple(dict.fromkeys(line.row.meal for line in lines)),
            )
        )
    return tuple(owned)


def own_more(
    own: Own,
    allowed: dict[str, CategoryRow],
    absent: frozenset[str],
    unsafe: frozenset[str],
    choice: Choice,
    per_100g: tuple[tuple[float, float], ...],
) -> list[Move]:
    """More of a food that is eaten, where it may be eaten more [half servings a week]; at most one move."""
    food = own.food
    row = allowed.get(food.category.id) if food.category is not None else None
    pinned = food.id in choice.pin
    mine = food.data_type == "own"  # a food of the person's own is never out of place
    if (
        (row is None and not (pinned or mine))
        or not absent <= food.no
        or is_unsafe(food.name, unsafe)
        or avoided(food, choice)
    ):
        return []
    most_per_week = row.most_per_week if row is not None else DAYS_PER_WEEK
    more = most_per_week - own.per_week
    if most_per_week > setting("seldom"):
        more = max(more, setting("own_room"))  # beans eaten every day may be eaten a little more
    room = math.floor(more * HALVES)
    least = round(setting("least_per_week") * HALVES)
    if room < least or own.helping_g > setting("max_serving_g"):
        return []
    habit = setting("own_food_cheapest") if choice.prefer == "cheapest" else setting("own_food")
    return [
        Move(
            food_id=food.id,
            food=food.name,
            direction="more",
            serving_g=own.helping_g,
            serving="your usual helping",
            meal=meal_of(own.meals[0]) if own.meals else "",
            from_g=own.grams,
            least=least,
            most=room,
            fixed=setting("change") + habit,
            per_step=step_cost(own.helping_g, food.id, choice),
            own=True,
            per_100g=per_100g,
            category=category_of(food),
        )
    ]


def own_less(own: Own, choice: Choice, per_100g: tuple[tuple[float, float], ...]) -> list[Move]:
    """Less of a food that is eaten [half servings a week]; none of what is pinned."""
    if own.food.id in choice.pin:
        return []
    halves = math.floor(own.per_week * HALVES + ROUNDING)
    if halves < 1:
        return []
    banned = own.food.id in choice.ban
    wanted = category_of(own.food) in categories()
    return [
        Move(
            food_id=own.food.id,
            food=own.food.name,
            direction="less",
            serving_g=own.helping_g,
            serving="your usual helping",
            meal=meal_of(own.meals[0]) if own.meals else "",
            from_g=own.grams,
            least=halves if banned else min(round(setting("least_per_week") * HALVES), halves),
            most=halves,
            fixed=setting("change") + setting("less") + (setting("less_wanted") if wanted else 0.0),
            per_step=setting("gram") * own.helping_g / HALVES / DAYS_PER_WEEK,
            own=True,
            per_100g=per_100g,
        )
    ]
