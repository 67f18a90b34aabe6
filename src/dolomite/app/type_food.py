"""Use cases: words as people type them become a food line; a first guess is confirmed once and then remembered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from dolomite import facts
from dolomite.app.keep import Kept, keep_many, looked_up_data
from dolomite.base import words as say
from dolomite.base.diary import Diary, DiaryRow
from dolomite.base.document import JsonObject, shown
from dolomite.base.errors import InputError
from dolomite.food.name import short_name
from dolomite.food.portion import serving
from dolomite.food.search import OWN, Hit, search
from dolomite.food.table import Catalogue, Food
from dolomite.food.words import stems
from dolomite.intake import together
from dolomite.intake.diary import matched
from dolomite.intake.eaten import Eaten
from dolomite.intake.words import key, reading
from dolomite.store.port import Draft, Store, new_uid

LONGEST_WORDS = 200  # characters of one line
MOST_G = 20_000.0  # grams of one line that are still believed: a slip, not a meal
MOST_FOUND = 8  # foods offered
TYPED = "what you typed"
AS_WRITTEN = "as you wrote it"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """What words are read with: the foods, the person's country (ISO code), and what their own words mean by now."""

    catalogue: Catalogue
    country: str | None
    chosen: Mapping[str, str]

    def read(self, food: str, amount: float | None, unit: str, meal: str) -> Eaten:
        """One food looked up [g]. Raises InputError when it is no food, or more than anybody eats."""
        return self._matched(food, amount, unit, meal, apart=False)[0]

    def several(self, food: str, amount: float | None, unit: str, meal: str) -> tuple[Eaten, ...]:
        """The foods that one line names [g], nothing said meaning a portion; one where it names no more."""
        eaten = self._matched(food, amount, unit, meal, apart=True)
        if len(eaten) > 1 and all(line.grams is None for line in eaten):
            return self._matched(food, 1.0, "portion", meal, apart=True)
        return eaten

    def _matched(self, food: str, amount: float | None, unit: str, meal: str, *, apart: bool) -> tuple[Eaten, ...]:
        row = DiaryRow(line=1, on=date.min, meal=meal, food=food, amount=amount, unit=unit)
        diary = Diary(rows=(row,), complete=((row.on, None),), name=TYPED)
        eaten = matched(
            diary, catalogue=self.catalogue, ids=facts.ids(), country=self.country, chosen=self.chosen, apart=apart
        ).eaten
        if not eaten:
            raise InputError(
                f"{shown(food)} is a supplement or medicine, not food. Add it on the Magnesium page.", field="words"
            )
        heaviest = max((line.grams for line in eaten if line.grams is not None), default=0.0)
        if heaviest > MOST_G:
            much = say.amount(heaviest, "g")
            raise InputError(f"{much} is more than anybody eats. Check amount and unit.", field="amount")
        return eaten


def reader(store: Store, who: str, *, catalogue: Catalogue, country: object) -> Reader:
    """A reader for this person, with the words that they confirmed."""
    said = store.current(who, kinds=("word",))
    return Reader(
        catalogue=catalogue,
        country=country if isinstance(country, str) else None,
        chosen={key(str(entry.data["words"])): str(entry.data["food_id"]) for entry in said},
    )


def find(text: str, *, catalogue: Catalogue) -> tuple[Found, ...]:
    """Foods for the letters typed so far, best first (magnesium [mg] of the usual amount in words)."""
    return _found(text[:LONGEST_WORDS].lower(), catalogue) if text.strip() else ()


def offered(text: str, *, catalogue: Catalogue) -> tuple[Found, ...]:
    """What a list under the field offers for these letters (magnesium [mg] of the usual amount in words).

    The line as it was written is among them (no id): first where it says how much or several foods, because a choice
    would lose that, else last.
    """
    words = " ".join(text[:LONGEST_WORDS].split())
    foods = find(words, catalogue=catalogue)
    if not foods:
        return ()
    written = Found(id="", name=words, hint=AS_WRITTEN)
    return (written, *foods) if _says_more(words) else (*foods, written)


def _says_more(words: str) -> bool:
    """Whether a line says more than a food's name: an amount, a measure, or a second food."""
    inside = reading(DiaryRow(line=1, on=date.min, meal="", food=words, amount=None, unit=""), is_whole=False)
    return inside.amount is not None or bool(inside.unit) or len(together.parts(words)) > 1


@lru_cache(maxsize=2048)
def _found(text: str, catalogue: Catalogue) -> tuple[Found, ...]:
    """The same letters are typed again and again, by everybody; tables that change are another catalogue."""
    alike: dict[
        tuple[object, ...], Hit
    ] = {}  # tables call one food "Banana, raw" and "Bananas, raw": the first is enough
    for hit in search(catalogue, text, limit=2 * MOST_FOUND):
        alike.setdefault((hit.release == OWN, *stems(short_name(hit.name))), hit)
    first = list(alike.values())[:MOST_FOUND]
    return tuple(Found(id=hit.id, name=short_name(hit.name), hint=_hint(catalogue, hit)) for hit in first)


