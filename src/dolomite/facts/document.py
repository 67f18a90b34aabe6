"""The text side of facts: one file as plain values, checked for shape, sources and units.

Values come from the one compiled file where it is current (`compiled`), else from the YAML. Kept apart from `read`
because pydantic, which the checked rows of `read` stand on, costs more to import than a light command may take in all;
`light` and the door's `ids` need only what is here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from dolomite.base import units
from dolomite.base.errors import FactError
from dolomite.base.person import Ids
from dolomite.facts.compiled import FILE, FOLDER, clock_ns, compiled, fetch, has_yaml, is_whole, part, write

if TYPE_CHECKING:
    from yaml import Event

Plain: TypeAlias = "str | list[Plain] | dict[str, Plain] | None"  # what a facts file holds: text, and nothing for null
FILE_KEYS = frozenset({"what", "unit", "body", "since", "note", "defaults", "rows"})
NOTHING = frozenset({"", "null", "~"})


def load_text_yaml(text: str) -> Plain:
    """Parsed YAML with every scalar as text and null as None; duplicate keys raise yaml.YAMLError.

    Built from the C parser's events: twice as fast as PyYAML's constructors, and light commands read hundreds of rows.
    """
    import yaml

    events = yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))
    for event in events:
        if type(event) is yaml.DocumentStartEvent:
            return _value(next(events), events)
    return None


def _value(event: Event, events: Iterator[Event]) -> Plain:
    import yaml

    kind = type(event)
    if type(event) is yaml.ScalarEvent:
        return None if event.value in NOTHING else event.value
    if kind is yaml.MappingStartEvent:
        pairs: dict[str, Plain] = {}
        while type(key := next(events)) is not yaml.MappingEndEvent:
            if type(key) is not yaml.ScalarEvent:
                raise _faulty("a key must be plain text", key)
            if key.value in pairs:
                raise _faulty(f"the key {key.value!r} stands twice", key)
            pairs[key.value] = _value(next(events), events)
        return pairs
    if kind is yaml.SequenceStartEvent:
        items = []
        while type(item := next(events)) is not yaml.SequenceEndEvent:
            items.append(_value(item, events))
        return items
    raise _faulty("anchors and aliases do not belong here", event)


def _faulty(problem: str, event: Event) -> Exception:
    import yaml

    return yaml.constructor.ConstructorError(None, None, problem, event.start_mark)  # type: ignore[arg-type]


def mapping(name: str, *, folder: Path = FOLDER) -> dict[str, Plain]:
    """One facts file as a mapping of text; `name` as "need/us". Raises FactError naming file and remedy."""
    data = fetch(name) if folder is FOLDER else None
    if data is None:
        data = _from_yaml(folder / f"{name}.yaml", name)
    if not isinstance(data, dict):
        raise FactError(f"facts/{name}.yaml: a mapping with `what` and `rows` belongs here.")
    return data


def _from_yaml(path: Path, name: str) -> Plain:
    import yaml

    try:
        return load_text_yaml(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise FactError(f"facts/{name}.yaml is missing. Put the file back or correct the name.") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FactError(f"facts/{name}.yaml cannot be read as YAML: {_one_line(error)}. Correct the file.") from None


def _one_line(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    return " ".join(str(problem).split()) + (f", line {mark.line + 1}" if mark else "")


def raw_rows(name: str, *, folder: Path = FOLDER) -> Iterator[tuple[str, dict[str, Plain]]]:
    """Each row of one facts file with its place ("facts/need/us.yaml, row 3"), defaults filled in, values still text.

    Checks what no row type needs to know: the file's keys, `what`, units. Raises FactError with file, row and remedy.
    """
    data = mapping(name, folder=folder)
    for key in data:
        if key not in FILE_KEYS:
            raise FactError(f"facts/{name}.yaml: unknown key {key!r}. Known keys: {', '.join(sorted(FILE_KEYS))}.")
    if data.get("what") is None:
        raise FactError(f"facts/{name}.yaml: say in one sentence `what` the file holds.")
    _known_unit(data.get("unit"), name, "the file")
    raw = data.get("rows")
    if not isinstance(raw, list) or not raw:
        raise FactError(f"facts/{name}.yaml: `rows` must be a list with at least one row.")
    defaults = _part(data, "defaults")
    for number, given in enumerate(raw, start=1):
        where = f"facts/{name}.yaml, row {number}"
        if not isinstance(given, dict):
            raise FactError(f"{where}: a row is a mapping of field to value.")
        _known_unit(given.get("unit"), name, f"row {number}")
        yield where, {**defaults, **given}


def refuse_groundless(
    where: str,
    *,
    source: str | None,
    at: str | None,
    others: tuple[str, ...],
    verified: object,
    note: str | None,
    folder: Path,
) -> None:
    """Raise FactError unless the row says where it comes from, or why it cannot."""
    if source is None:
        if verified is not False:
            raise FactError(f"{where}: a row without a source loads only with `verified: false`. Add one or the other.")
        if note is None:
            raise FactError(f"{where}: a row without a source needs a `note` saying why it stands here.")
        return
    for key in (source, *others):
        if not _is_source(key, folder):
            raise FactError(
                f"{where}: source {key!r} is not in facts/sources. Add facts/sources/{key}.yaml or correct the key."
            )
    if at is None:
        raise FactError(f'{where}: say where in {source}, as in `at: "Table 3, p. 12"`.')


@cache
def _is_source(key: str, folder: Path) -> bool:
    if folder is not FOLDER or has_yaml():
        return (folder / "sources" / f"{key}.yaml").is_file()
    return f"sources/{key}" in names()


def _known_unit(unit: object, name: str, where: str) -> None:
    if unit is not None and unit not in units.KNOWN:
        raise FactError(
            f"facts/{name}.yaml, {where}: unit {unit!r} is not known. Use a unit of base/units.py or add it there."
        )


def refuse_twins(name: str, keys: tuple[str, ...], identities: Iterator[tuple[object, ...]]) -> None:
    """Raise FactError when two rows have the same values of the fields `keys`."""
    if not keys:
        return
    first: dict[tuple[object, ...], int] = {}
    for number, key in enumerate(identities, start=1):
        if key in first:
            said = ", ".join(f"{f} {v!r}" for f, v in zip(keys, key, strict=True))
            raise FactError(f"facts/{name}.yaml, row {number}: {said} stands already in row {first[key]}. Keep one.")
        first[key] = number


@cache
def names() -> tuple[str, ...]:
    """The names of all facts files, as "need/us", sorted."""
    held = compiled()
    if not has_yaml() and held is not None:
        return tuple(sorted(held.places))
    return tuple(sorted(name for name, _ in _seen(str(FOLDER), "")))


def sources() -> tuple[str, ...]:
    """The keys of all sources, sorted."""
    return tuple(name.removeprefix("sources/") for name in names() if name.startswith("sources/"))


@cache
def ids() -> Ids:
    """The names the door must know, as one value.

    They stand in `facts/ids.yaml`, one small file, so that a light command need not read every room's facts; a house
    test holds that file equal to what the rooms declare.
    """
    data = mapping("ids")
    places = {code: str(told).split(" ", 2) for code, told in _part(data, "countries").items()}
    words = {word.lower(): str(code) for word, code in _part(data, "country_words").items()}
    lists = {
        kind: listed or [] for kind, listed in data.items() if kind not in ("aliases", "countries", "country_words")
    }
    return Ids(
        **{kind: frozenset(map(str, listed)) for kind, listed in lists.items()},
        aliases=tuple((plain, str(name)) for plain, name in _part(data, "aliases").items()),
        countries=tuple((code, told[0], "us" if told[1] == "us" else "metric") for code, told in places.items()),
        country_words=(*((told[2].lower(), code) for code, told in places.items()), *words.items()),
    )


def _part(data: dict[str, Plain], key: str) -> dict[str, Plain]:
    part = data.get(key)
    return part if isinstance(part, dict) else {}


@cache
def digest() -> str:
    """SHA-256 over all facts files, by name and content: which facts an answer rests on. (No unit: hexadecimal.)"""
    held = compiled()
    if held is not None and (not has_yaml() or is_whole(held, _seen(str(FOLDER), ""))):
        return held.digest
    return _digest_of_yaml()


def _digest_of_yaml() -> str:
    import hashlib

    total = hashlib.sha256()
    # os and not pathlib: every JSON answer carries the digest, and there are hundreds of small files.
    for name in sorted(f"{name}.yaml" for name, _ in _seen(str(FOLDER), "")):
        total.update(name.encode() + b"\0" + _bytes(name) + b"\0")
    return total.hexdigest()


def compile_facts(path: Path = FOLDER / FILE) -> int:
    """Write the compiled file from all YAML files and give how many there are [files]; what did not change is not
    parsed again.

    Raises FactError for a file that is no YAML.
    """
    read_ns = clock_ns(part(path))
    contents = {}
    for name in names():
        value = fetch(name)
        contents[name] = (_from_yaml(FOLDER / f"{name}.yaml", name) if value is None else value, _bytes(f"{name}.yaml"))
    write(contents, _digest_of_yaml(), path, read_ns=read_ns)
    return len(contents)


def _bytes(name: str) -> bytes:
    with open(f"{FOLDER}/{name}", "rb", buffering=0) as file:  # noqa: PTH123
        return file.read()


def _seen(folder: str, prefix: str) -> Iterator[tuple[str, os.stat_result]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith(".yaml"):
                yield prefix + entry.name[:-5], entry.stat()
            elif entry.is_dir():
                yield from _seen(entry.path, f"{prefix}{entry.name}/")
