"""A line that names several foods, "rice and beans" or "toast with butter": its parts, and how much of each.

A line is taken apart only where its whole is no food that is known. How much of the second food comes with the first
stands in facts/food/beside.yaml; what stands in no row counts with what people eat of it at a time.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import ClassVar

from dolomite import facts
from dolomite.food.piece import dishes
from dolomite.food.words import flat, phrase, stems

MOST_PARTS = 4  # foods of one line that anybody still tells apart
MOST_LISTED = 8  # of a list with commas, as people type a whole meal
# No comma: "Bread, rye" is one food, as tables and other programs write it.
SIGNS = re.compile(r"\s*(?:\+|&|;|(?<=[a-z])\s*/\s*(?=[a-z]))\s*", re.IGNORECASE)
COMMAS = re.compile(SIGNS.pattern + r"|\s*,\s*(?!\d)", re.IGNORECASE)  # 1,5 is a number


class Joining(facts.LightRow):
    """A word that joins two foods; `beside`: the second comes with the first."""

    unique: ClassVar[tuple[str, ...]] = ("word",)

    word: str
    beside: bool
    language: str


class Rewritten(facts.LightRow):
    """Set phrases for several foods, and words that name each of them."""

    unique: ClassVar[tuple[str, ...]] = ()

    words: tuple[str, ...]
    means: str


class LaidOn(facts.LightRow):
    """What is named after the food on it; `joined`: as the end of one word."""

    unique: ClassVar[tuple[str, ...]] = ("means", "joined")

    means: str
    words: tuple[str, ...]
    joined: bool = False


class Beside(facts.LightRow):
    """How much of a food comes with another [g], for each piece of it or once a line."""

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    foods: tuple[str, ...]
    with_foods: tuple[str, ...]
    for_each: bool
    low_g: float
    typical_g: float
    high_g: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """The words for one food of a line; `beside`: it comes with the food before it."""

    words: str
    beside: bool


def parts(text: str) -> tuple[Part, ...]:
    """The foods a line names, in its order; one where it joins none, or more than anybody can tell apart."""
    written = _rewritten().get(phrase(text)) or _laid_on(text) or text
    joined = _joined(SIGNS.split(_slashed(written)))
    one_dish = written is text and _is_one_dish(joined)
    return tuple(joined) if len(joined) <= MOST_PARTS and not one_dish else ()


def mixed(text: str) -> tuple[Part, ...]:
    """The foods of a list with commas and joining words, "porridge with milk, banana and coffee"."""
    joined = _joined(COMMAS.split(_slashed(text))) if "," in text else []
    return tuple(joined) if len(joined) <= MOST_LISTED and not _is_one_dish(joined) else ()


def _joined(pieces: list[str]) -> list[Part]:
    """The pieces between signs, taken apart at the words that join foods."""
    joined: list[Part] = []
    for at, piece in enumerate(pieces):
        beside = False
        words: list[str] = []
        for word in piece.split():
            joins = joining().get(flat(word))
            if joins is None or not (words or joined or at):
                words.append(word)
                continue
            if words:
                joined.append(Part(words=" ".join(words), beside=beside))
            words, beside = [], joins
        if words:
            joined.append(Part(words=" ".join(words), beside=beside))
    return joined


def _laid_on(text: str) -> str | None:
    """A bread, a potato or the like named after what is on it, as both: a tuna jacket potato, a Käsebrot."""
    for row in facts.light_rows("food/laid_on", LaidOn):
        for said in row.words:
            body = flat(text)
            if not body.endswith(flat(said)) or len(body) <= len(said) + 1:
                continue
            before = text[: len(text) - len(said)]
            if row.joined == before.endswith(" ") or set(before.split()) & joining().keys():
                continue
            return f"{row.means} with {before.strip(' -')}"
    return None


def listed(text: str) -> tuple[Part, ...]:
    """The foods of a list with commas, for words that are no name as tables write it (Bread, rye)."""
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    if "," in text and set(flat(pieces[-1]).split()) & joining().keys() and set(stems(pieces[-1])[-1:]) & dishes():
        return ()  # a ham, cheese and tomato sandwich is one dish
    return tuple(Part(words=piece, beside=False) for piece in pieces) if len(pieces) <= MOST_PARTS else ()


def _is_one_dish(joined: list[Part]) -> bool:
    """Whether the last words name a dish that the words before only describe."""
    last = stems(joined[-1].words) if joined else []
    return len(last) > 1 and not joined[-1].beside and last[-1] in dishes()


def is_set_phrase(text: str) -> bool:
    """Whether the words are a set phrase for several foods: an egg on toast is no egg bread."""
    return phrase(text) in _rewritten()


def amount_beside(food: str, other: str) -> Beside | None:
    """How much of the food with these words comes with the other [g]; None: no row says."""
    typed, with_it = f" {' '.join(stems(food))} ", f" {' '.join(stems(other))} "
    fits = [
        (max(len(name) for name in row.foods if _any((name,), typed)), -place, row)
        for place, row in enumerate(facts.light_rows("food/beside", Beside))
        if _any(row.foods, typed) and (not row.with_foods or _any(row.with_foods, with_it))
    ]
    return max(fits, key=lambda fit: fit[:2])[2] if fits else None  # peanut butter is more than butter


def _slashed(text: str) -> str:
    """ "w/" is with."""
    return re.sub(r"\bw/\s*", "with ", text, flags=re.IGNORECASE)


def _any(names: tuple[str, ...], text: str) -> bool:
    return any(f" {' '.join(stems(name))} " in text for name in names)


@cache
def _rewritten() -> dict[str, str]:
    return {phrase(said): row.means for row in facts.light_rows("food/rewritten", Rewritten) for said in row.words}


@cache
def joining() -> dict[str, bool]:
    """Words that join two foods; whether the second comes with the first."""
    return {flat(row.word): row.beside for row in facts.light_rows("food/joining_words", Joining)}
