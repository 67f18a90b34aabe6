"""The objects of `dolomite facts` (review, names, withdrawn) and `dolomite data` (path, delete)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field
from typing_extensions import TypedDict

from dolomite.view.shape.keeping import (
    DataBackupDocument,
    DataEraseDocument,
    DataExportDocument,
    DataImportDocument,
    DataRestoreDocument,
    DataVerifyDocument,
)
from dolomite.view.shape.shape import Head


class ReadSource(TypedDict):
    """A source, the place in it, what of it was read and when."""

    source: str
    title: str | None
    at: str | None
    seen: str | None
    read_on: str | None


class Row(TypedDict):
    """One published fact, on paper."""

    id: str
    says: str
    sources: list[ReadSource]
    verified: Literal["true", "partial", "false"]
    note: str | None


class FactsFile(TypedDict):
    """One file of facts."""

    file: str
    what: str
    rows: list[Row]


class Counts(TypedDict):
    """How many rows somebody compared with their source."""

    true: int
    partial: int
    false: int


class Review(TypedDict):
    """`dolomite facts review ROOM --json`."""

    command: Literal["review"]
    room: str
    counts: Counts
    files: list[FactsFile]


class Names(TypedDict):
    """`dolomite facts names --json`."""

    command: Literal["names"]
    keys: list[str]
    red_flags: list[str]
    conditions: list[str]
    symptoms: list[str]
    forms: list[str]
    avoid: list[str]
    bodies: list[str]
    aliases: dict[str, str]


class WithdrawnRow(TypedDict):
    """A rule that was taken back: the day (ISO date), what was told, and what counts instead."""

    id: str
    on: str
    says: str
    do: str


class Withdrawn(TypedDict):
    """`dolomite facts withdrawn --json`."""

    command: Literal["withdrawn"]
    rows: list[WithdrawnRow]


class WithdrawnDocument(Head, Withdrawn):
    """`dolomite facts withdrawn --json`."""


class ReviewDocument(Head, Review):
    """`dolomite facts review ROOM --json`."""


class NamesDocument(Head, Names):
    """`dolomite facts names --json`."""


FactsDocument = Annotated[ReviewDocument | NamesDocument | WithdrawnDocument, Field(discriminator="command")]
"""`dolomite facts review | names | withdrawn --json`."""


class File(TypedDict):
    """A file in the data folder."""

    file: str
    bytes: int


class DataPath(TypedDict):
    """`dolomite data path --json`."""

    command: Literal["path"]
    folder: str
    exists: bool
    files: list[File]


class DataDelete(TypedDict):
    """`dolomite data delete --json`."""

    command: Literal["delete"]
    folder: str
    deleted: list[File]
    left: list[str]


class DataPathDocument(Head, DataPath):
    """`dolomite data path --json`."""


class DataDeleteDocument(Head, DataDelete):
    """`dolomite data delete --json`."""


DataDocument = Annotated[
    DataPathDocument
    | DataDeleteDocument
    | DataBackupDocument
    | DataRestoreDocument
    | DataExportDocument
    | DataImportDocument
    | DataVerifyDocument
    | DataEraseDocument,
    Field(discriminator="command"),
]
"""`dolomite data path | delete --json`."""
