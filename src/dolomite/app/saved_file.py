"""Use case: when the record was last saved as a file; it is asked for where a browser keeps it and may delete it.

What is known is that the file was asked for: whether the browser wrote it, and whether it is still there, nobody says.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dolomite.base.errors import InputError
from dolomite.store import private
from dolomite.store.port import Store

FILE = "saved.json"  # in the data folder
FIRST = (
    "Save your record as a file first (Me, Export everything): a trial takes weeks, and a browser may delete by itself "
    "what a site keeps. The file brings it back."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedFile:
    """The day on which a file was saved last, and how many entries came since [count]."""

    on: date
    since: int


def note(store: Store, data: Path, *, on: date) -> None:
    """Remember that everything was saved as a file on this day."""
    said = {"on": on.isoformat(), "entries": _entries(store)}
    private.write(data / FILE, json.dumps(said).encode(), force=True)


def last(store: Store, data: Path) -> SavedFile | None:
    """The last saved file; None when none was saved from here. (Counts.)"""
    try:
        said = json.loads((data / FILE).read_bytes())
        return SavedFile(on=date.fromisoformat(said["on"]), since=max(0, _entries(store) - int(said["entries"])))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def before_what_lasts(store: Store, data: Path, *, on: date) -> None:
    """Raise InputError before something that takes weeks begins, unless a file was saved on this day."""
    saved = last(store, data)
    if saved is None or saved.on != on:
        raise InputError(FIRST)


def _entries(store: Store) -> int:
    return sum(store.last(who)[0] for who in store.people())
