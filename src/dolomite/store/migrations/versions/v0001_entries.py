"""The first shape: entries, tombstones, and triggers that refuse to change or remove what was kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, their indexes and their guards."""
    op.create_table(
        "entry",
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
    op.create_table(
        "tombstone",
        sa.Column("person", sa.Text, primary_key=True),
        sa.Column("utc", sa.Text, nullable=False),
        sa.Column("entries", sa.Integer, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("entry_uid", "entry", ["person", "uid"], unique=True)
    op.create_index("entry_day", "entry", ["person", "day", "kind"])
    op.create_index("entry_thing", "entry", ["person", "thing", "uid"])
    op.create_index("entry_kind", "entry", ["person", "kind", "number"])
    first = sa.text("number = 1")
    op.create_index("entry_first", "entry", ["utc", "person"], sqlite_where=first, postgresql_where=first)
    for column in ("batch", "undoes", "external"):
        given = sa.text(f"{column} IS NOT NULL")
        op.create_index(f"entry_{column}", "entry", ["person", column], sqlite_where=given, postgresql_where=given)
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else SQLITE:
        op.execute(statement)


# A person's entries go only where a tombstone says that this person was erased; nothing else is ever removed.
KEPT = "what was kept is never changed"
SQLITE = (
    f"CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    "CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry "
    "WHEN NOT EXISTS (SELECT 1 FROM tombstone WHERE tombstone.person = OLD.person) "
    f"BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    f"CREATE TRIGGER tombstone_no_update BEFORE UPDATE ON tombstone BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
    f"CREATE TRIGGER tombstone_no_delete BEFORE DELETE ON tombstone BEGIN SELECT RAISE(ABORT, '{KEPT}'); END",
)
POSTGRESQL = (
    f"CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{KEPT}'; END $$",
    "CREATE FUNCTION refuse_delete() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN IF NOT EXISTS (SELECT 1 FROM tombstone WHERE tombstone.person = OLD.person) "
    f"THEN RAISE EXCEPTION '{KEPT}'; END IF; RETURN OLD; END $$",
    "CREATE TRIGGER entry_no_update BEFORE UPDATE ON entry FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER entry_no_delete BEFORE DELETE ON entry FOR EACH ROW EXECUTE FUNCTION refuse_delete()",
    "CREATE TRIGGER entry_no_truncate BEFORE TRUNCATE ON entry EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER tombstone_no_change BEFORE UPDATE OR DELETE ON tombstone "
    "FOR EACH ROW EXECUTE FUNCTION refuse_change()",
    "CREATE TRIGGER tombstone_no_truncate BEFORE TRUNCATE ON tombstone EXECUTE FUNCTION refuse_change()",
)
