"""The tables, the same in SQLite and PostgreSQL. Migrations make them; here is what queries are written with."""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

# `data` is canonical JSON as text in both: its bytes are hashed, so nothing may rewrite them.
entry = sa.Table(
    "entry",
    metadata,
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("uid", sa.Text, nullable=False),
    sa.Column("day", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("thing", sa.Text, nullable=False),
    sa.Column("data", sa.Text, nullable=False),
    sa.Column("utc", sa.Text, nullable=False),
    sa.Column("replaces", sa.Text),
    sa.Column("batch", sa.Text),
    sa.Column("undoes", sa.Text),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("external", sa.Text),
    sa.Column("before", sa.Text, nullable=False),
    sa.Column("hash", sa.Text, nullable=False),
    sqlite_strict=True,
)

tombstone = sa.Table(
    "tombstone",
    metadata,
    sa.Column("person", sa.Text, primary_key=True),
    sa.Column("utc", sa.Text, nullable=False),
    sa.Column("entries", sa.Integer, nullable=False),
    sqlite_strict=True,
)
