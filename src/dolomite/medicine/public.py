"""A name from the public registers in the words of our table: which of our ingredients it holds, and what else.

A name that means one thing here and another there is asked about, unless the country is known; the safe side is taken
meanwhile: every ingredient of ours that it may hold counts.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from dolomite import facts
from dolomite.base.frozen import dataclass
from dolomite.medicine import names, register
from dolomite.medicine.register import Content, Reading

EVERYWHERE_IN_EUROPE = "EU"  # a central authorisation holds in every country of the Union
MAGNESIUM_GROUPS = frozenset({"magnesium_product", "magnesium_perhaps"})


class InnRow(facts.LightRow):
    """International names and the ingredients of our table that they are; none: a beginning that would mislead."""

    inn: tuple[str, ...]
    ingredients: tuple[str, ...]


class Held(NamedTuple):
    """Ingredients of our table, and international names outside it."""

    ours: tuple[str, ...]
    outside: tuple[str, ...]

    @property
    def everything(self) -> frozenset[str]:
        """Ids of ours and international names together."""
        return frozenset((*self.ours, *self.outside))


@dataclass(frozen=True, slots=True, kw_only=True)
class Public:
    """What the registers say of a name: `held`, how much of it that is, and the readings to choose from (none: one)."""

    held: Held
    content: Content
    which: tuple[str, ...] = ()


NOTHING = Public(held=Held((), ()), content="unknown")  # a name whose content nobody wrote down


def look_up(name: str, *, country: str | None, register_only: bool = False) -> Public | None:
    """What the registers say of this plain name in the country (ISO code); None when they do not have it.

    `register_only`: a name that no country's register has does not count (a word left over from a sentence may be one).
    """
    readings = register.readings(name)
    if register_only:
        readings = tuple(reading for reading in readings if _no_ordinary_word(name, reading))
    if not readings:
        return None
    own = tuple(reading for reading in readings if reading.kind == "ingredient" and name in reading.holds)
    readings = own or readings  # a substance's own name means the substance, whatever a pack of that name adds
    told = tuple(reading for reading in _here(readings, country) if reading.content != "unknown" and reading.holds)
    if not told:
        return NOTHING
    held = tuple(dict.fromkeys(_held(reading) for reading in told))
    content: Content = "lead" if all(reading.content == "lead" for reading in told) else "whole"
    if any(reading.kind == "abbreviation" for reading in told) and not any(reading.kind == "brand" for reading in told):
        which = tuple(dict.fromkeys(_told(_held(reading), reading) for reading in told))
        return Public(held=_union(held), content="lead", which=which)
    if len(held) == 1:
        return Public(held=held[0], content=content)
    return _several(held, told)


def _no_ordinary_word(name: str, reading: Reading) -> bool:
    """Whether a country sells the name, or it is a substance's own name, a short form, or holds one of ours."""
    own_name = reading.kind == "abbreviation" or (reading.kind == "ingredient" and name in reading.holds)
    return bool(reading.countries) or own_name or bool(_held(reading).ours)


def answers(name: str, country: str) -> bool:
    """Whether the country's own register says what this name holds, so that nobody needs to be asked."""
    here = [
        reading for reading in register.readings(name) if country in reading.countries and reading.content != "unknown"
    ]
    return len({_held(reading).everything for reading in here}) == 1


def _here(readings: tuple[Reading, ...], country: str | None) -> tuple[Reading, ...]:
    """The readings of the country when it has some; else those of any register; else all.

    A name without a country may be an old one: beside a register's it counts only where our table holds its content.
    """
    if country is not None:
        here = tuple(reading for reading in readings if country in reading.countries)
        here = here or tuple(reading for reading in readings if EVERYWHERE_IN_EUROPE in reading.countries)
        if here:
            return here
    sold = tuple(
        reading for reading in readings if reading.countries or (reading.kind == "brand" and _held(reading).ours)
    )
    return sold if any(reading.countries for reading in sold) else readings


def _several(held: tuple[Held, ...], told: tuple[Reading, ...]) -> Public:
    """One name with several contents: what all share counts, and what may be in it is asked about where it matters."""
    shared = frozenset.intersection(*(contents.everything for contents in held))
    ours, outside = _union(held)
    may_hold = [i for i in ours if i not in shared]
    which = tuple(dict.fromkeys(_told(_held(reading), reading) for reading in told))
    if not shared:
        return Public(held=Held(ours, outside), content="lead", which=which)
    kept = tuple(i for i in ours if i in shared or MAGNESIUM_GROUPS & names.groups_of(i))
    common = Held(kept, tuple(i for i in outside if i in shared))
    return Public(held=common, content="lead", which=which if may_hold else ())


def _union(held: tuple[Held, ...]) -> Held:
    ours = tuple(dict.fromkeys(i for contents in held for i in contents.ours))
    return Held(ours, tuple(dict.fromkeys(i for contents in held for i in contents.outside)))


def _told(held: Held, reading: Reading) -> str:
    """One reading in words, with its countries: "promethazine (GB)"."""
    shown = names.with_each_other((*names.shown(held.ours), *held.outside))
    places = ", ".join(sorted(reading.countries))
    return f"{shown} ({places})" if places else shown


def _held(reading: Reading) -> Held:
    ours: list[str] = []
    outside: list[str] = []
    for inn in reading.holds:
        ids = of_inn(inn)
        ours += ids
        if not ids:
            outside.append(inn)
    return Held(tuple(dict.fromkeys(ours)), tuple(sorted(outside)))


@cache
def of_inn(inn: str) -> tuple[str, ...]:
    """The ingredients of our table that this international name is; none when it stays outside."""
    name = names.folded(inn)
    listed = _listed()
    if name in listed:
        return listed[name]
    table = names.known_names()
    words = name.split()
    for length in range(len(words), 0, -1):
        part = " ".join(words[:length])
        if part in listed and length < len(words):
            return listed[part]
        if part in table and (length == len(words) or part in names.ingredient_names()):
            return table[part]
    return ()


@cache
def _listed() -> dict[str, tuple[str, ...]]:
    rows = facts.light_rows("medicine/inn_names", InnRow)
    return {names.folded(inn): row.ingredients for row in rows for inn in row.inn}
