"""Use cases: back the record up, put a backup back, take everything out, bring it in, and check that it is whole.

`data` is the data folder, or the address of a PostgreSQL database. Each returns what a coat tells the person.
"""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Protocol

from dolomite.base.errors import InputError
from dolomite.store.opening import open_store
from dolomite.store.port import STORE, JournalMode, Store
from dolomite.store.receipt import BackedUp, Checked, Erased, Exported, Imported, Restored

BACKUPS, TRIALS = "backups", "trials"  # folders in the data folder


def address(data: Path | str) -> Path | str:
    """Where the record lies: a file in the data folder, or the database's own address."""
    return data if isinstance(data, str) and "://" in data else Path(data) / STORE


def backups_in(data: Path | str, folder: Path | None = None) -> Path | None:
    """The folder of backups that are kept by themselves: in the data folder, which for a database elsewhere is
    `folder`; None where nobody says one."""
    where = address(data)
    beside = where.parent if isinstance(where, Path) else folder
    return beside / BACKUPS if beside is not None else None


def back_up(data: Path | str, *, file: Path | None, utc: datetime, folder: Path | None = None) -> BackedUp:
    """A checked backup, in the file named (kept until you delete it) or among those kept by themselves. [bytes]

    Raises InputError when there is no record yet, the file exists, or the disk is full.
    """
    from dolomite.store import backup
    from dolomite.store.entries import SqlStore

    with _there(data) as store:
        assert isinstance(store, SqlStore)
        if file is not None:
            backup.to_file(store, file)
            return BackedUp(file=file, utc=utc, bytes=file.stat().st_size, kept_until=None)
        kept = backups_in(data, folder)
        if kept is None:
            raise InputError("say where the backup goes: dolomite data backup FILE.")
        new_backup = backup.make(store, kept, utc=utc)
        return BackedUp(file=new_backup.file, utc=new_backup.utc, bytes=new_backup.bytes, kept_until=new_backup.expires)


def back_up_daily(store: Store, data: Path | str, *, utc: datetime, folder: Path | None = None) -> BackedUp | None:
    """Today's backup unless there is one; those over seven days and four weeks go. None: nothing to do. [bytes]"""
    from dolomite.store import backup
    from dolomite.store.entries import SqlStore

    kept = backups_in(data, folder)
    if kept is None or not store.people():
        return None
    assert isinstance(store, SqlStore)
    new_backup = backup.daily(store, kept, utc=utc)
    if new_backup is None:
        return None
    return BackedUp(file=new_backup.file, utc=new_backup.utc, bytes=new_backup.bytes, kept_until=new_backup.expires)


def backups(data: Path | str, folder: Path | None = None) -> tuple[BackedUp, ...]:
    """The backups that are kept by themselves, newest first. [bytes]"""
    from dolomite.store import backup

    kept = backups_in(data, folder)
    return tuple(
        BackedUp(file=kept_backup.file, utc=kept_backup.utc, bytes=kept_backup.bytes, kept_until=kept_backup.expires)
        for kept_backup in (backup.listed(kept) if kept is not None else ())
    )


def put_back(data: Path | str, file: Path, *, utc: datetime) -> Restored:
    """Put a backup in the place of the record, once it is found whole; the record from before is kept.

    Raises InputError when the backup is not whole, or the record is a database elsewhere that is not empty.
    """
    from dolomite.store import backup, restore

    where = address(data)
    if isinstance(where, Path):
        return restore.restore(file, where, backups=where.parent / BACKUPS, utc=utc)
    backup.checked(file)
    with _opened(where) as store, _opened(file, journal_mode="delete") as source:
        if store.people():
            raise InputError(
                f"{store.where}: the database holds entries already, and they are never removed. "
                "Restore into an empty database, and use that."
            )
        for person in source.people():
            store.take(source.history(person))
        store.take((), source.tombstones())
        entries = sum(store.last(person)[0] for person in store.people())
        return Restored(file=file, entries=entries, before=None, erased_again=0)


class Open(Protocol):
    """What holds a record open: its store, where it lies, and the clock."""

    store: Store

    @property
    def now(self) -> Callable[[], datetime]:
        """The clock."""

    @property
    def record(self) -> Path | str:
        """The data folder, or the address of a database."""


def put_back_open(held: Open, file: Path) -> None:
    """The same for a record that is open: its store is let go of meanwhile, and opened again whatever happens."""
    held.store.close()
    try:
        put_back(held.record, file, utc=held.now())
    finally:
        held.store = open_store(address(held.record))


def export_all(data: Path | str, file: Path) -> Exported:
    """Everything in one zip: tables for a spreadsheet, every entry, trial folders; the same bytes for the same record.

    Raises InputError when there is no record yet or the file exists. (Units in the column names.)
    """
    from dolomite.store import export

    with _there(data) as store:
        trials, missing = _trials(store, _trials_in(data))
        entries = export.write(store, file, trials=trials)
        people = len(store.people())
    return Exported(file=file, people=people, entries=entries, trials=tuple(trials), missing=missing)


