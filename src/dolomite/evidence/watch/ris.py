"""Records in RIS, as every reference manager writes them. It has no field for a retraction."""

from __future__ import annotations

import re

from dolomite.evidence.watch.record import Id, Record, day, doi, registrations, year

_LINE = re.compile(r"^([A-Z][A-Z0-9])  ?- ?(.*)$")


def fits(text: str) -> bool:
    """Whether a text is of this kind. (No unit.)"""
    return re.search(r"^TY {1,2}- ", text[:4000], re.M) is not None


def records(text: str, name: str) -> tuple[Record, ...]:
    """Every record of a file, in order. (No unit.)"""
    made: list[dict[str, list[str]]] = []
    last: list[str] | None = None
    for line in text.splitlines():
        found = _LINE.match(line)
        if found is not None:
            tag, value = found.groups()
            if tag == "TY":
                made.append({})
            if made and tag != "ER":
                last = made[-1].setdefault(tag, [])
                last.append(value.strip())
        elif line.strip() and last:
            last[-1] = f"{last[-1]} {line.strip()}"
    return tuple(_record(one, name) for one in made)


def _record(tags: dict[str, list[str]], name: str) -> Record:
    def first(*names: str) -> str | None:
        return next((tags[one][0] for one in names if tags.get(one) and tags[one][0]), None)

    ids: set[Id] = {("doi", doi(one)) for one in tags.get("DO", []) if "10." in one}
    accession = first("AN")
    base = f"{first('DB', 'DP') or ''} {first('UR') or ''}".lower()
    if accession is not None and accession.isdigit() and ("pubmed" in base or "medline" in base):
        ids.add(("pmid", accession))
    ids |= {("pmcid", one.upper()) for one in tags.get("C2", []) if re.fullmatch(r"PMC\d+", one, re.I)}
    ids |= {("registration", one) for one in registrations(first("M1", "C1") or "")}
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
        kinds=tuple(one.lower() for one in tags.get("M3", ())),
    )
