"""The folder of a trial: its journal, read and folded once for all that a use case asks of it; events are added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dolomite.store import journal
from dolomite.trial import event
from dolomite.trial.event import Event
from dolomite.trial.record import Record, record

PLAN = "plan.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialFolder:
    """A trial's folder, the chain of its journal as it was read, and the trial that it tells of."""

    folder: Path
    chain: journal.Chain
    record: Record


def told(folder: Path) -> TrialFolder:
    """What lies in a trial's folder. Raises InputError when there is no trial, or its journal tells of none."""
    chain = journal.read(folder)
    return TrialFolder(folder=folder, chain=chain, record=record(chain.told))


def add(folder: Path, events: Sequence[Event], *, utc: datetime) -> str:
    """Write events into the journal, all or none; the hash of the last. Raises InputError when the disk refuses."""
    return journal.append_all(folder, [(new_event.kind, event.data(new_event), utc) for new_event in events])[-1].hash
