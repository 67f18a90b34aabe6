"""How a plan's servings are spread over the seven days of a week."""

from __future__ import annotations

from dolomite.plan.problem import DAYS_PER_WEEK

SAID = {
    0.5: "every other week",
    1: "once a week",
    1.5: "once or twice a week",
    2: "twice a week",
    DAYS_PER_WEEK / 2: "every other day",
    DAYS_PER_WEEK - 0.5: "almost every day",
    DAYS_PER_WEEK: "every day",
}  # servings a week, as people say them


def grams_on(per_week: float, serving_g: float, weekday: int) -> float:
    """How much of a change falls on a weekday (0 is Monday) [g]: whole servings as evenly as days allow; signed.

    `per_week` is in servings of `serving_g` grams, by halves; below zero it is less than now. A half that is left over
    falls on the first of the days that have least.
    """
    whole, half = divmod(round(abs(per_week) * 2), 2)
    due = [
        round(whole * (day + 1) / DAYS_PER_WEEK) - round(whole * day / DAYS_PER_WEEK) for day in range(DAYS_PER_WEEK)
    ]
    servings = due[weekday] + (half / 2 if weekday == due.index(min(due)) else 0.0)
    return servings * serving_g * (1 if per_week > 0 else -1)


def how_often(per_week: float) -> str:
    """So many [servings a week], by halves, as people speak; the week day by day says on which days.

    >>> how_often(7), how_often(3), how_often(1), how_often(4.5), how_often(0.5)
    ('every day', '3 times a week', 'once a week', '4 or 5 times a week', 'every other week')
    """
    whole, half = divmod(per_week, 1)
    if half and per_week in SAID:
        return SAID[per_week]
    if half and whole:
        return f"{whole:g} or {whole + 1:g} times a week"
    return SAID.get(per_week, f"{per_week:g} times a week")
