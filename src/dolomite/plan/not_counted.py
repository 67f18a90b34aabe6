"""What a plan does not count, for people who may look for it."""

from __future__ import annotations

from collections.abc import Collection
from typing import ClassVar

from dolomite import facts


class NotCounted(facts.Row):
    """What is not counted, and whom that concerns: medicines by ingredient, illnesses."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    ingredients: tuple[str, ...]
    conditions: tuple[str, ...]
    says: str


def not_counted(ingredients: Collection[str], conditions: Collection[str]) -> tuple[str, ...]:
    """The sentences for somebody with these medicines (ingredients) and illnesses."""
    rows = facts.rows("plan/not_counted", NotCounted)
    return tuple(
        row.says for row in rows if set(row.ingredients) & set(ingredients) or set(row.conditions) & set(conditions)
    )
