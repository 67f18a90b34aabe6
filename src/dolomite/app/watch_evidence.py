"""Use case: what do saved search results change? Nothing is fetched, and no fact is changed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dolomite.base.errors import FaultsError, InputError
from dolomite.evidence.answer import answer_question
from dolomite.evidence.question import Question, questions
from dolomite.evidence.study import Trial
from dolomite.evidence.watch import propose
from dolomite.evidence.watch.judge import Judged, judged
from dolomite.evidence.watch.read import records
from dolomite.evidence.watch.record import Record, day
from dolomite.evidence.watch.stored import Stored, from_trial, stored
from dolomite.evidence.watch.works import works
from dolomite.report.tree import Section
from dolomite.view.watch import Rerun, Seen, section


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """The answer as a section, the fact files that are proposed (name to text), and the files that could not be read;
    `read` is how many could [count]."""

    section: Section
    proposed: Mapping[str, str]
    faults: tuple[InputError, ...]
    read: int

    def raise_faults(self) -> None:
        """Raise all files that could not be read as one error; nothing when all were."""
        if self.faults:
            raise FaultsError("\n".join(str(fault) for fault in self.faults), each=self.faults)


def watch(
    files: Sequence[tuple[str, Callable[[], bytes]]],
    *,
    filled: Sequence[tuple[str, str]] = (),
    since: str | None = None,
    also: Sequence[Stored] = (),
) -> Watched:
    """What saved files hold beside what is stored (and `also`, stored elsewhere).

    `files` are names and how their bytes are had; `filled` are fact files with their numbers, as names and texts;
    `since` (YYYY-MM-DD) None: the day of our own search. A file that cannot be read is a fault, and the others are
    read all the same. Raises InputError for a filled file or a day that cannot be used.
    """
    given = [trial for name, text in filled for trial in propose.filled(text, name=name)]
    if since is not None and (day(since) != since or len(since) != len("2026-11-21")):
        raise InputError(f"{since!r} is no day. Write YYYY-MM-DD.", field="since")
    saved_records: list[Record] = []
    faults: list[InputError] = []
    for name, content in files:
        try:
            saved_records += records(content(), name=name)
        except InputError as error:
            faults.append(error)
    known = (*stored(), *also)
    lines = judged(works(saved_records), known)
    seen = Seen(
        lines=lines,
        reruns=_reruns(lines, given),
        since=since or min(question.searched_on for question in questions()),
        files=len(files) - len(faults),
    )
    proposed = {f"{propose.name_of(line)}.yaml": text for line in lines if (text := propose.text(line)) is not None}
    return Watched(section=section(seen), proposed=proposed, faults=tuple(faults), read=seen.files)


def _reruns(lines: Sequence[Judged], given: Sequence[Trial]) -> tuple[Rerun, ...]:
    """The touched answers without and with what was found: new trials come in, retracted ones go."""
    asked = {name for line in lines if line.verdict in ("new", "changed", "retracted") for name in line.questions}
    asked |= {trial.question for trial in given if trial.question is not None}
    reruns = (_rerun(question, lines, given) for question in questions() if question.id in asked)
    return tuple(rerun for rerun in reruns if rerun.came or rerun.went or rerun.changed)


def _rerun(question: Question, lines: Sequence[Judged], given: Sequence[Trial]) -> Rerun:
    numbers = [trial for trial in given if trial.question == question.id]
    have = {identifier for trial in numbers for identifier in from_trial(trial).ids}
    new = [
        trial
        for line in lines
        if question.id in line.questions and not line.work.ids & have and (trial := propose.trial(line)) is not None
        if line.relevant is not None and not line.relevant.preprint and not line.relevant.review
    ]
    gone = tuple(line.stored.id for line in lines if line.verdict == "retracted" and line.stored is not None)
    own = tuple(own_trial for own_trial in question.trials() if own_trial.id not in {trial.id for trial in numbers})
    return Rerun(
        question=question,
        before=answer_question(question),
        after=answer_question(question, among=(*own, *numbers, *new), drop=gone),
        came=tuple(trial.name for trial in (*numbers, *new)),
        went=tuple(trial.id for trial in question.trials() if trial.id in gone),
        changed=tuple(line.id for line in lines if line.verdict == "changed" and question.id in line.questions),
    )
