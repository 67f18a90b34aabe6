"""Totals per day: known, low and high for every nutrient, the unknowns by name, and where the magnesium comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import fsum

from dolomite.base.finding import Basis, Finding
from dolomite.base.span import Span
from dolomite.food import bounds
from dolomite.food.table import Catalogue
from dolomite.intake.diary import Matched
from dolomite.intake.eaten import Eaten
from dolomite.intake.summed import Columns, Nutrients, Sum
from dolomite.supplement.beside_food import BesideFood

MAGNESIUM = "magnesium"
ENERGY = "energy"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """How much one food gives per counted day: magnesium [mg/d] and its share of the known total [0 to 1]."""

    food: str
    food_id: str | None
    mg: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One day: nutrients from food [their units], elemental magnesium swallowed [mg], and whether the day counts."""

    on: date
    counted: bool
    nutrients: Mapping[str, Span]
    supplement_mg: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Total:
    """The diary's totals: averages per counted day [nutrient's unit per day], the days, and what is unknown."""

    days: tuple[Day, ...]
    nutrients: dict[str, Span]
    supplement_mg: Span
    sources: tuple[Source, ...]
    unknown: tuple[Eaten, ...]
    releases: tuple[str, ...]

    @property
    def counted(self) -> tuple[Day, ...]:
        """The days that enter the averages."""
        return tuple(day for day in self.days if day.counted)


def of(eaten: Eaten, nutrient: str, catalogue: Catalogue) -> Span:
    """One nutrient in one line of the diary [the nutrient's unit]; bounds come from `food.bounds` alone.

    A value that came with the line (another program's export) is taken as it is; a blank there is unknown.
    """
    if eaten.row.given is not None:  # of a named food the rest is what its name means
        for key, value in eaten.row.given:
            if key == nutrient:
                return Span.exactly(value)
        if eaten.row.part != "named":
            return bounds.unknown(catalogue, eaten.row.food, nutrient, category=eaten.category, grams=eaten.grams)
    if eaten.food is not None and eaten.why is None:
        if eaten.grams is not None and not _is_exact(eaten, nutrient):
            low, high = _ends_g(eaten)
            held = eaten.food.nutrients[nutrient]
            if held is not None:
                is_magnesium = nutrient == MAGNESIUM
                reach = (
                    (eaten.low_mg, eaten.high_mg) if eaten.low_mg is not None and eaten.high_mg is not None else None
                )
                if is_magnesium:
                    return bounds.doubtful(held, eaten.food, (low, eaten.grams, high), reach)
                return Span(known=held * eaten.grams / 100, low=held * low / 100, high=held * high / 100)
        return bounds.amount(catalogue, eaten.food, nutrient, eaten.grams)
    return bounds.unknown(catalogue, eaten.row.food, nutrient, category=eaten.category, grams=eaten.grams)


def _is_exact(eaten: Eaten, nutrient: str) -> bool:
    """Whether weight and value of the line are single numbers."""
    if eaten.low_g is not None:
        return False
    doubtful = eaten.low_mg is not None or (eaten.food is not None and eaten.food.reach is not None)
    return not (doubtful and nutrient == MAGNESIUM)


def _ends_g(eaten: Eaten) -> tuple[float, float]:
    assert eaten.grams is not None
    low = eaten.low_g if eaten.low_g is not None else eaten.grams
    return low, eaten.high_g if eaten.high_g is not None else eaten.grams


