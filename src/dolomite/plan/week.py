"""How a plan's servings are spread over the seven days of a week."""

from __future__ import annotations

from dolomite.plan.problem import DAYS_PER_WEEK


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
    """So many [servings a week], by halves, as a person counts them.

    >>> how_often(7), how_often(3), how_often(1), how_often(4.5), how_often(0.5)
    ('every day', '3 times a week', 'once a week', '9 times in two weeks', 'once in two weeks')
    """
    if per_week == DAYS_PER_WEEK:
        return "every day"
    times, weeks = (per_week, "a week") if per_week % 1 == 0 else (per_week * 2, "in two weeks")
    return f"once {weeks}" if times == 1 else f"{times:g} times {weeks}"
