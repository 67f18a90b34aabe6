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
class _Meaning:
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
        return tuple(names.ingredients()[ingredient].name for ingredient in self.ingredients)

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
        return frozenset(group for ingredient in self.ingredients for group in names.groups().get(ingredient, ()))


def understand(medicine: Medicine, *, country: str | None = None) -> Understood:
    """What this typed medicine is; `country` by ISO code, None: not known. [mg per intake, intakes per day, years]"""
    line = take_apart(medicine.name, medicine.dose)
    # "Theo-24": what looks like a dose may belong to the name
    readings = (names.folded(medicine.name), *line.kept, line.full, line.name)
    meaning = _first_exact(readings, country) or _find(line.full, line.name, country)
    if meaning.how == "spelling" or not (meaning.ingredients or meaning.outside):
        meaning = _real(meaning, readings)
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


def _first_exact(texts: tuple[str, ...], country: str | None) -> _Meaning | None:
    """What one of these readings of the line is in our table, else in a public register; None when in neither.

    "Triatec 8" is no Triatec: where a register has the line as it stands, a part of it means nothing else.
    """
    ours = next((meaning for text in texts if (meaning := _ours(text, country)) is not None), None)
    if ours is None:
        return next((_led(meaning, text) for text in texts if (meaning := _theirs(text, country)) is not None), None)
    whole = None if texts[0] in names.known_names() else _theirs(texts[0], country)
    if whole is None or _alike(whole.ingredients, ours.ingredients):
        return ours
    return whole if whole.ingredients else _either(ours, whole)


def _led(meaning: _Meaning, text: str) -> _Meaning:
    """Where a register names the leading substance only, a brand of ours at the line's beginning says the others."""
    words = text.split()
    table = names.known_names()
    for length in range(len(words) - 1, 0, -1) if meaning.content == "lead" and not meaning.candidates else ():
        held = table.get(" ".join(words[:length]), ())
        if meaning.ingredients and not meaning.outside and {*meaning.ingredients} < {*held}:
            return replace(meaning, ingredients=held)
    return meaning


def _either(ours: _Meaning, whole: _Meaning) -> _Meaning:
    """A part of the line is a medicine of ours, the whole line another that no rule speaks of: it is asked which.

    What is ours counts meanwhile, as it may be the same under another word.
    """
    shown = " with ".join(names.ingredients()[ingredient].name for ingredient in ours.ingredients)
    return replace(
        ours, how="unsure", candidates=tuple(dict.fromkeys((shown, *whole.outside)))[: spelling.MOST_OFFERED]
    )


