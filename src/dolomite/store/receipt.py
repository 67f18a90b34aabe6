"""Receipts: what was backed up, put back, taken out, brought in, looked through, deleted. (Bytes, counts.)"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file in the data folder, by its place there, and its size [bytes]; `says` is what is wrong with it."""

    file: str
    bytes: int
    says: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """The data folder, whether it is there, and our files in it."""

    folder: Path
    exists: bool
    files: tuple[KeptFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """What was deleted from the data folder, and the names of what is not ours and was left there."""

    folder: Path
    files: tuple[KeptFile, ...]
    left: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BackedUp:
    """A backup: where, when (UTC), its size [bytes], and the last day it is kept (None: until you delete it)."""

    file: Path
    utc: datetime
    bytes: int
    kept_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A backup took the place of the record: entries now, and where the record from before lies (None: there was none).

    `erased_again`: people who were deleted since the backup, and stay deleted.
    """

    file: Path
    entries: int
    before: Path | None
    erased_again: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """Everything is in one file: how many people, entries and trial folders; `missing` trial folders are not there."""

    file: Path
    people: int
    entries: int
    trials: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """An export came in: entries that are new here, of how many in the file, and the trial folders written."""

    entries: int
    in_file: int
    trials: tuple[Path, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What was looked at, and every fault as a sentence; no fault: whole. `backups` are those that were compared."""

    people: int
    entries: int
    backups: int
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """Everything was erased: people, entries, and backups that were kept by themselves."""

    people: int
    entries: int
    backups: int
