"""`dolomite supplement forms | label | dose`: forms, labels, and a dose if safety allows it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from dolomite.base.errors import StoppedError
from dolomite.cli import files, kinds, options, screen
from dolomite.cli.group import Group


@click.group(
    "supplement",
    cls=Group,
    examples=(
        "dolomite supplement forms",
        'dolomite supplement label "Magnesium citrate 500 mg"',
        "dolomite supplement dose examples/person.yaml --diary examples/person.csv",
    ),
)
def command() -> None:
    """Forms of magnesium, labels and doses."""


@command.command("forms", examples=("dolomite supplement forms", "dolomite supplement forms --json"))
@options.json
def forms(json: bool) -> None:
    """Every form: share of magnesium, solubility, what is known of absorption, the bowel."""
    from dolomite.app import read_supplement

    screen.answer("supplement", read_supplement.forms(), json=json)


@command.command("label", examples=('dolomite supplement label "Magnesium citrate 500 mg"',))
@click.argument("text", type=kinds.TEXT, metavar='"TEXT"', help="The label line as printed; - reads standard input.")
@options.json
def label(text: str, json: bool) -> None:
    """What a label line means in elemental magnesium, or the two things it can mean."""
    from dolomite.app import read_supplement

    section = read_supplement.label(files.read_text(Path("-")) if text == "-" else text)
    screen.answer("supplement", section, json=json)


@command.command(
    "dose",
    examples=(
        "dolomite supplement dose examples/person.yaml",
        "dolomite supplement dose examples/person.yaml --diary examples/person.csv --json",
    ),
)
@options.person
@options.diary
@options.on
@options.json
@options.data
def dose(person: Path, diary: Path | None, on: date, json: bool, data: Path | None) -> None:
    """Whether you need a supplement, how much, which form and when; exit 4 with the reason where safety stops it."""
    from dolomite.app.advise_dose import advise_dose

    section = advise_dose(files.read_case(person, on, diary=diary, data=data))
    if json:
        screen.document("supplement", section.data, on=on, resting_on=section)
    if section.stopped is not None:
        raise StoppedError(f"no dose is advised. {section.stopped.reason}")
    if not json:
        screen.section(section)
