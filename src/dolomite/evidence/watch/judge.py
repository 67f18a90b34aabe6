"""What each work of the saved files is to us: retracted, changed, new, known, irrelevant or unreadable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dolomite.evidence.watch.record import cochrane_number, comparable, dois
from dolomite.evidence.watch.relevance import Relevance, relevance
from dolomite.evidence.watch.stored import PERHAPS_ITS_OWN, Match, Stored, match
from dolomite.evidence.watch.works import SHORTEST_TITLE, Work

Verdict = Literal["retracted", "changed", "new", "known", "irrelevant", "unreadable"]
VERDICTS: tuple[Verdict, ...] = ("retracted", "changed", "new", "known", "irrelevant", "unreadable")
STOPPED = ("TERMINATED", "WITHDRAWN", "SUSPENDED")
NOT_OURS = "it concerns a work that is not stored"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """One line: the verdict, the id (ours where stored), why and what to do. `questions` are the answers it touches."""

    verdict: Verdict
    id: str
    title: str
    why: str
    do: str
    questions: tuple[str, ...]
    on: str | None
    work: Work
    stored: Stored | None = None
    sure: bool = True
    relevant: Relevance | None = None

    @property
    def listed(self) -> bool:
        """Whether it gets a line: a notice in a table about nothing of ours is only counted."""
        return self.verdict != "irrelevant" or any(record.source != "Retraction Watch" for record in self.work.records)


def judge(work: Work, among: Sequence[Stored]) -> Judged:
    """What a work is to what is stored."""
    matched = match(work, among)
    if matched is not None:
        return _stored(work, matched)
    older = _older_version(work, among)
    if older is not None:
        why = f"a later version of {older.name} was published; the pool that is shown is superseded until it is read"
        return _line(work, "changed", why, "Read it, then correct the review's figures and its search date.", older)
    if work.only_notices:
        return _line(work, "irrelevant", NOT_OURS, "Nothing.")
    if not work.ids and len(comparable(work.title or "")) < SHORTEST_TITLE:
        return _line(
            work, "unreadable", "no id, and a title too short to match", "Look it up, then save it with its id."
        )
    if work.retracted_by:
        return _line(work, "irrelevant", "retracted, and never used here", "Nothing.")
    return _unknown(work, relevance(work), among)


def _stored(work: Work, matched: Match) -> Judged:
    stored = matched.stored
    if work.retracted_by or work.says("concern"):
        what = "retracted" if work.retracted_by else "under an expression of concern"
        known = " and ".join(work.retracted_by) or "a notice"
        why = f"{what}, known by {known}"
        return _line(work, "retracted", why, "Leave it out until somebody has read the notice.", stored)
    if work.says("correction"):
        return _line(work, "changed", "a correction was published", "Read it, and check the stored numbers.", stored)
    record, also = work.about, "".join(f"; probably published as {other.id}" for other in matched.also)
    if record.results_on is not None and stored.unread:
        why = f"results were posted on {record.results_on}; ours are not read{also}"
        return _line(work, "changed", why, "Read the posted result and fill it in.", stored)
    if stored.awaited and record.status in ("COMPLETED", *STOPPED):
        why = f"{record.status.lower()}, and stored as still running{also}"
        return _line(work, "changed", why, "Look for its result.", stored)
    if matched.by == PERHAPS_ITS_OWN and record.status in ("COMPLETED", *STOPPED):
        why = f"{record.status.lower()}, and probably published as {stored.id}: nobody has seen that they are one"
        return _line(work, "changed", why, "Check that it is the same.", stored, sure=False)
    new = sorted({key[0] for key in work.ids} - {key[0] for key in stored.ids} - {"other"})
    told = (
        f"; new to us: {', '.join(new).replace('pmid', 'PMID').replace('doi', 'DOI')}" if new and matched.sure else ""
    )
    posted = "; no results posted" if record.source == "ClinicalTrials.gov" and record.results_on is None else ""
    why = f"stored, {'' if matched.sure else 'probably, '}by {matched.by}{posted}{told}{also}"
    return _line(
        work, "known", why, "Nothing." if matched.sure else "Check that it is the same.", stored, sure=matched.sure
    )


def _older_version(work: Work, among: Sequence[Stored]) -> Stored | None:
    """The stored review that a work is a later version of; None: no such."""
    reviews = [review for review in among if review.kind == "review"]
    # A review without a year comes last.
    reviews.sort(key=lambda review: -1 if review.year is None else review.year, reverse=True)
    ties = {key for notice in work.notices if notice.about == "update" and notice.of for key in notice.ids}
    number = cochrane_number(" ".join(value for kind, value in work.ids if kind == "doi"))
    for review in reviews:
        if review.ids & ties or (number is not None and number == review.cochrane):
            return review
    if ties:
        told = {("doi", text) for record in work.records for text in dois(record.text)}
        return next((review for review in reviews if review.ids & told), None)
    return None


def _unknown(work: Work, relevant: Relevance, among: Sequence[Stored]) -> Judged:
    if relevant.why_not:
        return _line(work, "irrelevant", ", ".join(relevant.why_not), "Nothing.")
    asked = relevant.questions()
    record = work.about
    why = "a review not stored" if relevant.review else "not stored"
    do = "Read it, and fill in the proposed file."
    if record.status in STOPPED:
        people = f" after {record.people} people" if record.people is not None else ""
        reason = f" ({record.why_stopped.lower()})" if record.why_stopped else ""
        why, do = f"{record.status.lower()}{people}{reason}: no result to wait for", "Note that it was stopped."
    elif record.source == "ClinicalTrials.gov" and record.results_on is None and len(work.records) == 1:
        people = f", {record.people} people" if record.people is not None else ""
        due = f", due {record.due}" if record.due is not None else ""
        why, do = f"{str(record.status).lower().replace('_', ' ')}{people}{due}", "Wait for its result."
    if not asked and relevant.elsewhere:
        why += f"; by {relevant.elsewhere}, about which there is no answer for this kind of pain"
    if relevant.preprint:
        why += "; a preprint: it enters no pool and does not end 'no controlled trial was found'"
    late = [review for review in among if review.searched and set(review.questions) & {q.id for q in asked}]
    if work.on is not None and late and any(work.on[:4] > review.searched[:4] for review in late if review.searched):
        why += f"; later than the search of {late[0].id}"
    return _line(work, "new", why, do, relevant=relevant)


def _line(
    work: Work,
    verdict: Verdict,
    why: str,
    do: str,
    stored: Stored | None = None,
    *,
    sure: bool = True,
    relevant: Relevance | None = None,
) -> Judged:
    questions = () if relevant is None else tuple(question.id for question in relevant.questions())
    registered = work.about.source == "ClinicalTrials.gov"
    kinds = ("registration" if registered else "other", "pmid", "doi", "pmcid", "other", "registration")
    own = sorted(work.about.ids or work.ids, key=lambda key: (kinds.index(key[0]), key[1]))
    return Judged(
        verdict=verdict,
        id=stored.id if stored is not None else own[0][1] if own else "no id",
        title=work.title or "no title",
        why=why,
        do=do,
        questions=stored.questions if stored is not None else questions,
        on=work.on,
        work=work,
        stored=stored,
        sure=sure,
        relevant=relevant,
    )


def judged(works: Sequence[Work], among: Sequence[Stored]) -> tuple[Judged, ...]:
    """Every work with its verdict, the loudest first, the same whatever the order of the files."""
    lines = [judge(work, among) for work in works]
    return tuple(sorted(lines, key=lambda line: (VERDICTS.index(line.verdict), line.id, line.title)))
