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
    """The data folder, or the address of a database as it was given. (No unit.)"""
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

    done = safekeeping.back_up(place(data), file=file, utc=_now())
    if json:
        kept = None if done.kept_until is None else done.kept_until.isoformat()
        screen.document("data", {"command": "backup", "file": str(done.file), "bytes": done.bytes, "kept_until": kept})
        return
    until = "until you delete it" if done.kept_until is None else f"until {done.kept_until} at most"
    screen.line(f"Backed up: {done.file} ({done.bytes:,} bytes), kept {until}.")


@click.command("restore", cls=Command, examples=("dolomite data restore dolomite.sqlite",))
@click.argument("file", type=kinds.FILE, metavar="FILE", help="A backup.")
@where
@options.json
def restore(file: Path, data: str | None, json: bool) -> None:
    """Put a backup in the place of the record, once it is found whole; the record from before is kept."""
    from dolomite.app import safekeeping

    done = safekeeping.put_back(place(data), file, utc=_now())
    before = None if done.before is None else str(done.before)
    if json:
        screen.document(
            "data",
            {
                "command": "restore",
                "file": str(done.file),
                "entries": done.entries,
                "before": before,
                "erased_again": done.erased_again,
            },
        )
        return
    screen.line(f"Restored: {done.entries:,} entries.")
    if before is not None:
        screen.line(f"What was there before: {before}")
    if done.erased_again:
        screen.line(f"{done.erased_again} people were deleted since that backup, and stay deleted.")


@click.command("export", cls=Command, examples=("dolomite data export mine.zip",))
@click.argument("file", type=kinds.FILE, metavar="FILE.zip", help="A file that is not there yet.")
@where
@options.json
def export(file: Path, data: str | None, json: bool) -> None:
    """Everything in one zip: tables for a spreadsheet, every entry, trial folders."""
    from dolomite.app import safekeeping

    done = safekeeping.export_all(place(data), file)
    if json:
        found = {"people": done.people, "entries": done.entries}
        names = {"trials": list(done.trials), "missing": list(done.missing)}
        screen.document("data", {"command": "export", "file": str(done.file), **found, **names})
        return
    trials = f", {len(done.trials)} trial folders" if done.trials else ""
    screen.line(f"Exported: {done.file} ({done.people} people, {done.entries:,} entries{trials}).")
    for name in done.missing:
        screen.line(f"Not there, so not in it: {name}")


@click.command("import", cls=Command, examples=("dolomite data import mine.zip",))
@click.argument("file", type=kinds.FILE, metavar="FILE.zip", help="What `dolomite data export` wrote.")
@where
@options.json
def bring_in(file: Path, data: str | None, json: bool) -> None:
    """Bring an export in; what is here already stays, and nobody who was deleted comes back."""
    from dolomite.app import safekeeping

    done = safekeeping.import_export(place(data), file)
    trials = [str(path) for path in done.trials]
    if json:
        counts = {"entries": done.entries, "in_file": done.in_file}
        screen.document("data", {"command": "import", "file": str(file), **counts, "trials": trials})
        return
    screen.line(f"Imported: {done.entries:,} new entries of {done.in_file:,} in the file.")
    for name in trials:
        screen.line(f"Trial folder: {name}")


@click.command("verify", cls=Command, examples=("dolomite data verify",))
@where
@options.json
def verify(data: str | None, json: bool) -> None:
    """Read the record and the imported foods through: whether all is as it was written."""
    from dolomite.app import safekeeping, user_data

    at = place(data)
    tables = user_data.verify(at)["files"] if isinstance(at, Path) else []
    assert isinstance(tables, list)
    found = safekeeping.check(at) if safekeeping.exists(at) else None
    faults = [f"{one['file']}: {one['says']}" for one in tables if one["says"] is not None]
    faults += found.faults if found is not None else ()
    if json:
        record = None
        if found is not None:
            counts = {"people": found.people, "entries": found.entries, "backups": found.backups}
            record = {**counts, "faults": list(found.faults)}
        screen.document("data", {"command": "verify", "folder": str(at), "files": tables, "record": record})
    else:
        screen.line(f"{len(tables)} imported food tables read.")
        if found is None:
            screen.line("There is no record yet.")
        else:
            beside = ", compared with the newest backup" if found.backups else ""
            screen.line(f"{found.people} people, {found.entries:,} entries read{beside}.")
        screen.line("Everything is as it was written." if not faults else "")
    if faults:
        raise InputError(" ".join(faults))


@click.command("erase", cls=Command, examples=("dolomite data erase --yes",))
@where
@click.option("--yes", is_flag=True, help="Erase without asking.")
@options.json
def erase(data: str | None, yes: bool, json: bool) -> None:
    """Erase everybody's record and the backups that are kept by themselves. Asks for typed words first."""
    from dolomite.app import safekeeping

    at = place(data)
    if not yes:
        if not sys.stdin.isatty():
            raise InputError(f"{at}: nothing was erased. Say --yes to erase everybody's record there.")
        said = click.prompt(f"This cannot be undone. To go on, type: {AGREED}", default="", show_default=False)
        if said.strip().casefold() != AGREED:
            screen.line("Nothing was erased.")
            return
    done = safekeeping.erase_everything(at, utc=_now())
    if json:
        counts = {"people": done.people, "entries": done.entries, "backups": done.backups}
        screen.document("data", {"command": "erase", "folder": str(at), **counts})
        return
    screen.line(f"Erased: {done.people} people, {done.entries:,} entries, {done.backups} backups.")
    screen.line("Files that you made yourself (exports, backups elsewhere, trial folders) are where you put them.")


def _now() -> datetime:
    return datetime.now(UTC)


EVERY = (backup, restore, export, bring_in, verify, erase)
