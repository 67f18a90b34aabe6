"""What is told and what is asked or advised: orders, headings that say something, questions that tell."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from dolomite.claim.clause import Clause
from dolomite.claim.context import BENEFITS
from dolomite.claim.lexicon import Token
from dolomite.claim.split import MODAL, NOUNS

POLITE = frozenset("please just simply always then so and or instead also never don't".split())
ORDERS = frozenset(
    "take start try use give keep choose avoid eat drink add soak apply increase begin stick pick opt buy look "
    "aim go prescribe continue supplement periodically swallow split spread monitor adjust consider combine pair "
    "get make limit stop switch swap ask tell talk".split()
)
OFFERED = frozenset("have go try add use opt choose pick".split())  # "you can have them in your diet": an offer
OPENINGS = frozenset({"for", "if", "when", "to", "in"})
LONGEST_OPENING = 9  # tokens: "For migraine prevention, prescribe ..."
DUTIES = frozenset({"should", "must"})
SAYING = BENEFITS | {"reduce", "increase", "cause", "deplete"}
_TELLING = re.compile(r"\W*(?:did|do) you know (?:that )?(?!how|what|why|which|if|whether|when|where)", re.IGNORECASE)
_ASKING = frozenset("why what how when who which where do does is are can should could will did".split())


def asks(sentence: str) -> bool:
    """Whether a sentence asks: it ends with a question mark and does not begin with "did you know"."""
    return sentence.rstrip("\"'”’)*_ ").endswith("?") and not _TELLING.match(sentence)


def orders(tokens: Sequence[Token]) -> bool:
    """Whether a clause tells the reader to do something: it opens with a bare verb."""
    forms = [t.form for t in tokens]
    if forms and forms[0] in OPENINGS and "," in forms[:LONGEST_OPENING]:
        forms = forms[forms.index(",") + 1 :]
    if "supplements" in forms and any(a == "supplements" and b in DUTIES for a, b in itertools.pairwise(forms)):
        return True  # "supplements should have calcium as well"
    words = [form for form in forms[:6] if form[0].isalpha()]
    while words and words[0] in POLITE:
        words = words[1:]
    if words[:2] in (["you", "can"], ["here", "are"], ["here", "is"]) and "because" not in forms:
        return words[0] == "here" or bool(OFFERED & set(words[2:4]))
    return bool(words) and words[0] in ORDERS


def says_something(clause: Clause) -> bool:
    """Whether a heading is a sentence ("Magnesium cures pain") and not a label ("Magnesium and pain")."""
    forms = [t.form for t in clause.tokens]
    if forms[1:3] == ["you", "know"] and not clause.question:
        forms = forms[3:]  # "did you know that ...": told, not asked
    if not forms or forms[0] in _ASKING or clause.question:
        return False
    if any(form in MODAL for form in forms[1:]):
        return True
    return any(
        h.id in SAYING and clause.tokens[h.first].form.endswith("s") and clause.tokens[h.first].form not in NOUNS
        for h in clause.hits
    )
