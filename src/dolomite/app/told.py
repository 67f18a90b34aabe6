"""Use case: what an entry of the record says, in words; what was just done, and whether it can be taken back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from dolomite.base import words
from dolomite.food.name import short_name
from dolomite.store.port import Entry, Store

LONGEST = 3  # things that are named before the rest is counted


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was just done, and the batch or entry that takes it back (empty: it cannot be)."""

    says: str
    batch: str


def just_done(store: Store, who: str, target: str) -> Done | None:
    """What the entry or batch with that uid did; None when there is none. (Units as typed.)"""
    recent = store.history(who, limit=400, newest_first=True)  # a batch may be a month of an import
    entries = [entry for entry in recent if target in (entry.uid, entry.batch)]
    if not entries:
        return None
    if entries[0].kind == "undo":
        return Done(says="Taken back.", batch=entries[0].uid)
    return Done(says=says_together(list(reversed(entries))), batch=target)


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """One thing of the past: its number, when it was written (UTC), for which day, in words; `undo` takes it back."""

    number: int
    utc: str
    day: date
    says: str
    undone: bool
    undo: str


def past(store: Store, who: str, *, before: int | None = None, limit: int = 40) -> tuple[Past, ...]:
    """The history, newest first, entries of one batch together (units as typed)."""
    entries = store.history(who, before=before, limit=limit, newest_first=True)
    away = store.undone(who, [entry.uid for entry in entries])
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.batch or entry.uid, []).append(entry)
    return tuple(
        Past(
            number=together[-1].number,
            utc=together[0].utc,
            day=together[0].day,
            says=says_together(list(reversed(together))),
            undone=all(entry.uid in away for entry in together),
            undo="" if together[0].kind == "undo" else key,
        )
        for key, together in groups.items()
    )


def says_together(entries: Sequence[Entry]) -> str:
    """Several entries of one batch in one sentence. (Units as typed.)"""
    if len(entries) == 1:
        return says(entries[0])
    imported = next((entry for entry in entries if entry.kind == "import"), None)
    if imported is not None:
        return says(imported)
    names = [_name(entry) for entry in entries if entry.kind == "food"]
    if names:
        return f"Added {words.listed(names, most=LONGEST)}."
    if any(entry.kind == "planned" for entry in entries):
        return "The plan lies on the coming days."
    return f"{len(entries)} things kept."


def says(entry: Entry) -> str:
    """One entry in a sentence. (Units as typed.)"""
    data = entry.data
    if entry.kind == "food":
        return f"{'Changed' if entry.replaces else 'Added'} {_name(entry)}{_amount(data)}."
    if entry.kind == "planned":
        return f"Planned: {_name(entry)}{_amount(data)}."
    if entry.kind == "supplement":
        return f"Supplement taken: {data.get('form')}."
    if entry.kind == "pain":
        return f"Pain {data.get('pain_nrs'):g} of 10." if isinstance(data.get("pain_nrs"), float | int) else "Pain."
    if entry.kind == "weight":
        kg = data.get("weight_kg")
        said = words.amount(float(kg), "kg", decimals=1) if isinstance(kg, float | int) else "unknown"
        typed = str(data.get("typed") or "")
        return f"Weight {typed if any(letter.isalpha() for letter in typed) else said}."
    if entry.kind == "day_done":
        state = "finished" if data.get("done", True) else "not finished"
        return f"{str(data.get('what', 'food')).capitalize()} of this day: {state}."
    if entry.kind == "took_none":
        return f"Took no {data.get('what', 'supplements')} this day."
    if entry.kind == "person_changed":
        return _changed(data)
    if entry.kind == "import":
        return f"{data.get('entries')} entries came in from {data.get('file')}."
    if entry.kind == "removed":
        return "Removed."
    if entry.kind == "undo":
        return "Taken back."
    return f"{entry.kind.replace('_', ' ').capitalize()} kept."


def _changed(data: Mapping[str, object]) -> str:
    keys = data.get("keys")
    names = [key.replace("_", " ") for key in keys] if isinstance(keys, Mapping) else []
    if data.get("name") and not names:
        return f"Called {data['name']}."
    return f"Answers kept: {words.listed(names, most=LONGEST)}." if names else "Answers kept."


def _name(entry: Entry) -> str:
    snapshot = entry.data.get("snapshot")
    known = snapshot.get("name") if isinstance(snapshot, Mapping) else None
    return short_name(str(known)) if known else str(entry.data.get("food") or "something")


def _amount(data: Mapping[str, object]) -> str:
    grams = data.get("grams_g")
    return f", {grams:g} g" if isinstance(grams, float | int) else ""
