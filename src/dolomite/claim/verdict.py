"""From clauses to claims: what counts as a claim, the verdict that stands for it, and its reason in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from dolomite.base.finding import Basis
from dolomite.claim.answer import answered
from dolomite.claim.claims import Certainty, Verdict
from dolomite.claim.clause import Clause
from dolomite.claim.context import VERBS
from dolomite.claim.judge import WARNINGS, judge
from dolomite.claim.judgement import Judgement
from dolomite.claim.lexicon import lexicon
from dolomite.claim.order import says_something
from dolomite.claim.report import UNKNOWN_STUDY
from dolomite.claim.study import reported
from dolomite.claim.sure import firm, withheld
from dolomite.claim.whole import passed_over

Judge = Callable[[Clause], tuple[Judgement, ...]]

# The order in which a sentence with several statements is called by its worst part.
SEVERITY: tuple[Verdict, ...] = ("wrong", "unsupported", "overstated", "supported", "not_checkable")
UNKNOWN = "We have nothing on this, so we cannot say whether it holds."
NOT_HELD = "A report of one study that we do not hold, so we cannot say whether it is told as it was."
SETTLED = frozenset({"efficacy", "topical", "around", "form", "deficiency"})  # what is known in all, not by one study
LEAST_ASSERTION = 5  # words: a shorter fragment without a known verb asserts nothing
ATTRIBUTED = "Who says it does not change what is known."
MOST_REASONS = 2  # of several statements in a sentence, the worst two are explained
FURNITURE_WORDS = 12  # a short unit with a furniture word is furniture


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim: its place in the text (code points), what it says, and whether that holds."""

    start: int
    end: int
    statement: str
    verdict: Verdict
    certainty: Certainty | None
    why: str
    basis: tuple[Basis, ...]
    kind: str


def claims(clauses: Iterable[Clause], judges: Sequence[Judge] = (), *, on_magnesium: bool) -> Iterator[Claim]:
    """The claims of a text in order, one at a time. `judges` add to the claim facts: figures, foods, study reports.
    [code points]"""
    last: Claim | None = None
    for clause in reported(answered(clauses)):
        if not _may_claim(clause, on_magnesium=on_magnesium):
            continue
        judgements = tuple(j for judging in (*judges, judge) for j in judging(clause))
        kept = _kept(clause, judgements, on_magnesium=on_magnesium)
        if kept:
            claim = _claim(clause, kept)
        elif _asserts(clause, on_magnesium=on_magnesium) or (judgements and clause.reported):
            claim = _unknown(clause, NOT_HELD if clause.reported else UNKNOWN)
        else:
            continue
        if last is not None and kept and _joins(last, claim, clause):
            last = _joined(last, claim)
            continue
        if last is not None:
            yield last
        last = claim
    if last is not None:
        yield last


def _may_claim(clause: Clause, *, on_magnesium: bool) -> bool:
    later = clause.start > clause.unit.start  # "..., eases cramps, ...": a part of a sentence that has its subject
    fewest = 1 if clause.unit.kind in {"item", "row"} else 2 if later else 3
    if clause.question or clause.metal or len(clause.tokens) < fewest:
        return False
    if clause.furniture >= 2 or (clause.furniture and len(clause.tokens) <= FURNITURE_WORDS):
        return False
    if clause.unit.kind == "heading" and not says_something(clause):
        return False
    return on_magnesium or "magnesium" in clause.own


def _kept(clause: Clause, judgements: Iterable[Judgement], *, on_magnesium: bool) -> tuple[Judgement, ...]:
    kept = tuple(judgements)
    if any(j.kind == "study" for j in kept):  # the report of one trial is judged by that trial
        kept = tuple(j for j in kept if j.kind == "study")
    elif clause.reported == UNKNOWN_STUDY:
        kept = tuple(j for j in kept if j.kind not in SETTLED)
    if "method" in clause.own and not any(
        j.kind == "study" for j in kept
    ):  # who was studied and what they were given says nothing of what came out
        kept = tuple(j for j in kept if j.kind not in {"efficacy", "topical", "around"})
    if clause.advice:
        kept = tuple(j for j in kept if j.kind in WARNINGS or j.verdict == "wrong")
    if clause.orders:  # advice can be wrong or go too far; it is never "supported" for what it tells one to take
        kept = tuple(
            j
            for j in kept
            if (j.kind in WARNINGS and not _doses(clause))
            or j.verdict != "supported"
            or (j.kind == "limit" and clause.negated)
        )
    if not on_magnesium:  # a page about something else: only what it says of magnesium outright
        kept = tuple(j for j in kept if j.kind != "around") if not clause.other_subject else ()
    return kept


