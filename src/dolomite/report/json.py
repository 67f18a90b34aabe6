"""The one place that makes JSON: numbers unrounded, unknown as null, every object with its schema and its grounds."""

from __future__ import annotations

import dataclasses
import json as standard
import math
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from enum import Enum

from dolomite import __version__, facts
from dolomite.base.document import Json, JsonObject

# A command with a key that went or changed meaning since an older release, with its higher number; CHANGELOG says why.
SCHEMA_NUMBER = {"evidence": 2, "facts": 2, "simulate": 2, "report": 2}


def document(
    command: str,
    data: Mapping[str, object],
    *,
    on: date | None = None,
    releases: tuple[str, ...] = (),
    unverified: int | None = None,
) -> JsonObject:
    """The object that `dolomite COMMAND --json` prints: schema, version, day, digest of the facts, how many of its
    grounds are not fully verified (None: not counted), food releases, then the command's own keys. (Units are in the
    keys' names.)
    """
    head = _head(command, on=on, releases=releases, unverified=unverified)
    return head | {key: plain(value) for key, value in data.items()}


def pieces(
    command: str,
    data: Mapping[str, object],
    *,
    on: date | None = None,
    releases: tuple[str, ...] = (),
    unverified: int | None = None,
) -> Iterator[str]:
    """The text of `render(document(...))`, a piece at a time: a long list never stands in memory a second time.
    (Units are in the keys' names.)
    """
    mark = "{"
    for key, value in {**_head(command, on=on, releases=releases, unverified=unverified), **data}.items():
        yield f"{mark}\n  {standard.dumps(key, ensure_ascii=False)}: "
        mark = ","
        if isinstance(value, (list, tuple)) and value:
            for at, part in enumerate(value):
                yield f"{',' if at else '['}\n    " + render(plain(part)).replace("\n", "\n    ")
            yield "\n  ]"
        else:
            yield render(plain(value)).replace("\n", "\n  ")
    yield "\n}"


def _head(command: str, *, on: date | None, releases: tuple[str, ...], unverified: int | None) -> JsonObject:
    return {
        "schema": f"dolomite.{command}/{SCHEMA_NUMBER.get(command, 1)}",
        "version": __version__,
        "on": on.isoformat() if on is not None else None,
        "facts": facts.digest(),
        "unverified": unverified,
        "food_releases": list(releases),
    }


def render(data: object) -> str:
    """JSON text of a document or of a part of one, indented, with every sign as itself."""
    return standard.dumps(data, indent=2, ensure_ascii=False, allow_nan=False)


def for_html(data: Mapping[str, object]) -> str:
    """JSON text that may stand in a page's script: no sign of it can end the script or begin a tag."""
    text = render(data)
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text


def plain(value: object) -> Json:
    """A value as JSON knows it: dataclasses as objects, days as ISO text, not-a-number and infinity as null (unknown).
    (Units are unchanged.)
    """
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else None
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, (frozenset, set)):
        return sorted(plain(part) for part in value)  # type: ignore[type-var]
    if isinstance(value, (list, tuple)):
        return [plain(part) for part in value]
    if hasattr(value, "tolist"):  # a NumPy number or array, without importing NumPy here
        return plain(value.tolist())
    if hasattr(value, "model_dump"):
        return plain(value.model_dump(mode="json"))
    raise TypeError(f"{type(value).__name__} has no JSON form")
