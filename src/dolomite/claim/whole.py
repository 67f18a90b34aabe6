"""Does what is known carry the whole sentence? If a figure, a nutrient or a route in it is covered by nothing, no.

A judge looks at the parts it knows. A sentence whose parts all hold is only "supported" if nothing that matters in it
was passed over: "37 per cent less diabetes" does not hold because magnesium takes part in the control of blood glucose.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from dolomite.claim.claims import claim_facts
from dolomite.claim.clause import Clause
from dolomite.claim.judgement import Judgement
from dolomite.claim.lexicon import lexicon

FIGURES = frozenset({"percent", "mmHg", "mg/dL", "mmol/L"})
READS_FIGURES = frozenset({"food", "study"})  # kinds whose judges read every figure, as those of figure.py do
VAGUE = frozenset({"most", "majority"})  # "most people" is no figure
SPEAKS_OF_SAFETY = frozenset({"safety", "interaction", "topical", "study"})
WARNS = frozenset({"safety", "interaction", "limit", "dosing"})
FRAIL = frozenset({"kidney_disease", "heart_block", "infants", "children", "pregnant"})
OF_ANYBODY = frozenset({"food", "efficacy", "form"})  # what holds for anybody need not hold for these
GENERAL = frozenset({"mechanism", "deficiency"})
ALIKE = frozenset({"like", "unlike", "than", "with", "as"})  # "like potassium, it is an electrolyte": said beside it


def passed_over(clause: Clause, kept: Sequence[Judgement]) -> str | None:
    """What in a sentence no judge looked at, in words, or None where the sentence is covered."""
    kinds = {j.kind for j in kept}
    if not kinds & READS_FIGURES and not any(j.fact.startswith("figure_") for j in kept):
        read = {j.of for j in kept}
        loose = [q for q in clause.quantities if q.unit in FIGURES and q.unit not in read and q.word not in VAGUE]
        if loose:
            figure = loose[0]
            unit = "per cent" if figure.unit == "percent" else figure.unit
            return f"What it says in general is known; the figure of {figure.low:g} {unit} is in no source we hold."
    if any(h.id in {"safe", "unasked"} for h in clause.hits) and not kinds & SPEAKS_OF_SAFETY:
        return "What it says in general is known; whether it is safe for these people is in no source we hold."
    if (kinds & WARNS or not kinds & SPEAKS_OF_SAFETY) and any(h.id == "dismissed" for h in clause.hits):
        return "It makes light of something; what is known here does not speak to that, so it is not judged."
    if kinds <= OF_ANYBODY and _frail(clause, kept):
        return "What it says in general is known; what it means for these people is in no source we hold."
    told = {j.fact for j in kept if j.kind == "interaction"}
    if "risk_medicines" in told and all(name.startswith("risk_") for name in told) and _medicines(clause):
        return "Some medicines lower magnesium; that each one it names does is in no source we hold."
    if kinds <= GENERAL and _nutrients(clause, kept):
        return "What it says of magnesium is known; what it says of the other nutrients is in no source we hold."
    if kinds <= GENERAL and _conditions(clause, kept):
        return "What it says in general is known; what it says of a condition is in no source we hold."
    if kinds == {"mechanism"} and "topical" in clause.have:
        return "Magnesium does this in the body; that it does so from the skin is in no source we hold."
    return None


def _frail(clause: Clause, kept: Sequence[Judgement]) -> bool:
    """Whether people who have to be careful are named, and no judge looked at them: "a laxative on dialysis"."""
    used = frozenset(place for j in kept for place in j.used)
    return any(lexicon().isa[h.id] & FRAIL and h.first not in used for h in clause.hits)


def _medicines(clause: Clause) -> bool:
    """Whether a medicine is named of which no fact says that it lowers magnesium."""
    lowering = {concept for fact in claim_facts() if fact.id.startswith("risk_") for concept in fact.parts[0]}
    held = {h.first for h in clause.hits if h.id in lowering or h.id == "medicine"}
    return any(h.kind == "medicine" and h.first not in held for h in clause.hits)


def _conditions(clause: Clause, kept: Sequence[Judgement]) -> bool:
    """Whether an illness is named on which no judge spoke."""
    used = frozenset(place for j in kept for place in j.used)
    spoken = frozenset(concept for j in kept for concept in _concepts().get(j.fact, ()))
    return any(
        h.kind == "condition" and h.first not in used and not (lexicon().isa[h.id] & spoken or h.id in lexicon().good)
        for h in clause.hits
    )


@cache
def _concepts() -> Mapping[str, frozenset[str]]:
    """What each claim fact speaks of. (No unit: concepts.)"""
    return {fact.id: frozenset(concept for part in fact.parts for concept in part) for fact in claim_facts()}


def _nutrients(clause: Clause, kept: Sequence[Judgement]) -> bool:
    used = frozenset(place for j in kept for place in j.used)
    spoken = frozenset(part for j in kept for part in (*j.fact.split("_"), *j.statement.split()))
    for hit in clause.hits:
        if hit.kind != "nutrient" or hit.first in used or hit.id in spoken or "magnesium" in lexicon().isa[hit.id]:
            continue
        before = {t.form for t in clause.tokens[max(0, hit.first - 3) : hit.first]}
        if not before & ALIKE:
            return True
    return False
