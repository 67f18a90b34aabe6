"""Whole phrases people write, the food they mean, and the words that are never taken for one another."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import ClassVar, NamedTuple

from dolomite import facts
from dolomite.food.table import Catalogue, Shelf
from dolomite.food.words import phrase, stem, stems, words

# The language that a country's people write, where two languages share a word.
LANGUAGES = {
    "DE": "de", "AT": "de", "CH": "de", "FR": "fr", "BE": "fr", "ES": "es", "MX": "es", "AR": "es", "CO": "es",
    "CL": "es", "PE": "es", "PT": "pt", "BR": "pt", "IT": "it", "PL": "pl", "TR": "tr", "IN": "hi",
}  # fmt: skip
TOLD = "="  # before a phrase that a table gives: of words in a row, not of two foods joined (pancakes with syrup)
JOINED = re.compile(r"\b(?:and|with|without|no|on)\b|&", re.IGNORECASE)  # of two foods, or one less
LONGEST_MAKER = 3  # words of a maker's name
MOST_APART = 3.0  # times the least magnesium that a dish and what goes into it may hold at most; chosen by us


class SaidFood(NamedTuple):
    """What a phrase means: the food, its usual name, the span of its magnesium where tables differ [mg per 100 g], the
    food whose measures count, and the same food cooked."""

    food: str
    shown: str | None
    low: float | None
    high: float | None
    measures_of: str | None
    cooked: str | None


class Loose(facts.LightRow):
    """A word that hardly says which food it is; `cooked`: it says that the food was cooked."""

    unique: ClassVar[tuple[str, ...]] = ("word",)

    word: str
    cooked: bool = False


class Head(facts.LightRow):
    """A dish that stays what it is, whatever goes into it."""

    unique: ClassVar[tuple[str, ...]] = ("word",)

    word: str


class Maker(facts.LightRow):
    """A shop, a restaurant or a maker named in front of a food; `of`: what its name alone means."""

    unique: ClassVar[tuple[str, ...]] = ("word",)

    word: str
    of: str | None = None


class OnlyIfSaid(facts.LightRow):
    """A word of a food's name, and what somebody who means that food types."""

    unique: ClassVar[tuple[str, ...]] = ("word",)

    word: str
    typed: tuple[str, ...]


class Apart(facts.LightRow):
    """Two words that mean different foods."""

    unique: ClassVar[tuple[str, ...]] = ("a", "b")

    a: str
    b: str
    a_food: str | None
    b_food: str | None
    why: str


def phrase_match(catalogue: Catalogue, text: str, country: str | None = None) -> SaidFood | None:
    """The food that this phrase means as a whole, or None. The person's own words come first, then the language of
    their country."""
    key = phrase(text)
    if not key:
        return None
    language = LANGUAGES.get(country or "")
    ways = [f"{language}|{key}", key] if language else [key]
    if not JOINED.search(text):
        ways.append(f"{TOLD}{key}")
    for shelf in reversed(catalogue.shelves):
        if _has_said(shelf):
            for words_said in ways:
                row = shelf.db.execute(
                    "select food, shown, low, high, measures_of, cooked from said where words = ?", (words_said,)
                ).fetchone()
                if row is not None:
                    return SaidFood(*row)
    return None


def by_head(catalogue: Catalogue, text: str, country: str | None = None) -> SaidFood | None:
    """The food that the last words name, where the words before name another that goes into it: a black bean taco is a
    taco, a vegetable upma an upma. Its magnesium reaches over both [mg per 100 g]; None where they are too far apart
    for that to say anything, or where a word names nothing."""
    loose = _loose()
    typed = [word for word in words(text) if stem(word) not in loose]
    if not typed or stem(typed[-1]) not in _heads():
        return None
    for at in range(1, len(typed)):
        head, before = phrase_match(catalogue, " ".join(typed[at:]), country), typed[:at]
        if head is None:
            continue
        parts = _named(catalogue, before, country)
        if not parts:
            return None
        reach = [value for said_food in (head, *parts) for value in _reach(catalogue, said_food)]
        name = catalogue.get(head.food).name
        if len(reach) <= len(parts) or apart(text, head.food, name) or max(reach) > MOST_APART * min(reach):
            return None
        return head._replace(low=min(reach), high=max(reach), shown=None)
    return None


