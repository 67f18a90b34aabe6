"""A clause against the claim facts: the most telling fact for each thing the clause names, and the verdict by rule."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dolomite.base.finding import Basis
from dolomite.claim.ask import known
from dolomite.claim.claims import Certainty, ClaimFact, Holds, Said, Verdict, by_key, rules
from dolomite.claim.clause import Clause
from dolomite.claim.context import LACKS
from dolomite.claim.direction import is_sign, shows_sign
from dolomite.claim.lexicon import Hit
from dolomite.claim.quantity import Quantity
from dolomite.claim.spacing import too_short

# Kinds whose statements stand even inside advice ("ask your doctor if ..."): what they warn of can be checked.
PLAINLY = frozenset({"efficacy", "mechanism", "deficiency", "topical"})
WARNINGS = frozenset({"safety", "interaction"})
# Things one wants magnesium for: with these, certainty words belong to the effect and absolute words are too much.
EFFECTS = frozenset({"efficacy", "topical"})
BEARERS = frozenset({"agent", "form", "people"})  # what a statement is about; negation turns what is said of them
WARY: tuple[Holds, ...] = ("high", "moderate", "low", "very_low", "none", "no_effect", "false", "harmful")
SCOPE = frozenset("healthy kidney kidneys most usually normally renal generally unless".split())
IMPROVES = frozenset(
    "improve improves improving boost boosts boosting enhance enhances enhancing better optimise optimises optimize "
    "optimizes strengthen strengthens".split()
)
NORMAL = frozenset(
    {"normal", "healthy", "maintain", "maintains", "maintaining"}
)  # "helps keep it normal" claims no more
GREATEST = frozenset({"greatest", "biggest", "strongest", "foremost"})
SHARES = frozenset({"most", "all", "every", "nearly", "almost"})
SMALLEST_COUNT = 20  # a bare number below this counts reactions or people nowhere: it is "one of", a list mark, a note


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One verdict on one statement of a clause, with its reason and grounds. (No unit.)"""

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


@dataclass(frozen=True, slots=True)
class _Match:
    fact: ClaimFact
    key: Hit | None
    hits: tuple[Hit, ...]
    own: int
    parts: int
    exact: int

    @property
    def rank(self) -> tuple[int, int, int, int]:
        """More parts, then names rather than wider ideas, then more said here; between equals the warier fact."""
        return (self.parts, self.exact, self.own, WARY.index(self.fact.holds))


def judge(clause: Clause) -> tuple[Judgement, ...]:
    """Every statement of the clause that a claim fact speaks to, judged. (No unit.)"""
    best: dict[int, _Match] = {}
    for match in _matches(clause):
        place = match.key.first if match.key else -1
        held = best.get(place)
        if held is None or match.rank > held.rank:
            best[place] = match
    if len(best) > 1:
        best.pop(-1, None)
    return tuple(_judged(clause, match) for match in _undominated(best.values()))


def _undominated(matches: Iterable[_Match]) -> list[_Match]:
    """A fact that rests on a part of what another rests on has nothing of its own to say."""
    kept = list(matches)
    out = []
    for one in kept:
        mine = {h.first for h in one.hits}
        if not any(
            other is not one
            and other.parts > one.parts
            and one.key is not None
            and one.key.first in {h.first for h in other.hits}
            and mine <= {h.first for h in other.hits}
            for other in kept
        ):
            out.append(one)
    return out


def _matches(clause: Clause) -> Iterable[_Match]:
    index = by_key()
    have = clause.have
    for concept in sorted(have & index.keys()):
        for fact, parts in index[concept]:
            if _out_of_place(clause, fact, have):
                continue
            found = [_best(clause, part, carried=not fact.near) for part in parts]
            if any(got is None for got in found):
                continue
            # what a fact is about must be said here, not carried over from a heading
            keys = clause.places(concept) or ((Hit(concept, "condition", 0, 0),) if concept in clause.implied else ())
            own = tuple(h for got in found if got for h in clause.places(got)[:1])
            if not keys or not (own or clause.implied) or _unsaid(clause, fact, keys, own):
                continue
            number = 2 if fact.number == "required" else 0
            named = sum(h.id in part for h, part in zip(own, parts, strict=False))
            for key in keys:
                yield _Match(fact, key, own, len(own), len(parts) + number, named + (2 if key.id == concept else 0))


def _out_of_place(clause: Clause, fact: ClaimFact, have: frozenset[str]) -> bool:
    """Whether a fact cannot be meant: another subject, something that excludes it, a bath where it is of tablets."""
    if not clause.about and not (fact.near and "magnesium" in have):
        return True
    if any(c in have for c in fact.none):
        return True
    return fact.kind == "efficacy" and "topical" in clause.own and not _names(fact, "topical")


def _unsaid(clause: Clause, fact: ClaimFact, keys: Sequence[Hit], own: Sequence[Hit]) -> bool:
    """Whether a fact's things are named and yet not said of each other: no figure, the other way round, no denial."""
    if fact.number == "required" and not _numbers(clause, fact):
        return True
    if is_sign(fact) and not shows_sign(clause, keys):
        return True
    return fact.needs_negation and not any(clause.is_negated(h) for h in own)


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


