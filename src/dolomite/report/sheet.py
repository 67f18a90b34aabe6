"""The facts of a room as a sheet to sign: one line a rule on landscape A4, with its source and room for initials."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dolomite import __version__
from dolomite.report.html import environment

STATES = {"true": "yes", "partial": "in part", "false": "not yet"}


def page(reviewed: Mapping[str, Any]) -> str:
    """What `app.review_facts.review` found, as a self-contained page for paper. (Units in each row's field names.)"""
    counts: Mapping[str, int] = reviewed["counts"]
    text: str = (
        environment()
        .get_template("sheet.html")
        .render(
            room=reviewed["room"],
            version=__version__,
            total=sum(counts.values()),
            counts=", ".join(f"{counts.get(state, 0)} checked {said}" for state, said in STATES.items()),
            files=[file for file in reviewed["files"] if file["rows"]],
            states=STATES,
        )
    )
    return text
