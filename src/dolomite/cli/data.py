"""`dolomite data path | delete`: what lies on this machine, and how to be rid of imported foods.

The record has commands of its own beside these (`data_record`).
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from dolomite.base.errors import InputError
from dolomite.cli import data_record, files, options, screen
from dolomite.cli.group import Group


@click.group("data", cls=Group, examples=("dolomite data path", "dolomite data delete --yes"))
def command() -> None:
    """What Dolomite keeps on this machine."""


for _one in data_record.EVERY:
    command.add_command(_one)


@command.command("path", examples=("dolomite data path", "dolomite data path --json"))
@options.data
@options.json
def path(data: Path | None, json: bool) -> None:
    """The data folder, and what lies in it: imported foods, the record of the web app, its backups."""
    from dolomite.app import user_data
    from dolomite.view import keeping as view

    screen.answer("data", view.path(user_data.kept(files.data_folder(data))), json=json)


@command.command("delete", examples=("dolomite data delete --data my-foods --yes",))
@options.data
@click.option("--yes", is_flag=True, help="Delete without asking.")
@options.json
def delete(data: Path | None, yes: bool, json: bool) -> None:
    """Delete the imported foods. Lists and asks first; a diary, a person file or a trial lies elsewhere and stays."""
    from dolomite.app import user_data
    from dolomite.view import keeping as view

    folder = files.data_folder(data)
    if not yes:
        if not sys.stdin.isatty():
            raise InputError(f"{folder}: nothing was deleted. Say --yes to delete the imported foods there.")
        screen.section(view.path(user_data.kept(folder)))
        if not click.confirm(f"Delete the imported foods in {folder}?"):
            screen.line("Nothing was deleted.")
            return
    screen.answer("data", view.deleted(user_data.delete(folder)), json=json)
