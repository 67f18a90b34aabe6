"""Importing a release: what comes in, what is left out and why, and that a broken-off import ends the same."""

import csv
import random
import sqlite3
import subprocess
import sys
import zipfile

import pytest

from dolomite.app.import_foods import import_release
from dolomite.base.errors import InputError
from dolomite.food import fdc
from dolomite.food.search import search
from dolomite.food.table import Catalogue
from made_up_release import zipped

FOODS = 1000


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    folder = tmp_path_factory.mktemp("release")
    return zipped(folder / "FoodData_Central_branded_food_csv_2025-04-24.zip", FOODS)


def small(folder, **changed):
    """An unpacked release of four foods; a table may be replaced."""
    folder.mkdir(exist_ok=True)
    tables = {
        "food": [
            ("fdc_id", "data_type", "description", "food_category_id", "publication_date"),
            (11, "branded_food", "OAT BAR", "", ""),
            (12, "sample_food", "Oat bar, sample", "", ""),
            (13, "sr_legacy_food", "Oats", "20", ""),
            (14, "survey_fndds_food", "Oatmeal, NFS", "", ""),
            (15, "branded_food", "WATER", "", ""),
        ],
        "branded_food": [
            (
                "fdc_id", "brand_owner", "brand_name", "serving_size", "serving_size_unit",
                "household_serving_fulltext", "branded_food_category",
            ),
            (11, "Made Up Foods", "Oaty", 40, "GRM", "2 BARS", "Snacks"),
            (15, "Made Up Foods", "", 250, "MLT", "1 bottle", "Water"),
        ],
        "survey_fndds_food": [("fdc_id", "food_code", "wweia_category_code"), (14, "56202960", "4802")],
        "food_nutrient": [
            ("id", "fdc_id", "nutrient_id", "amount"),
            (1, 11, 1090, "52.5"), (2, 11, 1110, "80"), (3, 11, 1008, "400"), (4, 11, 1089, ""), (5, 11, 1003, "-3"),
            (6, 13, 1090, "138"), (7, 14, 1090, "26"), (8, 99, 1090, "1"), (9, 12, 1090, "9"), (10, 13, 2047, "380"),
            (11, 11, 999999, "5"),
        ],
        "food_portion": [
            ("id", "fdc_id", "seq_num", "amount", "measure_unit_id", "portion_description", "modifier", "gram_weight"),
            (1, 13, 1, "0.5", "1000", "", "", "40"), (2, 14, 1, "", "9999", "1 cup, cooked", "", "240"),
            (3, 14, 2, "", "9999", "Quantity not specified", "", "0"), (4, 13, 2, "1", "1001", "", "", "0"),
        ],
    } | changed  # fmt: skip
    for name, rows in tables.items():
        if rows is not None:
            with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as out:
                csv.writer(out).writerows(rows)
    return folder


def test_every_kind_of_food_comes_in_with_its_measures(tmp_path):
    done = import_release(small(tmp_path / "small"), data=tmp_path)
    catalogue = Catalogue.open(data=tmp_path)
    bar = catalogue.get("fdc:11")
    assert (bar.name, bar.data_type, bar.release) == ("OAT BAR, Oaty", "label", "fdc_small")
    assert bar.nutrients["magnesium"] == 52.5
    assert bar.nutrients["vitamin_d"] == 2.0  # 80 IU
    assert [(p.amount, p.measure, p.grams) for p in bar.portions] == [(2.0, "bars", 40.0)]
    assert [(p.amount, p.measure, p.grams) for p in catalogue.get("fdc:13").portions] == [(0.5, "cup", 40.0)]
    oatmeal = catalogue.get("fdc:14")
    assert [(p.amount, p.measure, p.grams) for p in oatmeal.portions] == [(1.0, "cup, cooked", 240.0)]
    assert oatmeal.category.id == "wweia:4802"
    assert (catalogue.get("fdc:13").nutrients["energy"], catalogue.get("fdc:13").energy_from) == (380.0, "2047")
    assert done.foods == 3


def test_unknown_stays_unknown(tmp_path):
    import_release(small(tmp_path / "small"), data=tmp_path)
    bar = Catalogue.open(data=tmp_path).get("fdc:11")
    assert bar.nutrients["iron"] is None and bar.nutrients["protein"] is None and bar.nutrients["zinc"] is None


