"""Apple Health: dietary records and weights out of export.xml or export.zip, read as a stream, never whole.

The file is often no well-formed XML, so that the records are found by their own text instead of by a parser.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import BinaryIO

from dolomite import facts
from dolomite.base.diary import Diary, DiaryRow, Proposal
from dolomite.base.document import refuse, shown
from dolomite.base.errors import InputError
from dolomite.intake.read.built import Built
from dolomite.intake.read.cells import MOST_A_DAY, ColumnRow, factor, number
from dolomite.intake.read.file import File, How

ORIGIN = "Apple Health"
CHUNK = 1 << 20  # bytes
PREFERRED = 1000  # a record of magnesium counts so much when an app is chosen
OVERLAP = 1 << 13  # bytes; the opening tag of a record is shorter
_RECORD = re.compile(
    rb'<Record type="HKQuantityTypeIdentifier(?:Dietary([A-Za-z0-9]+)|BodyMass)"((?:[^">]|"[^"]*")*)>', re.DOTALL
)
_ATTRIBUTE = re.compile(rb'(\w+)="([^"]*)"')
Key = tuple[str, str]  # who wrote it, and when


def _xml(file: File) -> str | None:
    return next((name for name in file.members() if name.rpartition("/")[2] in ("export.xml", "Export.xml")), None)


def recognise(file: File) -> bool:
    """True for export.xml, or the zip that holds it."""
    head = file.head()
    return b"<HealthData" in head or (b"<!DOCTYPE HealthData" in head) or _xml(file) is not None


def read(file: File, how: How) -> Diary:
    """What was eaten, as one line for each moment and app [our units]; weights become proposals.

    Where several apps wrote food, the one with most records of magnesium is kept, and that is said. Raises InputError.
    """
    built = Built(name=file.name, origin=ORIGIN)
    known = {row.column: row.nutrient for row in facts.rows("intake/apple_health", ColumnRow)}
    moments: dict[Key, dict[str, float]] = {}
    first_line: dict[Key, int] = {}
    wrote: Counter[str] = Counter()
    weights: dict[date, Proposal] = {}
    for kind, said, line in _records(file):
        try:
            on, moment = _when(said, file.name, line)
        except InputError as fault:
            built.faults.append(fault)
            continue
        value, unit, source = number(said.get("value", "")), said.get("unit", ""), said.get("sourceName", "")
        if kind is None:
            weights[on] = Proposal(kind="weight", name="body weight", on=on, value=value, unit=unit, line=line)
            continue
        nutrient = known.get(kind)
        ours = how.units.get(nutrient) if nutrient is not None else None
        times = factor(unit, ours) if ours is not None else None
        if nutrient is None or times is None:
            continue
        if value is None or not value <= MOST_A_DAY:
            says = f"{nutrient} {shown(said.get('value', ''))} is not an amount. Export again."
            built.faults.append(InputError(says, file=file.name, line=line))
            continue
        key = (source, moment)
        held = moments.setdefault(key, {})
        held[nutrient] = held.get(nutrient, 0.0) + value * times
        first_line.setdefault(key, line)
        wrote[source] += PREFERRED if nutrient == "magnesium" else 1
    _rows(built, moments, first_line, _writer(built, wrote, how))
    built.proposals += [weights[on] for on in sorted(weights)][-1:]
    return built.diary()


def _writer(built: Built, wrote: Counter[str], how: How) -> str | None:
    if how.writer is not None:
        if how.writer not in wrote:
            refuse(built.name, None, f"{shown(how.writer)} wrote no food in it. Choose of: {', '.join(wrote)}.")
        return how.writer
    if len(wrote) <= 1:
        return None
    kept = wrote.most_common(1)[0][0]
    others = ", ".join(sorted(name for name in wrote if name != kept))
    built.notes.append(
        f"Several apps wrote food: {kept} is counted, {others} left out, so that no meal counts twice. "
        "The import can be told to count another one (writer)."
    )
    return kept


def _rows(built: Built, moments: dict[Key, dict[str, float]], lines: dict[Key, int], kept: str | None) -> None:
    for (source, moment), values in sorted(moments.items(), key=lambda entry: (entry[0][1], entry[0][0])):
        if kept is not None and source != kept:
            continue
        built.add(
            DiaryRow(
                line=lines[source, moment],
                on=date.fromisoformat(moment[:10]),
                meal="",
                food=f"{source or 'entry'}, {moment[11:16]}",
                amount=None,
                unit="",
                given=tuple(values.items()),
                part="sum",
            )
        )


def _when(said: dict[str, str], name: str, line: int) -> tuple[date, str]:
    moment = said.get("startDate", "")
    try:
        return date.fromisoformat(moment[:10]), moment
    except ValueError:
        refuse(name, line, f"startDate {shown(moment)} is no date. Export again.")


@contextmanager
def _opened(file: File) -> Iterator[BinaryIO]:
    inside = _xml(file)
    with file.open() as raw:
        if inside is None:
            yield raw
            return
        with zipfile.ZipFile(raw) as archive, archive.open(inside) as part:
            yield part  # type: ignore[misc]


def _records(file: File) -> Iterator[tuple[str | None, dict[str, str], int]]:
    """Each dietary record (what it is of) or weight (None), its attributes and its line."""
    with _opened(file) as stream:
        rest, line = b"", 1
        while True:
            piece = stream.read(CHUNK)
            text = rest + piece
            at = counted = 0
            for match in _RECORD.finditer(text):
                line += text.count(b"\n", counted, match.start())
                counted, at = match.start(), match.end()
                said = {
                    key.decode(): html.unescape(value.decode("utf-8", "replace"))
                    for key, value in _ATTRIBUTE.findall(match[2])
                }
                yield (match[1].decode() if match[1] is not None else None), said, line
            if not piece:
                return
            keep = max(at, len(text) - OVERLAP)
            begin = text.rfind(b"<Record", at, len(text))
            keep = begin if begin >= max(at, len(text) - OVERLAP) else keep
            line += text.count(b"\n", counted, keep)
            rest = text[keep:]
