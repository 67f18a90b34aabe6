"""Units to clauses: what each part of a sentence names, how strongly it says it, and what it takes over from before."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from dolomite.claim.carry import Page, agents_of, implied_by, taken_over
from dolomite.claim.clause import Clause, Reading
from dolomite.claim.context import (
    AGENTS,
    COMPARES,
    EVIDENCE,
    PRONOUNS,
    compared_with,
    little_evidence,
    negations,
    other_subject,
    partly_denied,
    pseudo,
    unknown_verb,
    wording,
)
from dolomite.claim.lexicon import Hit, Lexicon, lexicon
from dolomite.claim.order import asks, orders
from dolomite.claim.parsed import Parsed, on_magnesium, parse
from dolomite.claim.quantity import quantities
from dolomite.claim.split import split
from dolomite.claim.text import units

OTHERS = frozenset({"nutrient", "remedy", "food", "medicine", "risk"})
EATEN = frozenset({"deficiency", "enzyme", "diet", "supplement", "requirement"})  # no metal speaks of these
OF_HEADING = frozenset({"deficiency", "excess", "symptom", "topical", "people_at_risk"})
TROUBLE = "trouble"  # not magnesium but a condition is what the sentence before was about
OPENING_UNITS = 2_000  # what a text is about is told by so many units from its beginning: most pages have fewer
TITLE_UNITS = 6  # a title stands among the first units of a page
_COMMENTS = re.compile(
    r"#* *(?:(?:comments|responses) ?(?:\(\d+\)|: ?\d+)|\d+ (?:comments?|responses|replies|thoughts on .{1,120}))",
    re.IGNORECASE,
)


def read(text: str) -> Reading:
    """Understand a text: units, concepts, clauses, and what each takes over from heading, lead-in and neighbour.

    Its beginning is read at once, to know what it is about; the rest clause by clause, as the reading goes on.
    """
    parsed = (parse(unit, text) for unit in units(text))
    opening = list(itertools.islice(parsed, OPENING_UNITS))
    page = Page(text, topic=on_magnesium(opening, lexicon()), theme=_theme(opening))
    return Reading(text=text, clauses=_clauses(page, itertools.chain(opening, parsed)), on_magnesium=page.topic)


def _clauses(page: Page, parsed: Iterable[Parsed]) -> Iterator[Clause]:
    before: frozenset[str] = frozenset()
    for number, item in enumerate(parsed):
        if number >= TITLE_UNITS and _COMMENTS.fullmatch(page.text[item.unit.start : item.unit.end]):
            return  # what readers wrote beneath it is not the article
        page.remember(item)
        if item.unit.kind == "heading":
            before &= {"magnesium"}
        for span in split(item.tokens, item.hits):
            clause = _clause(page, item, span, before)
            yield clause
            before = _subject(clause, page.lex) or before


def _theme(parsed: Sequence[Parsed]) -> frozenset[str]:
    """The conditions that the title names."""
    titles = [p for p in parsed[:TITLE_UNITS] if p.unit.kind == "heading"]
    return frozenset(h.id for p in titles for h in p.hits if h.kind == "condition")


def _subject(clause: Clause, lex: Lexicon) -> frozenset[str]:
    """What the next sentence's "it" means: the magnesium of this one rather than the calcium it acts on."""
    agents = agents_of(clause.own, lex)
    mine = frozenset(c for c in agents if lex.kind.get(c) in AGENTS)
    if mine or clause.other_subject:
        return mine or agents
    if _on_trouble(clause, clause.hits, clause.own, lex):
        return frozenset({TROUBLE})
    if clause.about:
        return agents_of(clause.taken, lex) - OTHERS
    return agents


def _on_trouble(said: Clause | Parsed, local: Sequence[Hit], own: frozenset[str], lex: Lexicon) -> bool:
    """Whether a sentence speaks of a condition alone: "back pain is common", and "it" in the next is the pain."""
    first = next((h for h in local if h.kind not in {"relation", "wording", "people"}), None)
    named = first is not None and first.id in lex.conditions and said.unit.kind == "sentence"
    return named and not (own & lex.acting) and said.tokens[0].form not in PRONOUNS


