"""From what somebody typed to ingredients: exact names first, then careful spelling repair, else a question.

A false match is worse than a question, and a real medicine of a public register is never repaired into another one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time
from typing import Literal

from dolomite.base.frozen import dataclass
from dolomite.base.person import Medicine
from dolomite.medicine import names, public, spelling
from dolomite.medicine.register import Content
from dolomite.medicine.typed import SWALLOWED, Moment, Way, take_apart, without_salt

How = Literal["name", "spelling", "unsure", "unknown"]

SHORTEST_INSIDE = 6  # letters of a name that is heard inside a sentence: shorter ones are ordinary words too
SPLIT = r"\s*(?:/|\+|&|,|;|\band\b|\bwith\b)\s*"
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
    outside: tuple[str, ...] = ()
    content: Content = "whole"


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
        return tuple(names.ingredients()[one].name for one in self.ingredients)

    @property
    def by_mouth(self) -> bool:
        """Swallowed, so that it can meet magnesium in the gut. What is not said counts as swallowed."""
        return (
            self.way in SWALLOWED
            and not self.stopped
            and any(names.ingredients()[one].by_mouth for one in self.ingredients)
        )

    @property
    def groups(self) -> frozenset[str]:
        """The groups of its ingredients; none for what is only put on the body (a cream, drops), or no longer taken."""
        if self.way == "on_the_body" or self.stopped:
            return frozenset()
        return frozenset(group for one in self.ingredients for group in names.groups().get(one, ()))


def understand(medicine: Medicine, *, country: str | None = None) -> Understood:
    """What this typed medicine is; `country` by ISO code, None: not known. [mg per intake, intakes per day, years]"""
    line = take_apart(medicine.name, medicine.dose)
    # "Theo-24": what looks like a dose may belong to the name
    readings = (names.folded(medicine.name), *line.kept, line.full, line.name)
    found = _first_exact(readings, country) or _find(line.full, line.name, country)
    if found.how == "spelling" or not (found.ingredients or found.outside):
        found = _real(found, readings)
    return Understood(
        typed=medicine.name,
        ingredients=found.ingredients,
        how=found.how,
        candidates=found.candidates,
        unread=found.unread,
        outside=found.outside,
        content=found.content,
        stopped=line.stopped,
        way=line.way,
        dose_mg=line.dose_mg,
        times_a_day=line.times_a_day,
        moments=line.moments,
        times=medicine.times,
        years=medicine.years,
        taken_for=medicine.taken_for,
    )


def _first_exact(texts: tuple[str, ...], country: str | None) -> _Found | None:
    """What one of these readings of the line is in our table, else in a public register; None when in neither.

    "Triatec 8" is no Triatec: where a register has the line as it stands, a part of it means nothing else.
    """
    ours = next((one for text in texts if (one := _ours(text, country)) is not None), None)
    if ours is None:
        return next((_led(one, text) for text in texts if (one := _theirs(text, country)) is not None), None)
    whole = None if texts[0] in names.known_names() else _theirs(texts[0], country)
    if whole is None or _alike(whole.ingredients, ours.ingredients):
        return ours
    return whole if whole.ingredients else _either(ours, whole)


def _led(found: _Found, text: str) -> _Found:
    """Where a register names the leading substance only, a brand of ours at the line's beginning says the others."""
    words = text.split()
    table = names.known_names()
    for length in range(len(words) - 1, 0, -1) if found.content == "lead" and not found.candidates else ():
        held = table.get(" ".join(words[:length]), ())
        if found.ingredients and not found.outside and {*found.ingredients} < {*held}:
            return replace(found, ingredients=held)
    return found


def _either(ours: _Found, whole: _Found) -> _Found:
    """A part of the line is a medicine of ours, the whole line another that no rule speaks of: it is asked which.

    What is ours counts meanwhile, as it may be the same under another word.
    """
    shown = " with ".join(names.ingredients()[one].name for one in ours.ingredients)
    return replace(
        ours, how="unsure", candidates=tuple(dict.fromkeys((shown, *whole.outside)))[: spelling.MOST_OFFERED]
    )


