"""Whole phrases that the tables themselves give: what a survey food covers, by its brands and other names, the two
names of "Dukboki or Tteokbokki", and the German and French names of the Swiss and the French table.

A phrase counts only where it is no part of another food's name, and where all foods that are called so agree about
magnesium; how far they reach goes with it. Phrases of facts/food come first.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from dolomite.food.said import LONGEST_MAKER
from dolomite.food.words import phrase, stems

# How far the foods called by one phrase may differ, chosen by us: as a share of the least, or for what is eaten at a
# time [mg]; whatever they are, no food of its brand may hold more than so many times the magnesium of another.
MUCH_ALIKE, WITHIN_MG, MOST_TIMES, USUAL_G = 1.25, 10.0, 2.0, 100.0
MOST_FOODS = 40  # called by one phrase
SHORT = 3  # letters: no name
LONGEST = 4  # words that anybody would write just so
SURVEY, NATIONAL, ANALYSED = "as eaten", "national", "analytical"
BRAND = re.compile(r"\b[A-Z]{3,}")
# Words by which a table says what else a food covers; a piece that has one is no name.
COVERS = frozenset(
    "or with without except including includes nfs ns as to any all other no not only added style type flavor flavors "
    "home store place source excluding variety varieties low reduced fat free sodium diet light regular".split()
)
UNSAID = re.compile(r", NFS|NS as to form")  # what the survey's coders take when nobody says more
LESS = frozenset("reduced low lower light lite free diet fortified nonfat skim reconstituted powdered dry".split())
STATE = re.compile(r"\s*\(.*?\)")


class Row(NamedTuple):
    """One food as the phrases need it; `worth`: how early it is offered [dimensionless]; magnesium [mg per 100 g]."""

    id: str
    name: str
    others: tuple[str, ...]
    data_type: str
    category: int | None
    typical_g: float | None
    worth: float


class Told(NamedTuple):
    """A phrase of the tables, its food, and the reach of all foods called so [mg per 100 g]; None: they are one."""

    words: str
    food: str
    low: float | None
    high: float | None


def told(rows: Iterable[Row], magnesium: Mapping[str, float], makers: frozenset[str]) -> Iterator[Told]:
    """Every phrase that means one food, or foods that agree [mg per 100 g]; survey foods before national ones, names as
    written before those without their maker."""
    foods = list(rows)
    names = _Names(foods)
    seen: set[str] = set()
    ways = (
        (SURVEY, _survey, True),
        (SURVEY, _bare(makers), True),
        (SURVEY, _headed, False),
        (NATIONAL, _headed, False),
        (NATIONAL, _national, True),
    )
    for kind, pieces, alone in ways:
        called: dict[str, dict[str, tuple[Row, str]]] = defaultdict(dict)
        for food in foods:
            if food.data_type == kind:
                for piece in pieces(food):
                    called[phrase(piece)].setdefault(food.id, (food, piece))
        for key, held in called.items():
            if key and key not in seen and len(held) <= MOST_FOODS:
                piece = next(iter(held.values()))[1]
                by_itself = any(phrase(food.name) == key for food, _ in held.values())  # the search is sure of it
                if len(stems(piece)) > LONGEST or by_itself:
                    continue
                meaning = _agreed([food for food, _ in held.values()], piece, magnesium, names if alone else None)
                if meaning is not None:
                    seen.add(key)
                    yield meaning._replace(words=key)


def _agreed(foods: list[Row], piece: str, magnesium: Mapping[str, float], names: _Names | None) -> Told | None:
    """The food that a piece means, where all that are called so agree; None otherwise. `names`: the piece must be part
    of no other food's name."""
    proper = foods[0].data_type == SURVEY and piece != piece.casefold()
    if names is not None and names.hold(piece, {food.id for food in foods}, proper=proper):
        return None
    values = [magnesium[food.id] for food in foods if food.id in magnesium]
    if len(values) < len(foods) or len({food.category for food in foods}) > 1:
        return None
    usual = max((food.typical_g or USUAL_G for food in foods), default=USUAL_G)
    if not _near(values, MUCH_ALIKE, usual):
        return None
    if names is not None:
        values += [magnesium[food_id] for food_id in names.brands(piece, proper=proper) if food_id in magnesium]
    if not _near(values, MOST_TIMES, usual):
        return None
    best = max(
        foods,
        key=lambda food: (
            "," not in food.name,
            bool(UNSAID.search(food.name)),
            food.worth,
            -len(food.name.split()),
            food.id,
        ),
    )
    if set(re.findall(r"[a-z]+", best.name.casefold())) & LESS and not set(stems(piece)) & LESS:
        return None  # a sauce with less salt is not what somebody means who says no more
    low, high = min(values), max(values)
    return Told("", best.id, low if low < high else None, high if low < high else None)


