"""Use case: a newer food table has another value for a food that somebody eats. It is offered, never applied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal
from weakref import WeakKeyDictionary

from dolomite.app.keep import Kept
from dolomite.app.snapshot import column, snapshot_of
from dolomite.food.table import Catalogue
from dolomite.store.port import Draft, Entry, Store, new_uid

FromWhen = Literal["from_today", "all_days", "no"]
LOOK_BACK = timedelta(days=90)  # foods eaten within this time are looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A food with another value now: magnesium per 100 g then and now [mg] (None: unknown), and the two releases."""

    food_id: str
    name: str
    release_from: str
    release_to: str
    magnesium_mg_then: float | None
    magnesium_mg_now: float | None
    days: int

    @property
    def says(self) -> str:
        """The offer in a sentence."""
        then, now = (
            "unknown" if mg is None else f"{mg:g} mg" for mg in (self.magnesium_mg_then, self.magnesium_mg_now)
        )
        return (
            f"{self.name} has a newer value in {self.release_to}: magnesium per 100 g is {now}, and was {then}. "
            "Use it from today, for all days, or not at all?"
        )


def offered(store: Store, who: str, *, on: date, catalogue: Catalogue) -> tuple[Offer, ...]:
    """Foods of the last 90 days whose values are others now than they were kept with, unless it was said what to do.

    (Magnesium per 100 g [mg].)
    """
    answered = {
        (str(entry.data["food_id"]), str(entry.data["release_from"]), str(entry.data["release_to"]))
        for entry in store.current(who, kinds=("newer_value",))
    }
    latest: dict[str, Mapping[str, object]] = {}
    days: dict[str, set[date]] = {}
    for entry, snapshot in _eaten(store, who, first=on - LOOK_BACK, last=on):
        latest[str(snapshot["food_id"])] = snapshot
        days.setdefault(str(snapshot["food_id"]), set()).add(entry.day)
    offers = []
    for identifier, snapshot in latest.items():
        now = catalogue.find(identifier)
        if now is None or (identifier, str(snapshot["release"]), now.release) in answered:
            continue
        new = snapshot_of(now, catalogue)
        if new["nutrients_per_100_g"] != snapshot["nutrients_per_100_g"]:
            offers.append(_offer(snapshot, new, len(days[identifier]), catalogue))
    return tuple(offers)


_nothing: WeakKeyDictionary[Store, set[tuple[str, ...]]] = WeakKeyDictionary()  # a store put back is another one


def pending(store: Store, who: str, *, on: date, catalogue: Catalogue) -> tuple[Offer, ...]:
    """The same for a page that is made often: once there is nothing to offer with these tables, that stays so.

    What is written from then on takes its values from the same tables. (Magnesium per 100 g [mg].)
    """
    key = (who, *(shelf.content for shelf in catalogue.shelves))
    none = _nothing.setdefault(store, set())
    if key in none:
        return ()
    offers = offered(store, who, on=on, catalogue=catalogue)
    if not offers:
        none.add(key)
    return offers


# wide: what is kept, for whom, when, and the form's own id; each is named where it is called
def answer_offer(
    store: Store,
    who: str,
    food_id: str,
    says: FromWhen,
    *,
    on: date,
    utc: datetime,
    catalogue: Catalogue,
    uid: str | None = None,
) -> Kept:
    """Do as the person says: correct the lines from today on, or of all days, or none; undone as one [per 100 g].

    Raises InputError when the catalogue does not have the food.
    """
    batch = uid or new_uid()
    there = store.batch(who, batch)
    if there:  # the form came twice
        return Kept(entries=there, undoes=batch)
    new = snapshot_of(catalogue.get(food_id), catalogue)
    first = {"from_today": on, "all_days": date.min, "no": date.max}[says]
    drafts: list[Draft] = []
    release_from = str(new["release"])
    for entry, snapshot in _eaten(store, who, first=date.min, last=date.max):
        if snapshot["food_id"] != food_id:
            continue
        release_from = str(snapshot["release"])
        if entry.day >= first and snapshot["nutrients_per_100_g"] != new["nutrients_per_100_g"]:
            number = len(drafts) + 2
            drafts.append(
                Draft(
                    uid=f"{batch}.{number}",
                    day=entry.day,
                    kind="food",
                    data=dict(entry.data) | {"snapshot": new},
                    replaces=entry.uid,
                    batch=batch,
                )
            )
    said: dict[str, object] = {
        "food_id": food_id,
        "release_from": release_from,
        "release_to": new["release"],
        "says": says,
    }
    if says != "no":
        said["snapshot"] = new  # what is repeated or copied later takes these
    answer = Draft(uid=f"{batch}.1", day=on, kind="newer_value", data=said, batch=batch)
    return Kept(entries=store.append(who, [answer, *drafts], utc=utc), undoes=batch)


def _eaten(store: Store, who: str, *, first: date, last: date) -> list[tuple[Entry, Mapping[str, object]]]:
    """Food lines that have a snapshot, by day."""
    lines = sorted(
        store.current(who, first=first, last=last, kinds=("food",)), key=lambda entry: (entry.day, entry.number)
    )
    return [(entry, snapshot) for entry in lines if isinstance(snapshot := entry.data.get("snapshot"), Mapping)]


def _offer(then: Mapping[str, object], now: Mapping[str, object], days: int, catalogue: Catalogue) -> Offer:
    key = column(catalogue.unit("magnesium"))
    was, is_now = (_value(snapshot["nutrients_per_100_g"], key) for snapshot in (then, now))
    return Offer(
        food_id=str(now["food_id"]),
        name=str(now["name"]),
        release_from=str(then["release"]),
        release_to=str(now["release"]),
        magnesium_mg_then=was,
        magnesium_mg_now=is_now,
        days=days,
    )


def _value(nutrients: object, key: str) -> float | None:
    amount = nutrients.get(key) if isinstance(nutrients, Mapping) else None
    return float(amount) if isinstance(amount, (int, float)) else None
