"""Records that are one work: the same id, a notice and what it is about, or the same title where one has no id."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dolomite.evidence.watch.record import Id, Notice, Record, comparable, marked_retracted

SHORTEST_TITLE = 25  # characters; a shorter title could be anything's


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One work as all files together tell it; `about` is the record that is the work itself, not a notice on it."""

    records: tuple[Record, ...]
    about: Record
    ids: frozenset[Id]

    @property
    def title(self) -> str | None:
        """Its title, as its best record has it."""
        return self.about.title

    @property
    def notices(self) -> tuple[Notice, ...]:
        """Everything said about it elsewhere, and what it says itself."""
        return tuple(notice for record in self.records for notice in record.notices)

    @property
    def only_notices(self) -> bool:
        """Whether no file holds the work itself, only what others say of it."""
        return all(record.speaks_of_another for record in self.records)

    @property
    def retracted_by(self) -> tuple[str, ...]:
        """How it is known to be retracted, in words; empty: not known to be."""
        words = []
        if any(record.about == "retraction" for record in self.notices):
            words.append("a retraction notice")
        if any("retracted publication" in notice.kinds for notice in self.records):
            words.append("its publication type")
        if any(marked_retracted(record.title) for record in self.records):
            words.append("its title" if words else "its title alone (RIS has no field for it)")
        return tuple(words)

    def says(self, about: str) -> bool:
        """Whether a notice of this kind concerns it."""
        return any(notice.about == about for notice in self.notices)

    @property
    def on(self) -> str | None:
        """The newest date of its records, ISO as far as known."""
        return max((record.on for record in self.records if record.on is not None), default=None)


def works(records: Sequence[Record]) -> tuple[Work, ...]:
    """The records joined into works, in an order that does not depend on that of the files."""
    parent = list(range(len(records)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    first: dict[object, int] = {}
    for at, record in enumerate(records):
        for key in _keys(record):
            parent[root(at)] = root(first.setdefault(key, at))
    _same_title(records, parent, root)
    groups: dict[int, list[Record]] = {}
    for at, record in enumerate(records):
        groups.setdefault(root(at), []).append(record)
    joined = [_work(group) for group in groups.values()]
    return tuple(sorted(joined, key=lambda work: (min(map(str, work.ids), default=""), work.title or "")))


def _keys(record: Record) -> list[Id]:
    return [*record.ids, *(key for notice in record.notices if notice.about != "update" for key in notice.ids)]


def _same_title(records: Sequence[Record], parent: list[int], root: object) -> None:
    """Join a record without an id to one of the same title within a year."""
    named: dict[str, list[int]] = {}
    for at, record in enumerate(records):
        if record.title and len(comparable(record.title)) >= SHORTEST_TITLE and not record.speaks_of_another:
            named.setdefault(comparable(record.title), []).append(at)
    assert callable(root)
    for at, record in enumerate(records):
        if record.ids or not record.title:
            continue
        for other in named.get(comparable(record.title), ()):
            theirs = records[other].year
            if record.year is None or theirs is None or abs(record.year - theirs) <= 1:
                parent[root(at)] = root(other)


_BEST = ("ClinicalTrials.gov", "PubMed", "Europe PMC", "Crossref", "RIS", "Retraction Watch")


def _work(group: Sequence[Record]) -> Work:
    ordered = sorted(
        group,
        key=lambda record: (record.speaks_of_another, _BEST.index(record.source), record.title or "", record.file),
    )
    about = next((record for record in ordered if record.source == "ClinicalTrials.gov"), ordered[0])
    return Work(records=tuple(ordered), about=about, ids=frozenset(key for record in ordered for key in _keys(record)))