def _apart(local: Sequence[Hit], own: frozenset[str], taken: frozenset[str], forms: frozenset[str]) -> bool:
    """Whether a sentence that opens with its condition leaves magnesium out: no "it" to take, no lack of a heading."""
    opens = next((h for h in local if h.kind in {"relation", "condition"}), None)
    return (
        opens is not None
        and opens.kind == "condition"
        and not (OF_HEADING & taken or {"dosing"} & own or {"it", "it's"} & forms)
    )


def _clause(page: Page, item: Parsed, span: tuple[int, int], before: frozenset[str]) -> Clause:
    first, after = span
    lex = page.lex
    tokens = item.tokens[first:after]
    local = item.hits if (first, after) == (0, len(item.tokens)) else _moved(item.hits, first, after)
    own = frozenset().union(*[lex.isa[h.id] for h in local if h.kind != "wording"])
    words = frozenset([h.id for h in local if h.kind == "wording"])
    forms = frozenset([t.form for t in tokens])
    if not EVIDENCE.isdisjoint(forms) and little_evidence(tokens):
        words |= {"unclear"}
    if first > 0:
        before = _earlier(item, first, lex, before)
    taken = taken_over(page, item, tokens, own, before, continues=first > 0)
    other = other_subject(local, own, tokens[0].form if tokens else "") and not (taken & {"deficiency", "excess"})
    opens = tokens[0].form if tokens else ""
    other = other or (TROUBLE in before and opens == "it" and not own & lex.acting)
    about = (
        "magnesium" in own
        or ("magnesium" in taken and not other)
        or bool({"form", "deficiency"} & own and page.topic and not other)
    )
    own |= pseudo(local, own | taken, lex)
    implied = implied_by(page, item, own) if page.topic else frozenset()
    metal = "metal" in words and not own & EATEN
    trouble = _on_trouble(item, local, own, lex)
    return Clause(
        start=item.unit.start if first == 0 else tokens[0].start,
        end=item.unit.end if after == len(item.tokens) else tokens[-1].end,
        unit=item.unit,
        tokens=tokens,
        hits=local,
        own=own.union(
            implied,
            () if COMPARES.isdisjoint(forms) else compared_with(tokens, local),
            unknown_verb(tokens, local),
            _said_here(own, local),
        ),
        taken=taken,
        negated=negations(tokens, local) if "negation" in words or "too" in forms else (),
        wording=wording(words),
        studies="plural_studies" in words,
        attributed="attribution" in words,
        absolute="absolute" in words,
        partly="negation" in words and partly_denied(tokens, local),
        conditional="condition_if" in words,
        question=asks(page.text[item.unit.start : item.unit.end]),
        other_subject=other,
        advice="advice" in words,
        furniture=[h.id for h in item.hits].count("furniture"),
        metal=metal,
        quantities=quantities(tokens, page.text),
        implied=implied,
        orders=orders(tokens),
        about=about and not metal and not (first == 0 and _apart(local, own, taken, forms) and trouble),
    )


def _moved(hits: Sequence[Hit], first: int, after: int) -> tuple[Hit, ...]:
    """The hits of a part of a sentence, by their places in that part."""
    return tuple(Hit(h.id, h.kind, h.first - first, h.after - first) for h in hits if first <= h.first < after)


def _earlier(item: Parsed, first: int, lex: Lexicon, before: frozenset[str]) -> frozenset[str]:
    """What a later part of a sentence speaks of: the same as the part before it."""
    earlier = frozenset(c for h in item.hits if h.first < first for c in lex.isa.get(h.id, ()))
    said = agents_of(earlier, lex) or before
    if item.tokens[first - 1].form == "," and "requirement" in earlier:
        return said | {"requirement"}  # "the RDA is ..., especially if you have ...": said of the same amount
    return said


def _said_here(own: frozenset[str], local: Sequence[Hit]) -> frozenset[str]:
    """Marks of what the clause itself names: magnesium, a food, more than one salt."""
    salts = {h.id for h in local if h.kind == "form"} - {"form", "elemental"}
    marks = ["magnesium_said"] if "magnesium" in own else []
    if "food" in [h.kind for h in local]:
        marks.append("food_said")
    if len(salts) > 1:
        marks.append("many_forms")
    return frozenset(marks)
