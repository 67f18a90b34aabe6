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


def items(found: Json) -> list[Json] | None:
    """The results of a file; None when it is not of this kind."""
    held = found.get("resultList")
    results = held.get("result") if isinstance(held, Mapping) else None
    return results if isinstance(results, list) else None


def record(one: Json, name: str) -> Record:
    """One result."""
    preprint = one.get("source") == "PPR"
    ids: set[Id] = {("other", str(one["id"]))} if preprint else set()
    for kind in ("pmid", "pmcid"):
        if one.get(kind):
            ids.add((kind, str(one[kind]).upper()))
    if one.get("doi"):
        ids.add(("doi", doi(one["doi"])))
    ties = one.get("commentCorrectionList", {}).get("commentCorrection", ())
    kinds = one.get("pubTypeList", {}).get("pubType", ())
    heads = one.get("meshHeadingList", {}).get("meshHeading", ())
    words = one.get("keywordList", {}).get("keyword", ())
    return Record(
        file=name,
        source="Europe PMC",
        ids=frozenset(ids),
        title=one.get("title"),
        year=int(one["pubYear"]) if one.get("pubYear") else None,
        on=day(one.get("firstPublicationDate") or one.get("pubYear")),
        text=re.sub(r"<[^>]+>", " ", one.get("abstractText") or ""),
        terms=(*(str(head.get("descriptorName", "")) for head in heads), *(str(word) for word in words)),
        kinds=(*(str(kind).lower() for kind in kinds), *(("preprint",) if preprint else ())),
        notices=tuple(_tie(tie) for tie in ties if str(tie.get("type", "")).lower() in _TIES),
    )


def _tie(tie: Json) -> Notice:
    about, of = _TIES[str(tie["type"]).lower()]
    ids: set[Id] = {("pmid", str(tie["id"]))} if tie.get("source") == "MED" and tie.get("id") else set()
    reference = str(tie.get("reference") or "")
    return Notice(about=about, of=of, ids=frozenset(ids), on=day(reference) if not of else None)
