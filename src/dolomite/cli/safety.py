"""`dolomite safety`: is it safe, or should somebody look first?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from dolomite.cli import files, options, screen
from dolomite.cli.group import command as made_command


@made_command(
    "safety",
    examples=(
        "dolomite safety examples/person.yaml",
        "dolomite safety examples/person.yaml --letter",
        "dolomite safety examples/person.yaml --json",
    ),
)
@options.person
@options.on
@click.option("--letter", is_flag=True, help="Print a one-page letter for a doctor or pharmacist.")
@options.json
def command(person: Path, on: date, letter: bool, json: bool) -> None:
    """Red flags, kidneys, conditions, medicines and doses: how urgent, what to do, what is stopped."""
    from dolomite.app.assess_safety import assess_safety, letter_lines

    options.apart(letter=letter, json=json)
    case = files.read_case(person, on)
    if letter:
        for each in letter_lines(case):
            screen.line(each)
    else:
        screen.answer("safety", assess_safety(case), json=json, on=on)
