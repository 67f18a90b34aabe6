"""Published trials in one person, read again: tools/published_trials.py FOLDER. Ends with 1 when one differs.

Dinat and others, PLoS One 2015;10(5):e0126297 (github.com/kamermanpr/Amitriptyline.HIVSN, CC BY 4.0): amitriptyline
against placebo in painful HIV-associated neuropathy, a blinded crossover of 122 people per protocol, pain 0 to 10 at
weeks 0, 3 and 6 of each period, read here as 122 trials of one pair of periods. Published: pain fell by a mean of 2.73
(SD 3.32) with the drug and 2.43 (SD 3.18) with placebo; not superior. Ratings of week 0 come before the period's first
dose, so they are no treated days.

The example export of the Trialist app (github.com/jlservadio/TrialistNof1): 56 days, two regimens in four pairs, made
up by its authors. The regimens differ by three points with hardly a day between them: any analysis must find that.

Neither data set is part of this repository: FOLDER holds them under the names below.
"""

from __future__ import annotations

import csv
import io
import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from dolomite.app.analyse_trial import from_csv
from dolomite.trial import hierarchical
from dolomite.trial.model import fit
from dolomite.trial.prior import Speed, of_speed
from dolomite.trial.series import Period, Series

DINAT = "kamerman_amitriptyline_crossover/xoverPP.csv"
TRIALIST = "trialist_nof1_example/example_data.json"
PEOPLE = 122
FALL_DRUG, SD_DRUG, FALL_PLACEBO, SD_PLACEBO = 2.73, 3.32, 2.43, 3.18  # points, as published
PERIOD_DAYS, WASHOUT_DAYS = 43, 21
RATED = {"Time2": 21, "Time3": 42}  # days into the period


def people(path: Path) -> Iterator[tuple[str, Series]]:
    """Each person of the crossover as a trial of one pair of periods [pain in points, days]."""
    raw = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n").decode()
    found: dict[str, list[dict[str, str]]] = {}
    for row in csv.DictReader(io.StringIO(raw)):
        found.setdefault(row["ID"], []).append(row)
    for name, rows in found.items():
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


def dinat(path: Path, speed: Speed) -> bool:
    """Whether the pooled answer is the published one: not superior, nothing near a worthwhile difference. [points]"""
    named = [
        (name, fit(series, active="amitriptyline", comparator="placebo", priors=of_speed(speed)))
        for name, series in people(path)
    ]
    found = hierarchical.pool(named, worthwhile_points=2.0)
    published = FALL_PLACEBO - FALL_DRUG  # negative is less pain, as in our effects
    # The falls of a person's two periods are correlated, so this standard error is a wide one.
    error = math.sqrt((SD_DRUG**2 + SD_PLACEBO**2) / PEOPLE)
    low, mean, high = found.beta.q025, found.beta.mean, found.beta.q975
    print(
        f"Dinat 2015, {speed}: {len(named)} people, {mean:.2f} points ({low:.2f} to {high:.2f}); "
        f"published {published:.2f} (standard error at most {error:.2f}), not superior"
    )
    same = abs(mean - published) <= error and -1.0 < low < 0 < high
    return same and len(named) == PEOPLE and found.prob_next_worthwhile < 0.15


def trialist(path: Path) -> bool:
    """Whether the difference that can be seen is found. [points]"""
    days = json.loads(path.read_text(encoding="utf-8"))["data"]
    regimens, pain = [day["regimen"] for day in days], [float(day["averagePainIntensity"]) for day in days]
    rows = [
        f"{k + 1},{k // 7 + 1},{regimen},{value:g}"
        for k, (regimen, value) in enumerate(zip(regimens, pain, strict=True))
    ]
    found = from_csv("day,period,arm,pain_nrs\n" + "\n".join(rows) + "\n", name="trialist.csv", active="A")
    means = {arm: float(np.mean([v for v, r in zip(pain, regimens, strict=True) if r == arm])) for arm in "AB"}
    effect = found.answer.effect.mean
    print(
        f"Trialist example: {effect:.2f} points, {found.verdict}; plain means differ by {means['A'] - means['B']:.2f}"
    )
    # A plain difference of means counts the days on which an effect was still building up, so it is the smaller one.
    return found.verdict == "worthwhile" and abs(effect - (means["A"] - means["B"])) < 0.6


def main(folder: Path) -> int:
    """How many of the trials came out otherwise than published."""
    held = [dinat(folder / DINAT, "fast"), dinat(folder / DINAT, "slow"), trialist(folder / TRIALIST)]
    return held.count(False)


if __name__ == "__main__":
    sys.exit(1 if main(Path(sys.argv[1])) else 0)
