"""Records in RIS, as every reference manager writes them. It has no field for a retraction."""

from __future__ import annotations

import re

from dolomite.evidence.watch import tagged
from dolomite.evidence.watch.record import Id, Record, day, doi, registrations, year
from dolomite.evidence.watch.tagged import Format, Tags

# Any line without a tag goes on, and an empty one ends nothing.
FORMAT = Format(
    line=re.compile(r"^([A-Z][A-Z0-9])  ?- ?(.*)$"),
    opens="TY",
    closes="ER",
    goes_on=re.compile(r"^.*\S"),
    breaks=None,
)


def fits(text: str) -> bool:
    """Whether a text is of this kind."""
    return re.search(r"^TY {1,2}- ", text[:4000], re.M) is not None


def records(text: str, name: str) -> tuple[Record, ...]:
    """Every record of a file, in order."""
    return tuple(_record(tags, name) for tags in tagged.records(text, FORMAT))


def _record(tags: Tags, name: str) -> Record:
    def first(*names: str) -> str | None:
        return next((tags[tag][0] for tag in names if tags.get(tag) and tags[tag][0]), None)

    ids: set[Id] = {("doi", doi(number)) for number in tags.get("DO", []) if "10." in number}
    accession = first("AN")
    base = f"{first('DB', 'DP') or ''} {first('UR') or ''}".lower()
    if accession is not None and accession.isdigit() and ("pubmed" in base or "medline" in base):
        ids.add(("pmid", accession))
    ids |= {("pmcid", number.upper()) for number in tags.get("C2", []) if re.fullmatch(r"PMC\d+", number, re.I)}
    ids |= {("registration", number) for number in registrations(first("M1", "C1") or "")}
    printed = first("DA", "PY", "Y1")
    return Record(
        file=name,
        source="RIS",
        ids=frozenset(ids),
        title=first("TI", "T1", "CT", "BT"),
        year=year(first("PY", "Y1", "DA")),
        on=day(printed),
        text=first("AB", "N2") or "",
        terms=tuple(tags.get("KW", ())),
        kinds=tuple(kind.lower() for kind in tags.get("M3", ())),
    )