def packed(data: Path | str, folder: Path) -> bytes:
    """The same zip as bytes [bytes]; it is written in `folder`, the data folder, for nowhere else may hold it."""
    with tempfile.TemporaryDirectory(dir=folder) as aside:
        file = Path(aside) / "export.zip"
        export_all(data, file)
        return file.read_bytes()


def import_export(data: Path | str, file: Path) -> Imported:
    """Bring an export in: entries that are here already stay, an erased person stays erased. All or nothing.

    Raises InputError for a damaged file, or when the entries here and there have parted.
    """
    from dolomite.store import export

    held = export.read(file)
    folder = _trials_in(data)
    with _opened(address(data)) as store:
        entries = export.take(store, held)
        held = replace(held, trials={_placed(name, store): content for name, content in held.trials.items()})
    trials = export.unpack_trials(held, folder) if folder is not None else ()
    return Imported(entries=entries, in_file=len(held.entries), trials=trials)


def check(data: Path | str) -> Checked:
    """Whether every entry is the one that was written and none is missing, also against the newest backup.

    Raises BrokenError when the file cannot be read at all; the sentence names the newest backup.
    """
    from dolomite.store import backup, verify

    with _there(data) as store:
        verified = verify.verified(store)
        folder = backups_in(data)
        newest = backup.listed(folder)[:1] if folder is not None else ()
        faults = verified.faults
        for kept_backup in newest:
            faults += verify.against(store, kept_backup.file)
    return Checked(people=verified.people, entries=verified.entries, backups=len(newest), faults=faults)


def exists(data: Path | str) -> bool:
    """Whether a record was begun there; of a database elsewhere that is assumed."""
    where = address(data)
    return not isinstance(where, Path) or where.is_file()


def erase_everybody(store: Store, data: Path | str, *, utc: datetime, folder: Path | None = None) -> Erased:
    """Every person's chain and every backup that is kept by itself; nothing of them is left in the file."""
    people = store.people()
    entries = sum(store.erase(person, utc=utc).entries for person in people)
    kept = backups_in(data, folder)
    files = [kept_backup.file for kept_backup in backups(data, folder)]
    for file in files:
        file.unlink(missing_ok=True)
    if kept is not None and kept.is_dir() and not any(kept.iterdir()):
        kept.rmdir()
    return Erased(people=len(people), entries=entries, backups=len(files))


def erase_everything(data: Path | str, *, utc: datetime) -> Erased:
    """The same, and then the file itself, with those that were set aside. Raises InputError."""
    with _there(data) as store:
        done = erase_everybody(store, data, utc=utc)
    where = address(data)
    for path in where.parent.glob(f"{where.name}*") if isinstance(where, Path) else ():
        path.unlink(missing_ok=True)
    return done


@contextlib.contextmanager
def _opened(where: Path | str, *, journal_mode: JournalMode = "wal") -> Iterator[Store]:
    store = open_store(where, journal_mode=journal_mode)
    try:
        yield store
    finally:
        store.close()


@contextlib.contextmanager
def _there(data: Path | str) -> Iterator[Store]:
    """The store, which must be there already: to back up nothing would look like a backup."""
    where = address(data)
    if isinstance(where, Path) and not where.is_file():
        raise InputError(
            f"{where.parent}: there is no record yet. `dolomite serve` begins one; or name another folder."
        )
    with _opened(where) as store:
        yield store


def _trials_in(data: Path | str) -> Path | None:
    """The folder of trials in the data folder; None where the record is a database elsewhere."""
    where = address(data)
    return where.parent / TRIALS if isinstance(where, Path) else None


def _trials(store: Store, home: Path | None) -> tuple[dict[str, Path], tuple[str, ...]]:
    """The trial folders that the record names, as PERSON/NUMBER or a name of their own; and those that are not there.

    A record that was brought here names the folders of where it came from: they lie at the same place of this folder.
    """
    folders: dict[str, Path] = {}
    missing: list[str] = []
    for who, said in _named(store):
        here = home / who / said.name if home is not None else said
        if here.is_dir():
            folders[f"{who}/{said.name}"] = here
            continue
        if not said.is_dir():
            missing.append(str(said))
            continue
        name, again = said.name, 1
        while name in folders:
            again += 1
            name = f"{said.name}-{again}"
        folders[name] = said
    return folders, tuple(missing)


def _named(store: Store) -> Iterator[tuple[str, Path]]:
    for who in sorted(store.people()):
        for entry in store.current(who, kinds=("trial",)):
            yield who, Path(str(entry.data["folder"]))


def _placed(name: str, store: Store) -> str:
    """Where a file of a trial goes: files saved by Dolomite 0.2 named the trial's number without its person."""
    trial = name.partition("/")[0]
    whose = [who for who, said in _named(store) if said.name == trial and said.parent.name == who]
    return f"{whose[0]}/{name}" if trial not in store.people() and len(whose) == 1 else name
