"""The food plan: build and solve to a proved gap, ours against SciPy's milp and PuLP with CBC on the very same model.

Random people and diaries from the shipped foods, fixed seed. A status is never trusted: each answer is priced by our
own objective and each bound is the solver's. Usage: python benchmarks/plan_solve.py [PEOPLE] [SECONDS]
"""

from __future__ import annotations

import statistics
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parents[1] / "src"))

from dolomite.app.case import Case
from dolomite.base.diary import Diary, DiaryRow
from dolomite.base.person import Ids, Kidney, Person, RedFlags
from dolomite.food.table import Catalogue
from dolomite.intake.diary import Matched, matched
from dolomite.intake.total import total
from dolomite.need.requirement import requirements
from dolomite.plan.build import build
from dolomite.plan.choice import Choice
from dolomite.plan.problem import Problem
from dolomite.plan.solve import solve, without_idle_wishes
from dolomite.plan.wishes import Wanted
from dolomite.supplement.beside_food import beside_food

ON = date(2026, 11, 21)
NOBODY = Ids(**{k: frozenset() for k in ("red_flags", "conditions", "symptoms", "forms", "avoid", "bodies")})


def person(rng: np.random.Generator) -> Person:
    """Somebody between 20 and 80, healthy as far as safety asks."""
    return Person(
        sex=str(rng.choice(["female", "male"])), given_age_years=int(rng.integers(20, 80)), height_cm=170.0,
        weight_kg=72.0, activity="low_active", kidney=Kidney(egfr=95.0), conditions=(), medicines=(), supplements=(),
        red_flags=RedFlags(answers=(), all_asked=True),
    )  # type: ignore[arg-type]  # fmt: skip


def diary(rng: np.random.Generator, foods: list[str], catalogue: Catalogue) -> Matched:
    """Three days of about ten everyday foods at their usual amounts."""
    rows, line = [], 2
    for day in range(3):
        for food_id in rng.choice(foods, size=10, replace=False):
            grams = catalogue.get(str(food_id)).typical_g
            meal = str(rng.choice(["breakfast", "lunch", "dinner", "snack"]))
            rows.append(
                DiaryRow(line=line, on=ON - timedelta(days=day), meal=meal, food=str(food_id), amount=grams, unit="g")
            )
            line += 1
    days = tuple(sorted((ON - timedelta(days=d), True) for d in range(3)))
    return matched(Diary(rows=tuple(rows), complete=days, name="made up"), catalogue=catalogue, ids=NOBODY)


def model(problem: Problem) -> tuple[Any, ...]:
    """The same integer problem as plain arrays: cost, matrix, row bounds, column bounds."""
    moves, count = problem.moves, len(problem.moves)
    most = np.array([m.most for m in moves], dtype=float)
    least = np.array([m.least for m in moves], dtype=float)
    lower = np.array([w.limit - w.base if w.side == "floor" else -np.inf for w in problem.wishes])
    upper = np.array([w.limit - w.base if w.side == "ceiling" else np.inf for w in problem.wishes])
    same = {}
    for j, move in enumerate(moves):
        same.setdefault(move.food_id, []).append(j)
    either = [np.isin(np.arange(count), places).astype(float) for places in same.values() if len(places) > 1]
    rows = [
        np.concatenate([problem.matrix, np.zeros((len(lower), count))], axis=1),
        np.concatenate([np.eye(count), -np.diag(most)], axis=1),
        np.concatenate([np.eye(count), -np.diag(least)], axis=1),
        np.concatenate([np.zeros((1, count)), np.ones((1, count))], axis=1),
        *(np.concatenate([np.zeros(count), row])[None, :] for row in either),
    ]
    low = np.concatenate([lower, np.full(count, -np.inf), np.zeros(count), [-np.inf], np.full(len(either), -np.inf)])
    high = np.concatenate(
        [upper, np.zeros(count), np.full(count, np.inf), [problem.most_changes], np.ones(len(either))]
    )
    fixed, per_step = problem.costs()
    return np.concatenate([per_step, fixed]), np.concatenate(rows), low, high, np.concatenate([most, np.ones(count)])


