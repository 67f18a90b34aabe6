"""Units to clauses: what each part of a sentence names, how strongly it says it, and what it takes over from before."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dolomite.claim.clause import Clause, Reading
from dolomite.claim.context import (
    AGENTS,
    BENEFITS,
    PRONOUNS,
    VERBS,
    compared_with,
    negations,
    other_subject,
    pseudo,
    unknown_verb,
    wording,
)
from dolomite.claim.lexicon import Hit, Lexicon, Token, hits, lexicon, tokens
from dolomite.claim.quantity import quantities
from dolomite.claim.split import MODAL, NOUNS, split
from dolomite.claim.text import Unit, units

DEGREES = frozenset({"best", "high_degree", "low_degree", "equal_degree", "differ"})
LACKED = frozenset({"deficiency", "excess"})
OTHERS = frozenset({"nutrient", "remedy", "food", "medicine", "risk"})
POLITE = frozenset("please just simply always then so and or instead also never don't".split())
ORDERS = frozenset(
    "take start try use give keep choose avoid eat drink add soak apply increase begin stick pick opt buy look "
    "aim go prescribe continue supplement periodically swallow split spread monitor adjust consider combine pair "
    "get make limit stop switch swap ask tell talk".split()
)
OPENINGS = frozenset({"for", "if", "when", "to", "in"})
LONGEST_OPENING = 9  # tokens: "For migraine prevention, prescribe ..."
DUTIES = frozenset({"should", "must"})
TITLE_UNITS = 6  # a title stands among the first units of a page
SAYING = BENEFITS | {"reduce", "increase", "cause", "deplete"}
_TELLING = re.compile(r"\W*(?:did|do) you know (?:that )?(?!how|what|why|which|if|whether|when|where)", re.IGNORECASE)
_ASKING = frozenset("why what how when who which where do does is are can should could will did".split())


@dataclass(frozen=True, slots=True)
class _Parsed:
    unit: Unit
    found: tuple[Token, ...]
    hits: tuple[Hit, ...]


def read(text: str) -> Reading:
    """Understand a text: units, concepts, clauses, and what each takes over from heading, lead-in and neighbour."""
    lex = lexicon()
    everything = tokens(text)
    starts = [t.start for t in everything]
    found_units = units(text)
    parsed = [_parse(unit, everything, starts) for unit in found_units]
    topic = _topic(parsed, lex)
    out: list[Clause] = []
    by_span = {(p.unit.start, p.unit.end): p for p in parsed}
    theme = frozenset(
        h.id for p in parsed[:TITLE_UNITS] if p.unit.kind == "heading" for h in p.hits if h.kind == "condition"
    )
    before: frozenset[str] = frozenset()
    block = -1
    for item in parsed:
        if item.unit.kind == "heading" or (item.unit.block != block and item.unit.kind == "sentence"):
            before = before & {"magnesium"} if item.unit.kind == "heading" else before
        block = item.unit.block
        for first, after in split(item.found, item.hits):
            clause = _clause(text, item, first, after, before, by_span, lex, topic, theme)
            out.append(clause)
            before = _subject(clause, lex) or before
    return Reading(text=text, units=found_units, clauses=tuple(out), on_magnesium=topic)


def _parse(unit: Unit, everything: Sequence[Token], starts: Sequence[int]) -> _Parsed:
    found = tuple(everything[bisect_left(starts, unit.start) : bisect_left(starts, unit.end)])
    things = hits(found, "thing")
    links = (*hits(found, "relation"), *hits(found, "wording"))
    things = _of_magnesium(things)
    inside = {i for h in things if h.after - h.first > 1 and h.kind != "property" for i in range(h.first, h.after)}
    inside |= {i for h in links if h.id == "rare" for i in range(h.first, h.after)}  # "almost unknown" is no doubt
    kept = [
        h
        for h in links
        if h.kind != "wording" or h.id in {"furniture", "advice"} or not inside.issuperset(range(h.first, h.after))
    ]
    return _Parsed(unit, found, tuple(sorted([*things, *kept], key=lambda h: (h.first, h.after))))


def _of_magnesium(things: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """The things without a lack or excess that belongs to another nutrient: "too much calcium", "iron deficiency"."""
    isa = lexicon().isa
    others = [h for h in things if h.kind == "nutrient" and "magnesium" not in isa[h.id]]
    ends = {h.after for h in others}
    begins = {h.first for h in others}
    return tuple(h for h in things if h.id not in LACKED or not (h.after in begins or h.first in ends))


def _topic(parsed: Iterable[_Parsed], lex: Lexicon) -> bool:
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


def _agents(own: frozenset[str], lex: Lexicon) -> frozenset[str]:
    picked = {c for c in own if lex.kind.get(c) in AGENTS and c != "diet"}
    picked |= {c for c in own if lex.kind.get(c) == "remedy" or lex.kind.get(c) == "nutrient"}
    return frozenset(picked)


def _subject(clause: Clause, lex: Lexicon) -> frozenset[str]:
    """What the next sentence's "it" means: the magnesium of this one rather than the calcium it acts on."""
    agents = _agents(clause.own, lex)
    mine = frozenset(c for c in agents if lex.kind.get(c) in AGENTS)
    if mine or clause.other_subject:
        return mine or agents
    if clause.about:
        return _agents(clause.taken, lex) - OTHERS
    return agents


