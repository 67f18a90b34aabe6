"""`dolomite population`: how many people of a survey usually get too little."""

from __future__ import annotations

import shlex
import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from dolomite.base.errors import InputError
from dolomite.cli import files, kinds, options, screen
from dolomite.cli.group import command as made_command
from dolomite.cli.progress import bar

MOST = 1e7  # units a day; a typing error is beyond it


@made_command(
    "population",
    examples=(
        "dolomite population survey.csv --amount mg --id id --sex sex --age age --weights weight --strata s --psu p",
        "dolomite population DR12.xpt --amount DR1TMAGN --amount DR2TMAGN --id SEQN --sex RIAGENDR --age RIDAGEYR",
        "dolomite population days.parquet --amount iron_mg --nutrient iron --method observed --engine polars --json",
        "dolomite population survey.csv --amount mg --id id --ear 265 --scenario fortify --food bread_g --add 50",
    ),
)
@click.argument("data", type=kinds.ANYWHERE, nargs=-1, required=True, metavar="DATA...", help="CSV, Parquet or XPT.")
@click.option("--nutrient", type=kinds.TEXT, default="magnesium", metavar="NAME", help="Which nutrient (magnesium).")
@click.option("--body", type=kinds.TEXT, default="us", metavar="us|eu|uk|dach|who", help="Whose reference values (us).")
@click.option("--id", "person", type=kinds.TEXT, default="person", metavar="COLUMN", help="Who it is (person).")
@click.option(
    "--amount", type=kinds.TEXT, multiple=True, required=True, metavar="COLUMN",
    help="The day's intake; repeat it for days side by side.",
)  # fmt: skip
@click.option("--day-column", "day", type=kinds.TEXT, metavar="COLUMN", help="Which day it is, where a row is a day.")
@click.option("--low", type=kinds.TEXT, metavar="COLUMN", help="Lower end of an unknown amount.")
@click.option("--high", type=kinds.TEXT, metavar="COLUMN", help="Upper end of an unknown amount.")
@click.option("--sex", type=kinds.TEXT, metavar="COLUMN", help="male or female (also 1 and 2).")
@click.option("--age", type=kinds.TEXT, metavar="COLUMN", help="Age in years.")
@click.option("--by", type=kinds.TEXT, multiple=True, metavar="COLUMN", help="A further division; may be repeated.")
@click.option("--covariate", "covariates", type=kinds.TEXT, multiple=True, metavar="COLUMN",
              help="A nuisance term of 0 and 1, such as weekend; may be repeated.")  # fmt: skip
@click.option("--weights", "weight", type=kinds.TEXT, metavar="COLUMN", help="The person's survey weight.")
@click.option("--strata", "stratum", type=kinds.TEXT, metavar="COLUMN", help="The sampling stratum.")
@click.option("--psu", type=kinds.TEXT, metavar="COLUMN", help="The primary sampling unit.")
@click.option("--replicates", type=kinds.TEXT, metavar="PREFIX", help="How replicate weights' names begin.")
@click.option("--fay", type=kinds.number(0, 0.99, "as a share"), metavar="K", help="Fay's perturbation in them.")
@click.option("--method", type=kinds.TEXT, default="usual", metavar="usual|observed",
              help="Usual intake by a model, or the mean of recorded days (usual).")  # fmt: skip
@click.option("--model", type=kinds.TEXT, default="auto", metavar="auto|one|two",
              help="Two parts for what is eaten on some days only (auto: by the days).")  # fmt: skip
@click.option("--ear", type=kinds.number(0, MOST, "units a day"), metavar="X", help="Average requirement for all.")
@click.option("--cv", type=kinds.number(0.001, 1, "as a share"), metavar="X", help="Its spread between people.")
@click.option("--ul", type=kinds.number(0, MOST, "units a day"), metavar="X", help="Upper level of this intake.")
@click.option("--scenario", type=kinds.TEXT, metavar="fortify|swap|supplement", help="What a change would do.")
@click.option("--food", type=kinds.TEXT, multiple=True, metavar="COLUMN",
              help="Grams of the food eaten; one for each --amount.")  # fmt: skip
@click.option("--add", type=kinds.number(-MOST, MOST, "units"), metavar="X",
              help="What the scenario adds: to 100 g of the food, or a day.")  # fmt: skip
@click.option("--share", type=kinds.number(0, 1, "as a share"), metavar="X", help="The share of people it reaches (1).")
@click.option(
    "--engine", type=kinds.TEXT, default="duckdb", metavar="duckdb|polars|spark", help="What computes (duckdb)."
)
@click.option("--exact", is_flag=True, help="Show small counts too: for your own eyes, not for publishing.")
@options.on
@options.html
@click.option("--csv", type=kinds.FILE, metavar="FILE", help="Write one row a group to this file.")
@options.force
@options.json
def command(
    data: tuple[Path | str, ...], on: date, html: Path | None, csv: Path | None, force: bool, json: bool, **given: Any
) -> None:
    """How many people of a survey usually get too little, and how sure is that?"""
    try:
        from dolomite.app.count_population import choices, count_population
    except ModuleNotFoundError as error:
        raise InputError(
            f"Surveys need a part that is not installed ({error.name}). Run: pip install 'dolomite[population]'."
        ) from None

    options.apart(json=json, html=html, csv=csv)
    files.ready(html, csv, force=force)
    columns, asked = choices(**given, command=shlex.join(["dolomite", *sys.argv[1:]]))
    with bar("Counting the survey") as progress:
        section = count_population(data, columns, asked, on=on, progress=progress)
    if json:
        screen.document("population", section.data, on=on, resting_on=section)
    elif html is not None:
        from dolomite.report.build import build
        from dolomite.report.html import page

        files.write(html, page(build([section], on=on, headline=section.title)), force=force)
        screen.written(html)
    elif csv is not None:
        from dolomite.app.count_population import csv_table
        from dolomite.report.html import csv_text

        files.write(csv, csv_text(csv_table(section)), force=force)
        screen.written(csv)
    else:
        screen.section(section)
