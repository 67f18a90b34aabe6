"""The search for the cheapest plan: best first over how many moves of some sets are used, until sets are single moves.

What a plan costs is mostly its number of changes, which the plain relaxation spreads so thin that it proves little.
With the counts of each kind of change whole it is tight. After the kinds come *kin*, moves of one food category: that
one more nut is needed says much, that it is not these almonds says nothing, because the next ones are much the same.
Now and then the few moves that look best are searched by themselves, which finds a plan to beat soon.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from dolomite.plan.problem import Array, Places, Problem
from dolomite.plan.relaxation import WHOLE, Relaxation, Relaxed, Solver
from dolomite.plan.space import Range, Space

FAVOURED = 60  # moves searched by themselves for a plan to beat
FAVOURED_AFTER = (12, 60, 240)  # nodes of the whole search; a later look knows better which moves are good
FAVOURED_NODES = 200  # at most in such a look
MOST_NODES = 200_000  # of one tree; by the clock of the solver it ends long before, on any machine met so far
UNDECIDED = 0.02  # a count of kin is split when it is further than this from whole
CLOSE = 0.9  # of the accepted gap is used for ruling out, the rest is left to floating point


@dataclass(frozen=True, slots=True)
class _Node:
    """What is decided: how many of each set are used, which moves are out; and what the relaxation says of it."""

    ranges: Mapping[int, Range]
    out: Places
    bound: float
    used: Array


@dataclass(slots=True)
class Search:
    """One search under way: the best plan so far, and the least that any plan ruled out for its price could cost."""

    problem: Problem
    within: Space
    solver: Solver
    seconds: float
    accepted: float
    steps: Array | None = None
    objective: float = math.inf
    proved: float = math.inf
    tried: set[frozenset[int]] = field(default_factory=set)

    @property
    def target(self) -> float:
        """What a plan must cost less than to be worth finding [dimensionless]."""
        return self.objective * (1 - CLOSE * self.accepted) if self.objective < math.inf else math.inf

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self.solver.spent >= self.seconds


def branch(search: Search) -> float:
    """The whole search; the bound [dimensionless] of what is still open, infinite when all is done."""
    tree = _Tree(search, np.arange(len(search.within.moves)))
    for nodes in FAVOURED_AFTER:
        tree.grow(nodes)
        if tree.count > FAVOURED and not tree.done:
            tree.favoured().grow(FAVOURED_NODES)
    tree.grow(None)
    return tree.waiting[0][0] if tree.waiting else math.inf


def first_plan(search: Search, seconds: float) -> None:
    """Some plan, for when the time went by without one: among the moves that look best, in so much more time [s]."""
    search.seconds = search.solver.spent + seconds
    tree = _Tree(search, np.arange(len(search.within.moves)))
    tree.grow(FAVOURED_AFTER[0])
    tree.favoured().grow(None)


class _Tree:
    """Best first over some of the moves."""

    def __init__(self, search: Search, columns: Places) -> None:
        self.search = search
        self.relaxation = Relaxation(search.within, columns, search.solver)
        self.count = len(columns)
        self.waiting: list[tuple[float, int, _Node]] = []
        self.nodes = self.born = 0
        self.looks = np.full(self.count, math.inf)  # the lowest bound of a plan with each move, of all nodes
        self.single = len(self.relaxation.sets) - len(search.within.moves)
        self.base = range(search.within.kinds + 1)
        self.kin = [n for n in range(search.within.kinds + 1, self.single) if len(self.relaxation.sets[n]) > 1]
        most = float(search.problem.most_changes)
        self._add(dict.fromkeys(self.base, (0.0, most)), np.zeros(self.count, dtype=bool), 0.0)

    @property
    def done(self) -> bool:
        """Whether nothing is left that is worth finding, or the time is up, or the nodes are."""
        return (
            not self.waiting or self.waiting[0][0] >= self.search.target or self.search.over or self.nodes >= MOST_NODES
        )

    def favoured(self) -> _Tree:
        """The search among the moves that look best so far."""
        best = np.sort(np.argsort(self.looks, kind="stable")[:FAVOURED])
        return _Tree(self.search, self.relaxation.columns[best])

    def grow(self, upto: int | None) -> None:
        """Go on until so many nodes have been looked at in all (None: until done)."""
        while not self.done and (upto is None or self.nodes < upto):
            _, _, node = heapq.heappop(self.waiting)
            self.nodes += 1
            self._split(node)

    def _add(self, ranges: Mapping[int, Range], out: Places, parent: float) -> None:
        relaxed = self.relaxation.solve(ranges, out)
        if relaxed is None:
            return  # proved impossible
        bound = max(parent, relaxed.bound)
        self.looks = np.minimum(self.looks, np.where(out, math.inf, relaxed.with_move))
        if bound >= self.search.target:
            self.search.proved = min(self.search.proved, bound)
            return
        self.born += 1
        node = _Node(ranges, self._ruled_out(relaxed, out), bound, relaxed.used)
        heapq.heappush(self.waiting, (bound, self.born, node))

    def _ruled_out(self, relaxed: Relaxed, out: Places) -> Places:
        """The moves that no plan of this node worth finding uses."""
        dear = (relaxed.with_move > self.search.target) & (relaxed.used < WHOLE) & ~out
        if not dear.any():
            return out
        self.search.proved = min(self.search.proved, float(relaxed.with_move[dear].min()))
        return out | dear

    def _split(self, node: _Node) -> None:
        """The parts of a node, by the first of its counts that is not whole: of a kind, of kin, of one move."""
        used, sets = node.used, self.relaxation.sets
        whole = bool(np.all(np.abs(used - np.round(used)) <= WHOLE))
        if whole:
            self._try(np.flatnonzero(used > WHOLE))
            undecided = [self._alone(j) for j in np.flatnonzero(used > WHOLE)]
            undecided = [number for number in undecided if node.ranges.get(number) != (1.0, 1.0)]
            undecided += [number for number in self.base if node.ranges[number][0] < node.ranges[number][1]]
            if undecided:
                self._divide(node, undecided[0], float(used[sets[undecided[0]]].sum()))
            return
        for number in self.base:
            total = float(used[sets[number]].sum())
            if abs(total - round(total)) > WHOLE:
                self._divide(node, number, total)
                return
        totals = np.array([used[sets[number]].sum() for number in self.kin])
        loose = np.abs(totals - np.round(totals))
        if np.any(loose > UNDECIDED):
            # The larger the family, the more is decided by one answer.
            best = int(np.argmax(loose * np.sqrt([len(sets[number]) for number in self.kin])))
            if loose[best] > UNDECIDED:
                self._divide(node, self.kin[best], float(totals[best]))
                return
        j = int(np.argmax(np.minimum(used, 1 - used)))
        self._divide(node, self._alone(j), float(used[j]))

    def _alone(self, j: np.signedinteger | int) -> int:
        return int(self.relaxation.alone[j])

    def _divide(self, node: _Node, number: int, value: float) -> None:
        span = node.ranges.get(number, self.relaxation.open_range(number))
        for part in _parts(span, value):
            out = node.out
            if part[1] == 0:
                out = out.copy()
                out[self.relaxation.sets[number]] = True
            self._add({**node.ranges, number: part}, out, node.bound)

    def _try(self, places: Places) -> None:
        """The cheapest whole steps over exactly these moves, if there are any, may be the best plan so far."""
        search, within = self.search, self.search.within
        support = self.relaxation.columns[places]
        if frozenset(support.tolist()) in search.tried:
            return
        search.tried.add(frozenset(support.tolist()))
        rows, least = within.matrix[:, support], within.least[support]
        now = rows @ least
        room = within.most[support] - least
        low, high = within.lower - now, within.upper - now
        if len(support):
            varying = search.solver.steps(rows, within.per_step[support], room, low, high)
        else:  # no change at all
            varying = np.zeros(0) if np.all(low <= 0) and np.all(high >= 0) else None
        if varying is None:
            return
        steps = np.zeros(len(search.problem.moves))
        steps[within.moves[support]] = least + varying
        if search.problem.objective(steps) < search.objective:
            search.steps, search.objective = steps, search.problem.objective(steps)


def _parts(span: Range, value: float) -> list[Range]:
    """Split a range of counts around a value: below and above it, or below, at and above when it is whole."""
    low, high = span
    near = float(round(value))
    if abs(value - near) > WHOLE:
        parts = [(low, math.floor(value)), (math.floor(value) + 1.0, high)]
    else:
        parts = [(low, near - 1), (near, near), (near + 1, high)]
    return [(a, b) for a, b in parts if a <= b]
