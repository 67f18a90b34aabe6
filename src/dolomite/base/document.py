"""YAML or JSON text as a tree of text, each value with its line, so that a mistake can be named by its place.

Scalars stay text (20:00 is not 1200, `no` is not False); keys that stand twice, anchors, tags and very deep or very
long files are refused, because a file somebody typed never needs them and a hostile one does.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NoReturn

from dolomite.base.errors import InputError
from dolomite.base.frozen import dataclass

if TYPE_CHECKING:
    from yaml import Event

MOST_CHARACTERS = 1_000_000
DEEPEST = 12
OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how zip archives and old Office files begin
NOTHING = frozenset({"", "null", "~", "Null", "NULL"})


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
