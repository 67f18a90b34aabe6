"""Foods of one group: a plan adds one of them, and the day holds no more than the group's amount."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from typing import ClassVar

from dolomite import facts
from dolomite.plan.problem import DAYS_PER_WEEK, HALVES, Move

ROUNDING = 1e-6  # grams; floating point


class GroupRow(facts.Row):
    """Foods of which a plan adds one, and the most of all of them in a day [g/d]."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    categories: tuple[str, ...]
    most_g: float
    unit: str
    says: str


def groups() -> tuple[GroupRow, ...]:
    """The groups [g/d]."""
    return tuple(facts.rows("plan/group", GroupRow))


def grouped(moves: tuple[Move, ...], eaten: Iterable[tuple[str, float]], kept: frozenset[str]) -> tuple[Move, ...]:
    """The moves [half servings a week] with their group, and no more steps than it leaves beside what is `eaten`
    (category, g/d); what the person pinned (`kept`) stays."""
    held = tuple(eaten)
    limited = []
    for move in moves:
        row = next((row for row in groups() if move.direction == "more" and move.category in row.categories), None)
        if row is None:
            limited.append(move)
            continue
        room = row.most_g - math.fsum(grams for category, grams in held if category in row.categories)
        most = min(move.most, math.floor(room * HALVES * DAYS_PER_WEEK / move.serving_g + ROUNDING))
        if move.food_id in kept:
            most = max(most, move.least)
        if most >= move.least:
            limited.append(replace(move, group=row.id, most=most))
    return tuple(limited)


def worthwhile(moves: tuple[Move, ...], gains: Iterable[float], least_mg: float, kept: frozenset[str]) -> list[Move]:
    """The moves with so many steps at least that each closes `least_mg` [mg/d]; one that cannot has no steps left.

    `gains` is what one step of each adds [mg/d]; less of a food and what is pinned (`kept`) stays as it is.
    """
    adjusted = []
    for move, gain in zip(moves, gains, strict=True):
        if move.direction == "less" or move.food_id in kept or least_mg <= 0:
            adjusted.append(move)
            continue
        needed = math.ceil(least_mg / gain - ROUNDING) if gain > 0 else move.most + 1
        fits = needed <= move.most
        adjusted.append(replace(move, least=max(move.least, needed)) if fits else replace(move, least=0, most=0))
    return adjusted


def too_many(added: Iterable[tuple[str, float]], eaten: Iterable[tuple[str, float]], pins: int) -> list[str]:
    """Where the foods added (category, g/d more) break a group beside what is eaten, in words. (Units in them.)"""
    new, held = tuple(added), tuple(eaten)
    breaches = []
    for row in groups():
        grams = [more for category, more in new if category in row.categories]
        before = math.fsum(amount for category, amount in held if category in row.categories)
        if len(grams) > max(1, pins):
            breaches.append(f"{len(grams)} foods are added where there may be one: {row.says}")
        if grams and not pins and before + math.fsum(grams) > row.most_g + ROUNDING:
            breaches.append(f"{before + math.fsum(grams):.0f} g a day are too many: {row.says}")
    return breaches
