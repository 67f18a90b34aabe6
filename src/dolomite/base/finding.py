"""An answer with its grounds: what leaves a rule is a Finding, never a bare number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from dolomite.base.frozen import dataclass
from dolomite.base.span import Span

Verified = bool | Literal["partial"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """A source key and the place inside that source; only `verified=True` counts as verified.

    The pseudo-sources are `person`, `diary`, `trial` (what the person told us) and `unsourced` (with the reason).
    """

    source: str
    at: str
    verified: Verified = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One answer: its value [in `unit`], its grounds, what it was made from, and the sentence that says it.

    `name` is a word of GLOSSARY.md, `about` what it is said of where a name alone does not tell (a nutrient, a
    medicine, a product). `value` None means unknown, which is an answer too.
    """

    name: str
    value: float | str | bool | Span | None
    unit: str
    basis: tuple[Basis, ...]
    because: tuple[Finding, ...] = ()
    says: str = ""
    about: str = ""


def every(finding: Finding) -> Iterator[Finding]:
    """This finding and all it rests on, depth first; a finding met twice is given twice. (Units unchanged.)"""
    yield finding
    for part in finding.because:
        yield from every(part)
