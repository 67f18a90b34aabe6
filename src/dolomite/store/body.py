"""From a draft to an entry, and from a row back to one: the shape that is hashed, checked at the border."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from dolomite.store import kinds
from dolomite.store.chain import START, canonical, digest
from dolomite.store.errors import StoreError
from dolomite.store.port import Draft, Entry

ID = re.compile(r"[A-Za-z0-9_.:-]{1,80}")
LONGEST_SHORT_TEXT = 500  # characters of a source's name or id
MOST_BYTES = 1_000_000  # of one entry's data


def entry_of(draft: Draft, *, person: str, number: int, thing: str, before: str, utc: datetime) -> Entry:
    """The draft as the next link, `number` [from 1], of a chain. Raises StoreError when it cannot be kept."""
    return sealed(
        {
            "person": person,
            "number": number,
            "uid": draft.uid,
            "day": draft.day.isoformat(),
            "kind": draft.kind,
            "thing": thing,
            "data": kinds.checked(draft.kind, draft.data),
            "utc": utc.astimezone(UTC).isoformat(timespec="milliseconds"),
            "replaces": draft.replaces,
            "batch": draft.batch,
            "undoes": draft.undoes,
            "source": draft.source,
            "external": draft.external,
            "before": before,
        }
    )


def sealed(body: Mapping[str, object]) -> Entry:
    """The entry with its hash. Raises StoreError when it holds what no JSON text can."""
    try:
        data = canonical(body["data"])
        sha = digest(body)
    except (ValueError, TypeError):
        raise StoreError("a value is no number or no readable text. Correct it and send it again.") from None
    if len(data) > MOST_BYTES:
        raise StoreError(f"an entry holds more than {MOST_BYTES:,} bytes. Make it shorter.")
    return from_plain({**body, "hash": sha})


def from_plain(body: Mapping[str, object]) -> Entry:
    """The entry that a row or a line of JSON tells. Raises StoreError when it is none."""
    try:
        data = body["data"]
        return Entry(
            person=_text(body["person"]),
            number=_whole(body["number"]),
            uid=_text(body["uid"]),
            day=date.fromisoformat(_text(body["day"])),
            kind=_text(body["kind"]),
            thing=_text(body["thing"]),
            data=_object(json.loads(data) if isinstance(data, str) else data),
            utc=_text(body["utc"]),
            replaces=_maybe(body["replaces"]),
            batch=_maybe(body["batch"]),
            undoes=_maybe(body["undoes"]),
            source=_text(body["source"]),
            external=_maybe(body["external"]),
            before=_text(body["before"]),
            hash=_text(body["hash"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError(f"this is no entry of a store ({error}). It was changed after it was written.") from None


def body_of(entry: Entry) -> dict[str, object]:
    """The entry as JSON types; `data` as an object."""
    return {
        "person": entry.person,
        "number": entry.number,
        "uid": entry.uid,
        "day": entry.day.isoformat(),
        "kind": entry.kind,
        "thing": entry.thing,
        "data": dict(entry.data),
        "utc": entry.utc,
        "replaces": entry.replaces,
        "batch": entry.batch,
        "undoes": entry.undoes,
        "source": entry.source,
        "external": entry.external,
        "before": entry.before,
        "hash": entry.hash,
    }


def row(entry: Entry) -> dict[str, object]:
    """The entry as a row of the table: `data` as its canonical text."""
    return {**body_of(entry), "data": canonical(dict(entry.data)).decode()}


def draft_of(entry: Entry) -> Draft:
    """What the entry was made from."""
    return Draft(
        uid=entry.uid,
        day=entry.day,
        kind=entry.kind,
        data=entry.data,
        replaces=entry.replaces,
        batch=entry.batch,
        undoes=entry.undoes,
        source=entry.source,
        external=entry.external,
    )


def fits_its_hash(entry: Entry) -> bool:
    """Whether the content is the one that was hashed."""
    body = body_of(entry)
    del body["hash"]
    try:
        return digest(body) == entry.hash
    except (ValueError, TypeError):
        return False


def check_ids(person: str, drafts: Sequence[Draft]) -> None:
    """Refuse ids that are no ids and texts that no database keeps. Raises StoreError."""
    for draft in drafts:
        for what, identifier in (
            ("person", person),
            ("uid", draft.uid),
            ("replaces", draft.replaces),
            ("batch", draft.batch),
            ("undoes", draft.undoes),
        ):
            if identifier is not None and not ID.fullmatch(identifier):
                raise StoreError(
                    f"{what}: {identifier[:90]!r} is no id. Use letters, digits and - _ . : alone, at most 80."
                )
        for what, text in (("source", draft.source), ("external", draft.external)):
            if text is not None and (not text.isprintable() or not 1 <= len(text) <= LONGEST_SHORT_TEXT):
                raise StoreError(f"{what}: {text[:40]!r} is no name. Use one line of at most {LONGEST_SHORT_TEXT}.")
        if (draft.kind == "undo") != (draft.undoes is not None):
            raise StoreError(f"{draft.kind}: an undo names what it takes back, and nothing else does.")
        if draft.kind == "removed" and draft.replaces is None:
            raise StoreError("removed: say which entry is removed, in `replaces`.")
        if draft.kind == "undo" and draft.replaces is not None:
            raise StoreError("undo: an undo replaces nothing. Undo the undo instead.")


def chain_fault(entries: Sequence[Entry], *, number: int = 0, before: str = START) -> str | None:
    """The first fault of a chain that goes on after entry `number` [from 1] with hash `before`; None: whole."""
    for entry in entries:
        where = f"entry {number + 1} of {entry.person}"
        if entry.number != number + 1:
            return f"{where}: it says it is entry {entry.number}. Entries were removed, added or moved."
        if entry.before != before:
            return f"{where}: it does not follow from the one before. An entry was changed, removed or moved."
        if not fits_its_hash(entry):
            return f"{where}: its content does not fit its hash. It was changed after it was written."
        number, before = entry.number, entry.hash
    return None


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text is missing")
    return value


def _maybe(value: object) -> str | None:
    return None if value is None else _text(value)


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("a whole number is missing")
    return value


def _object(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError("its data is no object")
    return value
