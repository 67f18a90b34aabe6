"""Records of PubMed in its own format (.nbib): a tag of up to four letters, a hyphen, and lines that go on."""

from __future__ import annotations

import re

from dolomite.evidence.watch import tagged
from dolomite.evidence.watch.record import About, Id, Notice, Record, day, doi, registrations, year
from dolomite.evidence.watch.tagged import Format, Tags

# A line goes on where it is indented, and an empty line ends the value.
FORMAT = Format(
    line=re.compile(r"^([A-Z]{2,4})\s*- ?(.*)$"),
    opens="PMID",
    closes=None,
    goes_on=re.compile(r"^  .*\S"),
    breaks=re.compile(r"^\s*$"),
)
# Tags that tie two publications, as the National Library of Medicine describes them; True: this record is the notice.
_TIES: dict[str, tuple[About, bool]] = {
    "RIN": ("retraction", False),
    "ROF": ("retraction", True),
    "PRIN": ("retraction", False),
    "PROF": ("retraction", True),
    "ECI": ("concern", False),
    "ECF": ("concern", True),
    "EIN": ("correction", False),
    "EFR": ("correction", True),
    "CRI": ("correction", False),
    "UOF": ("update", True),
}


def fits(text: str) -> bool:
    """Whether a text is of this kind."""
    return re.match(r"\s*PMID-\s", text) is not None or re.search(r"^PMID- *\d", text[:4000], re.M) is not None


def records(text: str, name: str) -> tuple[Record, ...]:
    """Every record of a file, in order."""
    return tuple(_record(tags, name) for tags in tagged.records(text, FORMAT))


def _record(tags: Tags, name: str) -> Record:
    abstract = " ".join(tags.get("AB", []))
    ids: set[Id] = {("pmid", number) for number in tags["PMID"] if number.isdigit()}
    ids |= {
        ("doi", doi(identifier))
        for tag in ("LID", "AID")
        for identifier in tags.get(tag, [])
        if identifier.endswith("[doi]")
    }
    ids |= {("pmcid", number.upper()) for number in tags.get("PMC", [])}
    ids |= {("registration", number) for source_id in tags.get("SI", []) for number in registrations(source_id)}
    ties = [
        Notice(about=about, of=of, ids=_cited(value), on=day(value) if not of else None)
        for tag, (about, of) in _TIES.items()
        for value in tags.get(tag, [])
    ]
    printed = next(iter(tags.get("DP", [])), None)
    return Record(
        file=name,
        source="PubMed",
        ids=frozenset(ids),
        title=" ".join(tags.get("TI", [])) or None,
        year=year(printed),
        on=day(printed),
        text=abstract,
        terms=tuple(term.strip("*") for tag in ("MH", "OT") for term in tags.get(tag, [])),
        kinds=tuple(kind.lower() for kind in tags.get("PT", [])),
        notices=tuple(ties),
    )


def _cited(text: str) -> frozenset[Id]:
    ids: set[Id] = {("pmid", number) for number in re.findall(r"PMID:\s*(\d+)", text)}
    if "doi:" in text.lower():
        ids.add(("doi", doi(re.split(r"doi:", text, flags=re.I)[1])))
    return frozenset(ids)
