"""Use cases: keep what a person types, a line at a time, and take it back.

Each returns a `Kept`: the entries, and what `take_back` needs to undo them as one. `uid` comes from the form, so that
a form sent twice keeps one entry.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from dolomite.app.snapshot import column, snapshot_of
from dolomite.base.document import JsonObject
from dolomite.base.errors import InputError
from dolomite.food.table import Catalogue
from dolomite.intake.eaten import Eaten
from dolomite.store.errors import UnknownError
from dolomite.store.port import Draft, Entry, Store, new_uid, undo

SUPPLEMENTS = "supplements"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A receipt: the entries as they are kept now, and the id (of an entry or a batch) that undoes them."""

    entries: tuple[Entry, ...]
    undoes: str


# wide: what is kept, for whom, when, and the form's own id; each is named where it is called
def keep_one(
    store: Store,
    who: str,
    kind: str,
    data: Mapping[str, object],
    *,
    day: date,
    utc: datetime,
    uid: str | None = None,
    replaces: str | None = None,
) -> Kept:
    """Keep one entry of any kind (units in the names of `data`). Raises StoreError."""
    draft = Draft(uid=uid or new_uid(), day=day, kind=kind, data=data, replaces=replaces)
    entries = store.append(who, [draft], utc=utc)
    return Kept(entries=entries, undoes=entries[0].uid)


def looked_up_data(eaten: Eaten, catalogue: Catalogue) -> JsonObject:
    """The data of a line that a diary's reader looked up: weight with its ends [g], values per 100 g."""
    row, units = eaten.row, {unit.key: column(unit) for unit in catalogue.units}
    data: JsonObject = {
        "meal": row.meal,
        "food": row.food,
        "amount": row.amount,
        "unit": row.unit,
        "grams_g": eaten.grams,
        "snapshot": snapshot_of(eaten.food, catalogue) if eaten.food is not None else None,
        "given": None if row.given is None else {units[key]: value for key, value in row.given},
    }
    more = {
        "low": row.low,
        "high": row.high,
        "low_g": eaten.low_g,
        "high_g": eaten.high_g,
        "weight_says": eaten.how,
        "low_mg": eaten.low_mg,
        "high_mg": eaten.high_mg,
        "known_as": eaten.known_as,
        "category": eaten.category if eaten.food is None else None,
        "part": row.part if row.part != "food" else None,
    }
    return data | {name: value for name, value in more.items() if value is not None}


def repeat(
    store: Store, who: str, entry: str, *, day: date, utc: datetime, uid: str | None = None, meal: str | None = None
) -> Kept:
    """The same again on a day: a food, supplement or medicine, with the values it was kept with [as kept].

    A newer release's values are taken only where that was accepted (`app/newer_value.py`). Raises UnknownError.
    """
    there = store.get(who, entry)
    data = _accepted(there.data, _newer(store, who))
    if meal is not None and there.kind == "food":
        data["meal"] = meal
    draft = Draft(uid=uid or new_uid(), day=day, kind=there.kind, data=data)
    entries = store.append(who, [draft], utc=utc)
    return Kept(entries=entries, undoes=entries[0].uid)


# wide: what is kept, for whom, when, and the form's own id; each is named where it is called
def copy_day(
    store: Store,
    who: str,
    *,
    from_day: date,
    to_day: date,
    utc: datetime,
    meal: str | None = None,
    uid: str | None = None,
    kinds: Sequence[str] = ("food",),
) -> Kept:
    """A meal, or all meals, of one day again on another, undone as one [as kept]. Raises InputError when empty."""
    batch = uid or new_uid()
    there = store.batch(who, batch)
    if there:  # the form came twice
        return Kept(entries=there, undoes=batch)
    entries = [
        entry
        for entry in store.current(who, first=from_day, last=from_day, kinds=kinds)
        if meal is None or entry.data.get("meal", "") == meal
    ]
    if not entries:
        what = f"no {meal}" if meal else "nothing"
        raise InputError(f"{from_day}: {what} is written on that day. Choose another day.")
    newer = _newer(store, who)
    drafts = [
        Draft(uid=f"{batch}.{n}", day=to_day, kind=entry.kind, data=_accepted(entry.data, newer), batch=batch)
        for n, entry in enumerate(entries, start=1)
    ]
    return Kept(entries=store.append(who, drafts, utc=utc), undoes=batch)


def remove(store: Store, who: str, entry: str, *, day: date, utc: datetime, uid: str | None = None) -> Kept:
    """Take a thing off the day, corrections and all; `take_back` brings it back. Raises UnknownError."""
    return keep_one(store, who, "removed", {}, day=day, utc=utc, uid=uid, replaces=entry)


