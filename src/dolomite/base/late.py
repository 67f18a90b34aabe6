"""Regular expressions that are compiled when they are first used: a light command imports many and uses few."""

from __future__ import annotations

import re
from typing import cast


class _Late:
    """Stands for a pattern until something is asked of it; then each method asked for is the pattern's own."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._given = pattern, flags

    def __getattr__(self, name: str) -> object:
        found: object = getattr(re.compile(*self._given), name)  # re keeps what it compiled
        self.__dict__[name] = found
        return found


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """The pattern, compiled at its first use: its own methods serve (`late(...).sub`), `re.sub(late(...))` does not.

    >>> late(r"\\d+").findall("2 of 30")
    ['2', '30']
    """
    return cast("re.Pattern[str]", _Late(pattern, flags))
