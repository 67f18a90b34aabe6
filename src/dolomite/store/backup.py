"""Backups: a whole, checked copy beside the store; kept for seven days and four weeks; restored only when whole.

A backup is always an SQLite store, also of a PostgreSQL one, and opens like any store.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from dolomite.store import shape, verify
from dolomite.store.engine import BROKEN, FULL, make_file
from dolomite.store.entries import SqlStore
from dolomite.store.errors import BrokenError, FullError, StoreError

DAYS, WEEKS = 7, 4  # the newest of each of the last seven days and of the last four weeks is kept
WHY = ("daily", "asked", "before-migration", "before-restore")
_NAME = re.compile(rf"store-(\d{{8}}T\d{{6}})Z-({'|'.join(WHY)})(?:-\d+)?\.sqlite")


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """One backup: where, when made (UTC), why, its size [bytes], and the day after which it is gone at the latest."""

    file: Path
    utc: datetime
    why: str
    bytes: int
    expires: date


def listed(folder: Path) -> tuple[Backup, ...]:
    """The backups of a folder, newest first, by what their names say. [bytes]"""
    backups = []
    for path in folder.glob("store-*.sqlite") if folder.is_dir() else ():
        match = _NAME.fullmatch(path.name)
        if match is not None:
            when = datetime.strptime(match[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
            last = when.date() + timedelta(weeks=WEEKS)
            backups.append(Backup(file=path, utc=when, why=match[2], bytes=path.stat().st_size, expires=last))
    return tuple(sorted(backups, key=lambda backup: (backup.utc, backup.file.name), reverse=True))


def make(store: SqlStore, folder: Path, *, why: str = "asked", utc: datetime | None = None) -> Backup:
    """A checked backup in the folder, under a name that tells when and why. Raises StoreError. [bytes]"""
    when = (utc if utc is not None else datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    stem = f"store-{when:%Y%m%dT%H%M%S}Z-{why}"
    path, again = folder / f"{stem}.sqlite", 1
    while path.exists():
        again += 1
        path = folder / f"{stem}-{again}.sqlite"
    to_file(store, path)
    last = when.date() + timedelta(weeks=WEEKS)
    return Backup(file=path, utc=when, why=why, bytes=path.stat().st_size, expires=last)


def to_file(store: SqlStore, path: Path) -> int:
    """Write a backup to a file that is not there yet, check it, and only then give it its name; how many [entries] it
    holds.

    Raises StoreError when the file is there, the disk is full, or the copy is not whole.
    """
    if path.exists():
        raise StoreError(f"{path}: there is a file already. Choose another name.")
    part = path.with_name(f".{path.name}.part")
    part.unlink(missing_ok=True)
    make_file(part)
    try:
        with _plain_file_errors(path):
            _copy(store, part)
            count = checked(part)
            _sync(part)
            part.replace(path)
            _sync(path.parent)
    finally:
        for left in (part, *_beside(part)):
            left.unlink(missing_ok=True)
    return count


def _copy(store: SqlStore, part: Path) -> None:
    if store.file is not None:
        with contextlib.closing(sqlite3.connect(store.file, isolation_level=None)) as raw:
            raw.execute("VACUUM INTO ?", (str(part),))
        return
    copy = SqlStore(part, journal_mode="delete")
    try:
        with copy.writing() as connection:
            shape.upgrade(connection)
        for person in store.people():
            copy.take(store.history(person))
        copy.take((), store.tombstones())
    finally:
        copy.close()


def checked(path: Path) -> int:
    """Whether a file is a whole store, every chain included; how many [entries]. Raises BrokenError."""
    if not path.is_file():
        raise StoreError(f"{path}: there is no such file. `dolomite data backup` makes one.")
    store = SqlStore(path, journal_mode="delete", backups=path.parent / "-")
    try:
        with store.reading() as connection:
            now = shape.version(connection)
        if now is None:
            raise StoreError(f"{path}: this is no store of Dolomite's. Choose a backup that it made.")
        if now > shape.NEWEST:
            raise StoreError(f"{path}: a newer Dolomite wrote this. Update Dolomite first.")
        verified = verify.verified(store)
    finally:
        store.close()
    if verified.faults:
        raise BrokenError(f"{path}: this backup is not whole ({verified.faults[0]}) Choose an older one.")
    return verified.entries


def expired(backups: Sequence[Backup], *, today: date) -> tuple[Backup, ...]:
    """Which backups may go: all but the newest of each of seven days and of four weeks.

    The newest backup is never among them, whatever the clock says; nor is one that seems to come from the future.
    """
    ordered = sorted(backups, key=lambda backup: backup.utc, reverse=True)
    kept = {ordered[0].file} if ordered else set()
    days: set[date] = set()
    weeks: set[tuple[int, int]] = set()
    for backup in ordered:
        day, week = backup.utc.date(), backup.utc.isocalendar()[:2]
        if day > today:
            kept.add(backup.file)
        if today - timedelta(days=DAYS) < day and day not in days:
            kept.add(backup.file)
        if today - timedelta(weeks=WEEKS) < day and week not in weeks:
            kept.add(backup.file)
        days.add(day)
        weeks.add(week)
    return tuple(backup for backup in ordered if backup.file not in kept)


def daily(store: SqlStore, folder: Path, *, utc: datetime) -> Backup | None:
    """Today's backup, unless there is one; then those whose time is over go. None: there was one already. [bytes]"""
    today = utc.astimezone(UTC).date()
    todays = None
    if not any(backup.utc.date() == today for backup in listed(folder)):
        todays = make(store, folder, why="daily", utc=utc)
    for old in expired(listed(folder), today=today):
        old.file.unlink(missing_ok=True)
    return todays


@contextlib.contextmanager
def _plain_file_errors(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        if any(word in str(error) for word in FULL):
            raise FullError(f"{path}: the disk is full; no backup was made. Make room and try again.") from None
        if any(word in str(error) for word in BROKEN):
            raise BrokenError(f"{path}: the store is damaged ({error}); no backup was made of it.") from None
        raise StoreError(f"{path}: the backup could not be made ({error}). Nothing was changed.") from None


def _beside(path: Path) -> tuple[Path, ...]:
    """What SQLite may keep beside a database file."""
    return tuple(path.with_name(path.name + end) for end in ("-wal", "-shm", "-journal"))


def _sync(path: Path) -> None:
    """The file or folder is on the disk when this ends; a folder cannot be synced everywhere (Windows)."""
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(descriptor)
    except OSError:
        if not path.is_dir():
            raise
    finally:
        os.close(descriptor)
