"""Entries in a database: appended in one transaction, read back as they stand. The port's one implementation."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import sqlalchemy as sa

from dolomite.store import body, kinds, query, view
from dolomite.store.engine import WRITES, engine_of, plainly
from dolomite.store.errors import StaleError, StoreError, UnknownError
from dolomite.store.port import Draft, Entry, JournalMode, Tombstone
from dolomite.store.tables import entry, tombstone


class SqlStore:
    """The port on SQLAlchemy: SQLite or PostgreSQL, the same tables and queries."""

    def __init__(self, where: str | Path, *, journal_mode: JournalMode = "wal", backups: Path | None = None) -> None:
        self._given, self._journal_mode = where, journal_mode
        self._made_by = os.getpid()
        self._seen: dict[str, Entry] = {}  # entries by hash, as they were read: what is kept never changes
        self._engine = engine_of(where, journal_mode=journal_mode)
        url = self._engine.url
        self.file: Path | None = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
        self.where = str(self.file) if self.file is not None else url.render_as_string(hide_password=True)
        self.backups = backups if backups is not None else (self.file.parent / "backups" if self.file else None)

    @property
    def engine(self) -> sa.Engine:
        """The engine of this process; a forked child gets its own."""
        if os.getpid() != self._made_by:
            self._engine.dispose(close=False)
            self._engine = engine_of(self._given, journal_mode=self._journal_mode)
            self._made_by = os.getpid()
        return self._engine

    @contextlib.contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """One consistent look at the database."""
        with plainly(self.where, backups=self.backups), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextlib.contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """One transaction that is on disk when this ends, or not at all."""
        with plainly(self.where, backups=self.backups), self.engine.connect() as connection:
            connection = connection.execution_options(**{WRITES: True})
            with connection.begin():
                yield connection

    def append(self, person: str, drafts: Sequence[Draft], *, utc: datetime) -> tuple[Entry, ...]:
        """Keep these, all or none; on disk when this returns. A known uid comes back as it is.

        Raises StaleError when what a draft replaces was replaced meanwhile, UnknownError for an unknown target.
        """
        body.check_ids(person, drafts)
        if not drafts:
            return ()
        with self.writing() as connection:
            query.take_turns(connection, person)
            if connection.scalar(sa.select(tombstone.c.person).where(tombstone.c.person == person)) is not None:
                raise UnknownError(f"{person}: this person was erased here. Make a new one.")
            known = query.known(connection, person, drafts)
            number, before = query.last(connection, person)
            answer: list[Entry] = []
            fresh: list[Entry] = []
            for draft in drafts:
                there = known.get(draft.uid)
                if there is not None:
                    answer.append(_same(there, draft))
                    continue
                thing = self._thing(connection, person, draft, known)
                added = body.entry_of(draft, person=person, number=number + 1, thing=thing, before=before, utc=utc)
                known[added.uid] = added
                number, before = added.number, added.hash
                fresh.append(added)
                answer.append(added)
            if fresh:
                connection.execute(sa.insert(entry), [body.row(added) for added in fresh])
        return tuple(answer)

    def _thing(self, connection: sa.Connection, person: str, draft: Draft, known: Mapping[str, Entry]) -> str:
        if draft.undoes is not None:
            batch = sa.select(entry.c.uid).where(entry.c.person == person, entry.c.batch == draft.undoes).limit(1)
            new = any(other.batch == draft.undoes for other in known.values())
            if draft.undoes not in known and not new and connection.scalar(batch) is None:
                raise UnknownError(f"{draft.undoes}: there is no such entry to undo.")
        if draft.replaces is None:
            return draft.uid
        if draft.replaces not in known:
            raise UnknownError(f"{draft.replaces}: there is no such entry to correct.")
        if known[draft.replaces].kind == "undo":
            raise StoreError("an undo cannot be corrected. Undo it instead.")
        return known[draft.replaces].thing

    def current(
        self, person: str, *, first: date | None = None, last: date | None = None, kinds: Sequence[str] | None = None
    ) -> tuple[Entry, ...]:
        """The last word on each thing of these days (both included), neither undone nor removed."""
        asked = [entry.c.person == person]
        if first is not None:
            asked.append(entry.c.day >= first.isoformat())
        if last is not None:
            asked.append(entry.c.day <= last.isoformat())
        if kinds is not None:
            asked.append(entry.c.kind.in_(kinds))
        everything = len(asked) == 1
        with self.reading() as connection:
            rows = query.entries(connection, sa.select(entry).where(*asked), seen=self._seen)
            if not everything:
                rows += query.rest(connection, person, rows)
            undos = query.undos(connection, person, rows)
        return tuple(
            latest
            for latest in view.standing(rows, undos)
            if (first is None or latest.day >= first)
            and (last is None or latest.day <= last)
            and (kinds is None or latest.kind in kinds)
        )

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
        asked = sa.select(entry).where(entry.c.person == person, entry.c.number > after)
        if before is not None:
            asked = asked.where(entry.c.number < before)
        asked = asked.order_by(entry.c.number.desc() if newest_first else entry.c.number).limit(limit)
        with self.reading() as connection:
            return tuple(query.entries(connection, asked))

    def get(self, person: str, uid: str) -> Entry:
        """One entry. Raises UnknownError."""
        with self.reading() as connection:
            entries = query.where_in(connection, person, entry.c.uid, {uid})
        if not entries:
            raise UnknownError(f"{uid[:90]}: there is no such entry.")
        return entries[0]

    def batch(self, person: str, batch: str) -> tuple[Entry, ...]:
        """The entries of a batch, in order; empty when there is none."""
        with self.reading() as connection:
            entries = query.where_in(connection, person, entry.c.batch, {batch})
        return tuple(sorted(entries, key=lambda member: member.number))

    def undone(self, person: str, uids: Sequence[str]) -> frozenset[str]:
        """Which of these entries are undone as things stand."""
        with self.reading() as connection:
            rows = query.where_in(connection, person, entry.c.uid, set(uids))
            return view.undone(rows, query.undos(connection, person, rows)) & frozenset(uids)

    def externals(self, person: str, source: str) -> Mapping[str, str]:
        """External ids of a source, each with the uid here; undone ones are left out."""
        asked = sa.select(entry).where(
            entry.c.person == person, entry.c.source == source, entry.c.external.is_not(None)
        )
        with self.reading() as connection:
            rows = query.entries(connection, asked)
            gone = view.undone(rows, query.undos(connection, person, rows))
        return {row.external: row.uid for row in rows if row.external is not None and row.uid not in gone}

    def people(self) -> tuple[str, ...]:
        """Ids of all who are here, in the order in which they came."""
        asked = sa.select(entry.c.person).where(query.FIRST).order_by(entry.c.utc, entry.c.person)
        with self.reading() as connection:
            return tuple(connection.scalars(asked))

    def last(self, person: str) -> tuple[int, str]:
        """Number [from 1] and hash of the person's last entry; (0, zeros) when there is none."""
        with self.reading() as connection:
            return query.last(connection, person)

    def erase(self, person: str, *, utc: datetime) -> Tombstone:
        """Remove a person's chain, leave a tombstone, overwrite the bytes. Raises UnknownError."""
        with self.writing() as connection:
            query.take_turns(connection, person)
            number, _ = query.last(connection, person)
            if number == 0:
                raise UnknownError(f"{person[:90]}: there is no such person.")
            stone = Tombstone(person=person, utc=utc.astimezone(UTC).isoformat(timespec="seconds"), entries=number)
            self._bury(connection, (stone,))
        self.sweep()
        return stone

    def _bury(self, connection: sa.Connection, stones: Iterable[Tombstone]) -> None:
        known = {stone.person for stone in query.tombstones(connection)}
        for stone in stones:
            if stone.person not in known:
                values = {"person": stone.person, "utc": stone.utc, "entries": stone.entries}
                connection.execute(sa.insert(tombstone), values)
            connection.execute(sa.delete(entry).where(entry.c.person == stone.person))

    def sweep(self) -> None:
        """Leave no byte of what was erased in the file or its log (SQLite)."""
        if self.file is None:
            return
        with plainly(self.where, backups=self.backups), self.engine.connect() as connection:
            raw = connection.connection.driver_connection
            assert raw is not None
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def tombstones(self) -> tuple[Tombstone, ...]:
        """Who was erased here."""
        with self.reading() as connection:
            return query.tombstones(connection)

    def take(self, entries: Sequence[Entry], tombstones: Sequence[Tombstone] = ()) -> int:
        """Keep entries of another store as they are; returns how many [entries] were new. All or none.

        Raises StoreError when a chain is broken, or when it parts from the one that is here.
        """
        chains: dict[str, list[Entry]] = {}
        for link in entries:
            chains.setdefault(link.person, []).append(link)
        for person, chain in chains.items():
            body.check_ids(person, [body.draft_of(link) for link in chain])
            fault = body.chain_fault(chain)
            if fault is not None:
                raise StoreError(f"{fault} Nothing was taken over.")
        with self.writing() as connection:
            self._bury(connection, tombstones)
            erased = {stone.person for stone in query.tombstones(connection)}
            new = 0
            for person, chain in chains.items():
                if person not in erased:
                    query.take_turns(connection, person)
                    new += self._join(connection, person, chain)
        return new

    def _join(self, connection: sa.Connection, person: str, chain: list[Entry]) -> int:
        number, sha = query.last(connection, person)
        if number and (chain[min(number, len(chain)) - 1].hash != query.hash_at(connection, person, len(chain), sha)):
            raise StoreError(
                f"{person}: the entries here and those in the file have gone different ways. "
                "Import them into a store of their own."
            )
        fresh = chain[number:]
        if fresh:
            connection.execute(sa.insert(entry), [body.row(link) for link in fresh])
        return len(fresh)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def _same(there: Entry, draft: Draft) -> Entry:
    """The entry that is there, when it is what was posted again. Raises StaleError otherwise."""
    same = (
        there.kind == draft.kind
        and there.day == draft.day
        and there.replaces == draft.replaces
        and there.undoes == draft.undoes
        and dict(there.data) == kinds.checked(draft.kind, draft.data)
    )
    if not same:
        raise StaleError(f"{draft.uid}: this id was used for something else. Load the page again and send it anew.")
    return there
