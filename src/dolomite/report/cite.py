"""Grounds as numbered references: from the findings of a report to the list at its end."""

from __future__ import annotations

import re
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
    return tuple(dict.fromkeys(basis for top in findings for finding in every(top) for basis in finding.basis))


def grounds(sections: Iterable[Section]) -> tuple[Basis, ...]:
    """Every published ground that these sections rest on, notices included, each once; what the person told is none."""
    parts = tuple(sections)
    told = (basis for part in parts for notice in part.notices for basis in notice.basis)
    every_one = dict.fromkeys((*bases(f for part in parts for f in (*part.findings, *part.rests_on)), *told))
    return tuple(basis for basis in every_one if basis.source == "unsourced" or basis.source not in PSEUDO)


def unverified(sections: Iterable[Section]) -> int | None:
    """How many of these grounds nobody has fully verified; one that is verified in part counts. (No unit: a count.)

    None where the sections name no ground: then it is not known, not nought.
    """
    known = grounds(sections)
    return sum(basis.verified is not True for basis in known) if known else None


def references(sections: Iterable[Section]) -> tuple[Reference, ...]:
    """Numbered references for a report, in order of first use; pseudo-sources get none."""
    cited = [basis for basis in bases(f for s in sections for f in s.findings) if basis.source not in PSEUDO]
    verified: dict[str, bool] = {}
    for basis in cited:
        verified[basis.source] = verified.get(basis.source, True) and basis.verified is True
    return tuple(
        Reference(number=number, key=key, text=citation(key), url=facts.source(key).url, verified=whole)
        for number, (key, whole) in enumerate(verified.items(), start=1)
    )


_INITIALS = re.compile(r"\s+[A-Z][A-Za-z]?[A-Z]{0,3}(?:\s+(?:Jr|Sr))?$")  # "Yousef AA", "van der Plas AA"
_MORE = re.compile(r"\bet al\b\.?|\band others\b|\([^()]*\)")
LONGEST_NAME = 70  # characters of a title that stands for a publisher


def publisher(key: str) -> str:
    """Who says it, in words: the body, or the first author and the year."""
    source = facts.source(key)
    by = _MORE.sub(" ", source.by or "").strip(" .,")
    names = [name.strip() for name in by.split(",") if name.strip()]
    year = f" {source.year}" if source.year is not None else ""
    if not names or by.startswith("as the title"):
        title = source.title.split("(")[0].strip(" ,.")
        return title if len(title) <= LONGEST_NAME else title[:LONGEST_NAME].rsplit(" ", 1)[0] + " …"
    first = _INITIALS.sub("", names[0])
    bodies = " and " in names[0]  # "FAO and WHO": the second is no initials
    if bodies or (first == names[0] and not (source.by or "").endswith("others")):
        return f"{by}{year}"
    others = " and others" if len(names) > 1 or by != (source.by or "").strip(" .,") else ""
    return f"{first}{others}{year}"


def citation(key: str) -> str:
    """One source as a line: by, title, year, DOI, which part was read, and whether in a copy."""
    source = facts.source(key)
    by = f"{source.by.rstrip('.')}. " if source.by else ""
    year = f" ({source.year})" if source.year is not None and str(source.year) not in source.title else ""
    doi = f" doi:{source.doi}" if source.doi else ""
    read = "Read in a copy" if source.is_copy else "Read"
    return f"{by}{source.title}{year}.{doi} {read}: {source.seen}."
