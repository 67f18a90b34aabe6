"""`dolomite population`: from a researcher's file to a table, a page and one JSON object, and what it refuses."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from datetime import date
from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest

from dolomite.app.count_population import choices, count_population
from dolomite.cli import kinds
from dolomite.population import cells, engine
from dolomite.view.shape import adapter

NAMED = ("--id", "id", "--amount", "d1", "--amount", "d2")
DESIGN = ("--weights", "w", "--strata", "s", "--psu", "p")
WHO = ("--sex", "sex", "--age", "age")
ON = ("--on", "2026-11-28")


def dolomite(*args: object) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "dolomite", "population", *map(str, args)], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def people() -> pl.DataFrame:
    rng = np.random.default_rng(3)
    count = 900
    usual = rng.lognormal(5.6, 0.25, count)
    place = np.arange(count)
    return pl.DataFrame(
        {
            "id": place,
            "sex": np.where(place % 2 == 1, "female", "male"),
            "age": rng.integers(19, 80, count),
            "area": np.where(place % 3 == 0, "north", "south"),
            "w": rng.uniform(1, 5, count).round(2),
            "s": place % 10,
            "p": place // 10 % 2,
            "d1": (usual * rng.lognormal(0, 0.35, count)).round(1),
            "d2": (usual * rng.lognormal(0, 0.35, count)).round(1),
            "weekend": (place % 7 < 3).astype(int),
        }
    )


@pytest.fixture(scope="module")
def file(people, tmp_path_factory):
    path = tmp_path_factory.mktemp("survey") / "survey.csv"
    people.write_csv(path)
    return path


def test_a_csv_becomes_shares_with_intervals(file):
    code, out, err = dolomite(file, *NAMED, *DESIGN, *WHO, "--covariate", "weekend", *ON, "--json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    adapter("population").validate_python(found)
    groups = {one["group"]: one for one in found["groups"]}
    women = groups["female 31 to 50 years"]
    assert women["ear"] == 265
    share = women["below_ear"]
    assert 0 < share["low"] < share["value"] < share["high"] < 1
    assert women["people"] % 5 == 0
    assert "balanced replicates" in found["design"]
    assert f"Command: dolomite population {file} --id id --amount d1" in found["methods"]


def test_a_division_an_own_limit_a_page_and_another_engine(file, tmp_path):
    page = tmp_path / "population.html"
    code, out, _ = dolomite(file, *NAMED, *DESIGN, "--by", "area", "--ear", 300, "--cv", 0.1, "--ul", 800, *ON,
                            "--html", page, "--engine", "polars")  # fmt: skip
    assert (code, "Written" in out) == (0, True)
    drawn = page.read_text(encoding="utf-8")
    assert "North: " in drawn and "below the average requirement" in drawn
    assert "EAR 300" in drawn
    page.write_text("somebody's own page", encoding="utf-8")
    again = (file, *NAMED, *DESIGN, "--ear", 300, *ON, "--html", page)
    assert dolomite(*again)[0] == 2
    assert dolomite(*again, "--force")[0] == 0
    code, out, _ = dolomite(
        file, *NAMED, *DESIGN, "--by", "area", "--ear", 300, "--cv", 0.1, "--ul", 800, *ON, "--json"
    )
    assert code == 0
    assert json.loads(out)["groups"][0]["above_ul"]["value"] < 0.05


def test_one_row_a_day_with_unknown_amounts_leaves_a_range(people, tmp_path):
    days = pl.concat(
        [people.select("id", "w", "s", "p", day=pl.lit(n), mg=pl.col(f"d{n}")) for n in (1, 2)]
    ).with_columns(
        mg=pl.when(pl.col("id") % 10 == 0).then(None).otherwise(pl.col("mg")), lo=pl.lit(50.0), hi=pl.lit(500.0)
    )
    path = tmp_path / "days.parquet"
    days.write_parquet(path)
    code, out, _ = dolomite(path, "--id", "id", "--amount", "mg", "--day-column", "day", "--low", "lo", "--high", "hi",
                            *DESIGN, "--ear", 265, "--method", "observed", *ON, "--json")  # fmt: skip
    found = json.loads(out)["groups"][0]["below_ear"]
    assert code == 0
    assert found["value"] is None
    assert 0 < found["at_least"] < found["at_most"] < 1


def test_replicate_weights_as_published(people, tmp_path):
    rng = np.random.default_rng(5)
    path = tmp_path / "replicates.csv"
    people.with_columns(**{f"rw{n}": people["w"] * rng.choice([0.3, 1.7], len(people)) for n in range(16)}).write_csv(
        path
    )
    code, out, _ = dolomite(path, *NAMED, "--weights", "w", "--replicates", "rw", "--fay", 0.3, "--ear", 265, *ON,
                            "--nutrient", "magnesium", "--body", "us", "--json")  # fmt: skip
    assert code == 0
    assert "16 replicate weights as published" in json.loads(out)["design"]


def test_small_groups_are_hidden_unless_one_asks_for_them(people, tmp_path):
    path = tmp_path / "small.csv"
    people.with_columns(area=pl.when(pl.col("id") < 6).then(pl.lit("isle")).otherwise(pl.col("area"))).write_csv(path)
    asked = (path, *NAMED, *DESIGN, "--by", "area", "--ear", 265, "--method", "observed", *ON, "--json")
    shown = {one["group"]: one for one in json.loads(dolomite(*asked)[1])["groups"]}
    assert shown["isle"]["people"] is None
    assert shown["isle"]["below_ear"]["value"] is None
    assert shown["isle"]["quantiles"] == []
    assert [name for name, one in shown.items() if one["people"] is None] != ["isle"], "its total would tell it"
    exact = {one["group"]: one for one in json.loads(dolomite(*asked, "--exact")[1])["groups"]}
    assert exact["isle"]["people"] == 6


def figures(page: str, group: str) -> set[str]:
    """The numbers in a group's rows of all tables of a page, the one behind a picture included, as they are read."""
    rows = (one for one in re.findall(r"<tr.*?</tr>", page, re.DOTALL) if f">{group}<" in one)
    cells = (" ".join(re.sub(r"<[^>]*>", " ", cell).split()) for one in rows for cell in re.split(r"</t[dh]>", one))
    return {cell for cell in cells if any(sign.isdigit() for sign in cell)}


