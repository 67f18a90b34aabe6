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
from dolomite.intake.diary import Eaten, Matched, Swallowed, Why
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
    for one in entries:
        if one.kind == "food":
            meals.setdefault(str(one.data.get("meal", "")), []).append(one)
    return DayView(
        on=on,
        meals=tuple((meal, tuple(lines)) for meal, lines in meals.items()),
        others=tuple(one for one in entries if one.kind not in ("food", "day_done", "took_none")),
        done={
            str(one.data.get("what", "food")): one.data.get("done", True) is True for one in _of(entries, "day_done")
        },
        took_none=frozenset(str(one.data.get("what", "supplements")) for one in _of(entries, "took_none")),
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
        eaten=tuple(_eaten(one, catalogue, known) for one in _of(entries, "food")),
        swallowed=tuple(_swallowed(entries)),
        complete=_complete(entries),
        name=NAME,
        notes=(),
    )


def ratings(store: Store, who: str, *, first: date, last: date) -> tuple[tuple[date, float], ...]:
    """Pain of each day that was rated, 0 to 10 [points], by date."""
    found = {one.day: float(cast(float, one.data["pain_nrs"])) for one in _between(store, who, first, last, "pain")}
    return tuple(sorted(found.items()))


def lately(today: date) -> date:
    """The first day of what a page shows of ratings and weights."""
    return today - LATELY


def weights(store: Store, who: str, *, first: date, last: date) -> tuple[tuple[date, float], ...]:
    """Every weighing [kg], by date."""
    found = [
        (one.day, float(cast(float, one.data["weight_kg"]))) for one in _between(store, who, first, last, "weight")
    ]
    return tuple(sorted(found))


def _between(store: Store, who: str, first: date, last: date, kind: str) -> tuple[Entry, ...]:
    return store.current(who, first=first, last=last, kinds=(kind,))


def _of(entries: Iterable[Entry], kind: str) -> list[Entry]:
    return [one for one in entries if one.kind == kind]


def _complete(entries: Sequence[Entry]) -> tuple[tuple[date, bool | None], ...]:
    days: dict[date, bool | None] = {one.day: None for one in entries}
    for one in _of(entries, "day_done"):
        if one.data.get("what", "food") == "food":
            days[one.day] = one.data.get("done", True) is True
    return tuple(sorted(days.items()))


def _row(one: Entry, food: str, given: tuple[tuple[str, float], ...] | None) -> DiaryRow:
    return DiaryRow(
        line=one.number,
        on=one.day,
        meal=str(one.data.get("meal", "")),
        food=food,
        amount=_number(one, "amount"),
        unit=str(one.data.get("unit", "")),
        given=given,
        low=_number(one, "low"),
        high=_number(one, "high"),
        part=_part(one),
    )


def _part(one: Entry) -> Part:
    said = one.data.get("part")
    return "named" if said == "named" else "sum" if said == "sum" else "food"


def _eaten(one: Entry, catalogue: Catalogue, known: dict[str, Food]) -> Eaten:
    snapshot, weight = one.data.get("snapshot"), _number(one, "grams_g")
    given = _given(one.data.get("given"), catalogue)
    row = _row(one, str(one.data["food"]), given)
    if isinstance(snapshot, Mapping) and one.data.get("sure", True) is True:
        why: Why | None = None
        if weight is None and given is None:
            why = "amount not given" if row.amount is None else "measure not known for this food"
        food = _once(snapshot, catalogue, known)
        how, known_as = one.data.get("weight_says"), one.data.get("known_as")
        return Eaten(
            row=row,
            food=food,
            grams=weight,
            why=why,
            category=food.category.id if food.category is not None else None,
            candidates=(),
            low_g=_number(one, "low_g"),
            high_g=_number(one, "high_g"),
            low_mg=_number(one, "low_mg"),
            high_mg=_number(one, "high_mg"),
            how=None if how is None else str(how),
            known_as=None if known_as is None else str(known_as),
        )
    if given is not None:  # its nutrients came with it: nothing is looked up that would only be thrown away
        return Eaten(row=row, food=None, grams=weight, why=None, category=None, candidates=())
    found = match(catalogue, row.food)
    guess = snapshot.get("category") if isinstance(snapshot, Mapping) else one.data.get("category")
    return Eaten(
        row=row,
        food=None,
        grams=weight,
        why="food not recognised",
        category=str(guess) if guess is not None else found.category,
        candidates=found.candidates,
    )


def _number(one: Entry, name: str) -> float | None:
    value = one.data.get(name)
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
    for one in entries:
        if one.kind == "supplement":
            yield Swallowed(on=one.day, line=one.number, what=_dose(one))
        elif one.kind == "took_none" and one.data.get("what", "supplements") == "supplements":
            yield Swallowed(on=one.day, line=one.number, what=None)


def _dose(one: Entry) -> Dose:
    """What was swallowed [mg elemental]; ends where the label left it open."""
    dose, low, high = dose_of(supplement_of(one)), _number(one, "low_mg"), _number(one, "high_mg")
    if low is None or high is None:
        return dose
    units = supplement_of(one).per_day
    return replace(dose, mg=replace(dose.mg, low=low * units, high=high * units))


def supplement_of(one: Entry) -> Supplement:
    """What an entry says was swallowed [mg elemental or salt of one unit, units that day]."""
    elemental, salt, units = one.data.get("elemental_mg"), one.data.get("salt_mg"), one.data.get("units", 1)
    what = cast(Literal["supplement", "antacid", "laxative"], one.data.get("what", "supplement"))
    return Supplement(
        form=str(one.data["form"]),
        elemental_mg=float(elemental) if isinstance(elemental, (int, float)) else None,
        salt_mg=float(salt) if isinstance(salt, (int, float)) else None,
        per_day=float(cast(float, units)),
        what=what,
    )
