"""Questions to the table, each on a connection that somebody else opened."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import sqlalchemy as sa

from dolomite.store import body
from dolomite.store.chain import START
from dolomite.store.port import Draft, Entry, Tombstone
from dolomite.store.tables import entry, tombstone

FIRST = entry.c.number == sa.literal_column("1")  # written out: a parameter would hide the index from SQLite
AT_ONCE = 400  # values in one IN list; SQLite takes 999 and more


MOST_SEEN = 1500  # entries of the last pages that are not read again, some 10 kB each


def entries(
    connection: sa.Connection, asked: sa.Select[tuple[object, ...]], *, seen: dict[str, Entry] | None = None
) -> list[Entry]:
    """The entries that a question finds; those in `seen` (by hash) are not parsed again."""
    rows = connection.execute(asked)
    if seen is None:
        return [body.from_plain(dict(row)) for row in rows.mappings()]
    if len(seen) > MOST_SEEN:
        seen.clear()
    matches = []
    for row in rows:
        sha, person, number = row.hash, row.person, row.number
        parsed = seen.get(sha)
        if parsed is None or parsed.number != number or parsed.person != person:
            parsed = body.from_plain(dict(row._mapping))
            if len(seen) <= MOST_SEEN:
                seen[sha] = parsed
        matches.append(parsed)
    return matches


def where_in(connection: sa.Connection, person: str, column: sa.Column[str], names: set[str]) -> list[Entry]:
    """A person's entries with one of these values in a column."""
    matches: list[Entry] = []
    for some in parts(names):
        matches += entries(connection, sa.select(entry).where(entry.c.person == person, column.in_(some)))
    return matches


def known(connection: sa.Connection, person: str, drafts: Sequence[Draft]) -> dict[str, Entry]:
    """Entries that these drafts repeat, replace or undo."""
    wanted = {uid for draft in drafts for uid in (draft.uid, draft.replaces, draft.undoes) if uid is not None}
    return {kept.uid: kept for kept in where_in(connection, person, entry.c.uid, wanted)}


def rest(connection: sa.Connection, person: str, rows: list[Entry]) -> list[Entry]:
    """What else was said of the same things: on other days, or under another kind.

    Names first, entries then: a database left to join the two may read a person's every entry.
    """
    there = {row.uid for row in rows}
    asked = sa.select(entry.c.uid).where(entry.c.person == person)
    more: set[str] = set()
    for some in parts({row.thing for row in rows}):
        more |= set(connection.scalars(asked.where(entry.c.thing.in_(some))))
    return where_in(connection, person, entry.c.uid, more - there)


def undos(connection: sa.Connection, person: str, rows: Iterable[Entry]) -> list[Entry]:
    """Every undo that bears on these entries, and on those undos in turn."""
    by_uid: dict[str, Entry] = {}
    names = {name for row in rows for name in (row.uid, row.batch) if name is not None}
    while names:
        some = where_in(connection, person, entry.c.undoes, names)
        new = [undo for undo in some if undo.uid not in by_uid]
        by_uid |= {undo.uid: undo for undo in new}
        names = {name for undo in new for name in (undo.uid, undo.batch) if name is not None}
    return list(by_uid.values())


def last(connection: sa.Connection, person: str) -> tuple[int, str]:
    """Number [from 1] and hash of the person's last entry; (0, zeros) when there is none."""
    asked = sa.select(entry.c.number, entry.c.hash).where(entry.c.person == person)
    row = connection.execute(asked.order_by(entry.c.number.desc()).limit(1)).first()
    return (row.number, row.hash) if row is not None else (0, START)


def hash_at(connection: sa.Connection, person: str, number: int, last: str) -> str:
    """The hash of one entry by its number [from 1]; `last` when there is no such number."""
    asked = sa.select(entry.c.hash).where(entry.c.person == person, entry.c.number == number)
    return connection.scalar(asked) or last


def tombstones(connection: sa.Connection) -> tuple[Tombstone, ...]:
    """Who was erased here."""
    rows = connection.execute(sa.select(tombstone).order_by(tombstone.c.person)).all()
    return tuple(Tombstone(person=row.person, utc=row.utc, entries=row.entries) for row in rows)


def take_turns(connection: sa.Connection, person: str) -> None:
    """One writer at a time for a person, until the transaction ends."""
    if connection.dialect.name == "postgresql":  # SQLite's BEGIN IMMEDIATE has seen to it
        connection.execute(sa.text("SELECT pg_advisory_xact_lock(hashtextextended(:p, 0))"), {"p": person})


def parts(names: set[str]) -> Iterator[list[str]]:
    """The names, some at a time."""
    ordered = sorted(names)
    for at in range(0, len(ordered), AT_ONCE):
        yield ordered[at : at + AT_ONCE]
