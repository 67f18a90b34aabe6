"""Doses and limits that a clause states: how much a day in all, against the published limits, and for what. [mg]"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import ClassVar

from dolomite import facts
from dolomite.base.finding import Basis
from dolomite.claim.claims import Verdict
from dolomite.claim.clause import Clause
from dolomite.claim.judgement import Judgement
from dolomite.claim.lexicon import lexicon
from dolomite.claim.number import SMALL
from dolomite.claim.published import Value, finding, fitting, people_of, stated_ages, words_of
from dolomite.claim.quantity import Quantity
from dolomite.supplement.form import forms

NEAR_MG = 6.0  # figures are rounded to ten; an article's "about" may be off by half a step
HOURS_A_DAY = 24.0
PIECES = frozenset("tablet tablets capsule capsules pill pills gummies gummy dose doses sachet sachets".split())
TIMES = {"once": 1.0, "twice": 2.0, "thrice": 3.0}
MOST_PIECES = 12.0  # so many tablets at most are one day's; a larger number counts a pack
WARNED = frozenset({"danger", "deficiency", "diarrhea", "constipation", "excess", "no_safe"})
GRADES = frozenset({"serious", "severe"})  # "serious relief" warns of nothing
UNFIT = frozenset({"diarrhea", "gut_upset", "nausea", "abdominal_cramps", "death", "calm"})  # nothing a dose is for
COUNTED = ("including food", "all sources", "food and supplement", "from food", "total")


class DoseRow(facts.Row):
    """The daily doses that trials of one condition used [mg/d]. (No unit besides.)"""

    unique: ClassVar[tuple[str, ...]] = ("condition",)

    condition: str
    low: float
    high: float
    why: str


@cache
def _doses() -> dict[str, DoseRow]:
    return {row.condition: row for row in facts.rows("claim/doses", DoseRow)}


def per_day(clause: Clause, amount: Quantity) -> tuple[float, float]:
    """What an amount comes to in a day: "three times a day", "four 400 mg tablets", "every 4 to 6 hours". [mg]"""
    tokens = [t.form for t in clause.tokens]
    low = high = 1.0
    for at in range(amount.after, len(tokens)):
        form = tokens[at]
        if form in TIMES and (form != "once" or low == 1.0):
            low = high = TIMES[form]
        elif form == "times" and _count(clause, at) is not None:
            low = high = _count(clause, at) or 1.0
        elif form == "every":
            hours = next((q for q in clause.quantities if q.first == at + 1 and q.unit == "hours"), None)
            if hours is not None and hours.low >= 1:
                low, high = HOURS_A_DAY / hours.high, HOURS_A_DAY / hours.low
    pieces = _count(clause, amount.first)
    following = tokens[amount.after : amount.after + 3]
    if pieces is not None and 1 < pieces <= MOST_PIECES and PIECES & set(following):
        low, high = low * pieces, high * pieces
    return amount.low * low, amount.high * high


def _count(clause: Clause, before: int) -> float | None:
    """The number that stands just before a token."""
    for q in clause.quantities:
        if q.after == before and q.unit == "count":
            return q.high
    form = clause.tokens[before - 1].form if before else ""
    return float(SMALL[form]) if form in SMALL else None


def judge_limit(clause: Clause, amounts: Sequence[Quantity]) -> tuple[Judgement, ...]:
    """A limit that the clause states, against the published limits for these people. [mg/d]"""
    people = people_of(clause)
    limits = fitting(people or frozenset({"adults"}), {"ul"}, stated_ages(clause))
    if not limits:
        return ()
    top, least = max(v.mg for v in limits), min(v.mg for v in limits)
    grounds = tuple(dict.fromkeys(b for v in limits for b in v.basis))
    words = words_of(clause)
    warns = bool({"danger", "diarrhea", "gut_upset", "excess", "harms", "nausea", "side_effect"} & clause.own)
    named = any(w in words for w in ("upper", "tolerable", "maximum", "limit", "advised against", "no more than"))
    published = listed(limits)
    amount = amounts[0]
    over = [q for q in amounts if q.low > top + NEAR_MG]

    def says(verdict: Verdict, statement: str, why: str) -> tuple[Judgement, ...]:
        return (finding(verdict, "limit", statement, "high", why, grounds),)

    if over and not warns and not clause.negated and (len(amounts) > 1 or "dosing" in clause.own):
        why = f"{over[0].low:g} mg is more than any published limit for supplements ({published})."
        return says("wrong", "a dose above the limit", why)
    exact = any(abs(v.mg - amount.high) <= NEAR_MG for v in limits)
    counts_food = any(w in words for w in COUNTED) or "dietary allowance" in words
    if exact and "diet" in clause.own and counts_food and "supplement" not in clause.own:
        why = "The limit counts supplements and medicines alone; magnesium in food does not count."
        return says("wrong", "an upper limit that counts food", why)
    if exact or (warns and amount.high > top):
        return says("supported", "the upper limit for supplements", f"Published limits for supplements: {published}.")
    if amount.high > top:
        why = f"{amount.high:g} mg is more than any published limit for supplements ({published})."
        return says("wrong", "a limit above the published one", why)
    verdict: Verdict = "wrong" if named and amount.high < least - NEAR_MG else "supported"
    return says(verdict, "a limit for supplements", f"Published limits for supplements: {published}.")


def listed(limits: Sequence[Value]) -> str:
    """Each authority's limit, once: "350 mg (US), 250 mg (EU)". [mg/d]"""
    by_body: dict[str, list[float]] = {}
    for value in limits:
        by_body.setdefault(value.body.upper(), []).append(value.mg)
    return ", ".join(
        f"{min(mgs):g} mg ({body})" if min(mgs) == max(mgs) else f"{min(mgs):g} to {max(mgs):g} mg ({body})"
        for body, mgs in by_body.items()
    )


