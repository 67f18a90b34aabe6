"""Which claim facts a clause speaks of: each of their parts named, and said of each other."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from dolomite.claim.claims import ClaimFact, Holds, Keyed, by_key, keys_of_facts
from dolomite.claim.clause import Clause
from dolomite.claim.context import VERBS
from dolomite.claim.direction import is_sign, shows_sign
from dolomite.claim.lexicon import Hit, lexicon
from dolomite.claim.quantity import Quantity

BOUNDS = frozenset({"because", "when"})  # what they open speaks of something else
WARY: tuple[Holds, ...] = ("high", "moderate", "low", "very_low", "none", "no_effect", "false", "harmful")
TIES = frozenset({"associated", "cause", "symptom"})  # between two things: what is said of one is not said of the other
ILLS = frozenset({"condition", "risk", "medicine"})
HAVING = frozenset({"with", "have", "having", "has", "whose", "after"})  # "safe for people with ...", "safe after ..."
UNHARMED = frozenset("healthy normal good no a food meals meal water milk".split())
ROLE_REACHES = 5  # tokens from "a role in" to what it is a role in
YEARS = range(1900, 2101)  # a bare number among these is a year
SWALLOWED = frozenset("pill pills tablet tablets capsule capsules".split())
REGULATES = frozenset({"regulate", "regulates", "regulating"})
ARTICLES = frozenset({"the", "a", "root", "main", "common"})
BRINGING = frozenset("causing causes cause leading leads lead resulting results result triggering triggers".split())
MARKETED = frozenset("marketed advertised touted promoted sold purchased hyped billed".split())
LEAVING = frozenset({"not", "without", "avoid", "avoiding", "skip", "skipping"})
USED = frozenset({"used", "taken", "prescribed", "given"})
APPOSED = 4  # tokens from a medicine to "used": ", which are commonly used for"
LONGEST_USE = 6  # tokens from "used" to what for
SMALLEST_COUNT = 20  # a bare number below this counts reactions or people nowhere: it is "one of", a list mark, a note


@dataclass(frozen=True, slots=True)
class Match:
    """A fact, the place of what it is about, and what of it the clause says itself."""

    fact: ClaimFact
    key: Hit | None
    hits: tuple[Hit, ...]
    own: int
    parts: int
    exact: int

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """More parts, then names rather than wider ideas, then more said here; between equals the warier fact.
        (No unit: counts.)"""
        return (self.parts, self.exact, self.own, WARY.index(self.fact.holds))


def matched(clause: Clause) -> tuple[Match, ...]:
    """The most telling fact for each thing the clause names."""
    best: dict[int, Match] = {}
    for match in _matches(clause):
        place = match.key.first if match.key else -1
        held = best.get(place)
        if held is None or match.rank > held.rank:
            best[place] = match
    if len(best) > 1:
        best.pop(-1, None)
    return tuple(_undominated(best.values()))


def _undominated(matches: Iterable[Match]) -> list[Match]:
    """A fact that rests on a part of what another rests on has nothing of its own to say."""
    kept = list(matches)
    out = []
    for match in kept:
        mine = {h.first for h in match.hits}
        if not any(
            other is not match
            and other.parts > match.parts
            and match.key is not None
            and match.key.first in {h.first for h in other.hits}
            and mine <= {h.first for h in other.hits}
            for other in kept
        ):
            out.append(match)
    return out


def _matches(clause: Clause) -> Iterable[Match]:
    index = by_key()
    have = clause.have
    places = cache(clause.places)
    for concept in sorted(have & keys_of_facts()):
        # what a fact is about must be said here, not carried over from a heading
        keys = places(concept) or ((Hit(concept, "condition", 0, 0),) if concept in clause.implied else ())
        for fact, parts, excluded in _named_together(index[concept], have) if keys else ():
            if not excluded.isdisjoint(have) or _out_of_place(clause, fact, have):
                continue
            best = [_best(clause, part, carried=not fact.near) for part in parts]
            if None in best:
                continue
            own = _apart(places(met) for met in best if met)
            if not (own or clause.implied) or _unsaid(clause, fact, keys, own):
                continue
            number = 2 if fact.number == "required" else 0
            twice = len(own) - len({h.first for h in own})  # one word stands for one part
            named = sum(h.id in part for h, part in zip(own, parts, strict=False))
            for key in keys:
                if _parted(clause, key, parts, places):
                    continue
                yield Match(
                    fact, key, own, len(own), len(parts) - twice + number, named + (2 if key.id == concept else 0)
                )


def _apart(parts: Iterable[Sequence[Hit]]) -> tuple[Hit, ...]:
    """For each part of a fact the first place that no other part has taken, if there is one."""
    out: list[Hit] = []
    for places in parts:
        if places:
            taken = {h.first for h in out}
            out.append(next((h for h in places if h.first not in taken), places[0]))
    return tuple(out)


def _parted(
    clause: Clause, key: Hit, parts: Sequence[tuple[str, ...]], places: Callable[[str], tuple[Hit, ...]]
) -> bool:
    """Whether what a fact is about and what it says of it stand in different parts of the sentence."""
    bounds = [
        at
        for at, (t, follows) in enumerate(itertools.pairwise(clause.tokens))
        if t.form in BOUNDS and at and follows.form != "of"
    ]
    if not bounds:
        return False
    for part in parts[1:]:
        near = [h for concept in part if concept in clause.own for h in places(concept)]
        if near and all(any(min(h.first, key.first) < at < max(h.first, key.first) for at in bounds) for h in near):
            return True
    return False


def _named_together(
    rows: Sequence[Keyed], have: frozenset[str]
) -> Iterator[tuple[ClaimFact, tuple[tuple[str, ...], ...], frozenset[str]]]:
    """Of the facts with one key, those of which every part is named."""
    for fact, parts, others, excluded in rows:
        for part in others:
            if have.isdisjoint(part):
                break
        else:
            yield fact, parts, excluded


def _out_of_place(clause: Clause, fact: ClaimFact, have: frozenset[str]) -> bool:
    """Whether a fact cannot be meant: another subject, something that excludes it, a bath where it is of tablets."""
    if not clause.about and not (fact.near and "magnesium" in have):
        return True
    if fact.kind == "efficacy" and "gets_better" in clause.own and "magnesium" not in clause.own:
        return True  # "the pain often goes away by itself"
    if fact.kind == "topical" and _swallowed(clause):
        return True  # "as pills, liquids and lotions"
    return fact.kind == "efficacy" and "topical" in clause.own and not _names(fact, "topical")


def _swallowed(clause: Clause) -> bool:
    """Whether pills are named beside lotions, and not compared with them."""
    forms = {t.form for t in clause.tokens}
    return not SWALLOWED.isdisjoint(forms) and "than" not in forms


def _unsaid(clause: Clause, fact: ClaimFact, keys: Sequence[Hit], own: Sequence[Hit]) -> bool:
    """Whether a fact's things are named and yet not said of each other: no figure, the other way round, no denial."""
    if fact.number == "required" and not numbers(clause, fact):
        return True
    if "danger" in fact.parts[0] and _of_leaving_out(clause, own):
        return True
    if fact.kind == "efficacy" and all(_is_no_aim(clause, key) for key in keys):
        return True
    if fact.verb_first and not any(h.kind == "relation" and h.first < key.first for h in own for key in keys):
        return True
    if fact.reassures and _of_the_ill(clause, fact):
        return True
    if "common" in fact.parts[0] and _common_of_another(clause):
        return True
    if is_sign(fact) and not shows_sign(clause, keys):
        return True
    return fact.needs_negation and not any(clause.is_negated(h) for h in own)


