"""A change of shape: backed up first, whole or not at all, whenever the process is killed; nothing kept is changed."""

import os
import shutil
import signal
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from dolomite.store import backup, migrate, verify
from dolomite.store.entries import SqlStore
from dolomite.store.errors import StoreError
from dolomite.store.opening import open_store
from dolomite.store.port import undo
from drafts import DAY, NOW, held, pain

ANNA = "anna"
# A made-up next shape that does what is hardest in SQLite: the table is built anew and its rows are moved.
NEXT = """
import alembic.command  # loaded once, not in each child
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "0002", "0001", None, None


def upgrade():
    lite = op.get_bind().dialect.name == "sqlite"
    if lite:
        for row in op.get_bind().execute(sa.text("SELECT name FROM sqlite_master WHERE type = 'trigger'")).all():
            op.execute(f"DROP TRIGGER {row.name}")
    with op.batch_alter_table("entry", recreate="always" if lite else "never") as table:
        table.add_column(sa.Column("mood", sa.Text))
    op.create_index("entry_mood", "entry", ["person", "mood"])
    {extra}
"""


def shapes(tmp_path, extra="pass"):
    """The folder of migrations with one more."""
    folder = tmp_path / "migrations %s"
    shutil.copytree(migrate.FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "versions" / "v0002.py").write_text(NEXT.replace("{extra}", extra))
    return folder


def filled(where):
    store = open_store(where)
    kept = store.append(ANNA, [pain(n % 10) for n in range(50)], utc=NOW)
    store.append(ANNA, [undo(kept[3].uid, day=DAY, uid="u")], utc=NOW)
    return store


def columns(connection):
    return {column["name"] for column in sa.inspect(connection).get_columns("entry")}


def test_a_new_shape_keeps_every_entry_and_takes_a_backup_first(store, tmp_path):
    store.append(ANNA, [pain(n) for n in range(5)], utc=NOW)
    before = store.history(ANNA)
    store.backups = tmp_path / "b"
    assert migrate.to_newest(store, folder=shapes(tmp_path), newest="0002")
    assert not migrate.to_newest(store, folder=shapes(tmp_path / "again"), newest="0002")
    with store.reading() as connection:
        assert "mood" in columns(connection) and migrate.version(connection) == "0002"
    assert [one.why for one in backup.listed(tmp_path / "b")] == ["before-migration"]
    assert store.history(ANNA) == before and verify.verified(store).faults == ()


def test_a_migration_that_would_change_an_entry_is_taken_back(lite, tmp_path):
    lite.append(ANNA, [pain(n) for n in range(5)], utc=NOW)
    for extra in ("op.execute('DELETE FROM entry WHERE number = 5')", "op.execute(\"UPDATE entry SET data = '{}'\")"):
        folder = shapes(tmp_path / str(len(extra)), extra)
        with pytest.raises(StoreError, match="Nothing was changed"):
            migrate.to_newest(lite, folder=folder, newest="0002")
        with lite.reading() as connection:
            assert "mood" not in columns(connection) and migrate.version(connection) == "0001"
        assert held(lite.current(ANNA)) == [0, 1, 2, 3, 4]


def killed_at(path, statement, folder, newest):
    """A child migrates and is killed just before its n-th statement; False when it got through."""
    child = os.fork()
    if child == 0:
        try:
            store = SqlStore(path, backups=path.parent / "b")
            store.backups = store.backups if statement % 7 == 0 else None  # a backup under every seventh kill
            seen = 0

            @event.listens_for(store.engine, "before_cursor_execute")
            def _count(*_):
                nonlocal seen
                seen += 1
                if seen == statement:
                    os.kill(os.getpid(), signal.SIGKILL)

            migrate.to_newest(store, new=newest == migrate.NEWEST, folder=folder, newest=newest)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.slow
def test_killed_at_every_statement_leaves_the_old_or_the_new_shape(tmp_path):
    store = filled(tmp_path / "s.sqlite")
    before = store.history(ANNA)
    store.close()
    folder = shapes(tmp_path)
    statement, shapes_seen = 0, []
    while True:
        statement += 1
        path = tmp_path / str(statement) / "s.sqlite"
        path.parent.mkdir()
        shutil.copy(tmp_path / "s.sqlite", path)
        killed = killed_at(path, statement, folder, "0002")
        after = SqlStore(path)
        with after.reading() as connection:
            version, names = migrate.version(connection), columns(connection)
        assert (version, "mood" in names) in (("0001", False), ("0002", True))
        assert after.history(ANNA) == before
        if statement % 7 == 1 or not killed:  # it goes on from there; each takes a while
            after.backups = None
            migrate.to_newest(after, folder=folder, newest="0002")
            assert after.history(ANNA) == before and verify.verified(after).faults == ()
        after.close()
        shapes_seen.append(version)
        shutil.rmtree(path.parent)
        if not killed:
            break
    assert statement > 15 and set(shapes_seen[:-1]) == {"0001"} and shapes_seen[-1] == "0002"


@pytest.mark.slow
def test_killed_while_the_store_is_made_it_is_made_the_next_time(tmp_path):
    statement = 0
    while True:
        statement += 1
        path = tmp_path / str(statement) / "s.sqlite"
        path.parent.mkdir()
        path.touch()
        killed = killed_at(path, statement, migrate.FOLDER, migrate.NEWEST)
        store = open_store(path)
        store.append(ANNA, [pain(1)], utc=NOW)
        assert held(store.current(ANNA)) == [1]
        store.close()
        if not killed:
            break
    assert statement > 15


def test_a_store_of_a_newer_version_is_said_and_left_alone(lite, where):
    lite.close()
    with sqlite3.connect(where) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '0999'")
    raw.close()
    with pytest.raises(StoreError, match="newer Dolomite"):
        open_store(where)


def test_somebody_elses_database_is_left_alone(tmp_path):
    path = tmp_path / "theirs.sqlite"
    sqlite3.connect(path).execute("CREATE TABLE theirs (x)").connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="no store of Dolomite's"):
        open_store(path)
    assert path.read_bytes() == before


def test_the_tables_are_what_the_migrations_make(store):
    from dolomite.store import tables

    with store.reading() as connection:
        inspect = sa.inspect(connection)
        for table in (tables.entry, tables.tombstone):
            made = {column["name"]: column["nullable"] for column in inspect.get_columns(table.name)}
            assert made == {column.name: bool(column.nullable) for column in table.columns}
            assert inspect.get_pk_constraint(table.name)["constrained_columns"] == list(
                table.primary_key.columns.keys()
            )


def test_sqlite_is_strict_and_keeps_on_disk_what_it_says(lite, where):
    with lite.reading() as connection:
        settings = [connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous")]
        strict = connection.exec_driver_sql("PRAGMA table_list('entry')").first()
    assert settings == ["wal", 2] and strict[-1] == 1
    assert where.stat().st_mode & 0o777 == 0o600 and where.parent.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o777 for path in where.parent.glob("*.sqlite*")} == {0o600}


@pytest.mark.parametrize("mode", ["delete", "truncate", "memory"])
def test_it_works_without_shared_memory(tmp_path, mode):
    store = open_store(tmp_path / "s.sqlite", journal_mode=mode)
    store.append(ANNA, [pain(1)], utc=NOW)
    assert held(store.current(ANNA)) == [1]
    assert not Path(f"{store.where}-wal").exists()
    store.close()


def test_an_older_database_library_is_refused_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 31, 0))
    with pytest.raises(StoreError, match=r"SQLite 3\.37"):
        open_store(tmp_path / "s.sqlite")
