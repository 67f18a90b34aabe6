"""Dinat and others, PLoS One 2015;10(5):e0126297: amitriptyline against placebo in painful HIV-associated neuropathy.

A blinded crossover of 122 people per protocol, pain 0 to 10 at weeks 0, 3 and 6 of each period, read here as 122 trials
in one person with one pair of periods. Published: pain fell by a mean of 2.73 (SD 3.32) with the drug and 2.43
(SD 3.18) with placebo; not superior. The ratings of week 0 come before the period's first dose, so they are no treated
days. The data (CC BY 4.0, github.com/kamermanpr/Amitriptyline.HIVSN) are not part of this repository: name their folder
in DOLOMITE_PUBLISHED_DATA to run this.
"""

from __future__ import annotations

import csv
import io
import math
import os
from pathlib import Path

import numpy as np
import pytest

from dolomite.trial import hierarchical
from dolomite.trial.model import fit
from dolomite.trial.prior import of_speed
from dolomite.trial.series import Period, Series

FOLDER = os.environ.get("DOLOMITE_PUBLISHED_DATA")
NAME = "kamerman_amitriptyline_crossover/xoverPP.csv"
PEOPLE = 122
FALL_DRUG, SD_DRUG, FALL_PLACEBO, SD_PLACEBO = 2.73, 3.32, 2.43, 3.18  # points, as published
PERIOD_DAYS, WASHOUT_DAYS = 43, 21
RATED = {"Time2": 21, "Time3": 42}  # days into the period

pytestmark = pytest.mark.skipif(FOLDER is None, reason="DOLOMITE_PUBLISHED_DATA names no folder")


def trials():
    assert FOLDER is not None
    raw = (Path(FOLDER) / NAME).read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n").decode()
    people: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(raw)):
        people.setdefault(row["ID"], []).append(row)
    for name, rows in people.items():
        n = 2 * PERIOD_DAYS + WASHOUT_DAYS
        arms, pain, periods = ["washout"] * n, np.full(n, np.nan), []
        for row in rows:
            start = (int(row["Period"]) - 1) * (PERIOD_DAYS + WASHOUT_DAYS)
            arm = "amitriptyline" if row["Treatment"] == "A" else "placebo"
            arms[start : start + PERIOD_DAYS] = [arm] * PERIOD_DAYS
            for column, day in RATED.items():
                pain[start + day] = float(row[column])
            periods.append(Period(number=int(row["Period"]), arm=arm, first=start + 1, last=start + PERIOD_DAYS))
        yield name, Series(arms=tuple(arms), pain=pain, periods=tuple(sorted(periods, key=lambda p: p.number)))


@pytest.mark.parametrize("speed", ["fast", "slow"])
def test_not_superior(speed):
    named = [
        (name, fit(series, active="amitriptyline", comparator="placebo", priors=of_speed(speed)))
        for name, series in trials()
    ]
    assert len(named) == PEOPLE
    found = hierarchical.pool(named, worthwhile_points=2.0)
    published = FALL_PLACEBO - FALL_DRUG  # negative is less pain, as in our effects
    # the falls of a person's two periods are correlated, so this standard error is on the safe side of none at all
    error = math.sqrt((SD_DRUG**2 + SD_PLACEBO**2) / PEOPLE)
    assert found.beta.mean == pytest.approx(published, abs=error)
    assert found.beta.q025 < 0 < found.beta.q975
    assert found.beta.q025 > -1.0  # as a group: nothing near a worthwhile 2 points
    assert found.prob_next_worthwhile < 0.15