def test_the_drawn_page_hides_small_groups_too(people, tmp_path):
    path, page = tmp_path / "small.csv", tmp_path / "page.html"
    people.with_columns(area=pl.when(pl.col("id") < 6).then(pl.lit("isle")).otherwise(pl.col("area"))).write_csv(path)
    asked = (path, *NAMED, *DESIGN, "--by", "area", "--ear", 265, "--method", "observed", *ON)
    exact = {one["group"]: one for one in json.loads(dolomite(*asked, "--exact", "--json")[1])["groups"]}
    assert dolomite(*asked, "--html", page)[0] == 0
    drawn = page.read_text(encoding="utf-8")
    assert "isle" in drawn.lower()
    assert dolomite(*asked, "--exact", "--html", page, "--force")[0] == 0
    told = page.read_text(encoding="utf-8")
    mean, share = f"{exact['isle']['mean']['value']:,.0f}", f"{100 * exact['isle']['below_ear']['value']:.1f}"
    assert {"6", mean, share} <= figures(told, "isle"), "the test looks where the figures would stand"
    assert figures(drawn, "isle") <= {"265"}, "of a hidden group nothing stands but the requirement"
    assert f"mean is {mean} unit/d" in told and f"mean is {mean} unit/d" not in drawn


def test_one_row_a_group_with_why_a_cell_is_empty_and_no_formula(people, tmp_path):
    path, out = tmp_path / "small.csv", tmp_path / "groups.csv"
    area = pl.when(pl.col("id") < 6).then(pl.lit("isle")).when(pl.col("area") == "north").then(pl.lit("=1+1"))
    people.with_columns(area=area.otherwise(pl.col("area"))).write_csv(path)
    asked = (path, *NAMED, *DESIGN, "--by", "area", "--ear", 265, "--method", "observed", *ON)
    assert dolomite(*asked, "--csv", out)[0] == 0
    groups = {one["group"]: one for one in csv.DictReader(out.read_text(encoding="utf-8").splitlines())}
    assert set(groups) == {"isle", "south", "'=1+1"}
    assert (groups["isle"]["people"], groups["isle"]["share below EAR"]) == ("", "")
    assert "not shown" in groups["isle"]["why empty"]
    shown = groups["south"]
    assert float(shown["share below EAR, from"]) < float(shown["share below EAR"]) < float(shown["share below EAR, to"])
    assert shown["why empty"] == ""
    assert "do not go together" in dolomite(*asked, "--csv", out, "--json")[2]


