"""`dolomite data`: what is kept is shown, and only that is deleted."""

import json

import pytest

from dolomite.cli.main import run


def called(capsys, *words):
    with pytest.raises(SystemExit) as left:
        run(["data", *map(str, words)])
    return left.value.code, capsys.readouterr()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "foods").mkdir()
    (tmp_path / "foods" / "fdc_branded.sqlite").write_bytes(b"1234")
    (tmp_path / "foods" / ".fdc_branded.sum").write_bytes(b"123")  # which an import writes beside it
    (tmp_path / "downloads").mkdir()
    (tmp_path / "downloads" / "FoodData_Central_branded.zip").write_bytes(b"12")
    return tmp_path


def test_path_names_the_folder_and_its_files(capsys, folder):
    code, said = called(capsys, "path", "--data", folder, "--json")
    assert code == 0
    found = json.loads(said.out)
    assert found["folder"] == str(folder)
    assert {file["bytes"] for file in found["files"]} == {2, 3, 4}


def test_nothing_goes_without_yes(capsys, folder):
    code, said = called(capsys, "delete", "--data", folder)
    assert (code, said.out) == (2, "")
    assert "--yes" in said.err
    assert (folder / "foods" / "fdc_branded.sqlite").exists()


def test_delete_takes_what_is_ours_and_leaves_the_rest(capsys, folder):
    (folder / "downloads" / "my-own.zip").write_text("mine")
    code, said = called(capsys, "delete", "--data", folder, "--yes")
    assert code == 0
    assert "3 files deleted" in said.out
    assert [path.name for path in folder.rglob("*")] == ["downloads", "my-own.zip"]


def test_an_empty_folder_goes_too(capsys, folder):
    assert called(capsys, "delete", "--data", folder, "--yes")[0] == 0
    assert not folder.exists()
    assert "nothing is kept" in called(capsys, "path", "--data", folder)[1].out.lower()


def test_a_foreign_database_in_the_same_place_stays(capsys, folder):
    import sqlite3

    mine = folder / "foods" / "recipes.sqlite"
    with sqlite3.connect(mine) as db:
        db.execute("create table recipe (name text)")
    (folder / "foods" / "fdc_named_like_ours.sqlite").write_text("a text")
    (folder / "foods" / "link.sqlite").symlink_to(mine)
    code, said = called(capsys, "delete", "--data", folder, "--yes")
    assert code == 0
    assert "3 files deleted" in said.out
    left = sorted(path.name for path in (folder / "foods").iterdir())
    assert left == ["fdc_named_like_ours.sqlite", "link.sqlite", "recipes.sqlite"]


def test_a_damaged_table_is_said_on_standard_error_and_the_rest_goes_on(capsys, tmp_path):
    (tmp_path / "foods").mkdir()
    (tmp_path / "foods" / "fdc_x.sqlite").write_text("hello")
    with pytest.raises(SystemExit) as left:
        run(["food", "search", "oats", "--data", str(tmp_path), "--json"])
    said = capsys.readouterr()
    assert left.value.code == 0
    assert json.loads(said.out)
    assert said.err.startswith("dolomite: fdc_x.sqlite")
    assert "data verify" in said.err
    code, said = called(capsys, "verify", "--data", tmp_path, "--json")
    assert code == 2
    assert json.loads(said.out)["files"][0]["says"].startswith("fdc_x.sqlite")
    assert "fdc_x.sqlite" in said.err


@pytest.mark.parametrize("name", ["x" * 300, "a/" * 3000, "x\0y"], ids=["long", "deep", "nul"])
def test_a_name_that_no_disk_holds_is_one_sentence(capsys, name, monkeypatch):
    for words in (["data", "path"], ["data", "verify"], ["data", "restore", name], ["food", "search", "oats"]):
        monkeypatch.delenv("DOLOMITE_DATA", raising=False)
        with pytest.raises(SystemExit) as left:
            run([*words, "--data", name])
        said = capsys.readouterr()
        assert left.value.code == 2
        assert len(said.err.splitlines()) == 1
    for words in (["need", name], ["trial", "status", name], ["trial", "pool", name, "--active", "x"]):
        with pytest.raises(SystemExit) as left:
            run(words)
        assert left.value.code == 2
        assert len(capsys.readouterr().err.splitlines()) == 1
