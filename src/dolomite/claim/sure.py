"""Is a verdict sure enough to be said? Where too little of the sentence carries it, nothing is said instead.

The bounds were chosen on the first answers to pages that no rule had been written on, leaving out a round of pages at a
time (docs/explanation/article-check.md). They look at how a sentence was read, never at its words or its subject.
"""

from __future__ import annotations

from collections.abc import Sequence

from dolomite.claim.clause import Clause
from dolomite.claim.context import BENEFITS
from dolomite.claim.judgement import Judgement
from dolomite.claim.lexicon import Token

SCATTERED = 9  # tokens between the things a criticism rests on: they may stand together by chance
TOGETHER = 3  # things of a fact named in one sentence: that many do not stand together by chance
SHORT = 12  # words: so short a sentence is read as a whole
DOING = BENEFITS | {"reduce", "increase"}  # what a sentence says is done
WHO_HAVE = frozenset("patients people those adults women men who are is were suffering living diagnosed from".split())
REACH = 7  # tokens from what is done to what it is done to
CONTENT = 4  # letters: a shorter word carries little
CRITICAL = frozenset({"wrong", "unsupported", "overstated"})
WARNED = frozenset({"safety", "interaction"})  # a warning denied is called wrong, however loosely it was read
WHOLE = frozenset({"efficacy", "interaction", "food", "study"})  # kinds whose facts and judges ask for what is done
NOT_OURS = frozenset(
    "about after also because been before being between body both could does doing during each even from have "
    "help helping helps important into just less level levels like made magnesium make makes making many more "
    "most much only other over people should some such take taken taking than that their them then there these "
    "they this those through under very were what when where which while will with would your yours".split()
)
APART = "What it seems to say stands too far apart in the sentence to be sure of it, so it is not judged."
IN_PARTS = "Parts of it are known to hold; whether the rest was read rightly is not sure, so it is not judged."
UNREAD = "We know something near it, but not what it says is done, so it is not judged."


def firm(clause: Clause, kept: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """The judgements without criticism whose grounds lie scattered over a long sentence."""
    if is_short(clause):
        return tuple(kept)
    return tuple(j for j in kept if j.verdict not in CRITICAL or _stands(j) or _spread(j, clause) < SCATTERED)


def withheld(clause: Clause, kept: Sequence[Judgement], dropped: bool) -> str | None:
    """Why what is left to say of a clause, the worst first, is not sure enough to be said, in words, or None.

    `dropped`: a criticism was taken away before, so that what holds is not the whole.
    """
    if not kept or (dropped and kept[0].verdict not in CRITICAL):
        return APART
    worst = kept[0]
    if worst.verdict == "supported":
        return UNREAD if WHOLE.isdisjoint(j.kind for j in kept) and _unread(clause, kept) else None
    telling = [j for j in kept if j.verdict == worst.verdict]
    if worst.verdict not in CRITICAL or is_short(clause) or any(_stands(j) or _is_count(j) for j in telling):
        return None
    hold = {j.fact for j in kept if j.verdict == "supported"}
    against = {j.fact for j in kept if j.verdict in CRITICAL}
    few = len(hold) > len(against) if worst.verdict == "overstated" else len(hold) >= len(against)
    return IN_PARTS if few or {j.kind for j in telling} == {"mechanism"} else None


def is_short(clause: Clause) -> bool:
    """Whether a sentence is so short that it is read as a whole."""
    return sum(t.form[0].isalnum() for t in clause.tokens) <= SHORT


def _stands(judgement: Judgement) -> bool:
    """Whether a criticism stands whatever surrounds it: a warning denied, three things read together, the back."""
    warning = judgement.kind in WARNED and (judgement.denied or judgement.harmful)
    return warning or judgement.on_back or len(judgement.used) >= TOGETHER


def _is_count(judgement: Judgement) -> bool:
    """Whether a figure of people was compared ("80 per cent are deficient"): that is read for itself."""
    return judgement.of is not None and judgement.kind != "mechanism"


def _spread(judgement: Judgement, clause: Clause) -> int:
    """Tokens between what a judgement rests on, without those that only lead from the people to what they have."""
    if not judgement.used:
        return 0
    first, last = min(judgement.used), max(judgement.used)
    return last - first - sum(t.form in WHO_HAVE for t in clause.tokens[first + 1 : last])


def _unread(clause: Clause, kept: Sequence[Judgement]) -> bool:
    """Whether something is said to be done that no fact speaks of, to something that no list knows."""
    used = {place for j in kept for place in j.used}
    spoken_of = {h.id for h in clause.hits if h.first in used}
    used |= {h.first for h in clause.hits if h.id in spoken_of}  # the same thing said twice
    known = {at for h in clause.hits for at in range(h.first, h.after)}
    return any(
        at not in known and t.form[0].isalpha() and len(t.form) >= CONTENT and t.form not in NOT_OURS
        for h in clause.hits
        if h.id in DOING and used.isdisjoint({h.first, h.after, h.after + 1})  # "helps to maintain" is one doing
        for at, t in _until_used(clause, h.after, used)
    )


def _until_used(clause: Clause, after: int, used: set[int]) -> list[tuple[int, Token]]:
    """The tokens from what is done to what it is done to, as far as the first one that a fact spoke of."""
    reach = list(enumerate(clause.tokens[after : after + REACH], after))
    stop = next((n for n, (at, _) in enumerate(reach) if at in used), len(reach))
    return reach[:stop]
