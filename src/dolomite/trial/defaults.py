"""What a trial takes when nobody chose otherwise."""

from __future__ import annotations

from typing import ClassVar

from dolomite import facts
from dolomite.facts.read import Row


class Default(Row):
    """One default: a length [days], a count [1], a daily dose of elemental magnesium [mg/d], a size
    [points] or a share.
    """

    unique: ClassVar[tuple[str, ...]] = ("id",)

    id: str
    days: int | None = None
    count: int | None = None
    mg: float | None = None
    points: float | None = None
    share: float | None = None


def _row(identifier: str) -> Default:
    table: tuple[Default, ...] = facts.rows("trial/defaults", Default)
    return {row.id: row for row in table}[identifier]


def days(identifier: str) -> int:
    """A default length by its id [days]."""
    value = _row(identifier).days
    assert value is not None, f"facts/trial/defaults.yaml: {identifier} needs days"
    return value


def count(identifier: str) -> int:
    """A default number [count] by its id."""
    value = _row(identifier).count
    assert value is not None, f"facts/trial/defaults.yaml: {identifier} needs count"
    return value


def dose_mg() -> float:
    """The daily dose that a plan takes when it names none [mg/d elemental]."""
    value = _row("dose").mg
    assert value is not None, "facts/trial/defaults.yaml: dose needs mg"
    return value


def points(identifier: str) -> float:
    """A default size on the scale of pain by its id [points]."""
    value = _row(identifier).points
    assert value is not None, f"facts/trial/defaults.yaml: {identifier} needs points"
    return value


def share(identifier: str) -> float:
    """A default share by its id [0 to 1]."""
    value = _row(identifier).share
    assert value is not None, f"facts/trial/defaults.yaml: {identifier} needs a share"
    return value
