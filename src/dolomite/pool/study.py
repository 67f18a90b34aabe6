"""Studies as typed, before any effect is worked out: one value per line of a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyRow:
    """One study: its numbers by column name (units are the table's own; absent = not given) and its other columns.

    `where` says where it stands ("trials.csv, line 4"), for messages.
    """

    study: str
    given: Mapping[str, float]
    moderators: Mapping[str, str] = field(default_factory=dict)
    where: str = ""
