"""Use case: the people of this household as the store holds them, each a person file that grows answer by answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dolomite.app import read
from dolomite.base.person import Person
from dolomite.store.port import Draft, Entry, Store, new_uid

NEEDED = frozenset({"sex", "born", "age_years"})  # without these there is no person yet
FORM = "your answers"  # how messages call what was typed in a form
SAMPLE = "sample"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody of the household: their id, what they are called, and their answers as typed (a person file's keys)."""

    id: str
    name: str
    document: Mapping[str, object]

    @property
    def complete(self) -> bool:
        """Whether the answers make a person: sex, and an age or a date of birth."""
        return "sex" in self.document and ("born" in self.document or "age_years" in self.document)


def members(store: Store) -> tuple[Member, ...]:
    """Everybody here, in the order in which they came. (No unit.)"""
    return tuple(member(store, who) for who in store.people())


def member(store: Store, who: str) -> Member:
    """One of the household. Raises UnknownError when nobody has that id. (Units as in the person file.)"""
    from dolomite.store.errors import UnknownError

    if store.last(who)[0] == 0:
        raise UnknownError("nobody here has this address. Go to the first page.")
    name = ""
    document: dict[str, object] = {}
    for entry in store.current(who, kinds=("person_changed",)):
        said = entry.data.get("name")
        name = said if isinstance(said, str) else name
        keys = entry.data.get("keys")
        document |= dict(keys) if isinstance(keys, Mapping) else {}
    known = {key: value for key, value in document.items() if value is not None}
    return Member(id=who, name=name or "You", document=known)


def read_document(document: Mapping[str, object], *, on: date) -> Person:
    """The person that these answers describe (units inside: cm, kg, mmol/L). Raises InputError with the field."""
    return read.person(json.dumps(document, ensure_ascii=False).encode(), name=FORM, on=on)


def person_of(one: Member, *, on: date) -> Person | None:
    """The person past the door (units inside: cm, kg, mmol/L); None while sex or age are not told."""
    return read_document(one.document, on=on) if one.complete else None


def keep_answers(
    store: Store,
    who: str,
    keys: Mapping[str, object],
    *,
    day: date,
    utc: datetime,
    uid: str | None = None,
    name: str | None = None,
) -> Entry:
    """Keep these answers (a person file's keys, as typed; None: nobody asked) and return the entry. (No unit.)"""
    data: dict[str, object] = {"keys": dict(keys)}
    if name is not None:
        data["name"] = name
    draft = Draft(uid=uid if uid is not None else new_uid(), day=day, kind="person_changed", data=data)
    return store.append(who, [draft], utc=utc)[0]
