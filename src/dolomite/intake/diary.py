"""A diary with its foods looked up. What cannot be matched with confidence stays, unknown, with its best candidates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from dolomite.base.diary import Diary, DiaryRow
from dolomite.base.errors import InputError
from dolomite.base.field import nearest, shown
from dolomite.base.finding import Basis
from dolomite.base.ids import Ids
from dolomite.base.person import Supplement
from dolomite.food.portion import try_grams
from dolomite.food.search import Hit, match
from dolomite.food.table import Catalogue, Food
from dolomite.supplement import diary_line
from dolomite.supplement.beside_food import DiaryDay, Dose, dose_of

SUPPLEMENT = "supplement:"
NONE_TAKEN = "supplements"
MAGNESIUM = "magnesium"
Why = Literal["food not recognised", "amount not given", "measure not known for this food"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Eaten:
    """One food of a diary: what was typed, the food it means (None: not known), and its weight [g] (None: not known).

    `why` says what is missing; `category` and `candidates` are what the words still tell.
    """

    row: DiaryRow
    food: Food | None
    grams: float | None
    why: Why | None
    category: str | None
    candidates: tuple[Hit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Swallowed:
    """Something swallowed beside food on one day [mg/d]; `what` None: asked, took none."""

    on: date
    line: int
    what: Dose | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Matched:
    """The diary looked up: foods, supplements, and which days are complete (None: the file does not say)."""

    eaten: tuple[Eaten, ...]
    swallowed: tuple[Swallowed, ...]
    complete: tuple[tuple[date, bool | None], ...]
    name: str
    notes: tuple[str, ...]

    @property
    def says_complete(self) -> bool:
        """True when the file itself says of any day whether it is complete."""
        return any(said is not None for _, said in self.complete)

    def counted_days(self) -> tuple[date, ...]:
        """The days that count (local dates, no unit): called complete, or, where nothing is said, with food written."""
        with_food = {one.row.on for one in self.eaten}
        return tuple(day for day, said in self.complete if said is True or (said is None and day in with_food))

    def days_swallowed(self) -> tuple[DiaryDay, ...]:
        """What each day says was swallowed beside food [mg elemental]; a day without such a line says nothing."""
        doses: dict[date, list[Dose]] = {}
        for one in self.swallowed:
            doses.setdefault(one.on, []).extend(() if one.what is None else (one.what,))
        counted = set(self.counted_days())
        return tuple(
            DiaryDay(on=day, counted=day in counted, doses=tuple(doses[day]) if day in doses else None)
            for day, _ in self.complete
        )


def matched(diary: Diary, *, catalogue: Catalogue, ids: Ids) -> Matched:
    """Each line as a food with its weight [g], or as a supplement [mg elemental or salt].

    Raises InputError for a supplement line that cannot be read; a food that cannot be matched is kept as unknown.
    """
    known: dict[str, tuple[Food | None, str | None, tuple[Hit, ...]]] = {}
    eaten: list[Eaten] = []
    swallowed: list[Swallowed] = []
    asks: list[str] = []
    for row in diary.rows:
        if row.food == NONE_TAKEN and row.unit == "none":
            swallowed.append(Swallowed(on=row.on, line=row.line, what=None))
        elif row.food.lower().startswith(SUPPLEMENT):
            dose, question = _supplement(row, diary.name, ids)
            swallowed.append(Swallowed(on=row.on, line=row.line, what=dose))
            asks += [] if question is None else [f"Line {row.line}, {row.food}: {question}"]
        elif diary_line.is_swallowed(row):
            read = diary_line.line(row, magnesium=MAGNESIUM)
            if read.dose is not None:
                swallowed.append(Swallowed(on=row.on, line=row.line, what=read.dose))
            asks += [] if read.asks is None else [f"Line {row.line}, {row.food}: {read.asks}"]
        else:
            if row.food not in known:
                found = match(catalogue, row.food)
                known[row.food] = (found.food, found.category, found.candidates)
            eaten.append(_eaten(row, *known[row.food]))
    return Matched(
        eaten=tuple(eaten),
        swallowed=tuple(swallowed),
        complete=diary.complete,
        name=diary.name,
        notes=(*diary.notes, *_once(asks)),
    )


def _once(asks: list[str]) -> tuple[str, ...]:
    """Each question once, at the first line it is about, however often the same thing was swallowed."""
    seen: dict[str, str] = {}
    for one in asks:
        seen.setdefault(one.partition(", ")[2], one)
    return tuple(seen.values())


def _eaten(row: DiaryRow, food: Food | None, category: str | None, candidates: tuple[Hit, ...]) -> Eaten:
    why: Why | None = None
    grams: float | None = None
    if food is not None:
        grams = try_grams(food, row.amount, row.unit)
        category = food.category.id if food.category is not None else None
        if grams is None:
            why = "amount not given" if row.amount is None else "measure not known for this food"
    else:
        why = "food not recognised"
        grams = _mass_g(row)
    return Eaten(row=row, food=food, grams=grams, why=why, category=category, candidates=candidates)


def _mass_g(row: DiaryRow) -> float | None:
    """Grams [g] of a food nobody recognised: only a mass says anything."""
    from dolomite.food.portion import MASS_G

    factor = MASS_G.get(row.unit.strip().lower())
    return None if row.amount is None or factor is None else row.amount * factor


def _supplement(row: DiaryRow, name: str, ids: Ids) -> tuple[Dose, str | None]:
    where = f"{name}, line {row.line}"
    typed = row.food[len(SUPPLEMENT) :].strip()
    plain = " ".join(typed.lower().replace("_", " ").replace("-", " ").split())
    key = "_".join(plain.split())
    form = key if key in ids.forms or key == "unknown" else dict(ids.aliases).get(plain)
    if form is None or (form not in ids.forms and form != "unknown"):
        raise InputError(f"{where}: {shown(typed)} is not a known form of magnesium. {nearest(typed, ids.forms)}")
    unit = " ".join(row.unit.lower().split())
    if row.amount is None:
        return dose_of(Supplement(form=form)), None
    if unit == "mg elemental":
        return dose_of(Supplement(form=form, elemental_mg=row.amount)), None
    if unit == "mg salt":
        return dose_of(Supplement(form=form, salt_mg=row.amount)), None
    if unit == "mg":
        mg, question = diary_line.either(form, row.amount)
        return Dose(typed=typed, form=form, mg=mg, basis=(Basis(source="diary", at=f"line {row.line}"),)), question
    raise InputError(f"{where}: unit {shown(row.unit)} of a supplement is not clear. Write mg elemental or mg salt.")
