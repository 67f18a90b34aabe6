"""Numbers with their units out of words: "310-420 mg", "half of all adults", "one ounce", "15 per cent"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from dolomite.claim.lexicon import Token
from dolomite.claim.number import FRACTIONS, ROUND, SCALES, SMALL, TENS, spelled

Dimension = Literal[
    "mg", "percent", "people", "hours", "days", "years", "mmol/L", "mg/dL", "mmHg", "mmol", "count", "serving", "energy"
]

_UNITS: dict[str, tuple[Dimension, float]] = {
    "mg": ("mg", 1),
    "milligram": ("mg", 1),
    "milligrams": ("mg", 1),
    "mgs": ("mg", 1),
    "mcg": ("mg", 0.001),
    "microgram": ("mg", 0.001),
    "micrograms": ("mg", 0.001),
    "gram": ("mg", 1000),
    "grams": ("mg", 1000),
    "g": ("mg", 1000),
    "gms": ("mg", 1000),
    "%": ("percent", 1),
    "percent": ("percent", 1),
    "mmol": ("mmol", 1),
    "hour": ("hours", 1),
    "hours": ("hours", 1),
    "minutes": ("hours", 1 / 60),
    "day": ("days", 1),
    "days": ("days", 1),
    "week": ("days", 7),
    "weeks": ("days", 7),
    "month": ("days", 30),
    "months": ("days", 30),
    "year": ("years", 1),
    "years": ("years", 1),
    "people": ("people", 1),
    "patients": ("people", 1),
    "participants": ("people", 1),
    "volunteers": ("people", 1),
    "women": ("people", 1),
    "men": ("people", 1),
    "adults": ("people", 1),
    "subjects": ("people", 1),
    "kcal": ("energy", 1),
    "calories": ("energy", 1),
}
# "two thirds of adults": a numerator and a part name a share, in per cent.
_PARTS = {
    "half": 50.0,
    "third": 100 / 3,
    "thirds": 100 / 3,
    "quarter": 25.0,
    "quarters": 25.0,
    "fifth": 20.0,
    "fifths": 20.0,
}
_SHARES = {"most": (50.0, 100.0), "majority": (50.0, 100.0)}
SERVINGS_G = {"ounce": 28.35, "ounces": 28.35, "oz": 28.35, "pound": 453.6, "lb": 453.6}  # definitions, not portions
MEASURES = frozenset(
    {"cup", "cups", "tablespoon", "tablespoons", "tbsp", "teaspoon", "tsp", "handful", "slice", "medium", "serving",
     "square", "packet", "large", "small", "fillet", "bar", "piece", "portion"}
)  # fmt: skip
STARTS = frozenset({*SMALL, *TENS, *SCALES, *ROUND, *FRACTIONS, *_SHARES, "a", "an", "per"})
_RANGE = frozenset({"to", "–", "—", "and", "or"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number or a range in one unit: `low` equals `high` for a single number. `first` and `after` are tokens."""

    low: float
    high: float
    unit: Dimension
    word: str
    first: int
    after: int


def quantities(tokens: Sequence[Token], text: str) -> tuple[Quantity, ...]:
    """All quantities in a run of tokens: mass [mg], shares [%], durations [d, years], servings [g or count]."""
    out: list[Quantity] = []
    after = 0
    for at in [i for i, t in enumerate(tokens) if t.form in STARTS or t.form[0].isdecimal()]:  # most words begin none
        quantity = _one(tokens, at, text) if at >= after else None
        if quantity is not None:
            out.append(quantity)
            after = quantity.after
    return tuple(out)


def _one(tokens: Sequence[Token], at: int, text: str) -> Quantity | None:
    share = _share(tokens, at)
    if share is not None:
        return share
    low, after = _number(tokens, at, text)
    if low is None:
        return None
    high = low
    unit_first, after_unit = _unit(tokens, after)
    nxt = after_unit if unit_first else after
    if nxt < len(tokens) and (tokens[nxt].form in _RANGE or _dash(tokens, nxt, text)):
        step = nxt + (1 if tokens[nxt].form in _RANGE else 0)
        second, after_second = _number(tokens, step, text)
        unit_second, end_second = _unit(tokens, after_second)
        joins_units = unit_second and (not unit_first or unit_first == unit_second)
        if (
            second is not None
            and unit_second
            and joins_units
            and (tokens[nxt].form not in {"and", "or"} or not unit_first)
        ):
            return _made(low, max(second, low), unit_second, tokens, at, end_second)
        if second is not None and not unit_first and not unit_second and _dash(tokens, nxt, text):
            return _made(low, max(second, low), ("count", 1.0), tokens, at, after_second)
    unit, end = _unit(tokens, after)
    if unit is None and after < len(tokens) and tokens[after].form in SERVINGS_G:
        grams = low * SERVINGS_G[tokens[after].form]
        if [t.form for t in tokens[after + 1 : after + 3]] == ["of", "magnesium"]:
            return _made(grams, grams, ("mg", 1000.0), tokens, at, after + 1)
        return Quantity(low=grams, high=grams, unit="serving", word=tokens[after].form, first=at, after=after + 1)
    if unit is None and after < len(tokens) and tokens[after].form in MEASURES:
        return Quantity(low=low, high=high, unit="serving", word=tokens[after].form, first=at, after=after + 1)
    return _made(low, high, unit or ("count", 1.0), tokens, at, end if unit else after)


