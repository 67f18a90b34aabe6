"""The object of `dolomite plan`: the smallest change of food, per day, averaged over the diary."""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from dolomite.view.shape.shape import Head, Known

PlanStatus = Literal["optimal", "feasible", "infeasible", "stopped", "unknown"]


class FoodChange(TypedDict):
    """One food, from so many grams a day to so many."""

    food_id: str
    food: str
    from_g: float
    to_g: float
    per_week: float | None
    serving: NotRequired[str | None]
    serving_g: NotRequired[float | None]
    meal: NotRequired[str | None]
    magnesium_mg: NotRequired[float | None]
    mg_per_100_kcal: NotRequired[float | None]
    needed_for: NotRequired[list[str] | None]
    says: NotRequired[str | None]


class Conflict(TypedDict):
    """One of the demands that cannot be met together."""

    id: str
    says: str


class Relax(TypedDict):
    """What would have to give, `by` how much, and the magnesium that would allow."""

    id: str
    by: float | None
    unit: str
    magnesium_mg: float | None


class Now(TypedDict):
    """What is eaten now."""

    magnesium_mg: Known
    supplement_mg: Known
    energy_kcal: Known | None


class Stopped(TypedDict):
    """Why safety stops a plan."""

    id: str
    says: str
    do: str


class OnePlan(TypedDict):
    """One plan among several: its changes, and what the day gives with them."""

    status: str
    gap: float | None
    magnesium_mg: float | None
    energy_kcal: float | None
    changes: list[FoodChange]


class Bound(TypedDict):
    """What safety demands of the plan."""

    id: str
    kind: str
    says: str


class Plan(TypedDict):
    """The smallest change that reaches the goal, others truly different, or what stands against it."""

    status: PlanStatus
    partial: NotRequired[bool | None]
    nothing_to_do: NotRequired[bool | None]
    out_of_time: NotRequired[bool | None]
    gap: NotRequired[float | None]
    candidates: NotRequired[int | None]
    goal_mg: NotRequired[float | None]
    now: NotRequired[Now | None]
    food_share: NotRequired[float | None]
    magnesium_mg: NotRequired[float | None]
    energy_kcal: NotRequired[float | None]
    changes: list[FoodChange]
    alternatives: NotRequired[list[OnePlan]]
    conflict: NotRequired[list[Conflict]]
    relax: NotRequired[list[Relax]]
    most_magnesium_mg: NotRequired[float | None]
    bounds: NotRequired[list[Bound]]
    not_checked: NotRequired[list[str]]
    stopped: NotRequired[list[Stopped]]


class PlanDocument(Head, Plan):
    """`dolomite plan --json`."""
