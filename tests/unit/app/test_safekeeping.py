"""The record is backed up, put back, taken out, brought in and checked as a person would do it."""

import shutil
from datetime import timedelta

import pytest

from dolomite.app import safekeeping
from dolomite.base.errors import InputError
from dolomite.store.opening import open_store
from dolomite.store.port import STORE, Draft, new_uid
from dolomite.store.receipt import Checked, Erased
from drafts import DAY, NOW, held, pain

ANNA = "anna"


@pytest.fixture
def data(tmp_path):
    folder = tmp_path / "data"
    store = open_store(folder / STORE)
    store.append(ANNA, [pain(1), pain(2)], utc=NOW)
    store.close()
    return folder


def points(data):
    store = open_store(data / STORE)
    found = held(store.current(ANNA, kinds=["pain"]))
    store.close()
    return found


def test_back_up_and_put_back(data, tmp_path):
    mine = safekeeping.back_up(data, file=tmp_path / "mine.sqlite", utc=NOW)
    ours = safekeeping.back_up(data, file=None, utc=NOW)
    assert mine.kept_until is None and ours.kept_until == DAY + timedelta(weeks=4)
    assert [one.file for one in safekeeping.backups(data)] == [ours.file]
    shutil.rmtree(data)
    done = safekeeping.put_back(data, mine.file, utc=NOW)
    assert (done.entries, done.before) == (2, None) and points(data) == [1, 2]
    assert safekeeping.check(data) == Checked(people=1, entries=2, backups=0, faults=())


def test_the_daily_backup_is_made_once_and_not_of_nothing(data, tmp_path):
    store = open_store(data / STORE)
    assert safekeeping.back_up_daily(store, data, utc=NOW) is not None
    assert safekeeping.back_up_daily(store, data, utc=NOW + timedelta(hours=3)) is None
    store.close()
    empty = open_store(tmp_path / "empty" / STORE)
    assert safekeeping.back_up_daily(empty, tmp_path / "empty", utc=NOW) is None
    empty.close()


def test_export_and_import_with_the_trial_folders(data, tmp_path):
    trial = tmp_path / "my-trial"
    trial.mkdir()
    (trial / "journal.jsonl").write_text("{}\n")
    store = open_store(data / STORE)
    gone = str(tmp_path / "gone")
    drafts = [Draft(uid=new_uid(), day=DAY, kind="trial", data={"folder": f}) for f in (str(trial), gone)]
    store.append(ANNA, drafts, utc=NOW)
    store.close()
    done = safekeeping.export_all(data, tmp_path / "all.zip")
    assert (done.people, done.entries, done.trials, done.missing) == (1, 4, ("my-trial",), (gone,))
    came = safekeeping.import_export(tmp_path / "other", tmp_path / "all.zip")
    assert (came.entries, came.in_file) == (4, 4) and (came.trials[0] / "journal.jsonl").read_text() == "{}\n"
    again = safekeeping.import_export(tmp_path / "other", tmp_path / "all.zip")
    assert (again.entries, again.trials) == (0, ()) and points(tmp_path / "other") == [1, 2]


def test_what_is_not_there_is_said_and_nothing_is_made(tmp_path):
    for what in (
        lambda: safekeeping.back_up(tmp_path / "x", file=tmp_path / "b", utc=NOW),
        lambda: safekeeping.export_all(tmp_path / "x", tmp_path / "b"),
        lambda: safekeeping.check(tmp_path / "x"),
    ):
        with pytest.raises(InputError, match="no record yet"):
            what()
    with pytest.raises(InputError, match="no such file"):
        safekeeping.put_back(tmp_path / "x", tmp_path / "b", utc=NOW)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("address", ["mysql://x/y", "postgresql://%zz:bad", "postgresql://nobody@localhost:1/none"])
def test_an_address_that_cannot_be_used_is_said(address, tmp_path):
    with pytest.raises(InputError) as said:
        safekeeping.check(address)
    assert "Traceback" not in str(said.value) and len(str(said.value)) < 400


def test_everything_can_be_erased_with_its_backups(data, tmp_path):
    safekeeping.back_up(data, file=None, utc=NOW)
    mine = safekeeping.back_up(data, file=tmp_path / "mine.sqlite", utc=NOW)
    done = safekeeping.erase_everything(data, utc=NOW)
    assert done == Erased(people=1, entries=2, backups=1)
    assert list(data.iterdir()) == [] and mine.file.exists()


def test_erasing_while_the_store_is_open_leaves_nobody_in_it(data):
    store = open_store(data / STORE)
    store.append("bela", [pain(1, kind="note", data={"text": "canary " * 2000})], utc=NOW)
    safekeeping.back_up_daily(store, data, utc=NOW)
    safekeeping.erase_everybody(store, data, utc=NOW)
    assert store.people() == () and len(store.tombstones()) == 2
    assert all(b"canary" not in path.read_bytes() for path in data.rglob("*") if path.is_file())
    store.close()
