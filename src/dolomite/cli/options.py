"""The options that many commands share: one word means one thing everywhere."""

from __future__ import annotations

from datetime import date

import click

from dolomite.base.errors import InputError
from dolomite.cli import kinds

person = click.argument("person", type=kinds.FILE, metavar="PERSON.yaml", help="The person, as YAML or JSON.")
trial_folder = click.argument("folder", type=kinds.FOLDER, metavar="DIR", help="The folder of a trial.")
on = click.option(
    "--on", type=kinds.DAY, metavar="DATE", default=date.today, help="The day to answer for, YYYY-MM-DD (today)."
)
json = click.option("--json", is_flag=True, help="Print one JSON object.")
diary = click.option("--diary", type=kinds.FILE, metavar="DIARY.csv", help="The food diary, ours or an export.")
data = click.option(
    "--data", type=kinds.FOLDER, metavar="DIR", help="Folder of imported foods (DOLOMITE_DATA, else the user's)."
)
force = click.option("--force", is_flag=True, help="Replace a file that Dolomite did not write.")
html = click.option("--html", type=kinds.FILE, metavar="FILE", help="Write a page to this file.")
pdf = click.option("--pdf", type=kinds.FILE, metavar="FILE", help="Write a PDF to this file.")
show = click.option("--open", "show", is_flag=True, help="Open what was written.")


def apart(**given: object) -> None:
    """Raise InputError when more than one of these options was given: they cannot go together."""
    named = [f"--{name.replace('_', '-')}" for name, value in given.items() if value]
    if len(named) > 1:
        raise InputError(f"{named[0]} and {named[1]} do not go together. Choose one.")
