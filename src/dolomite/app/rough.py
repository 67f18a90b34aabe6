"""Use case: the two-minute questions on a page: about twenty foods, how often, and a first estimate with its band."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dolomite.app.case import Case
from dolomite.app.screen_intake import Screened, screen_intake
from dolomite.base import words
from dolomite.intake.screener import HowOften, Item, Often, items, often


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The questions, and the answers to choose from."""

    items: tuple[Item, ...]
    often: tuple[Often, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The first estimate in words, the chance of too little in words (empty: none is held), and the top foods."""

    says: str
    chance: str
    top: tuple[str, ...]


def questions() -> Asked:
    """The twenty questions. (Portions as each says.)"""
    return Asked(items=items(), often=often())


def estimate(case: Case, said: Mapping[str, str]) -> Told:
    """The rough estimate from how often each is eaten (magnesium in mg/d). Raises InputError naming what is missing."""
    screened: Screened = screen_intake(
        case.person.sex, case.magnesium, {item: HowOften(often=answer) for item, answer in said.items()}
    )
    chance = ""
    if screened.short is not None:
        chance = (
            f"The chance that it is less than you need is {words.chance(screened.short.value)}. "
            "This is rough: a day of food makes it better."
        )
    names = {item.id: item for item in items()}
    top = tuple(
        f"{names[identifier].ask}, about {words.amount(mg, 'mg')} a day"
        for identifier, mg in screened.rough.by_item[:5]
        if identifier in names and mg > 0
    )
    return Told(says=screened.rough.says, chance=chance, top=top)
