"""What a sentence says of the one before it: a question answered, a statement of others refuted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dolomite.claim.clause import Clause

POINTS = frozenset("that this it which".split())  # "That is wrong."
FALSE = frozenset("wrong false untrue incorrect nonsense myth mistaken bogus".split())
TRUE = frozenset("right true correct".split())
DENIALS = frozenset({"not", "isn't", "never", "hardly"})
SHORT = 9  # words: a longer sentence says something of its own
NO, YES = frozenset({"no", "nope"}), frozenset({"yes"})


def answered(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """The clauses, those refuted by the next sentence turned round, and questions with a yes or no made statements.
    (No unit.)"""
    for at, clause in enumerate(clauses):
        nxt = next((c for c in clauses[at + 1 : at + 4] if c.unit != clause.unit), None)
        if nxt is None:
            yield clause
        elif clause.question and clause.unit.kind != "row":
            word = _first(nxt)
            if word in NO:
                yield _denied(clause)
            elif word in YES:
                yield replace(clause, question=False)
            else:
                yield clause
        elif _refutes(nxt):
            yield _denied(clause)
        else:
            yield clause


def _first(clause: Clause) -> str:
    return next((t.form for t in clause.found if t.form[0].isalpha()), "")


def _denied(clause: Clause) -> Clause:
    """The same clause, covered by one more negation, and no longer put in somebody's mouth."""
    whole = (-1, len(clause.found))
    wording = "plain" if clause.wording == "may" else clause.wording
    return replace(clause, negated=(*clause.negated, whole), question=False, attributed=False, wording=wording)


def _refutes(clause: Clause) -> bool:
    """Whether a short sentence calls the one before it false: "That is wrong.", "This is not true."."""
    forms = [t.form for t in clause.found]
    words = [form for form in forms if form[0].isalpha()]
    if not words or len(words) > SHORT or words[0] not in POINTS:
        return False
    said = set(words)
    return bool(said & FALSE and not said & DENIALS) or bool(said & TRUE and said & DENIALS)
