"""Reports that run over several sentences: "In a study ... They enrolled 80 people ... The group ... reported ...".

The sentences of one report are found by the words that point back to it; together they tell which trial it is, and each
is then judged by that trial. A report of a study that we do not hold is nothing that the facts in general can judge.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dolomite.claim.clause import Clause

UNKNOWN_STUDY = "?"
BEGINS = frozenset({"study", "trial", "experiment"})
MANY = frozenset({"studies", "trials", "research", "reviews", "review", "evidence", "analysis"})
POINTS_BACK = frozenset(
    "participants subjects volunteers group groups arm placebo baseline researchers scientists authors team half "
    "enrolled randomised randomized assigned results result follow-up".split()
)
FARTHEST = 8  # units: a report goes on no longer without naming its study again


def runs(clauses: Iterable[Clause]) -> Iterator[tuple[list[Clause], list[int]]]:
    """The clauses in order, in pieces: each with the places [from 0] in it of the clauses of one report, or of none."""
    held: list[Clause] = []
    run: list[int] = []
    for clause in clauses:
        forms = {t.form for t in clause.tokens}
        begins = bool(BEGINS & forms) and not MANY & forms and clause.unit.kind != "heading"
        same = bool(run) and clause.unit is held[run[-1]].unit
        if begins and not same:
            yield held, run
            held, run = [clause], [0]
        elif run and (same or (POINTS_BACK & forms and clause.unit.block - held[0].unit.block <= FARTHEST)):
            run.append(len(held))
            held.append(clause)
        elif run and clause.unit.kind != "heading":
            yield held, run
            yield [clause], []
            held, run = [], []
        elif run:
            held.append(clause)
        else:
            yield [clause], []
            held = []
    yield held, run


def together(clauses: Sequence[Clause]) -> Clause:
    """The clauses of a report as one, to find its trial by."""
    return replace(
        clauses[0],
        tokens=tuple(t for clause in clauses for t in clause.tokens),
        quantities=tuple(q for clause in clauses for q in clause.quantities),
        own=frozenset().union(*(clause.own for clause in clauses)),
        taken=frozenset().union(*(clause.taken for clause in clauses)),
        about=True,
    )


def told_of(clause: Clause) -> bool:
    """Whether a clause tells how one study was done or what came out of it, not what is unknown."""
    return clause.wording != "unclear" and bool(POINTS_BACK & {t.form for t in clause.tokens})
