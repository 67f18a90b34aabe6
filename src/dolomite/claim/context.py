"""What the words around a statement do to it: turn it round, weaken it, strengthen it, hand it to another subject.

Negation follows NegEx (Chapman et al. 2001, J Biomed Inform 34:301): a trigger turns round what stands after it, up to
a word that ends its scope or a window of tokens; pseudo-triggers ("not only") turn nothing. Certainty, attribution and
condition are modifiers in the sense of ConText (Harkema et al. 2009, J Biomed Inform 42:839). The ladder of wording is
that of the GRADE informative statements (Santesso et al. 2020, J Clin Epidemiol 119:126).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from dolomite.claim.lexicon import Hit, Lexicon, Token

Wording = Literal["strong", "plain", "likely", "may", "unclear"]
NEGATION_WINDOW = 9  # tokens; NegEx used 5, and sentences for lay readers put more small words between
SCOPE_ENDS = frozenset(
    {
        ":",
        "but",
        "however",
        "except",
        "although",
        "though",
        "yet",
        "because",
        "unless",
        ";",
        "which",
        "so",
        "—",
        "without",
    }
)
CONDITIONS = frozenset({"if", "when", "unless"})  # "if it is not corrected, ...": the negation ends with the condition
AGENTS = frozenset({"agent", "form", "route"})
BENEFITS = frozenset({"help", "treat", "relieve", "prevent", "cure"})
PSEUDO = {"benefit": BENEFITS | {"reduce", "increase"}, "harms": frozenset({"cause", "increase", "reduce"})}
VERBS = BENEFITS | {
    "reduce",
    "increase",
    "cause",
    "contain",
    "need",
    "role",
    "deplete",
    "interact",
    "associated",
    "dosing",
}
KNOWN_DOING = (VERBS - {"contain", "need", "dosing"}) | {"symptom", "common", "study"}
GOOD_WORDS = BENEFITS | {"strong_word"}
GUT = frozenset({"diarrhea", "gut_upset", "nausea", "abdominal_cramps", "death", "pain"})  # not what one takes it for
MODALS = frozenset("can could may might should must will would".split())
LACKS = frozenset({"deficiency", "mg_deficiency", "shortfall", "mg_shortfall", "excess", "mg_excess"})
SHORTEST_VERB = 3  # letters: "is", "has" and the like say nothing of an effect
NO_VERBS = frozenset({"is", "are", "was", "were", "levels", "supplements", "tablets", "causes", "and", "or", "needs"})
PRONOUNS = frozenset(
    "it it's they they're this these that that's its such both some others one those another he she which".split()
)
DETERMINERS = frozenset({"the", "a", "an", "your", "their", "our"})
UNIVERSAL = frozenset("all every everyone everybody always each anyone necessarily".split())
PARTIAL_REACHES = 2  # tokens from "not" to "always"
EVIDENCE = frozenset({"evidence", "proof", "data"})
FEW = frozenset({"little", "scant", "scarce", "insufficient", "limited", "sparse", "inconclusive", "conflicting"})
FEW_REACHES = 4  # tokens from "little" to "evidence"
COMPARES = frozenset({"than", "versus", "vs", "compared", "unlike"})
SAFE = frozenset({"safe", "absolute_safe"})
AMOUNTS = frozenset({"much", "many", "little", "few", "not", "close"})  # "too much to ..." denies nothing


def other_subject(local: Sequence[Hit], own: frozenset[str], opens: str = "") -> bool:
    """Whether the sentence is about another nutrient or remedy: it comes first, and magnesium not before the verb."""
    for h in local:
        if h.kind in AGENTS or opens in PRONOUNS:
            return False
        if h.kind in {"nutrient", "remedy"}:
            return "magnesium" not in own
        if h.kind == "relation" and h.id in VERBS and h.id != "dosing":
            return False
    return False


def pseudo(local: Sequence[Hit], have: frozenset[str], lex: Lexicon) -> frozenset[str]:
    """Does the subject do good or harm? Fewer migraines is good, less sleep is not."""
    out: set[str] = set()
    relations = frozenset().union(*[lex.isa[h.id] for h in local if h.kind == "relation"])
    if not GOOD_WORDS.isdisjoint(relations):
        out.add("benefit")
    good = have & lex.good
    bad = (have & lex.conditions) - lex.good
    if "reduce" in relations and (bad or good):
        out.add("benefit" if bad else "harms")
    if "increase" in relations and (bad or good):
        out.add("benefit" if good else "harms")
    if "cause" in relations:
        out.add("harms")
    if good or bad - GUT:
        out.add("names_condition")
    if (good or bad) and "unclear" in [h.id for h in local]:
        out.add("benefit")  # "for sleep, the studies are small": an effect is meant, though no verb says so
    return frozenset(out)


def unknown_verb(tokens: Sequence[Token], local: Sequence[Hit]) -> frozenset[str]:
    """What a verb that no list knows does between magnesium and a condition or function: "magnesium burns fat".

    Such a verb is taken to claim good of a condition and a part in a function.
    """
    if not KNOWN_DOING.isdisjoint([h.id for h in local]):
        return frozenset()
    subject = next((h for h in local if h.kind in {"agent", "form"} and h.id not in LACKS), None)
    if subject is None and not (tokens and tokens[0].form in PRONOUNS):
        return frozenset()
    starts = subject.after if subject is not None else 1
    for h in local:
        if h.first <= starts or h.kind not in {"condition", "function"}:
            continue
        between = [t.form for t in tokens[starts : h.first]]
        acts = any(len(form) > SHORTEST_VERB and form.endswith(("s", "ed")) for form in between)
        if acts and not NO_VERBS & set(between):
            return frozenset({"benefit", "names_condition"} if h.kind == "condition" else ())
    return frozenset()


def compared_with(tokens: Sequence[Token], local: Sequence[Hit]) -> frozenset[str]:
    """What stands after "than" or "compared with", as than_oxide: the other side of a comparison."""
    at = next((i for i, t in enumerate(tokens) if t.form in COMPARES), None)
    if at is None:
        return frozenset()
    after = {h.id for h in local if h.first > at and h.kind in {"form", "food", "route"}}
    return frozenset({f"than_{name}" for name in after} | ({"than"} if after else set()))


def negations(tokens: Sequence[Token], local: Sequence[Hit]) -> tuple[tuple[int, int], ...]:
    """The stretches that negations cover, from the trigger to the end of its scope. [token places]"""
    if any(h.id == "mg_deficiency" and tokens[h.first].form == "without" for h in local):
        return ()  # "without magnesium the heart could not beat": the two negations make a need
    out: list[tuple[int, int]] = []
    for h in local:
        if (
            h.id != "negation" or _in_phrase(h, local) or (out and tokens[h.first].form == "without")
        ):  # "do not take it without asking"
            continue
        if (
            tokens[h.first].form == "without"
            and any(x.first == h.after and x.kind == "condition" and x.id not in GUT - {"pain"} for x in local)
            and not any(x.first == h.after and x.id == "concern" for x in local)
        ):
            continue  # "a night without pain": a benefit, no denial
        after = h.after
        ends = SCOPE_ENDS | {","} if any(t.form in CONDITIONS for t in tokens[: h.first]) else SCOPE_ENDS
        if _of_verb(tokens, h) or tokens[h.first].form == "without":
            ends = ends | MODALS  # "those whose kidneys do not work can ...": the main verb is not denied
        while after < len(tokens) and after - h.after < NEGATION_WINDOW and tokens[after].form not in ends:
            if tokens[after].form == "," and after + 1 < len(tokens) and tokens[after + 1].form in PRONOUNS:
                break  # "as if this were not enough, it also helps": a new subject, a new statement
            if [t.form for t in tokens[after : after + 2]] == [",", "and"] and _new_subject(tokens, after + 2):
                break  # "it did not help, and the drug had to be stopped"
            after += 1
        out.append((h.first, after))
    return (*out, *_too_to(tokens))


def _in_phrase(trigger: Hit, local: Sequence[Hit]) -> bool:
    """Whether a trigger runs into what calls a thing safe: "little to no risk" is one phrase, not a denial of it."""
    return any(trigger.first < x.first < trigger.after and x.id in SAFE for x in local)


def _too_to(tokens: Sequence[Token]) -> tuple[tuple[int, int], ...]:
    """What "too natural to ..." denies, to the end of the clause. [token places]"""
    forms = [t.form for t in tokens]
    return tuple(
        (at + 2, len(forms))
        for at, form in enumerate(forms[:-2])
        if form == "too" and forms[at + 2] == "to" and forms[at + 1] not in AMOUNTS
    )


def _new_subject(tokens: Sequence[Token], at: int) -> bool:
    return at < len(tokens) and (tokens[at].form in DETERMINERS or tokens[at].form in PRONOUNS)


def partly_denied(tokens: Sequence[Token], local: Sequence[Hit]) -> bool:
    """Whether a clause denies only that something always holds: "not everyone", "does not always"."""
    return any(
        h.id == "negation" and UNIVERSAL & {t.form for t in tokens[h.after : h.after + PARTIAL_REACHES]} for h in local
    )


def _of_verb(tokens: Sequence[Token], trigger: Hit) -> bool:
    """Whether a negation belongs to a verb ("do not work") and not to a whole statement ("it is not true that")."""
    last = tokens[trigger.after - 1].form
    follows = tokens[trigger.after].form if trigger.after < len(tokens) else ""
    return (last in {"not", "never", "cannot"} or last.endswith("n't")) and follows not in {"true", "the", "a"}


def little_evidence(tokens: Sequence[Token]) -> bool:
    """Whether evidence is said to be little or missing, whatever word describes it: "little high-quality evidence"."""
    forms = [t.form for t in tokens]
    return any(form in EVIDENCE and FEW & set(forms[max(0, at - FEW_REACHES) : at]) for at, form in enumerate(forms))


def wording(words: frozenset[str]) -> Wording:
    """How strongly a clause is worded: the most careful word decides."""
    if "unclear" in words:
        return "unclear"
    if "may" in words:
        return "may"
    if "strong" in words:
        return "strong"
    return "likely" if "likely" in words else "plain"