def test_how_far_it_is_is_told(file):
    columns, asked = choices(
        person="id", amount=("d1", "d2"), weight="w", stratum="s", psu="p", method="usual", ear=265
    )
    told = []
    count_population((file,), columns, asked, on=date(2026, 11, 28), progress=lambda *step: told.append(step))
    assert told == [(done, 4) for done in range(5)]


def test_a_change_is_told_with_its_own_interval(people, tmp_path):
    path = tmp_path / "bread.csv"
    rng = np.random.default_rng(8)
    people.with_columns(**{f"b{n}": rng.integers(0, 200, len(people)) for n in (1, 2)}).write_csv(path)
    asked = (path, *NAMED, *DESIGN, "--ear", 265, "--cv", 0.1, *ON)
    fortified = (*asked, "--scenario", "fortify", "--food", "b1", "--food", "b2", "--add", 40, "--share", 0.5)
    code, out, err = dolomite(*fortified, "--json")
    assert (code, err) == (0, "")
    found = json.loads(out)
    adapter("population").validate_python(found)
    fewer = found["scenario"]["groups"][0]["fewer_short"]
    assert 0 < fewer["low"] < fewer["value"] < fewer["high"]
    assert "50 % of people ate the food fortified with 40 unit in 100 g" in " ".join(dolomite(*fortified)[1].split())


def test_iron_of_women_is_by_its_skewed_requirement_and_a_nutrient_without_one_by_no_share(people, tmp_path):
    path = tmp_path / "iron.csv"
    people.with_columns(d1=pl.col("d1") / 22, d2=pl.col("d2") / 22).write_csv(path)
    asked = (path, *NAMED, *DESIGN, *WHO, *ON, "--json")
    groups = {one["group"]: one for one in json.loads(dolomite(*asked, "--nutrient", "iron")[1])["groups"]}
    woman = groups["female 31 to 50 years"]
    assert woman["below_ear"]["value"] is None
    assert 0 < woman["prob_inadequate"]["value"] < 0.5
    assert groups["female 51 to 70 years"]["below_ear"]["value"] is not None
    potassium = json.loads(dolomite(*asked, "--nutrient", "potassium")[1])["groups"]
    assert all(one["below_ear"]["value"] is None for one in potassium)


BUT_LAST = pl.when(pl.col("id") != 899).then(pl.col("d1"))
BUT_FIRST = pl.when(pl.col("id") != 0).then(pl.col("d2"))

