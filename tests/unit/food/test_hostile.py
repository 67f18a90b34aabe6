"""What a release, or an imported table, may be on a bad day: each is one sentence, and the rest goes on."""

from __future__ import annotations

import csv
import gzip
import lzma
import os
import shutil
import sqlite3
import warnings
import zipfile

import pytest

from dolomite.app import user_data
from dolomite.app.import_foods import import_release
from dolomite.base.errors import InputError, LeftOutWarning
from dolomite.food import archive, opened
from dolomite.food.search import search
from dolomite.food.table import Catalogue
from dolomite.store.receipt import KeptFile

FOOD = [("fdc_id", "data_type", "description", "food_category_id"), (11, "branded_food", "OAT BAR", "")]
VALUES = [("fdc_id", "nutrient_id", "amount"), (11, 1090, 52.5)]


def text_of(rows):
    return "\n".join(",".join(map(str, row)) for row in rows) + "\n"


def folder_of(place, food=FOOD, values=VALUES, **more):
    place.mkdir()
    for name, rows in {"food": food, "food_nutrient": values, **more}.items():
        with (place / f"{name}.csv").open("w", newline="", encoding="utf-8") as out:
            csv.writer(out).writerows(rows)
    return place


def zip_of(path, method=zipfile.ZIP_DEFLATED, many=1):
    with zipfile.ZipFile(path, "w", method) as packed:
        packed.writestr("food.csv", text_of(FOOD))
        packed.writestr("food_nutrient.csv", text_of([*VALUES, *(VALUES[1:] * many)]))
    return path


def refused(path, data):
    with pytest.raises(InputError) as error:
        import_release(path, data=data)
    assert len(str(error.value).splitlines()) == 1
    assert not list((data / "foods").glob("*"))
    return str(error.value)


def with_bytes(path, old, new, count=-1):
    raw = path.read_bytes()
    assert old in raw
    path.write_bytes(raw.replace(old, new, count))
    return path


def test_an_encrypted_zip(tmp_path):
    path = zip_of(tmp_path / "r.zip")
    raw = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = raw.find(mark)
        while place >= 0:
            raw[place + at] |= 1  # general purpose bit 0: encrypted
            place = raw.find(mark, place + 1)
    path.write_bytes(raw)
    assert "cannot be unpacked" in refused(path, tmp_path)


def test_a_method_that_the_library_does_not_know(tmp_path):
    path = zip_of(tmp_path / "r.zip")
    raw = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        place = raw.find(mark)
        while place >= 0:
            raw[place + at] = 9  # Deflate64
            place = raw.find(mark, place + 1)
    path.write_bytes(raw)
    assert "cannot be unpacked" in refused(path, tmp_path)


@pytest.mark.parametrize("method", [zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2, zipfile.ZIP_DEFLATED])
def test_every_byte_of_a_small_zip_damaged(tmp_path, method):
    whole = zip_of(tmp_path / "r.zip", method).read_bytes()
    fine = 0
    for at in range(len(whole)):
        damaged = bytearray(whole)
        damaged[at] ^= 0x55
        (tmp_path / "d.zip").write_bytes(damaged)
        try:
            found = archive.Archive(tmp_path / "d.zip")
            for table in ("food", "food_nutrient"):
                list(found.rows(table, ("fdc_id",)))
            fine += 1
        except InputError as error:
            assert len(str(error).splitlines()) == 1
    assert fine < len(whole) / 2


def test_a_damaged_lzma_stream_says_so(tmp_path):
    path = zip_of(tmp_path / "r.zip", zipfile.ZIP_LZMA, many=500)
    raw = bytearray(path.read_bytes())
    place = raw.find(b"food_nutrient.csv") + 40
    raw[place : place + 8] = b"\xff" * 8
    path.write_bytes(raw)
    assert "damaged or cut off" in refused(path, tmp_path)
    assert lzma.LZMAError in archive.DAMAGED


def test_a_damaged_gzip_in_a_folder(tmp_path):
    place = folder_of(tmp_path / "r")
    packed = gzip.compress((place / "food.csv").read_bytes())
    (place / "food.csv").unlink()
    (place / "food.csv.gz").write_bytes(packed[:-12])
    assert "damaged or cut off" in refused(place, tmp_path)


ODD_NUMBERS = ["²", "9" * 40, "-1", "1e3", "", "٣"]


