"""Use case: what Dolomite keeps on this machine, and how to be rid of it."""

from __future__ import annotations

from pathlib import Path

from dolomite.base.errors import InputError
from dolomite.food import opened
from dolomite.food.table import FOLDER
from dolomite.store.port import STORE
from dolomite.store.receipt import Deleted, Folder, KeptFile

# Where an import or a download puts its files. A name is not enough: --data may point anywhere, and other folders have
# a "foods" and a "downloads" too. What lies there must also be what Dolomite writes.
PLACES = ("foods/*.sqlite", "foods/.*.part*", "foods/.*.new*", "foods/.*.sum", "downloads/FoodData_Central_*.zip")
PART = "downloads/.FoodData_Central_*"  # a download under way, and its note
RECORD = (f"{STORE}*", "backups/store-*Z-*.sqlite")  # of the web app; `dolomite data erase` ends it, `delete` does not
BESIDE = ("-journal", "-wal", "-shm")  # of a database that was broken off


def kept(folder: Path) -> Folder:
    """The folder, whether it is there, and each file of Dolomite's in it with its size [bytes]."""
    ours = sorted({*_ours(folder), *record_files(folder)})
    return Folder(folder=folder, exists=folder.is_dir(), files=tuple(_file(path, folder) for path in ours))


def delete(folder: Path) -> Deleted:
    """Delete Dolomite's files in the folder, and the folder where nothing else is in it; say what went. [bytes]

    A folder that holds other things keeps them: a wrong folder must not cost anybody their files.
    Raises InputError when a file cannot be deleted.
    """
    gone = []
    try:
        for path in _ours(folder):
            gone.append(_file(path, folder))
            path.unlink()
        for inner in (folder / "foods", folder / "downloads", folder):
            if inner.is_dir() and not any(inner.iterdir()):
                inner.rmdir()
        left = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    except OSError as error:
        raise InputError(f"{folder}: cannot be deleted ({error.strerror}). Close what uses it and try again.") from None
    return Deleted(folder=folder, files=tuple(gone), left=tuple(left))


def verify(folder: Path) -> tuple[KeptFile, ...]:
    """Every imported table read through: its name, size [bytes], and what is wrong with it (None: nothing)."""
    tables = sorted(path for path in (folder / FOLDER).glob("*.sqlite") if path.is_file())
    return tuple(_file(path, folder, says=opened.fault(path, thoroughly=True)) for path in tables)


def _file(path: Path, folder: Path, *, says: str | None = None) -> KeptFile:
    return KeptFile(file=str(path.relative_to(folder)), bytes=path.stat().st_size, says=says)


def record_files(folder: Path) -> list[Path]:
    """The record of the web app, what the database keeps beside it, and its backups."""
    paths = {path for pattern in RECORD for path in folder.glob(pattern)}
    return sorted(path for path in paths if path.is_file() and not path.is_symlink())


def _ours(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    paths = {path for pattern in PLACES for path in folder.glob(pattern) if _written_here(path)}
    return sorted(paths | {path for path in folder.glob(PART) if path.is_file() and not path.is_symlink()})


def _written_here(path: Path) -> bool:
    """Whether a file is what an import or a download writes: by what is in it, not by its name."""
    if path.is_symlink() or not path.is_file():
        return False
    if path.suffix == ".zip":
        return True  # the publisher's own name of a release
    for end in BESIDE:
        if path.name.endswith(end):
            return _written_here(path.with_name(path.name.removesuffix(end)))
    if path.suffix == ".sum":
        return path.name.startswith((".fdc_", ".own_foods", ".ausnut"))
    return opened.ours(path)
