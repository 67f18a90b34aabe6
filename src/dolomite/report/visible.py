"""Text that somebody else wrote, made fit to be shown: control characters become visible, formula cells harmless."""

from __future__ import annotations

import re

# C0 and C1 controls but tab and line end, line and paragraph separators, and what turns the reading direction round.
_HIDDEN = "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
PICTURES = 0x2400  # the Unicode block "Control Pictures": U+2400 shows U+0000, and so on
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet may take for the beginning of a formula (OWASP)


def visible(text: str) -> str:
    """The text with every control character shown instead of sent to the terminal.

    >>> visible("a" + chr(27) + "[31mred")
    'a␛[31mred'
    >>> visible("right" + chr(0x202E) + "left")
    'right\\\\u202eleft'
    """
    return text if text.isascii() and text.isprintable() else re.sub(_HIDDEN, _shown, text)


def _shown(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(PICTURES + code)
    return chr(PICTURES + 0x21) if code == 0x7F else f"\\u{code:04x}"


def cell(value: object) -> object:
    """A value as a cell of a CSV: unknown is empty, and text that a spreadsheet would run gets an apostrophe in front.

    >>> cell("=1+1"), cell(-5.0), cell(None)
    ("'=1+1", -5.0, '')
    """
    if value is None:
        return ""
    if isinstance(value, str) and value.startswith(FORMULA) and not _is_number(value):
        return f"'{value}"
    return value


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
