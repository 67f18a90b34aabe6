"""Which way each result points, and what may be said when directions alone are known.

Direction is that of the point estimate, whatever its p: counting significant trials is a known error (Cochrane Handbook
12.2.1.3; SWiM item 3, Campbell 2020). One direction per trial, domain and time window (Boon & Thomson 2021). A change
within one arm is never a direction. "No difference" in a text means that the direction was not read: unclear.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from dolomite.base.finding import Basis
from dolomite.evidence.question import Question, Window
from dolomite.evidence.rating import threshold
from dolomite.evidence.study import Domain, Result, StudyArm, Trial

Way = Literal["favours_magnesium", "favours_control", "unclear"]
Overall = Literal["favours_magnesium", "favours_control", "mixed", "unclear", "none"]
NOT_EFFECTS: frozenset[str] = frozenset({"laboratory", "harm", "other"})
RATIOS = frozenset({"rr", "or"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Which way one result points, from what, and why it is unclear when it is."""

    way: Way
    read_from: Literal["numbers", "estimate", "text", "nothing"]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Direction:
    """The one direction of a trial in a domain and a window; `n` persons in the arms compared, None: not read."""

    trial: Trial
    domain: Domain
    window: Window
    result: Result
    reading: Reading
    n: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """How many trials point each way in the main window, and the sign test where it may be made (two-sided p).

    `p` None: too few to count, and `why` says so. A sign test says nothing about the size of an effect.
    """

    magnesium: int
    control: int
    unclear: int
    p: float | None
    why: str


def read(result: Result, trial: Trial) -> Reading:
    """Which way a result points: by its numbers, else its estimate, else what the text says."""
    shown = _from_arms(result) or _from_effect(result)
    if shown is not None:
        way, source = shown
        if result.stated in ("favours_magnesium", "favours_control") and result.stated != way:
            return Reading(way="unclear", read_from="nothing", why="the numbers and the text point opposite ways")
        return _guarded(way, source, result, trial)
    if result.stated in ("favours_magnesium", "favours_control"):
        return _guarded(result.stated, "text", result, trial)
    why = {
        "no_difference": "reported as no difference; which way the numbers lay was not read",
        "within_arm": "only a change within one group was read, which is no direction",
    }.get(result.stated, "no comparison between the groups was read")
    return Reading(way="unclear", read_from="nothing", why=why)


def _guarded(way: Way, source: Literal["numbers", "estimate", "text"], result: Result, trial: Trial) -> Reading:
    """An unverified result may not count in favour of magnesium; against it, it may (never the more hopeful way)."""
    if way == "favours_magnesium" and not (result.verified and trial.verified is True):
        return Reading(way="unclear", read_from="nothing", why="said to favour magnesium, but not verified")
    said = {"numbers": "from the numbers of both groups", "estimate": "from the estimate", "text": "as the text says"}
    return Reading(way=way, read_from=source, why=said[source])


def _from_arms(result: Result) -> tuple[Way, Literal["numbers"]] | None:
    treated, control = result.arm("magnesium"), result.arm("control")
    if result.better is None or treated is None or control is None:
        return None
    a, b = _level(treated), _level(control)
    if a is None or b is None or a[1] != b[1]:
        return None
    return _way(a[0] - b[0], result.better), "numbers"


def _level(arm: StudyArm) -> tuple[Decimal, str] | None:
    if arm.mean is not None:
        return arm.mean, "mean"
    if arm.events is not None and arm.n:
        return Decimal(arm.events) / Decimal(arm.n), "share"
    return None


def _from_effect(result: Result) -> tuple[Way, Literal["estimate"]] | None:
    if result.effect is None or result.better is None:
        return None
    null = Decimal(1) if result.effect.measure in RATIOS else Decimal(0)
    return _way(result.effect.value - null, result.better), "estimate"


def _way(difference: Decimal, better: Literal["lower", "higher"]) -> Way:
    if difference == 0:
        return "unclear"
    return "favours_magnesium" if (difference < 0) == (better == "lower") else "favours_control"


def set_aside(trial: Trial) -> str | None:
    """Why no result of this trial can bear on its question, or None when one can."""
    if trial.missing_result is not None:
        return trial.missing_result.says
    if trial.comparison == "none":
        return "There was nothing to compare with; a change from the start is no evidence of an effect."
    if not trial.isolates_magnesium:
        return "It does not single out magnesium: something else was given together with it."
    return None


