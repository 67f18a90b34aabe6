"""The door for saved search results: each file is known by what it holds, never by its name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

from dolomite.base.document import decode, refuse
from dolomite.evidence.watch import europepmc, notices, pubmed, registry, ris
from dolomite.evidence.watch.record import Json, Record

MOST_BYTES = 60_000_000
MOST_RECORDS = 50_000
KINDS = (
    "ClinicalTrials.gov JSON (version 2), PubMed (.nbib), RIS, Europe PMC JSON, Crossref JSON or the Retraction Watch "
    "CSV"
)


def records(data: bytes, *, name: str) -> tuple[Record, ...]:
    """The records of one saved file, in its order; `name` is how messages call it.

    Raises InputError in one sentence: empty, cut off, too large, or not one of the kinds that are read.
    """
    if len(data) > MOST_BYTES:
        refuse(name, None, f"the file is larger than {MOST_BYTES // 1_000_000} MB. Save the search in smaller parts.")
    text = decode(data, name=name).lstrip("\ufeff")
    if not text.strip():
        refuse(name, None, f"the file is empty. Save the search again, as {KINDS}.")
    saved_records = _json(text, name) if text.lstrip()[0] in "{[" else _text(text, name)
    if len(saved_records) > MOST_RECORDS:
        refuse(name, None, f"the file holds more than {MOST_RECORDS:,} records. Save a narrower search.")
    if not saved_records:
        refuse(name, None, "the file holds no record. Was the search saved with its results?")
    return saved_records


def _text(text: str, name: str) -> tuple[Record, ...]:
    if pubmed.fits(text):
        return pubmed.records(text, name)
    if ris.fits(text):
        return ris.records(text, name)
    if notices.is_retraction_watch(text):
        return notices.retraction_watch(text, name)
    refuse(name, None, f"this is not a saved search that is known here. Save it as {KINDS}.")


def _json(text: str, name: str) -> tuple[Record, ...]:
    try:
        document = json.loads(text)
    except json.JSONDecodeError as error:
        cut = error.pos >= len(text.rstrip()) - 1 or "Unterminated" in error.msg
        what = "the file is cut off here" if cut else f"this is not readable as JSON ({error.msg})"
        refuse(name, error.lineno, f"{what}. Save the search again and wait until it is whole.")
    except RecursionError:
        refuse(name, None, "the JSON is nested too deep to be a search result. Save the search again.")
    items = document if isinstance(document, list) else None
    if isinstance(document, Mapping):
        for reader in (registry, europepmc, notices):
            items_of = reader.items(document)
            if items_of is not None:
                return _each(reader.record, items_of, name)
    if (
        items is not None
        and items
        and all(isinstance(study, Mapping) and "protocolSection" in study for study in items)
    ):
        return _each(registry.record, items, name)
    refuse(name, None, f"this JSON is not a search result that is known here. Save it as {KINDS}.")


def _each(record: Callable[[Json, str], Record], items: list[Json], name: str) -> tuple[Record, ...]:
    saved_records = []
    for number, item in enumerate(items, start=1):
        if not isinstance(item, Mapping):
            refuse(name, None, f"record {number} is not an object. Save the search again.")
        try:
            saved_records.append(record(item, name))
        except (AttributeError, TypeError, KeyError, ValueError):
            refuse(name, None, f"record {number} is built otherwise than that service writes. Save the search again.")
    return tuple(saved_records)
