"""A report of one trial against that trial: is it told as it was, by which way, in how many, with which result?"""

from __future__ import annotations

from collections.abc import Iterator

from dolomite.claim.claims import Verdict
from dolomite.claim.clause import Clause
from dolomite.claim.judgement import Judgement
from dolomite.claim.lexicon import Hit
from dolomite.claim.quantity import Quantity
from dolomite.claim.split import CONCEDING
from dolomite.evidence.study import Trial, trials

NOT_SWALLOWED = frozenset({"infusion", "infusion_then_oral", "epidural", "injection"})
NO_EFFECT = "no_difference"
TOLD = frozenset({"pain", "attacks", "attack_days", "cramps"})  # the outcomes that articles tell of
EQUAL = frozenset({"similarly", "similar", "equally", "comparable"})
Remark = tuple[Verdict, str]
SEVERER: tuple[Verdict, ...] = ("supported", "not_checkable", "overstated", "wrong")


WHOM = "who"


def compared(clause: Clause, trial: Trial) -> Judgement:
    """The verdict on a report of a trial, with what the report leaves out."""
    claims_benefit = "benefit" in clause.own and not _denies(clause)
    remarks = [*_result(clause, trial, claims_benefit=claims_benefit), *_way(clause, trial, claims_benefit)]
    verdicts: list[Verdict] = [verdict for verdict, _ in remarks]
    if _wrong_size(clause, trial):
        verdicts.append("overstated")
    parts = [f"The trial is {trial.name}: {trial.title}."]
    if trial.n is not None:
        parts.append(f"It had {trial.n} people.")
    parts += [says for _, says in remarks]
    later = _later(trial)
    if later is not None and claims_benefit:
        parts.append(f"{later.name} tested it again in {later.n} people and found no difference.")
    return Judgement(
        verdict=max(verdicts, key=SEVERER.index, default="supported"),
        kind="study",
        statement=f"report of {trial.name}",
        certainty="very_low",
        why=" ".join(parts),
        basis=trial.basis + (later.basis if later is not None else ()),
        weight=100,
        fact=trial.id,
    )


def _denies(clause: Clause) -> bool:
    """Whether the report says that nothing came out."""
    triggers = [h for h in clause.hits if h.id == "negation"]
    if triggers:
        return not all(_of_people(clause, h) for h in triggers)
    return any(clause.is_negated(h) for h in clause.hits if h.kind in {"relation", "condition"})


def _of_people(clause: Clause, trigger: Hit) -> bool:
    """Whether a negation only says who was studied: "people who do not get an aura"."""
    forms = [t.form for t in clause.tokens]
    return WHOM in forms[max(0, trigger.first - 2) : trigger.first]


def _result(clause: Clause, trial: Trial, *, claims_benefit: bool) -> Iterator[Remark]:
    """What the trial found beside what the report says it found."""
    if trial.comparison == "active" and EQUAL & {t.form for t in clause.tokens}:
        yield "supported", "It compared magnesium with another treatment, not with placebo."
        return
    stated = [r.stated for r in trial.results if r.domain in TOLD and r.stated != "not_stated"]
    none = bool(stated) and all(outcome == NO_EFFECT for outcome in stated)
    within = bool(stated) and all(outcome == "within_arm" for outcome in stated)
    if claims_benefit and none:
        yield "wrong", "It found no difference between the groups."
    elif claims_benefit and within and not _says_infused(clause):
        yield (
            "overstated",
            "It compared people with their own start, not with a control group, which shows no effect.",
        )
    elif _denies(clause) and CONCEDING & {t.form for t in clause.tokens}:
        yield "not_checkable", "One side of the sentence speaks of this trial, the other of something else."
    elif _denies(clause) and none:
        yield "supported", "It found no difference between the groups, as the sentence says."
    elif _denies(clause) and stated and not within:
        yield "wrong", "It reported a difference in favour of magnesium."


def _way(clause: Clause, trial: Trial, claims_benefit: bool) -> Iterator[Remark]:
    """Whether magnesium was given as the report makes one believe."""
    if claims_benefit and trial.magnesium.route in NOT_SWALLOWED and not _says_infused(clause):
        yield "overstated", "Magnesium was given into a vein or by injection in hospital, not as a supplement."


def _says_infused(clause: Clause) -> bool:
    said = clause.have if clause.reported else clause.own
    return bool({"intravenous", "epidural"} & said) or "pilot" in {t.form for t in clause.tokens}


def _wrong_size(clause: Clause, trial: Trial) -> bool:
    people: list[Quantity] = [q for q in clause.quantities if q.unit == "people" and q.low == q.high]
    return bool(people) and trial.n is not None and all(q.low > 2 * trial.n for q in people)


def _later(trial: Trial) -> Trial | None:
    """A later and larger trial of the same question that found no difference."""
    if trial.year is None or trial.n is None:
        return None
    for other in trials():
        if other.question == trial.question and other.year is not None and other.n is not None:
            pain = [r for r in other.results if r.domain == "pain"]
            if other.year > trial.year and other.n > trial.n and pain and all(r.stated == NO_EFFECT for r in pain):
                return other
    return None
