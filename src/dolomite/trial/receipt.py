"""Receipts of a trial: what was begun, what was written down. (Days from 1.)"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dolomite.trial.design import Design


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """What was begun: the design, the public seal, where the helper's folder lies, and what to keep in mind."""

    design: Design
    folder: Path
    commitment: str
    helper: Path
    first_day: date
    last_day: date
    cautions: tuple[str, ...]
    practice: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """What was written: how many days, which came late, and what the reader should know.

    `head` is the hash of the last entry: who holds it sees later whether the lines above it are still the same.
    """

    days: tuple[int, ...]
    late: tuple[int, ...]
    changed: tuple[int, ...]
    says: tuple[str, ...]
    head: str | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovered:
    """How many entries were saved, how many lines could not be, which files were written, and what to do now."""

    entries: int
    lost_lines: int
    files: tuple[str, ...]
    says: tuple[str, ...]
