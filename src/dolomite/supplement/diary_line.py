"""A line of a diary that is no food but something swallowed beside it: how it is known, and what magnesium it brings.

It is known by its prefix, its group or its name; milligrams are never a weight of food. Where the line can mean two
things both ends are kept and the question is asked, so that a limit meets the higher one meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass

from dolomite.base.diary import DiaryRow
from dolomite.base.errors import InputError
from dolomite.base.finding import Basis
from dolomite.base.span import Span
from dolomite.supplement.beside_food import Dose
from dolomite.supplement.label import Label, read
from dolomite.supplement.product import names_magnesium, product, words

MILLIGRAMS = frozenset({"mg", "mgs", "milligram", "milligrams", "mg elemental", "mg salt", "mcg", "µg", "ug"})
GRAMS = frozenset({"g", "gram", "grams", "gm"})
FOOD_UNITS = GRAMS | {"kg", "oz", "ounce", "ml", "cup", "cups", "tbsp", "tsp", "scoop", "slice", "glass"}
MG_PER_G = 1000.0  # a unit, by definition


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What the line brings [mg/d]; None: a supplement that names no magnesium. `asks` is what is not clear in it."""

    dose: Dose | None
    asks: str | None = None


def is_swallowed(row: DiaryRow) -> bool:
    """Whether the line is something swallowed beside food, by unit, name or group."""
    unit = " ".join(row.unit.lower().split())
    if _says_magnesium(row.food):
        return not words("food_like").search(row.food)
    if unit in MILLIGRAMS:
        return True
    if words("group").search(row.meal):
        # "protein powder, 30, g" among the supplements is still a food: it is weighed like one.
        return row.given is not None or unit not in FOOD_UNITS
    return bool(
        words("swallowed").search(f"{row.food} {unit}")
        and (words("may_hold").search(row.food) or words("other_nutrient").search(row.food))
    )


def line(row: DiaryRow, *, magnesium: str) -> Line:
    """What a line that `is_swallowed` brings of magnesium [mg/d elemental]; `magnesium` is its key among given values.

    A value that came with the line is taken as it is. Without one the words are read like a label.
    """
    given = dict(row.given) if row.given is not None else {}
    at = (Basis(source="diary", at=f"line {row.line}"),)
    if magnesium in given:
        return Line(dose=Dose(typed=row.food, form=_form(row.food), mg=Span.exactly(given[magnesium]), basis=at))
    if not _says_magnesium(row.food):
        return _unnamed(row, at)
    mg, asks = _amount(row)
    return Line(dose=Dose(typed=row.food, form=_form(row.food), mg=mg, what=_what(row.food), basis=at), asks=asks)


def _says_magnesium(text: str) -> bool:
    return names_magnesium(text) or product(text) is not None


def either(form: str, mg: float) -> tuple[Span, str]:
    """Magnesium [mg] in `mg` [mg] that may be the magnesium itself or the compound, and the question to ask."""
    from dolomite.supplement.form import elemental_mg
    from dolomite.supplement.form import form as known

    low = 0.0 if form == "unknown" else elemental_mg(known(form), mg).low
    return _between(low, mg), _question(mg)


def _amount(row: DiaryRow) -> tuple[Span, str | None]:
    unit = " ".join(row.unit.lower().split())
    known = product(row.food)
    if known is not None and unit not in MILLIGRAMS:
        mg = known.mg(row.amount, unit)
        return (mg, None) if mg.known is not None else _unknown(row)
    if row.amount is None:
        return _unknown(row)
    if unit in GRAMS:  # grams weigh what was swallowed; of that at most the compound's share is magnesium
        return _read(row, f"{row.food} {row.amount * MG_PER_G:g} mg", 1.0, lowest_reading=True)
    if unit in MILLIGRAMS:
        means = "elemental magnesium" if unit == "mg elemental" else ""
        return _read(row, f"{row.food} {row.amount:g} mg {means}".strip(), 1.0, salt=unit == "mg salt")
    return _read(row, row.food, row.amount)


def _read(
    row: DiaryRow, text: str, units: float, *, lowest_reading: bool = False, salt: bool = False
) -> tuple[Span, str | None]:
    try:
        label = read(text)
    except InputError:
        return _unknown(row)
    spans = [meaning.elemental_mg for meaning in label.meanings]
    if (lowest_reading or salt) and len(spans) > 1:
        spans = [meaning.elemental_mg for meaning in label.meanings if meaning.reading == "the whole compound"]
    many = units / label.per_units if label.per_units else units
    if len(spans) == 1:
        return spans[0].scaled(many), None
    return _all_of(spans).scaled(many), _question(_said(label))


def _all_of(spans: list[Span]) -> Span:
    lows = [span.low for span in spans if span.low is not None]
    highs = [span.high for span in spans if span.high is not None]
    return _between(min(lows, default=0.0), max(highs) if len(highs) == len(spans) else None)


def _between(low: float | None, high: float | None) -> Span:
    return Span.nothing_known("whether a weight is the magnesium itself or the compound", low=low, high=high)


def _said(label: Label) -> float:
    highs = [meaning.elemental_mg.high for meaning in label.meanings]
    return max((high for high in highs if high is not None), default=0.0)


def _question(mg: float) -> str:
    return (
        f"Are {mg:g} mg the magnesium itself or the whole compound? Until you say (mg elemental or mg salt), "
        f"up to {mg:g} mg are counted."
    )


def _unknown(row: DiaryRow) -> tuple[Span, str]:
    asks = 'How much magnesium does one hold? Look for "elemental magnesium" on the label; it counts as not known.'
    return Span.nothing_known(row.food), asks


def _unnamed(row: DiaryRow, at: tuple[Basis, ...]) -> Line:
    """Something swallowed whose name does not say magnesium: nothing, or a question where it may hold some."""
    may = words("may_hold").search(row.food)
    if not may and words("other_nutrient").search(row.food):
        return Line(dose=None)
    unit = " ".join(row.unit.lower().split())
    high = row.amount if not may and unit in {"mg", "mgs", "milligram", "milligrams"} else None
    return Line(
        dose=Dose(typed=row.food, form="unknown", mg=Span.nothing_known(row.food, high=high), basis=at),
        asks="Does it hold magnesium, and how much? It counts as not known.",
    )


def _form(text: str) -> str:
    from dolomite.supplement.label import named_forms

    forms = named_forms(text)
    return forms[0] if len(forms) == 1 else "unknown"


def _what(text: str) -> str:
    known = product(text)
    if known is not None:
        return known.what
    return next((kind for kind in ("laxative", "antacid") if kind in text.lower()), "supplement")
