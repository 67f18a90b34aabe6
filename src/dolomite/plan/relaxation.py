"""One linear program over the ends of some moves, asked again and again with other limits on how many are used.

It is changed in place and solved from where it stood. Rows for sets of moves are added when first asked about. Every
bound is worked out anew from the prices (weak duality): the solver's own word for its optimum is not taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from dolomite.plan.problem import Array, Places
from dolomite.plan.space import TINY, Range, Space

if TYPE_CHECKING:  # it is handed on and asked nothing here
    from highspy import Highs as Program

WHOLE = 1e-6  # a count as near as this to a whole number is one; HiGHS's own tolerance


class Solver(Protocol):
    """Solves small linear and integer programs, and counts its seconds."""

    spent: float

    def program(self, rows: Array, cost: Array, low: Array, high: Array) -> Program:
        """Minimise cost over 0 to 1 with low <= rows @ x <= high. (Units of the caller.)"""

    def add_row(self, program: Program, columns: Places, low: float, high: float) -> None:
        """One more row: the sum of some columns within limits. (Units of the caller.)"""

    def limit_row(self, program: Program, row: int, low: float, high: float) -> None:
        """Other limits for one row. (Units of the caller.)"""

    def limit_columns(self, program: Program, columns: Places, most: Array) -> None:
        """Other upper bounds for some columns. (Units of the caller.)"""

    def run(self, program: Program) -> tuple[Array, Array, Array] | None:
        """Values [servings], row prices, reduced costs [units of the objective] at the optimum of a linear program;
        None: proved impossible."""

    def steps(self, rows: Array, cost: Array, most: Array, low: Array, high: Array) -> Array | None:
        """The cheapest whole values [servings] from 0 to `most` with low <= rows @ x <= high, None: there are none."""


@dataclass(frozen=True, slots=True)
class Relaxed:
    """A solved relaxation: a proved bound [dimensionless], how far each move is used [0 to 1], and the bound of every
    plan that uses a move [dimensionless]."""

    bound: float
    used: Array
    with_move: Array


class Relaxation:
    """The linear program over some moves of a space."""

    def __init__(self, within: Space, columns: Places, solver: Solver) -> None:
        """`columns` are places in the space's moves; the sets that may be counted are cut down to them."""
        self.columns = columns
        self.count = len(columns)
        self.solver = solver
        place = np.full(len(within.moves), -1)
        place[columns] = np.arange(self.count)
        # The sets in the space's order; a set keeps its number, whatever columns are left of it.
        self.sets = [place[members][place[members] >= 0] for members in within.counted()]
        self.alone = len(self.sets) - len(within.moves) + columns  # numbers of the sets of one move
        self.kinds = within.kinds
        rows, cost = within.rows(columns)
        low, high = within.limits()
        wishes = len(within.lower)
        size = np.maximum(np.abs(rows[:wishes]).max(axis=1, initial=0.0), TINY)
        rows[:wishes] /= size[:, None]
        low[:wishes], high[:wishes] = low[:wishes] / size, high[:wishes] / size
        self.low, self.high = low, high
        self.row_of = {number: wishes + number for number in range(within.kinds + 1)}
        self.program = solver.program(rows, cost, low, high)
        self.ranges: dict[int, Range] = {}
        self.out = np.zeros(self.count, dtype=bool)

    def open_range(self, number: int) -> Range:
        """How many [moves] of a set [its place] may be used before anything is decided."""
        return (0.0, 1.0) if len(self.sets[number]) == 1 else (0.0, float(len(self.sets[number])))

    def solve(self, ranges: Mapping[int, Range], out: Places) -> Relaxed | None:
        """The bound [units of the objective] when so many [moves] of each set are used and none of `out`; None: proved
        impossible."""
        self._limit(ranges, out)
        for _ in range(len(self.sets) + 1):  # each round but the last adds the row of a set that had none
            solved = self.solver.run(self.program)
            if solved is None:
                return None
            values, prices, reduced = solved
            used = values[: self.count] + values[self.count :]
            # A move used at its least and at its most at once is used twice: its own row forbids that from here on.
            twice = [int(self.alone[j]) for j in np.flatnonzero(used > 1 + WHOLE)]
            twice = [number for number in twice if number not in self.row_of]
            if not twice:
                break
            for number in twice:
                self._row(number)
        return self._judged(used, prices, reduced)

    def _judged(self, used: Array, prices: Array, reduced: Array) -> Relaxed:
        limit = np.where(prices >= 0, self.low, self.high)
        constant = float(prices @ np.where(np.isfinite(limit), limit, 0.0))
        at_most = np.where(self.out, 0.0, 1.0)
        gain = np.minimum(reduced[: self.count], 0.0) + np.minimum(reduced[self.count :], 0.0)
        bound = constant + float(gain @ at_most)
        cheaper = np.minimum(reduced[: self.count], reduced[self.count :])
        return Relaxed(bound, used, bound + np.maximum(cheaper, 0.0))

    def _limit(self, ranges: Mapping[int, Range], out: Places) -> None:
        for number in self.ranges.keys() - ranges.keys():
            self._within(number, self.open_range(number))
        for number, span in ranges.items():
            if self.ranges.get(number) != span:
                self._within(number, span)
        self.ranges = dict(ranges)
        changed = np.flatnonzero(out != self.out)
        if len(changed):
            most = np.where(out[changed], 0.0, 1.0)
            both = np.concatenate([changed, self.count + changed])
            self.solver.limit_columns(self.program, both, np.concatenate([most, most]))
            self.out = out

    def _within(self, number: int, span: Range) -> None:
        row = self._row(number)
        if (self.low[row], self.high[row]) != span:
            self.low[row], self.high[row] = span
            self.solver.limit_row(self.program, row, *span)

    def _row(self, number: int) -> int:
        if number not in self.row_of:
            span = self.open_range(number)
            members = self.sets[number]
            self.row_of[number] = len(self.low)
            self.solver.add_row(self.program, np.concatenate([members, self.count + members]), *span)
            self.low, self.high = np.append(self.low, span[0]), np.append(self.high, span[1])
        return self.row_of[number]
