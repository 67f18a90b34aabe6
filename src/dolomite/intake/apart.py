"""A diary line that names several foods, as these foods: each looked up and weighed, the measure counting once.

The measure weighs the first food that has it; the others come with it, by facts/food/beside.yaml or by what people eat
of them at a time. Nobody knows how much of 300 g each was, so that such a line stays whole.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from dolomite.base.diary import DiaryRow
from dolomite.food.household import SOME
from dolomite.food.portion import MASS_G, VOLUME_ML
from dolomite.food.search import Match
from dolomite.food.words import stems
from dolomite.intake import together
from dolomite.intake.eaten import Eaten
from dolomite.intake.look_up import LookUp
from dolomite.intake.words import MORE_THAN_NATURAL, Reading, key, reading

LEVEL = frozenset({"cup", "tablespoon", "teaspoon", "pint"})  # volumes that people count like pieces
UNKNOWN = "food not recognised"


def lines(look: LookUp, row: DiaryRow) -> tuple[Eaten, ...]:
    """One line as the foods it names [g]: one, or, where the whole is no known food and every part is, its parts."""
    whole = look.eaten(row)
    read = reading(row, is_whole=False)
    several = together.is_set_phrase(read.food) and key(row.food) not in look.chosen and row.given is None
    if not several and (whole.food is not None or whole.why != UNKNOWN):
        return (whole,)
    parts = together.parts(read.food)
    if len(parts) <= 1 and not any(hit.fits for hit in whole.candidates[:1]):
        parts = together.listed(read.food)
    if len(parts) != 1 and _all_known(look, all_listed := together.mixed(read.food)):
        parts = all_listed  # chicken, rice and broccoli: with a joining word, commas are those of a list
    if len(parts) <= 1 or not _all_known(look, parts):
        return (whole,)
    unit = read.unit or ("portion" if several else "")
    return _weighed(look, replace(row, amount=read.amount, unit=unit, low=read.low, high=read.high), parts) or (whole,)


def _weighed(look: LookUp, row: DiaryRow, parts: tuple[together.Part, ...]) -> tuple[Eaten, ...]:
    """The parts with their weights [g]; none where no part can be weighed by the measure of the line."""
    own = {part.words: _own_reading(part.words).amount is not None for part in parts}
    if row.unit and _is_exact(row.unit) and not all(own.values()):
        return ()
    main: Eaten | None = None
    eaten: list[Eaten] = []
    for part in parts:
        if own[part.words]:
            eaten.append(look.eaten(replace(row, food=part.words, amount=None, unit="", low=None, high=None)))
        elif main is None or row.amount is None:
            eaten.append(look.eaten(replace(row, food=part.words)))
            main = eaten[-1] if eaten[-1].grams is not None else main
        else:
            eaten.append(_beside(look, row, part.words, main))
    for at, line in enumerate(eaten):
        if line.grams is None and main is not None:
            eaten[at] = _beside(look, row, parts[at].words, main)
    return tuple(eaten) if {line.why for line in eaten if line.grams is None} <= {"amount not given"} else ()


def _beside(look: LookUp, row: DiaryRow, words: str, main: Eaten) -> Eaten:
    """A food that comes with another [g]: by its row in facts/food/beside.yaml, else what people eat at a time."""
    food = _found(look, words).food
    assert food is not None
    assert main.food is not None
    much = together.amount_beside(f"{words} {food.name}", f"{main.row.food} {main.food.name}")
    many = row.amount if row.amount is not None else 1.0
    by_plate = bool(set(stems(row.unit)) & SOME)
    if much is None:
        times = many if by_plate else 1.0
        return look.eaten(replace(row, food=words, amount=times, unit="portion", low=None, high=None))
    times = many if much.for_each and not by_plate and many <= MORE_THAN_NATURAL else 1.0
    weighed = replace(
        row, food=words, unit="g", amount=times * much.typical_g, low=times * much.low_g, high=times * much.high_g
    )
    return replace(look.eaten(weighed), how="what usually comes with it")


def _found(look: LookUp, words: str) -> Match:
    return look.find(_own_reading(words).food)


def _all_known(look: LookUp, parts: tuple[together.Part, ...]) -> bool:
    return bool(parts) and all(_found(look, part.words).food is not None for part in parts)


def _own_reading(words: str) -> Reading:
    """A part of a line as food, amount and unit of its own: "2 eggs" and bacon."""
    return reading(DiaryRow(line=0, on=date.min, meal="", food=words, amount=None, unit=""), is_whole=False)


def _is_exact(unit: str) -> bool:
    """Whether the unit is a mass or a volume by definition, which weighs all parts together."""
    word = unit.strip().lower()
    return word in MASS_G or (word in VOLUME_ML and word not in LEVEL)
