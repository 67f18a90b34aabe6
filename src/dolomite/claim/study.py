"""Reports of single studies: the trial found by year, journal, number of people and condition, then compared.

"A 2009 study in Pain Medicine found ..." is judged by what that trial did and found, not by what is known in all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from dolomite.claim.clause import Clause
from dolomite.claim.compared import compared
from dolomite.claim.judgement import Judgement
from dolomite.claim.lexicon import tokens
from dolomite.claim.report import UNKNOWN_STUDY, runs, together, told_of
from dolomite.evidence.question import questions
from dolomite.evidence.study import Trial, trials

# Which of our words stand for the conditions that the trials' questions are filed under.
CONDITIONS = {
    "crps": "crps",
    "low_back": "back_pain",
    "low_back_acute": "back_pain",
    "low_back_chronic": "back_pain",
    "low_back_radicular": "sciatica",
    "neuropathic": "neuropathic_pain",
    "fibromyalgia": "fibromyalgia",
    "cramps": "cramps",
    "migraine": "migraine",
    "period": "period_pain",
    "spine_surgery": "postoperative_pain",
    "surgery": "postoperative_pain",
}
FIRST_YEAR, LAST_YEAR = 1950, 2100
REPORTS = frozenset({"study", "rats"})
TELLING = 8  # letters: shorter words are in every report
COMMON = frozenset(
    "magnesium patients treatment participants migraine migraines headache complex regional syndrome".split()
)


@cache
def _by_condition() -> dict[str, tuple[Trial, ...]]:
    out: dict[str, list[Trial]] = {}
    filed = {question.id: question.condition for question in questions()}
    for trial in trials():
        if trial.question is None or trial.verified is not True:
            continue
        concept = CONDITIONS.get(filed[trial.question])
        if concept is not None:
            out.setdefault(concept, []).append(trial)
    return {concept: tuple(studies) for concept, studies in out.items()}


def reported(clauses: Iterable[Clause]) -> Iterator[Clause]:
    """The clauses, those of a report of several sentences with its trial."""
    for held, run in runs(clauses):
        if run:
            _tell(held, run)
        yield from held


def _tell(held: list[Clause], run: Sequence[int]) -> None:
    """Mark the clauses of a report with its trial, or as told of a trial that is not held."""
    whole = together([held[at] for at in run])
    trial = _found(whole, _named(whole))
    for at in run:
        if trial is not None and len(run) > 1:
            infused = frozenset({"intravenous"}) & whole.own  # said once for all sentences of the report
            held[at] = replace(held[at], reported=trial.id, taken=held[at].taken | infused)
        elif trial is None and told_of(held[at]):
            held[at] = replace(held[at], reported=UNKNOWN_STUDY)


def _named(clause: Clause) -> list[str]:
    if {"intravenous", "oral"} <= clause.own:
        return list(_by_condition())
    return [c for c in _by_condition() if c in clause.own] or [c for c in _by_condition() if c in clause.taken]


def judge_studies(clause: Clause) -> tuple[Judgement, ...]:
    """A report of one study, compared with that trial's route, design, size and result."""
    if clause.reported not in {"", UNKNOWN_STUDY}:
        return (compared(clause, next(t for t in trials() if t.id == clause.reported)),)
    if not (REPORTS & clause.own) or not clause.about:
        return ()
    trial = _found(clause, _named(clause))
    if trial is None:
        return ()
    return (compared(clause, trial),)


def _found(clause: Clause, named: Iterable[str]) -> Trial | None:
    """The one trial that year, journal or size single out; two that fit equally well are none."""
    forms = " ".join(t.form for t in clause.tokens)
    years = {int(q.low) for q in clause.quantities if FIRST_YEAR <= q.low <= LAST_YEAR and q.low == q.high}
    years |= {int(t.form) for t in clause.tokens if t.form.isdecimal() and FIRST_YEAR <= int(t.form) <= LAST_YEAR}
    people = {q.low for q in clause.quantities if q.unit == "people"}
    best: list[tuple[int, Trial]] = []
    for trial in {t.id: t for concept in named for t in _by_condition()[concept]}.values():
        points, hard = 0, False
        if trial.year is not None and years:
            points += 2 if trial.year in years else -3
            hard = trial.year in years
        if people and trial.n is not None:
            right = trial.n in people or trial.people.analysed in people
            points += 2 if right else -1
            hard = hard or right
        journal = _journal(trial.journal or "")
        if journal and (f" {journal} " in f" {forms} " or _long_name(journal, forms)):
            points += 2
            hard = True
        if trial.country and trial.country.split()[0].lower() in forms:
            points += 2
            hard = True
        points += _by_route(clause, trial) + _by_people(clause, trial)
        if hard or {"intravenous", "oral"} <= clause.own or "neuropathic" in forms:
            best.append((points, trial))
    best.sort(key=lambda pair: -pair[0])
    if not best or best[0][0] < 2 or (len(best) > 1 and best[1][0] == best[0][0]):
        return None
    return best[0][1]


def _by_route(clause: Clause, trial: Trial) -> int:
    both = {"intravenous", "oral"} <= clause.own
    if trial.magnesium.route == "infusion_then_oral":
        return 2 if both else 0
    return int(trial.magnesium.route == "infusion" and "intravenous" in clause.own and not both)


def _by_people(clause: Clause, trial: Trial) -> int:
    """Points when the sentence describes the trial's own people and comparison: nerve-type, refractory, valproate."""
    forms = {t.form for t in clause.tokens}
    condition, told = _words_of(trial.condition, f"{trial.title} {trial.comparator} {trial.population or ''}")
    return min(3, len(condition & forms) // 2) + min(3, len(told & forms))


@cache
def _words_of(condition: str, told: str) -> tuple[frozenset[str], frozenset[str]]:
    """The words of a trial's condition, and those of all that is said of it that are not in every report."""
    words = frozenset(t.form for t in tokens(condition))
    telling = words | {t.form for t in tokens(told)}
    return words, frozenset(form for form in telling if len(form) >= TELLING) - COMMON


@cache
def _journal(name: str) -> str:
    return " ".join(t.form for t in tokens(name))


def _long_name(journal: str, forms: str) -> bool:
    """Whether the words of an abbreviated journal name ("pain med") open the words of a name in the text."""
    parts = journal.split()
    words = forms.split()
    if len(parts) < 2:
        return False
    return any(
        all(words[at + i].startswith(part) for i, part in enumerate(parts)) for at in range(len(words) - len(parts) + 1)
    )
