"""Effects from counts: odds ratio, risk ratio, risk difference and Peto's odds ratio, one trial at a time.

Ratios are on the log scale. Empty cells follow a stated rule, 0.5 to each cell of a table that has an empty one unless
told otherwise, and what was added is written into the effect's trace. Formulas: Cochrane Handbook, chapter 10;
Peto's after Yusuf et al. (1985).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from dolomite.base.errors import InputError

ZeroCells = Literal["only_zero", "all", "none"]
CONTINUITY = 0.5  # added to each cell (Haldane 1956, Anscombe 1956)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Persons with the event and persons in all, in the treated and the control arm. (Counts; no unit.)"""

    events_t: float
    n_t: float
    events_c: float
    n_c: float

    @property
    def cells(self) -> tuple[float, float, float, float]:
        """Events and non-events, treated then control. (Counts; no unit.)"""
        return self.events_t, self.n_t - self.events_t, self.events_c, self.n_c - self.events_c

    @property
    def n(self) -> float:
        """Persons in both arms. (A count.)"""
        return self.n_t + self.n_c

    def silent(self) -> bool:
        """Nobody had the event, or everybody: such a trial says nothing about a ratio."""
        a, b, c, d = self.cells
        return (a == 0 and c == 0) or (b == 0 and d == 0)


def check(counts: Counts, where: str) -> Counts:
    """The counts, when they can be counts; raises InputError naming `where` otherwise."""
    for arm, events, n in (("t", counts.events_t, counts.n_t), ("c", counts.events_c, counts.n_c)):
        if n <= 0:
            raise InputError(f"{where}: n_{arm} is {n:g}, but an arm has at least one person. Correct it.")
        if events < 0:
            raise InputError(f"{where}: events_{arm} is {events:g}; a count cannot be below 0. Correct it.")
        if events > n:
            raise InputError(
                f"{where}: events_{arm} is {events:g}, more than the {n:g} persons in n_{arm}. Correct one of them."
            )
    return counts


def effect(measure: str, counts: Counts, *, zero_cells: ZeroCells) -> tuple[float, float, tuple[str, ...]] | None:
    """Effect [log ratio or difference of risks], its sampling variance and what was done to get there; None when the
    trial says nothing on this scale.

    `or`, `rr`, `peto` are log ratios, `rd` is a difference of risks.
    """
    if measure == "peto":
        return _peto(counts)
    if measure in ("or", "rr") and counts.silent():
        return None
    a, b, c, d = counts.cells
    trace: tuple[str, ...] = ()
    if zero_cells == "all" or (zero_cells == "only_zero" and 0 in (a, b, c, d)):
        a, b, c, d = (x + CONTINUITY for x in (a, b, c, d))
        why = "to every table" if zero_cells == "all" else "to this table, which has an empty cell"
        trace = (f"{CONTINUITY:g} added to each cell, {why}",)
    n_t, n_c = a + b, c + d
    if measure == "rd":
        return a / n_t - c / n_c, a * b / n_t**3 + c * d / n_c**3, trace
    if measure == "or":
        if 0 in (a, b, c, d):
            return None
        return math.log(a * d / (b * c)), 1 / a + 1 / b + 1 / c + 1 / d, trace
    if a == 0 or c == 0:
        return None
    return math.log(a / n_t) - math.log(c / n_c), 1 / a - 1 / n_t + 1 / c - 1 / n_c, trace


def observed_minus_expected(counts: Counts) -> tuple[float, float]:
    """Peto's O - E for the treated arm, and its hypergeometric variance V. (Counts; no unit.)"""
    a, b, c, d = counts.cells
    n = counts.n
    events = a + c
    expected = counts.n_t * events / n
    return a - expected, counts.n_t * counts.n_c * events * (b + d) / (n * n * (n - 1)) if n > 1 else 0.0


def _peto(counts: Counts) -> tuple[float, float, tuple[str, ...]] | None:
    o_minus_e, v = observed_minus_expected(counts)
    return None if v == 0 else (o_minus_e / v, 1 / v, ())
