"""`dolomite plan PERSON.yaml --diary DIARY.csv`: the smallest change to what you eat that closes the gap."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from dolomite.base.errors import StoppedError
from dolomite.cli import files, kinds, options, screen
from dolomite.cli.group import command as made_command

MOST_SECONDS = 3600.0  # of waiting for one plan; about patience, no health number


@made_command(
    "plan",
    examples=(
        "dolomite plan examples/person.yaml --diary examples/person.csv",
        'dolomite plan examples/person.yaml --diary examples/person.csv --ban "tofu" --prefer fewest',
        "dolomite plan examples/person.yaml --diary examples/person.csv --chance 0.9 --json",
    ),
)
@options.person
@click.option("--diary", type=kinds.FILE, metavar="DIARY.csv", required=True, help="The food diary.")
@click.option("--pin", type=kinds.TEXT, multiple=True, metavar="FOOD", help="A food the plan must add.")
@click.option("--ban", type=kinds.TEXT, multiple=True, metavar="FOOD", help="A food the plan must not have.")
@click.option(
    "--prefer",
    type=kinds.word("familiar", "fewest", "cheapest"),
    default="familiar",
    metavar="familiar|fewest|cheapest",
    help="What counts most.",
)
@click.option("--prices", type=kinds.FILE, metavar="PRICES.csv", help="food_id,price_per_100g.")
@click.option(
    "--chance", type=kinds.number(0.5, 0.99, "of 1"), metavar="P", help="Aim at this chance of enough, 0.5 to 0.99."
)
@click.option(
    "--seconds", type=kinds.number(0.01, MOST_SECONDS, "seconds"), metavar="S", help="The solver's time per plan."
)
@options.html
@options.force
@options.on
@options.json
@options.data
def command(person: Path, diary: Path, html: Path | None, on: date, json: bool, **given: Any) -> None:
    """Three small changes to what you eat that close the magnesium gap, each checked; or why none can."""
    from dolomite.app.plan_food import Wishes, plan_food, prefer_of, prices_of

    files.ready(html, force=given["force"])
    prices = given["prices"]
    prefer = prefer_of(given["prefer"], has_prices=prices is not None)
    case = files.read_case(person, on, diary=diary, data=given["data"])
    wishes = Wishes(
        pin=given["pin"],
        ban=given["ban"],
        prefer=prefer,
        prices=prices_of(files.read_bytes(prices), name=prices.name) if prices is not None else None,
        probability=given["chance"],
        seconds=given["seconds"],
    )
    section = plan_food(case, wishes)
    if html is not None:
        from dolomite.report import build
        from dolomite.report.html import page

        files.write(html, page(build.build([section], on=on, headline=section.says[0])), force=given["force"])
    if json:
        releases = case.catalogue.releases if case.catalogue is not None else ()
        screen.document("plan", section.data, on=on, releases=releases, resting_on=section)
    if section.stopped is not None:
        raise StoppedError(f"no food plan is made. {section.stopped.reason}")
    if html is None and not json:
        screen.section(section)
    screen.written(html, json=json)
