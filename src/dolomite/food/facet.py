"""What a food holds (dairy, gluten, nuts, pork ...), read from its name, group, LanguaL codes and ingredients.

Three answers: yes, no, unknown. No is said only where the group is plain (a raw vegetable, a cut of beef) and the name
gives no reason to doubt; a cake without the word milk in its name stays unknown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import ClassVar

from dolomite import facts
from dolomite.food.words import stems

Facets = Mapping[str, bool | None]

# A group that is not listed clears nothing. FORMS: how a food is sold or prepared; here silence of the name means no.
NONE = ("",)
LETTERS = re.compile("[a-z]+")
FORMS = frozenset({"baby_food", "powder", "dry_mix", "raw", "dried", "raw_fish"})


class Facet(facts.Row):
    """One facet: words of a name that say yes, look-alikes that do not, words that leave it unknown."""

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    says: str
    words: tuple[str, ...]
    but_not: tuple[str, ...] = ()
    unsure: tuple[str, ...] = ()
    allergen: bool = False
    groups: tuple[str, ...] = ()
    languals: tuple[str, ...] = ()


class Group(facts.Row):
    """A food group whose foods are single foods: what the name does not say is not in them.

    With `clears` only these facets are cleared by silence (no fish in bread), the others stay unknown.
    """

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    name: str
    clears: tuple[str, ...] = ()


class Single(facts.Row):
    """The beginning of the names of single foods that stand in a mixed group (water, sugar, oil)."""

    unique: ClassVar[tuple[str, ...]] = ("begins",)

    begins: str


class Doubt(facts.Row):
    """A word that makes even a food of a plain group doubtful (sauce, breaded, flavored)."""

    unique: ClassVar[tuple[str, ...]] = ("word",)

    word: str


class Avoid(facts.Row):
    """What a person may ask to avoid, the facets that must then be known to be absent, and words that must stand in no
    name and no ingredient."""

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    absent: tuple[str, ...]
    words: tuple[str, ...] = ()


def ids() -> tuple[str, ...]:
    """The facets in the order of the table's bits."""
    return tuple(facet.id for facet in facts.rows("food/facets", Facet))


def must_be_absent(avoid: Iterable[str]) -> tuple[str, ...]:
    """The facets that have to be known absent for a person who avoids these; a single food is none."""
    rows, known = _avoid(), ids()
    facets = (rows[avoided].absent if avoided in rows else (avoided,) if avoided in known else () for avoided in avoid)
    return tuple(dict.fromkeys(facet for each in facets for facet in each))


def kept_out(avoid: Iterable[str]) -> tuple[str, ...]:
    """The words of which none may stand in a food's name or ingredients for a person who avoids these: those of a way
    of eating, and each single food."""
    rows, known = _avoid(), ids()
    said = (
        word
        for avoided in avoid
        for word in (rows[avoided].words if avoided in rows else () if avoided in known else (avoided,))
    )
    return tuple(dict.fromkeys(said))


def holds_word(texts: Iterable[str], wanted: Iterable[str]) -> bool:
    """Whether one of the words, whole and in either number, stands in one of the texts (a name, its ingredients).


    >>> holds_word(["Spinach, cooked"], ["spinach"]), holds_word(["Hamburger"], ["ham"])
    (True, False)
    """
    said = [f" {' '.join(stems(text))} " for text in texts]
    return any(f" {' '.join(stems(word))} " in text for word in wanted for text in said)


@cache
def _avoid() -> Mapping[str, Avoid]:
    return {row.id: row for row in facts.rows("food/avoid", Avoid)}


def read(name: str, *, group: str | None = None, languals: frozenset[str] = frozenset()) -> Facets:
    """Facets of one food from its own name, group ("sr28:1100", "wweia:6409") and LanguaL codes."""
    text = name.casefold()
    clears = _groups().get(group or "", NONE)
    doubtful = clears != NONE and _doubts().search(text) is not None
    asked = _worth_asking(text)
    plain = text.startswith(_singles()) or text.endswith("as ingredient") or (clears == () and not doubtful)
    answer: dict[str, bool | None] = {}
    for facet, yes, but_not, unsure in _patterns():
        named = False
        if facet.id in asked:
            rest = but_not.sub("|", text) if but_not else text
            sure = unsure.sub("|", rest) if unsure else rest
            named = yes.search(sure) is not None
            if not named and sure != rest:
                answer[facet.id] = None
                continue
        if named or group in facet.groups or not languals.isdisjoint(facet.languals):
            answer[facet.id] = True
        else:
            silent_no = plain or facet.id in FORMS or (facet.id in clears and not doubtful)
            answer[facet.id] = False if silent_no else None
    return answer


