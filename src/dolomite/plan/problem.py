"""The plan as a value: what may change, by how much, what has to hold, and what a change costs.

Everything is per average day. A *move* is one food eaten more or less, in half servings a week. Unknown nutrient
values count at their low end towards floors and at their high end towards ceilings, so that a promise holds whatever
the unknown turns out to be.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar, Literal

import numpy as np
import numpy.typing as npt

from dolomite import facts
from dolomite.base.finding import Basis

DAYS_PER_WEEK = 7  # a unit, by definition
HALVES = 2  # half servings in a serving
Array = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]  # numbers of moves
Side = Literal["floor", "ceiling"]


class SettingRow(facts.Row):
    """One weight or limit of the plan [in its unit], with its reason."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    value: float
    unit: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """One food eaten more or less. `step_g` [g/d] is half a serving a week; `least` to `most` steps when it is used.

    `from_g` is what is eaten now [g/d]; `fixed` and `per_step` are what using it and each step cost [dimensionless].
    `per_100g` holds low and high of each nutrient of the problem [nutrient's unit per 100 g], in the wishes' order.
    A plan uses one move of a `group`.
    """

    food_id: str
    food: str
    direction: Literal["more", "less"]
    serving_g: float
    serving: str
    meal: str
    from_g: float
    least: int
    most: int
    fixed: float
    per_step: float
    own: bool
    per_100g: tuple[tuple[float, float], ...]
    category: str = ""
    group: str = ""

    @property
    def step_g(self) -> float:
        """Grams a day of one step, signed: half a serving a week [g/d]."""
        sign = 1 if self.direction == "more" else -1
        return sign * self.serving_g / HALVES / DAYS_PER_WEEK


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One thing that has to hold: `base` + `per_step` @ steps at least (floor) or at most (ceiling) `limit` [unit/d].

    `id` names it in a conflict; `says` is the wish in words; `hard` wishes (safety) are never offered for relaxing.
    """

    id: str
    nutrient: str
    side: Side
    base: float
    limit: float
    unit: str
    says: str
    basis: tuple[Basis, ...]
    hard: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """The whole plan: moves, wishes, `matrix[i, j]` = what one step of move j adds to wish i [unit/d], most changes.

    `not_checked` names nutrients that too few foods have a value for. `cuts` are earlier plans to differ from, each as
    the moves it used.
    """

    moves: tuple[Move, ...]
    wishes: tuple[Wish, ...]
    matrix: Array
    most_changes: int
    not_checked: tuple[str, ...]
    cuts: tuple[frozenset[int], ...] = ()
    pinned: frozenset[int] = frozenset()

    def without(self, wish_ids: frozenset[str]) -> Problem:
        """The same problem without some wishes. (Units unchanged.)"""
        keep = [i for i, wish in enumerate(self.wishes) if wish.id not in wish_ids]
        return replace(self, wishes=tuple(self.wishes[i] for i in keep), matrix=self.matrix[keep])

    def with_limit(self, wish_id: str, limit: float) -> Problem:
        """The same problem with another limit for one wish [the wish's unit/d]."""
        wishes = tuple(replace(w, limit=limit) if w.id == wish_id else w for w in self.wishes)
        return replace(self, wishes=wishes)

    def differing_from(self, used: frozenset[int]) -> Problem:
        """The same problem, whose plan may share at most half of the moves in `used`. (Units unchanged.)"""
        return replace(self, cuts=(*self.cuts, used))

    def barring(self, moves: frozenset[int]) -> Problem:
        """The same problem in which some moves may not be used. (Units unchanged.)"""
        barred = tuple(replace(m, least=0, most=0) if j in moves else m for j, m in enumerate(self.moves))
        return replace(self, moves=barred)

    def costs(self) -> tuple[Array, Array]:
        """Fixed cost and cost per step of every move [dimensionless]."""
        return (
            np.array([move.fixed for move in self.moves]),
            np.array([move.per_step for move in self.moves]),
        )

    def objective(self, steps: Array) -> float:
        """What a choice of steps costs [dimensionless]."""
        fixed, per_step = self.costs()
        return float(fixed @ (steps > 0) + per_step @ steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """What the solver found: `steps[j]` half servings a week of move j, the proved lower bound, and the gap left [1].

    `status` optimal means proved within the accepted gap; feasible means found, with a wider gap; None steps: none.
    """

    status: Literal["optimal", "feasible", "infeasible"]
    steps: Array | None
    objective: float | None
    bound: float | None
    gap: float | None

    def used(self) -> frozenset[int]:
        """The moves [their places] that the plan uses."""
        return frozenset() if self.steps is None else frozenset(int(j) for j in np.flatnonzero(self.steps > 0))


def setting(name: str) -> float:
    """One weight or limit by its id [in the row's unit]."""
    rows: dict[str, SettingRow] = {row.id: row for row in facts.rows("plan/settings", SettingRow)}
    return rows[name].value
