"""`dolomite intake DIARY.csv --person PERSON.yaml`: what you get a day, and what is not known."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dolomite.cli.io import DataFolder, Json, On, day, open_diary, print_json, read_bytes

app = typer.Typer()


@app.command()
def intake(
    diary: Annotated[Path, typer.Argument(metavar="DIARY.csv", help="The food diary, ours or a Cronometer export.")],
    person: Annotated[Path, typer.Option("--person", metavar="PERSON.yaml", help="The person.")],
    on: On = None,
    json: Json = False,
    data: DataFolder = None,
) -> None:
    """What a diary says you get a day: magnesium and the other nutrients, with the unknown named."""
    from dolomite.app import door
    from dolomite.app.measure_intake import measure, notes

    answer_day = day(on)
    who = door.person(read_bytes(person), name=person.name, on=answer_day)
    matched, catalogue = open_diary(diary, data)
    found, findings, made = measure(matched, who, catalogue=catalogue)
    if json:
        from dolomite.report.json import document

        print_json(document("intake", made, on=answer_day, releases=found.releases))
        return
    from dolomite.report.text import console, show_section
    from dolomite.view.intake import section

    show_section(section(found, findings, made, marks=(), notes=notes(matched)), console())
