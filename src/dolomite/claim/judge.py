"""A clause against the claim facts: the most telling fact for each thing the clause names, and the verdict by rule."""

from __future__ import annotations

from dolomite.claim.ask import known
from dolomite.claim.claims import ClaimFact, Holds, Said, Verdict, rules
from dolomite.claim.clause import Clause
from dolomite.claim.context import LACKS
from dolomite.claim.judgement import Judgement
from dolomite.claim.lexicon import Hit
from dolomite.claim.matching import Match, matched, numbers
from dolomite.claim.quantity import Quantity
from dolomite.claim.spacing import too_short
from dolomite.claim.sure import is_short

# Kinds whose statements stand even inside advice ("ask your doctor if ..."): what they warn of can be checked.
PLAINLY = frozenset({"efficacy", "mechanism", "deficiency", "topical"})
WARNINGS = frozenset({"safety", "interaction"})
# Things one wants magnesium for: with these, certainty words belong to the effect and absolute words are too much.
EFFECTS = frozenset({"efficacy", "topical"})
CAUSAL = EFFECTS | {"deficiency"}
BACK = frozenset({"back_pain", "neck_pain", "sciatica"})
BEARERS = frozenset({"agent", "form", "people"})  # what a statement is about; negation turns what is said of them
SCOPE = frozenset("healthy kidney kidneys most usually normally renal generally unless".split())
IMPROVES = frozenset(
    "improve improves improving boost boosts boosting enhance enhances enhancing better optimise optimises optimize "
    "optimizes strengthen strengthens".split()
)
NORMAL = frozenset(
    {"normal", "healthy", "maintain", "maintains", "maintaining"}
)  # "helps keep it normal" claims no more
GREATEST = frozenset({"greatest", "biggest", "strongest", "foremost"})
NEAR = 6  # tokens from a denying word to what it denies: a denial farther off may be of something else
DOUBTFUL = "It denies something that is known, or says something else: this cannot be told, so it is not judged."
ANIMALS = "It speaks of animals or cells; what is known here is of people, so it is not judged."
PARTLY = "It says that this does not hold for all or not always, which nothing here speaks to."
NOT_LOOKED_UP = "Generally held; we have not looked its source up yet."
SHARED = frozenset({"bone_structure", "blood_test", "cell"})  # where the body's magnesium is
SHARES = frozenset({"most", "all", "every", "nearly", "almost"})


def judge(clause: Clause) -> tuple[Judgement, ...]:
    """Every statement of the clause that a claim fact speaks to, judged."""
    return tuple(_judged(clause, match) for match in matched(clause))


def _judged(clause: Clause, match: Match) -> Judgement:
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
        and "people" not in {t.form for t in clause.tokens}
    ):
        holds = "low"
    if fact.kind in CAUSAL and (said, holds, fact.certainty) == ("may", "low", "very_low") and not is_short(clause):
        holds = "very_low"  # "may" asks for low certainty; a long sentence adds people or effects to what is known
    if fact.kind in EFFECTS and said == "strong" and holds == "high":
        holds = "moderate"  # "cures", "proves", "miracle" are too much even where the effect is known
    rule = rules()[(holds, said)]
    verdict, because, why = rule.verdict, rule.because, fact.why
    if verdict == "supported" and holds == "high" and fact.kind not in PLAINLY:
        because = ""  # "well established" belongs to what magnesium does, not to a limit or a warning
    wrong_number = _number_outside(clause, match)
    if wrong_number is not None and said != "denied":
        verdict, because = fact.outside, f"The figure {wrong_number} does not fit."
    if fact.kind in EFFECTS and "rats" in clause.own and not any("rats" in part for part in fact.parts):
        verdict, because, why = "not_checkable", "", ANIMALS
    if said == "denied" and verdict == "wrong" and fact.kind not in WARNINGS and not _near(clause, match):
        verdict, because, why = "not_checkable", "", DOUBTFUL
    if said == "denied" and verdict != "supported" and clause.partly:
        verdict, because, why = "not_checkable", "", PARTLY
    if verdict == "supported" and fact.verified is False:
        because = NOT_LOOKED_UP
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
        denied=said == "denied",
        harmful=holds == "harmful",
        on_back=any(h.id in BACK for h in match.hits),
    )


def _limited(clause: Clause, match: Match, because: str) -> tuple[Verdict, str]:
    """What takes back a right statement: hours too few, more things than it holds for, people it does not hold for."""
    short = too_short(clause, match.fact)
    if short is not None:
        return "overstated", short
    if match.fact.of == "count" and match.key is not None and _share_before(clause, match.key):
        return "overstated", "Many, not most or all."
    forms = {t.form for t in clause.tokens}
    if match.fact.kind == "mechanism" and IMPROVES & forms and not NORMAL & forms:
        return "overstated", "It is needed for this; that more of it does more is not shown."
    if match.fact.kind == "deficiency" and GREATEST & forms:
        return "overstated", "That it comes first of all is in no source."
    if match.fact.wants_scope and not SCOPE & forms:
        return "overstated", "It leaves out whom this does not hold for."
    return "supported", because


def _share_before(clause: Clause, key: Hit) -> bool:
    """Whether "most" or "all" stands right before what is counted."""
    return bool(SHARES & {t.form for t in clause.tokens[max(0, key.first - 2) : key.first]})


def _said(clause: Clause, match: Match) -> Said:
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


def _near(clause: Clause, match: Match) -> bool:
    """Whether a denying word stands close before one of the things it turns round."""
    return not clause.negated or any(
        first < 0 or 0 <= hit.first - first <= NEAR
        for hit in match.hits
        for first, after in clause.negated
        if first <= hit.first < after
    )


def _statement(fact: ClaimFact, said: Said) -> str:
    if said == "denied":
        return f"denied: {fact.states}"
    if said in {"may", "unclear", "strong"}:
        word = {"may": "said as possible", "unclear": "said to be unclear", "strong": "said as certain"}[said]
        return f"{fact.states} ({word})"
    return fact.states


def _number_outside(clause: Clause, match: Match) -> str | None:
    fact = match.fact
    if fact.of is None or fact.low is None or fact.high is None:
        return None
    stated = [q for q in numbers(clause, fact) if not _of_another(clause, match, q)]
    if not stated:
        return None
    for q in stated:
        if q.high >= fact.low and q.low <= fact.high:
            return None
    first = stated[0]
    return f"{first.low:g}" if first.low == first.high else f"{first.low:g} to {first.high:g}"


def _of_another(clause: Clause, match: Match, q: Quantity) -> bool:
    """Whether a share stands nearer to another place of the body: "in bone (60 per cent), the rest in the blood"."""
    if match.key is None or not SHARED & set(match.fact.parts[0]):
        return False
    own = _gap(match.key, q)
    return any(h.id in SHARED and h.id != match.key.id and _gap(h, q) < own for h in clause.hits)


def _gap(hit: Hit, q: Quantity) -> int:
    return min(abs(hit.first - q.after), abs(q.first - hit.after))
