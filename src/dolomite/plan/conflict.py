"""Why there is no plan: the smallest set of wishes that cannot hold together, and what giving way on each would buy."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from dolomite.need.requirement import MAGNESIUM
from dolomite.plan.problem import Array, Problem, Wish
from dolomite.plan.solve import reach, relax

ORDER = ("nutrient", "comfort", "energy", "safety")  # in which wishes are tried for leaving out
MOST_HELPS = 3  # lines of the answer; a choice of layout
STEP = 1e-6  # how far past a limit the search for its price looks, relative; numerical


@dataclass(frozen=True, slots=True, kw_only=True)
class Relaxation:
    """Giving way on one wish: by how much [unit], and the magnesium that can then be reached [mg/d]. `by` None: even
    dropping it altogether does not reach the goal."""

    id: str
    by: float | None
    unit: str
    magnesium_mg: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Wishes that cannot hold together, none of which could be left out of the list; what each would buy; and the most
    magnesium that all the others allow [mg/d]."""

    wishes: tuple[Wish, ...]
    groups: tuple[str, ...]
    relax: tuple[Relaxation, ...]
    most_magnesium_mg: float


def possible(problem: Problem) -> bool:
    """Whether the wishes can hold together, whole servings aside."""
    return relax(problem).feasible


def explain(problem: Problem, *, rebuilt: Callable[[frozenset[str]], Problem], groups: tuple[str, ...]) -> Conflict:
    """The irreducible conflict of an infeasible problem, by deletion: leave a wish out; if the rest still cannot hold
    together it was not needed. [units as the wishes]

    `groups` are restrictions on foods ("avoid:dairy"); `rebuilt(dropped)` gives the problem without some of them.
    """
    ids = list(dict.fromkeys(w.id for w in problem.wishes if w.id != MAGNESIUM))
    dropped_groups: frozenset[str] = frozenset()
    dropped: frozenset[str] = frozenset()
    for group in groups:
        if not possible(rebuilt(dropped_groups | {group})):
            dropped_groups |= {group}
    base = rebuilt(dropped_groups) if dropped_groups else problem
    # Least important first, so that what is left reads as a choice: nutrients, then sodium and fat, energy, safety.
    for wish_id in sorted(ids, key=_weight):
        if not possible(base.without(dropped | {wish_id})):
            dropped |= {wish_id}
    left = base.without(dropped)
    kept_groups = tuple(group for group in groups if group not in dropped_groups)
    most = best_magnesium(problem)
    prices = _prices(problem, left, kept_groups, rebuilt)
    return Conflict(
        wishes=left.wishes,
        groups=kept_groups,
        relax=prices or _would_help(problem, ids, most),
        most_magnesium_mg=most,
    )


def too_few_changes(problem: Problem, needed: int | None) -> Conflict:
    """The conflict of a problem whose wishes hold together, but not with so few changes in whole servings.

    `needed` changes would do (None: not found in the time). [mg/d]
    """
    goal = _goal(problem)
    extra = None if needed is None else float(needed - problem.most_changes)
    changes = Wish(
        id="changes",
        nutrient=MAGNESIUM,
        side="ceiling",
        base=0.0,
        limit=float(problem.most_changes),
        unit="changes",
        says=f"change at most {problem.most_changes} foods",
        basis=goal.basis,
    )
    most = best_magnesium(problem)
    relaxation = Relaxation(id="changes", by=extra, unit="changes", magnesium_mg=goal.limit if needed else most)
    return Conflict(wishes=(goal, changes), groups=(), relax=(relaxation,), most_magnesium_mg=most)


def best_magnesium(problem: Problem) -> float:
    """The most magnesium [mg/d] that every other wish allows, whole servings aside."""
    return reach(problem.without(frozenset({MAGNESIUM})), _row(problem)) + _goal(problem).base


def _prices(
    problem: Problem, left: Problem, groups: tuple[str, ...], rebuilt: Callable[[frozenset[str]], Problem]
) -> tuple[Relaxation, ...]:
    goal = _goal(problem)
    relaxations = []
    for wish_id in dict.fromkeys(w.id for w in left.wishes if w.id != MAGNESIUM and not w.hard):
        wish = next(w for w in left.wishes if w.id == wish_id)
        without = problem.without(frozenset({wish_id}))
        most = best_magnesium(without)
        if most < goal.limit:
            relaxations.append(Relaxation(id=wish_id, by=None, unit=wish.unit, magnesium_mg=most))
            continue
        by = _needed(without, wish, _row_of(problem, wish_id))
        relaxations.append(Relaxation(id=wish_id, by=by, unit=wish.unit, magnesium_mg=goal.limit))
    for group in groups:
        most = best_magnesium(rebuilt(frozenset({group})))
        relaxations.append(Relaxation(id=group, by=None, unit="", magnesium_mg=min(most, goal.limit)))
    return tuple(relaxations)


def _would_help(problem: Problem, ids: list[str], most: float) -> tuple[Relaxation, ...]:
    """Where the goal is out of reach of all food: the wishes whose giving way would bring it nearest."""
    hard = {w.id for w in problem.wishes if w.hard}
    units = {w.id: w.unit for w in problem.wishes}
    reached = [(best_magnesium(problem.without(frozenset({i}))), i) for i in ids if i not in hard]
    nearer = sorted(((mg, i) for mg, i in reached if mg > most * (1 + STEP)), reverse=True)[:MOST_HELPS]
    return tuple(Relaxation(id=i, by=None, unit=units[i], magnesium_mg=mg) for mg, i in nearer)


def _needed(without: Problem, wish: Wish, row: Array) -> float:
    """How far past its limit a wish must go [its unit] for all others to hold: the least excess without it."""
    sign = 1.0 if wish.side == "ceiling" else -1.0
    excess = -reach(without, -sign * row) + sign * (wish.base - wish.limit)
    return max(0.0, excess) * (1 + STEP)


def _goal(problem: Problem) -> Wish:
    return next(w for w in problem.wishes if w.id == MAGNESIUM)


def _row(problem: Problem) -> Array:
    return _row_of(problem, MAGNESIUM)


def _row_of(problem: Problem, wish_id: str) -> Array:
    place = next(i for i, w in enumerate(problem.wishes) if w.id == wish_id)
    row: Array = problem.matrix[place]
    return row


def _weight(wish_id: str) -> tuple[int, str]:
    if wish_id.startswith("safety:"):
        return (ORDER.index("safety"), wish_id)
    if wish_id.startswith("energy"):
        return (ORDER.index("energy"), wish_id)
    return (ORDER.index("comfort" if wish_id.endswith("_no_more") else "nutrient"), wish_id)


def lowered(problem: Problem, goal_mg: float) -> Problem:
    """The same problem with a magnesium goal that can be reached [mg/d]."""
    return replace(problem.with_limit(MAGNESIUM, goal_mg), cuts=problem.cuts)


def nothing_to_do(problem: Problem) -> bool:
    """Whether today's diet keeps every wish already."""
    values = np.array([w.base for w in problem.wishes])
    limits = np.array([w.limit for w in problem.wishes])
    floor = np.array([w.side == "floor" for w in problem.wishes])
    return bool(np.all(np.where(floor, values >= limits, values <= limits))) and not problem.pinned
