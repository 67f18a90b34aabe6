"""Whether the trials of a question may be pooled, and what stops them when not.

Pooled is only what agrees in route, comparison, treatment given beside it, outcome and scale, with numbers for both
groups; final values, never changes within an arm. When most people are in trials that printed no numbers nothing is
pooled: an average of those that did would be an average of what somebody chose to print.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dolomite.evidence.direction import Direction, people_in, set_aside, usable
from dolomite.evidence.question import Question, questions
from dolomite.evidence.study import Result, Trial
from dolomite.pool.study import StudyRow

if TYPE_CHECKING:
    from dolomite.pool import Pooled

FEWEST_TRIALS = 2  # one trial has nothing to be pooled with
LEAST_SHARE = 0.5  # share of people in trials with numbers below which nothing is pooled; our rule, see decisions
POINTS = 10.0  # pain scales are brought to 0-10, so that an NRS and a VAS are one scale (Cochrane Handbook 10.5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Poolable:
    """Whether to pool and why not; when yes, the studies as typed rows and the measure (md in `unit`, or rr).

    `left_out` names the trials with a result but without usable numbers, each with its reason.
    """

    ok: bool
    why_not: tuple[str, ...]
    measure: str | None = None
    unit: str = ""
    rows: tuple[StudyRow, ...] = ()
    left_out: tuple[str, ...] = ()


def poolable(question: Question, trials: Sequence[Trial], directions: Sequence[Direction]) -> Poolable:
    """May the results of the main outcome in the main window be pooled? `directions` are those of `trials`.

    (Units: see Poolable.)
    """
    wanted = [
        direction
        for direction in directions
        if direction.domain == question.outcome and direction.window.id == question.main
    ]
    usables = [direction for direction in wanted if usable(direction)]
    if question.reviews:
        return _no("The trials behind the reviews were not taken in one by one; the reviews' own figures are shown.")
    if not usables:
        return _no(*_nothing(question, trials))
    with_numbers, left_out = [], []
    for direction in usables:
        lacking = what_lacks(direction)
        if lacking is None:
            with_numbers.append(direction)
        else:
            left_out.append(f"{direction.trial.name}: {lacking}.")
    reasons: list[str] = []
    if len(usables) < FEWEST_TRIALS:
        reasons.append(f"Only one trial has a usable result ({usables[0].trial.name}); one trial cannot be pooled.")
    if len(with_numbers) < FEWEST_TRIALS:
        reasons += left_out
    elif people_in(with_numbers) < LEAST_SHARE * people_in(usables):
        reasons.append("Most people took part in trials that printed no numbers for both groups.")
        reasons += left_out
    reasons += disagreements(with_numbers if len(with_numbers) >= FEWEST_TRIALS else usables)
    if reasons:
        return Poolable(ok=False, why_not=tuple(dict.fromkeys(reasons)), left_out=tuple(left_out))
    counts = all(form(direction.result) == "counts" for direction in with_numbers)
    return Poolable(
        ok=True,
        why_not=(),
        measure="rr" if counts else "md",
        unit="" if counts else _unit(with_numbers[0].result),
        rows=tuple(_row(direction) for direction in with_numbers),
        left_out=tuple(left_out),
    )


def in_a_hundred(decision: Poolable, pooled: Pooled) -> tuple[float, float] | None:
    """Of 100 people [persons], how many have the event on the comparison (all control arms together) and, by the
    pooled risk ratio, with magnesium; None where no counts were pooled. Natural frequencies, Cochrane Handbook 15.4.
    """
    ratio = pooled.exp()
    if ratio is None or not all("events_c" in row.given for row in decision.rows):
        return None
    without = 100 * sum(row.given["events_c"] for row in decision.rows) / sum(row.given["n_c"] for row in decision.rows)
    estimate = ratio["estimate"]
    assert isinstance(estimate, float)
    return without, min(100.0, without * estimate)


def _no(*why: str) -> Poolable:
    return Poolable(ok=False, why_not=why)


def _nothing(question: Question, trials: Sequence[Trial]) -> tuple[str, ...]:
    if not trials:
        return (_none_found(question),)
    asides = (f"{trial.name}: {why}" for trial in trials if (why := set_aside(trial)) is not None)
    return (f"No trial has a usable result for {question.outcome_words} {question.main_window.words}.", *asides)


def _none_found(question: Question) -> str:
    """That there is none, said of its route alone, with what was found of this kind of pain by another."""
    others = Counter[str]()
    for other in questions():
        if other.condition == question.condition and other.id != question.id:
            others[other.treatment] += len(other.trials())
    told = ", ".join(f"{count} of {treatment}" for treatment, count in others.items() if count)
    said = f"No controlled trial of {question.treatment} was found"
    return f"{said}; {told} answer{'s' if others.total() == 1 else ''} another question." if told else f"{said}."


def form(result: Result) -> str | None:
    """Which numbers a result has for both groups: "counts", "means", or None."""
    arms = (result.arm("magnesium"), result.arm("control"))
    if any(arm is None or arm.n is None for arm in arms):
        return None
    if all(arm is not None and arm.events is not None for arm in arms):
        return "counts"
    if all(arm is not None and arm.mean is not None and arm.sd is not None for arm in arms):
        return "means"
    return None


def what_lacks(direction: Direction) -> str | None:
    """What a result lacks before it can be pooled, in words; None when nothing."""
    if direction.trial.design.crossover:
        return "a crossover without the spread of the paired differences"
    if form(direction.result) is not None:
        return None
    if direction.trial.why_not_poolable is not None:
        return direction.trial.why_not_poolable
    for takes, name in (("magnesium", "magnesium"), ("control", "comparison")):
        arm = direction.result.arm("magnesium") if takes == "magnesium" else direction.result.arm("control")
        if arm is None or (arm.mean is None and arm.events is None):
            return f"the numbers of the {name} group were not read"
        if arm.n is None:
            return f"how many people were in the {name} group was not read"
        if arm.events is None and arm.sd is None:
            return f"the spread (SD) of the {name} group was not read"
    return "the two groups are given in different forms"


def disagreements(directions: Sequence[Direction]) -> list[str]:
    """In what these results differ so that they must not be pooled, in sentences."""
    reasons: list[str] = []
    if len({direction.trial.magnesium.route for direction in directions}) > 1:
        reasons.append("Magnesium was given in different ways, and routes are never mixed.")
    if len({direction.trial.comparison for direction in directions}) > 1:
        reasons.append("The trials compare with different things (placebo, the same treatment alone, usual care).")
    if len({direction.trial.magnesium.given_with for direction in directions}) > 1:
        reasons.append("Other treatments given beside magnesium differ between the trials.")
    forms = {kind for direction in directions if (kind := form(direction.result)) is not None}
    if len(forms) > 1:
        reasons.append("Some trials count people who got better, others give mean scores.")
    scales = {_scale(direction.result) for direction in directions}
    if len(scales) > 1:
        names = sorted({direction.result.scale for direction in directions})
        reasons.append(f"The outcome is measured on scales that cannot be joined: {', '.join(names)}.")
    return reasons


def _scale(result: Result) -> str:
    """What a scale is once a known range has been brought to 0-10; without a range it is only itself."""
    if result.scale_low is not None and result.scale_high is not None:
        return f"points of {POINTS:g}, {result.better}"
    return f"{result.scale}, {result.better}"


def _unit(result: Result) -> str:
    return "points" if result.scale_high is not None else result.scale


def _row(direction: Direction) -> StudyRow:
    treated, control = direction.result.arm("magnesium"), direction.result.arm("control")
    assert treated is not None and control is not None and treated.n is not None and control.n is not None
    given: dict[str, float] = {"n_t": treated.n, "n_c": control.n}
    if treated.events is not None and control.events is not None:
        given |= {"events_t": treated.events, "events_c": control.events}
    else:
        low, high = direction.result.scale_low, direction.result.scale_high
        times = POINTS / (high - low) if low is not None and high is not None else 1.0
        shift = low if low is not None and high is not None else 0.0
        for name, arm in (("t", treated), ("c", control)):
            assert arm.mean is not None and arm.sd is not None
            given |= {f"mean_{name}": (float(arm.mean) - shift) * times, f"sd_{name}": float(arm.sd) * times}
    return StudyRow(study=direction.trial.name, given=given, where=direction.trial.id)
