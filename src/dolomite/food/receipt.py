"""What an import or a download of a food release leaves behind: receipts. (Bytes, counts.)"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A release that lies in the data folder now, or did already: how many foods of each kind, how many were left out
    and why, its file [bytes], and the SHA-256 of what is in it."""

    release: str
    new: bool
    foods: int
    kinds: Mapping[str, int]
    skipped: Mapping[str, int]
    file: Path
    bytes: int
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A release that lies in the data folder now, or did already: where, its length [bytes] and its SHA-256."""

    release: str
    new: bool
    file: Path
    bytes: int
    sha256: str
    checksum_known: bool
    url: str