REFUSED = {
    "a food without a scenario": ({}, ("--food", "d1", "--food", "d2"), "belongs to a scenario"),
    "a scenario nobody has": ({}, ("--scenario", "rain", "--add", 1), "is not known"),
    "a scenario without an amount": ({}, ("--scenario", "supplement"), "How much does the scenario"),
    "a fortified food without a name": ({}, ("--scenario", "fortify", "--add", 1), "Which food?"),
    "one column of a food for two days": (
        {},
        ("--scenario", "swap", "--add", 1, "--food", "d1"),
        "Name one for each",
    ),
    "energy": ({}, ("--nutrient", "energy"), "has no average requirement"),
    "a missing weight": (
        {"w": pl.when(pl.col("id") < 450).then(None).otherwise(pl.col("w"))},
        (),
        "is empty in 900 rows",
    ),
    "a negative weight": ({"w": pl.lit(-1.0)}, (), "is negative in 1800 rows"),
    "one unit in a stratum": (
        {"p": pl.when(pl.col("s") == 0).then(0).otherwise(pl.col("p"))},
        (),
        "one primary sampling",
    ),
    "text in place of numbers": ({"d1": pl.lit("much")}, (), "holds text, where numbers belong"),
    "a column that is not there": ({}, ("--covariate", "season"), "have no column 'season'"),
    "nobody twice": ({"d2": pl.when(pl.col("id") == 0).then(300.0).otherwise(None)}, (), "have a second day"),
    "nothing but unknown amounts": (
        {"d1": pl.lit(None), "d2": pl.lit(None)},
        (),
        "is empty in every row",
    ),
    "a person twice": ({"id": pl.col("id") // 2}, (), "stand twice for one person"),
    "people of no group": (
        {"area": pl.when(pl.col("id") < 40).then(None).otherwise(pl.col("area"))},
        ("--by", "area"),
        "is empty in 40 rows",
    ),
    "people of no stratum": (
        {"s": pl.when(pl.col("id") < 40).then(None).otherwise(pl.col("s"))},
        (),
        "is empty in 40 rows",
    ),
    "a person with two weights": (
        {"id": pl.when(pl.col("id") == 899).then(0).otherwise(pl.col("id")), "d1": BUT_LAST, "d2": BUT_FIRST},
        (),
        "more than one weight",
    ),
    "a model nobody has": ({}, ("--model", "three"), "is not known"),
    "sex without age": ({}, ("--sex", "sex"), "Sex and age go together"),
    "an engine nobody has": ({}, ("--engine", "abacus"), "is not known"),
    "a method nobody has": ({}, ("--method", "guess"), "is not known"),
}


ADDRESSES = ["hdfs://name:8020/days.parquet", "hdfs:///data/days.parquet", "s3a://bucket/days.parquet"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_for_spark(address):
    code, _, err = dolomite(address, "--id", "id", "--amount", "mg", *ON)
    assert code == 2
    assert f"{address}: only Spark reads from there" in err


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_reaches_spark_letter_by_letter(address, monkeypatch):
    asked = []
    spark = SimpleNamespace(read=lambda places, kind: asked.append((places, kind)))
    monkeypatch.setattr(engine, "import_module", lambda _name: spark)
    given = kinds.ANYWHERE.convert(address, None, None)
    engine.read((given,), "spark")
    assert asked == [((address,), ".parquet")]


@pytest.mark.spark
@pytest.mark.parametrize(
    "settings, place, says",
    [
        ({"SPARK_REMOTE": "sc://127.0.0.1:1"}, "survey.csv", "nobody answers at sc://127.0.0.1:1"),
        ({"SPARK_REMOTE": "127.0.0.1"}, "survey.csv", "Spark does not start"),
        ({"JAVA_HOME": "/nowhere"}, "survey.csv", "Spark does not start"),
        ({}, "hdfs:///survey.parquet", "hdfs:///survey.parquet: cannot be read"),
        ({}, "broken.parquet", "broken.parquet: cannot be read"),
    ],
)
def test_what_spark_cannot_do_is_a_sentence(people, tmp_path, settings, place, says):
    people.write_csv(tmp_path / "survey.csv")
    (tmp_path / "broken.parquet").write_text("no table")
    asked = (place, *NAMED, *DESIGN, "--ear", "265", *ON, "--engine", "spark")
    done = subprocess.run(
        [sys.executable, "-m", "dolomite", "population", *asked],
        capture_output=True, text=True, check=False, cwd=tmp_path, env={**os.environ, **settings},
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("dolomite: ") and says in done.stderr.splitlines()[-1]


@pytest.mark.spark
def test_an_address_is_read_by_spark(people, tmp_path):
    path = tmp_path / "survey.parquet"
    people.write_parquet(path)
    assert cells.collected(engine.read((f"file://{path}",), "spark").select("id").head(1))["id"].shape == (1,)


@pytest.mark.parametrize("change, more, says", REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_used_is_said_with_the_way_out(people, tmp_path, change, more, says):
    path = tmp_path / "survey.csv"
    people.with_columns(**change).write_csv(path)
    code, _, err = dolomite(path, *NAMED, *DESIGN, "--ear", 265, *ON, *more)
    assert code == 2
    assert says in err
    assert err.count("\n") == 1


def test_people_who_do_not_differ_get_no_share(people, tmp_path):
    rng = np.random.default_rng(9)
    path = tmp_path / "alike.csv"
    noise = {name: pl.Series(rng.lognormal(5.6, 0.4, len(people)).round(1)) for name in ("d1", "d2")}
    people.with_columns(**noise).write_csv(path)
    code, out, _ = dolomite(path, *NAMED, *DESIGN, "--ear", 265, *ON, "--json")
    found = json.loads(out)["groups"][0]
    assert code == 0
    assert found["below_ear"]["value"] is None or found["below_ear"]["high"] - found["below_ear"]["low"] > 0.05