def test_what_is_left_out_is_counted_by_reason(tmp_path):
    skipped = import_release(small(tmp_path / "small"), data=tmp_path).skipped
    assert skipped == {
        "food of type sample_food (not a food to eat, but a sample or purchase of one)": 1,
        "food without any nutrient value": 1,
        "household measure without a weight": 2,
        "nutrient value of a sample, or of a food that is not in the release": 2,
        "nutrient value that is empty, negative or no number": 2,
    }


def test_a_release_is_imported_once(tmp_path):
    first = import_release(small(tmp_path / "small"), data=tmp_path)
    again = import_release(small(tmp_path / "small"), data=tmp_path)
    assert (first.new, again.new) == (True, False)
    assert first.content == again.content


def test_shipped_foods_come_before_imported_ones(tmp_path):
    import_release(small(tmp_path / "small"), data=tmp_path)
    catalogue = Catalogue.open(data=tmp_path)
    hits = search(catalogue, "oats")
    assert hits[0].release == "usda_fndds_2021_2023"
    assert any(hit.id == "fdc:11" for hit in search(catalogue, "oaty oat bar"))


@pytest.mark.parametrize(
    ("size", "unit", "grams", "millilitres"),
    [
        ("40", "g", 40.0, False), ("40", "GRM", 40.0, False), ("40", "GM", 40.0, False), ("500", "MG", 0.5, False),
        ("250", "ml", 250.0, True), ("250", "MLT", 250.0, True), ("1000", "IU", None, False), ("", "g", None, False),
        ("0", "g", None, False), ("abc", "g", None, False),
    ],
)  # fmt: skip
def test_units_of_a_serving(size, unit, grams, millilitres):
    assert fdc.serving(size, unit) == (grams, millilitres)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("1 cup", (1.0, "cup")), ("2 SLICES", (2.0, "slices")), ("about 12 crackers", (12.0, "crackers")),
        ("0.25 PIZZA", (0.25, "pizza")), ("1/2 cup", (0.5, "cup")), ("", (1.0, "serving")), ("30", (1.0, "30")),
    ],
)  # fmt: skip
def test_a_household_serving_is_amount_and_measure(text, measure):
    assert fdc.measure(text) == measure


def one_sentence(error):
    text = str(error.value)
    assert "\n" not in text and len(text) < 300
    return text


def test_a_cut_off_zip_is_refused_and_leaves_nothing(tmp_path, release):
    whole = release.read_bytes()
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match="no complete zip file") as error:
        import_release(cut, data=tmp_path)
    one_sentence(error)
    assert not list((tmp_path / "foods").glob("*"))


def test_a_zip_damaged_inside_is_refused_and_leaves_nothing(tmp_path, release):
    damaged = bytearray(release.read_bytes())
    for place in range(len(damaged) // 2, len(damaged) // 2 + 40):
        damaged[place] ^= 0xFF
    (tmp_path / "damaged.zip").write_bytes(damaged)
    with pytest.raises(InputError, match=r"\.csv is damaged or cut off|\.csv, line") as error:
        import_release(tmp_path / "damaged.zip", data=tmp_path)
    one_sentence(error)
    assert not list((tmp_path / "foods").glob("*"))


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"food_nutrient": None}, "not a FoodData Central CSV release"),
        ({"food_nutrient": [("a", "b"), (1, 2)]}, "food_nutrient.csv has no column fdc_id"),
        ({"food": [("fdc_id", "data_type"), (1, "branded_food")]}, "food.csv has no column description"),
    ],
)
def test_a_wrong_table_is_refused(tmp_path, changed, sentence):
    with pytest.raises(InputError, match=sentence) as error:
        import_release(small(tmp_path / "small", **changed), data=tmp_path)
    one_sentence(error)


def test_a_giant_cell_is_refused(tmp_path):
    rows = [("fdc_id", "data_type", "description"), (1, "branded_food", "x" * 5_000_000)]
    with pytest.raises(InputError, match=r"food\.csv, line 2") as error:
        import_release(small(tmp_path / "small", food=rows), data=tmp_path)
    one_sentence(error)


