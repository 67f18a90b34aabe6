"""The database opened: SQLite with its safe settings, or PostgreSQL; and its errors in plain sentences."""

from __future__ import annotations

import contextlib
import os
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event, exc

from dolomite.store.errors import BrokenError, FullError, StoreError
from dolomite.store.port import JournalMode

OLDEST_SQLITE = (3, 37, 0)  # the first with STRICT tables
WAIT_SECONDS = 20  # how long a writer waits for another one
WRITES = "dolomite_writes"
FULL = ("disk is full", "disk I/O error", "No space left", "could not extend file", "disk full")
BROKEN = ("malformed", "not a database", "file is encrypted")


def engine_of(where: str | Path, *, journal_mode: JournalMode = "wal") -> sa.Engine:
    """An engine for an SQLite file or a database URL; nothing is opened yet. Raises StoreError."""
    text = str(where)
    if "://" in text and not text.startswith("sqlite"):
        return _postgresql(text)
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise StoreError(
            f"SQLite {sqlite3.sqlite_version} is too old for strict tables; SQLite 3.37 or newer is needed. "
            "Use a newer Python."
        )
    path = Path(text.removeprefix("sqlite:///"))
    engine = sa.create_engine(
        sa.URL.create("sqlite", database=str(path)),
        connect_args={"timeout": WAIT_SECONDS, "check_same_thread": False, "isolation_level": None},
    )

    @event.listens_for(engine, "connect")
    def _settings(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        # An SQLite file of another program stays as it is, to the last byte: it is refused later, with a sentence.
        names = {name for (name,) in cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if names and "entry" not in names:
            cursor.close()
            return
        # WAL needs memory that processes share, which a browser's worker does not have.
        mode = "truncate" if journal_mode == "wal" and sys.platform == "emscripten" else journal_mode
        cursor.execute(f"PRAGMA journal_mode = {mode}")
        # FULL: an acknowledged entry is on the disk, also after a power cut.
        cursor.execute("PRAGMA synchronous = FULL")
        # What was erased is overwritten with zeros, not left in free pages.
        cursor.execute("PRAGMA secure_delete = ON")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        # A writer takes its place in the queue at once: two that read first and write then would block each other.
        writes = connection.get_execution_options().get(WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(text: str) -> sa.Engine:
    try:
        url = sa.make_url(text)
        if url.drivername in ("postgres", "postgresql"):
            url = url.set(drivername="postgresql+psycopg")
        if not url.drivername.startswith("postgresql"):
            raise StoreError(f"{url.drivername}: the store is an SQLite file or a postgresql:// address.")
        return sa.create_engine(url, connect_args={"connect_timeout": WAIT_SECONDS}, pool_pre_ping=True)
    except (exc.ArgumentError, ValueError):
        raise StoreError("the address of the store cannot be read. Write postgresql://USER@HOST/DATABASE.") from None
    except ModuleNotFoundError:
        raise StoreError("PostgreSQL needs its driver. Install dolomite with the extra [clinic].") from None


def make_file(path: Path) -> bool:
    """Make an empty file for the owner alone (0600, folder 0700); False when it is there."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except FileExistsError:
        return False
    except OSError as error:
        raise StoreError(f"{path}: cannot be made ({error.strerror}). Choose another folder for the data.") from None
    return True


@contextlib.contextmanager
def plainly(where: str, *, backups: Path | None = None) -> Iterator[None]:
    """Database errors inside become one plain sentence: full, damaged, busy, or not reachable."""
    try:
        yield
    except exc.DBAPIError as error:
        said = " ".join(str(error.orig).split())
        if any(word in said for word in FULL):
            raise FullError(
                f"{where}: the disk is full, nothing was kept of this and nothing before it is lost. "
                "Make room and send it again."
            ) from None
        if any(word in said for word in BROKEN):
            raise broken(where, said, backups) from None
        if "locked" in said or "busy" in said:
            raise StoreError(f"{where}: another program holds the store. Close it and try again.") from None
        if "what was kept is never changed" in said:
            raise StoreError(f"{where}: what was kept is never changed.") from None
        raise StoreError(f"{where}: the database refused ({said}).") from None


def broken(where: str, said: str, backups: Path | None) -> BrokenError:
    """The sentence for a damaged database: what, where, and the newest backup to restore."""
    newest = None
    if backups is not None and backups.is_dir():
        newest = max(backups.glob("store-*.sqlite"), key=lambda path: path.name, default=None)
    way_out = (
        f"The newest backup is {newest}: `dolomite data restore {newest}` puts it in its place and sets the damaged "
        "file aside."
        if newest is not None
        else "There is no backup beside it. Keep the file; do not delete it."
    )
    return BrokenError(f"{where}: the store is damaged ({said}). {way_out}")
