"""The shape of the database: which one it has, and the steps to the newest. What is asked before stands above."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa

if TYPE_CHECKING:
    from alembic.config import Config

NEWEST = "0001"
ONE_AT_A_TIME = threading.Lock()  # what runs a migration keeps its place in one global of the process
FOLDER = Path(__file__).parent / "migrations"


def version(connection: sa.Connection) -> str | None:
    """The shape that the database has; None when it has none yet."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return revision


def upgrade(connection: sa.Connection, folder: Path = FOLDER) -> None:
    """Take the steps of that folder to its newest shape, inside the transaction of the connection."""
    from alembic import command

    with ONE_AT_A_TIME:
        command.upgrade(_config(connection, folder), "head")


def _config(connection: sa.Connection, folder: Path) -> Config:
    from alembic.config import Config

    config = Config()
    # A path may hold a percent sign, which the configuration would take for a reference.
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config
