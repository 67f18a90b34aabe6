"""`dolomite pool`: a meta-analysis of a table of studies."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dolomite.cli import files, kinds, options, screen
from dolomite.cli.group import command as made_command
from dolomite.cli.progress import bar

ANY = 1e9  # a typing error is beyond it; what can be pooled the use case says


@made_command(
    "pool",
    examples=(
        "dolomite pool examples/magnesium_mi.csv --measure or",
        "dolomite pool examples/magnesium_mi.csv --measure rr --estimator dl --bias",
        "dolomite pool examples/magnesium_mi.csv --measure or --moderator year --json",
    ),
)
@click.argument(
    "file", type=kinds.FILE, metavar="DATA.csv|.xlsx|.rm5", help="One line per study; see the manual for columns."
)
@click.option("--measure", type=kinds.TEXT, metavar="or|rr|rd|peto|md|smd|smcc|rom|gen", help="What to pool.")
@click.option(
    "--estimator", type=kinds.TEXT, default="reml", metavar="reml|dl|pm|ml|eb|sj|he|hs|fe|mh", help="How (reml)."
)
@click.option(
    "--test",
    type=kinds.TEXT,
    metavar="knapp_hartung|modified_knapp_hartung|z",
    help="Test and interval (knapp_hartung).",
)
@click.option("--pi", type=kinds.TEXT, metavar="k1|k2|normal", help="Prediction interval (k1; normal under z).")
@click.option(
    "--moderator",
    "moderators",
    type=kinds.TEXT,
    multiple=True,
    metavar="COLUMN",
    help="Regress on this column; may be repeated.",
)
@click.option("--drop", type=kinds.TEXT, multiple=True, metavar="STUDY", help="Leave this study out.")
@click.option("--bias", is_flag=True, help="Small-study effects: Egger, Harbord, Peters, trim and fill.")
@click.option("--influence", is_flag=True, help="Leave one out, Cook's D, DFFITS, hat.")
@click.option("--cumulative", type=kinds.TEXT, metavar="COLUMN|table", help="Studies one by one in this order.")
@click.option("--permutation", is_flag=True, help="Permutation test.")
@click.option(
    "--bootstrap", type=kinds.whole(0, 1_000_000, "refits"), default=0, metavar="N", help="This many bootstrap refits."
)
@click.option("--bayes", is_flag=True, help="Bayesian random effects.")
@click.option(
    "--prior-tau",
    type=kinds.number(0, ANY, "units of the measure"),
    metavar="SCALE",
    help="Scale of the half-normal prior of tau.",
)
@click.option(
    "--worthwhile",
    type=kinds.number(-ANY, ANY, "units of the measure"),
    metavar="X",
    help="Smallest worthwhile difference, with its sign (log for ratios).",
)
@click.option(
    "--zero-cells",
    type=kinds.TEXT,
    default="only_zero",
    metavar="only_zero|all|none",
    help="Where 0.5 is added (only_zero).",
)
@click.option(
    "--correlation",
    type=kinds.number(-1, 1, "as a correlation"),
    default=0.5,
    metavar="R",
    help="Supposed where none is printed (0.5).",
)
@click.option(
    "--columns",
    type=kinds.TEXT,
    metavar="OURS=THEIRS,...",
    help="Which column is which, where the headings do not say it (n_t=n1i,n_c=n2i).",
)
@click.option("--analysis", type=kinds.TEXT, metavar="1.2", help="Which analysis, where the file is a whole review.")
@click.option(
    "--level",
    type=kinds.number(0, 1, "as a share"),
    default=0.95,
    metavar="SHARE",
    help="Level of all intervals (0.95).",
)
@click.option(
    "--seconds",
    type=kinds.number(0.1, 3600, "seconds"),
    default=60.0,
    metavar="S",
    help="The most that a permutation test of many studies may take (60).",
)
@click.option("--seed", type=kinds.SEED, default=1, metavar="N", help="For chance that can be repeated (1).")
@options.json
def command(file: Path, json: bool, **given: Any) -> None:
    """What do these studies say together, how much do they differ, and what would the next one find?"""
    from dolomite.app.pool_studies import Choices, pool_studies, table_text

    text = table_text(files.read_bytes(file), name=files.shown_name(file))
    with bar("Permutations") as progress:
        section = pool_studies(text, name=str(file), choices=Choices(**given), progress=progress)
    screen.answer("pool", section, json=json)
