"""The diagram of the single trial: every planned day has exactly one fate, no arm shows under the seal."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from dolomite.trial.design import Arm, Design
from dolomite.trial.flow import flow
from dolomite.trial.record import record
from dolomite.view import trial_flow

START = date(2026, 3, 2)
DESIGN = Design(
    question="Does it help?",
    arms=(
        Arm(name="magnesium", kind="active", form="citrate", daily_mg=200.0),
        Arm(name="placebo", kind="placebo"),
    ),
    pairs=1,
    period_days=7,
    baseline_days=3,
    washout_days=2,
    wash_in_days=2,
    speed="fast",
    worthwhile_points=2.0,
    blinding="helper",
    before_unknown=False,
)


@dataclass
class Line:
    kind: str
    data: dict[str, Any]
    number: int = 1
    utc: str = "2026-03-02T08:00:00+00:00"
    extra: list[str] = field(default_factory=list)


def told(*lines):
    start = {"design": DESIGN.plain(), "commitment": "0", "first_day": START.isoformat()}
    return record([Line("start", start), *lines])


def rated(*days):
    return [Line("day", {"day": day, "values": {"pain_nrs": 5.0}}) for day in days]


def strip(found):
    return [trial_flow.table(found).rows[k][-1] for k in range(len(found.stretches))]


def test_every_day_has_one_fate():
    found = flow(told(*rated(1, 3, 4, 5, 6, 8)), on=date(2026, 3, 11))
    assert strip(found) == ["●○●", "●●●○●○○", "··", "·······"]
    assert sum(found.total(fate) for fate in ("rated", "not_rated", "to_come", "stopped")) == DESIGN.days


def test_after_a_stop_days_are_neither_missing_nor_to_come():
    found = flow(told(*rated(1, 2, 3, 4), Line("stop", {"says": "it upset me", "day": 6})), on=date(2026, 5, 1))
    assert strip(found) == ["●●●", "●○○××××", "××", "×××××××"]
    assert "stopped on day 6: it upset me." in trial_flow.says(found)


def test_a_stop_without_a_day_counts_from_the_last_rated_day():
    found = flow(told(*rated(1, 2, 5), Line("stop", {"says": "enough"})), on=date(2026, 5, 1))
    assert found.stopped_day == 5


def test_before_the_seal_is_opened_no_arm_is_shown():
    found = flow(told(*rated(1, 2)), on=date(2026, 3, 5))
    drawn, listed, plain = trial_flow.chart(found), trial_flow.table(found), trial_flow.data(found)
    assert "magnesium" not in f"{drawn}{listed}{plain}"
    assert "placebo" not in f"{drawn}{listed}{plain}"


@pytest.mark.parametrize("sequence", [("magnesium", "placebo"), ("placebo", "magnesium")])
def test_once_open_every_period_names_its_arm(sequence):
    found = flow(told(*rated(1, 2)), on=date(2026, 3, 5), sequence=sequence)
    assert [s.arm for s in found.stretches] == [None, sequence[0], None, sequence[1]]
    assert [row[1] for row in trial_flow.table(found).rows] == ["nothing", sequence[0], "nothing", sequence[1]]
