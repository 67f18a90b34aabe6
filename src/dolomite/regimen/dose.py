"""How much elemental magnesium a supplement would have to add, in which form, and when not to take one at all.

Food comes first; a supplement is for what is left of the gap, never above the limit for supplements, and never without
a `Cleared` from safety. A gap that nobody can compute gets no number.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, Literal

from dolomite import facts
from dolomite.base import words
from dolomite.base.finding import Basis, Finding
from dolomite.base.span import Span
from dolomite.safety.decide import Cleared

Need = Literal["needed", "not_needed", "unknown"]


class RuleRow(facts.Row):
    """A number [in its unit] or a sentence of the advice."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    kind: Literal["number", "watch", "stop"]
    value: float | None = None
    unit: str = ""
    says: str


class OrderRow(facts.Row):
    """The place of a form in the order of reasons; 1 is looked for first."""

    unique: ClassVar[tuple[str, ...]] = ("form",)
    form: str
    order: int
    reason: str
    bowel: Literal["mild", "loosens"]


class BowelRow(facts.Row):
    """A condition in which forms that loosen the bowel come last."""

    unique: ClassVar[tuple[str, ...]] = ("condition",)
    condition: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What the person gets and aims for [mg/d]: food and supplements together, supplements alone, goal and limit.

    `chance_short` is the probability of getting too little [0 to 1], None when it cannot be computed; `known` says
    whether a diary tells the intake at all.
    """

    total: Span
    supplement: Span
    goal_mg: float | None
    ul_supplemental_mg: float | None
    chance_short: float | None
    known: bool
    because: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """The advice: whether a supplement is needed, the gap [mg/d], the smallest dose that closes it [mg/d elemental],
    how many parts, the forms in order, what to watch and when to stop. `capped` says that the limit came first."""

    need: Need
    gap: Span | None
    daily_mg: float | None
    parts: int
    capped: bool
    forms: tuple[OrderRow, ...]
    left_out: tuple[tuple[str, str], ...]
    watch: tuple[RuleRow, ...]
    stop: tuple[RuleRow, ...]
    finding: Finding
    cleared: Cleared


def bowel_is_loose(conditions: Iterable[str]) -> bool:
    """Whether one of these conditions makes loose stools likely."""
    return not {row.condition for row in facts.rows("regimen/loose_bowel", BowelRow)}.isdisjoint(conditions)


def number(name: str) -> float:
    """One number of the rules by its id [in the row's unit]."""
    value = _rules()[name].value
    assert value is not None
    return value


def _rules() -> dict[str, RuleRow]:
    return {row.id: row for row in facts.rows("regimen/rules", RuleRow)}


def advise(
    cleared: Cleared,
    intake: Intake,
    *,
    avoid_alkaline: tuple[str, ...] = (),
    alkaline_forms: frozenset[str],
    bowel_loose: bool,
) -> Dose:
    """The dose [mg/d elemental] that closes the gap to the goal, or that none is needed, or that nobody can say.

    `avoid_alkaline` names the medicines that need acid; `bowel_loose` keeps forms that loosen the bowel at the end.
    Unknown intake counts at the middle of its ends; the dose never takes supplements above the limit.
    """
    gap = _gap(intake)
    need, says = _need(intake, gap)
    mg, capped = _amount(intake, gap) if need == "needed" else (None, False)
    if need == "needed" and mg is None:
        says = "The limit for supplements is already reached, so that only food can close the rest of the gap."
    elif mg is not None:
        says = _say_dose(mg, capped, gap)
    kept, left_out = _forms(avoid_alkaline, alkaline_forms, bowel_loose)
    rules = _rules().values()
    advised = mg is not None
    basis = tuple(dict.fromkeys(b for f in intake.because for b in f.basis)) or (Basis(source="person", at="intake"),)
    finding = Finding(
        name="dose_mg",
        value=mg if advised else need,
        unit="mg/d" if advised else "",
        basis=basis,
        because=intake.because,
        says=says,
    )
    half_limit = None if intake.ul_supplemental_mg is None else intake.ul_supplemental_mg / 2
    return Dose(
        need=need,
        gap=gap,
        daily_mg=mg,
        parts=2 if mg is not None and half_limit is not None and mg > half_limit else 1,
        capped=capped,
        forms=kept if advised else (),
        left_out=left_out if advised else (),
        watch=tuple(row for row in rules if row.kind == "watch") if advised else (),
        stop=tuple(row for row in rules if row.kind == "stop") if advised else (),
        finding=finding,
        cleared=cleared,
    )


def _gap(intake: Intake) -> Span | None:
    if not intake.known or intake.goal_mg is None:
        return None
    total, goal = intake.total, intake.goal_mg
    most = None if total.low is None else max(0.0, goal - total.low)
    least = 0.0 if total.high is None else max(0.0, goal - total.high)
    if not total.unknown and total.known is not None:
        return Span.exactly(max(0.0, goal - total.known))
    return Span(known=None, low=least, high=most, unknown=total.unknown)


def _need(intake: Intake, gap: Span | None) -> tuple[Need, str]:
    if not intake.known:
        return (
            "unknown",
            "Nobody can say how much you need to add before a diary says what you get. Keep one for a week.",
        )
    if gap is None:
        return "unknown", "The authority you chose gives no amount to aim for, so that no gap can be worked out."
    if gap.high == 0:
        return "not_needed", "You do not need a supplement: what you get reaches what to aim for."
    if intake.chance_short is not None and intake.chance_short < number("enough_chance"):
        return "not_needed", (
            f"You do not need a supplement: the chance that you get too little is {words.chance(intake.chance_short)}."
        )
    if gap.high is None or (gap.low == 0 and intake.total.high is None):
        return (
            "unknown",
            "Too much of your diary is unknown to say whether there is a gap. Settle the unknown foods first.",
        )
    return "needed", ""


def _amount(intake: Intake, gap: Span | None) -> tuple[float | None, bool]:
    assert gap is not None and gap.middle is not None  # `_need` said that both ends are known
    step = number("step_mg")
    wanted = math.ceil(gap.middle / step) * step
    if intake.ul_supplemental_mg is None:
        return wanted, False
    if intake.supplement.high is None:
        return None, True  # what is taken already has no upper end: nothing can be added safely
    room = intake.ul_supplemental_mg - intake.supplement.high
    if wanted <= room:
        return wanted, False
    fits = math.floor(room / step) * step
    return (fits if fits > 0 else None), True


def _say_dose(mg: float, capped: bool, gap: Span | None) -> str:
    if capped:
        return (
            f"At most {words.amount(mg, 'mg')} of elemental magnesium a day from a supplement: more would pass the "
            "limit. Food has to close the rest."
        )
    assert gap is not None
    return f"The smallest dose that closes the gap is {words.amount(mg, 'mg')} of elemental magnesium a day."


def _forms(
    avoid_alkaline: tuple[str, ...], alkaline_forms: frozenset[str], bowel_loose: bool
) -> tuple[tuple[OrderRow, ...], tuple[tuple[str, str], ...]]:
    rows = sorted(facts.rows("regimen/form_order", OrderRow), key=lambda row: (row.order, row.form))
    left_out = tuple(
        (row.form, f"it takes away acid that {words.listed(avoid_alkaline)} needs")
        for row in rows
        if avoid_alkaline and row.form in alkaline_forms
    )
    kept = [row for row in rows if row.form not in dict(left_out)]
    if bowel_loose:
        kept.sort(key=lambda row: row.bowel == "loosens")
    return tuple(kept), left_out