def _of_leaving_out(clause: Clause, own: Sequence[Hit]) -> bool:
    """Whether it is leaving magnesium out that is called dangerous: "more of a danger not to take magnesium"."""
    return any(
        h.kind == "agent" and LEAVING & {t.form for t in clause.tokens[max(0, h.first - 3) : h.after]} for h in own
    )


def _common_of_another(clause: Clause) -> bool:
    """Whether what is common or rare is tied to a lack, not the lack itself: "common troubles linked with a lack"."""
    said = [h for h in clause.hits if h.id in {"common", "rare"}]
    lacks = clause.places("deficiency")
    ties = [h.first for h in clause.hits if h.id in TIES]
    return bool(said and lacks) and all(
        any(min(a.first, b.first) < tie < max(a.first, b.first) for tie in ties) for a in said for b in lacks
    )


def _of_the_ill(clause: Clause, fact: ClaimFact) -> bool:
    """Whether a reassurance is given to people with something, or for something, that the fact does not name."""
    said = next((h for h in clause.hits if h.id == "safe"), None)
    if said is None:
        return False
    named = {concept for part in fact.parts for concept in part}
    good = lexicon().good  # "safe to take for sleep" names an aim, no illness
    if any(h.kind in ILLS and h.first >= said.after and h.id not in named | good for h in clause.hits):
        return True
    forms = [t.form for t in clause.tokens[said.after :]]
    return any(form in HAVING and then not in UNHARMED for form, then in itertools.pairwise([*forms, ""]))


