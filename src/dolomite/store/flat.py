"""An entry as one line of a spreadsheet: nested data as columns, units in their names, nothing that runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dolomite.store.chain import canonical
from dolomite.store.port import Entry

FIXED = ("person", "number", "day", "state", "utc", "uid", "thing", "replaces", "batch", "undoes", "source", "external")
# A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def row(entry: Entry, *, state: str) -> dict[str, str]:
    """The entry by column [units in the column names]; what is unknown is an empty cell."""
    cells: dict[str, object] = {
        "person": entry.person,
        "number": entry.number,
        "day": entry.day.isoformat(),
        "state": state,
        "utc": entry.utc,
        "uid": entry.uid,
        "thing": entry.thing,
        "replaces": entry.replaces,
        "batch": entry.batch,
        "undoes": entry.undoes,
        "source": entry.source,
        "external": entry.external,
        **{f"data_{name}" if name in FIXED else name: value for name, value in _leaves(entry.data, "")},
    }
    return {cell(name): cell(value) for name, value in cells.items()}


def cell(value: object) -> str:
    """A value as a cell: text that would run as a formula gets an apostrophe before it.

    >>> cell("=1+1"), cell(-0.25), cell(None), cell(True)
    ("'=1+1", '-0.25', '', 'yes')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (int, float)):
        return repr(value)
    text = value if isinstance(value, str) else canonical(value).decode()
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA) or text.startswith("'") else text


def _leaves(data: Mapping[str, object], before: str) -> Iterator[tuple[str, object]]:
    for name, value in data.items():
        if isinstance(value, Mapping) and value:
            yield from _leaves(value, f"{before}{name}.")
        else:
            yield f"{before}{name}", value
