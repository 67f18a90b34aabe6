"""`dolomite intake PERSON.yaml --diary DIARY.csv`: what you get a day, and what is not known."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from dolomite.base.errors import InputError
from dolomite.cli import files, kinds, options, screen
from dolomite.cli.group import command as made_command


@made_command(
    "intake",
    examples=(
        "dolomite intake examples/person.yaml --diary examples/person.csv",
        "dolomite intake examples/person.csv --person examples/person.yaml",
        "dolomite intake examples/person.yaml --diary examples/person.csv --json",
    ),
)
@click.argument("file", type=kinds.FILE, metavar="PERSON.yaml", help="The person; with --person, the diary.")
@options.diary
@click.option("--person", type=kinds.FILE, metavar="PERSON.yaml", help="The person, when the diary stands first.")
@options.on
@options.json
@options.data
def command(file: Path, diary: Path | None, person: Path | None, on: date, json: bool, data: Path | None) -> None:
    """What a diary says you get a day: magnesium and the other nutrients, with the unknown named."""
    from dolomite.app.measure_intake import measure_intake

    options.apart(diary=diary, person=person)
    if diary is None and person is None:
        raise InputError("--diary is missing. Write: dolomite intake PERSON.yaml --diary DIARY.csv.")
    typed = diary if diary is not None else file
    case = files.read_case(person if person is not None else file, on, diary=typed, data=data)
    section = measure_intake(case)
    if json:
        screen.document("intake", section.data, on=on, releases=case.releases)
    else:
        screen.section(section)
