"""`dolomite plan PERSON.yaml --diary DIARY.csv`: the smallest change to what you eat that closes the gap."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dolomite.cli.io import DataFolder, Json, On, PersonFile, day, open_diary, print_json, read_bytes, write_text

app = typer.Typer()


@app.command()
def plan(
    person: PersonFile,
    diary: Annotated[Path, typer.Option("--diary", metavar="DIARY.csv", help="The food diary.")],
    pin: Annotated[list[str] | None, typer.Option("--pin", metavar="FOOD", help="A food the plan must add.")] = None,
    ban: Annotated[
        list[str] | None, typer.Option("--ban", metavar="FOOD", help="A food the plan must not have.")
    ] = None,
    prefer: Annotated[
        str, typer.Option("--prefer", metavar="familiar|fewest|cheapest", help="What counts most.")
    ] = "familiar",
    prices: Annotated[
        Path | None, typer.Option("--prices", metavar="PRICES.csv", help="food_id,price per 100 g.")
    ] = None,
    chance: Annotated[
        float | None, typer.Option("--chance", metavar="P", help="Aim at this chance of enough, 0.5 to 0.99.")
    ] = None,
    seconds: Annotated[float | None, typer.Option("--seconds", metavar="S", help="The solver's time per plan.")] = None,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write the plan as a page.")] = None,
    on: On = None,
    json: Json = False,
    data: DataFolder = None,
) -> None:
    """Three small changes to what you eat that close the magnesium gap, each checked; or why none can."""
    from dolomite.app import door
    from dolomite.app.assess_safety import assess_safety
    from dolomite.app.plan_food import plan_food, prefer_of, prices_of, probability_of
    from dolomite.base.errors import StoppedError
    from dolomite.intake.total import total

    today = day(on)
    who = door.person(read_bytes(person), name=person.name, on=today)
    matched, catalogue = open_diary(diary, data)
    made = plan_food(
        who,
        assess_safety(who, on=today, diary=matched),
        matched,
        total(matched, who, catalogue=catalogue),
        catalogue,
        on=today,
        pin=tuple(pin or ()),
        ban=tuple(ban or ()),
        prefer=prefer_of(prefer, has_prices=prices is not None),
        prices=prices_of(read_bytes(prices), name=prices.name) if prices is not None else None,
        probability=probability_of(chance),
        seconds=seconds,
    )
    if html is not None:
        from dolomite.report import build
        from dolomite.report.html import page

        section = made.section
        write_text(html, page(build.build([section], on=today, headline=section.says[0])))
    if json:
        from dolomite.report.json import document

        print_json(document("plan", made.section.data, on=today, releases=catalogue.releases))
    if made.stopped is not None:
        raise StoppedError(f"no food plan is made. {made.stopped.reason}")
    if html is not None:
        print(f"Wrote {html}.")
    elif not json:
        from dolomite.report.text import console, show_section

        show_section(made.section, console())