def judge_dose(clause: Clause, amounts: Sequence[Quantity]) -> tuple[Judgement, ...]:
    """A dose that the clause gives: above the limit, within it, and whether one is known for its condition. [mg/d]"""
    graded = all(clause.tokens[h.first].form in GRADES for h in clause.hits if h.id == "danger")
    if "intravenous" in clause.have or (WARNED - {"danger"} if graded else WARNED) & clause.own:
        return ()
    people = people_of(clause)
    limits = fitting(people or frozenset({"adults"}), {"ul"}, stated_ages(clause))
    if not limits:
        return ()
    amount = max(amounts, key=lambda q: per_day(clause, q)[1])
    itself = per_day(clause, amount)[1]
    form = one_form(clause)
    mg = itself
    if form is not None and "elemental" not in clause.own:
        mg *= next(f.share[1] for f in forms() if f.row.id == form)
    us = min((v.mg for v in limits if v.body == "us"), default=max(v.mg for v in limits))
    top = max(v.mg for v in limits)
    grounds = tuple(dict.fromkeys(b for v in limits for b in v.basis))
    if clause.covered(amount.first):  # "never take 1,000 mg": the amount is warned against
        why = f"The US limit for supplements is {us:g} mg a day."
        return (finding("supported", "limit", "a warning", "high", why, grounds),) if mg > us + NEAR_MG else ()
    above = _above(clause, mg, us, top, people, grounds)
    purpose = _for_condition(clause, itself, mg, us)
    if purpose is not None and not (above and above[0].verdict == "wrong"):
        return (purpose,)
    if not above and mg <= us + NEAR_MG < itself:
        why = (
            f"{itself:g} mg of the salt holds about {mg:.0f} mg of magnesium. If magnesium itself is meant, it is more "
            f"than the US limit for supplements ({us:g} mg a day)."
        )
        return (finding("overstated", "dosing", "a dose that can be read in two ways", "high", why, grounds),)
    if not above:
        why = f"Within the US limit for supplements ({us:g} mg a day); that says nothing on whether it helps."
        return (finding("supported", "dosing", "a dose within the limit", "high", why, grounds),)
    return above


def _above(
    clause: Clause, mg: float, us: float, top: float, people: frozenset[str], grounds: tuple[Basis, ...]
) -> tuple[Judgement, ...]:
    if mg <= us + NEAR_MG:
        return ()
    verdict: Verdict = (
        "overstated" if mg <= top + NEAR_MG or "ask" in clause.own or "migraine" in clause.have else "unsupported"
    )
    if people & {"children", "infants"} or mg > 2 * top:
        verdict = "wrong"
    why = f"{mg:g} mg a day is more than the US limit for supplements ({us:g} mg); above it only with a doctor."
    return (finding(verdict, "dosing", "a dose above the limit", "high", why, grounds),)


def _for_condition(clause: Clause, itself: float, mg: float, us: float) -> Judgement | None:
    """Whether trials have used such a dose for the condition named; for most conditions none has found one."""
    kind = lexicon().kind
    named = [c for c in sorted(clause.own) if kind.get(c) == "condition" and c not in UNFIT]
    if not named or {"food_said", "side_effect"} & clause.own:
        return None
    for condition in named:
        row = _doses().get(condition)
        if row is not None:
            fits = row.low - NEAR_MG <= itself <= row.high + NEAR_MG
            beyond = f" It is above the US limit of {us:g} mg: only with a doctor." if mg > us + NEAR_MG else ""
            verdict: Verdict = "supported" if fits else "unsupported"
            return finding(verdict, "dosing", f"a dose for {_said(condition)}", "low", row.why + beyond, row.basis)
    row = _doses()["any"]
    return finding("unsupported", "dosing", f"a dose for {_said(named[0])}", "no_evidence", row.why, row.basis)


def _said(concept: str) -> str:
    return concept.replace("_", " ")


def judge_dose_above(clause: Clause, amounts: Sequence[Quantity]) -> tuple[Judgement, ...]:
    """Where it is not plain that a dose is advised, only one above the limit is spoken of. [mg]"""
    return tuple(j for j in judge_dose(clause, amounts) if j.verdict != "supported")


def one_form(clause: Clause) -> str | None:
    """The one salt a clause names, if it names one. (No unit: a name.)"""
    known = {f.row.id for f in forms()}
    named = known & clause.own
    return next(iter(named)) if len(named) == 1 else None
