"""Signals: everything a rule may speak of, as names. What a person said, bands of measured quantities, and signs.

A signal that is absent is not "no": it is not known to hold. Rules that need the difference use the `unknown` and
`not_asked` signals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from math import fsum
from typing import ClassVar

from dolomite import facts
from dolomite.base.person import UNKNOWN, Person
from dolomite.medicine.match import Understood
from dolomite.safety.rule import WhenRow, excused, holds


class BandRow(facts.LightRow):
    """A band of one measure; open ends are absent. The unit is the measure's, named in `measure`."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    measure: str
    above: float | None = None
    at_least: float | None = None
    below: float | None = None
    at_most: float | None = None

    def covers(self, value: float) -> bool:
        """Whether the value [the measure's unit] lies in the band."""
        return (
            (self.above is None or value > self.above)
            and (self.at_least is None or value >= self.at_least)
            and (self.below is None or value < self.below)
            and (self.at_most is None or value <= self.at_most)
        )


class SignRow(WhenRow):
    """A sign that follows from other signals."""

    unique: ClassVar[tuple[str, ...]] = ()
    id: str


class LimitRow(facts.LightRow):
    """A number that stands alone, in its `unit`."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    value: float
    unit: str


@cache
def limit(name: str) -> LimitRow:
    """One number of `limits.yaml`. [the row's unit]"""
    return next(row for row in facts.light_rows("safety/limits", LimitRow) if row.id == name)


def bands() -> tuple[BandRow, ...]:
    """Every band that rules speak of. [each in its measure's unit]"""
    return facts.light_rows("safety/measures", BandRow)


def signs() -> tuple[SignRow, ...]:
    """Every sign, in the order in which they build on each other."""
    return excused(facts.light_rows("safety/signs", SignRow), file="signs")


def complete(said: Iterable[str], measures: Mapping[str, float | None]) -> frozenset[str]:
    """All signals: what was said, the bands that the known measures [each in its own unit] lie in, and the signs that
    follow.

    An unknown measure (None or absent) lies in no band.
    """
    present = set(said)
    for band in bands():
        value = measures.get(band.measure)
        if value is not None and band.covers(value):
            present.add(band.id)
    for sign in signs():
        if holds(sign, frozenset(present)):
            present.add(sign.id)
    return frozenset(present)


def of_person(person: Person) -> set[str]:
    """What the person said of body, pain, conditions and symptoms."""
    said: set[str] = {person.sex}
    if person.state != "none":
        said.add(person.state)
    if person.pain is None:
        said.add("pain.not_given")
    else:
        said.add(f"pain.{person.pain.kind}")
        said |= {f"pain.{name}" for name in ("spreads_to_leg", "first_episode") if getattr(person.pain, name) is True}
    said |= _answers("conditions", "cond", person.conditions)
    said |= _answers("symptoms", "symptom", person.symptoms)
    return said


def of_medicines(medicines: tuple[Understood, ...] | str | None) -> set[str]:
    """What the medicines say: each ingredient, each group, and whether anybody asked."""
    if medicines is None:
        return {"not_asked.medicines"}
    if isinstance(medicines, str):
        return {"unknown.medicines"}
    said = {f"med.{group}" for medicine in medicines for group in medicine.groups}
    for group in ("ppi", "steroid"):
        if any(group in medicine.groups and medicine.years is None for medicine in medicines):
            said.add(f"med.{group}_of_unknown_length")
    return said


def medicine_measures(medicines: tuple[Understood, ...] | str | None) -> dict[str, float | None]:
    """Years of acid blockers and steroids [years], zinc a day [mg]; None where not said."""
    if medicines is None or isinstance(medicines, str):
        return {}

    def longest(group: str) -> float | None:
        return max((m.years for m in medicines if group in m.groups and m.years is not None), default=None)

    zinc = [m.dose_mg * (m.times_a_day or 1) for m in medicines if "zinc" in m.groups and m.dose_mg is not None]
    return {"ppi_years": longest("ppi"), "steroid_years": longest("steroid"), "zinc_mg": fsum(zinc) if zinc else None}


def _answers(key: str, prefix: str, given: Iterable[str] | str | None) -> set[str]:
    if given is None:
        return {f"not_asked.{key}"}
    if given == UNKNOWN:
        return {f"unknown.{key}"}
    return {f"{prefix}.{answer}" for answer in given}
