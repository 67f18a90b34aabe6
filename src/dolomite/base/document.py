"""YAML or JSON text as a tree of text, each value with its line, read as a number, a date, a word: each refusal names
file, line, field and the way out.

Scalars stay text (20:00 is not 1200, `no` is not False); keys that stand twice, anchors, tags and very deep or very
long files are refused, because a file somebody typed never needs them and a hostile one does.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, time
from typing import TYPE_CHECKING, NoReturn, TypeAlias, TypeVar

from dolomite.base.errors import Faults, InputError
from dolomite.base.frozen import dataclass

if TYPE_CHECKING:
    from yaml import Event

# What a JSON document is made of, as a type.
Json: TypeAlias = "str | int | float | bool | Sequence[Json] | Mapping[str, Json] | None"
JsonObject: TypeAlias = "dict[str, Json]"
W = TypeVar("W", bound=str)
MOST_CHARACTERS = 1_000_000
DEEPEST = 12
OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how zip archives and old Office files begin
NOTHING = frozenset({"", "null", "~", "Null", "NULL"})
YES_WORDS = frozenset({"yes", "true", "y"})
NO_WORDS = frozenset({"no", "false", "n"})
_NUMBER = r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?"
_CLOCK = r"(\d{1,2}):(\d{2})"
FEW = 6  # so many choices are always shown
SHORT_LIST = 12  # so many names are shown in full; about reading, no health number


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One value of the file: text, None, a list or a mapping, and the line where it begins (from 1)."""

    value: str | list[Node] | dict[str, Node] | None
    line: int


def refuse(name: str, line: int | None, sentence: str, *, field: str | None = None) -> NoReturn:
    """Raise the one sentence with its file, line [from 1] and field: what is wrong and what to do."""
    raise InputError(sentence, file=name, line=line, field=field)


def decode(data: bytes, *, name: str) -> str:
    """Bytes of a file as text: UTF-8, with or without a byte order mark; UTF-16 when its mark says so."""
    if data.startswith(OFFICE):
        refuse(name, None, "this is an Office file (.xlsx, .docx) or an archive. Save it as CSV or as text.")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            return data.decode("utf-16")
        except UnicodeDecodeError:
            pass
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        refuse(name, line, f"byte {error.start + 1} is not UTF-8 text. Save the file as UTF-8.")


