"""A record in a PostgreSQL database: backed up by itself into the data folder, and served like any other."""

import pytest

from dolomite.app import safekeeping
from dolomite.server.daily import back_up_now
from dolomite.store.opening import open_store
from drafts import NOW, pain

pytestmark = pytest.mark.postgres


def test_it_is_backed_up_daily_into_the_data_folder(postgres, tmp_path):
    address = postgres.fresh()
    store = open_store(address)
    assert not back_up_now(tmp_path, address)
    store.append("anna", [pain(1), pain(2)], utc=NOW)
    assert back_up_now(tmp_path, address) and not back_up_now(tmp_path, address)
    (kept,) = safekeeping.backups(address, tmp_path)
    assert kept.file.parent == tmp_path / safekeeping.BACKUPS and safekeeping.backups(address) == ()
    asked = safekeeping.back_up(address, file=None, utc=NOW, folder=tmp_path)
    copy = open_store(asked.file, journal_mode="delete")
    assert copy.history("anna") == store.history("anna")
    copy.close()
    empty = postgres.fresh()
    safekeeping.put_back(empty, kept.file, utc=NOW)
    again = open_store(empty)
    assert again.history("anna") == store.history("anna")
    again.close()
    done = safekeeping.erase_everybody(store, address, utc=NOW, folder=tmp_path)
    assert (done.people, done.backups) == (1, 2) and store.people() == ()
    store.close()
