"""Notices about publications: Crossref's `update-to` in JSON, and the table of Retraction Watch."""

from __future__ import annotations

from collections.abc import Mapping

from dolomite.base.document import refuse
from dolomite.base.table import table
from dolomite.evidence.watch.record import About, Id, Json, Notice, Record, day, doi

_KINDS: dict[str, About] = {
    "retraction": "retraction",
    "partial_retraction": "retraction",
    "removal": "retraction",
    "withdrawal": "retraction",
    "expression_of_concern": "concern",
    "correction": "correction",
    "corrigendum": "correction",
    "erratum": "correction",
    "new_version": "update",
    "new_edition": "update",
}
_NEEDED = ("title", "originalpaperdoi", "originalpaperpubmedid", "retractionnature", "retractiondoi", "retractiondate")
LONGEST = 20_000  # characters of a cell: names and reasons of many authors


def items(document: Json) -> list[Json] | None:
    """The works of a Crossref file, one or a list; None when it is not of this kind."""
    message = document.get("message")
    if not isinstance(message, Mapping):
        return None
    works = message.get("items")
    if isinstance(works, list):
        return works
    return [message] if "DOI" in message else None


def record(work: Json, name: str) -> Record:
    """One work of Crossref, with what it updates."""
    parts = work.get("issued", {}).get("date-parts", [[None]])[0]
    printed = "-".join(str(part) for part in parts if part is not None) or None
    ties = [
        Notice(about=_KINDS[kind], of=True, ids=frozenset({("doi", doi(str(tie["DOI"])))}), on=day(printed))
        for tie in work.get("update-to", ())
        if (kind := str(tie.get("type", "")).lower().replace("-", "_")) in _KINDS
    ]
    return Record(
        file=name,
        source="Crossref",
        ids=frozenset({("doi", doi(str(work["DOI"])))}),
        title=next(iter(work.get("title", ())), None),
        year=parts[0] if parts else None,
        on=day(printed),
        text=str(work.get("abstract") or ""),
        kinds=(str(work.get("type", "")),),
        notices=tuple(ties),
    )


def is_retraction_watch(text: str) -> bool:
    """Whether a text is the table of Retraction Watch."""
    first = text.partition("\n")[0].lower().replace(" ", "")
    return all(column in first for column in ("retractionnature", "originalpaperdoi"))


def retraction_watch(text: str, name: str) -> tuple[Record, ...]:
    """Every line of the table as a notice about its original paper. Raises InputError."""
    header, rows = table(text, name=name, longest=LONGEST)
    at = {column.replace(" ", ""): number for number, column in enumerate(header)}
    missing = [column for column in _NEEDED if column not in at]
    if missing:
        refuse(name, 1, f"the column {missing[0]} is missing. Save the table of Retraction Watch as it is.")
    records = []
    for _, cells in rows:
        cell = {column: cells[number].strip() if number < len(cells) else "" for column, number in at.items()}
        nature = cell["retractionnature"].lower().replace(" ", "_")
        about = _KINDS.get(nature)
        if about is None:
            continue
        date = _american(cell["retractiondate"])
        paper = _ids(cell["originalpaperdoi"], cell["originalpaperpubmedid"])
        records.append(
            Record(
                file=name,
                source="Retraction Watch",
                ids=_ids(cell["retractiondoi"], cell["retractionpubmedid"]) if about == "retraction" else frozenset(),
                title=cell["title"] or None,
                year=int(date[:4]) if date else None,
                on=date,
                notices=(Notice(about=about, of=True, ids=paper, on=date),),
            )
        )
    return tuple(records)


def _ids(number: str, pubmed: str) -> frozenset[Id]:
    ids: set[Id] = {("doi", doi(number))} if number.startswith("10.") else set()
    if pubmed.isdigit() and pubmed != "0":
        ids.add(("pmid", pubmed))
    return frozenset(ids)


def _american(text: str) -> str | None:
    """A date written month/day/year, as ISO; None when it is not."""
    parts = text.split(" ")[0].split("/")
    if len(parts) != 3 or not all(part.isdigit() for part in parts):
        return day(text)
    return f"{int(parts[2]):04d}-{int(parts[0]):02d}-{int(parts[1]):02d}"