def _made(
    low: float, high: float, unit: tuple[Dimension, float], tokens: Sequence[Token], first: int, after: int
) -> Quantity:
    name, factor = unit
    return Quantity(
        low=low * factor, high=high * factor, unit=name, word=tokens[after - 1].form, first=first, after=after
    )


def _dash(tokens: Sequence[Token], at: int, text: str) -> bool:
    """Whether the token follows its neighbour over a hyphen: "310-420" (the hyphen itself is no token)."""
    return at > 0 and "-" in text[tokens[at - 1].end : tokens[at].start]


def _number(tokens: Sequence[Token], at: int, text: str) -> tuple[float | None, int]:
    if at >= len(tokens):
        return None, at
    form = tokens[at].form
    if form == "one" and at + 1 < len(tokens) and tokens[at + 1].form in {"half", "quarter"}:
        return FRACTIONS[tokens[at + 1].form], at + 2
    if form[0].isdecimal():
        value = _float(form)
        after = at + 1
        if (
            after < len(tokens)
            and tokens[after].form[0].isdecimal()
            and text[tokens[at].end : tokens[after].start] == "/"
        ):
            below = _float(tokens[after].form)
            return (value / below if below else value), after + 1
        if after < len(tokens) and tokens[after].form in {"million", "billion", "thousand"}:
            return value * SCALES[tokens[after].form], after + 1
        if after < len(tokens) and tokens[after].form in {"½", "¼", "¾"}:
            return value + FRACTIONS[tokens[after].form], after + 1
        return value, after
    value_in_words, after = spelled(tokens, at)
    if value_in_words is not None:
        return value_in_words, after
    if form in {"a", "an", "per"} and at + 1 < len(tokens):
        nxt = tokens[at + 1].form
        if nxt in SERVINGS_G or nxt in MEASURES:
            return 1.0, at + 1
    return None, at


def _float(form: str) -> float:
    if "," in form and "." not in form:
        head, _, tail = form.rpartition(",")
        form = form.replace(",", "") if len(tail) == 3 else f"{head.replace(',', '')}.{tail}"
    try:
        return float(form.replace(",", ""))
    except ValueError:  # "1.2.3": a section number, not a quantity
        head = form.split(".")[0].replace(",", "")
        return float(head) if head else 0.0


def _unit(tokens: Sequence[Token], at: int) -> tuple[tuple[Dimension, float] | None, int]:
    if at >= len(tokens):
        return None, at
    form = tokens[at].form
    if form == "per" and at + 1 < len(tokens) and tokens[at + 1].form in {"cent", "cents"}:
        return ("percent", 1.0), at + 2
    if form == "mg" and at + 1 < len(tokens) and tokens[at + 1].form in {"dl", "decilitre", "deciliter"}:
        return ("mg/dL", 1.0), at + 2
    if form == "mmhg" or (form == "mm" and at + 1 < len(tokens) and tokens[at + 1].form == "hg"):
        return ("mmHg", 1.0), at + (1 if form == "mmhg" else 2)
    if form == "mmol" and at + 1 < len(tokens) and tokens[at + 1].form in {"l", "litre", "liter"}:
        return ("mmol/L", 1.0), at + 2
    if form in _UNITS:
        return _UNITS[form], at + 1
    return None, at


def _share(tokens: Sequence[Token], at: int) -> Quantity | None:
    form = tokens[at].form
    value = None
    after = at + 1
    measured = after + 1 < len(tokens) and tokens[after + 1].form in MEASURES
    if (
        form in {"one", "two", "three", "a", "four"}
        and after < len(tokens)
        and tokens[after].form in _PARTS
        and not measured
    ):
        value = SMALL.get(form, 1) * _PARTS[tokens[after].form]
        after += 1
    elif form == "half" and after < len(tokens) and tokens[after].form not in MEASURES and tokens[after].form != "a":
        value = _PARTS["half"]
    elif after + 1 < len(tokens) and tokens[after].form in {"in", "out"} and form in {*SMALL, *map(str, range(1, 11))}:
        place = after + (2 if tokens[after].form == "out" else 1)
        below = _base(tokens, place) if place < len(tokens) else None
        if below is None and place < len(tokens) and tokens[place].form.isdecimal() and len(tokens[place].form) <= 3:
            below = float(tokens[place].form)
        above = float(form) if form.isdecimal() else float(SMALL.get(form, 0))
        if below and above <= below and below >= 2:
            value, after = 100 * above / below, place + 1
    elif (
        form in _SHARES
        and (at == 0 or tokens[at - 1].form != "than")
        and after < len(tokens)
        and tokens[after].form in {"of", "people", "americans", "adults", "us", "britons"}
    ):
        low, high = _SHARES[form]
        return Quantity(low=low, high=high, unit="percent", word=form, first=at, after=after)
    if value is None:
        return None
    return Quantity(low=value, high=value, unit="percent", word=form, first=at, after=after)


def _base(tokens: Sequence[Token], at: int) -> float | None:
    """The "ten" of "one in ten", in words."""
    value, _ = spelled(tokens, at)
    return value