def total(diary: Matched, beside: BesideFood, *, catalogue: Catalogue, nutrients: Sequence[str] | None = None) -> Total:
    """Totals per day and per average counted day, for all nutrients of the catalogue or those named [their units].

    `beside`: what is swallowed beside food, with this diary's days [mg elemental], a stream of its own.
    """
    wanted = tuple(nutrients) if nutrients is not None else tuple(unit.key for unit in catalogue.units)
    columns = Columns(wanted, span_of=lambda eaten, nutrient: of(eaten, nutrient, catalogue), is_exact=_is_exact)
    counted = set(diary.counted_days())
    by_day: dict[date, list[Eaten]] = {day: [] for day, _ in diary.complete}
    for line in diary.eaten:
        by_day[line.row.on].append(line)
    swallowed = dict(beside.by_day)
    sums = {on: columns.day(lines) for on, lines in sorted(by_day.items())}
    days = tuple(
        Day(
            on=on,
            counted=on in counted,
            nutrients=Nutrients(columns.places, day_sum),
            supplement_mg=swallowed[on],
        )
        for on, day_sum in sums.items()
    )
    of_counted = [day_sum for on, day_sum in sums.items() if on in counted]
    share = 1 / len(of_counted) if of_counted else 0.0
    return Total(
        days=days,
        nutrients=_average(of_counted, columns),
        supplement_mg=beside.usual,
        sources=_sources([line for line in diary.eaten if line.row.on in counted], share, catalogue),
        unknown=tuple(line for line in diary.eaten if is_unknown(line)),
        releases=tuple(sorted({line.food.release for line in diary.eaten if line.food is not None})),
    )


def _average(sums: Sequence[Sum], columns: Columns) -> dict[str, Span]:
    """The mean of the counted days [each nutrient in its unit a day]."""
    if not sums:  # no counted day: nothing is known, which is not zero
        return {nutrient: Span.nothing_known(nutrient) for nutrient in columns.places}
    whole = columns.days(sums)
    return {nutrient: whole.span(place).scaled(1 / len(sums)) for nutrient, place in columns.places.items()}


def is_unknown(eaten: Eaten) -> bool:
    """Whether the magnesium of a line [mg] is not known."""
    if eaten.row.given is not None and (eaten.row.part != "named" or MAGNESIUM in dict(eaten.row.given)):
        return MAGNESIUM not in dict(eaten.row.given)
    return eaten.why is not None or eaten.food is None or eaten.food.nutrients[MAGNESIUM] is None


def _sources(eaten: Sequence[Eaten], share: float, catalogue: Catalogue) -> tuple[Source, ...]:
    mg: dict[tuple[str, str | None], float] = {}
    names: dict[tuple[str, str | None], tuple[str, str | None]] = {}
    worked_out: dict[tuple[object, ...], float | None] = {}
    for line in eaten:
        is_ours = (line.row.given is None or line.row.part == "named") and line.food is not None
        food_id = line.food.id if line.food is not None else None
        called = line.known_as if line.food is not None else line.row.food
        amount = (food_id, called, line.grams, line.low_g, line.low_mg, line.why, line.category, line.row.given)
        if amount not in worked_out:
            worked_out[amount] = of(line, MAGNESIUM, catalogue).known
        known = worked_out[amount]
        if known is not None:
            food = (line.known_as or "", food_id) if is_ours else (line.row.food, None)
            if food not in names:
                names[food] = (line.name, food_id) if is_ours else food
            key = names[food]
            mg[key] = mg.get(key, 0.0) + known * share
    whole = fsum(mg.values())
    ordered = sorted(mg.items(), key=lambda item: (-item[1], item[0][0]))
    return tuple(
        Source(food=name, food_id=food_id, mg=amount, share=amount / whole if whole > 0 else 0.0)
        for (name, food_id), amount in ordered
    )


def findings(totals: Total, *, name: str) -> tuple[Finding, ...]:
    """Food magnesium and supplement magnesium per average counted day [mg/d], grounded in diary and food releases."""
    days = totals.counted
    when = f"{name}, {days[0].on} to {days[-1].on}, {len(days)} days" if days else f"{name}, no complete day"
    diary = Basis(source="diary", at=when)
    releases = tuple(Basis(source=key, at="magnesium per 100 g of each food") for key in totals.releases)
    food = Finding(name="food_mg", value=totals.nutrients[MAGNESIUM], unit="mg/d", basis=(diary, *releases))
    pills = Finding(
        name="supplement_mg",
        value=totals.supplement_mg,
        unit="mg/d",
        basis=(Basis(source="person", at="supplements"), diary),
    )
    both = Span.total((totals.nutrients[MAGNESIUM], totals.supplement_mg))
    whole = Finding(name="intake_mg", value=both, unit="mg/d", basis=(diary,), because=(food, pills))
    return whole, food, pills
