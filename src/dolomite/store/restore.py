"""A backup put in the place of the store: checked before anything moves, in one step that a kill cannot halve."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa

from dolomite.store import backup, migrate
from dolomite.store.engine import FULL, WAIT_SECONDS, make_file
from dolomite.store.entries import SqlStore
from dolomite.store.errors import BrokenError, FullError, StoreError
from dolomite.store.port import Tombstone
from dolomite.store.receipt import Restored

BESIDE = ("-wal", "-shm", "-journal")


def restore(source: Path, target: Path, *, backups: Path, utc: datetime | None = None) -> Restored:
    """Put the store in `source` in the place of the one in `target`; people erased here meanwhile stay erased.

    The store that was there is backed up first, or set aside when it is damaged. Raises BrokenError when the source is
    not whole, FullError and StoreError; the store is as it was then.
    """
    now = utc if utc is not None else datetime.now(UTC)
    backup.checked(source)
    part = target.with_name(f".{target.name}.restore")
    _gone(part)
    try:
        with _file_errors(target):
            make_file(part)
            with contextlib.closing(sqlite3.connect(source)) as raw, contextlib.closing(sqlite3.connect(part)) as copy:
                raw.backup(copy)
            before, stones = _kept_first(target, backups, now)
            erased = _brought_up_to_date(part, stones)
            entries = backup.checked(part)
            if before is not None:
                with contextlib.closing(sqlite3.connect(part)) as copy, _opened(target) as there:
                    copy.backup(there)  # one transaction of SQLite's own: who has the store open sees it change at once
            else:
                before = _set_aside(target, now)
                part.rename(target)
    finally:
        _gone(part)
    return Restored(file=target, entries=entries, before=before, erased_again=erased)


def _kept_first(target: Path, backups: Path, now: datetime) -> tuple[Path | None, tuple[Tombstone, ...]]:
    """A backup of the store that is there, and who was erased in it; (None, ()) when it is missing or damaged."""
    if not target.is_file():
        return None, ()
    there = SqlStore(target, backups=backups)
    try:
        with there.reading() as connection:
            if not sa.inspect(connection).has_table("tombstone"):
                raise StoreError(f"{target}: this is no store of Dolomite's, and it stays. Choose another folder.")
        return backup.make(there, backups, why="before-restore", utc=now).file, there.tombstones()
    except BrokenError:
        return None, ()
    finally:
        there.close()


def _set_aside(target: Path, now: datetime) -> Path | None:
    """A damaged store under another name, nothing of it lost; None when there is none."""
    if not target.exists():
        return None
    aside = target.with_name(f"{target.name}.damaged-{now:%Y%m%dT%H%M%SZ}")
    for end in ("", *BESIDE):
        with contextlib.suppress(FileNotFoundError):
            target.with_name(target.name + end).rename(aside.with_name(aside.name + end))
    return aside


def _brought_up_to_date(part: Path, stones: tuple[Tombstone, ...]) -> int:
    """The copy in the newest shape, without those who were erased since the backup; how many those are."""
    store = SqlStore(part, journal_mode="delete")
    store.backups = None  # what is migrated is a copy
    try:
        migrate.to_newest(store)
        again = sum(stone.person in store.people() for stone in stones)
        store.take((), stones)
        return again
    finally:
        store.close()


def _opened(target: Path) -> contextlib.closing[sqlite3.Connection]:
    return contextlib.closing(sqlite3.connect(target, timeout=WAIT_SECONDS))


def _gone(part: Path) -> None:
    for end in ("", *BESIDE):
        part.with_name(part.name + end).unlink(missing_ok=True)


@contextlib.contextmanager
def _file_errors(target: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        if any(word in str(error) for word in FULL):
            raise FullError(f"{target}: the disk is full; the store is as it was. Make room and try again.") from None
        raise StoreError(f"{target}: could not be replaced ({error}); the store is as it was.") from None
