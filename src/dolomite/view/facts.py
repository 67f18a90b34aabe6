"""The facts on paper: a room's rules to sign, and the names that a person file may use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dolomite.base.person import Ids
from dolomite.report.tree import Column, Section, Table

if TYPE_CHECKING:
    from dolomite.safety.withdrawn import WithdrawnRow
    from dolomite.view.shape import facts as shape

SIGNED = "Reviewer: ______________________   Registration: ______________   Date: ____________"


def review(sheet: shape.Review) -> Section:
    """Every rule with its sources and whether it was checked, as lines to tick. (Units in each field's name.)"""
    counts = ", ".join(f"{count} {state}" for state, count in sorted(sheet["counts"].items()))
    return Section(
        id="facts",
        title=f"Review sheet: {sheet['room']}",
        says=(f"Verified: {counts}.", SIGNED),
        findings=(),
        data=sheet,
        tables=tuple(_table(file) for file in sheet["files"]),
    )


def _table(file: shape.FactsFile) -> Table:
    titles = ("", "Rule", "What it says", "Source, place (when read)", "Verified")
    rows = tuple(
        (
            "[ ]",
            row["id"],
            row["says"],
            "; ".join(
                f"{source['source']}, {source['at']} ({source['read_on'] or 'date not recorded'})"
                for source in row["sources"]
            ),
            row["verified"] + (f"; {row['note']}" if row["note"] else ""),
        )
        for row in file["rows"]
    )
    caption = f"{file['file']}: {file['what']}"
    return Table(caption=caption, columns=tuple(Column(title=title) for title in titles), rows=rows)


def withdrawn(rows: Sequence[WithdrawnRow]) -> Section:
    """What this program told and took back, and what counts instead."""
    listed: shape.Withdrawn = {
        "command": "withdrawn",
        "rows": [{"id": row.id, "on": row.on, "says": row.says, "do": row.do} for row in rows],
    }
    table = Table(
        caption="Withdrawn",
        columns=(Column(title="On"), Column(title="What was told"), Column(title="What counts")),
        rows=tuple((row.on, row.says, row.do) for row in rows),
    )
    says = ("Whoever it concerned is told so with the answer on safety, for half a year.",)
    return Section(
        id="facts", title="What was told and taken back", says=says, findings=(), data=listed, tables=(table,)
    )


def names(known: Ids, *, keys: list[str]) -> Section:
    """The keys and names of a person file, and the plain words that mean a name."""
    data: shape.Names = {
        "command": "names",
        "keys": keys,
        "red_flags": sorted(known.red_flags),
        "conditions": sorted(known.conditions),
        "symptoms": sorted(known.symptoms),
        "forms": sorted(known.forms),
        "avoid": sorted(known.avoid),
        "bodies": sorted(known.bodies),
        "aliases": dict(known.aliases),
    }
    tables = [
        Table(caption=kind, columns=(Column(title="Name"),), rows=tuple((name,) for name in listed))
        for kind, listed in data.items()
        if isinstance(listed, list)
    ]
    columns = (Column(title="Words"), Column(title="Name"))
    words = Table(caption="aliases", columns=columns, rows=tuple(data["aliases"].items()))
    return Section(
        id="facts", title="What a person file may say", says=(), findings=(), data=data, tables=(*tables, words)
    )
