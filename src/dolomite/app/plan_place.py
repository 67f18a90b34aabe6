"""Use case: the smallest change for its page: three plans as sentences, what was refused, what cannot hold together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from dolomite.app.my_report import Mine
from dolomite.app.plan_food import Wishes, plan_food
from dolomite.base.errors import InputError
from dolomite.food.name import short_name
from dolomite.food.search import match
from dolomite.plan.choice import Prefer
from dolomite.report import html
from dolomite.view.plan import NAMES

Object = Mapping[str, Any]  # as `dolomite plan` prints it
FAVOUR = ("familiar", "fewest")
DRAWINGS = {
    "nuts": ("nut", "almond", "seed", "pecan", "pistachio", "cashew"),
    "leaves": ("spinach", "chard", "kale", "lettuce", "greens", "leaves"),
    "drink": ("milk", "drink", "juice", "water", "coffee", "cocoa", "tea"),
    "pulses": ("bean", "lentil", "pea", "chickpea", "soy", "tofu", "hummus"),
    "grain": ("bread", "bran", "oat", "rice", "cereal", "wheat", "quinoa", "pasta", "flour", "buckwheat", "shredded"),
}
MOST_CHOICES = 5  # foods offered for a word
MOST_WISHES = 40  # foods refused or kept at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One change: the food, the sentence that says it, and which drawing of a serving goes with it.

    `per_week` servings of `serving_g` [g] more (below zero: fewer), at `meal` (empty: any).
    """

    food_id: str
    food: str
    says: str
    more: bool
    drawing: str
    per_week: float
    serving_g: float
    meal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One plan: its name and its changes."""

    name: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """The page's parts: the section drawn, up to three plans, and the foods that were refused or kept (id, name)."""

    section: Object
    plans: tuple[Proposal, ...]
    stopped: bool
    conflict: tuple[str, ...]
    never: tuple[tuple[str, str], ...]
    always: tuple[tuple[str, str], ...]


def shown(mine: Mine, *, never: Sequence[str], always: Sequence[str], prefer: str) -> Shown:
    """The plans for these wishes, solved anew (food ids). [mg/d] Raises InputError without a diary."""
    wishes = Wishes(
        ban=tuple(dict.fromkeys(never))[:MOST_WISHES],
        pin=tuple(dict.fromkeys(always))[:MOST_WISHES],
        prefer=cast(Prefer, prefer if prefer in FAVOUR else FAVOUR[0]),
        quick=True,
    )
    return _shown(mine, wishes)


@lru_cache(maxsize=24)
def _shown(mine: Mine, wishes: Wishes) -> Shown:
    section = plan_food(mine.case, wishes)
    data = section.data
    foods = mine.case.catalogue
    name = (
        {identifier: short_name(foods.get(identifier).name) for identifier in (*wishes.ban, *wishes.pin)}
        if foods is not None
        else {}
    )
    first: list[Object] = [data] if data.get("changes") else []
    others = cast(Sequence[Object], data.get("alternatives", ()))
    conflict = cast(Sequence[Object], data.get("conflict", ()))
    return Shown(
        section=html.shown(section, {}),
        plans=tuple(
            Proposal(name=NAMES[at], lines=tuple(_line(change) for change in plan["changes"]))
            for at, plan in enumerate([*first, *others])
        ),
        stopped=section.stopped is not None,
        conflict=tuple(str(wish["says"]) for wish in conflict),
        never=tuple((identifier, name[identifier]) for identifier in wishes.ban if identifier in name),
        always=tuple((identifier, name[identifier]) for identifier in wishes.pin if identifier in name),
    )


def _line(change: Object) -> Line:
    return Line(
        food_id=change["food_id"],
        food=short_name(change["food"]),
        says=change["says"],
        more=change["per_week"] > 0,
        drawing=drawing(change["food"]),
        per_week=change["per_week"],
        serving_g=change["serving_g"],
        meal=change["meal"] or "",
    )


def drawing(name: str) -> str:
    """Which drawing goes with a food, by the words of its name; a plate where none fits."""
    words = name.lower()
    return next((kind for kind, signs in DRAWINGS.items() if any(sign in words for sign in signs)), "plate")


def wished(mine: Mine, words: str) -> tuple[tuple[str, str], ...]:
    """The foods (id, name) that typed words may mean: one where they are clear, else a few to choose from.

    Raises InputError where no food is called so.
    """
    foods = mine.case.catalogue
    if foods is None:
        return ()
    matched = match(foods, words, country=mine.case.person.country)
    if matched.food is not None:
        return ((matched.food.id, short_name(matched.food.name)),)
    if not matched.candidates:
        raise InputError(f"no food is called {words}. Write its plain name.", field="wish")
    return tuple((hit.id, short_name(hit.name)) for hit in matched.candidates[:MOST_CHOICES])


def known_foods(mine: Mine, ids: Sequence[str]) -> tuple[str, ...]:
    """Those of these ids that the food table holds. Raises InputError for one that it does not."""
    foods = mine.case.catalogue
    for identifier in ids:
        if foods is not None and foods.find(identifier) is None:
            raise InputError("this food is not in the table. Open the page again.", field="never")
    return tuple(ids)
