"""The object of `dolomite plan`: the smallest change of food, per day, averaged over the diary."""

from __future__ import annotations

from typing import Any, Literal

from dolomite.report.schema.shape import Head, Known, Shape


class FoodChange(Shape):
    """One food, from so many grams a day to so many."""

    food_id: str
    food: str
    from_g: float
    to_g: float
    per_week: float | None
    serving: str | None = None
    serving_g: float | None = None
    meal: str | None = None
    magnesium_mg: float | None = None
    mg_per_100_kcal: float | None = None
    needed_for: list[str] | None = None
    says: str | None = None


class Conflict(Shape):
    """One of the demands that cannot be met together."""

    id: str
    says: str


class Relax(Shape):
    """What would have to give, `by` how much, and the magnesium that would allow."""

    id: str
    by: Any
    unit: str
    magnesium_mg: float | None


class Now(Shape):
    """What is eaten now."""

    magnesium_mg: Known
    supplement_mg: Known
    energy_kcal: Known | None


class Stopped(Shape):
    """Why safety stops a plan."""

    id: str
    says: str
    do: str


class Plan(Shape):
    """The smallest change that reaches the goal, others truly different, or what stands against it."""

    status: Literal["optimal", "feasible", "infeasible", "stopped"]
    partial: bool | None = None
    nothing_to_do: bool | None = None
    out_of_time: bool | None = None
    gap: float | None = None
    candidates: int | None = None
    goal_mg: float | None = None
    now: Now | None = None
    food_share: Any = None
    magnesium_mg: float | None = None
    energy_kcal: float | None = None
    changes: list[FoodChange]
    alternatives: tuple[dict[str, Any], ...] = ()
    conflict: tuple[Conflict, ...] = ()
    relax: tuple[Relax, ...] = ()
    most_magnesium_mg: float | None = None
    bounds: tuple[dict[str, str], ...] = ()
    not_checked: tuple[str, ...] = ()
    stopped: tuple[Stopped, ...] = ()


class PlanDocument(Head, Plan):
    """`dolomite plan --json`."""
