"""Use cases: a file that was sent is looked at before anything is kept, then comes in as one batch."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from dolomite.app import apart, bring_in, catalogue, read, settled
from dolomite.app.keep import Kept
from dolomite.base.errors import InputError
from dolomite.intake.diary import Matched
from dolomite.store import private
from dolomite.store.port import Store
from dolomite.view.bring_in import Preview

FOLDER = "uploads"
KEPT_SECONDS = 24 * 60 * 60  # a file that nobody brought in goes after a day
NAME_LENGTH = 120  # letters of a name that are shown
ID_LENGTH = 32  # hexadecimal digits
APP = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """A file that waits: its id, its name, and what it would bring."""

    id: str
    name: str
    preview: Preview


def place(data: Path, identifier: str) -> Path:
    """Where a sent file waits. Raises InputError for an id that no form of ours made."""
    if len(identifier) != ID_LENGTH or not all(c in "0123456789abcdef" for c in identifier):  # as the forms make them
        raise InputError("this form is not one of ours. Open the page again.", field="file")
    return data / FOLDER / identifier


@contextmanager
def opened(data: Path, identifier: str, *, name: str) -> Iterator[BinaryIO]:
    """A file for the owner alone to write what is sent into, piece by piece; `name` is what the sender calls it."""
    path = place(data, identifier)
    private.make_folder(path.parent)
    private.write(path.with_suffix(".name"), name[:NAME_LENGTH].encode(), force=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, private.PRIVATE_FILE), "wb") as out:
        yield out


def look(store: Store, who: str, identifier: str, *, data: Path, country: str | None, on: date) -> Looked:
    """What the waiting file would bring; nothing is kept. Raises InputError where it cannot be used."""
    path = place(data, identifier)
    diary, name = _read(store, who, path, data, country, on)
    return Looked(id=identifier, name=name, preview=bring_in.preview(store, who, diary, program=APP))


# wide: what is kept, for whom, when, and the form's own id; each is named where it is called
def keep(
    store: Store,
    who: str,
    identifier: str,
    *,
    data: Path,
    country: str | None,
    on: date,
    utc: datetime,
    uid: str | None,
) -> Kept:
    """Bring the waiting file in as one batch, undone as one. Raises InputError. (Units in the names of the data.)"""
    path = place(data, identifier)
    diary, _ = _read(store, who, path, data, country, on)
    content = path.read_bytes()
    kept = bring_in.bring_in(
        store, who, diary, program=APP, content=content, catalogue=catalogue.opened(data), utc=utc, uid=uid
    )
    drop(data, identifier)
    return kept


def drop(data: Path, identifier: str) -> None:
    """The waiting file goes, and so do those that waited for more than a day."""
    path = place(data, identifier)
    for file in (path, path.with_suffix(".name")):
        file.unlink(missing_ok=True)
    old = time.time() - KEPT_SECONDS
    for file in (data / FOLDER).glob("*"):
        if file.stat().st_mtime < old:
            file.unlink(missing_ok=True)


def parsed(path: str, name: str, data: str, country: str | None, chosen: Mapping[str, str], on: date) -> Matched:
    """The file as a diary, foods looked up [g]: what runs in the process apart."""
    foods = catalogue.opened(Path(data))
    return read.diary(
        Path(path),
        name=name,
        catalogue=foods,
        country=country,
        chosen=dict(chosen),
        on=on,
        settled=settled.opened(Path(data)),
    )


def _read(store: Store, who: str, path: Path, data: Path, country: str | None, on: date) -> tuple[Matched, str]:
    from dolomite.app.type_food import reader

    if not path.is_file():
        raise InputError("the file is no longer here. Choose it again.", field="file")
    name = path.with_suffix(".name").read_text(encoding="utf-8")[:NAME_LENGTH]
    using = reader(store, who, catalogue=catalogue.opened(data), country=country)
    diary = apart.run_apart(parsed, str(path), name, str(data), country, dict(using.chosen), on)
    return diary, name