def _clause(
    text: str,
    item: _Parsed,
    first: int,
    after: int,
    before: frozenset[str],
    by_span: Mapping[tuple[int, int], _Parsed],
    lex: Lexicon,
    topic: bool,
    theme: frozenset[str],
) -> Clause:
    whole = (first, after) == (0, len(item.found))
    found = item.found[first:after]
    local = tuple(Hit(h.id, h.kind, h.first - first, h.after - first) for h in item.hits if first <= h.first < after)
    start = item.unit.start if first == 0 else found[0].start
    end = item.unit.end if after == len(item.found) else found[-1].end
    own = frozenset(c for h in local if h.kind != "wording" for c in lex.isa.get(h.id, (h.id,)))
    words = frozenset(h.id for h in local if h.kind == "wording")
    if not whole and first > 0:  # a later part of a sentence speaks of the same thing as the part before it
        earlier = frozenset(c for h in item.hits if h.first < first for c in lex.isa.get(h.id, ()))
        before = _agents(earlier, lex) or before
        if item.found[first - 1].form == "," and "requirement" in earlier:
            before |= {"requirement"}  # "the RDA is ..., especially if you have ...": said of the same amount
    taken = _taken(item, found, own, before, by_span, lex, topic, continues=first > 0)
    other = other_subject(local, own, found[0].form if found else "") and not (taken & {"deficiency", "excess"})
    magnesium = (
        "magnesium" in own
        or ("magnesium" in taken and not other)
        or bool({"form", "deficiency"} & own and topic and not other)
    )
    own |= pseudo(local, own | taken, lex)
    implied = _implied(item, own, by_span, theme, lex) if topic else frozenset()
    metal = "metal" in words and not own & {"deficiency", "enzyme", "diet", "supplement", "requirement"}
    sentence = text[item.unit.start : item.unit.end]
    return Clause(
        start=start,
        end=end,
        unit=item.unit,
        found=found,
        hits=local,
        own=own
        | implied
        | compared_with(found, local)
        | unknown_verb(found, local)
        | ({"magnesium_said"} if "magnesium" in own else frozenset())
        | ({"food_said"} if any(h.kind == "food" for h in local) else frozenset())
        | (
            {"many_forms"}
            if len({h.id for h in local if h.kind == "form"} - {"form", "elemental"}) > 1
            else frozenset()
        ),
        taken=taken,
        negated=negations(found, local),
        wording=wording(words),
        studies="plural_studies" in words,
        attributed="attribution" in words,
        absolute="absolute" in words,
        conditional="condition_if" in words,
        question=sentence.rstrip("\"'”’)*_ ").endswith("?") and not _TELLING.match(sentence),
        other_subject=other,
        advice="advice" in words,
        furniture=sum(h.id == "furniture" for h in item.hits),
        metal=metal,
        quantities=quantities(found, text),
        implied=implied,
        orders=_orders(found),
        about=magnesium and not metal,
    )


def _orders(found: Sequence[Token]) -> bool:
    """Whether a clause tells the reader to do something: it opens with a bare verb. (No unit.)"""
    forms = [t.form for t in found]
    if forms and forms[0] in OPENINGS and "," in forms[:LONGEST_OPENING]:
        forms = forms[forms.index(",") + 1 :]
    if any(a == "supplements" and b in DUTIES for a, b in itertools.pairwise(forms)):
        return True  # "supplements should have calcium as well"
    words = [form for form in forms[:4] if form[0].isalpha()]
    while words and words[0] in POLITE:
        words = words[1:]
    return bool(words) and words[0] in ORDERS


