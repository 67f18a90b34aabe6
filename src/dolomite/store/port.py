"""The store as the use cases see it. Start here.

    store = store.opening.open_store(folder / STORE)     # or "postgresql+psycopg://..."; made and migrated when needed
    anna = new_uid()                                     # a person is an id; their first entry brings them into being
    store.append(anna, [Draft(uid=new_uid(), day=day, kind="person_changed", data={"name": "Anna"})], utc=now)
    store.append(anna, [Draft(uid=form.uid, day=day, kind="pain", data={"pain_nrs": 4})], utc=now)
    store.append(anna, [undo(form.uid, day=day, uid=new_uid())], utc=now)          # `form.uid`: an entry or a batch
    store.append(anna, [Draft(uid=..., day=day, kind="removed", data={}, replaces=uid_of_the_last_word)], utc=now)
    store.people()                                       # ids, in the order in which they came
    store.current(anna, first=day, last=day)             # the day as it stands: last of each thing, not undone
    store.history(anna, after=0, limit=50)               # everything ever written, undone or not
    store.last(anna)                                     # (number, hash): changes with every entry; a cache's key

`append` returns when the entries are on disk; all of them or none. The same `uid` posted again is harmless: the entry
that is there comes back. A correction is a Draft with `replaces` (uid of the entry it corrects) and may name another
day or kind. Entries with one `batch` are undone as one. A thing whose first entry is undone is gone with all its
corrections; undoing the undo brings it back. What `data` holds, by kind, stands in `store/kinds.py`.

Errors are `store.errors`: UnknownError (404), StaleError (409), FullError (507), BrokenError, else StoreError; each is
an InputError with one sentence. A Store may be used from several threads; a forked process opens its own.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Literal, Protocol

STORE = "dolomite.sqlite"  # the file in the data folder
# WAL lets readers go on while somebody writes, but needs shared memory, which a browser's worker does not have.
JournalMode = Literal["wal", "delete", "truncate", "memory"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What is to be kept: made by the client, uid included. `day` is a local date; `data` as store/kinds.py says.

    `source` is where it came from ("app", "cronometer" ...), `external` the id it has there.
    """

    uid: str
    day: date
    kind: str
    data: Mapping[str, object] = field(default_factory=dict)
    replaces: str | None = None
    batch: str | None = None
    undoes: str | None = None
    source: str = "app"
    external: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What was kept. `number` counts in the person's own chain from 1; `thing` is the uid of the first entry of it.

    `utc` is when it was written by the clock of then; order is by `number`, for clocks go back.
    """

    person: str
    number: int
    uid: str
    day: date
    kind: str
    thing: str
    data: Mapping[str, object]
    utc: str
    replaces: str | None
    batch: str | None
    undoes: str | None
    source: str
    external: str | None
    before: str
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """Somebody was erased here: who (an id without meaning), when (UTC), how many entries went. No content."""

    person: str
    utc: str
    entries: int


class Store(Protocol):
    """The port. `where` is the file or the URL without its password; `file` the SQLite file, None on PostgreSQL."""

    where: str
    file: Path | None

    def append(self, person: str, drafts: Sequence[Draft], *, utc: datetime) -> tuple[Entry, ...]:
        """Keep these, all or none, and return once they are on disk. Raises StoreError."""
        ...

    def current(
        self, person: str, *, first: date | None = None, last: date | None = None, kinds: Sequence[str] | None = None
    ) -> tuple[Entry, ...]:
        """The last word on each thing of these days (both included), neither undone nor removed."""
        ...

    def history(
        self,
        person: str,
        *,
        after: int = 0,
        before: int | None = None,
        limit: int | None = None,
        newest_first: bool = False,
    ) -> tuple[Entry, ...]:
        """Every entry with a number [from 1] above `after` (and below `before`), undone and replaced ones too."""
        ...

    def get(self, person: str, uid: str) -> Entry:
        """One entry. Raises UnknownError."""
        ...

    def batch(self, person: str, batch: str) -> tuple[Entry, ...]:
        """The entries of a batch, in order; empty when there is none."""
        ...

    def undone(self, person: str, uids: Sequence[str]) -> frozenset[str]:
        """Which of these entries are undone as things stand."""
        ...

    def externals(self, person: str, source: str) -> Mapping[str, str]:
        """The ids that things of a source have there, each with the uid here; undone ones are left out."""
        ...

    def people(self) -> tuple[str, ...]:
        """Ids of all who are here, in the order in which they came."""
        ...

    def last(self, person: str) -> tuple[int, str]:
        """Number [from 1] and hash of the person's last entry; (0, zeros) when there is none."""
        ...

    def erase(self, person: str, *, utc: datetime) -> Tombstone:
        """Remove a person's whole chain and leave a tombstone. Raises UnknownError."""
        ...

    def tombstones(self) -> tuple[Tombstone, ...]:
        """Who was erased here."""
        ...

    def take(self, entries: Sequence[Entry], tombstones: Sequence[Tombstone] = ()) -> int:
        """Keep entries of another store as they are, chains checked; returns how many [entries] were new."""
        ...

    def close(self) -> None:
        """Let go of the database."""
        ...


def new_uid() -> str:
    """A fresh id for an entry, a batch or a person: 128 random bits."""
    return secrets.token_hex(16)


def undo(target: str, *, day: date, uid: str, source: str = "app") -> Draft:
    """The draft that takes back an entry or a batch; of an undo: that brings back what it took."""
    return Draft(uid=uid, day=day, kind="undo", undoes=target, source=source)
