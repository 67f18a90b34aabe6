"""Medicines known to hold magnesium, by the names people type, and how much one amount of them brings."""

from __future__ import annotations

import re
from functools import cache
from typing import ClassVar

from dolomite import facts
from dolomite.base.span import Span

# Household measures of a liquid [mL] and words for one piece: definitions of language, no health facts.
ML = {
    "ml": 1.0, "mls": 1.0, "cl": 10.0, "l": 1000.0, "fl oz": 29.5735, "oz": 29.5735,
    "tsp": 5.0, "teaspoon": 5.0, "teaspoons": 5.0, "tbsp": 15.0, "tablespoon": 15.0, "tablespoons": 15.0,
}  # fmt: skip
PIECES = frozenset({"tablet", "tablets", "tab", "tabs", "caplet", "caplets", "pill", "pills", "capsule", "capsules"})
_AMOUNT = r"(?i)(\d+(?:\.\d+)?)\s*([a-zé]+(?: oz)?)"


class ProductRow(facts.LightRow):
    """One medicine: elemental magnesium [mg] in `amount` of `per`; None: the amount is not known."""

    unique: ClassVar[tuple[str, ...]] = ("id",)
    id: str
    names: tuple[str, ...]
    form: str
    what: str
    elemental_mg: float | None = None
    amount: float
    per: str

    def mg(self, amount: float | None, unit: str) -> Span:
        """Elemental magnesium [mg] in that amount; unknown where the measure or the content is not known."""
        factor = self._amounts(unit)
        if amount is None or factor is None or self.elemental_mg is None:
            return Span.nothing_known(self.names[0])
        return Span.exactly(self.elemental_mg * amount * factor / self.amount)

    def _amounts(self, unit: str) -> float | None:
        plain = " ".join(unit.lower().split())
        if self.per == "ml":
            return ML.get(plain)
        if self.per == "tablet":
            return 1.0 if plain in PIECES else None
        return 1.0 if plain.rstrip("s") == self.per else None


class WordsRow(facts.LightRow):
    """Words of one kind by which a line is known as something swallowed beside food."""

    unique: ClassVar[tuple[str, ...]] = ("kind",)
    kind: str
    words: tuple[str, ...]


@cache
def words(kind: str) -> re.Pattern[str]:
    """The words of that kind as whole words, the longest first."""
    row = next(row for row in facts.light_rows("supplement/diary_words", WordsRow) if row.kind == kind)
    return _any_of(row.words)


def product(text: str) -> ProductRow | None:
    """The medicine a text names; the longest name wins."""
    hits = [(m, row) for names, row in _products() if (m := names.search(text)) is not None]
    return max(hits, key=lambda hit: len(hit[0][0]))[1] if hits else None


def names_magnesium(text: str) -> bool:
    """Whether a text names magnesium as something it holds, more than the trace of a tablet's salt."""
    return words("magnesium").search(words("trace").sub(" ", text)) is not None


def amount_in(text: str, row: ProductRow) -> Span:
    """Elemental magnesium [mg] in the one amount that stands in the text; unknown without one."""
    said = [(float(number), unit) for number, unit in re.findall(_AMOUNT, text)]
    known = [row.mg(number, unit) for number, unit in said]
    exact = [span for span in known if span.known is not None]
    return exact[0] if len(exact) == 1 else row.mg(None, "")


@cache
def _products() -> tuple[tuple[re.Pattern[str], ProductRow], ...]:
    return tuple((_any_of(row.names), row) for row in facts.light_rows("supplement/magnesium_medicines", ProductRow))


def _any_of(some: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(some, key=len, reverse=True)
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)", re.IGNORECASE)
