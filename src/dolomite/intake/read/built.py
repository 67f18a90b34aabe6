"""Rows of an export being put together into a diary: all faults of a file at once, and each day's word on itself."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dolomite.base.diary import Diary, DiaryRow, Proposal
from dolomite.base.errors import InputError, together


@dataclass(slots=True, kw_only=True)
class Built:
    """A diary in the making."""

    name: str
    origin: str
    rows: list[DiaryRow] = field(default_factory=list)
    complete: dict[date, bool | None] = field(default_factory=dict)
    faults: list[InputError] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)

    def add(self, row: DiaryRow) -> None:
        """One more line; its day is known then. (Units as in the row.)"""
        self.rows.append(row)
        self.complete.setdefault(row.on, None)

    def diary(self) -> Diary:
        """The diary. Raises InputError with every fault of the file."""
        if self.faults:
            raise together(self.faults)
        return Diary(
            rows=tuple(self.rows),
            complete=tuple(sorted(self.complete.items())),
            name=self.name,
            notes=tuple(self.notes),
            origin=self.origin,
            proposals=tuple(self.proposals),
        )
