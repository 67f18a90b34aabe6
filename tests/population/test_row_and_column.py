"""The rule for one person's diary and the columns for many people give the same, on every engine."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from dolomite.base.span import Span
from dolomite.population import cells, columns, design, engine, estimate, survey
from population_survey import COLUMNS, generated

PEOPLE = 10_000


def of_a_day(day: dict[str, object]) -> Span:
    """A day as a diary has it: known, or unknown between two ends."""
    if day["mg"] is not None:
        return Span.exactly(float(day["mg"]))
    return Span.nothing_known(f"day {day['day']}", low=day["least"], high=day["most"])


def by_row(days: list[dict[str, object]]) -> tuple[float | None, float | None, float | None]:
    """One person's mean and its ends, by the rule that sums one person's diary (`Span.total`)."""
    mean = Span.total(map(of_a_day, days)).scaled(1 / len(days))
    return (None if mean.unknown else mean.known), mean.low, mean.high


@pytest.fixture(scope="session")
def rows():
    return generated(PEOPLE, seed=4)


@pytest.fixture(scope="session")
def parquet(rows, tmp_path_factory):
    path = tmp_path_factory.mktemp("survey") / "days.parquet"
    pl.DataFrame(rows, infer_schema_length=None).write_parquet(path)
    return path


def test_ten_thousand_people_agree(rows, parquet, engine_name):
    days = survey.day_rows(engine.read((parquet,), engine_name), COLUMNS)
    table = cells.collected(columns.people(days).select("person", "mean", "low", "high"))
    own: dict[int, list[dict[str, object]]] = {}
    for row in rows:
        own.setdefault(row["person"], []).append(row)
    assert len(table["person"]) == PEOPLE
    for place, person in enumerate(table["person"].astype(int)):
        expected = by_row(own[person])
        found = tuple(table[name][place] for name in ("mean", "low", "high"))
        for one, other in zip(found, expected, strict=True):
            assert np.isnan(one) if other is None else one == pytest.approx(other)


def test_a_group_of_unknowns_alone_is_unknown(tmp_path, engine_name):
    rows = generated(40, seed=2)
    for row in rows:
        if row["sex"] == "male":
            row["mg"] = row["least"] = row["most"] = None
    path = tmp_path / "days.parquet"
    pl.DataFrame(rows, infer_schema_length=None).write_parquet(path)
    days = survey.day_rows(engine.read((path,), engine_name), COLUMNS)
    persons = columns.people(days)
    table = cells.collected(
        persons.group_by("group").agg(
            mean=columns.total(columns.nw.col("mean")), high=columns.total(columns.nw.col("high"))
        )
    )
    male = list(table["group"]).index("male")
    assert np.isnan(table["mean"][male])
    assert np.isnan(table["high"][male])
    assert not np.isnan(table["mean"][1 - male])


def test_a_group_of_unknowns_alone_has_no_share_from_start_to_end(tmp_path, engine_name):
    rows = generated(300, seed=3)
    for row in rows:
        if row["sex"] == "male":
            row["mg"] = row["least"] = row["most"] = None
        elif row["mg"] is None:
            row["mg"] = 200.0
    path = tmp_path / "days.parquet"
    pl.DataFrame(rows, infer_schema_length=None).write_parquet(path)
    days = survey.day_rows(engine.read((path,), engine_name), COLUMNS)
    pairs = cells.pairs(days)
    units = cells.units_of(pairs, design.build([s for s, _ in pairs], [p for _, p in pairs]))
    limits = dict.fromkeys(("female", "male"), estimate.Limit(ear=265.0, cv=0.1))
    for found in (estimate.usual_intake(days, limits, units), estimate.observed(days, limits, units)):
        groups = {one.group: one for one in found}
        nothing = (groups["male"].mean, groups["male"].below_ear)
        assert [figure.value for figure in nothing] == [None, None]
        assert [figure.at_least for figure in nothing] == [None, None]
        assert "known amount" in groups["male"].why_not


def test_each_group_is_held_against_its_own_limit(rows, parquet, engine_name):
    days = survey.day_rows(engine.read((parquet,), engine_name), COLUMNS)
    pairs = cells.pairs(days)
    units = cells.units_of(pairs, design.build([s for s, _ in pairs], [p for _, p in pairs]))
    limits = {"female": estimate.Limit(ear=220.0), "male": estimate.Limit(ear=300.0)}
    found = {one.group: one.below_ear for one in estimate.observed(days, limits, units)}
    own: dict[int, list[dict[str, object]]] = {}
    for row in rows:
        own.setdefault(row["person"], []).append(row)
    for sex, limit in limits.items():
        people = [one for one in own.values() if one[0]["sex"] == sex]
        weights = [one[0]["weight"] for one in people]
        surely = [high is not None and high < limit.ear for _, _, high in map(by_row, people)]
        assert found[sex].at_least == pytest.approx(np.average(surely, weights=weights))
