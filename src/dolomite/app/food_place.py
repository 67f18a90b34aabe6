"""Use case: one day of food as a page shows it: meals with their subtotals, each food with what is known of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from dolomite.app import day, household
from dolomite.app.case import Case
from dolomite.app.household import Member
from dolomite.base import words
from dolomite.base.span import Span
from dolomite.food.name import short_name
from dolomite.food.portion import MASS_G
from dolomite.food.table import Catalogue
from dolomite.intake import total
from dolomite.intake.eaten import Eaten
from dolomite.need.requirement import MAGNESIUM, requirement
from dolomite.report.tree import Bar
from dolomite.safety.decide import Stopped
from dolomite.store.port import Entry, Store

MEALS = ("breakfast", "lunch", "dinner", "snack")
UNTIL = ((11, "breakfast"), (15, "lunch"), (17, "snack"), (22, "dinner"))  # hours of the day [h]; chosen by us
WEEK = 7  # days in the strip
RECENT_DAYS = 45  # a food eaten within this time can be repeated with one tap
MOST_RECENT = 12  # foods offered again
MOST_LINES = 100  # of a meal that are shown, the latest
BEYOND = 1.15  # how far a bar's scale goes past its mark; chosen by us
BADGES: Mapping[str, str] = {
    "analytical": "laboratory",
    "label": "label",
    "as eaten": "survey recipe",
    "own": "own",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A food that the words may mean: its id and name."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One food of a day. `mg` says its magnesium; `badge` what the value rests on; `choices` what else it may be."""

    uid: str
    name: str
    words: str
    amount: str
    unit: str
    grams: str
    mg: str
    badge: str
    sure: bool
    measures: tuple[str, ...]
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Meal:
    """A meal of the day: its name, its foods, its magnesium in words, and whether yesterday's can be copied.

    `more` lines are counted and not shown: a page of thousands would open nowhere.
    """

    name: str
    lines: tuple[Line, ...]
    more: int
    says: str
    copies: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayOfStrip:
    """One day of the strip: its date, whether something is written there, and whether its food is finished."""

    on: date
    written: bool
    finished: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FoodDay:
    """Everything the page of one day shows. `bar` is the day's magnesium [mg] beside what to aim for."""

    on: date
    strip: tuple[DayOfStrip, ...]
    meals: tuple[Meal, ...]
    bar: Bar
    says: str
    unknown: tuple[str, ...]
    done: Mapping[str, bool]
    took_none: bool
    recent: tuple[Choice, ...]
    meal: str
    earlier: date
    later: date


def day_before(on: date) -> date:
    """The day whose meals can be copied."""
    return on - timedelta(days=1)


def food_day(store: Store, who: Member, *, on: date, now: datetime, catalogue: Catalogue) -> FoodDay:
    """The day as it stands; `now` is the local clock, for the meal that is offered first. (Magnesium in mg.)"""
    view = day.day_view(store, who.id, on)
    diary = day.matched_diary(store, who.id, first=on, last=on, catalogue=catalogue)
    eaten = {line.row.line: line for line in diary.eaten} if diary is not None else {}
    spans = {number: total.of(line, total.MAGNESIUM, catalogue) for number, line in eaten.items()}
    by_meal: dict[str, list[Entry]] = {meal: [] for meal in MEALS}
    for name, entries in view.meals:
        by_meal.setdefault(name or "snack", []).extend(entries)
    yesterday = _foods(store, who.id, on - timedelta(days=1))
    whole = Span.total(spans.values())
    strip = _strip(store, who.id, on, now.date())
    return FoodDay(
        on=on,
        strip=strip,
        meals=tuple(
            Meal(
                name=name,
                lines=tuple(
                    _line(entry, eaten[entry.number], spans[entry.number], catalogue) for entry in entries[-MOST_LINES:]
                ),
                more=max(0, len(entries) - MOST_LINES),
                says=_mg(Span.total(spans[entry.number] for entry in entries)) if entries else "",
                copies="" if entries else _copies(yesterday.get(name, [])),
            )
            for name, entries in by_meal.items()
        ),
        bar=_bar(who, whole if spans else Span.exactly(0.0), now.date()),
        says=f"{_mg(whole)} so far" if spans else "Nothing is written on this day yet.",
        unknown=whole.unknown,
        done=view.done,
        took_none="supplements" in view.took_none,
        recent=_recent(store, who.id, on),
        meal=_usual_meal(now),
        earlier=strip[0].on - timedelta(days=1),
        later=strip[-1].on + timedelta(days=1),
    )