def test_text_that_is_no_zip_and_no_folder(tmp_path):
    (tmp_path / "x.zip").write_text("hello")
    with pytest.raises(InputError, match="no complete zip"):
        import_release(tmp_path / "x.zip", data=tmp_path)
    with pytest.raises(InputError, match="no such file"):
        import_release(tmp_path / "nowhere", data=tmp_path)


def test_a_zip_of_json_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "j.zip", "w") as packed:
        packed.writestr("foods.json", "{}")
    with pytest.raises(InputError, match="not JSON"):
        import_release(tmp_path / "j.zip", data=tmp_path)


KILLED = """
import os, sys
from pathlib import Path
from dolomite.app.import_foods import import_release
from dolomite.food import archive, stage
stage.BATCH = 1000
left, step = int(sys.argv[3]), int(sys.argv[4])
rows = archive.Archive.rows
def counted(self, *given, **named):
    global left
    for row in rows(self, *given, **named):
        left -= 1
        if left == 0:
            os.kill(os.getpid(), 9)
        yield row
archive.Archive.rows = counted
def tell(what, here, total):
    if what == "catalogue" and here == step:
        os.kill(os.getpid(), 9)
done = import_release(Path(sys.argv[1]), data=Path(sys.argv[2]), tell=tell)
print(done.content, done.foods, sorted(done.skipped.items()))
"""


def run(release, data, *, rows=0, step=-1):
    """Import in a process of its own, killed (as by kill -9) after so many rows, or at a step of the last stage."""
    words = [sys.executable, "-c", KILLED, str(release), str(data), str(rows), str(step)]
    return subprocess.run(words, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def whole(tmp_path_factory, release):
    done = run(release, tmp_path_factory.mktemp("whole"))
    assert done.returncode == 0, done.stderr
    return done.stdout


CHANCE = random.Random(20)
POINTS = [{"rows": CHANCE.randrange(1, FOODS * 12)} for _ in range(8)] + [{"step": 0}, {"step": 2}]


@pytest.mark.slow
@pytest.mark.parametrize("point", POINTS, ids=str)
def test_a_killed_import_ends_as_one_that_ran_through(tmp_path, release, whole, point):
    assert run(release, tmp_path, **point).returncode == -9
    assert not list((tmp_path / "foods").glob("*.sqlite"))
    assert run(release, tmp_path).stdout == whole
    left = sorted(path.name for path in (tmp_path / "foods").iterdir())
    assert left == [".fdc_branded_food_2025-04-24.sum", "fdc_branded_food_2025-04-24.sqlite"]


def test_an_import_killed_again_and_again_ends_as_one_that_ran_through(tmp_path, release, whole):
    for rows in (2500, 900, 3100):
        assert run(release, tmp_path, rows=rows).returncode == -9
    assert run(release, tmp_path).stdout == whole


def test_little_memory_is_enough(tmp_path, release):
    command = f'ulimit -v 400000; exec "{sys.executable}" -m dolomite food import "{release}" --data "{tmp_path}"'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "Imported" in done.stdout
    assert done.stderr == ""


def test_progress_is_told_to_the_end(tmp_path, release):
    heard = {}
    import_release(release, data=tmp_path, tell=lambda table, here, total: heard.update({table: (here, total)}))
    assert set(heard) == {"food", "branded_food", "food_nutrient", "catalogue"}
    assert all(here == total for here, total in heard.values())


def test_a_changed_release_of_the_same_name_is_imported_anew(tmp_path):
    first = import_release(small(tmp_path / "small"), data=tmp_path)
    fewer = [("fdc_id", "data_type", "description"), (11, "branded_food", "OAT BAR")]
    second = import_release(small(tmp_path / "small", food=fewer), data=tmp_path)
    assert (first.foods, second.foods, second.new) == (3, 1, True)


def test_a_second_import_at_the_same_time_is_told_to_wait(tmp_path):
    (tmp_path / "foods").mkdir()
    with sqlite3.connect(tmp_path / "foods" / ".fdc_small.part") as held:
        held.execute("begin exclusive")
        with pytest.raises(InputError, match="another import of this release is running") as error:
            import_release(small(tmp_path / "small"), data=tmp_path)
    one_sentence(error)
