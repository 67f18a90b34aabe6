"""What the words of a line name: exact names first, then its parts, a name at its beginning, a spelling, or a question.

A false match is worse than a question, and a real medicine of a public register is never repaired into another one.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Literal

from dolomite.base.frozen import dataclass
from dolomite.medicine import names, public, spelling
from dolomite.medicine.register import Content
from dolomite.medicine.typed import Typed, without_salt

How = Literal["name", "spelling", "unsure", "unknown"]

SHORTEST_INSIDE = 6  # letters of a name that is heard inside a sentence: shorter ones are ordinary words too
SHORTEST_INSIDE_BRAND = 5  # the same for a brand of ours
SHORTEST_FIRST_REPAIRED = 8  # letters of a first word that is repaired by itself
MOST_BESIDE_REPAIRED = 2  # words that may stand beside it
NOT_NAMED = "_not_named"  # the end of the ids that stand for a class
SPLIT = r"\s*(?:/|\+|&|,|;|\band\b|\bwith\b)\s*"
ARTICLE = r"^(?:an?|the|my|some|his|her) (?=\w)"
CHANGES_THE_MEDICINE = frozenset(
    {"plus", "comp", "co", "hct", "hctz", "combi", "duo", "extra", "d3", "h", "pm", "cold", "flu", "sinus", "complete"}
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name was found to be, before the dose is added."""

    ingredients: tuple[str, ...]
    how: How
    candidates: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    content: Content = "whole"


def read(line: Typed, country: str | None) -> Meaning:
    """What the line is as it stands; `country` by ISO code, None: not known."""
    # "Theo-24": what looks like a dose may belong to the name
    typed = names.folded(line.text)
    readings = (typed, re.sub(ARTICLE, "", typed), *line.kept, line.full, line.name)
    meaning = _first_exact(readings, country) or _find(line.full, line.name, country)
    if meaning.how == "spelling" or not (meaning.ingredients or meaning.outside):
        return _real(meaning, readings)
    return meaning


def is_class(ingredient: str) -> bool:
    """Whether this id stands for a class of medicines of which none was named."""
    return ingredient.endswith(NOT_NAMED)


def _first_exact(texts: tuple[str, ...], country: str | None) -> Meaning | None:
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


def _led(meaning: Meaning, text: str) -> Meaning:
    """Where a register names the leading substance only, a brand of ours at the line's beginning says the others."""
    held = names.known_names().get(text.split()[0], ())
    if meaning.content == "lead" and meaning.ingredients and not meaning.outside and {*meaning.ingredients} < {*held}:
        return replace(meaning, ingredients=held)
    return meaning


def _either(ours: Meaning, whole: Meaning) -> Meaning:
    """A part of the line is a medicine of ours, the whole line another that no rule speaks of: it is asked which.

    What is ours counts meanwhile, as it may be the same under another word.
    """
    candidates = tuple(dict.fromkeys((names.with_each_other(names.shown(ours.ingredients)), *whole.outside)))
    return replace(ours, how="unsure", candidates=candidates[: spelling.MOST_OFFERED])


