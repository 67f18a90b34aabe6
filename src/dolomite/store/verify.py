"""Is every entry the one that was written, and none missing? Chains checked without trusting the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dolomite.store import body
from dolomite.store.chain import START
from dolomite.store.entries import SqlStore
from dolomite.store.port import Store

PART = 5000  # entries read at a time


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """How many people and entries were looked at, and every fault as a sentence; none means whole."""

    people: int
    entries: int
    faults: tuple[str, ...]


def verified(store: Store) -> Verified:
    """Every chain of the store read and checked. Raises BrokenError when the file cannot be read."""
    faults: list[str] = []
    if isinstance(store, SqlStore) and store.file is not None:
        faults += file_faults(store)
    people = store.people()
    count = 0
    for person in people:
        number, before = 0, START
        while part := store.history(person, after=number, limit=PART):
            fault = body.chain_fault(part, number=number, before=before)
            count += len(part)
            if fault is not None:
                faults.append(fault)
                break
            number, before = part[-1].number, part[-1].hash
    return Verified(people=len(people), entries=count, faults=tuple(faults))


def file_faults(store: SqlStore) -> list[str]:
    """What SQLite's own check of the whole file says; nothing means it is whole."""
    with store.reading() as connection:
        said: Iterable[str] = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
    return [] if list(said) == ["ok"] else [f"{store.where}: {line}" for line in said]


def against(store: Store, backup: Path) -> tuple[str, ...]:
    """Whether every chain of a backup is still there, to its last entry: cut-off ends are found so.

    A person who was erased since is no fault. Raises BrokenError when the backup cannot be read.
    """
    faults: list[str] = []
    erased = {stone.person for stone in store.tombstones()}
    older = SqlStore(backup, journal_mode="delete")
    try:
        for person in older.people():
            number, sha = older.last(person)
            there = store.history(person, after=number - 1, limit=1)
            if person not in erased and (not there or there[0].hash != sha):
                faults.append(
                    f"entry {number} of {person}: {backup.name} has it, the store does not. Entries were removed or "
                    "rewritten, or another backup was restored since."
                )
    finally:
        older.close()
    return tuple(faults)
