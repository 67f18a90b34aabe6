"""`dolomite data backup | restore | export | import | verify | erase`: the record that the web app keeps."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click

from dolomite.base.errors import InputError
from dolomite.cli import files, kinds, options, screen
from dolomite.cli.group import Command

where = click.option("--data", metavar="DIR|URL", help="Data folder (DOLOMITE_DATA, else the user's) or database.")
AGREED = "erase everything"  # what is typed on a terminal


def place(data: str | None) -> str | Path:
    """The data folder, or the address of a database as it was given."""
    if data is not None and "://" in data:
        return data
    return files.data_folder(Path(data) if data is not None else None)


@click.command(
    "backup", cls=Command, examples=("dolomite data backup", "dolomite data backup /media/stick/dolomite.sqlite")
)
@click.argument("file", type=kinds.FILE, metavar="[FILE]", required=False, help="Where it goes (the data folder).")
@where
@options.json
def backup(file: Path | None, data: str | None, json: bool) -> None:
    """A checked copy of the record, while it is in use or not."""
    from dolomite.app import safekeeping
    from dolomite.view import keeping as view

    done = safekeeping.back_up(place(data), file=file, utc=_now())
    screen.answer("data", view.backed_up(done), json=json)


@click.command("restore", cls=Command, examples=("dolomite data restore dolomite.sqlite",))
@click.argument("file", type=kinds.FILE, metavar="FILE", help="A backup.")
@where
@options.json
def restore(file: Path, data: str | None, json: bool) -> None:
    """Put a backup in the place of the record, once it is found whole; the record from before is kept."""
    from dolomite.app import safekeeping
    from dolomite.view import keeping as view

    screen.answer("data", view.restored(safekeeping.put_back(place(data), file, utc=_now())), json=json)


@click.command("export", cls=Command, examples=("dolomite data export mine.zip",))
@click.argument("file", type=kinds.FILE, metavar="FILE.zip", help="A file that is not there yet.")
@where
@options.json
def export(file: Path, data: str | None, json: bool) -> None:
    """Everything in one zip: tables for a spreadsheet, every entry, trial folders."""
    from dolomite.app import safekeeping
    from dolomite.view import keeping as view

    screen.answer("data", view.exported(safekeeping.export_all(place(data), file)), json=json)


@click.command("import", cls=Command, examples=("dolomite data import mine.zip",))
@click.argument("file", type=kinds.FILE, metavar="FILE.zip", help="What `dolomite data export` wrote.")
@where
@options.json
def bring_in(file: Path, data: str | None, json: bool) -> None:
    """Bring an export in; what is here already stays, and nobody who was deleted comes back."""
    from dolomite.app import safekeeping
    from dolomite.view import keeping as view

    screen.answer("data", view.imported(safekeeping.import_export(place(data), file), file=file), json=json)


@click.command("verify", cls=Command, examples=("dolomite data verify",))
@where
@options.json
def verify(data: str | None, json: bool) -> None:
    """Read the record and the imported foods through: whether all is as it was written."""
    from dolomite.app import safekeeping, user_data
    from dolomite.view import keeping as view

    at = place(data)
    tables = user_data.verify(at) if isinstance(at, Path) else ()
    record = safekeeping.check(at) if safekeeping.exists(at) else None
    section, faults = view.verified(at, tables, record)
    screen.answer("data", section, json=json)
    if faults:
        raise InputError(" ".join(faults))


@click.command("erase", cls=Command, examples=("dolomite data erase --yes",))
@where
@click.option("--yes", is_flag=True, help="Erase without asking.")
@options.json
def erase(data: str | None, yes: bool, json: bool) -> None:
    """Erase everybody's record and the backups that are kept by themselves. Asks for typed words first."""
    from dolomite.app import safekeeping
    from dolomite.view import keeping as view

    at = place(data)
    if not yes:
        if not sys.stdin.isatty():
            raise InputError(f"{at}: nothing was erased. Say --yes to erase everybody's record there.")
        said = click.prompt(f"This cannot be undone. To go on, type: {AGREED}", default="", show_default=False)
        if said.strip().casefold() != AGREED:
            screen.line("Nothing was erased.")
            return
    screen.answer("data", view.erased(safekeeping.erase_everything(at, utc=_now()), place=at), json=json)


def _now() -> datetime:
    return datetime.now(UTC)


EVERY = (backup, restore, export, bring_in, verify, erase)
