"""One verdict on one statement of a clause, as every judge gives it."""

from __future__ import annotations

from dataclasses import dataclass

from dolomite.base.finding import Basis
from dolomite.claim.claims import Certainty, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One verdict on one statement of a clause, with its reason and grounds."""

    verdict: Verdict
    kind: str
    statement: str
    certainty: Certainty | None
    why: str
    basis: tuple[Basis, ...]
    weight: int
    fact: str = ""
    because: str = ""
    used: frozenset[int] = frozenset()  # the tokens at which what it rests on begins
    of: str | None = None  # the dimension of the figure it looked at
    denied: bool = False  # the sentence says the opposite of the fact
    harmful: bool = False  # the fact is one that hurts whoever believes it
    on_back: bool = False  # it speaks of back pain, which people come to ask about
