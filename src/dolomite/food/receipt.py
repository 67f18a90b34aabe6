"""What an import, a download or a food of the person's own leaves behind: receipts. (Bytes, counts.)"""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFood:
    """An own food as it is found from now on: magnesium per 100 g [mg] or how far it can reach, the weight of a serving
    [g], and what was taken for granted, in words."""

    id: str
    name: str
    magnesium_mg: float | None
    low_mg: float | None
    high_mg: float | None
    serving_g: float | None
    notes: tuple[str, ...]