def read(text: str, *, name: str) -> Node:
    """The tree of a YAML or JSON text. Raises InputError with file and line."""
    import yaml

    if len(text) > MOST_CHARACTERS:
        refuse(name, None, f"the file is longer than {MOST_CHARACTERS:,} characters. Is it the right file?")
    try:
        events = yaml.parse(text.replace("\u00a0", " "), Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
        return _Builder(name).build(events)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        opened = getattr(error, "context_mark", None)
        if opened and "quoted" in str(getattr(error, "context", "")):
            refuse(
                name, opened.line + 1, "a quotation mark is opened here and never closed. Close it, or leave both out."
            )
        problem = " ".join(str(getattr(error, "problem", None) or "it is not YAML or JSON").split())
        refuse(name, mark.line + 1 if mark else None, f"{problem}. Correct the line; each is `key: value`.")


class _Builder:
    """Puts the parser's events together without recursion into the parser, counting depth."""

    def __init__(self, name: str) -> None:
        self.name = name

    def build(self, events: Iterable[Event]) -> Node:
        import yaml

        stack: list[tuple[Node, list[str]]] = []
        root: Node | None = None
        for event in events:
            line = 1 + (event.start_mark.line if event.start_mark is not None else 0)
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
                refuse(self.name, line, "anchors and aliases (& and *) are not used here. Write the value out.")
            if isinstance(event, yaml.DocumentStartEvent) and root is not None:
                refuse(self.name, line, "a second document begins here. Keep one person per file.")
            if isinstance(event, yaml.ScalarEvent):
                plain_nothing = event.style is None or event.style == ""
                value = None if plain_nothing and event.value in NOTHING else event.value
                if plain_nothing and " - " in event.value and event.end_mark and event.end_mark.line + 1 > line:
                    refuse(
                        self.name,
                        line + 1,
                        "this dash stands deeper than the one above. Begin both at the same column.",
                    )
                node = Node(value=value, line=line)
            elif isinstance(event, yaml.MappingStartEvent):
                node = Node(value={}, line=line)
            elif isinstance(event, yaml.SequenceStartEvent):
                node = Node(value=[], line=line)
            elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                stack.pop()
                continue
            else:
                continue
            if stack:
                self._put(stack[-1], node)
            elif root is None:
                root = node
            if isinstance(node.value, (dict, list)):
                stack.append((node, []))
                if len(stack) > DEEPEST:
                    refuse(self.name, line, f"the file is nested deeper than {DEEPEST} levels. Flatten it.")
        if root is None:
            refuse(self.name, None, "the file is empty. Write at least sex and born or age_years.")
        return root

    def _put(self, top: tuple[Node, list[str]], node: Node) -> None:
        parent, waiting = top
        if isinstance(parent.value, list):
            parent.value.append(node)
            return
        assert isinstance(parent.value, dict)
        if not waiting:
            if not isinstance(node.value, str):
                refuse(self.name, node.line, "a key must be a plain word. Correct the line.")
            if node.value in parent.value:
                refuse(self.name, node.line, f"{node.value} stands twice. Keep one of the two lines.")
            waiting.append(node.value)
            return
        parent.value[waiting.pop()] = node


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
    """Whether the text, or a word of it, may be a slip for one of the known words."""
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
        """One of the allowed words, which are in lower case."""
        text = self.text()
        allowed_word = next((word for word in allowed if word == text.lower()), None)
        if allowed_word is None:
            self.refuse(f"{shown(text)} is not known. {nearest(text, allowed)}")
        return allowed_word

    def known_or_none(self, names: Collection[str], aliases: Mapping[str, str]) -> str | None:
        """An id: itself, or the id that these plain words mean; None when they mean none."""
        text = self.text()
        key = "_".join(text.lower().replace("-", " ").split())
        if key in names:
            return key
        meant = aliases.get(" ".join(text.lower().replace("_", " ").split()))
        return meant if meant is not None and meant in names else None

    def known(self, names: Collection[str], aliases: Mapping[str, str], what: str) -> str:
        """An id: itself, or the id that these plain words mean."""
        meant = self.known_or_none(names, aliases)
        if meant is not None:
            return meant
        # Plain words count as well: "kidny disease" is nearest to a word that means a name, not to any name.
        words = [plain.replace(" ", "_") for plain, identifier in aliases.items() if identifier in names]
        self.refuse(f"{shown(self.text())} is not a known {what}. {nearest(self.text(), names, meaning=words)}")

    def number(self, *, low: float, high: float, unit: str) -> float:
        """A number from `low` to `high` [unit as said], decimal point."""
        text = self.text()
        if not re.fullmatch(_NUMBER, text):
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
        match = re.fullmatch(_CLOCK, self.text())
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
        by_key = {}
        wrong = faults if faults is not None else Faults()
        for typed, node in self.node.value.items():
            key = "_".join(typed.lower().replace("-", " ").split())  # "Age years" is plain enough
            path = f"{self.path}.{key}" if self.path != "person" else key
            with wrong:
                if key not in allowed:
                    refuse(self.name, node.line, f"{shown(typed)} is not a known key. {nearest(typed, allowed)}")
                if key in by_key:
                    refuse(self.name, node.line, f"{key} stands twice. Keep one of the two lines.")
                if node.value is not None:
                    by_key[key] = Field(name=self.name, path=path, node=node)
        if faults is None:
            wrong.end()
        return by_key

    def is_unknown(self) -> bool:
        """True when the answer is the word unknown."""
        return isinstance(self.node.value, str) and self.node.value.strip().lower() == "unknown"
