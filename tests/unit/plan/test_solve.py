"""The solver against counting everything: tiny problems, drawn near their edges."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from dolomite.base.finding import Basis
from dolomite.plan.conflict import best_magnesium, explain, possible
from dolomite.plan.problem import Move, Problem, Wish
from dolomite.plan.relaxation import Relaxation
from dolomite.plan.solve import _Highs, solve, without_idle_wishes
from dolomite.plan.space import space
from dolomite.safety.decide import decide

CLEARED = decide([]).allow("plan")
MINE = (Basis(source="diary", at="test"),)
ACCEPTED = 0.0101


def move(number, *, most=3, least=1, fixed=100.0, per_step=1.0, direction="more"):
    return Move(
        food_id=f"food:{number}", food=f"food {number}", direction=direction, serving_g=100.0, serving="cup",
        meal="lunch", from_g=0.0, least=least, most=most, fixed=fixed, per_step=per_step, own=False, per_100g=(),
    )  # fmt: skip


def wish(name, side, limit, base=0.0):
    return Wish(id=name, nutrient=name, side=side, base=base, limit=limit, unit="mg/d", says=name, basis=MINE)


def problem(rows, wishes, moves, most_changes=3):
    return Problem(
        moves=tuple(moves), wishes=tuple(wishes), matrix=np.array(rows, dtype=float), most_changes=most_changes,
        not_checked=(),
    )  # fmt: skip


def keeps(one, steps):
    values = one.matrix @ steps + np.array([w.base for w in one.wishes])
    for value, w in zip(values, one.wishes, strict=True):
        if (w.side == "floor" and value < w.limit - 1e-9) or (w.side == "ceiling" and value > w.limit + 1e-9):
            return False
    used = steps > 0
    least = np.array([m.least for m in one.moves])
    return bool(used.sum() <= one.most_changes and np.all(steps[used] >= least[used]))


def counted(one):
    """The best of all choices, by trying every one."""
    ranges = [range(m.most + 1) for m in one.moves]
    costs = [
        one.objective(np.array(c, dtype=float))
        for c in itertools.product(*ranges)
        if keeps(one, np.array(c, dtype=float))
    ]
    return min(costs, default=None)


numbers = st.sampled_from([-2.0, -1.0, 0.0, 0.5, 1.0, 3.0])
tiny = (
    st.integers(2, 4)
    .flatmap(
        lambda n: st.tuples(
            st.lists(st.lists(numbers, min_size=n, max_size=n), min_size=3, max_size=3),
            st.tuples(
                st.sampled_from([0.0, 1.0, 2.5, 4.0, 9.0]),
                st.sampled_from([0.0, 1.0, 3.0]),
                st.sampled_from([-1.0, 0.0]),
            ),
            st.lists(st.sampled_from([70.0, 100.0, 125.0]), min_size=n, max_size=n),
            st.lists(st.sampled_from([0.0, 1.0, 4.0]), min_size=n, max_size=n),
            st.integers(1, 2),
        )
    )
    .map(
        lambda t: problem(
            t[0],
            [wish("magnesium", "floor", t[1][0]), wish("energy", "ceiling", t[1][1]), wish("zinc", "floor", t[1][2])],
            [move(j, fixed=t[2][j], per_step=t[3][j], least=t[4], most=3) for j in range(len(t[2]))],
        )
    )
)


@settings(max_examples=150, deadline=None)
@given(tiny)
def test_the_solver_agrees_with_trying_everything(one):
    best, found = counted(one), solve(CLEARED, one, seconds=10, accepted=0.0)
    if best is None:
        assert found.steps is None
    else:
        assert found.steps is not None
        assert keeps(one, found.steps)
        assert found.objective == pytest.approx(best, abs=1e-6)
        assert found.bound <= best + 1e-6


@settings(max_examples=60, deadline=None)
@given(tiny, st.sampled_from(["energy", "zinc"]))
def test_giving_way_never_makes_the_plan_dearer(one, name):
    tight = solve(CLEARED, one, seconds=10)
    assume(tight.objective is not None)
    loose = solve(CLEARED, one.without(frozenset({name})), seconds=10)
    assert loose.objective <= tight.objective * (1 + ACCEPTED) + 1e-6


@settings(max_examples=60, deadline=None)
@given(tiny)
def test_leaving_idle_wishes_out_changes_nothing(one):
    assert counted(one) == counted(replace(without_idle_wishes(one)))


@settings(max_examples=80, deadline=None)
@given(tiny)
def test_a_conflict_is_infeasible_and_every_part_of_it_is_needed(one):
    assume(not possible(one))
    found = explain(one, rebuilt=lambda _: one, groups=())
    left = one.without(frozenset(w.id for w in one.wishes) - frozenset(w.id for w in found.wishes))
    assert not possible(left)
    for part in found.wishes:
        if part.id != "magnesium":
            assert possible(left.without(frozenset({part.id})))


def test_the_price_of_giving_way_by_hand():
    """Each half serving gives 1 mg and 10 kcal; 5 mg are wanted within 30 kcal: 20 kcal more give 5 mg."""
    one = problem(
        [[1.0], [10.0]], [wish("magnesium", "floor", 5.0), wish("energy", "ceiling", 30.0)], [move(0, most=9)]
    )
    found = explain(one, rebuilt=lambda _: one, groups=())
    assert best_magnesium(one) == pytest.approx(3.0)
    (price,) = found.relax
    assert (price.id, price.magnesium_mg) == ("energy", 5.0)
    assert price.by == pytest.approx(20.0, rel=1e-4)


def test_a_wish_that_cannot_help_says_what_dropping_it_would_give():
    one = problem(
        [[1.0], [10.0]], [wish("magnesium", "floor", 50.0), wish("energy", "ceiling", 30.0)], [move(0, most=9)]
    )
    found = explain(one, rebuilt=lambda _: one, groups=())
    assert [w.id for w in found.wishes] == ["magnesium"]
    (price,) = found.relax
    assert (price.id, price.by, price.magnesium_mg) == ("energy", None, pytest.approx(9.0))


def test_another_plan_shares_at_most_half():
    one = problem([[2.0, 2.0, 2.0, 2.0]], [wish("magnesium", "floor", 8.0)], [move(j, most=2) for j in range(4)])
    first = solve(CLEARED, one, seconds=10)
    second = solve(CLEARED, one.differing_from(first.used()), seconds=10)
    assert len(first.used()) == len(second.used()) == 2
    assert len(first.used() & second.used()) <= 1
    third = solve(CLEARED, one.barring(first.used()), seconds=10)
    assert not first.used() & third.used()


def test_a_pinned_move_is_used():
    one = problem([[2.0, 2.0]], [wish("magnesium", "floor", 2.0)], [move(0), move(1, fixed=500.0)])
    assert solve(CLEARED, one, seconds=10).used() == {0}
    assert 1 in solve(CLEARED, replace(one, pinned=frozenset({1})), seconds=10).used()


def test_a_random_feasible_plan_is_never_cheaper():
    rng = np.random.default_rng(7)
    rows = rng.integers(0, 5, size=(3, 12)).astype(float)
    wishes = [wish("magnesium", "floor", 20.0), wish("energy", "ceiling", 30.0), wish("zinc", "floor", 6.0)]
    one = problem(
        rows, wishes, [move(j, fixed=float(rng.integers(70, 130)), most=6) for j in range(12)], most_changes=4
    )
    found = solve(CLEARED, one, seconds=10)
    tried = 0
    while tried < 1000:
        steps = np.zeros(12)
        steps[rng.choice(12, size=4, replace=False)] = rng.integers(0, 7, size=4)
        if keeps(one, steps):
            tried += 1
            assert found.objective <= one.objective(steps) * (1 + ACCEPTED)


@settings(max_examples=100, deadline=None)
@given(tiny)
def test_the_relaxation_bounds_every_plan_and_every_plan_with_a_move(one):
    within = space(one)
    relaxation = Relaxation(within, np.arange(len(within.moves)), _Highs())
    changes = {0: (0.0, float(one.most_changes))}
    found = relaxation.solve(changes, np.zeros(len(within.moves), dtype=bool))
    plans = [
        steps
        for c in itertools.product(*[range(m.most + 1) for m in one.moves])
        if keeps(one, steps := np.array(c, float))
    ]
    if found is None:
        assert not plans
        return
    for steps in plans:
        assert found.bound <= one.objective(steps) + 1e-6
        assert found.with_move[steps > 0].max(initial=found.bound) <= one.objective(steps) + 1e-6


def test_the_relaxation_counts_among_some_moves_only():
    one = problem([[1.0] * 6], [wish("magnesium", "floor", 1.0)], [move(j, fixed=100.0 + j) for j in range(6)], 5)
    within = space(one)
    relaxation = Relaxation(within, np.array([2, 3, 5]), _Highs())
    nothing_out = np.zeros(3, dtype=bool)
    assert relaxation.solve({0: (2.0, 2.0)}, nothing_out).bound == pytest.approx(102 + 103 + 2)
    assert relaxation.solve({0: (4.0, 5.0)}, nothing_out) is None
    alone = int(relaxation.alone[2])  # the last move counts alone, then is free again
    assert relaxation.solve({0: (1.0, 1.0), alone: (1.0, 1.0)}, nothing_out).bound == pytest.approx(105 + 1)
    assert relaxation.solve({0: (1.0, 1.0)}, nothing_out).bound == pytest.approx(102 + 1)
    assert relaxation.solve({0: (1.0, 1.0)}, np.array([True, False, False])).bound == pytest.approx(103 + 1)


@pytest.mark.parametrize("seconds", [float("nan"), float("inf"), -1.0, 1e9])
def test_a_time_that_never_ends_is_refused(seconds):
    from dolomite.base.errors import InputError

    with pytest.raises(InputError, match="seconds"):
        solve(CLEARED, problem([[1.0]], [wish("a", "floor", 1.0)], [move(1)]), seconds=seconds)
