"""From an older shape of the store to the newest: after a verified backup, in one transaction, nothing lost."""

from __future__ import annotations

import hashlib
from pathlib import Path

import sqlalchemy as sa

from dolomite.store import backup
from dolomite.store.engine import plainly
from dolomite.store.entries import SqlStore
from dolomite.store.errors import StoreError
from dolomite.store.shape import FOLDER, NEWEST, upgrade, version
from dolomite.store.tables import entry


def content(connection: sa.Connection) -> tuple[int, str]:
    """How many [entries] there are, and one hash over all of them: what a migration must not change."""
    total, sha = 0, hashlib.sha256()
    if not sa.inspect(connection).has_table("entry"):
        return total, sha.hexdigest()
    rows = connection.execute(sa.select(entry.c.hash, entry.c.data).order_by(entry.c.person, entry.c.number))
    for link, data in rows:
        total += 1
        sha.update(link.encode())
        sha.update(data.encode())
    return total, sha.hexdigest()


def to_newest(store: SqlStore, *, new: bool = False, folder: Path = FOLDER, newest: str = NEWEST) -> bool:
    """Bring the store to the newest shape; True when something was done. A killed run leaves the old or the new shape.

    Raises StoreError for a store of a newer version, and when a migration would change what was kept.
    """
    with store.reading() as connection:
        now = version(connection)
        if now is None and not new and store.file is not None and sa.inspect(connection).get_table_names():
            raise StoreError(f"{store.where}: this is an SQLite file, but no store of Dolomite's. Choose another.")
    if now == newest:
        return False
    if now is not None and now > newest:
        raise StoreError(f"{store.where}: a newer Dolomite wrote this store. Update Dolomite, then open it again.")
    if now is not None and store.backups is not None:
        backup.make(store, store.backups, why="before-migration")
    with plainly(store.where, backups=store.backups), store.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(7305)"))  # two that start at once take turns
        if version(connection) == newest:
            return False
        before = content(connection)
        upgrade(connection, folder)
        if content(connection) != before:
            raise StoreError(f"{store.where}: the change of shape would have changed entries. Nothing was changed.")
    return True
