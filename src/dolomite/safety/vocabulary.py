"""The words a person file may use for red flags, conditions and symptoms, as this room's facts declare them."""

from __future__ import annotations

from typing import ClassVar

from dolomite import facts
from dolomite.base.errors import FactError


class WordRow(facts.LightRow):
    """One condition or symptom: its id, its name in words, and other plain words that mean it."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    name: str
    also_called: tuple[str, ...] = ()


def conditions() -> tuple[WordRow, ...]:
    """Every condition a person may name."""
    return facts.light_rows("safety/conditions", WordRow)


def symptoms() -> tuple[WordRow, ...]:
    """Every symptom a person may name."""
    return facts.light_rows("safety/symptoms", WordRow)


def aliases() -> dict[str, str]:
    """Plain words (lower case, single spaces) and the condition or symptom they mean.

    Raises FactError when the same words stand for two things.
    """
    meanings: dict[str, str] = {}
    for row in (*conditions(), *symptoms()):
        for words in (row.name, *row.also_called):
            plain = " ".join(words.lower().split())
            if plain.replace("-", " ").replace(" ", "_") == row.id:
                continue
            if meanings.setdefault(plain, row.id) != row.id:
                raise FactError(f"facts/safety: {plain!r} stands for {meanings[plain]!r} and for {row.id!r}. Keep one.")
    return meanings
