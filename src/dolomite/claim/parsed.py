"""A unit with its tokens and the concepts found in it, and whether a page is about magnesium at all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dolomite.claim.lexicon import Hit, Lexicon, Token, hits, lexicon
from dolomite.claim.text import Unit

NAMES = frozenset({"risk", "medicine"})  # their words are names: nothing in them is said of anything
WITHIN = frozenset({"hospital"})
LACKED = frozenset({"deficiency", "excess"})


@dataclass(frozen=True, slots=True)
class Parsed:
    """A unit, its tokens and what they name. (No unit.)"""

    unit: Unit
    found: tuple[Token, ...]
    hits: tuple[Hit, ...]


def parse(unit: Unit, everything: Sequence[Token], starts: Sequence[int]) -> Parsed:
    """The concepts of a unit, out of the tokens of the whole text. (No unit.)"""
    found = tuple(everything[bisect_left(starts, unit.start) : bisect_left(starts, unit.end)])
    things = hits(found, "thing")
    links = (*hits(found, "relation"), *hits(found, "wording"))
    things = _of_magnesium(things)
    inside = {i for h in things if h.after - h.first > 1 and h.kind != "property" for i in range(h.first, h.after)}
    inside |= {i for h in links if h.id == "rare" for i in range(h.first, h.after)}  # "almost unknown" is no doubt
    named = {i for h in things if h.after - h.first > 1 and h.kind in NAMES for i in range(h.first, h.after)}
    kept = [
        h
        for h in links
        if h.kind != "relation" or h.id in WITHIN or not named.issuperset(range(h.first, h.after))  # "heart block"
    ]
    kept = [
        h
        for h in kept
        if h.kind != "wording" or h.id in {"furniture", "advice"} or not inside.issuperset(range(h.first, h.after))
    ]
    return Parsed(unit, found, tuple(sorted([*things, *kept], key=lambda h: (h.first, h.after))))


def _of_magnesium(things: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The things without a lack or excess that belongs to another nutrient: "too much calcium", "iron deficiency"."""
    isa = lexicon().isa
    others = [h for h in things if h.kind == "nutrient" and "magnesium" not in isa[h.id]]
    ends = {h.after for h in others}
    begins = {h.first for h in others}
    return tuple(h for h in things if h.id not in LACKED or not (h.after in begins or h.first in ends))


def on_magnesium(parsed: Iterable[Parsed], lex: Lexicon) -> bool:
    """Whether the page is about magnesium to eat or take: it says so often, and talks more of bodies than of metal."""
    words = said = metal = others = 0
    titled = False
    for number, item in enumerate(parsed):
        words += len(item.found)
        here = 0
        for h in item.hits:
            if "magnesium" in lex.isa.get(h.id, ()) and any(
                t.form.startswith("magnes") or t.form in {"epsom", "hypomagnesemia"}
                for t in item.found[h.first : h.after]
            ):
                here += 1
            elif h.id == "metal":
                metal += 1
            elif h.kind in {"nutrient", "remedy"}:
                others += 1
        said += here
        titled = titled or bool(here and number < 4)
    if said == 0 or (metal > said / 2 and metal > 2):
        return False
    share = said / max(words, 1)
    return (said >= 2 and (share > 0.02 or (share > 0.008 and said * 2 > others))) or (titled and said * 2 >= others)
