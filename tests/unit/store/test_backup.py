"""A backup is whole or it is not there; a restore verifies before it replaces, and a damaged store names its backup."""

import shutil
import sqlite3
from datetime import date, datetime, timedelta

import pytest

from dolomite.store import backup, restore, verify
from dolomite.store.errors import BrokenError, FullError, StoreError
from dolomite.store.opening import open_store
from dolomite.store.port import STORE, undo
from drafts import DAY, NOW, held, pain

ANNA, BELA = "anna", "bela"


def test_a_backup_holds_everything_and_opens_like_a_store(store, tmp_path):
    store.append(ANNA, [pain(1), pain(2)], utc=NOW)
    store.append(BELA, [pain(3)], utc=NOW)
    store.erase(BELA, utc=NOW)
    made = backup.make(store, tmp_path / "backups", utc=NOW)
    assert made.file.name == "store-20261128T190000Z-asked.sqlite"
    assert made.file.stat().st_mode & 0o777 == 0o600 and made.expires == date(2026, 12, 26)
    assert backup.listed(tmp_path / "backups") == (made,)
    copy = open_store(made.file, journal_mode="delete")
    assert copy.history(ANNA) == store.history(ANNA) and copy.tombstones() == store.tombstones()
    copy.close()
    assert [path.name for path in (tmp_path / "backups").iterdir()] == [made.file.name]


def test_a_backup_never_takes_the_place_of_a_file(lite, tmp_path):
    (tmp_path / "mine.sqlite").write_text("mine")
    with pytest.raises(StoreError, match="there is a file already"):
        backup.to_file(lite, tmp_path / "mine.sqlite")
    first, second = (backup.make(lite, tmp_path, utc=NOW) for _ in range(2))
    assert first.file != second.file and len(backup.listed(tmp_path)) == 2


def test_restore_brings_the_backup_back_and_keeps_what_was_there(lite, where, tmp_path):
    lite.append(ANNA, [pain(1)], utc=NOW)
    made = backup.make(lite, tmp_path / "b", utc=NOW)
    lite.append(ANNA, [pain(2)], utc=NOW)
    done = restore.restore(made.file, where, backups=tmp_path / "b", utc=NOW)
    assert held(lite.current(ANNA)) == [1]  # seen by who has it open
    assert (done.entries, done.erased_again) == (1, 0)
    before = open_store(done.before, journal_mode="delete")
    assert held(before.current(ANNA)) == [1, 2]
    before.close()
    assert verify.verified(lite).faults == ()


def test_somebody_erased_since_the_backup_stays_erased(lite, where, tmp_path):
    lite.append(ANNA, [pain(1)], utc=NOW)
    lite.append(BELA, [pain(2, kind="note", data={"text": "canary"})], utc=NOW)
    made = backup.make(lite, tmp_path / "b", utc=NOW)
    lite.erase(BELA, utc=NOW)
    done = restore.restore(made.file, where, backups=tmp_path / "b", utc=NOW)
    assert done.erased_again == 1 and lite.people() == (ANNA,) and len(lite.tombstones()) == 1


def test_no_byte_of_the_erased_is_left(lite, where):
    lite.append(ANNA, [pain(1)], utc=NOW)
    lite.append(BELA, [pain(2, kind="note", data={"text": f"canary-{n} " * 50}) for n in range(200)], utc=NOW)
    lite.erase(BELA, utc=NOW)
    for path in where.parent.iterdir():
        assert b"canary" not in path.read_bytes(), path.name


@pytest.mark.parametrize("how", ["nothing", "text", "cut", "other", "edited", "newer"])
def test_what_is_no_whole_backup_is_refused_and_the_store_stays(lite, where, tmp_path, how):
    lite.append(ANNA, [pain(n % 10) for n in range(300)], utc=NOW)
    path = tmp_path / "candidate.sqlite"
    backup.to_file(lite, path)
    if how == "nothing":
        path.unlink()
    elif how == "text":
        path.write_text("not a database at all, but long enough to look at" * 100)
    elif how == "cut":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif how == "other":
        path.unlink()
        sqlite3.connect(path).execute("CREATE TABLE theirs (x)").connection.close()
    else:
        with sqlite3.connect(path) as raw:
            if how == "edited":
                raw.execute("DROP TRIGGER entry_no_update")
                raw.execute("UPDATE entry SET data = '{\"pain_nrs\":0.5}' WHERE number = 150")
            else:
                raw.execute("UPDATE alembic_version SET version_num = '9999'")
        raw.close()
    with pytest.raises(StoreError, match="candidate"):
        restore.restore(path, where, backups=tmp_path / "b")
    assert len(lite.history(ANNA)) == 300 and verify.verified(lite).faults == ()
    assert sorted(one.name for one in where.parent.iterdir() if "restore" in one.name or "damaged" in one.name) == []


