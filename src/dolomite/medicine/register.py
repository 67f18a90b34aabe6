"""The shipped table of medicine names from public registers: looked up on the disk, never read whole for one name.

One line a reading, sorted by the name's bytes: plain name, two letters (kind; how much of the content is known),
contents by international name, countries (none: not tied to one). `tools/build_medicine_names.py` writes it.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import groupby
from pathlib import Path
from typing import Literal

from dolomite.base.frozen import dataclass

Content = Literal["whole", "lead", "unknown"]
Kind = Literal["brand", "ingredient", "combination", "abbreviation"]
MOST_REMEMBERED = 20_000  # names whose readings are kept; about memory
SHIPPED = Path(__file__).parent / "data" / "medicine_names.tsv"
KINDS: dict[str, Kind] = {"b": "brand", "i": "ingredient", "c": "combination", "a": "abbreviation"}
CONTENTS: dict[str, Content] = {"y": "whole", "l": "lead", "n": "unknown"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one name holds in some countries (none: not tied to a country), by international name.

    `content`: whether that is the whole, only the leading substance, or not known (then `holds` may be the register's
    own wording, or empty).
    """

    kind: Kind
    content: Content
    holds: tuple[str, ...]
    countries: frozenset[str]


@lru_cache(maxsize=MOST_REMEMBERED)
def readings(name: str) -> tuple[Reading, ...]:
    """Every reading of this plain name; none when no register has it."""
    wanted = name.encode() + b"\t"
    table = _table()
    at = _first_at_least(table, wanted)
    matching = []
    while at < len(table) and table[at : at + len(wanted)] == wanted:
        end = table.find(b"\n", at)
        matching.append(_reading(table[at:end].decode()))
        at = end + 1
    return tuple(matching)


def known(name: str) -> bool:
    """Whether a register has this plain name."""
    wanted = name.encode() + b"\t"
    table = _table()
    at = _first_at_least(table, wanted)
    return table[at : at + len(wanted)] == wanted


def every_name() -> Iterator[str]:
    """All names of the table, in order, each once."""
    lines = _table()[:].decode().splitlines()
    yield from (name for name, _ in groupby(line[: line.index("\t")] for line in lines))


@cache
def names_of_length() -> dict[int, tuple[str, ...]]:
    """The single-word names by their length [letters], for the search of names nearby."""
    by_length: dict[int, list[str]] = {}
    for name in every_name():
        if " " not in name:
            by_length.setdefault(len(name), []).append(name)
    return {length: tuple(names) for length, names in by_length.items()}


@cache
def _table() -> mmap.mmap:
    with SHIPPED.open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


def _first_at_least(table: mmap.mmap, wanted: bytes) -> int:
    """Where the first line that is not before `wanted` begins [bytes]."""
    low, high = 0, len(table)
    while low < high:
        start = table.rfind(b"\n", low, (low + high) // 2) + 1 or low
        end = table.find(b"\n", start)
        if table[start:end] < wanted:
            low = end + 1
        else:
            high = start
    return low


def _reading(line: str) -> Reading:
    name, flags, contents, countries = line.split("\t")
    return Reading(
        kind=KINDS[flags[0]],
        content=CONTENTS[flags[1]],
        holds=(name,) if contents == "=" else tuple(part for part in contents.split(";") if part),
        countries=frozenset(countries.split()),
    )
