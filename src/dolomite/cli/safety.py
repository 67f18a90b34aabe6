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
    from dolomite.app.assess_safety import safety_of

    options.apart(letter=letter, json=json)
    who = files.read_person(person, on)
    found, section = safety_of(who, on=on)
    if json:
        screen.document("safety", section.data, on=on)
    elif letter:
        from dolomite.safety.letter import letter as lines

        for each in lines(who, found, on=on):
            screen.line(each)
    else:
        screen.section(section)
