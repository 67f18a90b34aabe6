"""What a clause takes over from what stands round it: from lead-in, heading, title and the sentence before."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import TypeVar

from dolomite.claim.context import PRONOUNS, VERBS, pseudo
from dolomite.claim.lexicon import Hit, Lexicon, Token, lexicon, tokens
from dolomite.claim.parsed import LACKED, Parsed, named
from dolomite.claim.split import MODAL

_T = TypeVar("_T")
PLACES_KEPT = 64  # headings and lead-ins remembered: the text under one names the same one again and again
DEGREES = frozenset({"best", "high_degree", "low_degree", "equal_degree", "differ"})
GENERIC = frozenset({"magnesium", "supplement", "magnesium_supplement", "oral", "form", "elemental", "diet"})
DOING = VERBS - {"need", "dosing"}
OPENERS = frozenset({"also", "however", "but", "and", "or"})
NAMED = frozenset({"condition", "function", "property", "food", "test", "risk", "medicine"})


class Page:
    """A whole text while it is read: what it is about, and what its headings and lead-ins name.

    `topic`: whether it is about magnesium to eat or take; `theme`: the conditions that its title names.
    """

    def __init__(self, text: str, *, topic: bool, theme: frozenset[str]) -> None:
        self.text = text
        self.lex: Lexicon = lexicon()
        self.topic = topic
        self.theme = theme
        self._heard: OrderedDict[tuple[int, int], tuple[Hit, ...]] = OrderedDict()
        self._said: OrderedDict[tuple[int, int], frozenset[str]] = OrderedDict()

    def remember(self, item: Parsed) -> None:
        """Keep what a heading or another unit names, for those that follow it."""
        _keep(self._heard, (item.unit.start, item.unit.end), item.hits)

    def hits(self, span: tuple[int, int] | None) -> tuple[Hit, ...]:
        """What stands at a place of the text; a place far back is read again. [code points]"""
        if span is None:
            return ()
        remembered = self._heard.get(span)
        return remembered if remembered is not None else _keep(self._heard, span, named(tokens(self.text, *span)))

    def concepts(self, span: tuple[int, int] | None) -> frozenset[str]:
        """What stands at a place of the text, as concepts. [code points]"""
        if span is None:
            return frozenset()
        if span in self._said:
            return self._said[span]
        hits = self.hits(span)
        own = frozenset().union(*(self.lex.isa[h.id] for h in hits if h.kind != "wording"))
        return _keep(self._said, span, own | pseudo(hits, own, self.lex))


def _keep(places: OrderedDict[tuple[int, int], _T], span: tuple[int, int], value: _T) -> _T:
    places[span] = value
    if len(places) > PLACES_KEPT:
        places.popitem(last=False)
    return value


def agents_of(own: frozenset[str], lex: Lexicon) -> frozenset[str]:
    """Who or what acts, of the concepts said."""
    return own & lex.acting


def taken_over(
    page: Page, item: Parsed, run: Sequence[Token], own: frozenset[str], before: frozenset[str], *, continues: bool
) -> frozenset[str]:
    """What a clause takes over: subjects of lead-in, heading and neighbour, and the relation of a list's lead-in."""
    lex = page.lex
    heading = page.concepts(item.unit.heading)
    about, agents = agents_of(heading, lex), agents_of(own, lex)
    forms = {t.form for t in run}
    listed = item.unit.kind in {"item", "row"} or not (DOING & own or forms & MODAL)
    pronoun = continues or _points_back(run)
    out = set(_from_list(page, item, heading) if listed else ())
    if not agents or pronoun:
        out |= before if pronoun or not about else about
    if not agents - GENERIC or (pronoun and "than" in forms):  # "it is better absorbed than oxide": the other salt
        generic = pronoun or not agents or bool({"supplement", "form"} & own) or listed
        out |= _from_heading(about, lex, lacks=generic and not (pronoun and bool(before)))
    if page.topic:  # on a page about magnesium it is meant unless another subject is named
        out.add("magnesium")
    if "study" in own and not any(lex.kind.get(c) == "condition" for c in own):
        out |= {c for c in heading if lex.kind.get(c) == "condition"}
    return frozenset(c for concept in out for c in lex.isa.get(concept, (concept,)))


def _points_back(run: Sequence[Token]) -> bool:
    """Whether a clause opens with a pronoun, or with "but it"."""
    opens = run[0].form if run else ""
    return opens in PRONOUNS or (opens in OPENERS and len(run) > 1 and run[1].form in PRONOUNS)


def _from_list(page: Page, item: Parsed, heading: frozenset[str]) -> frozenset[str]:
    """What an item of a list takes from its lead-in, else from its heading and the heading above."""
    lead_in = page.concepts(item.unit.lead_in)
    if lead_in:
        return lead_in
    if not heading:
        return frozenset()
    out = heading - {"include"} - DEGREES
    if LACKED & heading:
        return out
    return out | (page.concepts(item.unit.above) & (LACKED | {"symptom", "deplete", "people_at_risk"}))


def _from_heading(about: frozenset[str], lex: Lexicon, *, lacks: bool) -> frozenset[str]:
    """The one salt that a heading names, and the lack, excess or route of which it speaks."""
    forms = frozenset(c for c in about if lex.kind.get(c) == "form" and c != "form")
    salt = forms if len(forms) == 1 else frozenset()
    return salt | (about & {"deficiency", "excess", "topical", "shortfall"} if lacks else frozenset())


def implied_by(page: Page, item: Parsed, own: frozenset[str]) -> frozenset[str]:
    """What a bare "magnesium may offer benefits" is meant to be good for: the heading's condition, or the title's."""
    if item.unit.kind == "heading" or "benefit" not in own or "magnesium" not in own:
        return frozenset()
    if any(page.lex.kind.get(c) in NAMED for c in own):
        return frozenset()
    near = frozenset(h.id for h in page.hits(item.unit.heading) if h.kind == "condition")
    return near or page.theme
