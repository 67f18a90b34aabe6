"""All facts in one compact file, so that a command does not pay for parsing YAML; the YAML stays the source.

The file's first line is JSON: a format number, the digest of all facts, and for each facts file where its content
stands, and size and checksum of the YAML it was made from. Then the contents follow, one JSON value after another, so
that a command reads only what it asks for. The standard library reads it, on a machine and in a browser alike.

Where the YAML files lie beside it (a source checkout) each one used is compared with what was compiled, and a file that
has changed since is read as YAML: a stale compiled file costs time and never an old value. Where they do not (an
installed package) the compiled file is the facts. A stamp beside it, in a checkout alone, says when all were read, so
that the digest need not read them again.
"""

from __future__ import annotations

import mmap
import os
import sys
import zlib
from collections.abc import Iterable
from functools import cache
from io import FileIO
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
FILE = "compiled.facts"
STAMP = "compiled.stamp"
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


def is_whole(held: Compiled, files: Iterable[tuple[str, os.stat_result]]) -> bool:
    """Whether no facts file came, went or was touched since all were compiled, told without reading one of them.

    By the time of the last change of any kind (ctime), which a copy, or a file put back with its old date, has anew.
    """
    try:
        with open(f"{FOLDER}/{STAMP}", encoding="ascii") as file:  # noqa: PTH123
            digest, read_ns = file.read().split()
        if digest != held.digest:
            return False
        since, seen = int(read_ns), 0
        for seen, (name, told) in enumerate(files, start=1):  # noqa: B007
            if name not in held.places or told.st_ctime_ns >= since or told.st_mtime_ns >= since:
                return False
    except (OSError, ValueError):
        return False
    return seen == len(held.places)


def clock_ns(path: Path) -> int:
    """What time it is for the disk that holds a file [ns]; the file is made empty."""
    path.write_bytes(b"")
    return path.stat().st_mtime_ns


def part(path: Path) -> Path:
    """The file that becomes `path` once it is whole."""
    return path.with_name(f".{path.name}.{os.getpid()}.part")


def write(contents: dict[str, tuple[object, bytes]], digest: str, path: Path, *, read_ns: int) -> None:
    """Write the compiled file: for each name its content and its YAML; equal facts give equal bytes. The stamp beside
    it says since when [ns] they were read.
    """
    import json

    files: dict[str, Place] = {}
    parts: list[bytes] = []
    start = 0
    for name in sorted(contents):
        value, source = contents[name]
        content = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
        files[name] = Place(start, len(content), len(source), zlib.crc32(source))
        parts.append(content)
        start += len(content)
    head = {"format": FORMAT, "digest": digest, "length": start, "files": files}
    beside = part(path)
    beside.write_bytes(json.dumps(head, separators=(",", ":")).encode() + b"\n" + b"".join(parts))
    beside.replace(path)
    beside.write_text(f"{digest} {read_ns}\n", encoding="ascii")
    beside.replace(path.with_name(STAMP))
