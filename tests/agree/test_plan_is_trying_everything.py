"""The plan's solver against trying every choice: small larders with every kind of move, bound and restriction.

Foods that are eaten (more or less of them), new foods of some categories, wishes as people and safety have them, foods
that are out of the question, foods that must be there, an earlier plan to differ from, few changes allowed. Values are
drawn from short lists, so that ties and limits that are just met come up often.
"""

from __future__ import annotations

import itertools
from dataclasses import replace
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from dolomite.base.finding import Basis
from dolomite.plan import branch
from dolomite.plan.problem import Move, Problem, Wish
from dolomite.plan.solve import solve
from dolomite.safety.decide import decide

CLEARED = decide([]).allow("plan")
MINE = (Basis(source="diary", at="test"),)
SLACK = 1e-9
NUTRIENTS = ("magnesium", "energy", "vitamin_k", "potassium")
CATEGORIES = ("nuts", "bread", "fruit")

amount = st.sampled_from([1.0, 0.5, 2.0, 3.0, 0.0])
seldom = st.integers(0, 3).flatmap(
    lambda n: st.sets(st.integers(0, 3), min_size=1, max_size=1) if n == 3 else st.just(set())
)
food = st.fixed_dictionaries(
    {
        "per_step": st.tuples(st.sampled_from([2.0, 1.0, 3.0, 0.5]), amount, amount, amount),
        "eaten": st.sampled_from(["no", "little", "often"]),
        "category": st.sampled_from(CATEGORIES),
        "fixed": st.sampled_from([70.0, 100.0, 125.0]),
        "gram": st.sampled_from([0.0, 1.0, 4.0]),
        "least": st.sampled_from([1, 2]),
    }
)
larder = st.fixed_dictionaries(
    {
        "foods": st.lists(food, min_size=3, max_size=4),
        "goal": st.sampled_from([4.0, 2.5, 7.0, 1.0, 9.0, 0.0]),
        "energy": st.tuples(st.sampled_from([-4.0, -1.0, -0.5]), st.sampled_from([3.0, 1.0, 9.0, 0.0])),
        "vitamin_k": st.sampled_from([None, "steady"]),
        "potassium": st.sampled_from([None, "no more", "less"]),
        "most_changes": st.sampled_from([3, 2, 4, 1, 0]),
        "avoid": seldom,
        "pin": seldom,
        "cut": st.sets(st.integers(0, 7), max_size=3),
    }
)


def moves_of(foods: list[dict]) -> list[tuple[int, Move]]:
    """Moves as the diary would give them, each with the number of its food."""
    made = []
    for number, one in enumerate(foods):
        base = Move(
            food_id=f"food:{number}", food=f"food {number}", direction="more", serving_g=100.0, serving="cup",
            meal="lunch", from_g=0.0, least=one["least"], most=3, fixed=one["fixed"], per_step=one["gram"], own=False,
            per_100g=(), category=one["category"],
        )  # fmt: skip
        if one["eaten"] == "no":
            made.append((number, base))
            continue
        made.append((number, replace(base, own=True, from_g=100.0, most=2, fixed=one["fixed"] - 30)))
        most = 1 if one["eaten"] == "little" else 2
        less = replace(base, direction="less", own=True, from_g=100.0, most=most, least=min(one["least"], most))
        made.append((number, replace(less, fixed=one["fixed"] + 40, category="")))
    return made


def wishes_of(drawn: dict) -> list[Wish]:
    def wish(name: str, nutrient: str, side: str, limit: float, *, hard: bool = False) -> Wish:
        return Wish(
            id=name, nutrient=nutrient, side=side, base=10.0, limit=10.0 + limit, unit="mg/d", says=name, basis=MINE,
            hard=hard,
        )  # type: ignore[arg-type]  # fmt: skip

    found = [
        wish("magnesium", "magnesium", "floor", drawn["goal"]),
        wish("energy_least", "energy", "floor", drawn["energy"][0]),
        wish("energy_most", "energy", "ceiling", drawn["energy"][1]),
    ]
    if drawn["vitamin_k"] == "steady":  # as on warfarin: within a share of the usual day, both ways
        found.append(wish("safety:warfarin", "vitamin_k", "floor", -1.0, hard=True))
        found.append(wish("safety:warfarin", "vitamin_k", "ceiling", 1.0, hard=True))
    if drawn["potassium"] is not None:  # as with weak kidneys: no increase, or less than now
        room = 0.0 if drawn["potassium"] == "no more" else -1.0
        found.append(wish("safety:potassium", "potassium", "ceiling", room, hard=True))
    return found


