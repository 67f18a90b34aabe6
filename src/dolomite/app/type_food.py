"""Use cases: words as people type them become a food line; a first guess is confirmed once and then remembered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from dolomite import facts
from dolomite.app import keep
from dolomite.app.keep import Eaten, Kept
from dolomite.base import words as say
from dolomite.base.diary import Diary, DiaryRow
from dolomite.base.errors import InputError
from dolomite.base.field import shown
from dolomite.food.name import plain
from dolomite.food.portion import grams as weigh
from dolomite.food.portion import serving, try_grams
from dolomite.food.search import search
from dolomite.food.table import Catalogue, Food
from dolomite.intake.diary import matched
from dolomite.store.port import Draft, Store, new_uid

LONGEST_WORDS = 200  # characters of one line
MOST_G = 20_000.0  # grams of one line that are still believed: a slip, not a meal
MOST_FOUND = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A food that the letters typed so far may mean: id, name, its usual amount and the magnesium in that, in words."""

    id: str
    name: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A line as a form sends it. `food_id` is set when a food was chosen from the list; empty means: from the words."""

    words: str
    food_id: str = ""
    amount: str = ""
    unit: str = ""
    meal: str = ""


def find(text: str, *, catalogue: Catalogue) -> tuple[Found, ...]:
    """Foods for the letters typed so far, best first (magnesium [mg] of the usual amount in words)."""
    if not text.strip():
        return ()
    found = []
    for hit in search(catalogue, text[:LONGEST_WORDS], limit=MOST_FOUND):
        food = catalogue.find(hit.id)
        if food is not None:
            found.append(Found(id=food.id, name=plain(food.name), hint=_hint(food)))
    return tuple(found)


def keep_typed(
    store: Store, who: str, typed: Typed, *, catalogue: Catalogue, day: date, utc: datetime, uid: str | None = None
) -> Kept:
    """Keep one typed line. What is unsure is kept with its first candidate, to be confirmed (amounts in their unit).

    Raises InputError with the field that cannot be used; nothing is kept then.
    """
    text = " ".join(typed.words.split())
    if not text and not typed.food_id:
        raise InputError("nothing was typed. Write what you ate, for instance: handful of almonds.", field="words")
    if len(text) > LONGEST_WORDS:
        raise InputError(f"that is longer than {LONGEST_WORDS} letters. One food a line.", field="words")
    chosen = _chosen(store, who, text, typed.food_id, catalogue)
    eaten, grams = _read(text, typed, chosen, catalogue)
    data = keep.food_data(eaten, catalogue) | {"grams_g": grams}
    return keep.keep_one(store, who, "food", data, day=day, utc=utc, uid=uid)


def correct(
    store: Store, who: str, entry: str, typed: Typed, *, catalogue: Catalogue, utc: datetime, uid: str | None = None
) -> Kept:
    """Another amount, or another food, for a line that is there; a guess that is confirmed so is remembered.

    Raises InputError with the field, UnknownError for a line that is not there. (Amounts in their unit.)
    """
    there = store.get(who, entry)
    food = catalogue.get(typed.food_id) if typed.food_id else None
    data = dict(there.data)
    before = data.get("sure", True)
    if food is not None:
        data |= keep.food_data(Eaten(words=str(data["food"]), amount=None, unit="", food=food), catalogue)
        data |= {
            "meal": there.data.get("meal", ""),
            "amount": there.data.get("amount"),
            "unit": there.data.get("unit", ""),
        }
    elif before is not True and typed.amount == "":
        data["sure"] = True
    amount = _amount(typed.amount) if typed.amount else data.get("amount")
    unit = typed.unit or str(data.get("unit", ""))
    known = food or _food(data, catalogue)
    data |= {"amount": amount, "unit": unit}
    data["grams_g"] = _weight(known, amount if isinstance(amount, float | int) else None, unit, data.get("grams_g"))
    drafts = [
        Draft(
            uid=uid or new_uid(),
            day=there.day,
            kind="food",
            data=data,
            replaces=entry,
            batch=f"b{uid}" if uid else None,
        )
    ]
    if known is not None and before is not True:
        said = {"words": str(data["food"]), "food_id": known.id}
        drafts.append(Draft(uid=f"{drafts[0].uid}.w", day=there.day, kind="word", data=said, batch=drafts[0].batch))
    entries = store.append(who, drafts, utc=utc)
    return Kept(entries=entries, undoes=drafts[0].batch or drafts[0].uid)


def _chosen(store: Store, who: str, text: str, food_id: str, catalogue: Catalogue) -> Food | None:
    """The food that was picked, or that this person confirmed for the same words before."""
    if food_id:
        return catalogue.get(food_id)
    same = text.casefold()
    for one in reversed(store.current(who, kinds=("word",))):
        if str(one.data["words"]).casefold() == same:
            return catalogue.find(str(one.data["food_id"]))
    return None


def _read(text: str, typed: Typed, chosen: Food | None, catalogue: Catalogue) -> tuple[Eaten, float | None]:
    amount = _amount(typed.amount) if typed.amount else None
    name = text or (chosen.name if chosen is not None else "")
    row = DiaryRow(line=1, on=date.min, meal=typed.meal, food=name, amount=amount, unit=typed.unit)
    if chosen is not None:
        row = replace(row, food=chosen.id)
    diary = Diary(rows=(row,), complete=((row.on, None),), name="what you typed")
    read = matched(diary, catalogue=catalogue, ids=facts.ids()).eaten
    if not read:
        raise InputError(
            f"{shown(text)} is a supplement or medicine, not food. Add it on the Magnesium page.", field="words"
        )
    one = read[0]
    food, sure = one.food, one.food is not None
    if food is None and one.candidates:
        food = catalogue.find(one.candidates[0].id)
    grams = one.grams
    unit, how_much = typed.unit, amount
    if food is not None and grams is None:
        if amount is not None and typed.unit:
            grams = weigh(food, amount, typed.unit)  # says which measures this food has
        usual = serving(food)
        if grams is None and usual is not None:
            grams, how_much, unit = usual[0], usual[0], "g"
    if grams is not None and grams > MOST_G:
        raise InputError(f"{say.amount(grams, 'g')} is more than anybody eats. Check amount and unit.", field="amount")
    return Eaten(words=name, amount=how_much, unit=unit, meal=typed.meal, food=food, sure=sure), grams


def _amount(text: str) -> float:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        raise InputError(f"{shown(text)} is not a number. Write it as 150 or 0.5.", field="amount") from None
    if not 0 < value <= MOST_G:
        raise InputError(f"{shown(text)} is not an amount of food. Check the number.", field="amount")
    return value


def _weight(food: Food | None, amount: float | None, unit: str, before: object) -> float | None:
    if food is not None and amount is not None and unit:
        found = weigh(food, amount, unit)
        if found > MOST_G:
            raise InputError(
                f"{say.amount(found, 'g')} is more than anybody eats. Check amount and unit.", field="amount"
            )
        return found
    if food is not None and amount is not None and (found_ := try_grams(food, amount, unit)) is not None:
        return found_
    return float(before) if isinstance(before, float | int) else None


def _food(data: dict[str, object], catalogue: Catalogue) -> Food | None:
    snapshot = data.get("snapshot")
    return catalogue.find(str(snapshot["food_id"])) if isinstance(snapshot, dict) else None


def _hint(food: Food) -> str:
    usual = serving(food)
    if usual is None:
        return f"{say.amount(food.nutrients['magnesium'], 'mg')} per 100 g"
    return f"{say.amount(food.amount('magnesium', usual[0]), 'mg')} in {usual[0]:g} g"
