"""A nutrition label as printed, read into nutrients: words, amounts and units in any layout, one value or two.

What a label does not say is not in the answer; "less than" and "traces" are no value either.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import ClassVar, Literal

from dolomite import facts
from dolomite.base.document import nearest
from dolomite.base.errors import InputError
from dolomite.base.units import KJ_PER_KCAL

LONGEST = 5000  # characters; a label is far shorter
Per = Literal["100 g", "serving"]

# Definitions of units: what one is in another.
_IN = {
    ("g", "mg"): 1000.0, ("mg", "g"): 0.001, ("mg", "ug"): 1000.0, ("ug", "mg"): 0.001, ("g", "ug"): 1e6,
    ("ug", "g"): 1e-6, ("kJ", "kcal"): 1 / KJ_PER_KCAL,
}  # fmt: skip
_SPELT = {"mcg": "ug", "µg": "ug", "μg": "ug", "kj": "kJ", "cal": "kcal", "calories": "kcal"}
_UNIT = r"kcal|kj|mcg|[µμ]g|ug|mg|g|cal(?:ories)?"
_AMOUNT = re.compile(
    rf"(<|less than\s*)?(\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:[.,]\d+)?)\s*({_UNIT})?(?![\w%])(?!\s*%)", re.IGNORECASE
)
_PER_100 = re.compile(r"(?:per|pro|/|in)\s*100\s*(?:g|ml)\b", re.IGNORECASE)
_SERVING = re.compile(r"\bserving\b|\bportion\b|\bper\s+(?:bar|slice|biscuit|pot|pack|bag|cup)\b", re.IGNORECASE)
_FOR = re.compile(r"^[^\w]*(?:nutrition[^:]*?\s)?(?:per|pro)\s*100\s*(?:g|ml)\s*[:,]?\s*", re.IGNORECASE)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SERVING_G = re.compile(
    r"(?:serving|portion|bar|slice|biscuit|pot|pack|bag|cup)[^\n\d]{0,40}(?:\d+(?:/\d+)?\s*[a-z]+\s*)?\(?\s*"
    r"(\d+(?:[.,]\d+)?)\s*(?:g|grams?)\b",
    re.IGNORECASE,
)


class LabelWord(facts.LightRow):
    """Words of a label, the nutrient they state, its unit where none is printed, and what it is multiplied with."""

    unique: ClassVar[tuple[str, ...]] = ("word",)

    word: str
    nutrient: str
    unit: str
    factor: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadLabel:
    """What a label says: nutrients [the unit of our tables], for what, the serving's weight [g], and lines that hold a
    number of something not taken."""

    values: Mapping[str, float]
    per: Per
    serving_g: float | None
    left_out: tuple[str, ...]


def read(text: str) -> ReadLabel:
    """The nutrients of a label's text [the unit of our tables], per 100 g where the label says so, else per serving.

    Raises InputError when the text names no nutrient with an amount.
    """
    if len(text) > LONGEST:
        raise InputError(f"the label is longer than {LONGEST} characters. Give the table of nutrients alone.")
    flat = text.replace("\u00a0", " ")
    per: Per = "100 g" if _PER_100.search(flat) else "serving"
    second = per == "100 g" and _serving_comes_first(flat)
    values: dict[str, float] = {}
    left_out: list[str] = []
    for line in re.split(r"[\n;]+|,(?!\d)\s*", flat):
        stated = _value(_FOR.sub("", line), second=second)
        if stated is not None:
            values.setdefault(*stated)
        elif re.search(r"\d", line) and not _PER_100.search(line) and not _SERVING.search(line):
            left_out.append(" ".join(line.split()))
    if not values:
        raise InputError("no nutrient with an amount is in this text. Write for instance: Magnesium 40 mg.")
    weight = _SERVING_G.search(flat)
    serving_g = float(weight[1].replace(",", ".")) if weight is not None else None
    return ReadLabel(values=values, per=per, serving_g=serving_g, left_out=tuple(left_out))


def nutrient(word: str, amount: float, unit: str | None, *, ours: bool = False) -> tuple[str, float] | None:
    """What a label's word with its amount states: nutrient and value [unit of our tables]; None: not one we take.

    With `ours` the keys of our tables (vitamin_a, carbohydrate) are words, too. Raises InputError for a unit that this
    nutrient cannot have.
    """
    plain = " ".join(word.casefold().replace("_", " ").split())
    row = _words().get(plain)
    key = row.nutrient if row is not None else plain.replace(" ", "_") if ours else ""
    own = _units().get(key)
    if own is None:
        return None
    usual = row.unit if row is not None else own
    said = usual if unit is None else _SPELT.get(unit.casefold(), unit.casefold())
    factor = 1.0 if said == own else _IN.get((said, own))
    if factor is None:
        raise InputError(f"{word} cannot be in {unit}. Use {usual}.")
    return key, float(f"{amount * factor * (row.factor if row is not None else 1.0):.12g}")


def near(word: str) -> str:
    """A hint at the words of labels that are like this one."""
    return nearest(word, _words())


def _value(line: str, *, second: bool) -> tuple[str, float] | None:
    """The nutrient that one line states: its first amount, or the second where 100 g stand in the second column."""
    start = re.match(r"[^\w]*([A-Za-z][A-Za-z0-9 \-]*?)\s*(?:\(([^)]*)\))?\s*[:=]?\s*(?=[<\d]|less than|$)", line)
    if start is None:
        return None
    word = re.sub(rf"\s+(?:{_UNIT})$", "", start[1].strip(), flags=re.IGNORECASE)
    amounts = list(_AMOUNT.finditer(line, start.end()))
    if not amounts:
        return None
    energy = [amount for amount in amounts if (amount[3] or "").casefold() == "kcal"]
    if energy and _words().get(word.casefold()) is not None and _words()[word.casefold()].nutrient == "energy":
        amounts = energy
    place = 1 if second and len(amounts) > 1 else 0
    amount = amounts[place]
    unit = amount[3] or (start[2] if start[2] and re.fullmatch(_UNIT, start[2].strip(), re.IGNORECASE) else None)
    if amount[1] is not None:
        return None
    return nutrient(word, _number(amount[2]), unit)


def _number(text: str) -> float:
    """A number with a decimal point or comma, or with commas between thousands."""
    return float(text.replace(",", "" if _THOUSANDS.fullmatch(text) else "."))


def _serving_comes_first(text: str) -> bool:
    """Whether the serving's column stands before that of 100 g, in a line that names both."""
    for line in text.splitlines():
        hundred, serving = _PER_100.search(line), _SERVING.search(line)
        if hundred is not None and serving is not None:
            return serving.start() < hundred.start()
    return False


@cache
def _words() -> Mapping[str, LabelWord]:
    return {row.word: row for row in facts.light_rows("food/label_words", LabelWord)}


@cache
def _units() -> Mapping[str, str]:
    from dolomite.food.nutrient import nutrients

    return {unit.key: unit.unit for unit in nutrients()}