def by_scipy(problem: Problem, seconds: float) -> float | None:
    """SciPy's milp (HiGHS) on the whole model; the price of its answer by our objective."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    cost, matrix, low, high, most = model(problem)
    found = milp(
        cost, constraints=LinearConstraint(matrix, low, high), bounds=Bounds(0, most), integrality=np.ones(len(cost)),
        options={"time_limit": seconds, "mip_rel_gap": 0.01},
    )  # fmt: skip
    return None if found.x is None else problem.objective(np.round(found.x[: len(problem.moves)]))


def by_pulp(problem: Problem, seconds: float) -> float | None:
    """PuLP with CBC on the whole model; the price of its answer by our objective."""
    import pulp

    cost, matrix, low, high, most = model(problem)
    program = pulp.LpProblem("plan", pulp.LpMinimize)
    columns = [pulp.LpVariable(f"x{j}", 0, float(most[j]), cat="Integer") for j in range(len(cost))]
    program += pulp.lpSum(float(c) * x for c, x in zip(cost, columns, strict=True))
    for row, a, b in zip(matrix, low, high, strict=True):
        total_ = pulp.lpSum(float(row[j]) * columns[j] for j in np.flatnonzero(row))
        if np.isfinite(a):
            program += total_ >= float(a)
        if np.isfinite(b):
            program += total_ <= float(b)
    program.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=seconds, gapRel=0.01))
    values = np.array([x.value() if x.value() is not None else np.nan for x in columns])
    if np.isnan(values).any():
        return None
    return problem.objective(np.round(values[: len(problem.moves)]))


def main() -> None:
    """Print medians, worst times and how often each answer was as good as ours."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 20
    seconds = float(sys.argv[2]) if len(sys.argv) > 2 else 5.0
    rng = np.random.default_rng(2026)
    catalogue = Catalogue.open()
    columns = catalogue.columns(data_types=frozenset({"as eaten"}))
    usual = [
        i
        for i, f, g in zip(columns.ids, columns.familiarity, columns.typical_g, strict=True)
        if f > 2.5 and 10 < g < 400
    ]
    peers = {"scipy milp": by_scipy, "PuLP + CBC": by_pulp}
    times: dict[str, list[float]] = {"dolomite": [], **{name: [] for name in peers}}
    gaps, worse, moves = [], dict.fromkeys(peers, 0), []
    missing: set[str] = set()
    for _ in range(people):
        who = person(rng)
        eaten = diary(rng, usual, catalogue)
        found = total(eaten, beside_food(who, diary=eaten.days_swallowed()), catalogue=catalogue)
        needs = requirements(who, on=ON)
        goal = needs[0].finding("rda")
        assert goal is not None
        wanted = Wanted(
            goal=goal, energy_kcal=None, requirements=needs, bounds=(), supplement_mg=found.supplement_mg,
            units={u.key: u.unit for u in catalogue.units}, names={u.key: u.name for u in catalogue.units},
        )  # fmt: skip
        start = time.perf_counter()
        problem = build(eaten, catalogue, found.nutrients, wanted, Choice())
        cleared = Case(person=who, on=ON).safety.clearance.allow("plan")
        ours = solve(cleared, problem, seconds=seconds)  # type: ignore[arg-type]
        times["dolomite"].append(time.perf_counter() - start)
        moves.append(len(problem.moves))
        if ours.gap is not None:
            gaps.append(ours.gap)
        small = without_idle_wishes(problem)
        for name, peer in peers.items():
            if name in missing:
                continue
            start = time.perf_counter()
            try:
                price = peer(small, seconds)
            except ImportError:
                missing.add(name)
                continue
            times[name].append(time.perf_counter() - start)
            if ours.objective is not None and (price is None or price > ours.objective * 1.01):
                worse[name] += 1
    print(f"{people} people, {statistics.median(moves):.0f} moves each; {len(gaps)} have a plan, the others none")
    if gaps:
        print(f"proved gap: median {statistics.median(gaps):.2%}, worst {max(gaps):.2%}")
    base = statistics.median(times["dolomite"])
    for name, taken in times.items():
        if name in missing:
            print(f"{name}: not installed")
        elif taken:
            middle = statistics.median(taken)
            note = "" if name == "dolomite" else f"; worse or no plan in {worse[name]} of {len(taken)}"
            print(f"{name}: median {middle:.2f} s ({middle / base:.1f} x ours), worst {max(taken):.2f} s{note}")


if __name__ == "__main__":
    main()
