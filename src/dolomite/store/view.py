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
    for one in sorted(undos, key=lambda one: -one.number):
        if _hit(one, gone):
            dead.add(one.uid)
        elif one.undoes is not None:
            gone.setdefault(one.undoes, one.number)
    return frozenset({one.uid for one in entries if _hit(one, gone)} | dead)


def _hit(one: Entry, gone: Mapping[str, int]) -> bool:
    """An undo takes back what was there when it came, not what joins the batch later."""
    return gone.get(one.uid, 0) > one.number or (one.batch is not None and gone.get(one.batch, 0) > one.number)


def standing(entries: Iterable[Entry], undos: Iterable[Entry]) -> tuple[Entry, ...]:
    """The last entry of each thing that stands, in the order in which the things came.

    `entries` are all entries of the things asked for. A thing whose first entry is undone is gone, corrections and
    all: undoing an import takes back what was corrected in it, too.
    """
    known = sorted(entries, key=lambda one: one.number)
    away = undone(known, undos)
    last: dict[str, Entry] = {}
    dropped: set[str] = set()
    for one in known:
        if one.uid in away:
            if one.uid == one.thing:
                dropped.add(one.thing)
            continue
        if one.kind != "undo":
            last[one.thing] = one  # a dict keeps the place of the first word
    return tuple(one for thing, one in last.items() if thing not in dropped and one.kind != "removed")
