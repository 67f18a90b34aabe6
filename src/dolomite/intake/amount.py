"""How much, as people write it: 1.5, 1/2, ½, 1-2, ~1, half, three, 200ml. A range keeps its ends."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

WORDS = {
    "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0,
    "eight": 8.0, "nine": 9.0, "ten": 10.0, "eleven": 11.0, "twelve": 12.0, "dozen": 12.0, "half": 0.5, "quarter": 0.25,
    "couple": 2.0, "few": 3.0,
}  # fmt: skip
ABOUT_LOW = 0.75  # how far down "about 1" and "a few" reach, as a share of it; chosen by us
ABOUT_HIGH = 1.25  # and how far up
THREE_QUARTERS = 3 / 4  # by its name
MOST_DIGITS = 30  # of what is still an amount; more is no number that anybody typed
ROUGH = ("~", "about", "approx", "approximately", "circa", "ca", "around", "roughly")

_ONE = r"(?:\d+\s+\d+\s*/\s*\d+|\d+\s*/\s*\d+|\d+\s*[¼½¾⅐-⅞]|[¼½¾⅐-⅞]|\d+(?:[.,]\d+)?|[.,]\d+)"
_NUMBER = rf"(?s)({_ONE})(?:\s*(?:-|–|—|to)\s*({_ONE}))?\s*(.*)"
_MIXED = r"(?:(\d+)\s+)?(\d+)\s*/\s*(\d+)"
_WORD = r"(?s)(half an?|half|quarter of an?|a quarter|three quarters|a couple(?: of)?|a few|[a-z]+)\b\s*(?:of\s+)?(.*)"
_THOUSANDS = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """How much, in a unit of its own, with the low and high end of what was written; `rest` is the text after it."""

    low: float
    value: float
    high: float
    rest: str = ""


def read(text: str) -> Amount | None:
    """The amount that a text begins with (its unit is in the text after it), or None when it begins with none.

    >>> read("1-2"), read("200ml").value, read("1,5").value, read("⅛").value
    (Amount(low=1.0, value=1.5, high=2.0, rest=''), 200.0, 1.5, 0.125)
    """
    plain = _folded(text)
    rough = False
    for word in ROUGH:
        if plain.startswith(word) and not plain[len(word) : len(word) + 1].isalpha():
            plain, rough = plain[len(word) :].lstrip(". "), True
            break
    amount = _figures(plain) or _spelt(plain)
    if amount is None or not rough:
        return amount
    return Amount(low=amount.low * ABOUT_LOW, value=amount.value, high=amount.high * ABOUT_HIGH, rest=amount.rest)


def _figures(plain: str) -> Amount | None:
    match = re.fullmatch(_NUMBER, plain)
    if match is None:
        return None
    grouped = re.match(_THOUSANDS, plain)
    if grouped is not None and grouped.end() > match.end(1):
        value = float(grouped[0].replace(",", ""))
        return Amount(low=value, value=value, high=value, rest=plain[grouped.end() :].strip())
    low, high = _value(match[1]), _value(match[2]) if match[2] else None
    if low is None or (match[2] and high is None):
        return None
    if high is None:
        return Amount(low=low, value=low, high=low, rest=match[3].strip())
    return Amount(low=min(low, high), value=(low + high) / 2, high=max(low, high), rest=match[3].strip())


def _spelt(plain: str) -> Amount | None:
    match = re.fullmatch(_WORD, plain)
    if match is None:
        return None
    said = match[1].removesuffix(" of")
    if said == "three quarters":
        value = THREE_QUARTERS
    else:
        known = [WORDS[word] for word in said.replace(" of", "").split() if word in WORDS and word not in ("a", "an")]
        if not known and said not in ("a", "an"):
            return None
        value = known[0] if known else 1.0
    rough = said.endswith(("few", "couple"))
    low, high = (value * ABOUT_LOW, value * ABOUT_HIGH) if rough else (value, value)
    return Amount(low=low, value=value, high=high, rest=match[2].strip())


def _value(text: str) -> float | None:
    if sum(sign.isdigit() for sign in text) > MOST_DIGITS:
        return None
    mixed = re.fullmatch(_MIXED, text.strip())
    if mixed is not None:
        whole, above, below = map(int, mixed.groups("0"))
        return whole + above / below if below else None
    sign = text.strip()[-1:]
    if sign and unicodedata.category(sign) == "No":
        before = text.strip()[:-1].strip()
        return (float(before) if before else 0.0) + unicodedata.numeric(sign)
    return float(text.strip().replace(",", "."))


def _folded(text: str) -> str:
    slashes = (
        text.replace("\N{FRACTION SLASH}", "/").replace("\N{DIVISION SLASH}", "/").replace("\N{ALMOST EQUAL TO}", "~")
    )
    return " ".join(slashes.casefold().split())
