"""A FoodData Central CSV release as streams of rows: a zip file as downloaded, or the folder it was unpacked into.

Nothing is held in memory but the row at hand. What cannot be read is refused in one sentence.
"""

from __future__ import annotations

import csv
import gzip
import io
import lzma
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from dolomite.base.errors import InputError

# A cell of an official release (the ingredients of a branded food) has at most some ten thousand characters.
LONGEST_CELL = 1_000_000
MOST_UNPACKED = 40_000_000_000  # bytes; the largest release so far unpacks to some 3 GB
# What the libraries raise on bytes that are not what they should be.
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, gzip.BadGzipFile, UnicodeDecodeError, ValueError)
Tell = Callable[[str, int, int], None]  # table, bytes read, bytes in all


class Archive:
    """The tables of one release, by name without ".csv"."""

    def __init__(self, path: Path) -> None:
        self.path = path
        if not path.exists():
            raise InputError(f"{path}: there is no such file or folder. Check the name.")
        if not path.is_dir() and not path.is_file():
            raise InputError(
                f"{path.name}: this is neither a file nor a folder. Name the release as it was downloaded."
            )
        if path.is_dir():
            self.sizes = {
                _table(file.name): (str(file.relative_to(path)), file.stat().st_size)
                for file in sorted(path.rglob("*.csv*"))
                if file.name.endswith((".csv", ".csv.gz")) and not file.name.startswith("._") and file.is_file()
            }
        else:
            self.sizes = self._zipped()
        if "food" not in self.sizes or "food_nutrient" not in self.sizes:
            raise InputError(
                f"{path.name}: this is not a FoodData Central CSV release: it holds no food.csv with a "
                "food_nutrient.csv. Choose a CSV download from fdc.nal.usda.gov (not JSON)."
            )
        whole = sum(size for _, size in self.sizes.values())
        if whole > MOST_UNPACKED:
            raise InputError(
                f"{path.name}: it unpacks to {whole / 1e9:,.0f} GB, and no release has more than "
                f"{MOST_UNPACKED / 1e9:,.0f} GB. Download it again from its publisher."
            )

    def _zipped(self) -> dict[str, tuple[str, int]]:
        try:
            with zipfile.ZipFile(self.path) as packed:
                return {
                    _table(info.filename): (info.filename, info.file_size)
                    for info in packed.infolist()
                    if info.filename.endswith(".csv") and "__MACOSX" not in info.filename
                }
        except (*DAMAGED, RuntimeError):
            raise InputError(
                f"{self.path.name}: this is no complete zip file. Download it again, or unpack it and name the folder."
            ) from None
        except OSError as error:
            raise InputError(f"{self.path.name}: cannot be read ({error.strerror}). Check the file.") from None

    @property
    def fingerprint(self) -> str:
        """What tells this release from another one: its tables and their sizes. (No unit: text.)"""
        return ";".join(f"{name}={size}" for name, (_, size) in sorted(self.sizes.items()))

    def rows(
        self, table: str, needed: tuple[str, ...], wanted: tuple[str, ...] = (), *, tell: Tell | None = None
    ) -> Iterator[list[str]]:
        """The cells of `needed` and then of `wanted` columns, row by row; a column only wanted may be missing ("").

        `tell` hears how far it is [bytes]. Raises InputError when a needed column is missing or the table cannot be
        read to its end.
        """
        inside, size = self.sizes[table]
        csv.field_size_limit(LONGEST_CELL)
        try:
            with self._open(inside) as raw:
                lines = io.TextIOWrapper(raw, "utf-8-sig", errors="replace", newline="")
                reader = csv.reader(lines)
                header = [name.strip() for name in next(reader, [])]
                missing = [name for name in needed if name not in header]
                if missing:
                    raise InputError(
                        f"{self.path.name}: {table}.csv has no column {missing[0]}. Is this a FoodData Central release?"
                    )
                places = [header.index(name) if name in header else len(header) for name in (*needed, *wanted)]
                width = len(header)
                read = 0
                for number, row in enumerate(reader):
                    read += sum(map(len, row))
                    if read > MOST_UNPACKED:
                        raise InputError(f"{self.path.name}: {table}.csv does not end. Download the release again.")
                    if tell is not None and number % 10_000 == 0:
                        tell(table, raw.tell(), size)
                    if row:
                        row += [""] * (width + 1 - len(row))
                        row[width] = ""
                        yield [row[place] for place in places]
                if tell is not None:
                    tell(table, size, size)
        except csv.Error as error:
            raise InputError(
                f"{self.path.name}: {table}.csv, line {reader.line_num}: {error}. Download the release again."
            ) from None
        except RuntimeError as error:
            # What the zip library says of a table that is encrypted, or packed by a method it does not know.
            raise InputError(
                f"{self.path.name}: {table}.csv cannot be unpacked ({error}). Unpack it by another program and name "
                "the folder."
            ) from None
        except DAMAGED:
            raise InputError(
                f"{self.path.name}: {table}.csv is damaged or cut off. Download the release again."
            ) from None
        except OSError as error:
            raise InputError(f"{self.path.name}: {table}.csv cannot be read ({error.strerror}).") from None

    @contextmanager
    def _open(self, inside: str) -> Iterator[IO[bytes]]:
        if self.path.is_dir():
            path = self.path / inside
            with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as raw:
                yield raw  # type: ignore[misc]
            return
        with zipfile.ZipFile(self.path) as packed, packed.open(inside) as raw:
            yield raw


def _table(name: str) -> str:
    return name.rsplit("/", 1)[-1].removesuffix(".gz").removesuffix(".csv")
