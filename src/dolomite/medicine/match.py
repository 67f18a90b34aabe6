"""From what somebody typed to ingredients: exact names first, then careful spelling repair, else a question.

A false match is worse than a question: a repair is accepted only when it is close and nothing else is nearly as close,
and a real medicine outside the table is never repaired into one inside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from functools import cache
from typing import Literal, NamedTuple

from dolomite.base.person import Medicine
from dolomite.medicine import names
from dolomite.medicine.typed import Moment, Way, take_apart, without_salt

How = Literal["name", "spelling", "unsure", "unknown"]

# How far a spelling may be from a name, by the name's length: edits of one letter (Damerau 1964, optimal string
# alignment). Short names differ from each other by one or two letters, so they are never repaired.
SHORTEST_REPAIRED = 6
SHORTEST_BRAND_REPAIRED = 7  # brands are invented to differ little: many of six letters stand one edit from another
LETTERS_PER_EDIT = 5
MOST_EDITS = 3
CLEAR_BY = 2  # the next medicine must be at least this many edits further away
ASK_WITHIN = 3  # names this near are offered as a question ...
LETTERS_PER_QUESTION = 3  # ... and no further than one edit in three letters
MOST_OFFERED = 3
FIRST_SOUNDS = {"ph": "f", "k": "c", "s": "c", "q": "c", "z": "s", "x": "s", "y": "i", "j": "g", "e": "a", "o": "a"}
SPLIT = re.compile(r"\s*(?:/|\+|&|,|;|\band\b|\bwith\b)\s*")
CHANGES_THE_MEDICINE = frozenset(
    {"plus", "comp", "co", "hct", "hctz", "combi", "duo", "extra", "d3", "h", "pm", "cold", "flu", "sinus", "complete"}
)


@dataclass(frozen=True, slots=True)
class _Found:
    """What a name was found to be, before the dose is added."""

    ingredients: tuple[str, ...]
    how: How
    candidates: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a typed medicine was understood as: ingredient ids (none: not understood), how, and what else it may be.

    `unread` are parts of the line that were not understood beside those that were. `dose_mg` [mg per intake] and
    `per_day` [intakes per day] as far as they were said, `moments` of the day that were named; `years` taken [years].
    """

    typed: str
    ingredients: tuple[str, ...]
    how: How
    candidates: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    way: Way = "mouth"
    dose_mg: float | None = None
    per_day: float | None = None
    moments: tuple[Moment, ...] = ()
    times: tuple[time, ...] = ()
    years: float | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The ingredients as shown to a reader."""
        return tuple(names.ingredients()[one].name for one in self.ingredients)

    @property
    def by_mouth(self) -> bool:
        """Swallowed, so that it can meet magnesium in the gut. What is not said counts as swallowed."""
        return self.way == "mouth" and any(names.ingredients()[one].by_mouth for one in self.ingredients)

    @property
    def groups(self) -> frozenset[str]:
        """The groups of its ingredients; none for what is only put on the body (a cream, drops, an inhaler)."""
        if self.way == "on_the_body":
            return frozenset()
        return frozenset(group for one in self.ingredients for group in names.groups().get(one, ()))


def understand(medicine: Medicine) -> Understood:
    """What this typed medicine is. [mg per intake, intakes per day, years]"""
    line = take_apart(medicine.name, medicine.dose)
    table = names.known_names()
    readings = (names.plain(medicine.name), *line.kept)  # "Theo-24": what looks like a dose may belong to the name
    exact = next((table[one] for one in readings if one in table), None)
    found = _Found(exact, "name") if exact is not None else _find(line.full, line.name)
    return Understood(
        typed=medicine.name,
        ingredients=found.ingredients,
        how=found.how,
        candidates=found.candidates,
        unread=found.unread,
        way=line.way,
        dose_mg=line.dose_mg,
        per_day=line.per_day,
        moments=line.moments,
        times=medicine.times,
        years=medicine.years,
    )


def _find(full: str, name: str) -> _Found:
    table = names.known_names()
    for text in (full, name):
        if text in table:
            return _Found(table[text], "name")
    bare = without_salt(name)
    # "losartan potassium" is losartan; in "calcium magnesium zinc" each word is a thing of its own.
    several = _exact_words(name) if name.split()[:1] != bare.split()[:1] else []
    if bare in table and not several:
        return _Found(table[bare], "name")
    if name in names.others() or without_salt(name) in names.others():
        return _Found((), "unknown")
    parts = [part for part in SPLIT.split(name) if part]
    if len(parts) == 1 and parts[0] != name:  # "omeprazole capsules, daily" leaves a joint at the end
        return _find(parts[0], parts[0])
    if len(parts) == 1 and " " in name:
        parts = several or _exact_words(name) or parts
    if len(parts) > 1:
        return _together(name, [(part, _find(part, part)) for part in parts])
    return _leading_name(name) or _leading_name(full) or _repair(without_salt(name))


def _together(name: str, parts: list[tuple[str, _Found]]) -> _Found:
    """Several medicines in one line: what is understood counts, what is not is named."""
    ids = tuple(dict.fromkeys(one for _, found in parts for one in found.ingredients))
    unread = tuple(part for part, found in parts if not found.ingredients)
    unread += tuple(left for _, found in parts for left in found.unread)
    if not ids:
        return _Found((), "unknown") if not parts else _repair(without_salt(name))
    if unread:
        return _Found(ids, "unsure", unread=unread)
    return _Found(ids, "spelling" if any(found.how == "spelling" for _, found in parts) else "name")


def _exact_words(name: str) -> list[str]:
    """The words of the name when each is itself a known name ("levodopa carbidopa"), else nothing."""
    words = name.split()
    return words if all(word in names.known_names() for word in words) else []


def _leading_name(name: str) -> _Found | None:
    """A known name at the beginning, with words after it that are no medicine ("metformin white oval")."""
    words = name.split()
    table = names.known_names()
    for length in range(len(words) - 1, 0, -1):
        lead, rest = " ".join(words[:length]), words[length:]
        if lead not in table:
            continue
        more = [word for word in rest if word in table or word in names.others()]
        if more or any(word in CHANGES_THE_MEDICINE for word in rest):
            ids = dict.fromkeys((*table[lead], *(one for word in more for one in table.get(word, ()))))
            return _Found(tuple(ids), "unsure", unread=(name,))
        return _Found(table[lead], "name")
    return None


def _repair(name: str) -> _Found:
    near = _near(name)
    if not near:
        return _Found((), "unknown")
    best = near[0]
    if best.ids:
        shortest = SHORTEST_REPAIRED if best.known in names.ingredient_names() else SHORTEST_BRAND_REPAIRED
        longer = max(len(name), len(best.known))
        allowed = min(MOST_EDITS, longer // LETTERS_PER_EDIT) if longer >= shortest else 0
        clear = all(one.rival_edits >= best.edits + CLEAR_BY for one in near[1:] if one.ids != best.ids)
        if best.edits <= allowed and clear and _sound(name) == _sound(best.known):
            return _Found(best.ids, "spelling")
    reach = min(ASK_WITHIN, len(name) // LETTERS_PER_QUESTION)
    offered = [one for one in near if one.ids and one.edits <= reach and _could_be(name, one)]
    shown = tuple(dict.fromkeys(_shown(one) for one in offered))[:MOST_OFFERED]
    return _Found((), "unsure" if shown else "unknown", candidates=shown)


class _Near(NamedTuple):
    """A known name near the typed one: edits [letters]; () stands for a medicine that we do not hold.

    As a rival a name that begins otherwise counts one edit further away: people get the first letters right.
    """

    edits: int
    known: str
    ids: tuple[str, ...]
    rival_edits: int


@cache
def _near(name: str) -> tuple[_Near, ...]:
    """The names near the typed one, nearest first."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    reach = ASK_WITHIN + CLEAR_BY
    table: dict[str, tuple[str, ...]] = {**dict.fromkeys(names.others(), ()), **names.known_names()}
    found = [
        _Near(int(edits), known, table[known], int(edits) + (known[:2] != name[:2]))
        for known, edits, _ in process.extract_iter(name, list(table), scorer=OSA.distance, score_cutoff=reach)
    ]
    return tuple(sorted(found))


def _sound(name: str) -> str:
    """The first sound, so that "fenitoin" may be phenytoin, and a name with another first sound is not repaired."""
    for letters in (name[:2], name[:1]):
        if letters in FIRST_SOUNDS:
            return FIRST_SOUNDS[letters]
    return name[:1]


def _could_be(name: str, near: _Near) -> bool:
    """Worth a question: people get the first sound of a name right, or miss it by a single letter. (No unit.)"""
    return near.edits == 1 or _sound(name) == _sound(near.known)


def _shown(near: _Near) -> str:
    """What the reader is asked about: the ingredient, and the brand that the typed word looks like."""
    ingredient = " with ".join(names.ingredients()[one].name for one in near.ids)
    is_brand = near.known not in names.ingredient_names() and near.known != names.plain(ingredient)
    return f"{ingredient} ({near.known.title()})" if is_brand else ingredient
