"""`dolomite report PERSON.yaml`: everything, in the terminal, as JSON, as a page or as PDF."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from dolomite.cli import files, kinds, options, screen
from dolomite.cli.group import command as made_command

DEFAULT_PAGE = Path("report.html")


@made_command(
    "report",
    examples=(
        "dolomite report examples/person.yaml --diary examples/person.csv",
        "dolomite report examples/person.yaml --diary examples/person.csv --full",
        "dolomite report examples/person.yaml --diary examples/person.csv --html report.html",
        "dolomite report examples/person.yaml --json",
    ),
)
@options.person
@options.diary
@click.option("--full", is_flag=True, help="Everything, with its tables; without it the answer on one screen.")
@click.option("--trial", type=kinds.FOLDER, metavar="DIR", help="The folder of your own trial, running or over.")
@options.on
@options.json
@options.html
@options.pdf
@click.option("--open", "show", is_flag=True, help="Open the page (report.html, if none is named) or the PDF.")
@options.force
@options.data
def command(
    person: Path,
    on: date,
    json: bool,
    html: Path | None,
    pdf: Path | None,
    show: bool,
    **given: Path | bool | None,
) -> None:
    """The report: safety first, then what you need, what you get, how likely it is too little, and what to do."""
    from dolomite.app.answer import answer_report

    options.apart(open=show, json=json)
    if show and html is None and pdf is None:
        html = DEFAULT_PAGE
    force = bool(given["force"])
    files.ready(html, pdf, force=force)
    diary, trial, data = (_path(given[key]) for key in ("diary", "trial", "data"))
    case = files.read_case(person, on, diary=diary, data=data)
    short = not (given["full"] or json or html or pdf or trial)
    if short:
        report = answer_report(case)
    else:
        from dolomite.app.assess import assess

        report = assess(case, trial=trial)
    if html is not None:
        from dolomite.report.html import page

        files.write(html, page(report, full=bool(given["full"])), force=force)
    if pdf is not None:
        from dolomite.report.pdf import render

        files.write(pdf, render(report, full=bool(given["full"])), force=force)
    if json:
        from dolomite.report import build

        screen.document("report", build.data(report), on=on, releases=report.releases, resting_on=report)
    elif html is None and pdf is None:
        screen.report(report, names={"PERSON.yaml": str(person), "DIARY.csv": str(given["diary"] or "DIARY.csv")})
    screen.written(html, pdf, json=json)
    if show:
        click.launch(str(html if html is not None else pdf))


def _path(value: Path | bool | None) -> Path | None:
    return value if isinstance(value, Path) else None
