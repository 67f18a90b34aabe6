"""What stands now, out of everything that was ever said: the last of each thing, neither undone nor removed. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dolomite.store.port import Entry


def undone(entries: Iterable[Entry], undos: Iterable[Entry]) -> frozenset[str]:
    """Uids of the entries (undos among them) that are undone as things stand.

    `undos` are all undo entries that bear on `entries`, and the undos of those. The newest is settled first: an
    undo that is itself undone takes nothing back.
    """
    gone: dict[str, int] = {}  # uid or batch taken back -> number of the newest undo that does it
    dead: set[str] = set()
    for undo in sorted(undos, key=lambda undo: -undo.number):
        if _hit(undo, gone):
            dead.add(undo.uid)
        elif undo.undoes is not None:
            gone.setdefault(undo.undoes, undo.number)
    return frozenset({entry.uid for entry in entries if _hit(entry, gone)} | dead)


def _hit(entry: Entry, gone: Mapping[str, int]) -> bool:
    """An undo takes back what was there when it came, not what joins the batch later."""
    return gone.get(entry.uid, 0) > entry.number or (
        entry.batch is not None and gone.get(entry.batch, 0) > entry.number
    )


def standing(entries: Iterable[Entry], undos: Iterable[Entry]) -> tuple[Entry, ...]:
    """The last entry of each thing that stands, in the order in which the things came.

    `entries` are all entries of the things asked for. A thing whose first entry is undone is gone, corrections and
    all: undoing an import takes back what was corrected in it, too.
    """
    known = sorted(entries, key=lambda entry: entry.number)
    away = undone(known, undos)
    last: dict[str, Entry] = {}
    dropped: set[str] = set()
    for entry in known:
        if entry.uid in away:
            if entry.uid == entry.thing:
                dropped.add(entry.thing)
            continue
        if entry.kind != "undo":
            last[entry.thing] = entry  # a dict keeps the place of the first word
    return tuple(entry for thing, entry in last.items() if thing not in dropped and entry.kind != "removed")
