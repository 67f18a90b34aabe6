"""Use cases: what the store holds of a stretch of days, as the values that the rooms work with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, cast

from dolomite.app.snapshot import column, food_of
from dolomite.base.diary import DiaryRow, Part
from dolomite.base.person import Supplement
from dolomite.food.search import match
from dolomite.food.table import Catalogue, Food
from dolomite.intake.diary import Matched, Swallowed
from dolomite.intake.eaten import Eaten, Why
from dolomite.store.port import Entry, Store
from dolomite.supplement.beside_food import Dose, dose_of

NAME = "your diary"  # how messages and grounds call it
LATELY = timedelta(days=60)  # of ratings and weights that a page shows; chosen by us
OF_DIARY = ("food", "supplement", "took_none", "day_done")


@dataclass(frozen=True, slots=True, kw_only=True)
class DayView:
    """One day as it stands: foods by meal in the order of the meals' first line, and everything else that was kept.

    `done` says for food, drinks, supplements and medicines whether the day is complete (absent: nobody said);
    `took_none` what was asked and not taken.
    """

    on: date
    meals: tuple[tuple[str, tuple[Entry, ...]], ...]
    others: tuple[Entry, ...]
    done: Mapping[str, bool]
    took_none: frozenset[str]


def day_view(store: Store, who: str, on: date) -> DayView:
    """The day as it stands [as kept]."""
    entries = store.current(who, first=on, last=on)
    meals: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.kind == "food":
            meals.setdefault(str(entry.data.get("meal", "")), []).append(entry)
    return DayView(
        on=on,
        meals=tuple((meal, tuple(lines)) for meal, lines in meals.items()),
        others=tuple(entry for entry in entries if entry.kind not in ("food", "day_done", "took_none")),
        done={
            str(entry.data.get("what", "food")): entry.data.get("done", True) is True
            for entry in _of(entries, "day_done")
        },
        took_none=frozenset(str(entry.data.get("what", "supplements")) for entry in _of(entries, "took_none")),
    )


def matched_diary(store: Store, who: str, *, first: date, last: date, catalogue: Catalogue) -> Matched | None:
    """The diary of these days (both included), each food with the values it was kept with [g, per 100 g].

    None when nothing was written. A guess that nobody confirmed counts as an unknown food of the guess's category.
    """
    entries = store.current(who, first=first, last=last, kinds=OF_DIARY)
    if not entries:
        return None
    known: dict[str, Food] = {}
    return Matched(
        eaten=tuple(_eaten(entry, catalogue, known) for entry in _of(entries, "food")),
        swallowed=tuple(_swallowed(entries)),
        complete=_complete(entries),
        name=NAME,
        notes=(),
    )


def ratings(store: Store, who: str, *, first: date, last: date) -> tuple[tuple[date, float], ...]:
    """Pain of each day that was rated, 0 to 10 [points], by date."""
    by_day = {
        entry.day: float(cast(float, entry.data["pain_nrs"])) for entry in _between(store, who, first, last, "pain")
    }
    return tuple(sorted(by_day.items()))


def lately(today: date) -> date:
    """The first day of what a page shows of ratings and weights."""
    return today - LATELY


def weights(store: Store, who: str, *, first: date, last: date) -> tuple[tuple[date, float], ...]:
    """Every weighing [kg], by date."""
    weighings = [
        (entry.day, float(cast(float, entry.data["weight_kg"])))
        for entry in _between(store, who, first, last, "weight")
    ]
    return tuple(sorted(weighings))


def _between(store: Store, who: str, first: date, last: date, kind: str) -> tuple[Entry, ...]:
    return store.current(who, first=first, last=last, kinds=(kind,))


def _of(entries: Iterable[Entry], kind: str) -> list[Entry]:
    return [entry for entry in entries if entry.kind == kind]


def _complete(entries: Sequence[Entry]) -> tuple[tuple[date, bool | None], ...]:
    days: dict[date, bool | None] = {entry.day: None for entry in entries}
    for entry in _of(entries, "day_done"):
        if entry.data.get("what", "food") == "food":
            days[entry.day] = entry.data.get("done", True) is True
    return tuple(sorted(days.items()))


def _row(entry: Entry, food: str, given: tuple[tuple[str, float], ...] | None) -> DiaryRow:
    return DiaryRow(
        line=entry.number,
        on=entry.day,
        meal=str(entry.data.get("meal", "")),
        food=food,
        amount=_number(entry, "amount"),
        unit=str(entry.data.get("unit", "")),
        given=given,
        low=_number(entry, "low"),
        high=_number(entry, "high"),
        part=_part(entry),
    )


def _part(entry: Entry) -> Part:
    said = entry.data.get("part")
    return "named" if said == "named" else "sum" if said == "sum" else "food"


def _eaten(entry: Entry, catalogue: Catalogue, known: dict[str, Food]) -> Eaten:
    snapshot, weight = entry.data.get("snapshot"), _number(entry, "grams_g")
    given = _given(entry.data.get("given"), catalogue)
    row = _row(entry, str(entry.data["food"]), given)
    if isinstance(snapshot, Mapping) and entry.data.get("sure", True) is True:
        why: Why | None = None
        if weight is None and given is None:
            why = "amount not given" if row.amount is None else "measure not known for this food"
        food = _once(snapshot, catalogue, known)
        how, known_as = entry.data.get("weight_says"), entry.data.get("known_as")
        return Eaten(
            row=row,
            food=food,
            grams=weight,
            why=why,
            category=food.category.id if food.category is not None else None,
            candidates=(),
            low_g=_number(entry, "low_g"),
            high_g=_number(entry, "high_g"),
            low_mg=_number(entry, "low_mg"),
            high_mg=_number(entry, "high_mg"),
            how=None if how is None else str(how),
            known_as=None if known_as is None else str(known_as),
        )
    if given is not None:  # its nutrients came with it: nothing is looked up that would only be thrown away
        return Eaten(row=row, food=None, grams=weight, why=None, category=None, candidates=())
    matched = match(catalogue, row.food)
    guess = snapshot.get("category") if isinstance(snapshot, Mapping) else entry.data.get("category")
    return Eaten(
        row=row,
        food=None,
        grams=weight,
        why="food not recognised",
        category=str(guess) if guess is not None else matched.category,
        candidates=matched.candidates,
    )


def _number(entry: Entry, name: str) -> float | None:
    value = entry.data.get(name)
    return float(value) if isinstance(value, (int, float)) else None


def _once(snapshot: Mapping[str, object], catalogue: Catalogue, known: dict[str, Food]) -> Food:
    """The same food stands on many days: it is built once for each release and values."""
    key = f"{snapshot['food_id']} {snapshot['release']} {hash(tuple(_values(snapshot)))}"
    if key not in known:
        known[key] = food_of(snapshot, catalogue)
    return known[key]


def _values(snapshot: Mapping[str, object]) -> Iterable[object]:
    kept = snapshot["nutrients_per_100_g"]
    return kept.values() if isinstance(kept, Mapping) else ()


def _given(value: object, catalogue: Catalogue) -> tuple[tuple[str, float], ...] | None:
    """Values that came with an imported line, by our names [our units], for the amount eaten."""
    if not isinstance(value, Mapping):
        return None
    kept = {unit.key: value.get(column(unit)) for unit in catalogue.units}
    return tuple((key, float(known)) for key, known in kept.items() if isinstance(known, (int, float)))


def _swallowed(entries: Sequence[Entry]) -> Iterable[Swallowed]:
    for entry in entries:
        if entry.kind == "supplement":
            yield Swallowed(on=entry.day, line=entry.number, what=_dose(entry))
        elif entry.kind == "took_none" and entry.data.get("what", "supplements") == "supplements":
            yield Swallowed(on=entry.day, line=entry.number, what=None)


def _dose(entry: Entry) -> Dose:
    """What was swallowed [mg elemental]; ends where the label left it open."""
    dose, low, high = dose_of(supplement_of(entry)), _number(entry, "low_mg"), _number(entry, "high_mg")
    if low is None or high is None:
        return dose
    units = supplement_of(entry).per_day
    return replace(dose, mg=replace(dose.mg, low=low * units, high=high * units))


def supplement_of(entry: Entry) -> Supplement:
    """What an entry says was swallowed [mg elemental or salt of one unit, units that day]."""
    elemental, salt, units = entry.data.get("elemental_mg"), entry.data.get("salt_mg"), entry.data.get("units", 1)
    what = cast(Literal["supplement", "antacid", "laxative"], entry.data.get("what", "supplement"))
    return Supplement(
        form=str(entry.data["form"]),
        elemental_mg=float(elemental) if isinstance(elemental, (int, float)) else None,
        salt_mg=float(salt) if isinstance(salt, (int, float)) else None,
        per_day=float(cast(float, units)),
        what=what,
    )
