"""A file somebody brings: its name and content, its beginning, and what lies in it when it is an archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from dolomite.base.document import decode, refuse
from dolomite.base.table import table

HEAD_BYTES = 1 << 14  # enough for a first line
MOST_TEXT_BYTES = 200_000_000  # of one text, also out of an archive: about reading, no health number
MOST_MEMBERS = 2_000  # files in an archive
MB = 1_000_000  # bytes
LONGEST_NOTE = 20_000  # characters of a cell: programs export notes
ZIP = b"PK\x03\x04"


@dataclass(frozen=True, slots=True, kw_only=True)
class How:
    """What a reader is told: our unit of each nutrient, the day of the answer, and what a person settled before.

    `day_first`: 1/2/2026 is in February; `columns`: which heading holds what, for a table nobody knows; `writer`: the
    app to keep where several wrote the same meals.
    """

    units: Mapping[str, str]
    on: date | None = None
    day_first: bool | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    writer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """One file: what messages call it, and its bytes or where they lie. `sheet` is text that a workbook held."""

    name: str
    content: bytes | Path
    sheet: str | None = None

    def open(self) -> BinaryIO:
        """The bytes from the beginning, to be read piece by piece. Raises OSError."""
        return self.content.open("rb") if isinstance(self.content, Path) else io.BytesIO(self.content)

    def head(self) -> bytes:
        """The first bytes; enough for the first line."""
        if self.sheet is not None:
            return self.sheet[:HEAD_BYTES].encode()
        with self.open() as opened:
            return opened.read(HEAD_BYTES)

    def bytes(self) -> bytes:
        """All of it, where it is no larger than a text may be. Raises InputError."""
        size = self.content.stat().st_size if isinstance(self.content, Path) else len(self.content)
        if size > MOST_TEXT_BYTES:
            refuse(self.name, None, f"the file is larger than {MOST_TEXT_BYTES // MB} MB. Send a part of it.")
        with self.open() as opened:
            return opened.read()  # with a bound it would make room for all of the bound, which a browser has not

    def text(self) -> str:
        """The file as text. Raises InputError where it is none."""
        return self.sheet if self.sheet is not None else decode(self.bytes(), name=self.name)

    def first_line(self) -> str:
        """The first line in lower case; empty where the file begins with no text."""
        head = self.head()
        if head.startswith((b"\xff\xfe", b"\xfe\xff")):
            return head.decode("utf-16", "ignore").partition("\n")[0].strip().lower()
        try:
            line = head.partition(b"\n")[0].decode("utf-8-sig")
        except UnicodeDecodeError:
            return ""
        return line.strip().lower()

    def headings(self) -> tuple[str, ...]:
        """The headings of a table, in lower case; empty where the first line is no row of a table."""
        line = self.first_line()
        if not line or "\0" in line or line.count('"') % 2:
            return ()
        return tuple(table(line, name=self.name, longest=LONGEST_NOTE)[0])

    def rows(self) -> tuple[list[str], list[tuple[int, list[str]]]]:
        """Headings, and rows with their lines [from 1]. Raises InputError."""
        return table(self.text(), name=self.name, longest=LONGEST_NOTE)

    def members(self) -> tuple[str, ...]:
        """The names of the files in an archive; empty for any other file."""
        if self.sheet is not None or not self.head().startswith(ZIP):
            return ()
        try:
            with self.open() as opened, zipfile.ZipFile(opened) as archive:
                names = [member.filename for member in archive.infolist() if not member.is_dir()]
        except (zipfile.BadZipFile, RuntimeError):
            refuse(self.name, None, "this is no archive or workbook that can be read. Save it as CSV, or export again.")
        if len(names) > MOST_MEMBERS:
            refuse(self.name, None, f"the archive holds more than {MOST_MEMBERS:,} files. Send those with your food.")
        return tuple(names)

    def member(self, name: str) -> File:
        """One file of the archive, read whole. Raises InputError for one too large, damaged or locked."""
        try:
            with self.open() as opened, zipfile.ZipFile(opened) as archive, archive.open(name) as part:
                content = part.read(MOST_TEXT_BYTES + 1)
        except (zipfile.BadZipFile, RuntimeError, EOFError):
            refuse(self.name, None, f"{name} in it cannot be read (damaged, or locked with a password).")
        if len(content) > MOST_TEXT_BYTES:
            refuse(self.name, None, f"{name} in it is larger than {MOST_TEXT_BYTES // MB} MB. Send a part.")
        return File(name=f"{self.name}: {name}", content=content)