@pytest.mark.parametrize("how", ["head", "middle", "empty"])
def test_a_damaged_store_is_said_with_its_backup_and_restored(where, tmp_path, how):
    lite = open_store(where)
    lite.append(ANNA, [pain(n % 10) for n in range(2000)], utc=NOW)
    made = backup.make(lite, where.parent / "backups", utc=NOW)
    lite.close()
    raw = bytearray(where.read_bytes())
    if how == "head":
        raw[:100] = b"x" * 100
    elif how == "middle":
        raw[4096 * 4 : len(raw) - 4096] = b"\xff" * (len(raw) - 4096 * 5)
    where.write_bytes(bytes(raw) if how != "empty" else b"\0" * 5000)
    with pytest.raises(BrokenError, match=rf"damaged.*{made.file.name}.*dolomite data restore"):
        broken = open_store(where)
        broken.history(ANNA)
    done = restore.restore(made.file, where, backups=where.parent / "backups", utc=NOW)
    assert done.entries == 2000 and done.before.name == f"{STORE}.damaged-20261128T190000Z" and done.before.exists()
    again = open_store(where)
    assert len(again.history(ANNA)) == 2000 and verify.verified(again).faults == ()
    again.append(ANNA, [pain(3)], utc=NOW)
    again.close()


def test_a_quiet_edit_and_a_removed_entry_are_found(lite, where):
    kept = lite.append(ANNA, [pain(n) for n in range(5)], utc=NOW)
    lite.append(ANNA, [undo(kept[4].uid, day=DAY, uid="u")], utc=NOW)
    with sqlite3.connect(where) as raw:
        raw.execute("DROP TRIGGER entry_no_delete")
        raw.execute("DELETE FROM entry WHERE undoes IS NULL AND number = 3")
    raw.close()
    (fault,) = verify.verified(lite).faults
    assert "entry 3 of anna" in fault and "removed" in fault


def test_entries_cut_off_at_the_end_are_found_against_a_backup(lite, where, tmp_path):
    lite.append(ANNA, [pain(n) for n in range(5)], utc=NOW)
    made = backup.make(lite, tmp_path / "b", utc=NOW)
    assert verify.against(lite, made.file) == ()
    lite.append(ANNA, [pain(7)], utc=NOW)
    assert verify.against(lite, made.file) == ()
    with sqlite3.connect(where) as raw:
        raw.execute("DROP TRIGGER entry_no_delete")
        raw.execute("DELETE FROM entry WHERE number > 3")
    raw.close()
    assert verify.verified(lite).faults == ()
    (fault,) = verify.against(lite, made.file)
    assert "entry 5 of anna" in fault


def made_on(*days):
    return [
        backup.Backup(file=f"{day}-{n}", utc=datetime.combine(day, NOW.timetz()), why="daily", bytes=1, expires=day)
        for n, day in enumerate(days)
    ]


def test_seven_days_and_four_weeks_are_kept():
    today = DAY
    gone, left = set(), []
    for n in range(400, -1, -1):  # a backup every day for more than a year
        left += made_on(today - timedelta(days=n))
        over = backup.expired(left, today=today - timedelta(days=n))
        gone |= {one.file for one in over}
        left = [one for one in left if one not in over]
    ages = sorted((today - one.utc.date()).days for one in left)
    assert ages[:7] == [0, 1, 2, 3, 4, 5, 6] and len(ages) == 10 and max(ages) < 28
    assert max(ages) >= 20


def test_backups_that_seem_to_come_from_the_future_all_stay():
    twice = made_on(DAY + timedelta(days=9), DAY + timedelta(days=9))
    assert backup.expired([*twice, *made_on(DAY)], today=DAY) == ()


def test_a_clock_set_back_or_ahead_costs_no_backup(lite, tmp_path):
    ahead = backup.daily(lite, tmp_path, utc=NOW + timedelta(days=4000))
    made = backup.daily(lite, tmp_path, utc=NOW)
    again = backup.daily(lite, tmp_path, utc=NOW + timedelta(hours=1))
    assert again is None and {one.file for one in backup.listed(tmp_path)} == {ahead.file, made.file}
    late = backup.daily(lite, tmp_path, utc=NOW + timedelta(days=300))
    assert {one.file for one in backup.listed(tmp_path)} == {ahead.file, late.file}


def test_a_full_disk_costs_nothing(lite, where, tmp_path):
    lite.append(ANNA, [pain(1)], utc=NOW)
    engine = lite.engine
    with engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + 1}")  # the pool's one connection keeps it
    with pytest.raises(FullError, match="disk is full"):
        for _ in range(50):
            lite.append(ANNA, [pain(2, kind="note", data={"text": "x" * 5000})], utc=NOW)
    assert verify.verified(lite).faults == () and held(lite.current(ANNA, kinds=["pain"])) == [1]


def test_copying_the_file_away_while_open_needs_no_care(lite, where, tmp_path):
    """VACUUM INTO copies a consistent state; a plain copy beside a WAL would not."""
    lite.append(ANNA, [pain(1)], utc=NOW)
    backup.to_file(lite, tmp_path / "copy.sqlite")
    shutil.move(tmp_path / "copy.sqlite", tmp_path / STORE)
    assert backup.checked(tmp_path / STORE) == 1
