"""The options that many commands share, and what they read and write with (`files`)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dolomite.cli.files import data_folder, day, print_json, read_bytes, write_bytes, write_text

if TYPE_CHECKING:
    from dolomite.food.table import Catalogue
    from dolomite.intake.diary import Matched

__all__ = [
    "DataFolder", "Json", "On", "PersonFile",
    "data_folder", "day", "open_diary", "print_json", "read_bytes", "write_bytes", "write_text",
]  # fmt: skip

On = Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day to answer for, YYYY-MM-DD (today).")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
DataFolder = Annotated[
    Path | None,
    typer.Option("--data", metavar="DIR", help="Folder of imported foods (DOLOMITE_DATA, else the user's)."),
]
PersonFile = Annotated[Path, typer.Argument(metavar="PERSON.yaml", help="The person, as YAML or JSON.")]


def open_diary(diary: Path, data: Path | None) -> tuple[Matched, Catalogue]:
    """The diary matched against the foods shipped and those imported under `data`. Raises InputError. (No unit.)"""
    # Only the commands that read a diary pay for the catalogue.
    from dolomite.app import door
    from dolomite.food.table import Catalogue

    catalogue = Catalogue.open(data=data_folder(data))
    return door.diary(read_bytes(diary), name=diary.name, catalogue=catalogue), catalogue
