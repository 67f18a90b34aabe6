"""All foods of the shipped catalogue at once: the linear and the half-serving problem, ours against the usual solvers.

One model for everybody, in one run. Linear: eat each food as now, more, or less, so that thirty nutrients reach their
needs and stay under their upper levels, energy near 2,000 kcal, and change as little as possible. Half portions: the
question of the food plan with every food as a candidate: 100 mg more magnesium, the others no worse than now or at
their need, energy as now, at most six foods changed, one point for each food and one for a portion.

Every answer is priced and checked here, by the same function; a solver's word for its status is not taken. What is
timed starts at the arrays and ends at the answer, so that building the model counts.

Usage: python benchmarks/plan_all_foods.py [SECONDS]
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from dolomite.base.finding import Basis
from dolomite.base.person import Person
from dolomite.food.table import Catalogue
from dolomite.need.requirement import requirements
from dolomite.plan.problem import Move, Problem, Wish
from dolomite.plan.solve import relax, solve
from dolomite.safety.decide import Cleared, decide

MOST = 3  # portions of 100 g of one food
HALVES = 2
MOST_CHANGES = 6
REPEATS = 4  # of the linear problem
EATEN = 18  # foods of the usual day
KCAL = (1900.0, 2100.0)  # energy of the day aimed at
MORE_MG = 100.0  # magnesium wanted beside today's
STEADY = 0.03  # share by which energy may move
CLOSE = 1e-6  # a limit missed by less than this share is kept


class Model(NamedTuple):
    """Columns: more of every food, then less of what is eaten; `rows` @ portions within `low` and `high`."""

    rows: np.ndarray[Any, Any]
    cost: np.ndarray[Any, Any]
    most: np.ndarray[Any, Any]
    low: np.ndarray[Any, Any]
    high: np.ndarray[Any, Any]
    foods: tuple[str, ...]
    categories: tuple[str, ...]

    def halved(self) -> Model:
        """The same in half portions."""
        return self._replace(rows=self.rows / HALVES, cost=self.cost / HALVES, most=np.round(self.most * HALVES))


Answer = tuple[np.ndarray[Any, Any] | None, float | None]  # portions and proved bound
Stack = Callable[[Model, float], Answer]


def model(*, everyday: bool, seed: int = 7) -> Model:
    """Thirty nutrients of all foods (unknown counts as nought here, for timing only) and a usual day."""
    rng = np.random.default_rng(seed)
    columns = Catalogue.open().columns()
    who = Person(sex="female", given_age_years=42, height_cm=168.0, weight_kg=71.0, activity="low_active")
    known = {key: place for place, key in enumerate(columns.nutrients)}
    needs = [r for r in requirements(who, on=date(2026, 11, 21)) if r.nutrient in known and (r.rda or r.ai or r.ul)][
        :29
    ]
    amounts = np.nan_to_num(columns.values)
    energy = amounts[:, known["energy"]]
    usual = np.flatnonzero((columns.familiarity > 2.5) & (energy > 20) & (energy < 500))
    eaten = np.sort(rng.choice(usual, EATEN, replace=False))
    portions = rng.integers(1, 3, EATEN) / HALVES
    today = portions @ amounts[eaten]
    energy_now = float(today[known["energy"]])
    band = (-STEADY * energy_now, STEADY * energy_now) if everyday else (KCAL[0] - energy_now, KCAL[1] - energy_now)
    low, high, names = [band[0]], [band[1]], ["energy"]
    for one in needs:
        now, need = today[known[one.nutrient]], one.rda if one.rda is not None else one.ai
        top = max(one.ul, now) if one.ul is not None and one.counts == "total" else np.inf
        names.append(one.nutrient)
        room = need - now if need is not None else -np.inf
        if everyday:
            room = MORE_MG if one.nutrient == "magnesium" else min(room, 0.0)
        low.append(room)
        high.append(top - now)
    of = amounts[:, [known[n] for n in names]].T
    rows = np.concatenate([of, -of[:, eaten]], axis=1)
    size = np.maximum(np.abs(rows).max(axis=1), 1.0)
    foods = (*columns.ids, *(columns.ids[j] for j in eaten))
    cost = np.concatenate([1 + 0.2 * rng.random(of.shape[1]), np.full(EATEN, 1.1)])
    most = np.concatenate([np.full(of.shape[1], float(MOST)), portions])
    categories = (*(name or "" for name in columns.categories), *[""] * EATEN)
    return Model(rows / size[:, None], cost, most, np.array(low) / size, np.array(high) / size, foods, categories)


def problem(one: Model, *, fixed: float) -> Problem:
    """The model in Dolomite's own words; `fixed` is the price of a change."""
    mine = (Basis(source="diary", at="benchmark"),)
    count = len(one.cost)
    moves = tuple(
        Move(
            food_id=one.foods[j], food="", direction="more" if j < count - EATEN else "less", serving_g=100.0,
            serving="", meal="", from_g=0.0, least=1, most=int(one.most[j]), fixed=fixed, per_step=float(one.cost[j]),
            own=False, per_100g=(), category=one.categories[j],
        )
        for j in range(count)
    )  # fmt: skip
    wishes, rows = [], []
    for i, (low, high) in enumerate(zip(one.low, one.high, strict=True)):
        for side, limit in (("floor", low), ("ceiling", high)):
            if np.isfinite(limit):
                wishes.append(
                    Wish(
                        id=f"{i} {side}", nutrient=str(i), side=side, base=0.0, limit=float(limit), unit="1", says="",
                        basis=mine,
                    )  # type: ignore[arg-type]
                )  # fmt: skip
                rows.append(one.rows[i])
    return Problem(moves=moves, wishes=tuple(wishes), matrix=np.array(rows), most_changes=MOST_CHANGES, not_checked=())


