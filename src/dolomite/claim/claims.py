"""The base of claim facts: what is known of each kind of statement, and the table from wording to verdict."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, cached_property
from typing import ClassVar, Literal, NamedTuple

from dolomite import facts
from dolomite.claim.medicine import statements
from dolomite.claim.quantity import Dimension

Holds = Literal["high", "moderate", "low", "very_low", "none", "no_effect", "false", "harmful"]
Said = Literal["strong", "studies", "plain", "likely", "may", "unclear", "denied"]
Verdict = Literal["supported", "overstated", "unsupported", "wrong", "not_checkable"]
Certainty = Literal["high", "moderate", "low", "very_low", "no_evidence"]

FILES = ("claim/efficacy", "claim/mechanism", "claim/deficiency", "claim/form", "claim/safety", "claim/around")


class ClaimFact(facts.Row):
    """One normalised statement and the state of knowledge about it. Figures are in `of`.

    `before_h` and `after_h`: the medicine so long before magnesium, or after it [h].
    """

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    kind: str
    all: tuple[str, ...]
    none: tuple[str, ...] = ()
    states: str
    why: str
    holds: Holds
    assoc: Holds | None = None
    certainty: Certainty
    of: Dimension | None = None
    low: float | None = None
    high: float | None = None
    number: Literal["required", "optional"] = "optional"
    near: bool = False
    negatable: bool = True
    outside: Verdict = "wrong"
    needs_negation: bool = False
    reassures: bool = False
    wants_hedge: bool = False
    wants_scope: bool = False
    verb_first: bool = False  # what is done stands before what it is done to: "heals the kidneys"
    ask: str | None = None
    before_h: float | None = None
    after_h: float | None = None

    @cached_property
    def parts(self) -> tuple[tuple[str, ...], ...]:
        """The concepts asked for, alternatives together; the first is the key."""
        return tuple(tuple(part.split("|")) for part in self.all)


class Rule(facts.Row):
    """The verdict for one state of knowledge and one wording."""

    unique: ClassVar[tuple[str, ...]] = ("holds", "said")

    holds: Holds
    said: Said
    verdict: Verdict
    because: str


@cache
def claim_facts() -> tuple[ClaimFact, ...]:
    """All claim facts: the files' in their order, then those of medicines, from the room of safety."""
    written = tuple(row for name in FILES for row in facts.rows(name, ClaimFact))
    return (*written, *map(ClaimFact.model_validate, statements()))


class Keyed(NamedTuple):
    """A claim fact as it is looked for: its parts, the parts besides the key as sets, and what excludes it."""

    fact: ClaimFact
    parts: tuple[tuple[str, ...], ...]
    others: tuple[frozenset[str], ...]
    excluded: frozenset[str]


@cache
def by_key() -> Mapping[str, tuple[Keyed, ...]]:
    """Claim facts with their parts, by each concept that can be their key."""
    index: dict[str, list[Keyed]] = {}
    for fact in claim_facts():
        parts = fact.parts
        keyed = Keyed(fact, parts, tuple(map(frozenset, parts[1:])), frozenset(fact.none))
        for concept in parts[0]:
            index.setdefault(concept, []).append(keyed)
    return {concept: tuple(rows) for concept, rows in index.items()}


@cache
def keys_of_facts() -> frozenset[str]:
    """The concepts by which a claim fact can be looked for."""
    return frozenset(by_key())


@cache
def rules() -> Mapping[tuple[Holds, Said], Rule]:
    """The verdict table by state of knowledge and wording."""
    return {(rule.holds, rule.said): rule for rule in facts.rows("claim/rules", Rule)}
