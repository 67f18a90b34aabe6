"""Use case: a diary of another program, or a file of one's own, comes into the record: looked at first, then one batch.

The same file again adds only what is new: each line has an id made of what it says.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from dolomite.app.keep import Kept, looked_up_data
from dolomite.base.document import JsonObject
from dolomite.base.errors import InputError
from dolomite.food.table import Catalogue
from dolomite.intake.diary import Matched, Swallowed
from dolomite.intake.total import is_unknown
from dolomite.store.chain import digest
from dolomite.store.port import Draft, Store, new_uid
from dolomite.view.bring_in import Preview


def preview(store: Store | None, who: str, diary: Matched, *, program: str) -> Preview:
    """What the file would bring, nothing kept yet (no unit); `store` None: no record yet.

    Raises InputError for a file without a line.
    """
    diary = _single(store, who, diary) if store is not None else diary
    days = [day for day, _ in diary.complete]
    if not days and not diary.proposals:
        raise InputError(f"{diary.name}: there is no day with food in it. Choose another file.")
    known = store.externals(who, program) if store is not None else {}
    first, last = (min(days), max(days)) if days else (None, None)
    ours: set[date] = set()
    if store is not None and days:
        ours = {entry.day for entry in store.current(who, first=first, last=last, kinds=("food",))}
    return Preview(
        first=first,
        last=last,
        days=len(days),
        foods=len(diary.eaten),
        known=sum(not is_unknown(line) for line in diary.eaten),
        swallowed=len(diary.swallowed),
        there=sum(external in known for external, *_ in _lines(diary, None)),
        clashes=tuple(day for day in days if day in ours),
        notes=diary.notes,
        origin=diary.origin,
        proposals=diary.proposals,
    )


# wide: what is kept, for whom, when, and the form's own id; each is named where it is called
def bring_in(
    store: Store,
    who: str,
    diary: Matched,
    *,
    program: str,
    content: bytes,
    catalogue: Catalogue,
    utc: datetime,
    uid: str | None = None,
) -> Kept:
    """Keep every new line of the file as one batch, undone as one (units in the names of the data).

    `program` names where it came from, `content` is the file as it was. Raises InputError when nothing in it is new.
    """
    batch = uid or new_uid()
    there = store.batch(who, batch)
    if there:  # the form came twice
        return Kept(entries=there, undoes=batch)
    known = store.externals(who, program)
    diary = _single(store, who, diary)
    new = [line for line in _lines(diary, catalogue) if line[0] not in known]
    if not new and not diary.eaten and diary.proposals:
        raise InputError(f"{diary.name}: there is no food in it. What it proposes is yours to type in.")
    if not new:
        raise InputError(f"{diary.name}: everything in it was brought in before. Nothing was added.")
    days = [day for _, day, *_ in new]
    head: dict[str, object] = {
        "file": diary.name,
        "format": program,
        "sha256": hashlib.sha256(content).hexdigest(),
        "entries": len(new),
        "first_day": min(days).isoformat(),
        "last_day": max(days).isoformat(),
    }
    drafts = [Draft(uid=f"{batch}.0", day=min(days), kind="import", data=head, batch=batch, source=program)]
    drafts += [
        Draft(uid=f"{batch}.{n}", day=day, kind=kind, data=data, batch=batch, source=program, external=external)
        for n, (external, day, kind, data) in enumerate(new, start=1)
    ]
    return Kept(entries=store.append(who, drafts, utc=utc), undoes=batch)


def _single(store: Store, who: str, diary: Matched) -> Matched:
    """The diary without what would count twice: a day's sum where foods are written, foods where a sum is."""
    if not diary.eaten:
        return diary
    days = [line.row.on for line in diary.eaten]
    foods, sums = set[date](), set[date]()
    for entry in store.current(who, first=min(days), last=max(days), kinds=("food",)):
        (sums if entry.data.get("part") == "sum" else foods).add(entry.day)
    if not foods and not sums:
        return diary
    kept = tuple(line for line in diary.eaten if line.row.on not in (foods if line.row.part == "sum" else sums))
    twice = sorted({line.row.on for line in diary.eaten} - {line.row.on for line in kept})
    if not twice:
        return diary
    says = (
        f"{len(twice)} days ({twice[0]} to {twice[-1]}) are here already as {'foods' if twice[0] in foods else 'sums'} "
        "and were left out, so that nothing counts twice. Take the other import back first to have these instead."
    )
    return replace(diary, eaten=kept, notes=(*diary.notes, says))


def _lines(diary: Matched, catalogue: Catalogue | None) -> Iterator[tuple[str, date, str, JsonObject]]:
    """Each line with an id of its own: what it says, and the how-manieth it is that says so; without a catalogue the
    ids alone."""
    seen: Counter[str] = Counter()

    def id_of(*said: object) -> str:
        key = digest([str(part) for part in said])[:32]
        seen[key] += 1
        return f"{key}.{seen[key]}"

    for line in diary.eaten:
        row = line.row
        data = looked_up_data(line, catalogue) if catalogue is not None else {}
        yield id_of("food", row.on, row.meal, row.food, row.amount, row.unit, row.given), row.on, "food", data
    for taken in diary.swallowed:
        kind, data = _swallowed(taken)
        yield id_of(kind, taken.on, sorted(data.items())), taken.on, kind, data
    for day, said in diary.complete:
        if said is not None:
            yield id_of("day_done", day, said), day, "day_done", {"what": "food", "done": said}


def _swallowed(taken: Swallowed) -> tuple[str, JsonObject]:
    if taken.what is None:
        return "took_none", {"what": "supplements"}
    dose = taken.what
    data: JsonObject = {"form": dose.form, "what": dose.what, "name": dose.typed}
    if dose.mg.known is not None and not dose.mg.unknown:
        return "supplement", data | {"elemental_mg": dose.mg.known}
    ends = {"low_mg": dose.mg.low, "high_mg": dose.mg.high}
    return "supplement", data | {name: value for name, value in ends.items() if value is not None}