def price(one: Model, portions: np.ndarray[Any, Any] | None, *, whole: bool) -> float | None:
    """What an answer costs; None when there is none or it breaks a limit."""
    if portions is None:
        return None
    x = np.round(portions) if whole else portions
    slack = CLOSE * np.maximum(1.0, np.abs(one.rows) @ np.abs(x))
    sums = one.rows @ x
    if (
        np.any(sums < one.low - slack)
        or np.any(sums > one.high + slack)
        or np.any(x < -CLOSE)
        or np.any(x > one.most + CLOSE)
    ):
        return None
    used = x > CLOSE
    if whole and used.sum() > MOST_CHANGES:
        return None
    return float(one.cost @ x + (used.sum() if whole else 0))


def ours_linear(one: Model, _: float) -> Answer:
    """Dolomite's relaxation, columns priced in; the fixed price of a change is left out as in the peers' model."""
    # Whole numbers of halves bound a move; between them it is free.
    found = relax(problem(one.halved(), fixed=0.0))
    return None, found.value


def ours_whole(one: Model, seconds: float) -> Answer:
    """Dolomite's search."""
    cleared = decide([]).allow("plan")
    assert isinstance(cleared, Cleared)
    found = solve(cleared, problem(one, fixed=1.0), seconds=seconds)
    return found.steps, found.bound


def _wholes(one: Model) -> tuple[Any, ...]:
    """The integer model as arrays over portions and switches, sparse."""
    from scipy import sparse

    count = len(one.cost)
    unit = sparse.identity(count, format="csc")
    rows = sparse.vstack(
        [
            sparse.hstack([sparse.csc_matrix(one.rows), sparse.csc_matrix((len(one.low), count))]),
            sparse.hstack([unit, -sparse.diags(one.most)]),
            sparse.hstack([sparse.csc_matrix((1, count)), sparse.csc_matrix(np.ones((1, count)))]),
        ],
        format="csc",
    )
    low = np.concatenate([one.low, np.full(count + 1, -np.inf)])
    high = np.concatenate([one.high, np.zeros(count), [MOST_CHANGES]])
    return np.concatenate([one.cost, np.ones(count)]), rows, low, high, np.concatenate([one.most, np.ones(count)])


def highs_linear(one: Model, _: float) -> Answer:
    """highspy, the whole model."""
    values, bound = _highs(one.cost, one.rows, one.low, one.high, one.most, None)
    return values, bound


def highs_whole(one: Model, seconds: float) -> Answer:
    """highspy, the whole model."""
    cost, rows, low, high, most = _wholes(one)
    values, bound = _highs(cost, rows, low, high, most, seconds)
    return None if values is None else values[: len(one.cost)], bound


