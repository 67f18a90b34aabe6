"""What is stored already, by every id it can be found under: our trials and reviews, and trials given beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from dolomite import facts
from dolomite.evidence.published import published
from dolomite.evidence.question import questions
from dolomite.evidence.study import Review, Trial, reviews, trials
from dolomite.evidence.watch.record import Id, cochrane_number, comparable, doi, registrations
from dolomite.evidence.watch.works import SHORTEST_TITLE, Work


class Title(facts.Row):
    """The title of a stored trial as printed."""

    unique: ClassVar[tuple[str, ...]] = ("trial",)

    trial: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A trial or review that is stored. `probable` are ids that are thought to be its own; `questions` those it
    answers; `unread` whether it has no read result, `awaited` whether it was still running; `searched` its search."""

    id: str
    name: str
    kind: Literal["trial", "review"]
    ids: frozenset[Id]
    probable: frozenset[Id] = frozenset()
    titles: frozenset[str] = frozenset()
    year: int | None = None
    questions: tuple[str, ...] = ()
    unread: bool = False
    awaited: bool = False
    searched: str | None = None
    cochrane: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A stored work that a work is, and by what; `also` are those it is probably the same as."""

    stored: Stored
    by: str
    sure: bool
    also: tuple[Stored, ...] = ()


@cache
def stored() -> tuple[Stored, ...]:
    """Everything stored, trials first."""
    return (*(from_trial(trial) for trial in trials()), *(_from_review(review) for review in reviews()))


def from_trial(trial: Trial) -> Stored:
    """A trial with the ids it can be found under."""
    printed = trial.registration or ""
    numbers: frozenset[Id] = frozenset(("registration", number) for number in registrations(printed))
    sure = "probable" not in printed
    titles = {comparable(row.title) for row in facts.rows("evidence/published_titles", Title) if row.trial == trial.id}
    return Stored(
        id=trial.id,
        name=trial.name,
        kind="trial",
        ids=_ids(trial.doi, trial.pmid) | (numbers if sure else frozenset()),
        probable=frozenset() if sure else numbers,
        titles=frozenset(titles | {comparable(trial.title)}),
        year=trial.year,
        questions=(trial.question,) if trial.question is not None else (),
        unread=not trial.results,
        awaited=trial.missing_result is not None and trial.missing_result.why == "not_yet",
    )


def _from_review(review: Review) -> Stored:
    rests = [question.id for question in questions() if review.id in question.reviews]
    rests += [row.question for row in published().values() if review.id in (row.review, row.beside)]
    return Stored(
        id=review.id,
        name=review.name,
        kind="review",
        ids=_ids(review.doi, review.pmid),
        year=review.year,
        questions=tuple(dict.fromkeys(rests)),
        searched=review.search_date,
        cochrane=cochrane_number(review.doi or "") or cochrane_number(review.id),
    )


def _ids(number: str | None, pubmed: str | None) -> frozenset[Id]:
    ids: set[Id] = {("doi", doi(number))} if number else set()
    return frozenset(ids | ({("pmid", pubmed)} if pubmed else set()))


ORDER = ("registration", "doi", "pmid", "pmcid")
PERHAPS_ITS_OWN = "a registration that is probably its own"
CALLED = {"registration": "its registration", "doi": "its DOI", "pmid": "its PMID", "pmcid": "its PMCID"}


def match(work: Work, among: Sequence[Stored]) -> Match | None:
    """The stored work that a work is: by registration, DOI, PMID, PMCID, then a number in its abstract, then its title
    with the year within one; None: not stored."""
    probable = tuple(candidate for candidate in among if candidate.probable & work.ids)
    for kind in ORDER:
        ids = {key for key in work.ids if key[0] == kind}
        for candidate in among:
            if candidate.ids & ids:
                return Match(
                    stored=candidate,
                    by=CALLED[kind],
                    sure=True,
                    also=tuple(p for p in probable if p.id != candidate.id),
                )
    if probable:
        return Match(stored=probable[0], by=PERHAPS_ITS_OWN, sure=False)
    told: set[Id] = {("registration", number) for record in work.records for number in registrations(record.text)}
    if len(told) == 1:
        for candidate in among:
            if candidate.ids & told:
                return Match(stored=candidate, by="the registration in its abstract", sure=True)
    return _by_title(work, among)


def _by_title(work: Work, among: Sequence[Stored]) -> Match | None:
    title, year = comparable(work.title or ""), work.about.year
    if len(title) < SHORTEST_TITLE:
        return None
    for candidate in among:
        if title in candidate.titles and (year is None or candidate.year is None or abs(year - candidate.year) <= 1):
            return Match(stored=candidate, by="its title and year alone", sure=False)
    return None
