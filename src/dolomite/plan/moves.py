"""What may change: more or less of what somebody eats, and sensible foods of the catalogue, in servings."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np
import numpy.typing as npt

from dolomite import facts
from dolomite.food import bounds
from dolomite.food.column import Columns
from dolomite.food.facet import holds_word, kept_out, must_be_absent
from dolomite.food.table import Catalogue, Food
from dolomite.intake.diary import Eaten, Matched
from dolomite.plan import kitchen
from dolomite.plan.problem import DAYS_PER_WEEK, HALVES, Array, Move, setting

Prefer = Literal["familiar", "fewest", "cheapest"]
ROUNDING = 1e-9  # floating point: seven helpings in seven days are one a day
NEVER = ("baby_food", "powder", "dry_mix", "alcohol")


class CategoryRow(facts.Row):
    """A category that a plan may add from, its meals, the most servings a week [1/week] of one food, and what a new
    food of it costs more for the sake of variety [dimensionless]."""

    unique: ClassVar[tuple[str, ...]] = ("category",)
    category: str
    meals: tuple[str, ...]
    most_per_week: int
    variety: float = 0.0


class NationalRow(facts.Row):
    """A food of a national table that is offered in its countries: a serving [g], its words, and how often [1/week]."""

    unique: ClassVar[tuple[str, ...]] = ("food",)
    food: str
    countries: tuple[str, ...]
    serving_g: float
    serving: str
    meals: tuple[str, ...]
    most_per_week: int


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """A food somebody eats: average [g/d], the usual helping [g], how often a week [1/week], and at which meals."""

    food: Food
    grams: float
    helping_g: float
    per_week: float
    meals: tuple[str, ...]


def categories() -> dict[str, CategoryRow]:
    """The categories a plan may add from, by id. (Units in the rows: servings a week.)"""
    return {row.category: row for row in facts.rows("plan/category", CategoryRow)}


def own_foods(diary: Matched) -> tuple[Own, ...]:
    """What is eaten on the counted days, food by food, averaged per day [g/d]."""
    days = set(diary.counted_days())
    by_food: dict[str, list[Eaten]] = {}
    for one in diary.eaten:
        if one.row.on in days and one.food is not None and one.why is None and one.row.given is None and one.grams:
            by_food.setdefault(one.food.id, []).append(one)
    owned = []
    for lines in by_food.values():
        food = lines[0].food
        grams = math.fsum(one.grams for one in lines if one.grams is not None)
        assert food is not None
        owned.append(
            Own(
                food=food,
                grams=grams / len(days),
                helping_g=grams / len(lines),
                per_week=len(lines) * DAYS_PER_WEEK / len(days),
                meals=tuple(dict.fromkeys(one.row.meal for one in lines)),
            )
        )
    return tuple(owned)


def moves(diary: Matched, catalogue: Catalogue, choice: Choice, nutrients: tuple[str, ...]) -> tuple[Move, ...]:
    """Every move: less and more of the person's own foods, and every sensible food of the catalogue [half servings].

    `nutrients` are those whose values the moves carry, per 100 g, in that order.
    """
    owned = own_foods(diary)
    allowed = categories()
    unsafe = unsafe_words(choice.unsafe)
    absent = frozenset(must_be_absent(choice.avoid))
    eaten_meals = {one.row.meal for one in diary.eaten if one.row.meal}
    made: list[Move] = []
    for own in owned:
        per_100g = tuple(ends(catalogue, own.food, n) for n in nutrients)
        if own.food.id not in choice.ban:
            made += _own_more(own, allowed, absent, unsafe, choice, per_100g)
        if not choice.no_less:
            made += _own_less(own, choice, per_100g)
    mine = {own.food.id for own in owned}
    written = tuple(one.row.food for one in diary.eaten)
    at_home = kitchen.home(written, country=choice.country)
    made += _new(catalogue, choice, mine, eaten_meals, nutrients, at_home)
    made += _national(catalogue, choice, mine, eaten_meals, nutrients)
    made = _without_banned(made, catalogue, choice)
    first = None if choice.prefer == "cheapest" else at_home
    away = kitchen.foreign(written, country=choice.country)
    return kitchen.sensible(
        tuple(made),
        owned=frozenset(mine),
        away=away,
        kept=frozenset(choice.pin),
        at_home=first,
    )


def _without_banned(made: list[Move], catalogue: Catalogue, choice: Choice) -> list[Move]:
    """The moves without more of a banned food in any of its forms: never pumpkin seeds is never salted ones, too."""
    foods = (catalogue.find(food_id) for food_id in choice.ban)
    banned = {kitchen.plain_food(food.name) for food in foods if food is not None}
    return [
        move
        for move in made
        if move.direction == "less" or move.food_id in choice.pin or kitchen.plain_food(move.food) not in banned
    ]


def _own_more(
    own: Own,
    allowed: dict[str, CategoryRow],
    absent: frozenset[str],
    unsafe: frozenset[str],
    choice: Choice,
    per_100g: tuple[tuple[float, float], ...],
) -> list[Move]:
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
            meal=own.meals[0] if own.meals else "",
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


def _own_less(own: Own, choice: Choice, per_100g: tuple[tuple[float, float], ...]) -> list[Move]:
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
            meal=own.meals[0] if own.meals else "",
            from_g=own.grams,
            least=halves if banned else min(round(setting("least_per_week") * HALVES), halves),
            most=halves,
            fixed=setting("change") + setting("less") + (setting("less_wanted") if wanted else 0.0),
            per_step=setting("gram") * own.helping_g / HALVES / DAYS_PER_WEEK,
            own=True,
            per_100g=per_100g,
        )
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
    made = []
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
        made.append(_added(columns, i, row, choice, meal=meal or meals[0], per_100g=values[i], top=top))
    return made


def _added(
    columns: Columns, i: int, row: CategoryRow | None, choice: Choice, *, meal: str, per_100g: Array, top: float
) -> Move:
    """The move that adds the food in this place of the columns; `top` is the familiarity of the best known one."""
    grams, familiarity = float(columns.typical_g[i]), float(columns.familiarity[i]) / top
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
    made = []
    for row in facts.rows("plan/national", NationalRow):
        food = catalogue.find(row.food) if choice.country in row.countries else None
        meal = next((meal for meal in row.meals if meal in eaten_meals), None)
        if food is None or meal is None or food.id in mine or food.id in choice.ban:
            continue
        if not absent <= food.no or is_unsafe(food.name, unsafe) or avoided(food, choice):
            continue
        made.append(
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
    return made


def _offered(name: str, at_home: re.Pattern[str] | None, salted: set[str]) -> bool:
    """Whether a food few eat in the survey is offered: at home in the person's kitchen, or without the salt or the
    fat of one that many eat."""
    if at_home is not None and at_home.search(name):
        return True
    leaner = kitchen.salt(name) == 0 or kitchen.NO_FAT.search(name) is not None
    return leaner and kitchen.plain_food(name) in salted


def category_of(food: Food) -> str:
    """The id of the food's category; empty where it has none. (No unit.)"""
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
    """Whether the food's name or an ingredient is one that the person avoids by its name. (No unit.)"""
    wanted = kept_out(choice.avoid)
    return bool(wanted) and holds_word((food.name, *(part.name for part in food.ingredients)), wanted)


def unsafe_words(unsafe: tuple[str, ...]) -> frozenset[str]:
    """The words of foods that safety keeps out. (No unit.)"""
    return frozenset(word.casefold().rstrip("s") for phrase in unsafe for word in (phrase,))


def is_unsafe(name: str, unsafe: frozenset[str]) -> bool:
    """Whether a food's name holds one of those words. (No unit.)"""
    plain = name.casefold()
    return any(word in plain for word in unsafe)