def _alike(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two contents share an ingredient or a group of ours."""
    groups = names.groups()
    return any(a == b or groups.get(a, frozenset()) & groups.get(b, frozenset()) for a in some for b in others)


def _ours(text: str, country: str | None) -> _Meaning | None:
    table = names.known_names()
    if text not in table:
        return None
    if text in names.ask_which():
        return _which(text, country)
    return _completed(_Meaning(table[text], "name"), text, country)


def _completed(meaning: _Meaning, text: str, country: str | None) -> _Meaning:
    """A brand of ours with those of our ingredients that a register says it holds besides."""
    if text in names.ingredient_names():
        return meaning
    more = public.look_up(text, country=country)
    if more is None or more.which or not {*meaning.ingredients} < more.held.everything:
        return meaning
    return replace(meaning, ingredients=tuple(dict.fromkeys((*meaning.ingredients, *more.held.ours))))


def _theirs(text: str, country: str | None) -> _Meaning | None:
    """What a register says the name holds; a single word that no country sells may be an ordinary one, and is left.

    Several names of ours in one line are left too: each is looked up for itself.
    """
    parts = re.split(SPLIT, text)
    if len(parts) > 1 and all(part in names.known_names() for part in parts):
        return None
    registered = public.look_up(text, country=country, register_only=" " not in text)
    return None if registered is None or not registered.held.everything else _of_public(registered)


def _real(meaning: _Meaning, texts: tuple[str, ...]) -> _Meaning:
    """The same, with what is not known of it: a register has the name as typed, and does not say what it holds.

    Then the name is a medicine of its own: no spelling of it is repaired, and what its beginning says may not be all.
    """
    known = (public.look_up(text, country=None) for text in texts)
    if not any(registered is not None and registered.content == "unknown" for registered in known):
        return meaning
    if meaning.how == "spelling" or not (meaning.ingredients or meaning.outside):
        return _Meaning((), "unknown", content="unknown")
    return replace(meaning, content="lead")


def _which(text: str, country: str | None) -> _Meaning:
    """A name of ours that means different things: the country's register answers, else all count and it is asked."""
    ours = names.known_names()[text]
    registered = public.look_up(text, country=country)
    if country is not None and registered is not None and registered.held.everything and public.answers(text, country):
        return _of_public(registered)
    others = registered if registered is not None else public.Public(held=public.Held((), ()), content="unknown")
    shown = " with ".join(names.ingredients()[ingredient].name for ingredient in ours)
    told = others.which or others.held.outside
    ids = tuple(dict.fromkeys((*ours, *others.held.ours)))
    if any("magnesium_perhaps" in names.groups().get(ingredient, ()) for ingredient in ours):
        ids = ours  # another rule asks whether it holds magnesium
    return _Meaning(ids, "unsure", candidates=tuple(dict.fromkeys((shown, *told))), outside=(), content="lead")


def _of_public(registered: public.Public) -> _Meaning:
    how: How = "unsure" if registered.which else "name" if registered.held.everything else "unknown"
    return _Meaning(
        registered.held.ours,
        how,
        candidates=registered.which,
        outside=registered.held.outside,
        content=registered.content,
    )


def _find(full: str, name: str, country: str | None) -> _Meaning:
    exact = _first_exact((full, name), country)
    if exact is not None:
        return exact
    table = names.known_names()
    bare = without_salt(name)
    # "losartan potassium" is losartan; in "calcium magnesium zinc" each word is a thing of its own.
    several = _exact_words(name) if name.split()[:1] != bare.split()[:1] else []
    if bare in table and not several:
        return _ours(bare, country) or _Meaning(table[bare], "name")
    if name in names.others() or without_salt(name) in names.others():
        return _Meaning((), "unknown")
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
    return _repaired(without_salt(name)) or _inside(name) or _Meaning((), "unknown")


def _together(name: str, parts: list[tuple[str, _Meaning]]) -> _Meaning:
    """Several medicines in one line: what is understood counts, what is not is named."""
    ids = tuple(dict.fromkeys(ingredient for _, meaning in parts for ingredient in meaning.ingredients))
    outside = tuple(dict.fromkeys(substance for _, meaning in parts for substance in meaning.outside))
    unread = tuple(part for part, meaning in parts if not meaning.ingredients and not meaning.outside)
    unread += tuple(left for _, meaning in parts for left in meaning.unread)
    if not ids and not outside:
        return (_repaired(without_salt(name)) if parts else None) or _Meaning((), "unknown")
    asked = tuple(candidate for _, meaning in parts if meaning.how == "unsure" for candidate in meaning.candidates)
    hows = {meaning.how for _, meaning in parts}
    how: How = "unsure" if unread or asked else "spelling" if "spelling" in hows else "name"
    content: Content = "lead" if any(meaning.content != "whole" for _, meaning in parts) else "whole"
    return _Meaning(ids, how, candidates=asked, unread=unread, outside=outside, content=content)


def _exact_words(name: str) -> list[str]:
    """The words of the name when each is itself a known name ("levodopa carbidopa"), else nothing."""
    words = name.split()
    return words if all(word in names.known_names() for word in words) else []


def _leading_name(name: str, country: str | None) -> _Meaning | None:
    """A known name at the beginning, with words after it that are no medicine ("metformin white oval")."""
    words = name.split()
    table = names.known_names()
    for length in range(len(words) - 1, 0, -1):
        lead, rest = " ".join(words[:length]), words[length:]
        if lead not in table and len(lead) < SHORTEST_INSIDE:
            continue
        meaning = _first_exact((lead,), country)
        if meaning is None or not (meaning.ingredients or meaning.outside):
            continue
        more = _more(rest, meaning)
        if more or any(word in CHANGES_THE_MEDICINE for word in rest):
            ids = dict.fromkeys(
                (*meaning.ingredients, *(ingredient for text in more for ingredient in table.get(text, ())))
            )
            return replace(meaning, ingredients=tuple(ids), how="unsure", unread=(name,))
        return meaning
    return None


def _more(words: list[str], meaning: _Meaning) -> list[str]:
    """The parts of these words that are another medicine than what was found.

    "Dulcolax liquid milk of magnesia": what says the same in other words is left, and so is each part of it.
    """
    table = names.known_names()
    parts = [(at, end) for at in range(len(words)) for end in range(at + 1, len(words) + 1)]
    said = {part: " ".join(words[slice(*part)]) for part in parts}
    again = [part for part, text in said.items() if text in table and {*table[text]} <= {*meaning.ingredients}]
    left = (part for part in parts if not any(at <= part[0] and part[1] <= end for at, end in again))
    return [
        said[part]
        for part in left
        if said[part] in table or said[part] in names.others() or _another(said[part], meaning)
    ]


def _another(word: str, meaning: _Meaning) -> bool:
    """Whether this word of the line is a medicine of a register that is not what was found already."""
    if len(word) < SHORTEST_INSIDE or " " in word:
        return False
    other = public.look_up(word, country=None, register_only=True)
    return other is not None and not other.held.everything <= {*meaning.ingredients, *meaning.outside}


def _inside(name: str) -> _Meaning | None:
    """Ingredients named inside a sentence ("was put on doxycycline"): a guess, as the other words are not read."""
    words = [word for word in name.split() if len(word) >= SHORTEST_INSIDE and word in names.ingredient_names()]
    ids = tuple(dict.fromkeys(ingredient for word in words for ingredient in names.known_names()[word]))
    return _Meaning(ids, "spelling") if ids else None


def _repaired(name: str) -> _Meaning | None:
    """What this spelling is close to: a guess with its ingredients, or a question without any; None: nothing near."""
    guess = spelling.repair(name)
    return None if guess is None else _Meaning(guess.ids, "spelling" if guess.ids else "unsure", guess.candidates)
