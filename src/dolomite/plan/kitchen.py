"""Which foods are offered as one, and which belong to another kitchen than the person's."""

from __future__ import annotations

import re
from functools import cache
from typing import ClassVar

from dolomite import facts
from dolomite.food.words import stem, stems
from dolomite.plan.problem import Move

MADE_WITH = re.compile(r",? made with (?:milk|water|[a-z]+ milk)\b", re.IGNORECASE)


class Preparation(facts.Row):
    """A word that says how a food was prepared. (No unit.)"""

    unique: ClassVar[tuple[str, ...]] = ("word",)
    word: str


class Cuisine(facts.Row):
    """Foods of one kitchen, the signs of it in a diary, and its countries. (No unit.)"""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    foods: tuple[str, ...]
    signs: tuple[str, ...]
    countries: tuple[str, ...]


def plain_food(name: str) -> str:
    """What two names share that differ only in how the food was prepared: spinach with fat and without. (No unit.)"""
    return " ".join(sorted({word for word in stems(MADE_WITH.sub("", name)) if word not in _preparations()}))


def foreign(diary: tuple[str, ...], *, country: str | None) -> tuple[str, ...]:
    """Words of foods that are not offered: of a kitchen that is neither the country's nor the diary's. (No unit.)"""
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


def sensible(
    moves: tuple[Move, ...], *, owned: frozenset[str], away: tuple[str, ...], kept: frozenset[str]
) -> tuple[Move, ...]:
    """The moves [half servings a week] without foods of another kitchen, and with each new food once, in its most
    familiar form; what is eaten already or pinned (`kept`) stays."""
    mine = {plain_food(move.food) for move in moves if move.food_id in owned}
    chosen: dict[str, Move] = {}
    made: list[Move] = []
    for move in moves:
        if move.food_id in owned or move.food_id in kept:
            made.append(move)
            continue
        name = f" {' '.join(stems(move.food))} "
        same = plain_food(move.food)
        if same in mine or any(f" {food} " in name for food in away):
            continue
        if same not in chosen or move.fixed < chosen[same].fixed:
            chosen[same] = move
    return (*made, *chosen.values())


@cache
def _preparations() -> frozenset[str]:
    return frozenset(stem(row.word) for row in facts.rows("plan/preparations", Preparation))