def _judged(clause: Clause, match: _Match) -> Judgement:
    fact = match.fact
    holds: Holds
    holds, certainty = known(fact)
    if fact.assoc is not None and "associated" in clause.own and not {"treat", "cure"} & clause.own:
        holds = fact.assoc
    said = _said(clause, match)
    if (
        fact.wants_hedge
        and said == "plain"
        and not {"adults", "likely"} & clause.own
        and "people" not in {t.form for t in clause.found}
    ):
        holds = "low"
    if fact.kind in EFFECTS and said == "strong" and holds == "high":
        holds = "moderate"  # "cures", "proves", "miracle" are too much even where the effect is known
    rule = rules()[(holds, said)]
    verdict, because, why = rule.verdict, rule.because, fact.why
    if verdict == "supported" and holds == "high" and fact.kind not in PLAINLY:
        because = ""  # "well established" belongs to what magnesium does, not to a limit or a warning
    wrong_number = _number_outside(clause, fact)
    if wrong_number is not None and said != "denied":
        verdict, because = fact.outside, f"The figure {wrong_number} does not fit."
    if verdict == "supported" and said != "denied":
        verdict, because = _limited(clause, match, because)
    if (
        verdict == "supported"
        and fact.reassures
        and (fact.verified is not True or (said != "denied" and clause.absolute))
    ):
        verdict, because = "overstated", "Reassurance needs firmer ground."
    return Judgement(
        verdict=verdict,
        kind=fact.kind,
        statement=_statement(fact, said),
        certainty=certainty,
        why=why,
        basis=fact.basis,
        weight=match.parts * 10 + match.own,
        fact=fact.id,
        because=because,
        used=frozenset(h.first for h in match.hits),
        of=fact.of,
    )


def _limited(clause: Clause, match: _Match, because: str) -> tuple[Verdict, str]:
    """What takes back a right statement: hours too few, more things than it holds for, people it does not hold for."""
    short = too_short(clause, match.fact)
    if short is not None:
        return "overstated", short
    if match.fact.of == "count" and match.key is not None and _share_before(clause, match.key):
        return "overstated", "Many, not most or all."
    forms = {t.form for t in clause.found}
    if match.fact.kind == "mechanism" and IMPROVES & forms and not NORMAL & forms:
        return "overstated", "It is needed for this; that more of it does more is not shown."
    if match.fact.kind == "deficiency" and GREATEST & forms:
        return "overstated", "That it comes first of all is in no source."
    if match.fact.wants_scope and not SCOPE & forms:
        return "overstated", "It leaves out whom this does not hold for."
    return "supported", because


def _share_before(clause: Clause, key: Hit) -> bool:
    """Whether "most" or "all" stands right before what is counted."""
    return bool(SHARES & {t.form for t in clause.found[max(0, key.first - 2) : key.first]})


def _said(clause: Clause, match: _Match) -> Said:
    """How the clause says this fact: denied when an odd number of negations covers what carries its meaning."""
    fact = match.fact
    warns = fact.kind in WARNINGS  # a warning can be denied however it is worded
    if fact.kind == "deficiency" and "lower_risk" in clause.own:
        return "denied"
    if (fact.negatable or warns) and not fact.needs_negation:
        bearers = BEARERS | {"risk", "medicine"} if warns else BEARERS
        anchors = [h for h in match.hits if h.kind not in bearers or h.id in LACKS] or list(match.hits)
        bare = warns and any(clause.none_of(h) for h in match.hits if h.kind in bearers)
        turned = bare or any(clause.is_negated(h, match.hits) for h in anchors)
        if turned and not (warns and clause.excepts(match.hits)):
            return "denied"
    if not fact.negatable and clause.wording == "unclear":
        return "plain"  # the fact itself speaks of what is not known
    if clause.wording == "plain" and clause.studies:
        return "studies"
    return clause.wording


def _statement(fact: ClaimFact, said: Said) -> str:
    if said == "denied":
        return f"denied: {fact.states}"
    if said in {"may", "unclear", "strong"}:
        word = {"may": "said as possible", "unclear": "said to be unclear", "strong": "said as certain"}[said]
        return f"{fact.states} ({word})"
    return fact.states


def _numbers(clause: Clause, fact: ClaimFact) -> list[Quantity]:
    """Quantities of the fact's dimension; bare small numbers ("one of", a footnote) count nothing."""
    return [q for q in clause.quantities if q.unit == fact.of and (fact.of != "count" or q.low >= SMALLEST_COUNT)]


def _number_outside(clause: Clause, fact: ClaimFact) -> str | None:
    if fact.of is None or fact.low is None or fact.high is None:
        return None
    numbers = _numbers(clause, fact)
    if not numbers:
        return None
    for q in numbers:
        if q.high >= fact.low and q.low <= fact.high:
            return None
    first = numbers[0]
    return f"{first.low:g}" if first.low == first.high else f"{first.low:g} to {first.high:g}"
