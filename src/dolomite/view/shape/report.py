"""The object of `dolomite report`: each section is the object that its room's own command prints."""

from __future__ import annotations

from typing import Any, NotRequired

from typing_extensions import TypedDict

from dolomite.view.shape.answer import AnswerData
from dolomite.view.shape.evidence import Evidence
from dolomite.view.shape.intake import Adequacy, Intake
from dolomite.view.shape.need import Need
from dolomite.view.shape.plan import Plan
from dolomite.view.shape.safety import Deficiency, Safety
from dolomite.view.shape.shape import Head
from dolomite.view.shape.supplement import Dose


class Reference(TypedDict):
    """One numbered reference."""

    number: int
    key: str
    text: str
    url: str | None
    verified: bool


class ReportDocument(Head):
    """`dolomite report --json`. A section that does not apply (no diary, no pain named) is absent."""

    headline: str
    answer: NotRequired[AnswerData]
    emergency: NotRequired[dict[str, Any]]
    safety: Safety
    need: Need
    intake: NotRequired[Intake | None]
    adequacy: NotRequired[Adequacy | None]
    deficiency: Deficiency
    plan: NotRequired[Plan | None]
    supplement: Dose
    mechanism: NotRequired[dict[str, Any] | None]
    evidence: NotRequired[Evidence | None]
    trial: NotRequired[dict[str, Any] | None]
    references: list[Reference]
    notes: list[str]
