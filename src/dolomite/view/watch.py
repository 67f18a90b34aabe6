"""What saved search results change, in words: one line for each work, the answers it touches, and what came since."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dolomite.base.document import JsonObject
from dolomite.base.words import listed
from dolomite.evidence.answer import QuestionAnswer
from dolomite.evidence.question import Question
from dolomite.evidence.watch.judge import VERDICTS, Judged, Verdict
from dolomite.report.tree import Column, Section, Table

FILLED = "Numbers of a proposed trial are null until somebody has read them, so an answer can only move when filled in."


@dataclass(frozen=True, slots=True, kw_only=True)
class Rerun:
    """A question answered without and with what was found; `came`, `went` and `changed` name the trials."""

    question: Question
    before: QuestionAnswer
    after: QuestionAnswer
    came: tuple[str, ...]
    went: tuple[str, ...]
    changed: tuple[str, ...]

    @property
    def moved(self) -> bool:
        """Whether the sentence, the certainty or the direction differs."""
        return _shown(self.before) != _shown(self.after) or self.before.says != self.after.says


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """All works with their verdicts, the answers run again, since when, and how many files were read [count]."""

    lines: tuple[Judged, ...]
    reruns: tuple[Rerun, ...]
    since: str
    files: int


def section(seen: Seen) -> Section:
    """The lines, the counts, the touched answers and what came since the search."""
    counts = Counter(line.verdict for line in seen.lines)
    told = [f"{counts[verdict]} {verdict}" for verdict in VERDICTS if counts[verdict]]
    newest = max((line.on for line in seen.lines if line.on is not None), default=None)
    files = "1 file" if seen.files == 1 else f"{seen.files} files"
    works = "1 work" if len(seen.lines) == 1 else f"{len(seen.lines)} works"
    says = [f"{works} in {files}: {', '.join(told) or 'none'}."]
    says += [f"RETRACTED: {line.id}, {line.why}. {line.do}" for line in seen.lines if line.verdict == "retracted"]
    says += _since(seen)
    says += [_moved(rerun) for rerun in seen.reruns if rerun.moved]
    if seen.reruns and not any(rerun.moved for rerun in seen.reruns):
        says.append(f"No answer changes by this alone. {FILLED}")
    if newest is not None:
        says.append(f"The newest record is of {newest}. Nothing was fetched, and no stored fact was changed.")
    return Section(
        id="watch",
        title="What the saved searches hold",
        says=tuple(says),
        findings=(),
        data=_data(seen, counts, newest),
        tables=tuple(table for table in (_lines(seen.lines), _answers(seen.reruns)) if table is not None),
        tone="caution" if counts["retracted"] else "plain",
    )


def _since(seen: Seen) -> list[str]:
    live = [line for line in seen.lines if line.verdict in ("new", "changed", "retracted")]
    after = [line.id for line in live if line.on is not None and line.on > seen.since]
    undated = sum(line.on is None for line in live)
    tail = f" {undated} more have no date." if undated else ""
    return [f"Since {seen.since}: {listed(after, most=None) if after else 'nothing new, changed or retracted'}.{tail}"]


def _moved(rerun: Rerun) -> str:
    return f"{rerun.question.ask} Without: {rerun.before.says} With: {rerun.after.says}"


def _lines(lines: Sequence[Judged]) -> Table | None:
    rows = tuple((line.verdict, line.id, line.title, line.why, line.do) for line in lines if line.listed)
    heads = ("verdict", "id", "title", "why", "what to do")
    return Table(caption="Work by work", columns=tuple(Column(title=t) for t in heads), rows=rows) if rows else None


def _answers(reruns: Sequence[Rerun]) -> Table | None:
    if not reruns:
        return None
    rows = tuple(
        (
            rerun.question.id,
            ", ".join((*rerun.came, *rerun.changed, *(f"without {name}" for name in rerun.went))),
            _shown(rerun.before),
            _shown(rerun.after),
        )
        for rerun in reruns
    )
    heads = ("answer", "touched by", "now", "with these")
    return Table(caption="Answers that are touched", columns=tuple(Column(title=t) for t in heads), rows=rows)


def _shown(answer: QuestionAnswer) -> str:
    return f"{answer.certainty.replace('_', ' ')}, {answer.direction.replace('_', ' ')}, {len(answer.used)} usable"


def _data(seen: Seen, counts: Counter[Verdict], newest: str | None) -> JsonObject:
    return {
        "counts": {verdict: counts[verdict] for verdict in VERDICTS},
        "works": [
            {
                "verdict": line.verdict,
                "id": line.id,
                "title": line.title,
                "why": line.why,
                "do": line.do,
                "sure": line.sure,
                "questions": list(line.questions),
                "date": line.on,
                "seen_in": sorted({record.file for record in line.work.records}),
            }
            for line in seen.lines
        ],
        "answers": [
            {
                "question": rerun.question.id,
                "came": list(rerun.came),
                "went": list(rerun.went),
                "changed": list(rerun.changed),
                "before": rerun.before.says,
                "after": rerun.after.says,
                "certainty_before": rerun.before.certainty,
                "certainty_after": rerun.after.certainty,
                "moved": rerun.moved,
            }
            for rerun in seen.reruns
        ],
        "since": seen.since,
        "newest": newest,
    }
