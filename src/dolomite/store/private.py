"""The one writer of files: whole or not at all, for the owner's eyes alone, and never over what is not ours.

A file is written beside its place and then moved there, with mode 0600; folders are made with 0700. A link is followed,
so that what it points to is replaced and not the link. A device or a pipe is written to and never replaced.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn

from dolomite.base.errors import InputError

PRIVATE_FILE = 0o600  # read and written by the owner only
PRIVATE_FOLDER = 0o700
START_BYTES = 65_536  # so much of a file is looked at to tell whether it is ours
# What our own files say about themselves near their beginning (or, a PDF, anywhere).
MARKS = (b'content="Dolomite', b'"schema": "dolomite.', b"# A personal trial.", b'"softwareVersion"')
CSV_MARKS = (b"day,period,arm,", b"day,pain_nrs", b"day,arm,")


def is_ours(start: bytes) -> bool:
    """Whether a file that begins like this was written by Dolomite; an empty one is nobody's."""
    if not start.strip():
        return True
    if start.startswith(b"%PDF-"):
        return b"Dolomite" in start
    return start.startswith(CSV_MARKS) or any(mark in start for mark in MARKS)


def check(path: Path, *, force: bool = False) -> Path:
    """The place that will be written, links followed. Raises InputError when writing there cannot or must not be."""
    try:
        mode = path.stat().st_mode if path.exists() else None
        if mode is not None and not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            return path  # a device or a pipe: its link in /proc leads nowhere that could be resolved
        place = path.resolve()
        if mode is None and not place.parent.is_dir():
            _refuse(path, f"there is no folder {place.parent}. Make it first, or choose another place.")
        if mode is not None and stat.S_ISDIR(mode):
            _refuse(path, "this is a folder. Name a file in it.")
        if mode is not None and not force and not is_ours(_start(place)):
            _refuse(
                path,
                "this file is there already and was not written by Dolomite. Choose another name, or say that it may "
                "be replaced (force).",
            )
    except (OSError, RuntimeError, ValueError) as error:
        _refuse_error(path, error)
    return place


def write(path: Path, data: bytes, *, force: bool = False) -> None:
    """Write a whole file or nothing, readable by its owner alone. Raises InputError in one sentence."""
    place = check(path, force=force)
    try:
        if place.exists() and not place.is_file():
            _pour(place, data)
        else:
            _replace(place, data)
    except (OSError, ValueError) as error:
        _refuse_error(path, error)


def make_folder(path: Path) -> None:
    """Make a folder, and those above it, for the owner alone; one that is there stays as it is. Raises InputError."""
    try:
        path.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    except OSError as error:
        _refuse_error(path, error)


@contextmanager
def all_or_nothing(*folders: Path) -> Iterator[None]:
    """What goes wrong inside leaves these folders as they were: new files go, and new folders with them."""
    before = {folder: set(folder.iterdir()) if folder.is_dir() else None for folder in folders}
    new_folders = [place for folder in folders for place in (folder, *folder.parents) if not place.exists()]
    try:
        yield
    except BaseException:
        for folder, were in before.items():
            with suppress(OSError):
                for path in set(folder.iterdir()) - (were or set()):
                    path.unlink()
        for folder in sorted(set(new_folders), key=lambda place: -len(place.parts)):
            with suppress(OSError):
                folder.rmdir()  # only an empty one goes
        raise


def _start(place: Path) -> bytes:
    with place.open("rb") as file:
        start = file.read(START_BYTES)
        return start + file.read() if start.startswith(b"%PDF-") else start


def _pour(place: Path, data: bytes) -> None:
    """Into a device or a pipe, as it comes."""
    with place.open("wb", buffering=0) as file:
        while data:
            data = data[file.write(data) :]


def _replace(place: Path, data: bytes) -> None:
    beside = place.with_name(f".{os.getpid()}.part")  # a name of its own: the file's may be as long as names may be
    try:
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(place)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise


def _refuse(path: Path, sentence: str) -> NoReturn:
    raise InputError(sentence, file=str(path))


def _refuse_error(path: Path, error: Exception) -> NoReturn:
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    raise InputError(f"cannot be written ({reason}). Choose another place.", file=str(path)) from None
