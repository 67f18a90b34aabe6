"""How many adults of the United States get too little magnesium: NHANES 2015-16, from public files in a folder.

    python tools/nhanes_magnesium.py FOLDER      (FOLDER holds DEMO_I.XPT(.gz) and the two recalled days as CSV)

Writes the table of docs/explanation/how-many-get-too-little.md to standard output. The files are not shipped. The
second day was put back from a published mean of two days (the page says how), and no weight of the second day is among
the files, so the examination weight stands for both.
"""

from __future__ import annotations

import gzip
import shutil
import sys
import tempfile
from datetime import date
from pathlib import Path

import narwhals as nw
import polars as pl
import pyreadstat

from dolomite.base.person import Person
from dolomite.need.requirement import MAGNESIUM, requirement
from dolomite.population import cells, design, estimate, refuse, survey

ON = date(2016, 12, 31)
BANDS = ((19, 31), (31, 51), (51, 71), (71, 200))
SEX = {1: "male", 2: "female"}  # RIAGENDR in the codebook of DEMO_I


def adults(folder: Path) -> pl.DataFrame:
    """One row a recalled day of people of 19 and more: SEQN, day, mg, group, stratum, psu and weight."""
    demo = _xport(folder / "xpt" / "DEMO_I.XPT.gz").with_columns(pl.col("SEQN").cast(pl.Int64))
    days = pl.read_csv(folder / "2015-2016" / "two_day_adults_reconstructed.csv.gz")
    joined = days.join(demo.select("SEQN", "RIAGENDR", "RIDAGEYR", "SDMVSTRA", "SDMVPSU", "WTMEC2YR"), on="SEQN")
    joined = joined.filter(pl.col("RIDAGEYR") >= BANDS[0][0])
    group = pl.concat_str(
        [
            pl.col("RIAGENDR").cast(pl.Int64).replace_strict(SEX, return_dtype=pl.String),
            _band(pl.col("RIDAGEYR")),
        ],
        separator=" ",
    )
    first = joined.with_columns(mg=pl.col("DR1TMAGN"), day=pl.lit(1))
    second = joined.filter(pl.col("DRDINT") == 2).with_columns(mg=pl.col("DR2TMAGN"), day=pl.lit(2))
    rows = pl.concat([first, second]).with_columns(
        group=group, second=(pl.col("day") == 2).cast(pl.Float64), sex=pl.col("RIAGENDR").cast(pl.Int64)
    )
    return rows.select("SEQN", "day", "second", "mg", "group", "sex", "SDMVSTRA", "SDMVPSU", "WTMEC2YR")


def _band(age: pl.Expr) -> pl.Expr:
    band = pl.lit(_name(*BANDS[0]))
    for low, high in BANDS[1:]:
        band = pl.when(age >= low).then(pl.lit(_name(low, high))).otherwise(band)
    return band


def _name(low: int, high: int) -> str:
    return f"{low} and more" if high == BANDS[-1][1] else f"{low} to {high - 1}"


def _xport(path: Path) -> pl.DataFrame:
    with tempfile.NamedTemporaryFile(suffix=".xpt") as plain:
        with gzip.open(path) as packed:
            shutil.copyfileobj(packed, plain)
        plain.flush()
        frame, _ = pyreadstat.read_xport(plain.name, output_format="polars")
    return pl.DataFrame(frame)


def limits() -> dict[str, estimate.Limit]:
    """The EAR [mg/d] and its spread [1] of each group, from the package's own reference values."""
    held = {}
    for sex in ("male", "female"):
        for low, high in BANDS:
            needed = requirement(Person(sex=sex, given_age_years=low), MAGNESIUM, on=ON)
            held[f"{sex} {_name(low, high)}"] = estimate.Limit(ear=needed.ear, cv=needed.cv)
    return held


def answers(rows: pl.DataFrame, *, model: bool) -> tuple[estimate.GroupEstimate, ...]:
    """The groups' answers by the usual-intake model, or (for comparison) by the mean of a person's recorded days."""
    columns = survey.Columns(
        person="SEQN", amount=("mg",), day="day", weight="WTMEC2YR", stratum="SDMVSTRA", psu="SDMVPSU",
        by=("group",), covariates=("second",) if model else (),
    )  # fmt: skip
    days = survey.day_rows(nw.from_native(rows.lazy()), columns)
    refuse.looked(days, divided=True, weight="WTMEC2YR")
    pairs = cells.pairs(days)
    units = cells.units_of(pairs, design.build([p[0] for p in pairs], [p[1] for p in pairs]))
    if model:
        return estimate.usual_intake(days, limits(), units, covariates=("second",))
    return estimate.observed(days, limits(), units)


def main(folder: Path) -> None:
    """Print the table as Markdown."""
    rows = adults(folder)
    usual = {one.group: one for one in answers(rows, model=True)}
    raw = {one.group: one for one in answers(rows.filter(pl.col("day") == 1), model=False)}
    print(
        "| adults | people (two days) | mean, mg | EAR | below it, one raw day "
        "| usual intake, cut-point (95 % interval) | full probability |"
    )
    print("|---|---|---|---|---|---|---|")
    for name, one in usual.items():
        cut, full = one.below_ear, one.prob_inadequate
        print(
            f"| {name} | {one.people} ({one.repeats}) | {one.mean.value:.0f} | {one.limit.ear:.0f} "
            f"| {100 * raw[name].below_ear.value:.1f} % "
            f"| {100 * cut.value:.1f} % ({100 * cut.low:.0f} to {100 * cut.high:.0f}) "
            f"| {100 * full.value:.1f} % |"
        )
    every = rows.with_columns(group=pl.lit("all"))
    whole = sum(rows.filter(pl.col("day") == 1)["WTMEC2YR"])
    share = 0.0
    for name, one in usual.items():
        held = sum(rows.filter((pl.col("group") == name) & (pl.col("day") == 1))["WTMEC2YR"]) / whole
        share += held * one.prob_inadequate.value
    print(f"\nAll adults of 19 and more, full probability: {100 * share:.1f} % (people: {every['SEQN'].n_unique()})")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
