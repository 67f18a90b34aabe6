"""Use case: every rule of a room on paper, with its source and state, for somebody to sign line by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal, cast

from dolomite import facts
from dolomite.base.errors import InputError
from dolomite.base.parse import PERSON_KEYS
from dolomite.facts.document import mapping, raw_rows
from dolomite.facts.document import names as facts_files
from dolomite.report.tree import Section
from dolomite.view import facts as view

if TYPE_CHECKING:
    from dolomite.view.shape.facts import FactsFile, ReadSource, Review, Row

State = Literal["true", "partial", "false"]

GROUNDS = ("source", "at", "also", "verified", "note")
MOST_TO_SIGN = 120  # rows on one sheet, the worst first: more than that nobody signs; about paper, no health number
SIGNED = ("releases", "tells")  # what does more than make an answer stricter
NAME = ("id", "name", "form", "place", "measure")


def rooms() -> tuple[str, ...]:
    """The rooms that have facts."""
    holding = {name.split("/")[0] for name in facts_files() if "/" in name}
    return tuple(sorted(holding - {"sources"}))


def told(room: str, *, every: bool = False) -> Section:
    """The same as a section. Raises InputError for a room without facts. (Units as in each field's name.)"""
    return view.review(review(room, every=every))


def known_names() -> Section:
    """The keys and names that a person file may use, as a section."""
    return view.names(facts.ids(), keys=sorted(PERSON_KEYS))


def taken_back() -> Section:
    """What this program told and took back, as a section, the newest first."""
    from dolomite.safety.withdrawn import withdrawn

    return view.withdrawn(withdrawn())


def review(room: str, *, every: bool = False) -> Review:
    """The rows of one room for a reviewer: what each holds, its grounds, and whether it was checked. (Units as in each
    field's name.) For safety without `every`: the rows alone that can release advice and that nobody verified, worst
    first; rules only add stops, so that the others make an answer stricter at most. Raises InputError for a room
    without facts.
    """
    if room not in rooms():
        raise InputError(f"facts review: {room!r} has no facts. Use one of: {', '.join(rooms())}.")
    files: list[FactsFile] = []
    for name in facts_files():
        if not name.startswith(f"{room}/"):
            continue
        head = mapping(name)
        if "rows" not in head:
            continue
        files.append({"file": name, "what": str(head.get("what")), "rows": list(_rows(name))})
    states = Counter(row["verified"] for file in files for row in file["rows"])
    return {
        "command": "review",
        "room": room,
        "counts": {"true": states["true"], "partial": states["partial"], "false": states["false"]},
        "files": files if every or room != "safety" else _worst(files),
    }


def _worst(files: list[FactsFile]) -> list[FactsFile]:
    """The sheet to sign: what tells something and is not verified, then what is verified in part."""
    from dolomite.safety.weight import verified, weight

    by_state: dict[str, list[Row]] = {"false": [], "partial": []}
    left = 0
    for file in files:
        short = file["file"].partition("/")[2]
        for row, (_, values) in zip(file["rows"], raw_rows(file["file"]), strict=True):
            if row["verified"] in by_state and weight(short, values) in SIGNED and not verified(values):
                by_state[row["verified"]].append({**row, "id": f"{short}: {row['id']}"})
            else:
                left += 1
    over = sum(map(len, by_state.values())) - MOST_TO_SIGN
    if over > 0:
        by_state["partial"] = by_state["partial"][: max(0, len(by_state["partial"]) - over)]
        left += over
    rest = f"{left} further rows are less urgent: stricter at most, words, verified. Every row can be asked for"
    return [
        {
            "file": "not verified",
            "what": f"hours, numbers to call, what is asked or tried; what can release advice was read. {rest}",
            "rows": by_state["false"],
        },
        {
            "file": "verified in part",
            "what": "the same, read in a secondary text or in part",
            "rows": by_state["partial"],
        },
    ]


def _rows(name: str) -> Iterator[Row]:
    for number, (_, values) in enumerate(raw_rows(name), start=1):
        key = next((str(values[field]) for field in NAME if values.get(field)), f"row {number}")
        sources = [_source(values.get("source"), values.get("at"))] if values.get("source") else []
        sources += [
            _source(other["source"], other["at"]) for other in values.get("also") or () if isinstance(other, dict)
        ]
        yield {
            "id": key,
            "says": _content(values),
            "sources": sources,
            "verified": cast("State", str(values.get("verified"))),
            "note": _maybe(values.get("note")),
        }


def _source(key: object, at: object) -> ReadSource:
    known = facts.source(str(key))
    return {"source": known.key, "title": known.title, "at": _maybe(at), "seen": known.seen, "read_on": known.read_on}


def _maybe(value: object) -> str | None:
    return None if value is None else str(value)


def _content(values: Mapping[str, object]) -> str:
    """The row's own fields as one line, without its grounds."""
    return "; ".join(
        f"{field}: {_text(value)}"
        for field, value in values.items()
        if field not in GROUNDS and field != "id" and value is not None and value != []
    )


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(_text(part) for part in value)
    if isinstance(value, dict):
        return ", ".join(f"{key} {_text(part)}" for key, part in value.items())
    return str(value)
