"""`dolomite report PERSON.yaml`: everything, in the terminal, as JSON, as a page or as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dolomite.cli.io import (
    DataFolder,
    Json,
    On,
    PersonFile,
    day,
    open_diary,
    print_json,
    read_bytes,
    write_bytes,
    write_text,
)

app = typer.Typer()


@app.command()
def report(
    person: PersonFile,
    diary: Annotated[Path | None, typer.Option("--diary", metavar="DIARY.csv", help="The food diary.")] = None,
    trial: Annotated[
        Path | None, typer.Option("--trial", metavar="DIR", help="The folder of your own trial, running or over.")
    ] = None,
    on: On = None,
    json: Json = False,
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write the report as a page.")] = None,
    pdf: Annotated[Path | None, typer.Option("--pdf", metavar="FILE", help="Write the report as a PDF.")] = None,
    data: DataFolder = None,
) -> None:
    """The report: safety first, then what you need, what you get, how likely it is too little, and what to do."""
    from dolomite.app import door
    from dolomite.app.assess import assess

    answer_day = day(on)
    who = door.person(read_bytes(person), name=person.name, on=answer_day)
    catalogue = matched = None
    if diary is not None:
        matched, catalogue = open_diary(diary, data)
    made = assess(who, on=answer_day, diary=matched, catalogue=catalogue, trial=trial).report
    if html is not None:
        from dolomite.report.html import page

        write_text(html, page(made))
    if pdf is not None:
        from dolomite.report.pdf import render

        write_bytes(pdf, render(made))
    if json:
        from dolomite.report import build
        from dolomite.report.json import document

        print_json(document("report", build.data(made), on=answer_day, releases=made.releases))
    elif html is None and pdf is None:
        from dolomite.report.text import show

        show(made)
    else:
        for path in (html, pdf):
            if path is not None:
                print(f"Wrote {path}.")
