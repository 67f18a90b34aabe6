"""The object of `dolomite report`: each section is the object that its room's own command prints."""

from __future__ import annotations

from typing import NotRequired

from typing_extensions import TypedDict

from dolomite.view.shape.answer import AnswerData
from dolomite.view.shape.evidence import Evidence
from dolomite.view.shape.intake import Adequacy, Intake
from dolomite.view.shape.mechanism import Simulation
from dolomite.view.shape.need import Need
from dolomite.view.shape.plan import Plan
from dolomite.view.shape.safety import Deficiency, Safety
from dolomite.view.shape.shape import Head
from dolomite.view.shape.supplement import Dose
from dolomite.view.shape.trial import Status
from dolomite.view.shape.trial_answer import Analysis


class Reference(TypedDict):
    """One numbered reference."""

    number: int
    key: str
    text: str
    url: str | None
    verified: bool


class Emergency(TypedDict):
    """What must be seen today or sooner: how soon, what is wrong, whom to call, what to say there."""

    urgency: str
    says: list[str]
    call: str
    say: list[str]


class NoModel(TypedDict):
    """Where the model cannot run (a copy inside a browser), its section holds nothing."""


class ReportDocument(Head):
    """`dolomite report --json`. A section that does not apply (no diary, no pain named) is absent."""

    headline: str
    answer: NotRequired[AnswerData]
    emergency: NotRequired[Emergency]
    safety: Safety
    need: Need
    intake: NotRequired[Intake | None]
    adequacy: NotRequired[Adequacy | None]
    deficiency: Deficiency
    plan: NotRequired[Plan | None]
    supplement: Dose
    mechanism: NotRequired[Simulation | NoModel | None]
    evidence: NotRequired[Evidence | None]
    trial: NotRequired[Analysis | Status | None]
    references: list[Reference]
    notes: list[str]