def _is_no_aim(clause: Clause, key: Hit) -> bool:
    """Whether a condition is named, and not as what magnesium is said to do good to."""
    return any(no_aim(clause, key) for no_aim in (_of_those_warned, _of_a_medicine, _of_a_role, _of_a_market, _of_harm))


def _of_harm(clause: Clause, key: Hit) -> bool:
    """Whether a condition is what something brings: "a drop in blood pressure, causing dizziness and fatigue"."""
    before = [h for h in clause.hits if h.kind == "relation" and h.after <= key.first and h.id in VERBS]
    if not before or before[-1].id != "cause":
        return False
    verb = before[-1].first
    noun = verb > 0 and clause.tokens[verb - 1].form in ARTICLES  # "cures the cause of cramps"
    return clause.tokens[verb].form in BRINGING and not noun


def _of_a_market(clause: Clause, key: Hit) -> bool:
    """Whether it is told what magnesium is sold for, not what it does: "it is widely marketed as a cure for cramps"."""
    return any(t.form in MARKETED for t in clause.tokens[: key.first])


def _of_a_role(clause: Clause, key: Hit) -> bool:
    """Whether it is a function that is spoken of: "messengers involved in sleep", "a role in managing blood sugar"."""
    before = [t.form for t in clause.tokens[: key.first]]
    if before[-2:] == ["involved", "in"] or before[-3:-1] == ["involved", "in"]:
        return True
    said = [h for h in clause.hits if h.kind == "relation" and h.after <= key.first and h.id in VERBS]
    if said and said[-1].id == "role" and clause.tokens[said[-1].first].form in REGULATES:
        return True  # "helps regulate heartbeat and blood pressure"
    functions = {h.first for h in clause.hits if h.kind == "function"}
    return key.first in functions and bool({"role", "roles"} & set(before[-ROLE_REACHES:]))


def _of_those_warned(clause: Clause, key: Hit) -> bool:
    """Whether a condition is that of people who are told not to take it: "people with asthma should not take ..."."""
    return any(h.id == "no_safe" and key.after <= h.first for h in clause.hits)


def _of_a_medicine(clause: Clause, key: Hit) -> bool:
    """Whether a condition is what a medicine is for: "these drugs, used to treat osteoporosis, are ..."."""
    forms = [t.form for t in clause.tokens[: key.first]]
    used = next((at for at in range(len(forms) - 1, 0, -1) if forms[at] in USED), None)
    if used is None or key.first - used > LONGEST_USE or not any(h.kind == "medicine" for h in clause.hits):
        return False
    return any(h.kind == "medicine" and 0 <= used - h.after <= APPOSED for h in clause.hits)


def _names(fact: ClaimFact, concept: str) -> bool:
    return any(concept in part for part in fact.parts)


def _best(clause: Clause, alternatives: tuple[str, ...], *, carried: bool) -> str | None:
    over = None
    for concept in alternatives:
        if concept in clause.own:
            return concept
        if carried and concept in clause.taken:
            over = concept
    return over


def numbers(clause: Clause, fact: ClaimFact) -> list[Quantity]:
    """The clause's quantities of the fact's dimension; bare small ones ("one of", a footnote) count nothing.
    (Unit: the fact's.)"""
    return [q for q in clause.quantities if q.unit == fact.of and (fact.of != "count" or _counts(q))]


def _counts(quantity: Quantity) -> bool:
    return quantity.low >= SMALLEST_COUNT and not (quantity.low == quantity.high and quantity.low in YEARS)
