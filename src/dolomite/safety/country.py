"""Whom to call in the person's country: emergency number, health line, poison centre; and what the country sets.

A value that any room and the web page can show. Without a country the United States' numbers are given and said to be
so, and the emergency numbers of every country stand beside them.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import ClassVar, Literal

from dolomite import facts
from dolomite.base import units
from dolomite.base import words as say
from dolomite.base.finding import Basis
from dolomite.base.frozen import dataclass
from dolomite.safety.helps import EmergencyRow
from dolomite.safety.signal import limit

WITHOUT_A_COUNTRY = "US"  # the design's default
CONVENTIONAL = "mg/dL"  # the unit beside the SI one
NO_POISON_LINE = "no poison line is known here"


class CountryRow(facts.LightRow):
    """One country by ISO code. A number that is None is not known; `checked` is the day the row was last looked at."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    name: str
    emergency: tuple[str, ...]
    ambulance: str | None
    health_line: str | None
    health_line_note: str | None
    poison: str | None
    poison_note: str | None
    called: tuple[str, ...] = ()  # other names of it, and of its parts, that people write
    authority: str
    units: Literal["metric", "us"]
    magnesium_unit: Literal["mmol/L", "mg/dL"]
    creatinine_unit: Literal["umol/L", "mg/dL"]
    checked: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A number to call: what for, the number as dialled, a word on it, and where it was read."""

    what: Literal["emergency", "ambulance", "health_line", "poison", "crisis"]
    number: str
    note: str | None
    basis: tuple[Basis, ...]
    looked_up: date | None = None

    def checked(self, on: date) -> bool:
        """Whether the number was compared with its source, and not too long ago: numbers change."""
        if any(ground.verified is not True for ground in self.basis):
            return False
        return self.looked_up is None or (on - self.looked_up).days <= limit("numbers_count_days").value

    @property
    def tel(self) -> str:
        """The address of a telephone link; empty when the number is words."""
        dialled = "".join(c for c in self.number if c.isdigit() or c == "+")
        return f"tel:{dialled}" if dialled and self.number.strip()[:1] in "+0123456789" else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """Whom to call: the country (`assumed`: nobody told it), its numbers, and every emergency number where assumed."""

    code: str
    name: str
    assumed: bool
    calls: tuple[Call, ...]
    everywhere: tuple[tuple[str, tuple[str, ...]], ...]
    report_harm: str | None

    def first(self, *what: str) -> Call | None:
        """The first number of these kinds that is known, in the order asked for."""
        return next((call for kind in what for call in self.calls if call.what == kind), None)

    @property
    def says(self) -> str:
        """The emergency number in one sentence, and all the others where nobody told the country."""
        return " ".join(part for part in (self.here, self.elsewhere) if part)

    @property
    def here(self) -> str:
        """The emergency number alone; where no country was told, that of the United States and the commonest others."""
        told = " or ".join(call.number for call in self.calls if call.what == "emergency")
        if not self.assumed:
            return f"Emergency number in {_the(self.name)}: {told}."
        others = [number for number, _ in self.everywhere if number != told][:3]
        return (
            f"You did not say where you live: call {told} in {_the(self.name)}, elsewhere the number of your country "
            f"({', '.join(others)} ...)."
        )

    @property
    def advice(self) -> str:
        """The line for what cannot wait but is no emergency; empty where none is known, or no country."""
        line = None if self.assumed else self.first("health_line")
        note = f" ({line.note})" if line is not None and line.note else ""
        return "" if line is None else f"If no doctor can see you today, call {line.number}{note}."

    @property
    def elsewhere(self) -> str:
        """Every first emergency number with its countries; empty where the country is known."""
        each = "; ".join(f"{number}: {', '.join(codes)}" for number, codes in self.everywhere)
        return f"By country: {each}." if each else ""


def countries() -> tuple[CountryRow, ...]:
    """Every country that we hold."""
    return facts.light_rows("safety/countries", CountryRow)


def country(code: str | None) -> CountryRow | None:
    """The country of this ISO code; None when it is not told or not held."""
    return next((row for row in countries() if row.id == code), None)


def whom_to_call(code: str | None) -> Calls:
    """The numbers of this country, most urgent first; without one those of the United States, said so."""
    row = country(code)
    assumed = row is None
    row = row or country(WITHOUT_A_COUNTRY)
    assert row is not None
    calls = [Call(what="emergency", number=number, note=None, basis=row.basis) for number in row.emergency]
    if row.ambulance is not None and row.ambulance not in row.emergency:
        calls.append(Call(what="ambulance", number=row.ambulance, note=None, basis=row.basis))
    if row.health_line is not None:
        calls.append(Call(what="health_line", number=row.health_line, note=row.health_line_note, basis=row.basis))
    calls.append(_poison(row))
    looked_up = date.fromisoformat(row.checked)
    calls = [replace(call, looked_up=looked_up) for call in calls]
    place = _place(row)
    if place is not None:
        calls.append(Call(what="crisis", number=place.crisis, note=None, basis=place.basis))
    return Calls(
        code=row.id,
        name=row.name,
        assumed=assumed,
        calls=tuple(calls),
        everywhere=_everywhere() if assumed else (),
        report_harm=None if place is None else place.report_harm,
    )


def _poison(row: CountryRow) -> Call:
    """The poison centre; where the public has none, or none is known, the health line, else the emergency number."""
    if row.poison is not None:
        return Call(what="poison", number=row.poison, note=row.poison_note, basis=row.basis)
    instead = row.health_line or row.emergency[0]
    return Call(what="poison", number=instead, note=row.poison_note or NO_POISON_LINE, basis=row.basis)


def laboratory_value(what: Literal["magnesium", "creatinine"], value: float | None, code: str | None) -> str:
    """A blood value [magnesium mmol/L, creatinine umol/L] as the laboratories of the country print it; or "unknown".

    Where they print mg/dL, the other unit stands behind it. Without a country the first unit stands alone.

    >>> laboratory_value("magnesium", 1.4, "GB"), laboratory_value("magnesium", 1.4, "US")
    ('1.40 mmol/L', '3.40 mg/dL (1.40 mmol/L)')
    """
    row = country(code)
    if what == "magnesium":
        told = say.amount(value, "mmol/L", decimals=2)
        theirs = None if value is None else units.mg_per_dl_magnesium(value)
        converts = row is not None and row.magnesium_unit == CONVENTIONAL
    else:
        told = say.amount(value, "umol/L")
        theirs = None if value is None else units.mg_per_dl_creatinine(value)
        converts = row is not None and row.creatinine_unit == CONVENTIONAL
    return f"{say.amount(theirs, CONVENTIONAL, decimals=2)} ({told})" if converts and theirs is not None else told


def _place(row: CountryRow) -> EmergencyRow | None:
    """The row of the older list that speaks for this very country, for the crisis line and where to report harm."""
    older = facts.light_rows("safety/emergency", EmergencyRow)
    return next((place for place in older if place.place == row.name), None)


def _everywhere() -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each first emergency number with the countries that have it, the commonest first."""
    by_number: dict[str, list[str]] = {}
    for row in countries():
        by_number.setdefault(row.emergency[0], []).append(row.id)
    return tuple((number, tuple(codes)) for number, codes in sorted(by_number.items(), key=lambda pair: -len(pair[1])))


def _the(name: str) -> str:
    """The name as it stands in a sentence: "the United States"."""
    return f"the {name}" if name.startswith(("United ", "Netherlands")) else name
