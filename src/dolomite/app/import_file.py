"""Use case: a file of another program, looked at or brought into the record of one of the household."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from dolomite.app import bring_in, confirm_foods, household, read, safekeeping, settled, type_food
from dolomite.app.accept import accept
from dolomite.app.settled import FileAnswer
from dolomite.app.upload import APP
from dolomite.base.document import nearest, shown
from dolomite.base.errors import InputError
from dolomite.food.table import Catalogue
from dolomite.intake.diary import Matched
from dolomite.intake.read.file import File
from dolomite.report.tree import Section
from dolomite.store.opening import open_store
from dolomite.store.port import STORE, Store, new_uid
from dolomite.view import bring_in as view


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A file, what is settled about it now, the data folder, whose record (None: the only one), and the day."""

    file: File
    folder: Path
    on: date
    answer: FileAnswer
    person: str | None = None


def look(asked: Asked) -> Section:
    """What the file would bring: days, foods, the known share of magnesium, clashes, proposals; nothing is kept.

    Answers on how to read it are remembered once it could be read. Raises InputError. (Units as told.)
    """
    with _record(asked) as (store, who):
        diary = _read(asked, store, who)
        seen = bring_in.preview(store, who or "", diary, program=APP)
    if asked.answer.says_something:
        settled.keep(asked.folder, asked.file, settled.opened(asked.folder, now=asked.answer).of(asked.file))
    return view.section(seen, name=asked.file.name, clashing=view.shown_days(seen.clashes))


def bring(asked: Asked, *, utc: datetime) -> Section:
    """Bring the file in as one batch, undone as one; the same again adds nothing (units in the names of the data).

    Raises InputError: nobody of that name, or nothing new in it.
    """
    seen = look(asked)
    with _kept_in(asked, utc) as (store, who):
        diary = _read(asked, store, who)
        content = asked.file.content if isinstance(asked.file.content, bytes) else asked.file.content.read_bytes()
        kept = bring_in.bring_in(
            store, who, diary, program=APP, content=content, catalogue=_catalogue(asked.folder), utc=utc
        )
    return view.brought(seen, entries=len(kept.entries) - 1)  # one of them is the import itself


def accept_proposed(asked: Asked, kinds: Collection[str], *, utc: datetime) -> Section:
    """Keep what the file proposes of these kinds (weight [kg], lab, pain) as one batch, undone as one.

    Raises InputError: nobody of that name, nothing of these kinds, or one that cannot be used.
    """
    seen = look(asked)
    with _kept_in(asked, utc) as (store, who):
        wanted = tuple(proposal for proposal in _read(asked, store, who).proposals if proposal.kind in kinds)
        return view.accepted(seen, entries=len(accept(store, who, wanted, utc=utc).entries))


@contextmanager
def _kept_in(asked: Asked, utc: datetime) -> Iterator[tuple[Store, str]]:
    """The record and whose it is; an empty one begins with the first person."""
    with _record(asked) as (there, who):
        store = there if there is not None else open_store(asked.folder / STORE)
        try:
            yield store, who if who is not None else _first(store, asked, utc)
        finally:
            if there is None:
                store.close()


@contextmanager
def _record(asked: Asked) -> Iterator[tuple[Store | None, str | None]]:
    """The record, where there is one, and whose entries are meant (None: nobody is in it yet)."""
    if not safekeeping.exists(asked.folder):
        yield None, None
        return
    store = open_store(asked.folder / STORE)
    try:
        yield store, _who(store, asked.person)
    finally:
        store.close()


def _who(store: Store, name: str | None) -> str | None:
    people = household.members(store)
    if not people:
        return None
    names = [person.name for person in people]
    if name is None:
        if len(people) > 1:
            raise InputError(
                f"the record holds {len(people)} people. Say whose it is, as {shown(names[0])}.", field="whose"
            )
        return people[0].id
    ids = [person.id for person in people if person.name.casefold() == name.casefold()]
    if not ids:
        raise InputError(f"nobody here is called {shown(name)}. {nearest(name, names)}", field="whose")
    if len(ids) > 1:
        raise InputError(f"{len(ids)} people are called {shown(name)}. Give one another name first.", field="whose")
    return ids[0]


def _first(store: Store, asked: Asked, utc: datetime) -> str:
    """The first person of a new record."""
    if asked.person is None:
        raise InputError("there is nobody in the record yet. Say a name.", field="whose")
    who = new_uid()
    household.keep_answers(store, who, {}, day=asked.on, utc=utc, name=asked.person)
    return who


def _read(asked: Asked, store: Store | None, who: str | None) -> Matched:
    catalogue = _catalogue(asked.folder)
    chosen, country = confirm_foods.chosen(asked.folder), None
    if store is not None and who is not None:
        country = household.member(store, who).country
        chosen |= type_food.reader(store, who, catalogue=catalogue, country=country).chosen
    return read.diary(
        asked.file.content,
        name=asked.file.name,
        catalogue=catalogue,
        country=country,
        chosen=chosen,
        on=asked.on,
        settled=settled.opened(asked.folder, now=asked.answer),
    )


def _catalogue(folder: Path) -> Catalogue:
    from dolomite.app import catalogue

    return catalogue.opened(folder)
