"""What a diary line says, taken apart: the food's words, how much, in which measure. "a pint of bitter" is one pint.

The amount and the measure may stand in their own cells, or in the words for the food. Whole phrases that mean a food
are left whole: half and half is no half, and a three bean salad is not three of anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from dolomite.base.diary import DiaryRow
from dolomite.food.measure_facts import ClassMeasure, SizeWord, Vessel, Volume, english, in_english, rows
from dolomite.food.portion import MASS_G, SAME
from dolomite.food.words import flat, phrase, stem, words
from dolomite.intake.amount import Amount, read
from dolomite.intake.together import joining

# Measures that stand before "of" and that no table of measures needs to weigh for every food.
FURTHER = frozenset(
    "slice piece bar pack can bottle carton jar bunch punnet wedge rasher fillet scoop stick clove head ear cube ball "
    "cup bag box pot portion serving helping plate bowl glass mug tin packet sachet handful spoonful spoon loaf".split()
)
TIMES = re.compile(r"^\s*(\d+)\s*[x×]\s+", re.IGNORECASE)  # "2 x Weetabix"
MORE_THAN_NATURAL = 12  # a bare number above this is hardly a count of pieces: it may be grams, and is asked about


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A line taken apart: the food's words, how much of which measure (None: not said), with the amount's ends."""

    food: str
    amount: float | None
    low: float | None
    high: float | None
    unit: str


def reading(row: DiaryRow, *, is_whole: bool) -> Reading:
    """The line as food, amount and unit [its own unit]; `is_whole`: the food's words mean a food just as they stand."""
    if is_whole or ":" in row.food:
        return _as_written(row, row.food, row.unit)
    inside = read(TIMES.sub(r"\1 ", row.food))
    if inside is not None and inside.rest and not inside.rest.startswith("%") and _is_apart(row.food, inside.rest):
        unit, food = _measure(inside.rest, counted=True)
        if food:
            return _joined(row, inside, unit, food)
    unit, food = _measure(row.food)
    if unit and food and (_says_of(row.food) or not row.unit):
        return _as_written(row, food, row.unit or unit)
    return _as_written(row, row.food, row.unit)


def _joined(row: DiaryRow, inside: Amount, unit: str, food: str) -> Reading:
    """An amount in the words, and perhaps a further one in its cell, of which both count."""
    times = 1.0 if row.amount is None else row.amount
    if row.unit and row.amount is not None:
        return _as_written(row, food, row.unit)
    ends = (inside.low * times, inside.value * times, inside.high * times)
    return Reading(food=food, amount=ends[1], low=ends[0], high=ends[2], unit=in_english(unit))


def _as_written(row: DiaryRow, food: str, unit: str) -> Reading:
    """As the cells have it; an amount in the unit's own cell ("16 oz") counts as often as the amount says."""
    held = read(unit) if unit[:1].isdigit() else None
    if held is None or not held.rest:
        return Reading(food=food, amount=row.amount, low=row.low, high=row.high, unit=in_english(unit))
    times = 1.0 if row.amount is None else row.amount
    ends = (held.low * times, held.value * times, held.high * times)
    return Reading(food=food, amount=ends[1], low=ends[0], high=ends[2], unit=in_english(held.rest))


def _measure(text: str, *, counted: bool = False) -> tuple[str, str]:
    """The measure that a text begins with, and the food after it: ("large glass", "red wine"); after a number
    (`counted`) the word of may be left out: "2 slices toast"."""
    said = text.split()
    sizes = _sizes()
    start = 1 if said and stem(said[0].casefold()) in sizes and len(said) > 1 else 0
    for length in (2, 1):
        part = said[start : start + length]
        word = " ".join(SAME.get(w, w) for w in (stem(each) for each in words(" ".join(part))))
        if len(part) == length and word in _measures():
            rest = said[start + length :]
            if rest and flat(rest[0]) in joining():
                continue  # 2 rotis with dal: what is counted is the food itself
            if rest and in_english(rest[0]).casefold() == "of":
                rest = rest[1:]
            elif start + length < len(said) and not (counted or start) and not _mass_or_volume(word):
                continue  # "thick slice wholemeal toast" says its measure, "bean soup" none
            return " ".join(said[: start + length]), " ".join(rest)
    return "", text


def _says_of(text: str) -> bool:
    return " of " in f" {text.casefold()} "


def _is_apart(text: str, rest: str) -> bool:
    """Whether the number is a word of its own or joined to a measure (200ml), not part of a name (7up)."""
    before = text.casefold().rstrip()[: -len(rest)] if text.casefold().endswith(rest) else text
    return before.endswith((" ", "\N{FRACTION SLASH}")) or bool(_measure(rest)[0])


def _mass_or_volume(word: str) -> bool:
    return word in MASS_G or any(word in row.words for row in rows("volumes", Volume))


@cache
def _measures() -> frozenset[str]:
    measures = set(FURTHER) | set(MASS_G)
    for volume in rows("volumes", Volume):
        measures.update(volume.words)
    for vessel in rows("vessels", Vessel):
        measures.update(vessel.words)
    for measure in rows("class_measures", ClassMeasure):
        measures.update(measure.words)
    measures.update(english())
    return frozenset(" ".join(stem(word) for word in said.split()) for said in measures)


@cache
def _sizes() -> frozenset[str]:
    return frozenset(word for row in rows("size_words", SizeWord) for word in row.words)


def key(text: str) -> str:
    """The person's words as the key under which a choice is remembered."""
    return phrase(text) or " ".join(words(text))