def left_open(name: str) -> frozenset[str]:
    """The facets that a word of the name leaves open whatever a recipe says: lard in refried beans, fish in kimchi."""
    text = name.casefold()
    return frozenset(facet.id for facet, _, _, unsure in _patterns() if unsure is not None and unsure.search(text))


def together(
    own: Facets, parts: Iterable[Facets], *, group: str | None = None, unsure: frozenset[str] = frozenset()
) -> Facets:
    """Facets of a dish: yes where its name or an ingredient says yes, no where every ingredient says no, but never no
    where its name leaves it open (`unsure`).

    The recipe of a manufactured food (a granola, a cracker) is an average one: it cannot clear a food of an allergen.
    """
    ingredients = list(parts)
    only_the_label_knows = _allergens() if len(ingredients) > 1 and group in _made() else frozenset()
    answer: dict[str, bool | None] = {}
    for facet, said in own.items():
        if facet in FORMS:
            answer[facet] = said
            continue
        told = [part.get(facet) for part in ingredients]
        if said is True or True in told:
            answer[facet] = True
        else:
            clear = said is False or (told and None not in told and facet not in only_the_label_knows)
            answer[facet] = False if clear and facet not in unsure else None
    return answer


def _worth_asking(text: str) -> set[str]:
    """The facets of which a word of the text may be the beginning; the others need no search. (For many foods.)"""
    starts = _starts()
    return {facet for word in set(LETTERS.findall(text)) for facet in starts.get(word, ())}


@cache
def _starts() -> Mapping[str, tuple[str, ...]]:
    """First words of everything a facet looks for, with their plurals, and the facets that look for them."""
    by_word: dict[str, list[str]] = {}
    for facet in facts.rows("food/facets", Facet):
        for phrase in (*facet.words, *facet.unsure):
            first = LETTERS.findall(phrase)[0]
            for word in {first, f"{first}s", f"{first}es", f"{first[:-1]}ies"}:
                by_word.setdefault(word, []).append(facet.id)
    return {word: tuple(dict.fromkeys(each)) for word, each in by_word.items()}


@cache
def _patterns() -> tuple[tuple[Facet, re.Pattern[str], re.Pattern[str] | None, re.Pattern[str] | None], ...]:
    return tuple(
        (
            facet,
            re.compile("|".join(_whole(word) for word in facet.words)),
            re.compile("|".join(_start(word) for word in facet.but_not)) if facet.but_not else None,
            re.compile("|".join(_start(word) for word in facet.unsure)) if facet.unsure else None,
        )
        for facet in facts.rows("food/facets", Facet)
    )


def _whole(word: str) -> str:
    """A word with its plurals, bounded by what is not a letter."""
    start = "" if not word[0].isalnum() else "(?<![a-z])"
    if not word[-1].isalnum():
        return start + re.escape(word)
    both = f"(?:{re.escape(word)}(?:s|es)?|{re.escape(word[:-1])}ies)" if word.endswith("y") else ""
    return start + (both or f"{re.escape(word)}(?:s|es)?") + "(?![a-z])"


def _start(word: str) -> str:
    return ("(?<![a-z])" if word[0].isalnum() else "") + re.escape(word)


@cache
def _groups() -> Mapping[str, tuple[str, ...]]:
    return {group.id: group.clears for group in facts.rows("food/plain_groups", Group)}


@cache
def _singles() -> tuple[str, ...]:
    return tuple(single.begins for single in facts.rows("food/single_foods", Single))


@cache
def _allergens() -> frozenset[str]:
    return frozenset(facet.id for facet in facts.rows("food/facets", Facet) if facet.allergen)


@cache
def _made() -> frozenset[str]:
    return frozenset(row.id for row in facts.rows("food/made_groups", Group))


@cache
def _doubts() -> re.Pattern[str]:
    return re.compile("|".join(_whole(row.word) for row in facts.rows("food/doubt", Doubt)))
