"""A unit with its tokens and the concepts found in it, and whether a page is about magnesium at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from dolomite.claim.lexicon import Hit, Lexicon, Token, hits, lexicon, tokens
from dolomite.claim.text import Unit

NAMES = frozenset({"risk", "medicine"})  # their words are names: nothing in them is said of anything
WITHIN = frozenset({"hospital"})
CONSUMED = frozenset({"alcohol", "caffeine", "sugar", "processed_food"})
LACKED = frozenset({"deficiency", "excess"})


@dataclass(frozen=True, slots=True)
class Parsed:
    """A unit, its tokens and what they name."""

    unit: Unit
    tokens: tuple[Token, ...]
    hits: tuple[Hit, ...]


def parse(unit: Unit, text: str) -> Parsed:
    """The concepts of a unit of a text."""
    run = tokens(text, unit.start, unit.end)
    return Parsed(unit, run, named(run))


def named(run: Sequence[Token]) -> tuple[Hit, ...]:
    """What tokens name, in their order."""
    everything, relations, wordings = hits(run)
    links = (*relations, *wordings)
    things = _of_magnesium(everything, run)
    inside = {i for h in things if h.after - h.first > 1 and h.kind != "property" for i in range(h.first, h.after)}
    inside |= {i for h in links if h.id == "rare" for i in range(h.first, h.after)}  # "almost unknown" is no doubt
    names = {i for h in things if h.after - h.first > 1 and h.kind in NAMES for i in range(h.first, h.after)}
    kept = [
        h
        for h in links
        if h.kind != "relation" or h.id in WITHIN or not names.issuperset(range(h.first, h.after))  # "heart block"
    ]
    kept = [
        h
        for h in kept
        if h.kind != "wording" or h.id in {"furniture", "advice"} or not inside.issuperset(range(h.first, h.after))
    ]
    return tuple(sorted([*things, *kept], key=attrgetter("first", "after")))


def _of_magnesium(things: Sequence[Hit], run: Sequence[Token]) -> Sequence[Hit]:
    """The things without a lack or excess of something else: "too much calcium", "excessive use of alcohol"."""
    isa = lexicon().isa
    others = [h for h in things if h.kind in {"nutrient", "risk"} and "magnesium" not in isa[h.id]]
    if not others:
        return things
    ends = {h.after for h in others if h.kind == "nutrient"}
    begins = {h.first for h in others if h.kind == "nutrient" or h.id in CONSUMED}
    begins |= {place - 1 for place in begins if place > 0 and run[place - 1].form == "of"}
    return tuple(h for h in things if h.id not in LACKED or not (h.after in begins or h.first in ends))


def on_magnesium(parsed: Iterable[Parsed], lex: Lexicon) -> bool:
    """Whether the page is about magnesium to eat or take: it says so often, and talks more of bodies than of metal."""
    words = said = metal = others = 0
    titled = False
    for number, item in enumerate(parsed):
        words += len(item.tokens)
        here = 0
        for h in item.hits:
            if "magnesium" in lex.isa.get(h.id, ()) and any(
                t.form.startswith("magnes") or t.form in {"epsom", "hypomagnesemia"}
                for t in item.tokens[h.first : h.after]
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
