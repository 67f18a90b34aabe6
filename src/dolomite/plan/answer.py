"""The plan as an answer: up to three different checked plans, or the conflict and the best that can be done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from dolomite.base.span import Span
from dolomite.food.table import Catalogue
from dolomite.intake.diary import Matched
from dolomite.need.requirement import MAGNESIUM
from dolomite.plan.build import build
from dolomite.plan.check import Change, broken, needed_for, totals
from dolomite.plan.choice import Choice
from dolomite.plan.conflict import Conflict, explain, lowered, nothing_to_do, possible, too_few_changes
from dolomite.plan.measure import household
from dolomite.plan.problem import DAYS_PER_WEEK, HALVES, Problem, Solution, Wish, setting
from dolomite.plan.solve import solve
from dolomite.plan.wishes import Wanted
from dolomite.safety.decide import Cleared

PLANS = 3  # plans shown side by side; a choice of layout
NEARLY = 0.98  # of the best that can be reached: whole servings rarely hit a maximum exactly


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One checked plan: its changes and for each the wishes that need it, the day it gives [each nutrient's unit per
    day], and the proved gap [1]."""

    changes: tuple[Change, ...]
    needed_for: tuple[tuple[Wish, ...], ...]
    after: Mapping[str, Span]
    gap: float
    status: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plans:
    """Plans in order (the first is the smallest change), or the conflict; `candidates` foods were considered.

    With a conflict the plans, if any, are the best that the wishes allow, and `partial` says so. `out_of_time`: no plan
    was found and none was disproved, which is not a conflict.
    """

    plans: tuple[Plan, ...]
    conflict: Conflict | None
    partial: bool
    nothing_to_do: bool
    candidates: int
    goal_mg: float
    now: Mapping[str, Span]
    not_checked: tuple[str, ...]
    quick: bool
    out_of_time: bool
    cleared: Cleared


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How hard to look: how many plans, at most how many changes (None: as set), for how long [s]; `quick` proves
    little."""

    plans: int = PLANS
    most_changes: int | None = None
    seconds: float | None = None
    quick: bool = False


EFFORT = Effort()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What every plan of one answer is made from."""

    diary: Matched
    catalogue: Catalogue
    now: Mapping[str, Span]
    wanted: Wanted
    choice: Choice


def answer(
    cleared: Cleared,
    diary: Matched,
    catalogue: Catalogue,
    now: Mapping[str, Span],
    wanted: Wanted,
    choice: Choice,
    effort: Effort = EFFORT,
) -> Plans:
    """The smallest changes that keep every wish [units per day], each plan checked before it is shown.

    `cleared` is safety's proof; `now` what the diary gives per day; `effort` how hard to look. Without a plan: why, and
    the best that can be done.
    """

    def rebuilt(dropped: frozenset[str]) -> Problem:
        avoid = tuple(a for a in choice.avoid if f"avoid:{a}" not in dropped)
        return build(diary, catalogue, now, wanted, replace(choice, avoid=avoid), most_changes=effort.most_changes)

    asked = _Asked(diary=diary, catalogue=catalogue, now=now, wanted=wanted, choice=choice)
    problem = rebuilt(frozenset())
    goal = wanted.goal.value
    assert isinstance(goal, float)
    conflict: Conflict | None = None
    partial = out_of_time = False
    plans: tuple[Plan, ...] = ()
    done = nothing_to_do(problem)
    if not done:
        plans, out_of_time = _several(cleared, problem, asked, effort)
        if not plans and not out_of_time:
            if possible(problem):
                # Found, but not past its check: that is no conflict, and nothing is said to be impossible.
                conflict = _with_more_changes(cleared, problem, effort.seconds)
            else:
                groups = tuple(f"avoid:{a}" for a in choice.avoid)
                conflict = explain(problem, rebuilt=rebuilt, groups=groups)
            partial, out_of_time = conflict is not None, conflict is None
            if conflict is not None:
                best = lowered(problem, conflict.most_magnesium_mg * NEARLY)
                plans, _ = _several(cleared, best, asked, replace(effort, plans=1), goal=best)
    return Plans(
        plans=plans,
        conflict=conflict,
        partial=partial,
        nothing_to_do=done,
        candidates=len({move.food_id for move in problem.moves}),
        goal_mg=goal,
        now=now,
        not_checked=problem.not_checked,
        quick=effort.quick,
        out_of_time=out_of_time,
        cleared=cleared,
    )


