"""Which way a sentence goes: does a lack bring the trouble, or the trouble the lack?

"Diabetes can lead to low magnesium" names the same things as "low magnesium can lead to diabetes". And "a quarter of
people with diabetes have low magnesium" says neither. Facts about signs and results of a lack speak to the second only.
"""

from __future__ import annotations

from collections.abc import Sequence

from dolomite.claim.claims import ClaimFact
from dolomite.claim.clause import Clause
from dolomite.claim.lexicon import Hit, lexicon

BRINGS = frozenset({"cause", "deplete"})
PASSIVE = frozenset({"by", "from", "of"})  # "caused by", "resulting from", "because of": the other way round
TIES = frozenset({"harms", "symptom", "associated", "increase", "reduce", "lower_risk", "study"})
LISTED = frozenset({"harms", "symptom", "associated", "include"})  # of a lead-in


def is_sign(fact: ClaimFact) -> bool:
    """Whether a fact says that a lack of magnesium brings a condition."""
    parts = fact.parts
    return (
        fact.kind == "deficiency"
        and len(parts) == 2
        and parts[1] == ("deficiency",)
        and lexicon().kind.get(parts[0][0]) == "condition"
    )


def shows_sign(clause: Clause, keys: Sequence[Hit]) -> bool:
    """Whether a clause says that the condition comes of the lack, goes with it or is a sign of it."""
    lacks = clause.places("deficiency")
    if not lacks:
        return True  # the lack is the subject of the heading or the lead-in
    if not (TIES & clause.own or LISTED & clause.taken or any(h.id in BRINGS for h in clause.hits)):
        return False
    return not any(_brings_lack(clause, key, lack) for key in keys for lack in lacks)


def _brings_lack(clause: Clause, key: Hit, lack: Hit) -> bool:
    """Whether the condition brings the lack, or brings with it what follows: it stands before an active "causes"."""
    if any(
        h.id == "symptom" and not 0 <= lack.first - h.after <= 1 for h in clause.hits
    ):  # "suffer from a lack" is none
        return False
    for verb in clause.hits:
        if verb.id not in BRINGS or verb.first < key.after:
            continue
        follows = clause.tokens[verb.after].form if verb.after < len(clause.tokens) else ""
        active = follows not in PASSIVE and clause.tokens[verb.after - 1].form not in PASSIVE
        if active and (verb.after <= lack.first or key.after <= lack.first):
            return True
    return False
