"""`dolomite import FILE`: an export of another program, looked at and brought into the record."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import click

from dolomite.base.errors import InputError
from dolomite.cli import files, kinds, options, screen
from dolomite.cli.group import command as made_command

DAY_FIRST = "day-first"


@made_command(
    "import",
    examples=(
        "dolomite import examples/person.csv --preview",
        "dolomite import export.zip --whose Anna",
        "dolomite import servings.csv --preview --dates day-first",
        'dolomite import log.xlsx --preview --column "Was=food" --column "Mg=magnesium (mg)"',
    ),
)
@click.argument("file", type=kinds.FILE, metavar="FILE", help="An export, or a diary of ours.")
@click.option("--preview", is_flag=True, help="Say what it would bring, and keep nothing.")
@click.option("--whose", type=kinds.TEXT, metavar="NAME", help="Whose record, where it holds several people.")
@click.option(
    "--dates",
    type=kinds.word(DAY_FIRST, "month-first"),
    metavar="day-first|month-first",
    help="How 1/2/2026 is meant in files like this; remembered.",
)
@click.option(
    "--column",
    type=kinds.TEXT,
    multiple=True,
    metavar="HEADING=MEANING",
    help="What stands below a heading: date, meal, food, amount, unit, complete, a nutrient, none; remembered.",
)
@click.option(
    "--accept",
    type=kinds.word("weight", "lab", "pain"),
    multiple=True,
    metavar="weight|lab|pain",
    help="Keep what it proposes of this kind, instead of its food.",
)
@click.option("--writer", type=kinds.TEXT, metavar="NAME", help="Whose entries, where several wrote; remembered.")
@options.on
@options.json
@options.data
def command(
    file: Path,
    preview: bool,
    whose: str | None,
    dates: str | None,
    column: tuple[str, ...],
    accept: tuple[str, ...],
    writer: str | None,
    on: date,
    json: bool,
    **given: Path | None,
) -> None:
    """Open an export of another program: what it holds, then as one batch into your record."""
    from dolomite.app.import_file import Asked, accept_proposed, bring, look
    from dolomite.app.settled import FileAnswer
    from dolomite.intake.read.file import File

    answer = FileAnswer(
        day_first=None if dates is None else dates == DAY_FIRST,
        columns=dict(_pair(text) for text in column),
        writer=writer,
    )
    asked = Asked(
        file=File(name=files.shown_name(file), content=files.content(file)),
        folder=files.data_folder(given["data"]),
        on=on,
        answer=answer,
        person=whose,
    )
    if accept and preview:
        raise InputError("--accept keeps something, and --preview keeps nothing. Choose one.")
    if accept:
        section = accept_proposed(asked, accept, utc=datetime.now(UTC))
    else:
        section = look(asked) if preview else bring(asked, utc=datetime.now(UTC))
    screen.answer("import", section, json=json, on=on)


def _pair(text: str) -> tuple[str, str]:
    heading, sign, meaning = text.rpartition("=")
    if not sign or not heading.strip():
        raise InputError("--column: write HEADING=MEANING, for instance Was=food.")
    return heading.strip(), meaning.strip()