def _alike(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two contents share an ingredient or a group of ours."""
    groups = names.groups()
    return any(a == b or groups.get(a, frozenset()) & groups.get(b, frozenset()) for a in some for b in others)


def _ours(text: str, country: str | None) -> _Found | None:
    table = names.known_names()
    if text not in table:
        return None
    if text in names.ask_which():
        return _which(text, country)
    return _completed(_Found(table[text], "name"), text, country)


def _completed(found: _Found, text: str, country: str | None) -> _Found:
    """A brand of ours with those of our ingredients that a register says it holds besides."""
    if text in names.ingredient_names():
        return found
    more = public.look_up(text, country=country)
    if more is None or more.which or not {*found.ingredients} < more.held.everything:
        return found
    return replace(found, ingredients=tuple(dict.fromkeys((*found.ingredients, *more.held.ours))))


def _theirs(text: str, country: str | None) -> _Found | None:
    """What a register says the name holds; a single word that no country sells may be an ordinary one, and is left.

    Several names of ours in one line are left too: each is looked up for itself.
    """
    parts = re.split(SPLIT, text)
    if len(parts) > 1 and all(part in names.known_names() for part in parts):
        return None
    found = public.look_up(text, country=country, register_only=" " not in text)
    return None if found is None or not found.held.everything else _of_public(found)


def _real(found: _Found, texts: tuple[str, ...]) -> _Found:
    """The same, with what is not known of it: a register has the name as typed, and does not say what it holds.

    Then the name is a medicine of its own: no spelling of it is repaired, and what its beginning says may not be all.
    """
    known = (public.look_up(text, country=None) for text in texts)
    if not any(one is not None and one.content == "unknown" for one in known):
        return found
    if found.how == "spelling" or not (found.ingredients or found.outside):
        return _Found((), "unknown", content="unknown")
    return replace(found, content="lead")


def _which(text: str, country: str | None) -> _Found:
    """A name of ours that means different things: the country's register answers, else all count and it is asked."""
    ours = names.known_names()[text]
    found = public.look_up(text, country=country)
    if country is not None and found is not None and found.held.everything and public.answers(text, country):
        return _of_public(found)
    others = found if found is not None else public.Public(held=public.Held((), ()), content="unknown")
    shown = " with ".join(names.ingredients()[one].name for one in ours)
    told = others.which or others.held.outside
    ids = tuple(dict.fromkeys((*ours, *others.held.ours)))
    if any("magnesium_perhaps" in names.groups().get(one, ()) for one in ours):
        ids = ours  # another rule asks whether it holds magnesium
    return _Found(ids, "unsure", candidates=tuple(dict.fromkeys((shown, *told))), outside=(), content="lead")


def _of_public(found: public.Public) -> _Found:
    how: How = "unsure" if found.which else "name" if found.held.everything else "unknown"
    return _Found(found.held.ours, how, candidates=found.which, outside=found.held.outside, content=found.content)


def _find(full: str, name: str, country: str | None) -> _Found:
    exact = _first_exact((full, name), country)
    if exact is not None:
        return exact
    table = names.known_names()
    bare = without_salt(name)
    # "losartan potassium" is losartan; in "calcium magnesium zinc" each word is a thing of its own.
    several = _exact_words(name) if name.split()[:1] != bare.split()[:1] else []
    if bare in table and not several:
        return _ours(bare, country) or _Found(table[bare], "name")
    if name in names.others() or without_salt(name) in names.others():
        return _Found((), "unknown")
    parts = [part for part in re.split(SPLIT, name) if part]
    if len(parts) == 1 and parts[0] != name:  # "omeprazole capsules, daily" leaves a joint at the end
        return _find(parts[0], parts[0], country)
    if len(parts) == 1 and " " in name:
        parts = several or _exact_words(name) or parts
    if len(parts) > 1:
        return _together(name, [(part, _find(part, part, country)) for part in parts])
    leading = _leading_name(full, country) or _leading_name(name, country)
    if leading is not None:
        return _real(leading, (full, name))
    return _repaired(without_salt(name)) or _inside(name) or _Found((), "unknown")


def _together(name: str, parts: list[tuple[str, _Found]]) -> _Found:
    """Several medicines in one line: what is understood counts, what is not is named."""
    ids = tuple(dict.fromkeys(one for _, found in parts for one in found.ingredients))
    outside = tuple(dict.fromkeys(one for _, found in parts for one in found.outside))
    unread = tuple(part for part, found in parts if not found.ingredients and not found.outside)
    unread += tuple(left for _, found in parts for left in found.unread)
    if not ids and not outside:
        return (_repaired(without_salt(name)) if parts else None) or _Found((), "unknown")
    asked = tuple(one for _, found in parts if found.how == "unsure" for one in found.candidates)
    hows = {found.how for _, found in parts}
    how: How = "unsure" if unread or asked else "spelling" if "spelling" in hows else "name"
    content: Content = "lead" if any(found.content != "whole" for _, found in parts) else "whole"
    return _Found(ids, how, candidates=asked, unread=unread, outside=outside, content=content)


def _exact_words(name: str) -> list[str]:
    """The words of the name when each is itself a known name ("levodopa carbidopa"), else nothing."""
    words = name.split()
    return words if all(word in names.known_names() for word in words) else []


def _leading_name(name: str, country: str | None) -> _Found | None:
    """A known name at the beginning, with words after it that are no medicine ("metformin white oval")."""
    words = name.split()
    table = names.known_names()
    for length in range(len(words) - 1, 0, -1):
        lead, rest = " ".join(words[:length]), words[length:]
        if lead not in table and len(lead) < SHORTEST_INSIDE:
            continue
        found = _first_exact((lead,), country)
        if found is None or not (found.ingredients or found.outside):
            continue
        more = _more(rest, found)
        if more or any(word in CHANGES_THE_MEDICINE for word in rest):
            ids = dict.fromkeys((*found.ingredients, *(one for text in more for one in table.get(text, ()))))
            return replace(found, ingredients=tuple(ids), how="unsure", unread=(name,))
        return found
    return None


def _more(words: list[str], found: _Found) -> list[str]:
    """The parts of these words that are another medicine than what was found.

    "Dulcolax liquid milk of magnesia": what says the same in other words is left, and so is each part of it.
    """
    table = names.known_names()
    parts = [(at, end) for at in range(len(words)) for end in range(at + 1, len(words) + 1)]
    said = {part: " ".join(words[slice(*part)]) for part in parts}
    again = [part for part, text in said.items() if text in table and {*table[text]} <= {*found.ingredients}]
    left = (part for part in parts if not any(at <= part[0] and part[1] <= end for at, end in again))
    return [
        said[part]
        for part in left
        if said[part] in table or said[part] in names.others() or _another(said[part], found)
    ]


def _another(word: str, found: _Found) -> bool:
    """Whether this word of the line is a medicine of a register that is not what was found already."""
    if len(word) < SHORTEST_INSIDE or " " in word:
        return False
    other = public.look_up(word, country=None, register_only=True)
    return other is not None and not other.held.everything <= {*found.ingredients, *found.outside}


def _inside(name: str) -> _Found | None:
    """Ingredients named inside a sentence ("was put on doxycycline"): a guess, as the other words are not read."""
    words = [word for word in name.split() if len(word) >= SHORTEST_INSIDE and word in names.ingredient_names()]
    ids = tuple(dict.fromkeys(one for word in words for one in names.known_names()[word]))
    return _Found(ids, "spelling") if ids else None


def _repaired(name: str) -> _Found | None:
    """What this spelling is close to: a guess with its ingredients, or a question without any; None: nothing near."""
    guess = spelling.repair(name)
    return None if guess is None else _Found(guess.ids, "spelling" if guess.ids else "unsure", guess.candidates)
