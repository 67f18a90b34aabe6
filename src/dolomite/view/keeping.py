"""What lies on this machine, and what was done with it, as sections: `dolomite data`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dolomite.report.tree import Column, Section, Table
from dolomite.store.receipt import (
    BackedUp,
    Checked,
    Deleted,
    Erased,
    Exported,
    Folder,
    Imported,
    KeptFile,
    Restored,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dolomite.view.shape import facts, keeping


def _told(title: str, says: Sequence[str], data: Mapping[str, object], tables: tuple[Table, ...] = ()) -> Section:
    return Section(id="data", title=title, says=tuple(says), findings=(), data=data, tables=tables)


def path(folder: Folder) -> Section:
    """The data folder and our files in it. [bytes]"""
    data: facts.DataPath = {
        "command": "path",
        "folder": str(folder.folder),
        "exists": folder.exists,
        "files": [_file(kept) for kept in folder.files],
    }
    says = () if folder.exists else ("There is no such folder: nothing is kept.",)
    return _told(str(folder.folder), says, data, (_files(folder.files),) if folder.files else ())


def deleted(done: Deleted) -> Section:
    """What was deleted, and what was left alone. [bytes]"""
    data: facts.DataDelete = {
        "command": "delete",
        "folder": str(done.folder),
        "deleted": [_file(kept) for kept in done.files],
        "left": list(done.left),
    }
    many = len(done.files)
    title = f"{many} files deleted from {done.folder}." if many else f"Nothing to delete in {done.folder}."
    return _told(title, (f"Left alone, because it is not ours: {', '.join(done.left)}.",) if done.left else (), data)


def backed_up(done: BackedUp) -> Section:
    """Where a backup lies, how large it is [bytes] and how long it is kept."""
    data: keeping.DataBackup = {
        "command": "backup",
        "file": str(done.file),
        "bytes": done.bytes,
        "kept_until": None if done.kept_until is None else done.kept_until.isoformat(),
    }
    until = "until you delete it" if done.kept_until is None else f"until {done.kept_until} at most"
    return _told(f"Backed up: {done.file}", (f"{done.bytes:,} bytes, kept {until}.",), data)


def restored(done: Restored) -> Section:
    """What stands in the record now, and where the one from before lies. [entries]"""
    before = None if done.before is None else str(done.before)
    data: keeping.DataRestore = {
        "command": "restore",
        "file": str(done.file),
        "entries": done.entries,
        "before": before,
        "erased_again": done.erased_again,
    }
    says = [] if before is None else [f"What was there before: {before}"]
    if done.erased_again:
        says.append(f"{done.erased_again} people were deleted since that backup, and stay deleted.")
    return _told(f"Restored: {done.entries:,} entries.", says, data)


def exported(done: Exported) -> Section:
    """What is in an export: people, entries, trial folders; and which of those were not there."""
    data: keeping.DataExport = {
        "command": "export",
        "file": str(done.file),
        "people": done.people,
        "entries": done.entries,
        "trials": list(done.trials),
        "missing": list(done.missing),
    }
    trials = f", {len(done.trials)} trial folders" if done.trials else ""
    says = [f"{done.people} people, {done.entries:,} entries{trials}."]
    says += [f"Not there, so not in it: {name}" for name in done.missing]
    return _told(f"Exported: {done.file}", says, data)


def imported(done: Imported, *, file: Path) -> Section:
    """How many entries of an export were new here, and the trial folders written."""
    trials = [str(folder) for folder in done.trials]
    data: keeping.DataImport = {
        "command": "import",
        "file": str(file),
        "entries": done.entries,
        "in_file": done.in_file,
        "trials": trials,
    }
    title = f"Imported: {done.entries:,} new entries of {done.in_file:,} in the file."
    return _told(title, [f"Trial folder: {name}" for name in trials], data)


def verified(place: str | Path, tables: Sequence[KeptFile], record: Checked | None) -> tuple[Section, tuple[str, ...]]:
    """What was read through, and every fault as a sentence (none: all is as it was written). [bytes, entries]"""
    faults = tuple(f"{table.file}: {table.says}" for table in tables if table.says is not None)
    faults += record.faults if record is not None else ()
    data: keeping.DataVerify = {
        "command": "verify",
        "folder": str(place),
        "files": [{"file": table.file, "bytes": table.bytes, "says": table.says} for table in tables],
        "record": None
        if record is None
        else {
            "people": record.people,
            "entries": record.entries,
            "backups": record.backups,
            "faults": list(record.faults),
        },
    }
    says = [f"{len(tables)} imported food tables read."]
    if record is None:
        says.append("There is no record yet.")
    else:
        beside = ", compared with the newest backup" if record.backups else ""
        says.append(f"{record.people} people, {record.entries:,} entries read{beside}.")
    title = "Not everything is as it was written." if faults else "Everything is as it was written."
    return _told(title, says, data), faults


def erased(done: Erased, *, place: str | Path) -> Section:
    """How many people, entries and backups were erased."""
    data: keeping.DataErase = {
        "command": "erase",
        "folder": str(place),
        "people": done.people,
        "entries": done.entries,
        "backups": done.backups,
    }
    title = f"Erased: {done.people} people, {done.entries:,} entries, {done.backups} backups."
    left = "Files that you made yourself (exports, backups elsewhere, trial folders) are where you put them."
    return _told(title, (left,), data)


def _file(kept: KeptFile) -> facts.File:
    return {"file": kept.file, "bytes": kept.bytes}


def _files(files: Sequence[KeptFile]) -> Table:
    columns = (Column(title="File"), Column(title="Size", unit="bytes", decimals=0))
    return Table(caption="What is kept", columns=columns, rows=tuple((kept.file, kept.bytes) for kept in files))
