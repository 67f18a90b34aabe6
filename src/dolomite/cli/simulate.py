"""`dolomite simulate PERSON.yaml --dose MG --form FORM --days N`: how far a daily dose could reach."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from dolomite.cli import files, kinds, options, screen
from dolomite.cli.group import command as made_command

ANY = 1e6  # a typing error is beyond it; what can be simulated the use case says
MOST_PERSONS = 1_000_000


@made_command(
    "simulate",
    examples=(
        "dolomite simulate examples/person.yaml --dose 200 --form citrate --days 30 --persons 50",
        "dolomite simulate examples/person.yaml --dose 200 --form citrate --days 14 --persons 50 --html curves.html",
    ),
)
@options.person
@click.option(
    "--dose", type=kinds.number(0, ANY, "mg a day"), metavar="MG", required=True, help="Elemental magnesium a day, mg."
)
@click.option("--form", type=kinds.TEXT, metavar="FORM", required=True, help="The form: citrate, oxide, lactate_er ...")
@click.option("--days", type=kinds.whole(1, int(ANY), "days"), metavar="N", required=True, help="How many days.")
@click.option(
    "--split", type=kinds.whole(1, 100, "parts"), metavar="N", default=1, help="In how many equal parts a day."
)
@click.option(
    "--persons",
    type=kinds.whole(1, MOST_PERSONS, "persons"),
    metavar="N",
    default=1000,
    help="How many virtual persons.",
)
@click.option(
    "--usual", type=kinds.number(0, ANY, "mg a day"), metavar="MG", help="Magnesium eaten on a usual day, mg (unknown)."
)
@options.on
@options.json
@options.html
@options.force
def command(person: Path, on: date, json: bool, html: Path | None, force: bool, **given: Any) -> None:
    """How far a daily dose could reach: gut, blood, spinal fluid, receptor; nothing where safety stops it."""
    from dolomite.app import simulate_dose as use

    files.ready(html, force=force)
    asked = use.asked(
        dose_mg=given["dose"],
        form=given["form"],
        split=given["split"],
        days=given["days"],
        persons=given["persons"],
        usual_mg=given["usual"],
    )
    case = files.read_case(person, on)
    if html is not None:
        from dolomite.report.html import page

        files.write(html, page(use.simulation_report(case, asked)), force=force)
    if json:
        section = use.simulate_dose(case, asked)
        screen.document("simulate", section.data, on=on, resting_on=section)
    elif html is None:
        screen.section(use.simulate_dose(case, asked, parameters=False))
    screen.written(html, json=json)
