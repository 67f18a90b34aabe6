"""Reading and writing for every command: bytes in from a file or standard input, a page or a plan out."""

from __future__ import annotations

import os
import stat
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dolomite.base.errors import InputError
from dolomite.cli import kinds

if TYPE_CHECKING:
    from dolomite.app.case import Case
    from dolomite.base.person import Person
    from dolomite.food.table import Catalogue
    from dolomite.intake.diary import Matched

MOST_BYTES = 200_000_000
LARGE_BYTES = 16_000_000  # from here on a file is not held whole
PATIENCE_SECONDS = 10.0  # a pipe that nobody writes to is given up


def read_bytes(path: Path) -> bytes:
    """The content of a file, or of standard input for `-`. Raises InputError in one sentence."""
    try:
        if str(path) == "-":
            data = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with open(path, "rb", opener=_opened) as file:
                data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file. Check the name, or run from its folder.") from None
    except IsADirectoryError:
        raise InputError(f"{path}: this is a folder. Name the file in it.") from None
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise InputError(f"{path}: cannot be read ({reason}). Check the file and its permissions.") from None
    if len(data) > MOST_BYTES:
        raise InputError(f"{path}: the file is larger than {MOST_BYTES // 1_000_000} MB. Is it the right file?")
    return data


def content(path: Path) -> bytes | Path:
    """What is in a file; a large plain one as its place, to be read piece by piece. Raises InputError."""
    if path.is_file() and path.stat().st_size > LARGE_BYTES and os.access(path, os.R_OK):
        return path
    return read_bytes(path)


def _opened(name: str, flags: int) -> int:
    """Open for reading without waiting for ever on a pipe that has no writer."""
    descriptor = os.open(name, flags | getattr(os, "O_NONBLOCK", 0))
    if stat.S_ISFIFO(os.fstat(descriptor).st_mode):
        import select

        if not select.select([descriptor], [], [], PATIENCE_SECONDS)[0]:
            os.close(descriptor)
            raise OSError(0, f"nobody wrote to this pipe within {PATIENCE_SECONDS:g} seconds")
    if hasattr(os, "set_blocking"):
        os.set_blocking(descriptor, True)
    return descriptor


def read_text(path: Path) -> str:
    """The content of a file as text. Raises InputError in one sentence."""
    from dolomite.base.document import decode

    return decode(read_bytes(path), name=shown_name(path))


def read_person(path: Path, on: date) -> Person:
    """The person in a file, for one day. Raises InputError. (Units as in Person.)"""
    from dolomite.app import read

    return read.person(read_bytes(path), name=shown_name(path), on=on)


def read_case(person: Path, on: date, *, diary: Path | None = None, data: Path | None = None) -> Case:
    """One person on one day, with the diary matched against the foods shipped and imported. Raises InputError."""
    from dolomite.app.case import Case

    who = read_person(person, on)
    matched, catalogue = read_diary(diary, data, on, country=who.country)
    return Case(person=who, on=on, diary=matched, catalogue=catalogue)


def read_diary(
    path: Path | None, data: Path | None, on: date | None = None, *, country: str | None = None
) -> tuple[Matched | None, Catalogue | None]:
    """The diary matched against the foods shipped and those imported under `data`, no day of it after `on`."""
    return (None, None) if path is None else open_diary(path, data, on, country=country)


def open_diary(
    path: Path, data: Path | None, on: date | None = None, *, country: str | None = None
) -> tuple[Matched, Catalogue]:
    """The diary matched against the foods shipped and those under `data`, as somebody in that country means its words
    and as the person confirmed them before. Raises InputError."""
    # Only the commands that read a diary pay for the catalogue.
    from dolomite.app import confirm_foods, read, settled
    from dolomite.food.table import Catalogue

    folder = data_folder(data)
    catalogue = Catalogue.open(data=folder)
    matched = read.diary(
        content(path),
        name=shown_name(path),
        catalogue=catalogue,
        on=on,
        country=country,
        chosen=confirm_foods.chosen(folder),
        settled=settled.opened(folder),
    )
    return matched, catalogue


def shown_name(path: Path) -> str:
    """What messages call a file."""
    return "standard input" if str(path) == "-" else str(path)


def ready(*paths: Path | None, force: bool) -> None:
    """Raise InputError now, before any work, when one of these files cannot or must not be written."""
    from dolomite.store import private

    for path in paths:
        if path is not None:
            private.check(path, force=force)


def write(path: Path, content: str | bytes, *, force: bool) -> None:
    """Write a whole file or nothing, for the owner alone. Raises InputError in one sentence."""
    from dolomite.store import private

    private.write(path, content.encode("utf-8") if isinstance(content, str) else content, force=force)


def data_folder(given: Path | None) -> Path:
    """Where imported foods live: --data, else DOLOMITE_DATA, else the user's data folder."""
    if given is not None:
        return kinds.possible(given, called="--data")
    from_environment = os.environ.get("DOLOMITE_DATA")
    if from_environment:
        return kinds.possible(Path(from_environment), called="DOLOMITE_DATA")
    import platformdirs

    return Path(platformdirs.user_data_dir("dolomite", appauthor=False))
