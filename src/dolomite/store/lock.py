"""The one place where a file is locked: one writer at a time, and no reader between a line and its head."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from dolomite.base.errors import InputError


@contextlib.contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """The file open for appending, held by this process alone; it is made (mode 0600) where it is missing.

    Raises InputError when it cannot be opened, or is no ordinary file, or cannot be locked.
    """
    _ordinary(path)
    new = not path.exists()
    try:
        file = path.open("a+b", buffering=0) if not new else _made(path)
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}). Check the folder.") from None
    with file:
        try:
            _lock(file, shared=False)
        except OSError as error:
            raise InputError(
                f"{path}: cannot be locked ({error.strerror}). Keep it on a disk of this machine."
            ) from None
        if new:
            try:
                sync_folder(path.parent)
            except OSError as error:
                raise InputError(f"{path}: cannot be written ({error.strerror}). Check the disk.") from None
        yield file


@contextlib.contextmanager
def reading(path: Path) -> Iterator[BinaryIO]:
    """The file open for reading while nobody writes. Raises OSError, FileNotFoundError among them.

    Where the disk knows no locks (a read-only medium, some network disks) it is read without one.
    """
    if path.exists() and not path.is_file():
        raise OSError(0, "it is no ordinary file")
    with path.open("rb") as file:
        with contextlib.suppress(OSError):
            _lock(file, shared=True)
        yield file


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on disk; Windows does so by itself and cannot be asked."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _lock(file: object, *, shared: bool) -> None:
    """Wait for the lock; closing the file gives it back. Raises OSError when the disk has none."""
    import portalocker  # only who reads or writes a journal pays for it

    # Windows has shared locks only with a further package: there readers wait for one another too.
    kind = portalocker.LockFlags.SHARED if shared and os.name != "nt" else portalocker.LockFlags.EXCLUSIVE
    try:
        portalocker.lock(file, kind)  # type: ignore[arg-type]
    except portalocker.LockException as error:
        raise OSError(0, str(error) or "it cannot be locked") from None


def _ordinary(path: Path) -> None:
    if path.exists() and not path.is_file():
        raise InputError(f"{path}: this is no ordinary file, so nothing is written to it. Check the folder.")


def _made(path: Path) -> BinaryIO:
    return open(  # Path.open takes no opener; the caller closes it
        path, "a+b", buffering=0, opener=lambda name, flags: os.open(name, flags, 0o600)
    )
