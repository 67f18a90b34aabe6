"""Where a sentence falls into clauses: where both sides name something and say something of it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from dolomite.claim.context import PRONOUNS, VERBS
from dolomite.claim.lexicon import Hit, Token

SPLITS = frozenset({";", "but", "while", "whereas", "although", "though", "however", "—"})
JOINTS = SPLITS | {",", "and"}
SHORTEST_PHRASE = 3  # tokens: ", keeps bones strong" is a clause of its own
SHORTEST_CLAUSE = 4  # tokens on either side of a split
CONCEDING = frozenset({"while", "although", "though", "whereas"})
SAYS = frozenset({"symptom", "rare", "common"})  # "deficiency is rare, but ...": said of it, though by no verb
NOUNS = frozenset("benefits effects sources signs symptoms treatments levels remedies needs relaxants".split())
ADVISING = frozenset(
    "do don't never always please make be".split()
)  # what an order opens with besides the words of `advice`
DUTIES = frozenset("should shouldn't must need".split())
LONGEST_ADVICE = 8  # tokens from the comma to "your doctor": "it's still best to ask your doctor"
MODAL = frozenset("may might can could is are was were will does do has have should helps".split())


def split(tokens: Sequence[Token], hits: Sequence[Hit]) -> list[tuple[int, int]]:
    """Token spans of the clauses of a unit: split where both sides name something and say something of it."""
    cuts = [0]
    if JOINTS.isdisjoint([t.form for t in tokens]):
        return [(0, len(tokens))] if tokens else []
    verb_at = {h.first for h in hits if h.id in VERBS | SAYS}
    thing_at = [h for h in hits if h.kind not in {"wording", "relation"}]
    depth = 0
    for at, token in enumerate(tokens):
        depth += (token.form == "(") - (token.form == ")")
        least = SHORTEST_PHRASE if token.form == "," else SHORTEST_CLAUSE
        if depth > 0 or at - cuts[-1] < least or len(tokens) - at <= least:
            continue
        if not _can_split(tokens, at, verb_at):
            continue
        left, right = range(cuts[-1], at), range(at + 1, len(tokens))
        condition = tokens[at].form == "," and tokens[at + 1].form in {"especially", "particularly"}
        if tokens[at].form == "," and tokens[cuts[-1]].form in CONCEDING and tokens[at + 1].form in PRONOUNS:
            cuts.append(at)
            continue
        if tokens[at].form == "," and tokens[cuts[-1]].form in CONCEDING and _advises(tokens, hits, at + 1):
            if _says(left, thing_at, verb_at):
                cuts.append(at)
            continue
        if condition and any(h.kind == "condition" and h.first in right for h in hits):
            cuts.append(at)
            continue
        if _says(left, thing_at, verb_at) and _says(right, thing_at, verb_at):
            cuts.append(at)
    cuts.append(len(tokens))
    return [
        (a + (1 if a and tokens[a].form in {",", ";", "—"} else 0), b) for a, b in itertools.pairwise(cuts) if b > a
    ]


def _says(side: range, things: Sequence[Hit], verb_at: set[int]) -> bool:
    """Whether a part of a sentence names something and says something of it."""
    return any(h.first in side for h in things) and any(v in side for v in verb_at)


def _advises(tokens: Sequence[Token], hits: Sequence[Hit], at: int) -> bool:
    """Whether advice begins here: "while it may help, ask your doctor", "..., you should never treat yourself"."""
    if tokens[at].form in ADVISING or (
        tokens[at].form == "you" and tokens[min(at + 1, len(tokens) - 1)].form in DUTIES
    ):
        return True
    return any(h.id == "advice" and at <= h.first < at + LONGEST_ADVICE for h in hits)


def _can_split(tokens: Sequence[Token], at: int, verb_at: set[int]) -> bool:
    form = tokens[at].form
    if form in SPLITS:
        return form != "—" or sum(t.form == "—" for t in tokens) == 1  # a pair of dashes is a parenthesis
    if form == "," and at + 1 < len(tokens):
        nxt = tokens[at + 1].form
        if nxt == "and" and at + 2 < len(tokens):
            return _is_verb(tokens, at + 2, verb_at)
        return (
            nxt in {"but", "while", "whereas", "although", "however", "yet"}
            or (nxt in {"especially", "particularly"} and tokens[min(at + 2, len(tokens) - 1)].form in {"if", "when"})
            or tokens[0].form in CONCEDING
            or _is_verb(tokens, at + 1, verb_at)
        )
    if form == "and" and at + 1 < len(tokens):
        # "and" joins statements when a verb follows at once, or a pronoun or noun and then a verb.
        nxt = tokens[at + 1].form
        if _is_verb(tokens, at + 1, verb_at):
            return True
        return nxt in PRONOUNS and any(
            i in verb_at or tokens[i].form in MODAL for i in range(at + 2, min(at + 4, len(tokens)))
        )
    return False


def _is_verb(tokens: Sequence[Token], at: int, verb_at: set[int]) -> bool:
    """Whether a known verb in the third person stands here: "..., keeps the heartbeat steady"."""
    form = tokens[at].form
    return at in verb_at and form.endswith("s") and form not in NOUNS and not form.endswith("ness")
