"""`dolomite deficiency PERSON.yaml`: what raises the risk of low magnesium, and what symptoms and values can tell."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from dolomite.cli import files, options, screen
from dolomite.cli.group import command as made_command


@made_command(
    "deficiency",
    examples=("dolomite deficiency examples/person.yaml", "dolomite deficiency examples/person.yaml --json"),
)
@options.person
@options.on
@options.json
def command(person: Path, on: date, json: bool) -> None:
    """Risk of low magnesium, what symptoms and laboratory values can and cannot tell; no diagnosis."""
    from dolomite.app.explain_deficiency import explain_deficiency

    section = explain_deficiency(files.read_case(person, on))
    screen.answer("deficiency", section, json=json, on=on)
