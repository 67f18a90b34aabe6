"""Two stores that are made at the same moment in one process are both made."""

from concurrent.futures import ThreadPoolExecutor

from dolomite.store.opening import open_store
from dolomite.store.port import STORE


def test_stores_made_in_threads_at_once(tmp_path):
    def made(number):
        folder = tmp_path / str(number)
        folder.mkdir()
        store = open_store(folder / STORE)
        found = store.people()
        store.close()
        return found

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(made, range(24))) == [()] * 24
