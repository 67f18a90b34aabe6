"""How a plan's servings are spread over the seven days of a week."""

from __future__ import annotations

from dolomite.plan.problem import DAYS_PER_WEEK


def grams_on(per_week: float, serving_g: float, weekday: int) -> float:
    """How much of a change falls on a weekday (0 is Monday) [g]: whole and half servings, spread evenly; signed.

    `per_week` is in servings of `serving_g` grams; below zero it is less than now.
    """
    halves = round(abs(per_week) * 2)
    due = round(halves * (weekday + 1) / DAYS_PER_WEEK) - round(halves * weekday / DAYS_PER_WEEK)
    return due * serving_g / 2 * (1 if per_week > 0 else -1)
