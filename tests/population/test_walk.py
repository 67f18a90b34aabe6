"""The walk of docs/how-to/count-a-survey.md, done: every command of the page runs on a survey such as it describes."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "count-a-survey.md"
PEOPLE = 480
MADE = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)


def commands() -> list[str]:
    """Each command of the page; `...` stands for the arguments of the first."""
    lines = "\n".join(MADE.findall(PAGE.read_text(encoding="utf-8"))).replace("\\\n", " ").splitlines()
    own = [" ".join(line.split("#")[0].split()) for line in lines if line.startswith("dolomite population")]
    whole = own[0].removeprefix("dolomite population survey.csv ")
    return [one.replace("...", whole) for one in own]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A folder with survey.csv as the page describes it."""
    rng = np.random.default_rng(12)
    place = np.arange(PEOPLE)
    usual = rng.lognormal(5.6, 0.25, PEOPLE)
    day = {n: (usual * rng.lognormal(0, 0.35, PEOPLE)).round() for n in (1, 2)}
    bread = {n: rng.integers(0, 150, PEOPLE) for n in (1, 2)}
    away = place % 5 == 0  # no second day
    frame = pl.DataFrame({
        "id": place, "sex": np.where(place % 2 == 0, "female", "male"), "age": 20 + place * 7 % 50,
        "weight": rng.uniform(1, 3, PEOPLE).round(2), "stratum": place // 2 % 8, "psu": place // 16 % 2,
        "day1_mg": day[1], "day2_mg": [None if out else value for out, value in zip(away, day[2], strict=True)],
        "bread1_g": bread[1], "bread2_g": [None if out else int(v) for out, v in zip(away, bread[2], strict=True)],
        "fish1_g": np.where(rng.random(PEOPLE) < 0.4, rng.integers(40, 200, PEOPLE), 0),
        "fish2_g": np.where(rng.random(PEOPLE) < 0.4, rng.integers(40, 200, PEOPLE), 0),
    })  # fmt: skip
    path = tmp_path_factory.mktemp("walk")
    frame.write_csv(path / "survey.csv")
    return path


def run(command: str, folder: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", *shlex.split(command)]
    return subprocess.run(
        words, capture_output=True, text=True, cwd=folder, check=False, env={**os.environ, **settings}
    )


@pytest.mark.parametrize("command", [one for one in commands() if "spark" not in one and "cluster" not in one])
def test_a_command_of_the_page_runs(folder, command):
    done = run(command, folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Methods:" in done.stdout or "Written" in done.stdout


def test_the_page_tells_more_than_the_first_command():
    assert len(commands()) >= 7
    assert any("--engine spark" in one for one in commands())


@pytest.mark.spark
@pytest.mark.parametrize("settings", [{}, {"SPARK_REMOTE": "local[2]"}], ids=["a session", "a Spark Connect server"])
def test_the_same_command_on_spark_says_the_same(folder, settings):
    command = f"{commands()[0]} --json"
    here, there = (json.loads(run(one, folder, **settings).stdout) for one in (command, f"{command} --engine spark"))
    for one, other in zip(here["groups"], there["groups"], strict=True):
        assert one["group"] == other["group"]
        own, others = one["below_ear"], other["below_ear"]
        assert [name for name in own if own[name] is None] == [name for name in others if others[name] is None]
        for name in own:
            # Spark adds in an order of its own, and the fit stops a few millionths sooner or later for it.
            assert own[name] is None or own[name] == pytest.approx(others[name], rel=1e-4)