def _named(catalogue: Catalogue, typed: list[str], country: str | None) -> list[SaidFood]:
    """The foods that all these words name, longest phrases first; none where a word names nothing."""
    named: list[SaidFood] = []
    at = 0
    while at < len(typed):
        for end in range(len(typed), at, -1):
            said_food = phrase_match(catalogue, " ".join(typed[at:end]), country)
            if said_food is not None:
                named.append(said_food)
                at = end
                break
        else:
            return []
    return named


def _reach(catalogue: Catalogue, said_food: SaidFood) -> list[float]:
    """The ends of a food's magnesium [mg per 100 g], none where it is unknown."""
    (value,) = catalogue.values(said_food.food, "magnesium")
    return [each for each in (said_food.low, value, said_food.high) if each is not None]


def without_loose_words(text: str) -> tuple[str, bool]:
    """The text without words that hardly say which food it is ("" where none was left out), and whether one of them
    said cooked."""
    loose, whole = _loose(), text
    for said in _loose_phrases():
        text = re.sub(rf"\b{re.escape(said)}\b", " ", text, flags=re.IGNORECASE)
    if text != whole and not any(stem(word) in loose for word in words(text)):
        return " ".join(words(text)), False
    kept = [word for word in words(text) if stem(word) not in loose]
    gone = [stem(word) for word in words(text) if stem(word) in loose]
    return (" ".join(kept), any(loose[word] for word in gone)) if kept and gone else ("", False)


def without_maker(text: str) -> str:
    """The text without the maker it begins with, or was bought "from": a Tesco carrot is a carrot, Chobani peach a
    peach yogurt; "" where it names none."""
    body, _, shop = text.rpartition(" from ")
    if body and phrase(shop) in makers():
        return body
    said = text.split()
    for length in range(min(LONGEST_MAKER, len(said)), 0, -1):
        key, rest = phrase(" ".join(said[:length])), " ".join(said[length:])
        if key not in makers():
            continue
        of = makers()[key]
        if of is None:
            return rest
        return rest if set(stems(of)[-1:]) <= set(stems(rest)) else f"{rest} {of}".strip()
    return ""


def apart(text: str, food_id: str, name: str) -> bool:
    """Whether this food is known to be another than the one these words mean: by its id, or because its name says
    so."""
    typed, named = set(stems(text)), set(stems(name))
    return any(
        _other(typed, named, row.a, row.b, row.b_food == food_id)
        or _other(typed, named, row.b, row.a, row.a_food == food_id)
        for row in facts.light_rows("food/keep_apart", Apart)
    ) or any(
        set(stems(row.word)) <= named and not any(set(stems(word)) <= typed for word in row.typed)
        for row in facts.light_rows("food/only_if_said", OnlyIfSaid)
    )


def _other(typed: set[str], named: set[str], said: str, other: str, is_other: bool) -> bool:
    """Whether the words say one thing, and the food is the other."""
    this, that = set(stems(said)), set(stems(other))
    return this <= typed and not that <= typed and (is_other or (that <= named and not this <= named))


@lru_cache(maxsize=8)
def known_as(shelf: Shelf) -> dict[str, str]:
    """What people call the foods of this file, by id."""
    if not _has_said(shelf):
        return {}
    rows = shelf.db.execute("select food, shown from said where shown is not null order by words").fetchall()
    return dict(reversed(rows))


@lru_cache(maxsize=8)
def _has_said(shelf: Shelf) -> bool:
    return shelf.db.execute("select 1 from sqlite_master where name = 'said'").fetchone() is not None


@lru_cache(maxsize=1)
def makers() -> dict[str, str | None]:
    """Shops, restaurants and makers as phrases, with what their name alone means."""
    return {phrase(row.word): row.of for row in facts.light_rows("food/makers", Maker)}


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    return frozenset(stem(row.word) for row in facts.light_rows("food/heads", Head))


@lru_cache(maxsize=1)
def _loose() -> dict[str, bool]:
    return {stem(row.word): row.cooked for row in facts.light_rows("food/loose_words", Loose) if " " not in row.word}


@lru_cache(maxsize=1)
def _loose_phrases() -> tuple[str, ...]:
    """Loose words that are several, longest first."""
    said = [row.word for row in facts.light_rows("food/loose_words", Loose) if " " in row.word or "-" in row.word]
    return tuple(sorted(said, key=len, reverse=True))