def _alike(some: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """Whether two contents share an ingredient or a group of ours."""
    return any(a == b or names.groups_of(a) & names.groups_of(b) for a in some for b in others)


def _ours(text: str, country: str | None) -> Meaning | None:
    table = names.known_names()
    if text not in table:
        return None
    if text in names.ask_which():
        return _which(text, country)
    return _completed(Meaning(table[text], "name"), text, country)


def _completed(meaning: Meaning, text: str, country: str | None) -> Meaning:
    """A brand of ours with those of our ingredients that a register says it holds besides."""
    if text in names.ingredient_names():
        return meaning
    more = public.look_up(text, country=country)
    if more is None or more.which or not {*meaning.ingredients} < more.held.everything:
        return meaning
    return replace(meaning, ingredients=tuple(dict.fromkeys((*meaning.ingredients, *more.held.ours))))


def _theirs(text: str, country: str | None) -> Meaning | None:
    """What a register says the name holds; a single word that no country sells may be an ordinary one, and is left.

    Several names of ours in one line are left too: each is looked up for itself.
    """
    registered = public.look_up(text, country=country, register_only=" " not in text)
    if registered is None or not registered.held.everything or text in names.plain_words():
        return None
    parts = re.split(SPLIT, text)
    if len(parts) > 1 and all(part in names.known_names() for part in parts):
        return None
    return _of_public(registered)


def _real(meaning: Meaning, texts: tuple[str, ...]) -> Meaning:
    """The same, with what is not known of it: a register has the name as typed, and does not say what it holds.

    Then the name is a medicine of its own: no spelling of it is repaired, and what its beginning says may not be all.
    """
    known = (public.look_up(text, country=None) for text in texts)
    if not any(registered is not None and registered.content == "unknown" for registered in known):
        return meaning
    if meaning.how == "spelling" or not (meaning.ingredients or meaning.outside):
        return Meaning((), "unknown", content="unknown")
    return replace(meaning, content="lead")


def _which(text: str, country: str | None) -> Meaning:
    """A name of ours that means different things: the country's register answers, else all count and it is asked."""
    ours = names.known_names()[text]
    registered = public.look_up(text, country=country)
    if country is not None and registered is not None and registered.held.everything and public.answers(text, country):
        return _of_public(registered)
    others = registered or public.NOTHING
    told = (names.with_each_other(names.shown(ours)), *(others.which or others.held.outside))
    ids = tuple(dict.fromkeys((*ours, *others.held.ours)))
    if any("magnesium_perhaps" in names.groups_of(ingredient) for ingredient in ours):
        ids = ours  # another rule asks whether it holds magnesium
    return Meaning(ids, "unsure", candidates=tuple(dict.fromkeys(told)), content="lead")


def _of_public(registered: public.Public) -> Meaning:
    how: How = "unsure" if registered.which else "name"
    return Meaning(
        registered.held.ours,
        how,
        candidates=registered.which,
        outside=registered.held.outside,
        content=registered.content,
    )


def _find(full: str, name: str, country: str | None) -> Meaning:
    exact = _first_exact((full, name), country)
    if exact is not None:
        return exact
    bare = without_salt(name)
    # "losartan potassium" is losartan; in "calcium magnesium zinc" each word is a thing of its own.
    several = _exact_words(name) if name.split()[:1] != bare.split()[:1] else []
    ours = _ours(bare, country)
    if ours is not None and not several:
        return ours
    if {name, bare} & names.others():
        return Meaning((), "unknown")
    parts = [part for part in re.split(SPLIT, name) if part]
    if len(parts) == 1 and parts[0] != name:  # "omeprazole capsules, daily" leaves a joint at the end
        return _find(parts[0], parts[0], country)
    if len(parts) == 1 and " " in name:
        parts = several or _exact_words(name) or parts
    if len(parts) > 1:
        parts = [re.sub(ARTICLE, "", part) for part in parts]
        return _together(name, [(part, _find(part, part, country)) for part in parts])
    leading = _leading_name(full, country) or _leading_name(name, country)
    if leading is not None:
        return _real(leading, (full, name))
    return _repaired(without_salt(name)) or _inside(name) or _first_repaired(name) or Meaning((), "unknown")


def _together(name: str, parts: list[tuple[str, Meaning]]) -> Meaning:
    """Several medicines in one line: what is understood counts, what is not is named."""
    ids = tuple(dict.fromkeys(ingredient for _, meaning in parts for ingredient in meaning.ingredients))
    outside = tuple(dict.fromkeys(substance for _, meaning in parts for substance in meaning.outside))
    unread = tuple(part for part, meaning in parts if not meaning.ingredients and not meaning.outside)
    unread += tuple(left for _, meaning in parts for left in meaning.unread)
    if not ids and not outside:
        return _repaired(without_salt(name)) or Meaning((), "unknown")
    asked = tuple(candidate for _, meaning in parts if meaning.how == "unsure" for candidate in meaning.candidates)
    hows = {meaning.how for _, meaning in parts}
    how: How = "unsure" if unread or asked else "spelling" if "spelling" in hows else "name"
    content: Content = "lead" if any(meaning.content != "whole" for _, meaning in parts) else "whole"
    return Meaning(ids, how, candidates=asked, unread=unread, outside=outside, content=content)


def _exact_words(name: str) -> list[str]:
    """The words of the name when each is itself a known name ("levodopa carbidopa"), else nothing."""
    words = name.split()
    return words if all(word in names.known_names() for word in words) else []


def _leading_name(name: str, country: str | None) -> Meaning | None:
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
        return _beside(meaning, rest, name)
    return None


def _beside(meaning: Meaning, rest: list[str], name: str) -> Meaning:
    """The same with the medicines that the rest of the line names, which is asked about then."""
    others = more(rest, meaning)
    if not others and CHANGES_THE_MEDICINE.isdisjoint(rest):
        return meaning
    ours = (ingredient for text in others for ingredient in names.known_names().get(text, ()))
    ingredients = tuple(dict.fromkeys((*meaning.ingredients, *ours)))
    return replace(meaning, ingredients=ingredients, how="unsure", unread=(name,))


def more(words: list[str], meaning: Meaning) -> list[str]:
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


def _another(word: str, meaning: Meaning) -> bool:
    """Whether this word of the line is a medicine of a register that is not what was found already."""
    if len(word) < SHORTEST_INSIDE or " " in word:
        return False
    other = public.look_up(word, country=None, register_only=True)
    return other is not None and not other.held.everything <= {*meaning.ingredients, *meaning.outside}


def _inside(name: str) -> Meaning | None:
    """Medicines of ours named inside a sentence ("was put on doxycycline"): a guess, as other words are not read."""
    ours = names.ingredient_names()
    words = [
        word
        for word in name.split()
        if len(word) >= (SHORTEST_INSIDE if word in ours else SHORTEST_INSIDE_BRAND) and word in names.known_names()
    ]
    heard = (ingredient for word in words for ingredient in names.known_names()[word])
    ids = tuple(dict.fromkeys(ingredient for ingredient in heard if not is_class(ingredient)))
    return Meaning(ids, "spelling") if ids else None


def _first_repaired(name: str) -> Meaning | None:
    """What the first of a few words is close to ("fenitoin white oval"), when it is long; None: nothing near."""
    first, *others = name.split() or [""]
    if len(first) < SHORTEST_FIRST_REPAIRED or not 1 <= len(others) <= MOST_BESIDE_REPAIRED:
        return None
    near = _repaired(first)
    return _beside(near, others, name) if near is not None and near.how == "spelling" else None


def _repaired(name: str) -> Meaning | None:
    """What this spelling is close to: a guess with its ingredients, or a question without any; None: nothing near."""
    guess = spelling.repair(name)
    return None if guess is None else Meaning(guess.ids, "spelling" if guess.ids else "unsure", guess.candidates)
