"""Data frames come to what the file comes to, and every number comes out as one, in Polars and pandas."""

import csv
from datetime import date
from pathlib import Path

import pandas as pd
import polars as pl
import pytest

import dolomite

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


def test_every_number_comes_out_as_a_frame(hers):
    frame = hers.to_frame("polars")
    assert frame.columns == ["section", "name", "value", "unit", "sources"]
    assert frame.height > 50
