"""The store opened: made when missing, brought up to date when older. Heavy libraries are imported when it is."""

from __future__ import annotations

from pathlib import Path

from dolomite.store.port import JournalMode, Store


def open_store(where: str | Path, *, journal_mode: JournalMode = "wal", backups: Path | None = None) -> Store:
    """The store in an SQLite file or behind a PostgreSQL URL; made when missing, brought up to date when older.

    `backups` is the folder for the backup taken before a migration (beside the file when not said). Raises
    BrokenError for a damaged file, and StoreError.
    """
    from dolomite.store import migrate
    from dolomite.store.engine import make_file
    from dolomite.store.entries import SqlStore

    store = SqlStore(where, journal_mode=journal_mode, backups=backups)
    new = make_file(store.file) if store.file is not None else False
    migrate.to_newest(store, new=new)
    return store
