"""Records of Europe PMC, JSON of its search with resultType core."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dolomite.evidence.watch.record import About, Id, Json, Notice, Record, day, doi

# What the service calls the ties between two publications; True: this record is the notice.
_TIES: dict[str, tuple[About, bool]] = {
    "retraction in": ("retraction", False),
    "partial retraction in": ("retraction", False),
    "retraction of": ("retraction", True),
    "expression of concern in": ("concern", False),
    "expression of concern for": ("concern", True),
    "erratum in": ("correction", False),
    "erratum for": ("correction", True),
    "corrected and republished in": ("correction", False),
    "update of": ("update", True),
}


def items(document: Json) -> list[Json] | None:
    """The results of a file; None when it is not of this kind."""
    held = document.get("resultList")
    results = held.get("result") if isinstance(held, Mapping) else None
    return results if isinstance(results, list) else None


def record(publication: Json, name: str) -> Record:
    """One result."""
    preprint = publication.get("source") == "PPR"
    ids: set[Id] = {("other", str(publication["id"]))} if preprint else set()
    for kind in ("pmid", "pmcid"):
        if publication.get(kind):
            ids.add((kind, str(publication[kind]).upper()))
    if publication.get("doi"):
        ids.add(("doi", doi(publication["doi"])))
    ties = publication.get("commentCorrectionList", {}).get("commentCorrection", ())
    kinds = publication.get("pubTypeList", {}).get("pubType", ())
    heads = publication.get("meshHeadingList", {}).get("meshHeading", ())
    words = publication.get("keywordList", {}).get("keyword", ())
    return Record(
        file=name,
        source="Europe PMC",
        ids=frozenset(ids),
        title=publication.get("title"),
        year=int(publication["pubYear"]) if publication.get("pubYear") else None,
        on=day(publication.get("firstPublicationDate") or publication.get("pubYear")),
        text=re.sub(r"<[^>]+>", " ", publication.get("abstractText") or ""),
        terms=(*(str(head.get("descriptorName", "")) for head in heads), *(str(word) for word in words)),
        kinds=(*(str(kind).lower() for kind in kinds), *(("preprint",) if preprint else ())),
        notices=tuple(_tie(tie) for tie in ties if str(tie.get("type", "")).lower() in _TIES),
    )


def _tie(tie: Json) -> Notice:
    about, of = _TIES[str(tie["type"]).lower()]
    ids: set[Id] = {("pmid", str(tie["id"]))} if tie.get("source") == "MED" and tie.get("id") else set()
    reference = str(tie.get("reference") or "")
    return Notice(about=about, of=of, ids=frozenset(ids), on=day(reference) if not of else None)
