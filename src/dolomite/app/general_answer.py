"""Use case: does magnesium help back pain? The answer that needs nothing of the person."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dolomite.app.answer import LOW_BACK
from dolomite.app.answer_evidence import Asked, answer_evidence
from dolomite.evidence.answer import answer
from dolomite.evidence.short import DOTS, short
from dolomite.report.plain import sure_dots
from dolomite.report.tree import Sure
from dolomite.view.answer import HOW_SURE


@dataclass(frozen=True, slots=True, kw_only=True)
class General:
    """Question, answer at a glance, how sure anybody is (as dots and a word), and why in sentences."""

    question: str
    says: str
    sure: Sure
    dots: str
    why: tuple[str, ...]


@cache
def low_back() -> General:
    """The answer for back pain in general."""
    says, certainty = short(answer(LOW_BACK))
    section = answer_evidence(Asked(condition=LOW_BACK))
    sure = Sure(dots=DOTS[certainty], word=HOW_SURE[certainty])
    return General(question=section.title, says=says, sure=sure, dots=sure_dots(sure), why=section.says)
