"""All facts in one compact file, so that a command does not pay for parsing YAML; the YAML stays the source.

The file's first line is JSON: a format number, the digest of all facts, and for each facts file where its content
stands, and size and checksum of the YAML it was made from. Then the contents follow, one JSON value after another, so
that a command reads only what it asks for. The standard library reads it, on a machine and in a browser alike.

Where the YAML files lie beside it (a source checkout) each one used is compared with what was compiled, and a file that
has changed since is read as YAML: a stale compiled file costs time and never an old value. Where they do not (an
installed package) the compiled file is the facts.
"""

from __future__ import annotations

import mmap
import os
import sys
import zlib
from functools import cache
from io import FileIO
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
FILE = "compiled.facts"
FORMAT = 1


class Place(NamedTuple):
    """Where a file's content begins and how long it is [bytes], and size [bytes] and CRC-32 of its YAML."""

    start: int
    length: int
    size: int
    crc: int


class Compiled(NamedTuple):
    """The compiled file: the digest of the facts it was made from, its contents, and where the first of them begins."""

    digest: str
    places: dict[str, Place]
    content: mmap.mmap | bytes
    begins: int


@cache
def compiled(path: str = f"{FOLDER}/{FILE}") -> Compiled | None:
    """The compiled file, its head read once; None when it is missing, cut off or of another format."""
    import json

    try:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - pathlib's open takes twice as long
            content = _mapped(file)
        begins = content.find(b"\n") + 1
        told = json.loads(content[:begins])
        if told["format"] != FORMAT or told["length"] != len(content) - begins:
            return None
        places = {name: Place._make(place) for name, place in told["files"].items()}
        return Compiled(told["digest"], places, content, begins)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _mapped(file: FileIO) -> mmap.mmap | bytes:
    """The file, a page of which is read when it is asked for. Inside a browser a map is a copy, and holds the file
    open: there it is read, so that a warm Python can be laid by (tools/site)."""
    if sys.platform == "emscripten":
        return file.read()
    return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


@cache
def has_yaml() -> bool:
    """Whether the YAML files lie beside the compiled one, as in a source checkout."""
    return os.path.exists(f"{FOLDER}/ids.yaml")  # noqa: PTH110


def fetch(name: str) -> object:
    """The content of facts/NAME.yaml as it was compiled; None when it must be read as YAML."""
    held = compiled()
    place = held.places.get(name) if held is not None else None
    if held is None or place is None or not _is_fresh(name, place):
        return None
    import json

    start = held.begins + place.start
    return json.loads(held.content[start : start + place.length])


def _is_fresh(name: str, place: Place) -> bool:
    if not has_yaml():
        return True
    try:
        with open(f"{FOLDER}/{name}.yaml", "rb", buffering=0) as file:  # noqa: PTH123
            now = file.read()
    except OSError:
        return False
    return len(now) == place.size and zlib.crc32(now) == place.crc


def write(contents: dict[str, tuple[object, bytes]], digest: str, path: Path) -> None:
    """Write the compiled file: for each name its content and its YAML; equal facts give equal bytes."""
    import json

    files: dict[str, Place] = {}
    parts: list[bytes] = []
    start = 0
    for name in sorted(contents):
        value, source = contents[name]
        part = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        files[name] = Place(start, len(part), len(source), zlib.crc32(source))
        parts.append(part)
        start += len(part)
    head = {"format": FORMAT, "digest": digest, "length": start, "files": files}
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    beside.write_bytes(json.dumps(head, separators=(",", ":")).encode() + b"\n" + b"".join(parts))
    beside.replace(path)
