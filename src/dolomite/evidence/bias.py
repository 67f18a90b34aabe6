"""Can the printed numbers be true together? Recomputed p-values and means that no whole numbers give.

After statcheck (Nuijten 2016) and GRIM (Brown & Heathers 2017), but slow to accuse: a p-value is flagged only when it
lies outside what *every* admissible reading gives. Readings differ in the test (within an arm with any correlation
between the two times, unpaired, between the arms), in how many people were left (up to a fifth fewer), and in how the
printed figures were rounded.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from dolomite.evidence.study import PrintedP, Result, StudyArm, Trial
from dolomite.pool.quantile import t_sf

MOST_LOST = 0.2  # share of people who may have left before the test (a fifth, the usual bound for serious loss)
FEWEST = 3  # below three people per arm no test is recomputed: the spread of two is not worth printing
GRIM_BELOW = 100  # GRIM can only fail while n is below 10^decimals (Brown & Heathers 2017); means print 2 at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read a printed p: `what` in words; t, df and p from the figures and people as printed (correlation -1,
    which gives the largest p, within an arm); and the lowest and highest p that rounding, lost people and the unknown
    correlation allow."""

    what: str
    t: float
    df: float
    p: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Recheck:
    """A printed p-value beside what its own means and spreads give.

    `flagged`: it lies outside every reading. `nearest` is the recomputed p nearest to the printed one; `short` says it
    in a line, `says` with the arithmetic.
    """

    trial: str
    name: str
    result: str
    printed: str
    readings: tuple[Reading, ...]
    flagged: bool
    nearest: float
    short: str
    says: str


def rechecks(trial: Trial) -> tuple[Recheck, ...]:
    """Every printed p of a trial that can be recomputed, in the order of its results."""
    checks: list[Recheck] = []
    for result in trial.results:
        for printed in result.p:
            readings = tuple(_readings(result, printed, trial))
            if readings:
                checks.append(_compare(trial, result, printed, readings))
    return tuple(checks)


def _compare(trial: Trial, result: Result, printed: PrintedP, readings: tuple[Reading, ...]) -> Recheck:
    flagged = not any(_admits(printed, reading) for reading in readings)
    value = float(printed.value)
    nearest = min((min(max(value, r.low), r.high) for r in readings), key=lambda p: abs(math.log(p) - math.log(value)))
    shown = f"p {printed.sign} {printed.value}"
    where = f"{trial.name}, {result.name} on day {_day(result)}"
    if flagged:
        arithmetic = "; ".join(f"{r.what}: t = {r.t:.3g}, df = {r.df:g}, p = {_p(r.p)}" for r in readings)
        says = (
            f"{where}: {shown} is printed, but its own means and spreads give, {arithmetic}. Even with a fifth fewer "
            f"people and the kindest rounding no reading comes nearer than p = {_p(nearest)}."
        )
        if printed.of == "within_arm" and _control_unknown(result):
            says += " Had the test been between the groups it could not be checked: the control's spread was not read."
    else:
        fits = next(r for r in readings if _admits(printed, r))
        says = f"{where}: {shown} fits ({fits.what}: p between {_p(fits.low)} and {_p(fits.high)})."
    return Recheck(
        trial=trial.id,
        name=trial.name,
        result=result.id,
        printed=shown,
        readings=readings,
        flagged=flagged,
        nearest=nearest,
        short=f"For {result.name}, {shown} is printed; the means and spreads come no nearer than p = {_p(nearest)}.",
        says=says,
    )


def _readings(result: Result, printed: PrintedP, trial: Trial) -> Iterator[Reading]:
    """Every admissible reading that the printed numbers allow to recompute."""
    treated, control = result.arm("magnesium"), result.arm("control")
    before = trial.result(result.change_from).arm("magnesium") if result.change_from is not None else None
    if printed.of in ("within_arm", "unclear") and treated is not None and before is not None:
        yield from _within(before, treated)
    if printed.of in ("between_arms", "unclear") and treated is not None and control is not None:
        if trial.design.crossover:
            yield from _within(control, treated, what="paired at correlation -1")
        else:
            yield from _between(treated, control)


def _within(before: StudyArm, after: StudyArm, *, what: str = "within the arm at correlation -1") -> Iterator[Reading]:
    n = after.n if after.n is not None else before.n
    figures = _figures(before, after)
    if n is None or figures is None or n < FEWEST:
        return
    m1, s1, m2, s2 = figures
    fewest = max(2, math.ceil(n * (1 - MOST_LOST)))
    gap_low, gap_high = _gap(m1, m2)
    (s1_low, s1_high), (s2_low, s2_high) = _span(s1), _span(s2)
    # Highest p: smallest gap, correlation -1 (the spreads add), fewest people. Lowest: correlation 1 (they subtract).
    high = _p_of(gap_low, (s1_high + s2_high) / math.sqrt(fewest), fewest - 1)
    narrow = max(0.0, max(s1_low, s2_low) - min(s1_high, s2_high))
    low = _p_of(gap_high, narrow / math.sqrt(n), n - 1)
    error = float(s1 + s2) / math.sqrt(n)
    gap = abs(float(m1 - m2))
    yield Reading(what=what, t=gap / error, df=n - 1, p=_p_of(gap, error, n - 1), low=low, high=high)
    yield _unpaired("unpaired", (m1, s1, n), (m2, s2, n))


