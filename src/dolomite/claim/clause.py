"""A clause and a whole text as they were understood: what is named, what is said of it, what negations cover."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dolomite.claim.context import BENEFITS, PSEUDO, Wording
from dolomite.claim.lexicon import Hit, Token, lexicon
from dolomite.claim.quantity import Quantity
from dolomite.claim.text import Unit

EXCEPTIONS = frozenset({"unless", "except", "until", "beyond"})
NOMINAL = frozenset("treatment therapy effect effects efficacy remedy benefit benefits aid alternative use".split())


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A statement in the making. `own` are concepts said here, `taken` those carried over; hits index `tokens`.

    `start` and `end` are code points. `negated` lists token spans that a negation covers.
    """

    start: int
    end: int
    unit: Unit
    tokens: tuple[Token, ...]
    hits: tuple[Hit, ...]
    own: frozenset[str]
    taken: frozenset[str]
    negated: tuple[tuple[int, int], ...]
    wording: Wording
    studies: bool
    attributed: bool
    absolute: bool
    partly: bool  # denied is only that it always holds: "not everyone", "does not always"
    conditional: bool
    question: bool
    other_subject: bool
    advice: bool
    furniture: int
    metal: bool
    quantities: tuple[Quantity, ...]
    implied: frozenset[str]  # conditions of the heading or title that a bare "it helps" must mean
    orders: bool  # an imperative: advice, whatever it is about
    reported: str = ""  # the trial that this is a report of; "?" one that we do not hold
    about: bool  # whether this is about magnesium as something eaten or taken

    @property
    def have(self) -> frozenset[str]:
        """Everything the clause can be matched on. (No unit: concept names.)"""
        return self.own | self.taken

    def places(self, concept: str) -> tuple[Hit, ...]:
        """Where the clause itself names a concept, or something that is one. [token places]"""
        isa = lexicon().isa
        meant = PSEUDO.get(concept, ())
        naming = [h for h in self.hits if concept in isa[h.id] or h.id in meant]
        if len(naming) < 2:
            return tuple(naming)
        # a verb says more than a noun: "as a treatment it made no difference" is about the difference
        return tuple(sorted(naming, key=lambda h: h.kind == "relation" and self.tokens[h.first].form in NOMINAL))

    def is_negated(self, hit: Hit, together: Sequence[Hit] = ()) -> bool:
        """Whether an odd number of negations covers this hit.

        One that begins inside the hit, or inside one it is read `together` with ("should not take", "kidneys that do
        not work"), is part of what is meant and turns nothing round.
        """
        own = {i for h in (hit, *together) if h.id not in BENEFITS for i in range(h.first, h.after)}
        return sum(first <= hit.first < after for first, after in self.negated if first not in own) % 2 == 1

    def none_of(self, hit: Hit) -> bool:
        """Whether the thing itself is denied: "interacts with no medicines"."""
        return hit.first > 0 and self.tokens[hit.first - 1].form == "no"

    def covered(self, place: int) -> bool:
        """Whether an odd number of negations covers a token [its place, from 0]."""
        return sum(first <= place < after for first, after in self.negated) % 2 == 1

    def excepts(self, meant: Sequence[Hit]) -> bool:
        """Whether the negation is taken back for one of these: "not dangerous unless you take too much"."""
        if not self.negated:
            return False
        start = self.negated[0][0]
        back = next((i for i, t in enumerate(self.tokens) if i > start and t.form in EXCEPTIONS), None)
        return back is not None and any(h.first > back for h in meant)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A text being read: its clauses, one at a time and once, and whether it is about magnesium as a nutrient."""

    text: str
    clauses: Iterator[Clause]
    on_magnesium: bool
