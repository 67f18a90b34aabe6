"""Use case: the people of this household as the store holds them, each a person file that grows answer by answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from dolomite.app import read
from dolomite.base.errors import InputError
from dolomite.base.person import Person
from dolomite.store.errors import StaleError, UnknownError
from dolomite.store.port import Draft, Entry, Store, new_uid

FORM = "your answers"  # how messages call what was typed in a form
SAMPLE = "sample"
NAMELESS = "You"  # who gave no name
WEIGHT = frozenset({"weight_kg", "weight"})
NO_ANSWER = frozenset(
    {"food", "word", "pain", "day_done", "took_none", "newer_value", "supplement", "planned"}
)  # change no answer
FEW = 50  # entries since that are looked at one by one; after more the answers are read again
MOST_KEPT = 64  # people


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody of the household: their id, what they are called, and their answers as typed (a person file's keys).

    `as_of` is the hash of the last entry that was there when they were read.
    """

    id: str
    name: str
    document: Mapping[str, object]
    as_of: str = ""

    @property
    def complete(self) -> bool:
        """Whether the answers make a person: sex, and an age or a date of birth."""
        return "sex" in self.document and ("born" in self.document or "age_years" in self.document)

    @property
    def country(self) -> str | None:
        """Where they live (ISO code); None: not told."""
        said = self.document.get("country")
        return said if isinstance(said, str) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    """Somebody as they were at one entry of their chain."""

    number: int
    hash: str
    member: Member


_kept: dict[str, _Known] = {}


def members(store: Store) -> tuple[Member, ...]:
    """Everybody here, in the order in which they came; the nameless after the first by their number."""
    everybody = [member(store, who) for who in store.people()]
    others = [n for n, person in enumerate(everybody) if person.name == NAMELESS][1:]
    return tuple(
        replace(person, name=f"Person {n + 1}") if n in others else person for n, person in enumerate(everybody)
    )


def member(store: Store, who: str) -> Member:
    """One of the household. Raises UnknownError when nobody has that id. (Units as in the person file.)

    What was read is kept with the hash of the person's last entry: the same hash, the same answers.
    """
    number, sha = store.last(who)
    if number == 0:
        raise UnknownError("nobody here has this address. Go to the first page.")
    known = _kept.get(who)
    if known is None or not _still(store, who, known, number, sha):
        fresh = replace(_read_member(store, who), as_of=sha)
    else:
        fresh = replace(known.member, as_of=sha)
    if len(_kept) >= MOST_KEPT and who not in _kept:
        _kept.clear()
    _kept[who] = _Known(number=number, hash=sha, member=fresh)
    return fresh


def _still(store: Store, who: str, known: _Known, number: int, sha: str) -> bool:
    """Whether nothing was written since that could change a person's answers."""
    if known.hash == sha:
        return True
    if not known.number < number <= known.number + FEW:
        return False
    later = store.history(who, after=known.number)
    if not later or later[0].before != known.hash:  # another chain: a backup was put back
        return False
    return all(entry.kind in NO_ANSWER and entry.replaces is None for entry in later)


def _read_member(store: Store, who: str) -> Member:
    name = ""
    document: dict[str, object] = {}
    weighed: tuple[date, int] | None = None
    for entry in store.current(who, kinds=("person_changed",)):
        said = entry.data.get("name")
        name = said if isinstance(said, str) else name
        keys = entry.data.get("keys")
        document |= dict(keys) if isinstance(keys, Mapping) else {}
        if isinstance(keys, Mapping) and WEIGHT & keys.keys():
            weighed = (entry.day, entry.number)
    newer = _last_weighing(store, who)
    if newer is not None and (weighed is None or (newer.day, newer.number) > weighed):
        document = {key: value for key, value in document.items() if key not in WEIGHT}
        document["weight_kg"] = newer.data["weight_kg"]
    known = {key: value for key, value in document.items() if value is not None}
    return Member(id=who, name=name or NAMELESS, document=known)


def _last_weighing(store: Store, who: str) -> Entry | None:
    """The newest weighing [kg], by day and then by which was written later; None: never weighed here."""
    weighings = store.current(who, kinds=("weight",))
    return max(weighings, key=lambda weighing: (weighing.day, weighing.number), default=None)


def read_document(document: Mapping[str, object], *, on: date) -> Person:
    """The person that these answers describe (units inside: cm, kg, mmol/L). Raises InputError with the field."""
    return read.person(json.dumps(document, ensure_ascii=False).encode(), name=FORM, on=on)


def weight_kg(text: str, *, on: date) -> float:
    """A weight as typed (71, 157 lb, 11 st 3 lb), read by the one door [kg]. Raises InputError."""
    key = "weight_kg" if text.replace(".", "", 1).isdigit() else "weight"
    person = read_document({"sex": "female", "age_years": "40", key: text or None}, on=on)
    if person.weight_kg is None:
        raise InputError("nothing was typed. Write 71, 157 lb or 11 st 3 lb.", field="weight")
    return person.weight_kg


def without(document: dict[str, object], key: str) -> bool:
    """Put one faulty answer aside, so that the others can be read; False where nothing is left to put aside.

    Sex and age cannot be missing while reading goes on: they stand in with any answer that is possible.
    """
    if key == "sex" or (key not in document and "sex" not in document):
        document["sex"] = "female"
    elif key in ("born", "age_years"):
        document.pop("born", None)
        document["age_years"] = "40"  # only for reading on; nothing of it is kept
    elif key not in document:
        return False
    else:
        del document[key]
    return True


def person_of(who: Member, *, on: date) -> Person | None:
    """The person past the door (units inside: cm, kg, mmol/L); None while sex or age are not told."""
    return read_document(who.document, on=on) if who.complete else None


# wide: what is kept, for whom, when, and the form's own id; each is named where it is called
def keep_answers(
    store: Store,
    who: str,
    keys: Mapping[str, object],
    *,
    day: date,
    utc: datetime,
    uid: str | None = None,
    name: str | None = None,
    seen: int | None = None,
) -> Entry:
    """Keep these answers (a person file's keys, as typed; None: nobody asked) and return the entry.

    `seen` is the number [from 1] of the last entry that the form knew of: StaleError when one of its keys was changed
    since.
    """
    if seen is not None:
        for later in store.history(who, after=seen):
            changed = later.data.get("keys") if later.kind == "person_changed" and later.uid != uid else None
            both = sorted(keys.keys() & changed.keys()) if isinstance(changed, Mapping) else []
            if both:
                raise StaleError(
                    f"{both[0].replace('_', ' ')} was changed in another window. Look at it and send it again.",
                    field=both[0],
                )
    data: dict[str, object] = {"keys": dict(keys)}
    if name is not None:
        data["name"] = name
    draft = Draft(uid=uid if uid is not None else new_uid(), day=day, kind="person_changed", data=data)
    return store.append(who, [draft], utc=utc)[0]