def usable(direction: Direction) -> bool:
    """Whether a result says anything about the difference between the groups, and was verified."""
    said = direction.reading.read_from != "nothing" or direction.result.stated == "no_difference"
    return said and direction.result.verified and direction.trial.verified is True


def people(result: Result, trial: Trial) -> int | None:
    """How many people [persons] stand behind a result: those in the arms compared, else the trial's; None: not read.
    In a crossover each person is counted once."""
    if trial.design.crossover:
        return trial.n
    arms = [arm.n for arm in (result.arm("magnesium"), result.arm("control")) if arm is not None]
    known = [n for n in arms if n is not None]
    if len(known) == 2:
        return sum(known)
    return trial.n


def directions(trials: Iterable[Trial], question: Question) -> tuple[Direction, ...]:
    """One direction per trial, domain and window, in the order of the trials; the last time in a window stands for it,
    and of several results at that time the one named first. Trials that are set aside have none."""
    latest: dict[tuple[str, str, str], Direction] = {}
    for trial in (trial for trial in trials if set_aside(trial) is None):
        for result in trial.results:
            window = question.window_of(result.day)
            if window is None or result.domain in NOT_EFFECTS or result.analysis != "whole":
                continue
            key = (trial.id, result.domain, window.id)
            before = latest.get(key)
            if before is not None and not _later(result.day, before.result.day):
                continue
            latest[key] = Direction(
                trial=trial,
                domain=result.domain,
                window=window,
                result=result,
                reading=read(result, trial),
                n=people(result, trial),
            )
    return tuple(latest.values())


def vote(directions: Iterable[Direction]) -> Vote:
    """Count the ways and make a sign test if there are enough of them and few enough are unclear."""
    ways = [direction.reading.way for direction in directions]
    plus, minus, unclear = (ways.count(way) for way in ("favours_magnesium", "favours_control", "unclear"))
    known = plus + minus
    needed = int(threshold("votes_needed").value)
    if known < needed:
        why = f"{known} of {len(ways)} trials with a known direction: too few to count ({needed} are needed)"
        return Vote(magnesium=plus, control=minus, unclear=unclear, p=None, why=why)
    if too_unclear(ways):
        why = f"the direction of {unclear} of {len(ways)} trials is unclear: too many to count"
        return Vote(magnesium=plus, control=minus, unclear=unclear, p=None, why=why)
    why = f"{plus} of {known} trials of known direction favour magnesium; {unclear} unclear. This says nothing of size."
    return Vote(magnesium=plus, control=minus, unclear=unclear, p=sign_test(plus, minus), why=why)


def too_unclear(ways: list[Way]) -> bool:
    """Whether more than the largest share allowed is unclear."""
    return bool(ways) and ways.count("unclear") > threshold("unclear_share_most").value * len(ways) + 1e-9


def overall(directions: Iterable[Direction]) -> Overall:
    """Which way the trials of the main window point together. Unclear when more than a third are, because what is left
    is the part that somebody thought worth printing."""
    ways = [direction.reading.way for direction in directions]
    if not ways:
        return "none"
    known = {way for way in ways if way != "unclear"}
    if len(known) > 1:
        return "mixed"
    if not known or too_unclear(ways):
        return "unclear"
    return "favours_magnesium" if known == {"favours_magnesium"} else "favours_control"


def people_in(directions: Iterable[Direction]) -> int:
    """How many people these trials say they compared [persons]; one that does not say it adds nobody to the known."""
    return sum(direction.n for direction in directions if direction.n is not None)


def _later(day: float | None, than: float | None) -> bool:
    """Whether a result is known to be of a later day than the other."""
    return day is not None and (than is None or day > than)


def sign_test(plus: int, minus: int) -> float:
    """Two-sided exact binomial p [0 to 1] that `plus` and `minus` trials fall this far apart by chance.

    >>> round(sign_test(5, 1), 4)
    0.2188
    """
    n, fewer = plus + minus, min(plus, minus)
    tail = sum(math.comb(n, k) for k in range(fewer + 1)) / float(2**n)
    return min(1.0, 2 * tail)


def basis(directions: Iterable[Direction]) -> tuple[Basis, ...]:
    """The grounds of these directions, each once."""
    return tuple(dict.fromkeys(part for direction in directions for part in direction.trial.basis))
