"""Numbers as words: rounding happens here and only for reading; values stay unrounded."""

from __future__ import annotations

from dolomite.base.span import Span


def amount(value: float | None, unit: str = "", *, decimals: int = 0) -> str:
    """A number with its unit as read aloud, or "unknown".

    >>> amount(1234.56, "mg")
    '1,235 mg'
    >>> amount(None, "mg")
    'unknown'
    >>> amount(900, "ug/d")
    '900 µg/d'
    """
    if value is None:
        return "unknown"
    unit = "" if unit == "1" else unit.replace("ug", "µg", 1) if unit.startswith("ug") else unit
    text = f"{value:,.{decimals}f}"
    if float(text.replace(",", "")) == 0:
        text = text.lstrip("-")
    return f"{text} {unit}".strip() if unit != "%" else f"{text}%"


def span(quantity: Span, unit: str, *, decimals: int = 0) -> str:
    """A quantity with unknown parts [unit], in words that never take unknown for zero.

    >>> span(Span(known=268.0, low=290.0, high=340.0, unknown=("soup",)), "mg")
    '268 mg known, probably 290 to 340 mg'
    >>> span(Span(known=268.0, low=268.0, high=None, unknown=("soup",)), "mg")
    'at least 268 mg, how much more is unknown'
    >>> span(Span.exactly(268.0), "mg")
    '268 mg'
    """
    if not quantity.unknown:
        return amount(quantity.known, unit, decimals=decimals)
    if quantity.high is None:
        if quantity.low is None or (quantity.known is None and quantity.low == 0):
            return "unknown"
        return f"at least {amount(quantity.low, unit, decimals=decimals)}, how much more is unknown"
    low, high = amount(quantity.low, decimals=decimals), amount(quantity.high, unit, decimals=decimals)
    if quantity.known is not None and quantity.low is not None and quantity.low <= quantity.known:
        return f"{low} to {high}"
    known = "none" if quantity.known is None else amount(quantity.known, unit, decimals=decimals)
    return f"{known} known, probably {low} to {high}"


def chance(probability: float | None) -> str:
    """A probability [0 to 1] as a natural frequency out of ten, or out of a hundred near the ends.

    >>> chance(0.72)
    'about 7 in 10'
    >>> chance(0.03)
    'about 3 in 100'
    >>> chance(0.997)
    'more than 99 in 100'
    """
    if probability is None:
        return "unknown"
    if probability < 0.01:
        return "less than 1 in 100"
    if probability > 0.99:
        return "more than 99 in 100"
    tenths = probability * 10
    if 0.5 <= tenths < 9.5:
        return f"about {round(tenths)} in 10"
    return f"about {round(probability * 100)} in 100"


def chances(low: float, high: float) -> str:
    """The range of a probability [0 to 1] as natural frequencies, or nothing where both ends read the same.

    >>> chances(0.52, 0.79)
    '5 to 8 in 10'
    >>> chances(0.03, 0.2)
    '3 in 100 to 2 in 10'
    >>> chances(0.61, 0.62)
    ''
    """
    first, last = (chance(p).removeprefix("about ") for p in (low, high))
    if first == last:
        return ""
    number, _, base = first.partition(" in ")
    return f"{number} to {last}" if number.isdigit() and last.endswith(f" in {base}") else f"{first} to {last}"


def listed(things: tuple[str, ...] | list[str], *, most: int | None = 5) -> str:
    """Things in a row, the last with "and"; beyond `most` (None: no end) the rest is counted.

    >>> listed(["soup", "bread", "tea"])
    'soup, bread and tea'
    """
    shown = list(things if most is None else things[:most])
    rest = len(things) - len(shown)
    if rest > 0:
        return f"{', '.join(shown)} and {rest} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else "none"
