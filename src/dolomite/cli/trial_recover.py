"""`dolomite trial recover`: what can be saved of a damaged journal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dolomite.cli.io import Json, print_json

if TYPE_CHECKING:
    from dolomite.app.log_day import Logged

Held = Annotated[str | None, typer.Option("--held", metavar="HASH", help="Is the entry with this hash still here?")]


def show_head(found: Mapping[str, Any], held: str | None) -> None:
    """The hash of the last entry, and what became of the entry whose hash somebody holds. (No unit.)"""
    typer.echo(f"Last entry: {found['head']}")
    typer.echo("Give that line to your helper or doctor: it shows later whether an entry was removed.")
    if held is not None:
        number = found["held_entry"]
        typer.echo(f"The entry held is entry {number}." if number else "The entry held is GONE: lines were changed.")


def show_written(written: Logged) -> None:
    """What was wrong before it was kept, then what was kept. (No unit.)"""
    for sentence in written.says:
        typer.echo(sentence)
    typer.echo(f"Kept: {len(written.days)} {'day' if len(written.days) == 1 else 'days'}.")
    if written.late:
        typer.echo(f"Marked as late: {len(written.late)}.")
    if written.changed:
        typer.echo(f"A second word on: {', '.join(map(str, written.changed))} (the first is kept too).")
    typer.echo(f"Last entry: {written.head}")


def recover(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a trial.")],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="A new folder for what could be saved.")],
    json: Json = False,
) -> None:
    """Save what can be saved of a damaged journal into a new folder. The damaged one stays as it is."""
    from dolomite.app import recover_trial
    from dolomite.report.json import document

    saved = recover_trial.recover(folder, out=out, utc=datetime.now(UTC))
    if json:
        found = {"command": "recover", "out": str(out), "entries": saved.entries, "files": list(saved.files)}
        print_json(document("trial", found | {"lost_lines": saved.lost_lines, "says": list(saved.says)}))
        return
    for sentence in saved.says:
        typer.echo(sentence)
