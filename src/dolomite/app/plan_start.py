"""Use case: a plan begins today: its changes lie on the coming days as proposals, and are eaten only when said so."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from dolomite.app import household
from dolomite.app.case import Case
from dolomite.app.household import Member
from dolomite.app.keep import Kept
from dolomite.app.plan_place import Proposal
from dolomite.base import words
from dolomite.base.errors import InputError
from dolomite.plan.problem import DAYS_PER_WEEK
from dolomite.plan.week import grams_on
from dolomite.safety.decide import Stopped
from dolomite.store.port import Draft, Store, new_uid

PLANNED = "planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A change proposed for a day: the food, how much more or less of it [g], at which meal, and in words."""

    uid: str
    food_id: str
    food: str
    grams: str
    meal: str
    more: bool
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FromPlan:
    """What a plan proposes for a day. `outdated`: answers changed since, so that nothing of it is shown."""

    lines: tuple[Planned, ...]
    coming: tuple[tuple[date, str], ...]
    outdated: bool


NOTHING = FromPlan(lines=(), coming=(), outdated=False)


def start(store: Store, who: str, plan: Proposal, *, now: datetime, uid: str | None = None) -> Kept:
    """Lay the plan's changes on the seven days from `now` on [g], undone as one. An earlier plan's rest goes.

    Raises InputError where the plan changes nothing. Nothing is counted as eaten.
    """
    batch, on = uid or new_uid(), now.date()
    days = [on + timedelta(days=number) for number in range(DAYS_PER_WEEK)]
    laid = [
        (day, {"food_id": line.food_id, "food": line.food, "grams_g": abs(grams), "more": line.more, "meal": line.meal})
        for day in days
        for line in plan.lines
        if (grams := grams_on(line.per_week, line.serving_g, day.weekday())) != 0
    ]
    if not laid:
        raise InputError("this plan changes nothing in the coming week. Open the page again.")
    drafts = [
        Draft(uid=f"{batch}.0.{number}", day=on, kind="removed", replaces=old.uid, batch=batch)
        for number, old in enumerate(store.current(who, first=on, kinds=(PLANNED,)))
        if old.batch != batch
    ]
    drafts += [
        Draft(uid=f"{batch}.{number}", day=day, kind=PLANNED, data=data, batch=batch)
        for number, (day, data) in enumerate(laid, start=1)
    ]
    return Kept(entries=store.append(who, drafts, utc=now), undoes=batch)


def from_plan(store: Store, who: Member, *, on: date) -> FromPlan:
    """What is proposed for this day and not eaten yet, and what the days after it hold [g]; nothing past a stop."""
    laid = store.current(who.id, first=on, last=on + timedelta(days=DAYS_PER_WEEK), kinds=(PLANNED,))
    if not laid or _stopped(json.dumps(dict(who.document), sort_keys=True), on):
        return NOTHING
    answers = store.current(who.id, kinds=("person_changed",))
    newest = max(entry.number for entry in laid)
    if any(answer.number > newest for answer in answers):
        return FromPlan(lines=(), coming=(), outdated=True)
    eaten = {
        str(snapshot["food_id"])
        for entry in store.current(who.id, first=on, last=on, kinds=("food",))
        if isinstance(snapshot := entry.data.get("snapshot"), dict)
    }
    lines = [(entry.day, _planned(entry.uid, entry.data)) for entry in laid]
    later = sorted({day for day, _ in lines if day > on})
    return FromPlan(
        lines=tuple(line for day, line in lines if day == on and not (line.more and line.food_id in eaten)),
        coming=tuple((day, "; ".join(line.says for at, line in lines if at == day)) for day in later),
        outdated=False,
    )


def _planned(uid: str, data: object) -> Planned:
    held = dict(data) if isinstance(data, dict) else {}
    grams, more = float(held["grams_g"]), held["more"] is True
    at = f", at {held['meal']}" if held.get("meal") else ""
    return Planned(
        uid=uid,
        food_id=str(held["food_id"]),
        food=str(held["food"]),
        grams=f"{grams:g}",
        meal=str(held.get("meal") or ""),
        more=more,
        says=f"{'' if more else 'less '}{held['food']}, {words.amount(grams, 'g')}{at}",
    )


@lru_cache(maxsize=32)
def _stopped(document: str, on: date) -> bool:
    """Whether safety stops a food plan for these answers; also where sex or age are not told."""
    person = household.person_of(Member(id="", name="", document=json.loads(document)), on=on)
    return person is None or isinstance(Case(person=person, on=on).safety.clearance.allow("plan"), Stopped)
