"""`dolomite need`: reference values and energy for one person."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from dolomite.cli import files, kinds, options, screen
from dolomite.cli.group import command as made_command


@made_command(
    "need",
    examples=(
        "dolomite need examples/person.yaml",
        "dolomite need examples/person.yaml --body eu",
        "dolomite need examples/person.yaml --json",
    ),
)
@options.person
@click.option("--body", type=kinds.known("bodies"), metavar="us|eu|uk|dach|who", help="Whose reference values.")
@options.on
@options.json
def command(person: Path, body: str | None, on: date, json: bool) -> None:
    """What this person needs: magnesium first, energy, then all other nutrients."""
    from dolomite.app.state_need import state_need

    section = state_need(files.read_case(person, on), body=body)
    screen.answer("need", section, json=json, on=on)
