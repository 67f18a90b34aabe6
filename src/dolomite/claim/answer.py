"""What a sentence says of the one before it: a question answered, a statement of others refuted."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dolomite.claim.clause import Clause

POINTS = frozenset("that this it which".split())  # "That is wrong."
FALSE = frozenset("wrong false untrue incorrect nonsense myth mistaken bogus".split())
TRUE = frozenset("right true correct".split())
DENIALS = frozenset({"not", "isn't", "never", "hardly"})
LOOKS_AHEAD = 3  # clauses: the next sentence begins within them
SHORT = 9  # words: a longer sentence says something of its own
NO, YES = frozenset({"no", "nope"}), frozenset({"yes"})


def answered(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """The clauses, those refuted by the next sentence turned round, and questions with a yes or no made statements."""
    for clause, following in _ahead(clauses):
        nxt = next((c for c in following if c.unit is not clause.unit), None)
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


def _ahead(clauses: Iterable[Clause]) -> Iterator[tuple[Clause, Sequence[Clause]]]:
    """Each clause with those that follow it."""
    window: deque[Clause] = deque()
    for clause in clauses:
        window.append(clause)
        if len(window) > LOOKS_AHEAD:
            yield window.popleft(), tuple(window)
    while window:
        yield window.popleft(), tuple(window)


def _first(clause: Clause) -> str:
    return next((t.form for t in clause.tokens if t.form[0].isalpha()), "")


def _denied(clause: Clause) -> Clause:
    """The same clause, covered by one more negation, and no longer put in somebody's mouth."""
    whole = (-1, len(clause.tokens))
    wording = "plain" if clause.wording == "may" else clause.wording
    return replace(clause, negated=(*clause.negated, whole), question=False, attributed=False, wording=wording)


def _refutes(clause: Clause) -> bool:
    """Whether a short sentence calls the one before it false: "That is wrong.", "This is not true."."""
    forms = [t.form for t in clause.tokens]
    words = [form for form in forms if form[0].isalpha()]
    if not words or len(words) > SHORT or words[0] not in POINTS:
        return False
    said = set(words)
    return bool(said & FALSE and not said & DENIALS) or bool(said & TRUE and said & DENIALS)