def _line(entry: Entry, eaten: Eaten, span: Span, catalogue: Catalogue) -> Line:
    data = entry.data
    snapshot = data.get("snapshot")
    name = eaten.name if eaten.food is not None else _name(entry)
    kind = str(snapshot["data_type"]) if isinstance(snapshot, Mapping) else ""
    sure = data.get("sure", True) is True and isinstance(snapshot, Mapping)
    food = catalogue.find(str(snapshot["food_id"])) if isinstance(snapshot, Mapping) else None
    grams = data.get("grams_g")
    amount, unit = data.get("amount"), str(data.get("unit", ""))
    if not isinstance(amount, float | int) and isinstance(grams, float | int):
        amount, unit = round(grams), "g"  # how much stands in the words: the weight is what can be changed
    measures = dict.fromkeys(portion.measure for portion in food.portions) if food is not None else {}
    choices = [Choice(id=str(snapshot["food_id"]), name=name)] if isinstance(snapshot, Mapping) and not sure else []
    choices += [Choice(id=hit.id, name=short_name(hit.name)) for hit in eaten.candidates]
    return Line(
        uid=entry.uid,
        name=name,
        words=str(data["food"]),
        amount=f"{amount:g}" if isinstance(amount, float | int) else "",
        unit=unit,
        grams=f"{grams:.0f} g" if isinstance(grams, float | int) and unit not in MASS_G else "",
        mg=_mg(span),
        badge=BADGES.get(kind, "estimated") if sure else "not sure",
        sure=sure,
        measures=tuple(dict.fromkeys(("g", *measures, *((unit,) if unit else ())))),
        choices=tuple({choice.id: choice for choice in choices}.values()) if not sure else (),
    )


def _mg(span: Span) -> str:
    """The magnesium of a line or meal [mg] in few words: known, a range, at least, or unknown."""
    if not span.unknown:
        return words.amount(span.known, "mg")
    if span.high is None:
        return "unknown" if span.known is None and not span.low else f"{words.amount(span.low, 'mg')} or more"
    return f"{words.amount(span.low)} to {words.amount(span.high, 'mg')}"


def _bar(who: Member, span: Span, on: date) -> Bar:
    aim = _aim(json.dumps(dict(who.document), sort_keys=True), on)
    marks = () if aim is None else (("to aim for", aim),)
    ends = [at * BEYOND for at in (aim, span.low if aim is None else None) if at is not None and at > 0]
    full = max(ends, default=1.0)  # without an aim the bar is as long as what is known at least
    return Bar(
        label="Magnesium from food", value=span.known, low=span.low, high=span.high, full=full, unit="mg", marks=marks
    )


@lru_cache(maxsize=32)
def _aim(document: str, on: date) -> float | None:
    """What these answers make one aim for [mg/d]; None where a goal is stopped, or sex or age are not told."""
    person = household.person_of(Member(id="", name="", document=json.loads(document)), on=on)
    if person is None or isinstance(Case(person=person, on=on).safety.clearance.allow("goal"), Stopped):
        return None
    needed = requirement(person, MAGNESIUM, on=on)
    return needed.rda if needed.rda is not None else needed.ai


def _strip(store: Store, who: str, on: date, today: date) -> tuple[DayOfStrip, ...]:
    last = min(today, on + timedelta(days=WEEK // 2))
    days = [last - timedelta(days=back) for back in reversed(range(WEEK))]
    entries = store.current(who, first=days[0], last=days[-1], kinds=("food", "day_done"))
    written = {entry.day for entry in entries if entry.kind == "food"}
    finished = {
        entry.day
        for entry in entries
        if entry.kind == "day_done"
        and entry.data.get("what", "food") == "food"
        and entry.data.get("done", True) is True
    }
    return tuple(DayOfStrip(on=when, written=when in written, finished=when in finished) for when in days)


def _foods(store: Store, who: str, on: date) -> dict[str, list[Entry]]:
    by_meal: dict[str, list[Entry]] = {}
    for entry in store.current(who, first=on, last=on, kinds=("food",)):
        by_meal.setdefault(str(entry.data.get("meal", "")) or "snack", []).append(entry)
    return by_meal


def _copies(entries: list[Entry]) -> str:
    return words.listed([_name(entry) for entry in entries], most=3) if entries else ""


def _recent(store: Store, who: str, on: date) -> tuple[Choice, ...]:
    """What was eaten lately, most often and most lately first, once each; the id is that of the entry to repeat."""
    entries = store.current(who, first=on - timedelta(days=RECENT_DAYS), last=on, kinds=("food",))
    last: dict[str, Entry] = {}
    often: dict[str, int] = {}
    for entry in entries:
        name = _name(entry)
        last[name] = entry
        often[name] = often.get(name, 0) + 1
    ordered = sorted(last, key=lambda name: (-often[name], -last[name].number))
    return tuple(Choice(id=last[name].uid, name=name) for name in ordered[:MOST_RECENT])


def _name(entry: Entry) -> str:
    snapshot = entry.data.get("snapshot")
    return short_name(str(snapshot["name"])) if isinstance(snapshot, Mapping) else str(entry.data["food"])


def _usual_meal(now: datetime) -> str:
    return next((meal for hour, meal in UNTIL if now.hour < hour), "snack")
