"""Use case: does magnesium help back pain? The answer that needs nothing of the person."""

from __future__ import annotations

from functools import cache

from dolomite.app.answer_evidence import Asked, answer_evidence
from dolomite.report.tree import Section

LOW_BACK = "low_back"


@cache
def low_back() -> Section:
    """The answer for back pain in general: question, answer, how sure, why."""
    return answer_evidence(Asked(condition=LOW_BACK))
