"""From what somebody typed to ingredients: the line as it stands, then without the words of a sentence around the name.

A false match is worse than a question: a second medicine that a remark names is asked about.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time
from functools import cache

from dolomite.base.frozen import dataclass
from dolomite.base.person import Medicine
from dolomite.medicine import find, names, public
from dolomite.medicine.find import How, Meaning, is_class
from dolomite.medicine.register import Content
from dolomite.medicine.typed import SWALLOWED, Moment, Way, take_apart

SHORTEST_IN_REMARK = 4  # letters of a name that is heard in a remark
RANKED: tuple[How, ...] = ("name", "unsure", "spelling", "unknown")  # how well a line is understood, best first


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a typed medicine was understood as: ingredient ids (none: not understood), how, and what else it may be.

    `how` "spelling" is a guess, told as one; "unsure" with ingredients: those count until the question is answered.
    `unread` are parts of the line that were not understood beside those that were. `outside` are contents, by
    international name, that no rule here speaks of; `content` is how much of the contents is known. `stopped`: written
    as no longer taken. `dose_mg` [mg per intake] and `times_a_day` [intakes per day] as far as they were said,
    `moments` of the day that were named; `years` taken [years]; `taken_for` in the person's words.
    """

    typed: str
    ingredients: tuple[str, ...]
    how: How
    candidates: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    content: Content = "whole"
    stopped: bool = False
    way: Way = "mouth"
    dose_mg: float | None = None
    times_a_day: float | None = None
    moments: tuple[Moment, ...] = ()
    times: tuple[time, ...] = ()
    years: float | None = None
    taken_for: str | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """The ingredients as shown to a reader."""
        return names.shown(self.ingredients)

    @property
    def by_mouth(self) -> bool:
        """Swallowed, so that it can meet magnesium in the gut. What is not said counts as swallowed."""
        return (
            self.way in SWALLOWED
            and not self.stopped
            and any(names.ingredients()[ingredient].by_mouth for ingredient in self.ingredients)
        )

    @property
    def groups(self) -> frozenset[str]:
        """The groups of its ingredients; none for what is only put on the body (a cream, drops), or no longer taken."""
        if self.way == "on_the_body" or self.stopped:
            return frozenset()
        return frozenset(group for ingredient in self.ingredients for group in names.groups_of(ingredient))


def understand(medicine: Medicine, *, country: str | None = None) -> Understood:
    """What this typed medicine is; `country` by ISO code, None: not known. [mg per intake, intakes per day, years]"""
    line = take_apart(medicine.name, medicine.dose)
    meaning = find.read(line, country)
    if _doubtful(meaning):
        meaning = _without_words_around(medicine.name, meaning, country)
    meaning = _without_class_words(meaning)
    return Understood(
        typed=medicine.name,
        ingredients=meaning.ingredients,
        how=meaning.how,
        candidates=meaning.candidates,
        unread=meaning.unread,
        outside=meaning.outside,
        content=meaning.content,
        stopped=line.stopped,
        way=line.way,
        dose_mg=line.dose_mg,
        times_a_day=line.times_a_day,
        moments=line.moments,
        times=medicine.times,
        years=medicine.years,
        taken_for=medicine.taken_for,
    )


def _doubtful(meaning: Meaning) -> bool:
    """Whether some words of the line may only stand around the name: a part was not read, or a class was named too."""
    nothing = not (meaning.ingredients or meaning.outside)
    return nothing or _class_beside(meaning) or bool(meaning.unread) or meaning.how == "spelling"


def _class_beside(meaning: Meaning) -> bool:
    """Whether a class of medicines was named beside a medicine."""
    classes = [is_class(ingredient) for ingredient in meaning.ingredients]
    return any(classes) and (not all(classes) or bool(meaning.outside))


def _without_words_around(typed: str, whole: Meaning, country: str | None) -> Meaning:
    """What the line is when the words that lead to its name and the remark behind it are left; else `whole`.

    A second medicine that a remark names counts, and is asked about. One in the words before the name leaves the line.
    """
    from dolomite.medicine import around  # its patterns are long, and most lines are names

    best: tuple[int, Meaning] = (len(RANKED), whole)
    read: list[Meaning] = []
    for cut in around.readings(typed):
        meaning = find.read(take_apart(cut.said), country)
        read.append(meaning)
        if meaning.unread or not (meaning.ingredients or meaning.outside) or _named_in(cut.lead, meaning):
            continue
        more = _named_in(cut.remark, meaning)
        rank = RANKED.index("unsure" if _class_beside(meaning) else meaning.how) if not more else len(RANKED) - 1
        if more:
            ids = (
                *meaning.ingredients,
                *(ingredient for name in more for ingredient in names.known_names().get(name, ())),
            )
            meaning = replace(meaning, ingredients=tuple(dict.fromkeys(ids)), how="unsure", unread=(cut.remark,))
        if rank < best[0]:
            best = (rank, meaning)
        if best[0] == 0:
            break
    if best[1] != Meaning((), "unknown"):
        return best[1]
    # "he takes plaqinil" asks for Plaquenil
    return next((meaning for meaning in read if meaning.candidates and not meaning.unread), best[1])


@cache
def _describing() -> re.Pattern[str]:
    phrases = sorted(names.describing(), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, phrases))})\b")


def _named_in(text: str, meaning: Meaning) -> list[str]:
    """The medicines that these words name besides what was found; a class ("a blood thinner") only says what it is."""
    words = _describing().sub(" ", names.folded(text)).split()
    return [
        name
        for name in find.more(words, meaning)
        if len(name) >= SHORTEST_IN_REMARK and name not in names.plain_words() and _speaks(name)
    ]


def _speaks(name: str) -> bool:
    """Whether a rule may speak of this name: it is a medicine of ours, or of a register and holds one; no class."""
    ours = names.known_names().get(name)
    if ours is not None:
        return not any(map(is_class, ours))
    registered = public.look_up(name, country=None, register_only=True)
    return name in names.others() or (registered is not None and bool(registered.held.ours))


def _without_class_words(meaning: Meaning) -> Meaning:
    """The same without a class that another of its contents belongs to: "dexamethasone, a steroid" is one medicine."""
    named = [ingredient for ingredient in meaning.ingredients if not is_class(ingredient)]
    of_them = frozenset(group for ingredient in named for group in names.groups_of(ingredient))
    kept = tuple(
        ingredient
        for ingredient in meaning.ingredients
        if not (is_class(ingredient) and names.groups_of(ingredient) & of_them)
    )
    return replace(meaning, ingredients=kept)