def problem_of(drawn: dict) -> Problem:
    """The problem of a larder."""
    made, wishes = moves_of(drawn["foods"]), wishes_of(drawn)
    rows = []
    for one in wishes:
        place = NUTRIENTS.index(one.nutrient)
        sign = [1 if move.direction == "more" else -1 for _, move in made]
        rows.append([s * drawn["foods"][n]["per_step"][place] for s, (n, _) in zip(sign, made, strict=True)])
    avoided = frozenset(j for j, (n, move) in enumerate(made) if n in drawn["avoid"] and move.direction == "more")
    pinned = frozenset(j for j, (n, move) in enumerate(made) if n in drawn["pin"] and move.direction == "more")
    cut = frozenset(j for j in drawn["cut"] if j < len(made))
    one = Problem(
        moves=tuple(move for _, move in made), wishes=tuple(wishes), matrix=np.array(rows, dtype=float),
        most_changes=drawn["most_changes"], not_checked=(), pinned=pinned - avoided,
    )  # fmt: skip
    one = one.barring(avoided)
    return one.differing_from(cut) if cut else one


def keeps(one: Problem, steps: np.ndarray) -> bool:
    """Whether a choice of steps is allowed: read off the rules, with nothing of the solver's."""
    for row, wish in zip(one.matrix, one.wishes, strict=True):
        value = wish.base + float(row @ steps)
        if value < wish.limit - SLACK if wish.side == "floor" else value > wish.limit + SLACK:
            return False
    used = {j for j, n in enumerate(steps) if n > 0}
    if len(used) > one.most_changes or any(steps[j] < one.moves[j].least for j in used):
        return False
    foods = [one.moves[j].food_id for j in used]
    if len(set(foods)) < len(foods) or not one.pinned <= used:
        return False
    return all(len(used & cut) <= len(cut) // 2 for cut in one.cuts)


def best_of_all(one: Problem) -> float | None:
    """What the best of all choices costs, by trying every one."""
    choices = itertools.product(*(range(move.most + 1) for move in one.moves))
    costs = [one.objective(steps) for c in choices if keeps(one, steps := np.array(c, dtype=float))]
    return min(costs, default=None)


@settings(max_examples=400, deadline=None)
@given(larder, st.booleans())
def test_the_solver_finds_what_trying_everything_finds(drawn, few):
    one = problem_of(drawn)
    best = best_of_all(one)
    # In a small larder no move is left out of the look at the best few, unless that look is made smaller.
    with patch.multiple(branch, FAVOURED=3 if few else branch.FAVOURED, FAVOURED_AFTER=(1, 3)):
        found = solve(CLEARED, one, seconds=10, accepted=0.0)
    event("impossible" if best is None else f"{len(found.used())} changes")
    if best is None:
        assert found.status == "infeasible"
        return
    assert found.steps is not None
    assert keeps(one, found.steps)
    assert found.objective == pytest.approx(best, abs=1e-6)
    assert found.bound is not None
    assert found.bound <= best + 1e-6


@settings(max_examples=100, deadline=None)
@given(larder, st.sampled_from([0.01, 0.3]))
def test_the_gap_that_is_said_is_true(drawn, accepted):
    one = problem_of(drawn)
    best, found = best_of_all(one), solve(CLEARED, one, seconds=10, accepted=accepted)
    if best is None:
        assert found.steps is None
        return
    assert keeps(one, found.steps)
    assert found.bound <= best + 1e-6
    assert best - 1e-6 <= found.objective <= found.bound + accepted * max(abs(found.objective), 1.0) + 1e-6