def _near(values: list[float], times: float, usual_g: float) -> bool:
    low, high = min(values), max(values)
    return high <= times * low or (high - low) * usual_g / 100 <= WITHIN_MG


def _survey(food: Row) -> Iterator[str]:
    """What a survey food is called beside its name: the other names that are names, also turned round at their comma,
    and both of "A or B"."""
    head = food.name.partition(",")[0]
    if food.name.endswith(", NFS"):
        yield head
    if " or " in head:
        yield from (name for name in re.split(r" or |/", head) if len(name.split()) == 1)
    for other in food.others:
        if _is_name(other, food.name):
            yield other
            first, _, rest = other.partition(", ")
            if rest:
                yield f"{rest} {first}"


def _headed(food: Row) -> Iterator[str]:
    """What a name says the food is: its first part ("Potato croquettes, fried"), or the first two turned round ("Soup,
    tomato"); no single word, which names many foods."""
    head, _, rest = food.name.partition(", ")
    second = rest.partition(", ")[0]
    for said in (head, f"{second} {head}" if second else ""):
        if len(stems(said)) > 1 and not set(re.findall(r"[a-z]+", said.casefold())) & COVERS and "(" not in said:
            yield said


def _bare(makers: frozenset[str]) -> Callable[[Row], Iterator[str]]:
    """The other names of a survey food without the maker they begin with."""

    def pieces(food: Row) -> Iterator[str]:
        for other in food.others:
            words = other.split()
            for length in range(1, LONGEST_MAKER + 1):
                if phrase(" ".join(words[:length])) in makers and len(words) > length and _is_name(other, food.name):
                    yield " ".join(words[length:])

    return pieces


def _national(food: Row) -> Iterator[str]:
    """What a food is called in the table's own language, before it says how it was prepared."""
    for other in food.others:
        for name in re.split(r",(?=\S)", other):
            head = STATE.sub("", name.partition(", ")[0])
            if len(head) > SHORT and not head[0].islower():
                yield head


def _is_name(text: str, name: str) -> bool:
    """Whether a piece of what a food covers is a name of it: a proper name, a word of its own, or a kind of what the
    food is called; "matzo meal" is no name of a muffin."""
    said = set(re.findall(r"[a-z]+", text.casefold()))
    if not said or said & COVERS or "(" in text:
        return False
    return len(said) == 1 or text != text.casefold() or bool(set(stems(text)) & set(stems(name)))


class _Names:
    """Which foods' own names hold some words: a phrase that is part of another name is not this food's alone. A proper
    name (Kit Kat) is the same thing in every nation's table."""

    def __init__(self, foods: list[Row]) -> None:
        self._held: dict[str, list[tuple[Row, frozenset[str]]]] = defaultdict(list)
        for food in foods:
            held = frozenset(stems(food.name))
            for stem in held:
                self._held[stem].append((food, held))

    def hold(self, piece: str, but: set[str], *, proper: bool) -> bool:
        """Whether the name of a food other than these holds all words of the piece."""
        return any(food.id not in but and not _is_product(food, proper=proper) for food in self._with(piece))

    def brands(self, piece: str, *, proper: bool) -> list[str]:
        """The single products whose names hold all words of the piece."""
        return [food.id for food in self._with(piece) if _is_product(food, proper=proper)]

    def _with(self, piece: str) -> list[Row]:
        wanted = frozenset(stems(piece))
        fewest = min((self._held.get(stem, []) for stem in wanted), key=len, default=[])
        return [food for food, words in fewest if wanted <= words]


def _is_product(food: Row, *, proper: bool) -> bool:
    """Whether a food is one product of a brand, and no kind of food of its own."""
    return (food.data_type == ANALYSED and BRAND.search(food.name) is not None) or (
        proper and food.data_type == NATIONAL
    )
