"""What `dolomite data` says of the record: backed up, put back, taken out, brought in, checked."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from dolomite.view.shape.shape import Head


class DataBackup(TypedDict):
    """`dolomite data backup --json`; `kept_until` null: until you delete it."""

    command: Literal["backup"]
    file: str
    bytes: int
    kept_until: str | None


class DataRestore(TypedDict):
    """`dolomite data restore --json`; `before`: where the record from before lies, null: there was none."""

    command: Literal["restore"]
    file: str
    entries: int
    before: str | None
    erased_again: int


class DataExport(TypedDict):
    """`dolomite data export --json`; `missing`: trial folders that the record names and that are not there."""

    command: Literal["export"]
    file: str
    people: int
    entries: int
    trials: list[str]
    missing: list[str]


class DataImport(TypedDict):
    """`dolomite data import --json`; `entries` are those that were new here."""

    command: Literal["import"]
    file: str
    entries: int
    in_file: int
    trials: list[str]


class RecordChecked(TypedDict):
    """The record read through: every fault as a sentence."""

    people: int
    entries: int
    backups: int
    faults: list[str]


class TableChecked(TypedDict):
    """An imported food table read through; `says` null: nothing is wrong with it."""

    file: str
    bytes: int
    says: str | None


class DataVerify(TypedDict):
    """`dolomite data verify --json`; `record` null: there is none yet."""

    command: Literal["verify"]
    folder: str
    files: list[TableChecked]
    record: RecordChecked | None


class DataErase(TypedDict):
    """`dolomite data erase --json`."""

    command: Literal["erase"]
    folder: str
    people: int
    entries: int
    backups: int


class DataBackupDocument(Head, DataBackup):
    """`dolomite data backup --json`."""


class DataRestoreDocument(Head, DataRestore):
    """`dolomite data restore --json`."""


class DataExportDocument(Head, DataExport):
    """`dolomite data export --json`."""


class DataImportDocument(Head, DataImport):
    """`dolomite data import --json`."""


class DataVerifyDocument(Head, DataVerify):
    """`dolomite data verify --json`."""


class DataEraseDocument(Head, DataErase):
    """`dolomite data erase --json`."""
