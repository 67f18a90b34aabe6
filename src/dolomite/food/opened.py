"""A food table as it is met on disk: whether it is still what an import wrote, and reading it with its name in errors.

Beside each imported table lies its length, time of change and SHA-256. Nothing is read through at each start: only a
table whose length or time of change is another one is, and `dolomite data verify` reads every one.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypedDict

from dolomite.base.errors import InputError

if TYPE_CHECKING:
    from sqlite3 import _Parameters
    from typing import Self

APPLICATION = 0x446F6C6F  # "Dolo", in the header of every database that an import writes
HEADER = 100  # bytes of a database's header; the application's number stands at its place 68
TABLES = frozenset("meta release nutrient facet category food block bound name word alias neutral vocabulary".split())
TO_DO = "`dolomite data verify` says more; import the release again."


class _Note(TypedDict):
    bytes: int
    time: int
    sha256: str  # what a table was when it was finished


class Named(sqlite3.Connection):
    """A connection whose errors are one sentence that names the file."""

    path: Path

    def execute(self, sql: str, parameters: _Parameters = (), /) -> sqlite3.Cursor:
        """One query. Raises InputError with the file's name."""
        cursor = self.cursor(_Cursor)
        cursor.path = self.path
        return cursor.execute(sql, parameters)


class _Cursor(sqlite3.Cursor):
    path: Path

    def execute(self, sql: str, parameters: _Parameters = (), /) -> Self:
        try:
            return super().execute(sql, parameters)
        except sqlite3.DatabaseError as error:
            _refuse(self.path, error)

    def __next__(self) -> object:
        try:
            return super().__next__()
        except sqlite3.DatabaseError as error:
            _refuse(self.path, error)

    def fetchone(self) -> object:
        try:
            return super().fetchone()
        except sqlite3.DatabaseError as error:
            _refuse(self.path, error)

    def fetchall(self) -> list[object]:
        try:
            return super().fetchall()
        except sqlite3.DatabaseError as error:
            _refuse(self.path, error)


def _refuse(path: Path, error: Exception) -> NoReturn:
    raise InputError(f"{path.name}: the food table is damaged ({error}). {TO_DO}") from None


def connect(path: Path) -> sqlite3.Connection:
    """The table open for reading only. Raises InputError, now or at any query, with the file's name."""
    try:
        db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False, factory=Named)
    except sqlite3.Error as error:
        _refuse(path, error)
    db.path = path
    return db


def fault(path: Path, *, thoroughly: bool = False) -> str | None:
    """Why an imported table cannot be used; None when it can. `thoroughly` reads every byte."""
    try:
        known, now = _noted(path), path.stat()
        same_time = known is not None and [known["bytes"], known["time"]] == [now.st_size, now.st_mtime_ns]
        if known is not None and (thoroughly or not same_time) and known["sha256"] != sha256_of(path):
            return f"{path.name}: it is not what the import wrote: it was changed, cut off or damaged."
        if thoroughly or not same_time:
            return _sound(path)
    except OSError as error:
        return f"{path.name}: it cannot be read ({error.strerror})."
    return None


def _sound(path: Path) -> str | None:
    """A look at a table that has no note, or another time of change than its note says."""
    try:
        db = connect(path)
        try:
            missing = TABLES - {name for (name,) in db.execute("select name from sqlite_master")}
            verdict = [word for (word,) in db.execute("pragma quick_check(1)")]
        finally:
            db.close()
    except InputError as error:
        return error.says
    if missing:
        return f"{path.name}: the table {min(missing)} is missing from it."
    return None if verdict == ["ok"] else f"{path.name}: it is damaged inside."


def note(path: Path) -> None:
    """Keep what a finished table is: its length [bytes], time of change and SHA-256. Raises OSError."""
    now = path.stat()
    known = {"bytes": now.st_size, "time": now.st_mtime_ns, "sha256": sha256_of(path)}
    note_of(path).write_text(json.dumps(known), encoding="utf-8")


def note_of(path: Path) -> Path:
    """Where the note of a table lies."""
    return path.with_name(f".{path.stem}.sum")


def unpacked(packed: object, *, path: Path) -> bytes:
    """The bytes of a packed cell. Raises InputError with the file's name when they are damaged."""
    if not isinstance(packed, bytes):
        _refuse(path, TypeError("a cell is empty"))
    try:
        return zlib.decompress(packed)
    except zlib.error as error:
        _refuse(path, error)


def ours(path: Path) -> bool:
    """Whether an import wrote this: by its note, by the number in its header, or by its tables."""
    if note_of(path).is_file():
        return True
    try:
        with path.open("rb") as file:
            header = file.read(HEADER)
    except OSError:
        return False
    if not header.startswith(b"SQLite format 3\0"):
        return header == b"" and path.name.startswith(".fdc_")  # a working file that nothing was put in yet
    if int.from_bytes(header[68:72], "big") == APPLICATION:
        return True
    try:
        db = connect(path)
        try:
            names = {name for (name,) in db.execute("select name from sqlite_master")}
        finally:
            db.close()
    except InputError:
        return False
    return {"meta", "release", "block"} <= names or {"note", "skipped", "portion"} <= names


def _noted(path: Path) -> _Note | None:
    try:
        known = json.loads(note_of(path).read_text(encoding="utf-8"))
        return _Note(bytes=known["bytes"], time=known["time"], sha256=known["sha256"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
