"""Nuts and seeds once a plan and within their amount; no change that closes next to nothing of the gap."""

from dataclasses import replace

import numpy as np
import pytest

from dolomite.base.finding import Basis
from dolomite.plan.group import grouped, groups, too_many, worthwhile
from dolomite.plan.problem import Move, Problem, Wish, setting
from dolomite.plan.solve import solve
from dolomite.safety.decide import decide

NUTS = "wweia:2804"
ONE = Move(
    food_id="a", food="a", direction="more", serving_g=28.0, serving="", meal="snack", from_g=0.0, least=4, most=14,
    fixed=100.0, per_step=1.0, own=False, per_100g=(), category=NUTS,
)  # fmt: skip
CAP_G = next(row.most_g for row in groups() if row.id == "nuts_and_seeds")


@pytest.mark.parametrize(
    ("eaten_g", "most"), [(0.0, 14), (CAP_G - 14, 7), (CAP_G - 8, 4), (CAP_G - 7, None), (CAP_G + 30, None)]
)
def test_nuts_eaten_already_count_towards_the_day(eaten_g, most):
    found = grouped((ONE,), [(NUTS, eaten_g), ("wweia:4202", 500.0)], frozenset())
    assert [move.most for move in found] == ([] if most is None else [most])


def test_a_pinned_nut_stays():
    assert grouped((ONE,), [(NUTS, 90.0)], frozenset({"a"}))[0].most == ONE.least


@pytest.mark.parametrize(("gain", "least", "most"), [(2.0, 4, 14), (0.8, 7, 14), (0.3, 0, 0), (0.0, 0, 0), (-1, 0, 0)])
def test_a_change_closes_its_share_of_the_gap_or_is_none(gain, least, most):
    found = worthwhile((ONE,), [gain], 5.0, frozenset())[0]
    assert (found.least, found.most) == (least, most)
    assert worthwhile((ONE,), [gain], 5.0, frozenset({"a"})) == [ONE]
    less = replace(ONE, direction="less")
    assert worthwhile((less,), [gain], 5.0, frozenset()) == [less]


def test_share_is_stated():
    assert 0.02 <= setting("worth_share") <= 0.1


@pytest.mark.parametrize(("pinned", "status"), [(frozenset(), "infeasible"), (frozenset({0, 1}), "optimal")])
def test_a_plan_adds_one_kind_of_nut(pinned, status):
    goal = Wish(
        id="magnesium", nutrient="magnesium", side="floor", base=0.0, limit=20.0, unit="mg/d", says="reach 20 mg",
        basis=(Basis(source="diary", at="test"),),
    )  # fmt: skip
    moves = tuple(replace(ONE, food_id=name, food=name, group="nuts_and_seeds") for name in "ab")
    problem = Problem(
        moves=moves, wishes=(goal,), matrix=np.full((1, 2), 1.0), most_changes=6, not_checked=(), pinned=pinned
    )
    assert solve(decide([]).allow("plan"), problem).status == status


def test_check_finds_two_nuts_and_too_many():
    assert too_many([(NUTS, 20.0)], [(NUTS, 10.0)], 0) == []
    assert len(too_many([(NUTS, 20.0), (NUTS, 10.0)], [], 0)) == 1
    assert len(too_many([(NUTS, 20.0)], [(NUTS, CAP_G)], 0)) == 1
