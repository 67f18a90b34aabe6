"""`dolomite data backup | restore | export | import | verify | erase`, as a person would type them."""

import json

import pytest

from dolomite.cli.main import run
from dolomite.store.opening import open_store
from dolomite.store.port import STORE
from dolomite.view.shape import adapter
from drafts import NOW, pain


def called(capsys, *words, code=0):
    with pytest.raises(SystemExit) as left:
        run(["data", *map(str, words)])
    said = capsys.readouterr()
    assert (left.value.code or 0) == code, said.err
    return said


@pytest.fixture
def folder(tmp_path):
    store = open_store(tmp_path / "data" / STORE)
    store.append("anna", [pain(1), pain(2)], utc=NOW)
    store.close()
    return tmp_path / "data"


def test_round_trip_in_words(capsys, folder, tmp_path):
    assert "Backed up" in called(capsys, "backup", tmp_path / "b.sqlite", "--data", folder).out
    assert "until" in called(capsys, "backup", "--data", folder).out
    assert "1 people, 2 entries" in called(capsys, "export", tmp_path / "x.zip", "--data", folder).out
    assert "2 new entries of 2" in called(capsys, "import", tmp_path / "x.zip", "--data", tmp_path / "new").out
    assert "Restored: 2 entries" in called(capsys, "restore", tmp_path / "b.sqlite", "--data", folder).out
    assert "as it was written" in called(capsys, "verify", "--data", folder).out
    assert "no record yet" in called(capsys, "verify", "--data", tmp_path / "none").out
    assert called(capsys, "erase", "--data", folder, code=2).err.count("--yes") == 1
    assert "Erased: 1 people, 2 entries" in called(capsys, "erase", "--data", folder, "--yes").out


def test_every_answer_has_its_shape(capsys, folder, tmp_path):
    lines = [
        ("backup",), ("backup", tmp_path / "b.sqlite"), ("restore", tmp_path / "b.sqlite"),
        ("export", tmp_path / "x.zip"), ("import", tmp_path / "x.zip"), ("verify",), ("path",), ("erase", "--yes"),
    ]  # fmt: skip
    for words in lines:
        found = json.loads(called(capsys, *words, "--data", folder, "--json").out)
        adapter("data").validate_python(found)
        assert found["command"] == words[0]
    assert json.loads(called(capsys, "verify", "--data", folder, "--json").out)["record"] is None


def test_a_fault_ends_with_two_and_names_the_entry(capsys, folder):
    import sqlite3

    with sqlite3.connect(folder / STORE) as raw:
        raw.execute("DROP TRIGGER entry_no_update")
        raw.execute("UPDATE entry SET data = '{}' WHERE number = 2")
    raw.close()
    assert "entry 2 of anna" in called(capsys, "verify", "--data", folder, code=2).err


def test_path_shows_the_record_and_delete_leaves_it(capsys, folder):
    (folder / "foods").mkdir()
    assert STORE in called(capsys, "path", "--data", folder).out
    called(capsys, "delete", "--data", folder, "--yes")
    assert (folder / STORE).exists()