def keep_typed(
    store: Store, who: str, typed: Typed, *, using: Reader, day: date, utc: datetime, uid: str | None = None
) -> Kept:
    """Keep one typed line, undone as one. What is unsure is kept with its first candidate, to be confirmed.

    "Porridge with milk and a banana" is three entries, each of which can be corrected (amounts in their unit). Raises
    InputError with the field that cannot be used; nothing is kept then.
    """
    text = " ".join(typed.words.split())
    if not text and not typed.food_id:
        raise InputError("nothing was typed. Write what you ate, for instance: handful of almonds.", field="words")
    if len(text) > LONGEST_WORDS:
        raise InputError(f"that is longer than {LONGEST_WORDS} letters. One food a line.", field="words")
    amount = _amount(typed.amount) if typed.amount else None
    if typed.food_id:
        picked = using.catalogue.get(typed.food_id)
        data = [_data(using, picked, amount, typed.unit, typed.meal) | {"food": text or short_name(picked.name)}]
    else:
        data = _from_words(using, text, amount, typed.unit, typed.meal)
    return keep_many(store, who, "food", data, day=day, utc=utc, uid=uid)


def correct(
    store: Store, who: str, entry: str, typed: Typed, *, using: Reader, utc: datetime, uid: str | None = None
) -> Kept:
    """Another amount, or another food, for a line that is there; a guess that is confirmed so is remembered.

    Raises InputError with the field, UnknownError for a line that is not there. (Amounts in their unit.)
    """
    there = store.get(who, entry)
    was = dict(there.data)
    snapshot = was.get("snapshot")
    known = typed.food_id or (str(snapshot["food_id"]) if isinstance(snapshot, Mapping) else "")
    if not known:
        raise InputError("choose which food it is first.", field="food_id")
    said = str(was["food"])
    amount, unit = _said_amount(typed, was)
    data = _data(using, using.catalogue.get(known), amount, unit, str(was.get("meal", ""))) | {"food": said}
    batch = uid or new_uid()
    drafts = [Draft(uid=f"{batch}.1", day=there.day, kind="food", data=data, replaces=entry, batch=batch)]
    if was.get("sure", True) is not True or typed.food_id:
        words = {"words": _food_words(said), "food_id": known}
        drafts.append(Draft(uid=f"{batch}.2", day=there.day, kind="word", data=words, batch=batch))
    return Kept(entries=store.append(who, drafts, utc=utc), undoes=batch)


def _from_words(using: Reader, text: str, amount: float | None, unit: str, meal: str) -> list[JsonObject]:
    eaten = using.several(text, amount, unit, meal)
    if len(eaten) == 1:
        return [_one_food(using, eaten[0], text, amount, unit, meal)]
    return [_one_food(using, line, line.row.food, line.row.amount, line.row.unit, meal) for line in eaten]


def _one_food(using: Reader, eaten: Eaten, text: str, amount: float | None, unit: str, meal: str) -> JsonObject:
    if eaten.food is not None:
        if eaten.grams is None and eaten.row.given is None:
            return _data(using, eaten.food, amount, unit, meal) | {"food": text}
        return looked_up_data(eaten, using.catalogue)
    if not eaten.candidates:
        return looked_up_data(eaten, using.catalogue) | {"sure": False}
    guess = using.catalogue.get(eaten.candidates[0].id)
    row = DiaryRow(line=1, on=date.min, meal=meal, food=text, amount=amount, unit=unit)
    inside = reading(row, is_whole=False)
    return _data(using, guess, inside.amount, inside.unit, meal) | {
        "food": text, "amount": amount, "unit": unit, "sure": False,
    }  # fmt: skip


def _data(using: Reader, food: Food, amount: float | None, unit: str, meal: str) -> JsonObject:
    """The data of a line of this very food; nothing said means the usual amount [g]."""
    eaten = using.read(food.id, amount, unit, meal)
    if eaten.grams is None and amount is not None and unit:
        measures = say.listed(list(dict.fromkeys(portion.measure for portion in food.portions)), most=None)
        offer = f"Use g, or one of: {measures}." if measures else "Give the weight in g."
        raise InputError(f"{shown(unit)} is no measure of {short_name(food.name)}. {offer}", field="amount")
    usual = serving(food)
    if eaten.grams is None and usual is not None:
        times = amount if amount is not None else 1.0
        eaten = using.read(food.id, usual[0] * times, "g", meal)
    return looked_up_data(eaten, using.catalogue) | {"sure": True}


def _said_amount(typed: Typed, was: Mapping[str, object]) -> tuple[float | None, str]:
    """The amount of a correction; where none is typed, that of the line, of its words, or its weight."""
    if typed.amount:
        return _amount(typed.amount), typed.unit
    amount = was.get("amount")
    if isinstance(amount, float | int):
        return float(amount), str(was.get("unit", ""))
    row = DiaryRow(line=1, on=date.min, meal="", food=str(was["food"]), amount=None, unit="")
    inside = reading(row, is_whole=False)
    return inside.amount, inside.unit


def _food_words(said: str) -> str:
    """The words for the food alone, without how much: what a choice is remembered for."""
    row = DiaryRow(line=1, on=date.min, meal="", food=said, amount=None, unit="")
    return reading(row, is_whole=False).food or said


def _amount(text: str) -> float:
    try:
        value = float(text.replace(",", "."))
    except ValueError:
        raise InputError(f"{shown(text)} is not a number. Write it as 150 or 0.5.", field="amount") from None
    if not 0 < value <= MOST_G:
        raise InputError(f"{shown(text)} is not an amount of food. Check the number.", field="amount")
    return value


def _hint(catalogue: Catalogue, hit: Hit) -> str:
    """The magnesium of the usual amount; a whole food is read only where the table says no usual amount."""
    (per_100_g,) = catalogue.values(hit.id, "magnesium")
    grams = hit.typical_g
    if grams is None:
        usual = serving(catalogue.get(hit.id))
        if usual is None:
            return f"{say.amount(per_100_g, 'mg')} per 100 g"
        grams = usual[0]
    return f"{say.amount(None if per_100_g is None else per_100_g * grams / 100, 'mg')} in {grams:g} g"
