"""The object that each command prints as JSON, as typed dictionaries: one definition for mypy, the API and the schemas.

Not imported when a command runs; the tests hold every real answer against it.
"""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from dolomite.view.shape.bring_in import ImportDocument
from dolomite.view.shape.check import CheckDocument
from dolomite.view.shape.evidence import EvidenceDocument
from dolomite.view.shape.facts import DataDocument, FactsDocument
from dolomite.view.shape.food import FoodDocument
from dolomite.view.shape.intake import IntakeDocument
from dolomite.view.shape.mechanism import SimulateDocument
from dolomite.view.shape.need import NeedDocument
from dolomite.view.shape.plan import PlanDocument
from dolomite.view.shape.pool import PoolDocument
from dolomite.view.shape.population import PopulationDocument
from dolomite.view.shape.report import ReportDocument
from dolomite.view.shape.safety import DeficiencyDocument, SafetyDocument
from dolomite.view.shape.supplement import SupplementDocument
from dolomite.view.shape.trial import TrialDocument
from dolomite.view.shape.watch import WatchDocument

DOCUMENTS: dict[str, Any] = {
    "report": ReportDocument,
    "safety": SafetyDocument,
    "need": NeedDocument,
    "food": FoodDocument,
    "intake": IntakeDocument,
    "deficiency": DeficiencyDocument,
    "supplement": SupplementDocument,
    "import": ImportDocument,
    "plan": PlanDocument,
    "evidence": EvidenceDocument,
    "pool": PoolDocument,
    "check": CheckDocument,
    "simulate": SimulateDocument,
    "trial": TrialDocument,
    "facts": FactsDocument,
    "data": DataDocument,
    "population": PopulationDocument,
    "watch": WatchDocument,
}


def adapter(command: str) -> TypeAdapter[Any]:
    """What checks the object of a command and writes its JSON Schema; a key that is not declared is refused."""
    return TypeAdapter(DOCUMENTS[command])