def _between(treated: StudyArm, control: StudyArm) -> Iterator[Reading]:
    figures = _figures(treated, control)
    if figures is None or treated.n is None or control.n is None or min(treated.n, control.n) < FEWEST:
        return
    m1, s1, m2, s2 = figures
    yield _unpaired("between the arms", (m1, s1, treated.n), (m2, s2, control.n))


def _unpaired(what: str, first: tuple[Decimal, Decimal, int], second: tuple[Decimal, Decimal, int]) -> Reading:
    (m1, s1, n1), (m2, s2, n2) = first, second
    few1, few2 = (max(2, math.ceil(n * (1 - MOST_LOST))) for n in (n1, n2))
    gap_low, gap_high = _gap(m1, m2)
    (s1_low, s1_high), (s2_low, s2_high) = _span(s1), _span(s2)
    high = _p_of(gap_low, math.sqrt(s1_high**2 / few1 + s2_high**2 / few2), few1 + few2 - 2)
    low = _p_of(gap_high, math.sqrt(s1_low**2 / n1 + s2_low**2 / n2), n1 + n2 - 2)
    error = math.sqrt(float(s1) ** 2 / n1 + float(s2) ** 2 / n2)
    gap, df = abs(float(m1 - m2)), n1 + n2 - 2
    return Reading(what=what, t=gap / error, df=df, p=_p_of(gap, error, df), low=low, high=high)


def _figures(first: StudyArm, second: StudyArm) -> tuple[Decimal, Decimal, Decimal, Decimal] | None:
    if first.mean is None or first.sd is None or second.mean is None or second.sd is None:
        return None
    if first.sd <= 0 or second.sd <= 0:
        return None
    return first.mean, first.sd, second.mean, second.sd


def half_step(printed: Decimal) -> float:
    """Half a unit of the last printed digit: how far rounding may have moved a figure [its own unit]."""
    exponent = printed.as_tuple().exponent
    return 0.5 * 10.0 ** (exponent if isinstance(exponent, int) else 0)


def _span(printed: Decimal) -> tuple[float, float]:
    step = half_step(printed)
    return max(0.0, float(printed) - step), float(printed) + step


def _gap(first: Decimal, second: Decimal) -> tuple[float, float]:
    gap, loose = abs(float(first - second)), half_step(first) + half_step(second)
    return max(0.0, gap - loose), gap + loose


def _p_of(gap: float, error: float, df: float) -> float:
    if gap == 0:
        return 1.0
    if error == 0:
        return math.ulp(0.0)
    return max(math.ulp(0.0), min(1.0, 2 * t_sf(gap / error, df)))


def _admits(printed: PrintedP, reading: Reading) -> bool:
    """Whether the printed p can be one that this reading allows, given how it was rounded."""
    value, step = float(printed.value), half_step(printed.value)
    if printed.sign == "<":
        return reading.low < value
    if printed.sign == ">":
        return reading.high > value
    return reading.low <= value + step and reading.high >= value - step


def grim(mean: Decimal, n: int, *, items: int = 1) -> bool | None:
    """Whether a printed mean of whole numbers can come from `n` people answering `items` items [count].

    None: the test cannot speak, because every mean with so few digits is possible. Brown & Heathers 2017.

    >>> grim(Decimal("5.27"), 43), grim(Decimal("5.28"), 43), grim(Decimal("7.5"), 40)
    (False, True, None)
    """
    exponent = mean.as_tuple().exponent
    digits = max(0, -exponent) if isinstance(exponent, int) else 0
    grains = n * items
    if grains >= 10**digits:
        return None
    step = half_step(mean)
    low, high = (float(mean) - step) * grains, (float(mean) + step) * grains
    slack = 1e-9 * max(1.0, abs(high))  # a half may be rounded either way; binary fractions are not exact
    return math.floor(high + slack) >= math.ceil(low - slack)


def impossible_means(trial: Trial) -> tuple[str, ...]:
    """Means of whole-number scores that the number of people cannot give, in sentences."""
    return tuple(
        f"{trial.name}, {result.name}, {arm.label}: no {arm.n} whole numbers have the mean {arm.mean}."
        for result in trial.results
        if result.whole_numbers
        for arm in result.arms
        if arm.mean is not None and arm.n is not None and arm.n < GRIM_BELOW and grim(arm.mean, arm.n) is False
    )


def _control_unknown(result: Result) -> bool:
    control = result.arm("control")
    return control is None or control.sd is None


def _day(result: Result) -> str:
    return "unknown" if result.day is None else f"{result.day:g}"


def _p(value: float) -> str:
    return "0" if value < 1e-300 else f"{value:.2g}"
