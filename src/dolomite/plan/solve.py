"""Solving the plan to a proved gap. HiGHS is imported here and nowhere else.

The search itself is in plan/branch.py and plan/relaxation.py. The relaxation over all moves (no whole steps, the price
of a change spread over its largest use), which conflicts are explained by, is a linear program of some thirty rows, so
that columns are priced in. The status of a solver is never trusted: the gap is computed from the bounds and printed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from dolomite.base.errors import InputError, UnsolvedError
from dolomite.plan.branch import Search, branch, first_plan
from dolomite.plan.problem import Array, Places, Problem, Solution, setting
from dolomite.plan.space import TINY, space

if TYPE_CHECKING:
    from highspy import Highs as Program
from dolomite.safety.decide import Cleared

NOTHING_BETTER = 1e-7  # reduced costs above minus this are zero in floating point
FIRST_COLUMNS = 12  # densest moves per wish that the relaxation starts with; the rest are priced in
NEW_COLUMNS = 150  # columns priced in at a time
MOST_SECONDS = 3600  # a search that anybody would wait for; the gap that is left is reported
ONE_SOLVE_S = 60.0  # a single program that takes longer is given up, with a sentence
MOST_ROUNDS = 60  # a relaxation that has not settled by then is refused
SEARCH_SHARE = 0.75  # of the time; the rest is for what runs over and for a first plan if there is none


@dataclass(frozen=True, slots=True)
class _Relaxed:
    value: float
    prices: Array
    reduced: Array  # reduced cost of a step of every move
    feasible: bool


def solve(
    cleared: Cleared,
    problem: Problem,
    *,
    seconds: float | None = None,
    quick: bool = False,
    accepted: float | None = None,
) -> Solution:
    """The cheapest plan that keeps every wish, with its proved gap; infeasible when there is proved to be none.

    Needs the proof that safety allows a plan. `seconds` [s] bounds the search; the gap that is left is reported. A
    `quick` search stops at a plan within a wider gap of its bound, which it reports too; `accepted` is another gap to
    stop at [1], 0 for the very best.
    """
    assert cleared.advice == "plan"
    enough = setting("quick_gap") if quick else setting("relative_gap")
    time = setting("seconds") if seconds is None else seconds
    if not 0 <= time <= MOST_SECONDS:  # no number at all is outside as well: a clock that never ends
        raise InputError(f"{time:g} is outside 0 to {MOST_SECONDS:,} seconds. Check the number.", field="seconds")
    return _solve(problem, time, enough if accepted is None else accepted)


def _solve(whole: Problem, seconds: float, accepted: float) -> Solution:
    problem = without_idle_wishes(whole)
    search = Search(problem, space(problem), _Highs(), seconds * SEARCH_SHARE, accepted)
    open_bound = branch(search)
    if search.steps is None and math.isfinite(open_bound):
        first_plan(search, seconds * (1 - SEARCH_SHARE) / 2)
    bound = min(open_bound, search.proved, search.objective)
    if search.steps is None:
        # No bound: every choice of counts is proved impossible. A bound: time ran out, which proves nothing.
        if math.isinf(bound):
            return Solution(status="infeasible", steps=None, objective=None, bound=None, gap=None)
        return Solution(status="feasible", steps=None, objective=None, bound=bound, gap=None)
    return _solution(search.steps, search.objective, bound, setting("relative_gap"))


class _Highs:
    """HiGHS as the search wants it; its own clock adds up in `spent` [s]."""

    def __init__(self) -> None:
        self.spent = 0.0

    def program(self, rows: Array, cost: Array, low: Array, high: Array) -> Program:
        model = _model(rows, cost, np.ones(len(cost)), low, high)
        # Solved thousands of times from where it stood: presolve would start afresh, and the rows are scaled already.
        model.setOptionValue("presolve", "off")
        model.setOptionValue("time_limit", math.inf)  # its clock adds up over thousands of solves; `spent` bounds them
        model.setOptionValue("simplex_scale_strategy", 0)
        return model

    def add_row(self, program: Program, columns: Places, low: float, high: float) -> None:
        program.addRow(low, high, len(columns), columns.astype(np.int32), np.ones(len(columns)))

    def limit_row(self, program: Program, row: int, low: float, high: float) -> None:
        program.changeRowBounds(row, low, high)

    def limit_columns(self, program: Program, columns: Places, most: Array) -> None:
        program.changeColsBounds(len(columns), columns.astype(np.int32), np.zeros(len(columns)), most)

    def run(self, program: Program) -> tuple[Array, Array, Array] | None:
        import highspy

        before = program.getRunTime()
        program.run()
        self.spent += program.getRunTime() - before
        status = program.getModelStatus()
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise UnsolvedError(f"no plan: the solver ended its relaxation as {status}. Try again with fewer wishes.")
        solution = program.getSolution()
        return np.array(solution.col_value), np.array(solution.row_dual), np.array(solution.col_dual)

    def steps(self, rows: Array, cost: Array, most: Array, low: Array, high: Array) -> Array | None:
        import highspy

        model = _model(rows, cost, most, low, high)
        kinds = np.full(len(cost), highspy.HighsVarType.kInteger)
        model.changeColsIntegrality(len(cost), np.arange(len(cost), dtype=np.int32), kinds)
        model.setOptionValue("mip_rel_gap", 0.0)
        model.run()
        self.spent += model.getRunTime()
        status = model.getModelStatus()
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise UnsolvedError(f"no plan: the solver ended its steps as {status}. Try again with fewer wishes.")
        whole_steps: Array = np.round(np.array(model.getSolution().col_value))
        return whole_steps


def _solution(steps: Array, objective: float | None, bound: float, accepted: float) -> Solution:
    assert objective is not None
    lower = min(bound, objective)
    gap = max(0.0, (objective - lower) / max(abs(objective), 1.0))
    proved = gap <= accepted + NOTHING_BETTER
    return Solution(status="optimal" if proved else "feasible", steps=steps, objective=objective, bound=lower, gap=gap)


def without_idle_wishes(problem: Problem) -> Problem:
    """The problem without wishes that no choice of so few changes could break: exact, and much smaller.

    A wish is idle when its limit is kept even by the moves that hurt it most, as many as may be changed.
    """
    most = np.array([move.most for move in problem.moves], dtype=float)
    reach = problem.matrix * most
    keep = []
    for i, wish in enumerate(problem.wishes):
        sign = 1.0 if wish.side == "ceiling" else -1.0
        harm = np.sort(np.maximum(sign * reach[i], 0.0))[::-1][: problem.most_changes].sum()
        if harm > sign * (wish.limit - wish.base):
            keep.append(i)
    return replace(problem, wishes=tuple(problem.wishes[i] for i in keep), matrix=problem.matrix[keep])


def relax(problem: Problem) -> _Relaxed:
    """The linear relaxation over all moves: value [dimensionless], a price per wish, a reduced cost per step.

    Raises UnsolvedError if it does not settle.
    """
    cost = _spread_cost(problem)
    most = np.array([move.most for move in problem.moves], dtype=float)
    lower, upper = _limits(problem)
    matrix = problem.matrix
    columns = _first_columns(problem)
    penalty = 10 * (float(np.max(cost @ most[:, None])) if len(cost) else 1.0) + 1.0
    for _ in range(MOST_ROUNDS):
        value, prices, slack = _linear(matrix[:, columns], cost[columns], most[columns], lower, upper, penalty)
        reduced = cost - prices @ matrix
        new = np.setdiff1d(np.flatnonzero(reduced < -NOTHING_BETTER), columns)
        # A column already at its upper bound may keep a negative reduced cost: only columns outside count.
        if not len(new):
            return _Relaxed(value, prices, reduced, slack <= NOTHING_BETTER)
        columns = np.sort(np.concatenate([columns, new[np.argsort(reduced[new])[:NEW_COLUMNS]]]))
    raise UnsolvedError(f"no plan: the relaxation did not settle in {MOST_ROUNDS} rounds. Try again with fewer wishes.")


def reach(problem: Problem, row: Array) -> float:
    """The most of `row` @ steps [the row's unit] that every wish allows, whole steps aside; minus infinity: none.

    The number of changes counts, as a share of each move's largest use.
    """
    matrix = np.concatenate([problem.matrix, _share_of_changes(problem)])
    lower, upper = _limits(problem)
    low = np.append(lower, -np.inf)
    groups = sorted({move.group for move in problem.moves} - {""})
    pins = [sum(problem.moves[j].group == group for j in problem.pinned) for group in groups]
    low = np.append(low, np.full(len(groups), -np.inf))
    high = np.concatenate([upper, [float(problem.most_changes)], [float(max(1, count)) for count in pins]])
    most = np.array([move.most for move in problem.moves], dtype=float)
    model = _model(matrix, -row, most, low, high)
    model.run()
    import highspy

    if model.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return -np.inf
    return -float(model.getInfo().objective_function_value)


def _share_of_changes(problem: Problem) -> Array:
    groups = sorted({move.group for move in problem.moves} - {""})
    every = np.array([1.0 / max(move.most, 1) for move in problem.moves])
    return np.array([every, *(every * [move.group == group for move in problem.moves] for group in groups)])


def _spread_cost(problem: Problem) -> Array:
    fixed, per_step = problem.costs()
    most = np.array([max(move.most, 1) for move in problem.moves], dtype=float)
    spread: Array = per_step + fixed / most
    return spread


def _limits(problem: Problem) -> tuple[Array, Array]:
    lower = np.array([w.limit - w.base if w.side == "floor" else -np.inf for w in problem.wishes])
    upper = np.array([w.limit - w.base if w.side == "ceiling" else np.inf for w in problem.wishes])
    return lower, upper


def _first_columns(problem: Problem) -> Places:
    most = np.array([move.most for move in problem.moves])
    reach = problem.matrix * most / np.maximum(_spread_cost(problem) * most, TINY)
    few = min(FIRST_COLUMNS, len(problem.moves) - 1)
    best = np.argpartition(-np.abs(reach), few, axis=1)[:, :few].ravel() if few > 0 else np.array([], int)
    columns: Places = np.unique(np.concatenate([best, _kept(problem)])).astype(int)
    return columns


def _kept(problem: Problem) -> Places:
    """Moves that stay in every problem: less of something eaten, and what the person pinned."""
    return np.array(
        sorted({j for j, m in enumerate(problem.moves) if m.direction == "less" or m.own} | problem.pinned), dtype=int
    )


def _linear(
    matrix: Array, cost: Array, most: Array, lower: Array, upper: Array, penalty: float
) -> tuple[float, Array, float]:
    """Minimise cost over 0..most with every row within its limits, each row elastic at `penalty`."""
    rows, count = matrix.shape
    scale = np.maximum(np.abs(np.where(np.isfinite(lower), lower, upper)), 1.0)
    both = np.concatenate([matrix, np.diag(scale), -np.diag(scale)], axis=1)
    model = _model(
        both,
        np.concatenate([cost, np.full(2 * rows, penalty)]),
        np.concatenate([most, np.full(2 * rows, np.inf)]),
        lower,
        upper,
    )
    model.run()
    solution = model.getSolution()
    values = np.array(solution.col_value)
    prices = np.array(solution.row_dual)
    return float(cost @ values[:count]), prices, float(values[count:].sum())


def _model(matrix: Array, cost: Array, most: Array, lower: Array, upper: Array) -> Program:
    import highspy

    program = highspy.HighsLp()
    program.num_row_, program.num_col_ = matrix.shape
    program.col_cost_ = cost
    program.col_lower_ = np.zeros(len(cost))
    program.col_upper_ = most
    program.row_lower_, program.row_upper_ = lower, upper
    filled = matrix.T != 0
    program.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    program.a_matrix_.start_ = np.concatenate([[0], np.cumsum(filled.sum(axis=1))]).astype(np.int32)
    program.a_matrix_.index_ = np.nonzero(filled)[1].astype(np.int32)
    program.a_matrix_.value_ = matrix.T[filled]
    model = highspy.Highs()  # type: ignore[no-untyped-call]
    model.setOptionValue("output_flag", False)
    model.setOptionValue("time_limit", ONE_SOLVE_S)
    model.passModel(program)
    return model
