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
    counts = Counter(one.verdict for one in seen.lines)
    told = [f"{counts[verdict]} {verdict}" for verdict in VERDICTS if counts[verdict]]
    newest = max((one.on for one in seen.lines if one.on is not None), default=None)
    files = "1 file" if seen.files == 1 else f"{seen.files} files"
    works = "1 work" if len(seen.lines) == 1 else f"{len(seen.lines)} works"
    says = [f"{works} in {files}: {', '.join(told) or 'none'}."]
    says += [f"RETRACTED: {one.id}, {one.why}. {one.do}" for one in seen.lines if one.verdict == "retracted"]
    says += _since(seen)
    says += [_moved(one) for one in seen.reruns if one.moved]
    if seen.reruns and not any(one.moved for one in seen.reruns):
        says.append(f"No answer changes by this alone. {FILLED}")
    if newest is not None:
        says.append(f"The newest record is of {newest}. Nothing was fetched, and no stored fact was changed.")
    return Section(
        id="watch",
        title="What the saved searches hold",
        says=tuple(says),
        findings=(),
        data=_data(seen, counts, newest),
        tables=tuple(made for made in (_lines(seen.lines), _answers(seen.reruns)) if made is not None),
        tone="caution" if counts["retracted"] else "plain",
    )


def _since(seen: Seen) -> list[str]:
    live = [one for one in seen.lines if one.verdict in ("new", "changed", "retracted")]
    after = [one.id for one in live if one.on is not None and one.on > seen.since]
    undated = sum(one.on is None for one in live)
    tail = f" {undated} more have no date." if undated else ""
    return [f"Since {seen.since}: {listed(after, most=None) if after else 'nothing new, changed or retracted'}.{tail}"]


def _moved(one: Rerun) -> str:
    return f"{one.question.ask} Without: {one.before.says} With: {one.after.says}"


def _lines(lines: Sequence[Judged]) -> Table | None:
    rows = tuple((one.verdict, one.id, one.title, one.why, one.do) for one in lines if one.listed)
    heads = ("verdict", "id", "title", "why", "what to do")
    return Table(caption="Work by work", columns=tuple(Column(title=t) for t in heads), rows=rows) if rows else None


def _answers(reruns: Sequence[Rerun]) -> Table | None:
    if not reruns:
        return None
    rows = tuple(
        (
            one.question.id,
            ", ".join((*one.came, *one.changed, *(f"without {name}" for name in one.went))),
            _shown(one.before),
            _shown(one.after),
        )
        for one in reruns
    )
    heads = ("answer", "touched by", "now", "with these")
    return Table(caption="Answers that are touched", columns=tuple(Column(title=t) for t in heads), rows=rows)


def _shown(one: QuestionAnswer) -> str:
    return f"{one.certainty.replace('_', ' ')}, {one.direction.replace('_', ' ')}, {len(one.used)} usable"


def _data(seen: Seen, counts: Counter[Verdict], newest: str | None) -> JsonObject:
    return {
        "counts": {verdict: counts[verdict] for verdict in VERDICTS},
        "works": [
            {
                "verdict": one.verdict,
                "id": one.id,
                "title": one.title,
                "why": one.why,
                "do": one.do,
                "sure": one.sure,
                "questions": list(one.questions),
                "date": one.on,
                "seen_in": sorted({record.file for record in one.work.records}),
            }
            for one in seen.lines
        ],
        "answers": [
            {
                "question": one.question.id,
                "came": list(one.came),
                "went": list(one.went),
                "changed": list(one.changed),
                "before": one.before.says,
                "after": one.after.says,
                "certainty_before": one.before.certainty,
                "certainty_after": one.after.certainty,
                "moved": one.moved,
            }
            for one in seen.reruns
        ],
        "since": seen.since,
        "newest": newest,
    }
