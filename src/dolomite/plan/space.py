"""The moves that may be used, as arrays: what each adds at its least and at its most, and what may be counted.

Between its least and its most use a move is a mix of the two, so that a linear program over these *ends* has as many
rows as there are wishes and counts, however many moves there are.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from dolomite.plan.problem import Array, Places, Problem

TINY = 1e-9  # keeps a division from zero
Range = tuple[float, float]  # least and most changes among some moves


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """The moves that may be used, as arrays over `moves` (numbers of the problem's moves).

    `matrix` is per step [wish's unit/d]; `lower`, `upper` are the room of each wish; `counts` @ used lies within
    `at_least`, `at_most`: first all changes, then each kind of change (more of one's own, new, less), then one row per
    either-or, cut and pin. `kind` is each move's kind; `kin` are moves of one kind and food category.
    """

    moves: Places
    fixed: Array
    per_step: Array
    least: Array
    most: Array
    matrix: Array
    lower: Array
    upper: Array
    counts: Array
    at_least: Array
    at_most: Array
    kind: Places
    kinds: int
    kin: Places

    def rows(self, columns: Places) -> tuple[Array, Array]:
        """All rows [wish's unit/d, then changes] and costs of some moves, each used at its least, then at its most."""
        rows, used = self.matrix[:, columns], self.counts[:, columns]
        least, most = self.least[columns], self.most[columns]
        fixed, per_step = self.fixed[columns], self.per_step[columns]
        return (
            np.block([[rows * least, rows * most], [used, used]]),
            np.concatenate([fixed + per_step * least, fixed + per_step * most]),
        )

    def limits(self) -> tuple[Array, Array]:
        """Limits of all rows, wishes and then counts [wish's unit/d, then changes]."""
        return np.concatenate([self.lower, self.at_least]), np.concatenate([self.upper, self.at_most])

    def counted(self) -> list[Places]:
        """The sets of moves whose number the search decides: all, each kind, kin, then each move alone."""
        every = np.arange(len(self.moves))
        kinds = [every[self.kind == k] for k in range(self.kinds)]
        kin = [every[self.kin == k] for k in range(int(self.kin.max(initial=-1)) + 1)]
        return [every, *kinds, *(group for group in kin if len(group) > 1), *(every[j : j + 1] for j in every)]


def space(problem: Problem) -> Space:
    """The problem as arrays, barred moves left out [units per day]."""
    moves = np.array([j for j, move in enumerate(problem.moves) if move.most >= 1], dtype=int)
    usable = [problem.moves[j] for j in moves]
    names = sorted({(move.direction, move.own) for move in usable})
    kind = np.array([names.index((move.direction, move.own)) for move in usable], dtype=int)
    families = sorted({(move.direction, move.own, move.category) for move in usable})
    rows = [np.ones(len(moves)), *((kind == k).astype(float) for k in range(len(names)))]
    limits = [(0.0, float(problem.most_changes))] * len(rows)
    foods: dict[str, list[int]] = {}
    for place, move in enumerate(usable):
        foods.setdefault(move.food_id, []).append(place)
    alike = [places for places in foods.values() if len(places) > 1]
    rows += [np.isin(np.arange(len(moves)), places).astype(float) for places in alike]  # a food: more or less, not both
    limits += [(-math.inf, 1.0)] * len(alike)
    for group in sorted({move.group for move in usable} - {""}):  # one of a group, or as many as were pinned
        places = [place for place, move in enumerate(usable) if move.group == group]
        rows.append(np.isin(np.arange(len(moves)), places).astype(float))
        limits.append((-math.inf, float(max(1, len(problem.pinned & set(moves[places].tolist()))))))
    rows += [np.isin(moves, list(cut)).astype(float) for cut in problem.cuts]
    limits += [(-math.inf, float(len(cut) // 2)) for cut in problem.cuts]
    rows += [(moves == j).astype(float) for j in sorted(problem.pinned)]
    limits += [(1.0, 1.0)] * len(problem.pinned)
    fixed, per_step = problem.costs()
    return Space(
        moves=moves,
        fixed=fixed[moves],
        per_step=per_step[moves],
        least=np.array([max(move.least, 1) for move in usable], dtype=float),
        most=np.array([move.most for move in usable], dtype=float),
        matrix=problem.matrix[:, moves],
        lower=np.array([w.limit - w.base if w.side == "floor" else -math.inf for w in problem.wishes]),
        upper=np.array([w.limit - w.base if w.side == "ceiling" else math.inf for w in problem.wishes]),
        counts=np.array(rows).reshape(len(rows), len(moves)),
        at_least=np.array([low for low, _ in limits]),
        at_most=np.array([high for _, high in limits]),
        kind=kind,
        kinds=len(names),
        kin=np.array([families.index((move.direction, move.own, move.category)) for move in usable], dtype=int),
    )
