"""The example export of the Trialist app (github.com/jlservadio/TrialistNof1): 56 days, two regimens in four pairs.

Example data, made up by its authors ("Jazz" and "Folk"): good for format and sign. Its two regimens differ by three
points with hardly a day between them, which any analysis must find. Not part of this repository: name the folder of the
data in DOLOMITE_PUBLISHED_DATA to run this.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from dolomite.app.analyse_trial import from_csv

FOLDER = os.environ.get("DOLOMITE_PUBLISHED_DATA")
NAME = "trialist_nof1_example/example_data.json"

pytestmark = pytest.mark.skipif(FOLDER is None, reason="DOLOMITE_PUBLISHED_DATA names no folder")


def test_three_points_between_the_regimens():
    assert FOLDER is not None
    days = json.loads((Path(FOLDER) / NAME).read_text(encoding="utf-8"))["data"]
    assert len(days) == 56
    regimens = [day["regimen"] for day in days]
    pain = [float(day["averagePainIntensity"]) for day in days]
    rows = [
        f"{k + 1},{k // 7 + 1},{regimen},{value:g}"
        for k, (regimen, value) in enumerate(zip(regimens, pain, strict=True))
    ]
    found = from_csv("day,period,arm,pain_nrs\n" + "\n".join(rows) + "\n", name="trialist.csv", active="A")
    means = {arm: sum(v for v, r in zip(pain, regimens, strict=True) if r == arm) / 28 for arm in "AB"}
    assert found.verdict == "worthwhile"
    # a plain difference of means counts the days on which an effect was still building up, so it is the smaller one
    assert found.answer.effect.mean == pytest.approx(means["A"] - means["B"], abs=0.6)
    assert found.test.p_benefit == pytest.approx(1 / 16)
