"""The loader of facts: strict about keys, sources and units, and lazy, one file at a time.

A facts file is YAML: `what` (a sentence), optional `unit`, `body`, `since`, `note`, `defaults` (values that every row
takes unless it says otherwise) and `rows`. Scalars are text until the row's own type reads them, so that 20:00 is not
1200 and `no` is not False. Anything out of place is refused with file, row and remedy.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from dolomite.base.errors import FactError
from dolomite.base.finding import Basis, Verified
from dolomite.facts.compiled import FOLDER
from dolomite.facts.document import mapping, names, raw_rows, refuse_groundless, refuse_twins


class Also(BaseModel):
    """A further source for the same fact, and the place in it."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    source: str
    at: str


class Row(BaseModel):
    """What every facts row brings: its source, the place, further sources, and whether somebody verified it.

    A room's own row types add their fields, with units in the names. `unique` names the fields that no two rows of a
    file may share; () switches the check off.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
    unique: ClassVar[tuple[str, ...]] = ()

    source: str | None = None
    at: str | None = None
    also: tuple[Also, ...] = ()
    verified: Verified
    note: str | None = None

    @field_validator("verified", mode="before")
    @classmethod
    def _verified_word(cls, value: object) -> object:
        words: dict[object, object] = {"true": True, "false": False, "partial": "partial"}
        if value not in words:
            raise ValueError("verified is true, partial or false")
        return words[value]

    @property
    def basis(self) -> tuple[Basis, ...]:
        """The grounds of this row: its source and place, then the further ones."""
        if self.source is None:
            return (Basis(source="unsourced", at=self.note or "no source given", verified=False),)
        assert self.at is not None
        first = Basis(source=self.source, at=self.at, verified=self.verified)
        return (first, *(Basis(source=a.source, at=a.at, verified=self.verified) for a in self.also))


class Source(BaseModel):
    """Where facts come from. `seen` says which part was read, `read_on` when, `is_copy` that it was read in a copy kept
    by somebody else than its publisher. `key` is the file's name.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    key: str
    title: str
    by: str | None = None
    year: int | None = None
    doi: str | None = None
    url: str | None = None
    second_url: str | None = None
    is_copy: bool = False
    seen: str
    read_on: str | None = None
    quality: str | None = None
    licence: str | None = None
    note: str | None = None


R = TypeVar("R", bound=Row)


@cache
def rows(name: str, row_type: type[R], *, folder: Path = FOLDER) -> tuple[R, ...]:
    """All rows of one facts file, checked; `name` is ROOM/FILE without the ending, as "need/magnesium_us".

    Fields carry their units in their names. Raises FactError naming the file, the row and the remedy.
    """
    built = tuple(_row(where, values, row_type, folder) for where, values in raw_rows(name, folder=folder))
    refuse_twins(name, row_type.unique, (tuple(getattr(row, f) for f in row_type.unique) for row in built))
    return built


@cache
def records(name: str, row_type: type[R], *, folder: Path = FOLDER) -> tuple[R, ...]:
    """The rows of every file in one folder of facts, by file name; `name` is ROOM/FOLDER, as "evidence/trials".

    For records too long for a line, one to a file. Fields carry their units in their names. Raises FactError as `rows`
    does, and when two files give the same key.
    """
    if folder is FOLDER:
        files = [file for file in names() if file.rpartition("/")[0] == name]
    else:
        files = sorted(f"{name}/{path.stem}" for path in (folder / name).glob("*.yaml"))
    if not files:
        raise FactError(f"facts/{name}: the folder is missing or empty. Put its files back or correct the name.")
    built = tuple(row for file in files for row in rows(file, row_type, folder=folder))
    refuse_twins(name, row_type.unique, (tuple(getattr(row, f) for f in row_type.unique) for row in built))
    return built


def _row(where: str, values: Mapping[str, object], row_type: type[R], folder: Path) -> R:
    try:
        row = row_type.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            known = ", ".join(row_type.model_fields)
            raise FactError(f"{where}: unknown key {field!r}. Known keys: {known}.") from None
        if first["type"] == "missing":
            raise FactError(f"{where}: {field} is missing. Add it.") from None
        raise FactError(f"{where}: {field} {first.get('input')!r}: {first['msg']}. Correct the value.") from None
    refuse_groundless(
        where,
        source=row.source,
        at=row.at,
        others=tuple(a.source for a in row.also),
        verified=row.verified,
        note=row.note,
        folder=folder,
    )
    return row


@cache
def source(key: str, *, folder: Path = FOLDER) -> Source:
    """One source by its key. Raises FactError when the file is missing or faulty. (No unit: bibliographic.)"""
    data = mapping(f"sources/{key}", folder=folder)
    try:
        return Source.model_validate({"key": key, **data})
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise FactError(f"facts/sources/{key}.yaml: {field}: {first['msg']}. Correct the file.") from None
