"""A disk that is really full, a machine without Unix modules, a database role that may only add."""

import os
import resource
import subprocess
import sys

import pytest
import sqlalchemy as sa

from dolomite.store import verify
from dolomite.store.errors import FullError, StoreError
from dolomite.store.opening import open_store
from drafts import NOW, held, pain

ANNA = "anna"


@pytest.mark.parametrize("mode", ["wal", "delete"])
def test_a_disk_that_takes_no_more_costs_nothing_that_was_kept(where, mode):
    """The system itself refuses to let any file grow, as a full disk does."""
    store = open_store(where, journal_mode=mode)
    store.append(ANNA, [pain(1)], utc=NOW)
    store.close()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            most = max(path.stat().st_size for path in where.parent.iterdir()) + 300_000
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            small = open_store(where, journal_mode=mode)
            for n in range(1000):
                try:
                    small.append(ANNA, [pain(2, uid=f"big{n}", kind="note", data={"text": "x" * 15_000})], utc=NOW)
                except FullError:
                    code = 0 if small.last(ANNA)[0] == n + 1 and held(small.current(ANNA, kinds=["pain"])) == [1] else 2
                    break
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    again = open_store(where, journal_mode=mode)
    number = again.last(ANNA)[0]
    assert verify.verified(again).faults == () and number > 1
    again.append(ANNA, [pain(3)], utc=NOW)  # room was made: it goes on
    assert again.last(ANNA)[0] == number + 1
    again.close()


ELSEWHERE = """
import sys
for name in ("fcntl", "pwd", "grp", "resource", "termios"):
    sys.modules[name] = None
import threading
threading.Thread.start = lambda *_: sys.exit("a thread was started")
from datetime import date, datetime, UTC
from pathlib import Path
from dolomite.store import backup, export, restore, verify
from dolomite.store.opening import open_store
from dolomite.store.port import Draft
folder = Path(sys.argv[1])
store = open_store(folder / "s.sqlite", journal_mode="memory")
store.append("anna", [Draft(uid="u", day=date(2026, 11, 28), kind="pain", data={"pain_nrs": 4})], utc=datetime.now(UTC))
assert verify.verified(store).faults == ()
backup.to_file(store, folder / "b.sqlite")
export.write(store, folder / "x.zip")
assert export.read(folder / "x.zip").entries == store.history("anna")
"""


def test_it_works_without_unix_modules_shared_memory_and_threads(tmp_path):
    done = subprocess.run([sys.executable, "-c", ELSEWHERE, tmp_path], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["b.sqlite", "s.sqlite", "x.zip"]


def test_light_commands_do_not_load_the_database_library(tmp_path):
    code = (
        "import sys; from dolomite.cli.main import run\n"
        "try: run(['data', 'path', '--data', sys.argv[1]])\n"
        "except SystemExit: pass\n"
        "assert not {'sqlalchemy', 'alembic', 'pydantic'} & set(sys.modules), 'loaded'"
    )
    done = subprocess.run([sys.executable, "-c", code, tmp_path], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


@pytest.mark.postgres
def test_a_role_that_may_only_add_is_enough(postgres):
    url = postgres.fresh()
    open_store(url).close()
    owner = sa.create_engine(url)
    with owner.begin() as connection:
        role = f"app{postgres.number}"
        connection.execute(sa.text(f"CREATE ROLE {role} LOGIN"))
        connection.execute(sa.text(f"GRANT SELECT, INSERT ON entry TO {role}"))
        connection.execute(sa.text(f"GRANT SELECT ON tombstone, alembic_version TO {role}"))
    owner.dispose()
    store = open_store(sa.make_url(url).set(username=role).render_as_string(hide_password=False))
    store.append(ANNA, [pain(4), pain(5)], utc=NOW)
    assert held(store.current(ANNA)) == [4, 5]
    for statement in ("UPDATE entry SET data = '{}'", "DELETE FROM entry", "TRUNCATE entry", "DROP TABLE entry"):
        with pytest.raises(StoreError), store.writing() as connection:
            connection.execute(sa.text(statement))
    with pytest.raises(StoreError):
        store.erase(ANNA, utc=NOW)
    assert held(store.current(ANNA)) == [4, 5]
    store.close()


@pytest.mark.postgres
def test_a_password_is_never_said(postgres):
    url = sa.make_url(postgres.fresh()).set(password="s3cret-canary").render_as_string(hide_password=False)
    store = open_store(url)
    assert "canary" not in store.where
    with pytest.raises(StoreError) as said, store.writing() as connection:
        connection.execute(sa.text("nonsense"))
    assert "canary" not in str(said.value)
    store.close()