def _doses(clause: Clause) -> bool:
    """Whether an order says how much to take: no warning beside it makes that hold."""
    return not clause.negated and any(q.unit == "mg" for q in clause.quantities)


def _asserts(clause: Clause, *, on_magnesium: bool) -> bool:
    """Whether a clause that no fact speaks to still says something checkable of magnesium."""
    if not on_magnesium or clause.advice or clause.orders or clause.other_subject or clause.furniture:
        return False
    if clause.tokens[-1].form == ":":
        return False  # a lead-in says nothing by itself
    kind = lexicon().kind
    kinds = {kind.get(c) for c in clause.own}
    names = bool(kinds & {"condition", "function", "property", "risk", "medicine", "test", "food"}) or bool(
        [q for q in clause.quantities if q.unit in {"mg", "percent"}]
    )
    if {"deficiency", "symptom"} <= clause.own:
        return True  # a sign of deficiency, even one that no list knows
    says = bool((VERBS | {"symptom", "study", "limit", "common"}) & clause.own) or (
        clause.unit.kind != "heading" and len(clause.tokens) >= LEAST_ASSERTION
    )
    return names and says and "magnesium" in clause.own


def _unknown(clause: Clause, why: str = UNKNOWN) -> Claim:
    return Claim(
        start=clause.start, end=clause.end, statement="not recognised", verdict="not_checkable", certainty=None,
        why=why, basis=(), kind="unknown",
    )  # fmt: skip


def _claim(clause: Clause, kept: Sequence[Judgement]) -> Claim:
    sure = firm(clause, kept)
    ranked = sorted(sure or kept, key=lambda j: (SEVERITY.index(j.verdict), -j.weight))
    worst = ranked[0]
    doubt = next((j for j in ranked if j.verdict == "not_checkable"), None)
    if doubt is not None and worst.verdict in {"supported", "not_checkable"}:
        return _unknown(clause, doubt.why)
    if worst.verdict == "supported" and (rest := passed_over(clause, ranked)) is not None:
        return _unknown(clause, rest)
    if (unsure := withheld(clause, ranked if sure else (), dropped=len(sure) < len(kept))) is not None:
        return _unknown(clause, unsure)
    most = 1 if worst.verdict == "supported" else MOST_REASONS
    telling = [j for j in ranked if j.verdict == worst.verdict][:most]
    whys = dict.fromkeys([*([worst.because] if worst.because else []), *(j.why for j in telling)])
    if clause.attributed:
        whys[ATTRIBUTED] = None
    return Claim(
        start=clause.start,
        end=clause.end,
        statement="; ".join(dict.fromkeys(j.statement for j in ranked)),
        verdict=worst.verdict,
        certainty=worst.certainty,
        why=" ".join(whys),
        basis=tuple(dict.fromkeys(b for j in ranked if j.verdict == worst.verdict for b in j.basis)),
        kind=worst.kind,
    )


def _joins(last: Claim, new: Claim, clause: Clause) -> bool:
    return clause.unit.start <= last.start and last.verdict == new.verdict and last.kind == new.kind


def _joined(last: Claim, new: Claim) -> Claim:
    return Claim(
        start=last.start,
        end=new.end,
        statement="; ".join(dict.fromkeys([last.statement, new.statement])),
        verdict=last.verdict,
        certainty=last.certainty,
        why=" ".join(dict.fromkeys([last.why, new.why])),
        basis=tuple(dict.fromkeys([*last.basis, *new.basis])),
        kind=last.kind,
    )
