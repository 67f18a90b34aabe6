"""One value of a file read as a number, a date, a word ...: each refusal names file, line, field and the way out."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping
from datetime import date, time
from typing import NoReturn, TypeVar

from dolomite.base.document import Node, refuse
from dolomite.base.faults import Faults
from dolomite.base.frozen import dataclass
from dolomite.base.late import late

W = TypeVar("W", bound=str)
YES_WORDS = frozenset({"yes", "true", "y"})
NO_WORDS = frozenset({"no", "false", "n"})
_NUMBER = late(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_CLOCK = late(r"(\d{1,2}):(\d{2})")
FEW = 6  # so many choices are always shown
SHORT_LIST = 12  # so many names are shown in full; about reading, no health number


def shown(text: str) -> str:
    """The text as it may stand in a message: quoted, on one line, cut when long."""
    one_line = " ".join(text.split())
    return repr(one_line if len(one_line) <= 40 else one_line[:37] + "...")


def nearest(text: str, known: Collection[str], *, meaning: Collection[str] = ()) -> str:
    """A hint at the closest known word, or the list when it is short, as the end of a message.

    `meaning` are plain words that mean a known one: they are hinted at too, but not listed.
    """
    import difflib  # a slip is rare, and a light command does not pay for it

    words = dict.fromkeys((*known, *meaning))
    close = difflib.get_close_matches(text.lower().replace(" ", "_"), words, n=2, cutoff=0.6)
    if len(words) <= FEW:  # of a handful the nearest in spelling may be the farthest in meaning: all are named
        likely = difflib.get_close_matches(text.lower(), words, n=1, cutoff=0.8)
        return f"{f'Did you mean {likely[0]}? ' if likely else ''}Use one of: {', '.join(sorted(known))}."
    if close:
        return f"Did you mean {' or '.join(close)}?"
    if len(known) <= SHORT_LIST:
        return f"Use one of: {', '.join(sorted(known))}."
    return f"`dolomite facts names` prints the {len(known)} known names."


def resembles(text: str, known: Collection[str]) -> bool:
    """Whether the text, or a word of it, may be a slip for one of the known words. (No unit.)"""
    import difflib

    parts = text.lower().split()
    whole = difflib.get_close_matches("_".join(parts), known, n=1, cutoff=0.75)
    return bool(whole) or any(difflib.get_close_matches(part, known, n=1, cutoff=0.85) for part in parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A node with the file's name and the field's path, ready to be read."""

    name: str
    path: str
    node: Node

    def refuse(self, sentence: str) -> NoReturn:
        """Raise the sentence with file, line and field."""
        refuse(self.name, self.node.line, sentence, field=self.path)

    def nothing(self) -> bool:
        """True when the value was left out (`key:` or null): nobody answered."""
        return self.node.value is None

    def text(self) -> str:
        """The value as trimmed text."""
        if not isinstance(self.node.value, str) or not self.node.value.strip():
            self.refuse("one word or sentence belongs here.")
        return self.node.value.strip()

    def word(self, allowed: Collection[W]) -> W:
        """One of the allowed words, which are in lower case. (No unit.)"""
        text = self.text()
        found = next((one for one in allowed if one == text.lower()), None)
        if found is None:
            self.refuse(f"{shown(text)} is not known. {nearest(text, allowed)}")
        return found

    def known_or_none(self, names: Collection[str], aliases: Mapping[str, str]) -> str | None:
        """An id: itself, or the id that these plain words mean; None when they mean none. (No unit.)"""
        text = self.text()
        key = "_".join(text.lower().replace("-", " ").split())
        if key in names:
            return key
        meant = aliases.get(" ".join(text.lower().replace("_", " ").split()))
        return meant if meant is not None and meant in names else None

    def known(self, names: Collection[str], aliases: Mapping[str, str], what: str) -> str:
        """An id: itself, or the id that these plain words mean."""
        found = self.known_or_none(names, aliases)
        if found is not None:
            return found
        # Plain words count as well: "kidny disease" is nearest to a word that means a name, not to any name.
        words = [plain.replace(" ", "_") for plain, id_ in aliases.items() if id_ in names]
        self.refuse(f"{shown(self.text())} is not a known {what}. {nearest(self.text(), names, meaning=words)}")

    def number(self, *, low: float, high: float, unit: str) -> float:
        """A number from `low` to `high` [unit as said], decimal point."""
        text = self.text()
        if not _NUMBER.fullmatch(text):
            if re.fullmatch(r"[+-]?\d+,\d+", text):
                self.refuse(f"{shown(text)} is not a number. Use a point: {text.replace(',', '.')}.")
            with_unit = re.fullmatch(r"([+-]?\d+(?:\.\d+)?)\s*[a-zA-Zµμ/%²³]+", text)
            if with_unit is not None:
                self.refuse(f"{shown(text)} is not a number alone. If it is in {unit}, write {with_unit[1]}.")
            self.refuse(f"{shown(text)} is not a number. Write the number alone ({unit}), as in 1.5.")
        value = float(text)
        if not math.isfinite(value) or not low <= value <= high:
            self.refuse(f"{shown(text)} is outside {low:,.12g} to {high:,.12g} {unit}. Check the number and its unit.")
        return value

    def whole(self, *, low: int, high: int, unit: str) -> int:
        """A whole number from `low` to `high` [unit as said]."""
        value = self.number(low=low, high=high, unit=unit)
        if value != int(value):
            self.refuse(f"{shown(self.text())} is not a whole number of {unit}. Leave the part after the point out.")
        return int(value)

    def yes_no(self) -> bool:
        """yes or no (true and false are taken too)."""
        text = self.text().lower()
        if text in YES_WORDS:
            return True
        if text in NO_WORDS:
            return False
        self.refuse(
            f"{shown(text)} is neither yes nor no. Write one of the two; where you do not know, leave the line out."
        )

    def yes_no_unknown(self) -> bool | None:
        """yes, no, or unknown as None."""
        return None if self.nothing() or self.text().lower() == "unknown" else self.yes_no()

    def day(self) -> date:
        """A date written YYYY-MM-DD."""
        text = self.text()
        try:
            if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
                raise ValueError
            return date.fromisoformat(text)
        except ValueError:
            self.refuse(f"{shown(text)} is not a date. Write it as YYYY-MM-DD, for instance 1980-02-28.")

    def clock(self) -> time:
        """A time of day written HH:MM on the 24-hour clock."""
        match = _CLOCK.fullmatch(self.text())
        if match:
            hours, minutes = int(match[1]), int(match[2])
            if hours < 24 and minutes < 60:
                return time(hours, minutes)
        self.refuse(f"{shown(self.text())} is not a time of day. Write it as HH:MM, for instance 08:00.")

    def items(self) -> tuple[Field, ...]:
        """The entries of a list; a single word counts as a list of one."""
        if isinstance(self.node.value, str):
            return (self,)
        if not isinstance(self.node.value, list):
            self.refuse("a list belongs here, as in [one, two]; [] says none.")
        return tuple(
            Field(name=self.name, path=f"{self.path}[{number}]", node=node)
            for number, node in enumerate(self.node.value, start=1)
        )

    def fields(self, allowed: Collection[str], faults: Faults | None = None) -> dict[str, Field]:
        """The entries of a mapping whose keys are all allowed; empty values are left out.

        Every key that is not known is told at once: raised, or put to the `faults` that are collected.
        """
        if not isinstance(self.node.value, dict):
            if self.path == "person":
                self.refuse(
                    "these are no lines of `key: value`, as in `sex: female`. `dolomite init` writes such a file."
                )
            said = (
                f"{shown(self.node.value)} cannot stand here"
                if isinstance(self.node.value, str)
                else "a list cannot stand here"
            )
            self.refuse(f"{said}. Write any of {', '.join(sorted(allowed))}, each as `key: value`.")
        found = {}
        wrong = faults if faults is not None else Faults()
        for typed, node in self.node.value.items():
            key = "_".join(typed.lower().replace("-", " ").split())  # "Age years" is plain enough
            path = f"{self.path}.{key}" if self.path != "person" else key
            with wrong:
                if key not in allowed:
                    refuse(self.name, node.line, f"{shown(typed)} is not a known key. {nearest(typed, allowed)}")
                if key in found:
                    refuse(self.name, node.line, f"{key} stands twice. Keep one of the two lines.")
                if node.value is not None:
                    found[key] = Field(name=self.name, path=path, node=node)
        if faults is None:
            wrong.end()
        return found

    def is_unknown(self) -> bool:
        """True when the answer is the word unknown."""
        return isinstance(self.node.value, str) and self.node.value.strip().lower() == "unknown"
