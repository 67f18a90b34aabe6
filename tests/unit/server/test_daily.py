"""While serving there is a backup of today, made beside what is being written."""

import threading
import time

from dolomite.app import safekeeping
from dolomite.server.daily import back_up_now, keep_backing_up
from dolomite.store.opening import open_store
from dolomite.store.port import STORE
from drafts import NOW, pain


def test_one_backup_a_day_and_none_of_nothing(tmp_path):
    assert not back_up_now(tmp_path)
    store = open_store(tmp_path / STORE)
    store.append("anna", [pain(1)], utc=NOW)
    assert back_up_now(tmp_path) and not back_up_now(tmp_path)
    assert len(safekeeping.backups(tmp_path)) == 1
    store.close()


def test_it_works_beside_a_writer_and_ends_when_told(tmp_path):
    store = open_store(tmp_path / STORE)
    store.append("anna", [pain(1)], utc=NOW)
    over = threading.Event()
    keep_backing_up(tmp_path, over=over, every=0.01)
    for _ in range(400):
        store.append("anna", [pain(2)], utc=NOW)
        if safekeeping.backups(tmp_path):
            break
        time.sleep(0.01)
    over.set()
    assert len(safekeeping.backups(tmp_path)) == 1
    store.close()


def test_a_damaged_record_does_not_end_the_server(tmp_path):
    (tmp_path / STORE).write_bytes(b"damaged" * 1000)
    assert not back_up_now(tmp_path)
