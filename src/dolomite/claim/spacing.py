"""How many hours a sentence keeps a medicine and magnesium apart, against the hours of the fact. [h]

"Take magnesium two hours before the antibiotic" puts the medicine after magnesium; the two directions need not be the
same. Sources differ in the hours, so that a distance counts as too short only well below the one of the fact.
"""

from __future__ import annotations

from dolomite.claim.claims import ClaimFact
from dolomite.claim.clause import Clause
from dolomite.claim.quantity import Quantity

LEAST_SHARE = 2 / 3  # of the hours asked for; "4 to 6 hours" is asked for as 6 and often said as 4
LONGEST_H = 12.0
REACH = 4  # tokens from the hours to "before", "after" or "apart"


def too_short(clause: Clause, fact: ClaimFact) -> str | None:
    """Why the distance a clause gives is too short for this medicine, or None. [h]"""
    if fact.before_h is None or fact.after_h is None:
        return None
    forms = [t.form for t in clause.tokens]
    for q in clause.quantities:
        if q.unit != "hours" or q.high > LONGEST_H:
            continue
        needed = _needed(clause, forms, q, fact.before_h, fact.after_h)
        both = {"before", "after"} <= set(forms[q.after : q.after + REACH]) and q.high > q.low
        if both and q.low >= min(fact.before_h, fact.after_h) * LEAST_SHARE:
            needed = None if q.high >= max(fact.before_h, fact.after_h) * LEAST_SHARE else needed  # "2 to 6 hours"
        if needed is not None and q.low < needed * LEAST_SHARE:
            return f"Too short: {fact.before_h:g} hours before magnesium or {fact.after_h:g} after it are asked for."
    return None


def _needed(clause: Clause, forms: list[str], q: Quantity, before_h: float, after_h: float) -> float | None:
    near = set(forms[q.after : q.after + REACH])
    medicine = next((h.first for h in clause.hits if h.kind == "medicine"), None)
    if medicine is None:
        return None
    first = next((h.first for h in clause.hits if h.kind in {"agent", "form"}), -1) < medicine  # magnesium comes first
    if {"before", "after"} <= near:
        return max(before_h, after_h)
    if "before" in near:
        return after_h if first else before_h
    if "after" in near:
        return before_h if first else after_h
    return max(before_h, after_h) if {"apart", "between", "from"} & near else None  # said of both directions