def _highs(cost: Any, rows: Any, low: Any, high: Any, most: Any, seconds: float | None) -> Answer:
    import highspy
    from scipy import sparse

    matrix = sparse.csc_matrix(rows)
    lp = highspy.HighsLp()
    lp.num_row_, lp.num_col_ = matrix.shape
    lp.col_cost_, lp.col_lower_, lp.col_upper_ = cost, np.zeros(len(cost)), most
    lp.row_lower_, lp.row_upper_ = low, high
    lp.a_matrix_.format_ = highspy.MatrixFormat.kColwise
    lp.a_matrix_.start_, lp.a_matrix_.index_, lp.a_matrix_.value_ = matrix.indptr, matrix.indices, matrix.data
    if seconds is not None:
        lp.integrality_ = [highspy.HighsVarType.kInteger] * len(cost)
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    if seconds is not None:
        solver.setOptionValue("time_limit", seconds)
        solver.setOptionValue("mip_rel_gap", 0.01)
    solver.passModel(lp)
    solver.run()
    info = solver.getInfo()
    good = info.primal_solution_status == highspy.kSolutionStatusFeasible
    values = np.array(solver.getSolution().col_value) if good else None
    return values, float(info.mip_dual_bound if seconds is not None else info.objective_function_value)


def scipy_linear(one: Model, _: float) -> Answer:
    """SciPy's milp without integers."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    found = milp(one.cost, constraints=LinearConstraint(one.rows, one.low, one.high), bounds=Bounds(0, one.most))
    return found.x, found.fun


def scipy_whole(one: Model, seconds: float) -> Answer:
    """SciPy's milp."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    cost, rows, low, high, most = _wholes(one)
    found = milp(
        cost, constraints=LinearConstraint(rows, low, high), bounds=Bounds(0, most), integrality=np.ones(len(cost)),
        options={"time_limit": seconds, "mip_rel_gap": 0.01},
    )  # fmt: skip
    return (None if found.x is None else found.x[: len(one.cost)]), found.mip_dual_bound


def pulp_linear(one: Model, seconds: float) -> Answer:
    """PuLP with CBC."""
    return _pulp(one, seconds, whole=False)


def pulp_whole(one: Model, seconds: float) -> Answer:
    """PuLP with CBC, which calls an answer Optimal when its time is up: no bound is believed."""
    return _pulp(one, seconds, whole=True)


def _pulp(one: Model, seconds: float, *, whole: bool) -> Answer:
    import pulp

    count = len(one.cost)
    kind = "Integer" if whole else "Continuous"
    program = pulp.LpProblem("foods", pulp.LpMinimize)
    x = [pulp.LpVariable(f"x{j}", 0, float(one.most[j]), kind) for j in range(count)]
    switch = [pulp.LpVariable(f"z{j}", cat="Binary") for j in range(count)] if whole else []
    program += pulp.LpAffineExpression([(x[j], float(one.cost[j])) for j in range(count)] + [(z, 1) for z in switch])
    for row, low, high in zip(one.rows, one.low, one.high, strict=True):
        total = pulp.LpAffineExpression([(x[j], float(row[j])) for j in np.flatnonzero(row)])
        if np.isfinite(low):
            program += total >= float(low)
        if np.isfinite(high):
            program += total <= float(high)
    if whole:
        program += pulp.lpSum(switch) <= MOST_CHANGES
        for j in range(count):
            program += x[j] - float(one.most[j]) * switch[j] <= 0
    options = {"timeLimit": seconds, "gapRel": 0.01} if whole else {}
    program.solve(pulp.PULP_CBC_CMD(msg=False, **options))
    values = [v.value() for v in x]
    return (None if any(v is None for v in values) else np.array(values, dtype=float)), None


def ortools_linear(one: Model, _: float) -> Answer:
    """OR-Tools with GLOP."""
    return _ortools(one, "GLOP", None)


def ortools_whole(one: Model, seconds: float) -> Answer:
    """OR-Tools with SCIP."""
    return _ortools(one, "SCIP", seconds)


