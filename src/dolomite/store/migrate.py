"""From an older shape of the store to the newest: after a verified backup, in one transaction, nothing lost."""

from __future__ import annotations

import hashlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

from dolomite.store.engine import plainly
from dolomite.store.errors import StoreError
from dolomite.store.tables import entry

if TYPE_CHECKING:
    from alembic.config import Config

    from dolomite.store.entries import SqlStore

NEWEST = "0001"
ONE_AT_A_TIME = threading.Lock()  # what runs a migration keeps its place in one global of the process
FOLDER = Path(__file__).parent / "migrations"


def version(connection: sa.Connection) -> str | None:
    """The shape that the database has; None when it has none yet."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return found


def content(connection: sa.Connection) -> tuple[int, str]:
    """How many [entries] there are, and one hash over all of them: what a migration must not change."""
    total, sha = 0, hashlib.sha256()
    if not sa.inspect(connection).has_table("entry"):
        return total, sha.hexdigest()
    rows = connection.execute(sa.select(entry.c.hash, entry.c.data).order_by(entry.c.person, entry.c.number))
    for hash_, data in rows:
        total += 1
        sha.update(hash_.encode())
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
    from alembic import command

    from dolomite.store import backup

    if now is not None and store.backups is not None:
        backup.make(store, store.backups, why="before-migration")
    with plainly(store.where, backups=store.backups), store.writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.execute(sa.text("SELECT pg_advisory_xact_lock(7305)"))  # two that start at once take turns
        if version(connection) == newest:
            return False
        before = content(connection)
        with ONE_AT_A_TIME:
            command.upgrade(_config(connection, folder), "head")
        if content(connection) != before:
            raise StoreError(f"{store.where}: the change of shape would have changed entries. Nothing was changed.")
    return True


def _config(connection: sa.Connection, folder: Path) -> Config:
    from alembic.config import Config

    config = Config()
    # A path may hold a percent sign, which the configuration would take for a reference.
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