def take_back(store: Store, who: str, target: str, *, day: date, utc: datetime, uid: str | None = None) -> Kept:
    """Undo an entry or a batch; undoing that brings it back. Raises UnknownError."""
    entries = store.append(who, [undo(target, day=day, uid=uid or new_uid())], utc=utc)
    return Kept(entries=entries, undoes=entries[0].uid)


def weigh(
    store: Store, who: str, kg: float, *, day: date, utc: datetime, typed: str | None = None, uid: str | None = None
) -> Kept:
    """Keep a body weight [kg], with what was typed for it. Raises StoreError."""
    data = {"weight_kg": kg} | ({"typed": typed} if typed is not None else {})
    return keep_one(store, who, "weight", data, day=day, utc=utc, uid=uid)


def rate_pain(store: Store, who: str, points: float, *, day: date, utc: datetime, uid: str | None = None) -> Kept:
    """Keep the day's pain, 0 to 10 [points]; a second word on the day corrects the first. Raises StoreError."""
    draft = Draft(uid=uid or new_uid(), day=day, kind="pain", data={"pain_nrs": points})
    return _one_a_day(store, who, draft, utc=utc)


def finish_day(
    store: Store,
    who: str,
    *,
    day: date,
    utc: datetime,
    what: str = "food",
    done: bool = True,
    uid: str | None = None,
) -> Kept:
    """The day is complete in food, drinks, supplements or medicines, or is not. Raises StoreError."""
    draft = Draft(uid=uid or new_uid(), day=day, kind="day_done", data={"what": what, "done": done})
    return _one_a_day(store, who, draft, utc=utc, same=("what",))


def took_none(
    store: Store, who: str, *, day: date, utc: datetime, what: str = SUPPLEMENTS, uid: str | None = None
) -> Kept:
    """Asked, and no supplement (or medicine) was taken that day. Raises StoreError."""
    draft = Draft(uid=uid or new_uid(), day=day, kind="took_none", data={"what": what})
    return _one_a_day(store, who, draft, utc=utc, same=("what",))


def _one_a_day(store: Store, who: str, draft: Draft, *, utc: datetime, same: Sequence[str] = ()) -> Kept:
    """Of these there is one on a day: a later word corrects the one that stands."""
    with contextlib.suppress(UnknownError):  # the form came twice
        return Kept(entries=(store.get(who, draft.uid),), undoes=draft.uid)
    there = [
        entry
        for entry in store.current(who, first=draft.day, last=draft.day, kinds=(draft.kind,))
        if all(entry.data.get(key) == draft.data[key] for key in same)
    ]
    entries = store.append(who, [replace(draft, replaces=there[-1].uid if there else None)], utc=utc)
    return Kept(entries=entries, undoes=entries[0].uid)


# wide: what is kept, for whom, when, and the form's own id; each is named where it is called
def keep_many(
    store: Store,
    who: str,
    kind: str,
    data: Sequence[Mapping[str, object]],
    *,
    day: date,
    utc: datetime,
    uid: str | None,
    replaces: str | None = None,
) -> Kept:
    """Keep entries of one kind, undone as one (units in the names of `data`). Raises StoreError."""
    first = uid or new_uid()
    if len(data) == 1:
        return keep_one(store, who, kind, data[0], day=day, utc=utc, uid=first, replaces=replaces)
    drafts = [
        Draft(uid=f"{first}.{n}", day=day, kind=kind, data=fields, batch=first)
        for n, fields in enumerate(data, start=1)
    ]
    return Kept(entries=store.append(who, drafts, utc=utc), undoes=first)


def _newer(store: Store, who: str) -> dict[tuple[str, str], Mapping[str, object]]:
    """Newer values that were accepted: by food and the release they take the place of."""
    newer: dict[tuple[str, str], Mapping[str, object]] = {}
    for entry in store.current(who, kinds=("newer_value",)):
        snapshot = entry.data.get("snapshot")
        if isinstance(snapshot, Mapping) and entry.data["release_from"] != entry.data["release_to"]:
            newer[str(entry.data["food_id"]), str(entry.data["release_from"])] = snapshot
    return newer


def _accepted(data: Mapping[str, object], newer: Mapping[tuple[str, str], Mapping[str, object]]) -> dict[str, object]:
    """The data of a line to be written again, with the values that the person accepted since."""
    kept, left = dict(data), dict(newer)
    while isinstance(snapshot := kept.get("snapshot"), Mapping):
        better = left.pop((str(snapshot["food_id"]), str(snapshot["release"])), None)
        if better is None:
            break
        kept["snapshot"] = better
    return kept