def _implied(
    item: _Parsed,
    own: frozenset[str],
    by_span: Mapping[tuple[int, int], _Parsed],
    theme: frozenset[str],
    lex: Lexicon,
) -> frozenset[str]:
    """What a bare "magnesium may offer benefits" is meant to be good for: the heading's condition, or the title's."""
    if item.unit.kind == "heading" or "benefit" not in own or "magnesium" not in own:
        return frozenset()
    if any(lex.kind.get(c) in {"condition", "function", "property", "food", "test", "risk", "medicine"} for c in own):
        return frozenset()
    heading = by_span.get(item.unit.heading) if item.unit.heading else None
    near = frozenset(h.id for h in heading.hits if h.kind == "condition") if heading is not None else frozenset()
    return near or theme


def _taken(
    item: _Parsed,
    found: Sequence[Token],
    own: frozenset[str],
    before: frozenset[str],
    by_span: Mapping[tuple[int, int], _Parsed],
    lex: Lexicon,
    topic: bool,
    *,
    continues: bool,
) -> frozenset[str]:
    """What a clause takes over: subjects of lead-in, heading and neighbour, and the relation of a list's lead-in."""
    taken: set[str] = set()
    unit = item.unit
    agents = _agents(own, lex)
    heading = _concepts(by_span.get(unit.heading) if unit.heading else None, lex)
    lead_in = _concepts(by_span.get(unit.lead_in) if unit.lead_in else None, lex)
    listed = unit.kind in {"item", "row"} or not ((VERBS - {"need", "dosing"}) & own or {t.form for t in found} & MODAL)
    above = _concepts(by_span.get(unit.above) if unit.above else None, lex)
    if listed and lead_in:
        taken |= lead_in
    elif listed and heading:
        taken |= heading - {"include"} - DEGREES
        if not LACKED & heading:
            taken |= above & (LACKED | {"symptom", "deplete", "people_at_risk"})
    about = _agents(heading, lex)
    opens = found[0].form if found else ""
    pronoun = (
        continues
        or opens in PRONOUNS
        or (opens in {"also", "however", "but", "and", "or"} and len(found) > 1 and found[1].form in PRONOUNS)
    )
    specific = agents - {"magnesium", "supplement", "magnesium_supplement", "oral", "form", "elemental", "diet"}
    if pronoun and "than" in {t.form for t in found}:
        specific = frozenset()  # "it is better absorbed than oxide": the salt named is the other one
    if not agents or pronoun:
        taken |= before if pronoun or not about else about
    if not specific:
        forms = {c for c in about if lex.kind.get(c) == "form" and c != "form"}
        generic = pronoun or not agents or bool({"supplement", "form"} & own) or listed
        if len(forms) == 1:
            taken |= forms
        if generic and not (pronoun and before):
            taken |= about & {"deficiency", "excess", "topical", "shortfall"}
    if topic:  # on a page about magnesium it is meant unless another subject is named
        taken.add("magnesium")
    if "study" in own and not any(lex.kind.get(c) == "condition" for c in own):
        taken |= {c for c in heading if lex.kind.get(c) == "condition"}
    return frozenset(c for one in taken for c in lex.isa.get(one, (one,)))


def _concepts(item: _Parsed | None, lex: Lexicon) -> frozenset[str]:
    if item is None:
        return frozenset()
    own = frozenset(c for h in item.hits if h.kind != "wording" for c in lex.isa.get(h.id, (h.id,)))
    return own | pseudo(item.hits, own, lex)


def says_something(clause: Clause) -> bool:
    """Whether a heading is a sentence ("Magnesium cures pain") and not a label ("Magnesium and pain"). (No unit.)"""
    forms = [t.form for t in clause.found]
    if forms[1:3] == ["you", "know"] and not clause.question:
        forms = forms[3:]  # "did you know that ...": told, not asked
    if not forms or forms[0] in _ASKING or clause.question:
        return False
    if any(form in MODAL for form in forms[1:]):
        return True
    return any(
        h.id in SAYING and clause.found[h.first].form.endswith("s") and clause.found[h.first].form not in NOUNS
        for h in clause.hits
    )
