"""Which foods are offered as one, and which belong to another kitchen than the person's."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache
from typing import ClassVar, Literal

from dolomite import facts
from dolomite.food.words import stem, stems
from dolomite.plan.problem import Move, setting

MADE_WITH = re.compile(r",? made with (?:milk|water|[a-z]+ milk)\b", re.IGNORECASE)

FAT_ADDED = re.compile(r"(?<!no )(?<!no added )\bfat added\b", re.IGNORECASE)
NO_FAT = re.compile(r"\bno added fat\b", re.IGNORECASE)
SALTED = 2  # as `salt` says it
NAMES = 16_384  # more than the foods of the shipped tables: each name is taken apart once, not for every plan


class Preparation(facts.Row):
    """A word that says how a food was prepared."""

    unique: ClassVar[tuple[str, ...]] = ("word",)
    word: str
    salt: Literal["added", "none"] | None = None


class NotOffered(facts.Row):
    """A word for which a food is not offered anew, `unless_avoided` says so of what the person avoids."""

    unique: ClassVar[tuple[str, ...]] = ("word",)
    word: str
    unless_avoided: str | None = None


class Cuisine(facts.Row):
    """Foods of one kitchen, the signs of it in a diary, its countries, and `favoured` foods, at home elsewhere too."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    foods: tuple[str, ...]
    signs: tuple[str, ...]
    countries: tuple[str, ...]
    favoured: tuple[str, ...] = ()


@lru_cache(maxsize=NAMES)
def plain_food(name: str) -> str:
    """What two names share that differ only in how the food was prepared: spinach with fat and without."""
    return " ".join(sorted({word for word in stems(MADE_WITH.sub("", name)) if word not in _preparations()}))


def foreign(diary: tuple[str, ...], *, country: str | None) -> tuple[str, ...]:
    """Words of foods that are not offered: of a kitchen that is neither the country's nor the diary's."""
    written = f" {' '.join(' '.join(stems(food)) for food in diary)} "
    rows = facts.rows("plan/cuisine", Cuisine)
    shows = {row.id for row in rows if any(f" {' '.join(stems(sign))} " in written for sign in row.signs)}
    away: list[str] = []
    for row in rows:
        elsewhere = country is not None and country not in row.countries
        another = country is None and bool(shows)
        if row.id not in shows and (elsewhere or another):
            away += row.foods
    return tuple(dict.fromkeys(" ".join(stems(food)) for food in away))


def home(diary: tuple[str, ...], *, country: str | None) -> re.Pattern[str] | None:
    """What finds the foods at home in the country's kitchen or the diary's by their names; None: no kitchen is
    known."""
    written = f" {' '.join(' '.join(stems(food)) for food in diary)} "
    words: list[str] = []
    for row in facts.rows("plan/cuisine", Cuisine):
        if country in row.countries or any(f" {' '.join(stems(sign))} " in written for sign in row.signs):
            words += (*row.foods, *row.favoured)
    either = "|".join(re.escape(word) for word in dict.fromkeys(words))
    return re.compile(rf"\b(?:{either})(?:s|es)?\b", re.IGNORECASE) if words else None


@lru_cache(maxsize=NAMES)
def salt(name: str) -> int:
    """Whether a food's name says salt [rank]: 2 with, 1 nothing said, 0 without."""
    said = {_preparations().get(word) for word in stems(name)}
    return 0 if "none" in said else SALTED if "added" in said else 1


def sensible(
    moves: tuple[Move, ...],
    *,
    owned: frozenset[str],
    away: tuple[str, ...],
    kept: frozenset[str],
    at_home: re.Pattern[str] | None = None,
) -> tuple[Move, ...]:
    """The moves [half servings a week] without foods of another kitchen, and with each new food once, without salt or
    else in its most familiar form; foods `at_home` come first; what is eaten already or pinned (`kept`) stays."""
    mine = {plain_food(move.food) for move in moves if move.food_id in owned}
    chosen: dict[str, Move] = {}
    staying: list[Move] = []
    for move in moves:
        if move.food_id in owned or move.food_id in kept:
            staying.append(move)
            continue
        same = plain_food(move.food)
        if same in mine or is_of(move.food, away):
            continue
        if at_home is not None and at_home.search(move.food):
            move = replace(move, fixed=move.fixed + setting("home_food"))
        if same not in chosen or _rank(move) < _rank(chosen[same]):
            chosen[same] = move
    return (*staying, *chosen.values())


def is_of(name: str, away: tuple[str, ...]) -> bool:
    """Whether a food's name holds a word of a kitchen that is not the person's."""
    written = f" {' '.join(stems(name))} "
    return any(f" {food} " in written for food in away)


def _rank(move: Move) -> tuple[int, bool, float]:
    return salt(move.food), bool(FAT_ADDED.search(move.food)), move.fixed


def unfit(absent: frozenset[str]) -> re.Pattern[str]:
    """What finds foods that are not offered anew, for somebody who avoids these facets."""
    rows = facts.rows("plan/not_offered", NotOffered)
    words = [re.escape(row.word) for row in rows if row.unless_avoided not in absent or row.unless_avoided is None]
    return re.compile("|".join(words), re.IGNORECASE)


@cache
def _preparations() -> dict[str, str | None]:
    return {stem(row.word): row.salt for row in facts.rows("plan/preparations", Preparation)}