def test_a_number_that_no_database_holds_is_left_out(tmp_path):
    odd = ODD_NUMBERS
    food = [*FOOD, *((one, "branded_food", "ODD", one) for one in odd)]
    food += [(20 + at, "sr_legacy_food", "Oats", one) for at, one in enumerate(odd)]  # an odd category is none
    values = [*VALUES, *((one, 1090, 1) for one in odd), *((11, one, 1) for one in odd)]
    more = {
        "branded_food": [("fdc_id", "serving_size", "serving_size_unit"), *((one, one, "g") for one in odd)],
        "survey_fndds_food": [("fdc_id", "wweia_category_code"), *((one, one) for one in odd)],
        "foundation_food": [("fdc_id", "NDB_number"), *((one, one) for one in odd)],
        "food_portion": [
            ("fdc_id", "gram_weight", "seq_num", "amount"),
            *((11, 40, one, one) for one in odd),
            *((one, 1, 1, 1) for one in odd),
        ],
        "food_category": [("id", "description"), *((one, one) for one in odd)],
    }
    done = import_release(folder_of(tmp_path / "r", food, values, **more), data=tmp_path)
    assert done.foods == 1


def test_a_pipe_named_like_a_table_is_no_table(tmp_path):
    place = folder_of(tmp_path / "r")
    (place / "food_nutrient.csv").unlink()
    os.mkfifo(place / "food_nutrient.csv")
    assert "not a FoodData Central CSV release" in refused(place, tmp_path)
    os.mkfifo(tmp_path / "pipe.zip")
    assert "neither a file nor a folder" in refused(tmp_path / "pipe.zip", tmp_path)


def test_a_zip_that_unpacks_to_more_than_any_release(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "MOST_UNPACKED", 100)
    assert "unpacks to" in refused(zip_of(tmp_path / "r.zip", many=50), tmp_path)


@pytest.fixture(scope="module")
def once(tmp_path_factory):
    """One import, copied for each test."""
    place = tmp_path_factory.mktemp("once")
    import_release(folder_of(place / "r"), data=place)
    return place


@pytest.fixture
def imported(tmp_path, once):
    shutil.copytree(once, tmp_path, dirs_exist_ok=True)
    return next((tmp_path / "foods").glob("*.sqlite"))


def opened_beside(data):
    """The catalogue, and what was said of what it left out."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        catalogue = Catalogue.open(data=data)
    return catalogue, [str(one.message) for one in said if isinstance(one.message, LeftOutWarning)]


def cut(path):
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def scribble(path):
    raw = bytearray(path.read_bytes())
    raw[5000:9000] = b"\x55" * 4000
    path.write_bytes(raw)


def empty(path):
    path.write_bytes(b"")


def without_a_table(path):
    with sqlite3.connect(path) as db:
        db.execute("drop table food")


def no_database(path):
    path.write_text("hello")


@pytest.mark.parametrize("note", ["note", "no note"])
@pytest.mark.parametrize("harm", [cut, scribble, empty, without_a_table, no_database], ids=lambda f: f.__name__)
def test_a_damaged_table_is_named_and_the_others_are_used(tmp_path, imported, harm, note):
    if note == "no note":
        opened.note_of(imported).unlink()
    harm(imported)
    catalogue, said = opened_beside(tmp_path)
    assert len(catalogue.shelves) == 1
    assert search(catalogue, "oats")
    assert len(said) == 1
    assert imported.name in said[0]
    assert "dolomite data verify" in said[0]
    found = user_data.verify(tmp_path)
    assert found[0].says is not None


def test_a_table_that_is_whole_is_used_and_verified(tmp_path, imported):
    catalogue, said = opened_beside(tmp_path)
    assert (len(catalogue.shelves), said) == (2, [])
    assert user_data.verify(tmp_path) == (
        KeptFile(file=f"foods/{imported.name}", bytes=imported.stat().st_size, says=None),
    )


def test_a_table_copied_elsewhere_is_whole_still(tmp_path, imported):
    os.utime(imported, ns=(1, 1))
    catalogue, said = opened_beside(tmp_path)
    assert (len(catalogue.shelves), said) == (2, [])


def test_damage_that_the_clock_does_not_show_is_one_sentence(tmp_path, imported):
    """A disk that forgets a byte changes no time: a query that meets the damage names the file."""
    before = imported.stat()
    with sqlite3.connect(imported) as db:
        db.execute("update block set data = x'00', details = x'00'")
    raw = bytearray(imported.read_bytes())
    imported.write_bytes(raw)
    os.utime(imported, ns=(before.st_atime_ns, before.st_mtime_ns))
    known = opened.note_of(imported)
    known.write_text(known.read_text().replace(str(before.st_size), str(imported.stat().st_size)))
    catalogue, said = opened_beside(tmp_path)
    assert said == []
    with pytest.raises(InputError, match=imported.name):
        catalogue.get("fdc:11")
    with pytest.raises(InputError, match=imported.name):
        list(catalogue)
    assert user_data.verify(tmp_path)[0].says is not None


def test_a_damaged_table_can_be_imported_again(tmp_path, imported):
    scribble(imported)
    assert import_release(tmp_path / "r", data=tmp_path).new
    assert opened_beside(tmp_path)[1] == []
