"""Grounds as numbered references: from the findings of a report to the list at its end."""

from __future__ import annotations

from collections.abc import Iterable

from dolomite import facts
from dolomite.base.finding import Basis, Finding, every
from dolomite.report.tree import Reference, Section

PSEUDO = {
    "person": "what you told us",
    "diary": "your diary",
    "trial": "your own trial",
    "own_foods": "your own food",
    "unsourced": "no source yet",
}


def bases(findings: Iterable[Finding]) -> tuple[Basis, ...]:
    """Every ground that the findings and all they rest on name, each once, in order of first use."""
    return tuple(dict.fromkeys(basis for top in findings for one in every(top) for basis in one.basis))


def references(sections: Iterable[Section]) -> tuple[Reference, ...]:
    """Numbered references for a report, in order of first use; pseudo-sources get none."""
    found = [basis for basis in bases(f for s in sections for f in s.findings) if basis.source not in PSEUDO]
    verified: dict[str, bool] = {}
    for basis in found:
        verified[basis.source] = verified.get(basis.source, True) and basis.verified is True
    return tuple(
        Reference(number=number, key=key, text=citation(key), url=facts.source(key).url, verified=whole)
        for number, (key, whole) in enumerate(verified.items(), start=1)
    )


def citation(key: str) -> str:
    """One source as a line: by, title, year, DOI, and which part was read."""
    source = facts.source(key)
    by = f"{source.by.rstrip('.')}. " if source.by else ""
    year = f" ({source.year})" if source.year is not None and str(source.year) not in source.title else ""
    doi = f" doi:{source.doi}" if source.doi else ""
    return f"{by}{source.title}{year}.{doi} Read: {source.seen}."
