"""The exact randomisation test: would another admissible sequence have given as large a difference by luck alone?

The null is sharp: no day's pain would have differed under any sequence. The statistic and the wash-in mask are
recomputed for each admissible sequence from the sequence alone; missing days are held fixed.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations, product

import numpy as np

from dolomite.trial.normal import Floats
from dolomite.trial.painlog import OUTSIDE, WASHOUT
from dolomite.trial.series import Series

MOST_SEQUENCES = 1 << 16
CONVINCING = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class RandomisationTest:
    """`difference` of means over days not in wash-in [points]; one-sided `p_benefit`, two-sided `p_two_sided`.

    `smallest_one_sided` and `smallest_two_sided`: the smallest p that the number of pairs allows. `sequences`: how
    many are admissible. `says`: the reading in words. All None when the test cannot be done, with the reason.
    """

    difference: float | None
    p_benefit: float | None
    p_two_sided: float | None
    smallest_one_sided: float | None
    smallest_two_sided: float | None
    sequences: int
    blocks: int
    wash_in_days: int
    says: str


def blocks_of(arms: Sequence[str]) -> tuple[tuple[str, ...], ...] | None:
    """The randomised blocks (pairs, for two arms) of a sequence of periods; None when it was not made in blocks.

    Every block holds each arm once.

    >>> blocks_of(["a", "b", "b", "a"])
    (('a', 'b'), ('b', 'a'))
    >>> blocks_of(["a", "a", "b", "b"]) is None
    True
    """
    names = set(arms)
    size = len(names)
    if size < 2 or len(arms) % size:
        return None
    blocks = tuple(tuple(arms[k : k + size]) for k in range(0, len(arms), size))
    return blocks if all(set(block) == names for block in blocks) else None


def admissible(blocks: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Every sequence that the draw could have given: each block in each order. (No unit: arms by period.)"""
    orders = sorted(permutations(sorted(blocks[0])))
    return [tuple(arm for block in chosen for arm in block) for chosen in product(orders, repeat=len(blocks))]


def smallest_p(pairs: int, arms: int = 2) -> tuple[float, float]:
    """Smallest one-sided and two-sided p that so many randomised blocks can give. [probabilities, 0 to 1]

    >>> smallest_p(4)
    (0.0625, 0.125)
    """
    one_sided = 1.0 / math.factorial(arms) ** pairs
    return one_sided, min(1.0, 2 * one_sided)


def randomisation_test(series: Series, *, active: str, comparator: str, wash_in_days: int) -> RandomisationTest:
    """The test of `active` against `comparator`, leaving out the first `wash_in_days` [days] after a change of arm."""
    arms = [period.arm for period in series.periods]
    blocks = blocks_of(arms)
    if blocks is None:
        return _cannot(
            "The periods were not drawn in pairs, so there is no list of sequences to test against.", wash_in_days
        )
    count = math.factorial(len(blocks[0])) ** len(blocks)
    if count > MOST_SEQUENCES:
        return _cannot(f"{count:,} sequences are too many to go through.", wash_in_days, len(blocks))
    lengths = {period.last - period.first + 1 for period in series.periods}
    rated = (
        ~np.isnan(series.pain) & series.inside() & np.array([a != WASHOUT and a not in OUTSIDE for a in series.arms])
    )
    statistics = [
        _difference(series, sequence, rated, active, comparator, wash_in_days) for sequence in admissible(blocks)
    ]
    observed = _difference(series, tuple(arms), rated, active, comparator, wash_in_days)
    known = np.array([s for s in statistics if s is not None])
    if observed is None or len(known) < len(statistics):
        return _cannot(
            "Too many days are missing: some sequences leave an arm without a rated day.", wash_in_days, len(blocks)
        )
    slack = 1e-12 * max(1.0, abs(observed))  # ties are ties, whatever the last bit says
    p_benefit = float((known <= observed + slack).mean())
    p_two = float((np.abs(known) >= abs(observed) - slack).mean())
    one_sided, two = smallest_p(len(blocks), len(blocks[0]))
    says = (
        f"Among the {len(known)} sequences that could have been drawn, {int((known <= observed + slack).sum())} would "
        f"have shown a difference at least as much in favour of {active.replace('_', ' ')}."
    )
    if one_sided > CONVINCING:
        says += " Too few pairs for this test to be convincing by itself."
    if len(lengths) > 1:
        says += " The periods differ in length, which the test allows for by keeping the calendar."
    return RandomisationTest(
        difference=observed,
        p_benefit=p_benefit,
        p_two_sided=p_two,
        smallest_one_sided=one_sided,
        smallest_two_sided=two,
        sequences=len(known),
        blocks=len(blocks),
        wash_in_days=wash_in_days,
        says=says,
    )


def wash_in_mask(series: Series, sequence: Sequence[str], wash_in_days: int) -> np.ndarray:
    """Which calendar days fall into the first `wash_in_days` [days] after a change of arm: bool (n,).

    The first period counts as a change from nothing.
    """
    mask = np.zeros(series.n, dtype=bool)
    before: str | None = None
    for period, arm in zip(series.periods, sequence, strict=True):
        gap = series.arms[period.first - 2] == WASHOUT if period.first > 1 else False
        if arm != before or gap:
            mask[period.first - 1 : min(period.last, period.first - 1 + wash_in_days)] = True
        before = arm
    return mask


def _difference(
    series: Series, sequence: Sequence[str], rated: np.ndarray, active: str, comparator: str, wash_in_days: int
) -> float | None:
    usable = rated & ~wash_in_mask(series, sequence, wash_in_days)
    means: dict[str, Floats] = {}
    day_arm = np.array(series.arms, dtype=object)
    for period, arm in zip(series.periods, sequence, strict=True):
        day_arm[period.first - 1 : period.last] = arm
    for arm in (active, comparator):
        days = usable & (day_arm == arm)
        if not days.any():
            return None
        means[arm] = series.pain[days].mean()
    return float(means[active] - means[comparator])


def _cannot(why: str, wash_in_days: int, blocks: int = 0) -> RandomisationTest:
    return RandomisationTest(
        difference=None,
        p_benefit=None,
        p_two_sided=None,
        smallest_one_sided=None,
        smallest_two_sided=None,
        sequences=0,
        blocks=blocks,
        wash_in_days=wash_in_days,
        says=f"The randomisation test cannot be done. {why}",
    )
