"""The rule for one person, written out, and the columns for many people give the same, on every engine."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from dolomite.population import cells, columns, design, engine, estimate, survey
from population_survey import COLUMNS, generated

PEOPLE = 10_000


def by_hand(days: list[dict[str, object]]) -> tuple[float | None, float, float | None]:
    """One person's mean, and its ends, as `intake.total` counts a diary: what is unknown widens, it is never 0."""
    known = [day["mg"] for day in days if day["mg"] is not None]
    low = [day["mg"] if day["mg"] is not None else day["least"] for day in days]
    high = [day["mg"] if day["mg"] is not None else day["most"] for day in days]
    return (
        sum(known) / len(days) if len(known) == len(days) else None,
        sum(one for one in low if one is not None) / len(days),
        sum(high) / len(days) if None not in high else None,
    )


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
        expected = by_hand(own[person])
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
