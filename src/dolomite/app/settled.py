"""What a person settled once about files of one kind: the order of day and month, what a heading means, whose meals.

A small file of the data folder, by the headings of the table, so that the next export of the same kind is read at once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from dolomite.base.errors import InputError
from dolomite.store import private

if TYPE_CHECKING:
    from dolomite.intake.read.file import File

FILE = "import-answers.json"
VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class FileAnswer:
    """What was settled for one kind of file: `day_first` of its dates, meanings of headings, whose meals."""

    day_first: bool | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    writer: str | None = None

    @property
    def says_something(self) -> bool:
        """Whether anything is settled in it."""
        return self.day_first is not None or bool(self.columns) or self.writer is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """All answers so far, by kind of file; `now` counts before them."""

    by_kind: Mapping[str, FileAnswer]
    now: FileAnswer = field(default_factory=FileAnswer)

    def of(self, file: File) -> FileAnswer:
        """What is settled for this file."""
        was = self.by_kind.get(kind(file), FileAnswer())
        return FileAnswer(
            day_first=self.now.day_first if self.now.day_first is not None else was.day_first,
            columns={**was.columns, **self.now.columns},
            writer=self.now.writer if self.now.writer is not None else was.writer,
        )


def kind(file: File) -> str:
    """What files of one program have in common: their headings, or the names in the archive."""
    said = "|".join(sorted(file.members())) or "|".join(file.headings()) or file.first_line()
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def opened(folder: Path, *, now: FileAnswer | None = None) -> Settled:
    """The answers kept in a folder; `now` counts before them. Raises InputError when they cannot be read."""
    return Settled(by_kind=_read(folder), now=now if now is not None else FileAnswer())


def keep(folder: Path, file: File, answer: FileAnswer) -> None:
    """Remember this answer for files like this one. Raises InputError."""
    held = {**_read(folder), kind(file): answer}
    private.make_folder(folder)
    data = {"version": VERSION, "answers": {key: asdict(remembered) for key, remembered in sorted(held.items())}}
    private.write(folder / FILE, (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode(), force=True)


def _read(folder: Path) -> dict[str, FileAnswer]:
    path = folder / FILE
    if not path.is_file():
        return {}
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if held["version"] != VERSION:
            raise ValueError
        return {str(key): FileAnswer(**fields) for key, fields in held["answers"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        says = f"{path}: this is no list of answers about files. Move it away, and answer again."
        raise InputError(says) from None