def _ortools(one: Model, engine: str, seconds: float | None) -> Answer:
    from ortools.linear_solver import pywraplp

    solver = pywraplp.Solver.CreateSolver(engine)
    count, endless = len(one.cost), solver.infinity()
    x = [solver.Var(0, float(one.most[j]), seconds is not None, "") for j in range(count)]
    for j in range(count):
        solver.Objective().SetCoefficient(x[j], float(one.cost[j]))
    for row, low, high in zip(one.rows, one.low, one.high, strict=True):
        limit = solver.Constraint(
            float(low) if np.isfinite(low) else -endless, float(high) if np.isfinite(high) else endless
        )
        for j in np.flatnonzero(row):
            limit.SetCoefficient(x[j], float(row[j]))
    if seconds is not None:
        few = solver.Constraint(0, MOST_CHANGES)
        for j in range(count):
            switch = solver.BoolVar("")
            solver.Objective().SetCoefficient(switch, 1)
            few.SetCoefficient(switch, 1)
            link = solver.Constraint(-endless, 0)
            link.SetCoefficient(x[j], 1)
            link.SetCoefficient(switch, -float(one.most[j]))
        solver.set_time_limit(int(1000 * seconds))
    status = solver.Solve()
    if status not in (solver.OPTIMAL, solver.FEASIBLE):
        return None, None
    bound = solver.Objective().BestBound() if seconds is not None else solver.Objective().Value()
    return np.array([v.solution_value() for v in x]), bound


LINEAR: dict[str, Stack] = {
    "dolomite": ours_linear,
    "highspy": highs_linear,
    "scipy milp": scipy_linear,
    "PuLP + CBC": pulp_linear,
    "OR-Tools GLOP": ortools_linear,
}
WHOLE: dict[str, Stack] = {
    "dolomite": ours_whole,
    "highspy": highs_whole,
    "scipy milp": scipy_whole,
    "PuLP + CBC": pulp_whole,
    "OR-Tools SCIP": ortools_whole,
}


class Run(NamedTuple):
    """What one solver took each time [s] and what it answered; `missing`: it is not installed."""

    taken: tuple[float, ...]
    answer: Answer
    missing: bool = False


def run(stacks: str, name: str, one: Model, seconds: float, repeats: int) -> Run:
    """One solver, so many times."""
    stack = {"linear": LINEAR, "whole": WHOLE}[stacks][name]
    taken: list[float] = []
    answer: Answer = (None, None)
    for _ in range(repeats):
        start = time.perf_counter()
        try:
            answer = stack(one, seconds)
        except ImportError:
            return Run((), answer, missing=True)
        taken.append(time.perf_counter() - start)
    return Run(tuple(taken), answer)


def apart(stacks: str, name: str, one: Model, seconds: float, repeats: int = 1) -> Run:
    """The same in a process of its own: OR-Tools and highspy each bring a HiGHS, and two do not load side by side."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(run, stacks, name, one, seconds, repeats).result()


def main() -> None:
    """Print one line per solver and problem."""
    seconds = float(sys.argv[1]) if len(sys.argv) > 1 else 10.0
    one = model(everyday=False)
    print(f"{len(one.cost) - EATEN} foods, {len(one.low)} nutrients")
    print("linear: build and solve, median of", REPEATS - 1)
    best: float | None = None
    base: float | None = None
    for name in LINEAR:
        done = apart("linear", name, one, seconds, REPEATS)
        if done.missing:
            print(f"  {name}: not installed")
            continue
        middle = statistics.median(done.taken[1:])  # the first run pays for imports
        cost = done.answer[1] if name == "dolomite" else price(one, done.answer[0], whole=False)
        base, best = base or middle, best if best is not None else cost
        agrees = (
            "no answer" if cost is None or best is None else f"objective {cost:.5f}, {cost / best - 1:+.1e} of ours"
        )
        print(f"  {name}: {1000 * middle:.0f} ms, {middle / base:.1f} x ours; {agrees}", flush=True)
    halves = model(everyday=True).halved()
    print(f"half portions, at most {MOST_CHANGES} foods changed, {seconds:g} s each:", flush=True)
    for name in WHOLE:
        for limit in (0.5, seconds) if name == "dolomite" else (seconds,):
            done = apart("whole", name, halves, limit)
            if done.missing:
                print(f"  {name}: not installed")
                continue
            _line(f"{name}, {limit:g} s", halves, *done.answer, sum(done.taken))


def _line(name: str, one: Model, steps: Any, bound: float | None, taken: float) -> None:
    cost = price(one, steps, whole=True)
    if cost is None:
        print(f"  {name}: no plan in {taken:.1f} s" + (f", bound {bound:.3f}" if bound is not None else ""))
        return
    gap = f"proved gap {max(0.0, cost - bound) / cost:.1%}" if bound is not None else "no bound given"
    print(f"  {name}: {cost:.3f} in {taken:.1f} s, {gap}", flush=True)


if __name__ == "__main__":
    main()
