"""Careful repair of a misspelt medicine: a guess when one name is close and no other nearly as close, else a question.

A false match is worse than a question, so that a repair is always told as a guess.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dolomite.medicine import names, public, register

# How far a spelling may be from a name, by the name's length: edits of one letter (Damerau 1964, optimal string
# alignment). Short names differ from each other by one or two letters, so they are never repaired.
SHORTEST_REPAIRED = 6
SHORTEST_BRAND_REPAIRED = 7  # brands are invented to differ little: many of six letters stand one edit from another
MOST_BRAND_EDITS = 1  # for the same reason a brand further off is asked about
LETTERS_PER_EDIT = 5
MOST_EDITS = 3
CLEAR_BY = 2  # the next medicine must be at least this many edits further away
ASK_WITHIN = 3  # names this near are offered as a question ...
LETTERS_PER_QUESTION = 3  # ... and no further than one edit in three letters
MOST_OFFERED = 3
MOST_LOOKED_AT = 20  # names of one length near the typed one, nearest first
FIRST_SOUNDS = {"ph": "f", "k": "c", "s": "c", "q": "c", "z": "s", "x": "s", "y": "i", "j": "g", "e": "a", "o": "a"}


class Guess(NamedTuple):
    """The ingredients that a name was repaired to (none: a question), and what else it may be, as shown to a reader."""

    ids: tuple[str, ...]
    candidates: tuple[str, ...]


def repair(name: str) -> Guess | None:
    """What this spelling is close to, as a guess; a question when several are; None when nothing is near."""
    near = _near(name)
    best = near[0] if near else None
    if best is not None and best.ids:
        is_brand = best.known not in names.ingredient_names()
        shortest, most = (SHORTEST_BRAND_REPAIRED, MOST_BRAND_EDITS) if is_brand else (SHORTEST_REPAIRED, MOST_EDITS)
        longer = max(len(name), len(best.known))
        allowed = min(most, longer // LETTERS_PER_EDIT) if longer >= shortest else 0
        clear = all(other.rival_edits >= best.edits + CLEAR_BY for other in near[1:] if other.ids != best.ids)
        if best.edits <= allowed and clear and _sound(name) == _sound(best.known):
            rivals = _rivals(name, best, best.edits + CLEAR_BY - 1)
            if all(rival.rival_edits > best.edits for rival in rivals):
                return Guess(best.ids, tuple(_shown(rival) for rival in rivals)[:MOST_OFFERED])
    reach = min(ASK_WITHIN, len(name) // LETTERS_PER_QUESTION)
    outside = _near_in_registers(name, min(reach, CLEAR_BY, len(name) // LETTERS_PER_EDIT))
    offered = [
        candidate for candidate in sorted((*near, *outside)) if candidate.edits <= reach and _could_be(name, candidate)
    ]
    shown: dict[tuple[str, ...], str] = {}  # each medicine once, in its nearest name, and a name of ours before others
    for candidate in sorted(
        offered,
        key=lambda candidate: (candidate.edits, candidate not in near, candidate.known not in names.ingredient_names()),
    ):
        if candidate.ids or candidate in outside:
            shown.setdefault(candidate.ids or (candidate.known,), _shown(candidate))
    return Guess((), tuple(shown.values())[:MOST_OFFERED]) if shown else None


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
    ours = names.known_names()
    near_names = []
    for length in range(len(name) - reach, len(name) + reach + 1):
        nearby = _of_length().get(length, ())
        scored = process.extract(name, nearby, scorer=OSA.distance, score_cutoff=reach, limit=None)
        near_names += [
            _Near(int(edits), known, ours.get(known, ()), int(edits) + (known[:2] != name[:2]))
            for known, edits, _ in scored
        ]
    return tuple(sorted(near_names))


@cache
def _of_length() -> dict[int, tuple[str, ...]]:
    """The names of our tables by their length [letters]: no sentence is near one of them."""
    by_length: dict[int, list[str]] = {}
    for known in {**names.known_names(), **dict.fromkeys(names.others())}:
        by_length.setdefault(len(known), []).append(known)
    return {length: tuple(known) for length, known in by_length.items()}


def _rivals(name: str, best: _Near, reach: int) -> tuple[_Near, ...]:
    """Names of registers about as near as the best of ours, that some country sells and that are another medicine."""
    near = _near_in_registers(name, reach)
    return tuple(other for other in near if other.rival_edits <= reach and not set(other.ids) & set(best.ids))


@cache
def _near_in_registers(name: str, reach: int) -> tuple[_Near, ...]:
    """Single names of the registers within so many letters; one that no country sells counts a letter further off."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    if " " in name or reach < 1:
        return ()
    ours = names.known_names()
    near_names = []
    for length in range(len(name) - reach, len(name) + reach + 1):
        nearby = register.names_of_length().get(length, ())
        scored = process.extract(name, nearby, scorer=OSA.distance, score_cutoff=reach, limit=MOST_LOOKED_AT)
        for known, edits, _ in scored:
            if known in ours:
                continue
            told = public.look_up(known, country=None)
            assert told is not None
            sold = any(reading.countries for reading in register.readings(known))
            further = int(edits) + (known[:2] != name[:2]) + (not sold)
            near_names.append(_Near(int(edits), known, told.held.ours, further))
    return tuple(sorted(near_names))


def _sound(name: str) -> str:
    """The first sound, so that "fenitoin" may be phenytoin, and a name with another first sound is not repaired."""
    for letters in (name[:2], name[:1]):
        if letters in FIRST_SOUNDS:
            return FIRST_SOUNDS[letters]
    return name[:1]


def _could_be(name: str, near: _Near) -> bool:
    """Worth a question: people get the first sound of a name right, or miss it by a single letter."""
    return near.edits == 1 or _sound(name) == _sound(near.known)


def _shown(near: _Near) -> str:
    """What the reader is asked about: the ingredient, and the brand that the typed word looks like."""
    if not near.ids:
        return near.known
    ingredient = names.with_each_other(names.shown(near.ids))
    is_brand = near.known not in names.ingredient_names() and near.known != names.folded(ingredient)
    return f"{ingredient} ({near.known.title()})" if is_brand else ingredient