def _with_more_changes(cleared: Cleared, problem: Problem, seconds: float | None) -> Conflict | None:
    """The wishes hold together, but not with so few changes: how many would do; None: so few would after all."""
    many = replace(problem, most_changes=2 * problem.most_changes)
    solution = solve(cleared, many, seconds=seconds, quick=True)
    needed = None if solution.steps is None else len(solution.used())
    return None if needed is not None and needed <= problem.most_changes else too_few_changes(problem, needed)


def _several(
    cleared: Cleared,
    problem: Problem,
    asked: _Asked,
    effort: Effort,
    *,
    goal: Problem | None = None,
) -> tuple[tuple[Plan, ...], bool]:
    """The plans found, and whether the search for the first ended by the clock and not by a proof."""
    plans: list[Plan] = []
    held = (goal if goal is not None else problem).wishes
    while len(plans) < effort.plans:
        solution = solve(cleared, problem, seconds=effort.seconds, quick=effort.quick)
        if solution.steps is None:
            return tuple(plans), not plans and solution.status != "infeasible"
        changes = changes_of(problem, solution, asked.catalogue, asked.choice.country)
        beside = asked.wanted.supplement_mg
        failed = broken(
            changes,
            diary=asked.diary,
            now=asked.now,
            wishes=held,
            choice=asked.choice,
            catalogue=asked.catalogue,
            most_changes=problem.most_changes,
            supplement_mg=beside,
        )
        if failed:
            break  # a plan that fails its check is never shown
        plans.append(
            Plan(
                changes=changes,
                needed_for=needed_for(
                    changes,
                    now=asked.now,
                    wishes=held,
                    catalogue=asked.catalogue,
                    supplement_mg=beside,
                ),
                after=totals(asked.now, changes, asked.catalogue),
                gap=solution.gap if solution.gap is not None else 0.0,
                status=solution.status,
            )
        )
        problem = _otherwise(problem, solution)
    return tuple(plans), False


def _otherwise(problem: Problem, solution: Solution) -> Problem:
    """The problem for another plan: without the foods that carried this one, and sharing at most half of its moves."""
    steps = solution.steps
    assert steps is not None
    row = next(i for i, w in enumerate(problem.wishes) if w.id == MAGNESIUM)
    gains = np.maximum(problem.matrix[row] * steps, 0.0)
    carried = frozenset(int(j) for j in np.flatnonzero(gains > setting("carried_share") * gains.sum()))
    # Unsalted almonds in place of salted ones would be no other plan: their whole category steps back.
    kinds = {problem.moves[j].category for j in carried} - {""}
    alike = frozenset(j for j, m in enumerate(problem.moves) if m.direction == "more" and m.category in kinds)
    return problem.barring((carried | alike) - problem.pinned).differing_from(solution.used())


def changes_of(
    problem: Problem, solution: Solution, catalogue: Catalogue, country: str | None = None
) -> tuple[Change, ...]:
    """The lines of a plan, additions with most magnesium first, in the measures of a country. [grams a day, servings a
    week]"""
    steps_of = solution.steps
    assert steps_of is not None
    lines = []
    row = next(i for i, w in enumerate(problem.wishes) if w.id == MAGNESIUM)
    order = sorted(solution.used(), key=lambda j: -float(problem.matrix[row, j] * steps_of[j]))
    for j in order:
        move = problem.moves[j]
        steps = float(steps_of[j])
        sign = 1 if move.direction == "more" else -1
        text = move.serving or household(catalogue.get(move.food_id), move.serving_g, country)
        per_week = sign * steps / HALVES
        to_g = move.from_g + per_week * move.serving_g / DAYS_PER_WEEK
        lines.append(
            Change(
                food_id=move.food_id,
                food=move.food,
                from_g=move.from_g,
                to_g=max(0.0, to_g) if abs(to_g) < 1 / 1000 else to_g,
                per_week=per_week,
                serving_g=move.serving_g,
                serving=text if move.serving == "" else f"{text} ({move.serving_g:.0f} g)",
                meal=move.meal,
            )
        )
    return tuple(lines)
