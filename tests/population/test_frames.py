"""Data frames come to what the file comes to, and every number comes out as one, in Polars and pandas."""

import csv
from datetime import date
from pathlib import Path

import pandas as pd
import polars as pl
import pytest

import dolomite
from dolomite.app import notebook

ROOT = Path(__file__).parents[2]
PERSON, DIARY = ROOT / "examples" / "person.yaml", ROOT / "examples" / "person.csv"
ON = date(2026, 11, 20)


@pytest.fixture(scope="module")
def hers():
    return dolomite.assess(PERSON, DIARY, on=ON)


def rows():
    with DIARY.open(newline="") as file:
        return list(csv.DictReader(file))


FRAMES = {
    "polars": lambda: pl.DataFrame(rows()),
    "polars with dates": lambda: pl.DataFrame(rows()).with_columns(pl.col("date").str.to_date()),
    "pandas": lambda: pd.read_csv(DIARY),
}


@pytest.mark.parametrize("frame", FRAMES.values(), ids=FRAMES.keys())
def test_a_frame_comes_to_what_the_file_comes_to(hers, frame):
    assert dolomite.assess(PERSON, frame(), on=ON).adequacy == hers.adequacy


@pytest.mark.parametrize("backend", ["polars", "pandas", "pyarrow"])
def test_every_number_comes_out_as_a_number(hers, backend):
    frame = hers.to_frame(backend)
    made = (
        pl.DataFrame(frame)
        if backend == "polars"
        else pl.from_pandas(frame)
        if backend == "pandas"
        else pl.from_arrow(frame)
    )
    assert isinstance(made, pl.DataFrame)
    assert made.columns == list(notebook.FRAME)
    assert made.height > 50
    assert [made.schema[name] for name in ("value", "low", "high")] == [pl.Float64] * 3
    row = {one["name"]: one for one in made.iter_rows(named=True)}
    eaten = row["intake_mg"]
    assert eaten["low"] < eaten["value"] < eaten["high"]
    assert eaten["unknown"] == "vegetable curry and rice from the takeaway"
    assert eaten["unit"] == "mg/d"
    assert row["over_ul_supplemental"]["text"] == "no"
    assert row["over_ul_supplemental"]["value"] is None
    assert row["rda"]["value"] > 0
    assert "Span(" not in str(made.rows())


def test_a_frame_of_nothing_known_keeps_its_columns_of_numbers():
    frame = dolomite.assess({"sex": "female", "age_years": 42}, on=ON).to_frame("polars")
    assert frame.schema["low"] == pl.Float64
