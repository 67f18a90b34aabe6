"""`dolomite facts`: the facts on paper for a reviewer, and the names that a person file may use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from dolomite.cli import files, kinds, options, screen
from dolomite.cli.group import Group


@click.group("facts", cls=Group, examples=("dolomite facts review safety", "dolomite facts names"))
def command() -> None:
    """The facts behind every answer."""


@command.command("review", examples=("dolomite facts review safety", "dolomite facts review need --html need.html"))
@click.argument("room", type=kinds.TEXT, metavar="ROOM", help="safety, medicine, need, supplement ...")
@click.option("--all", "every", is_flag=True, help="Of safety: every row, not only what can release advice unverified.")
@options.html
@options.pdf
@options.force
@options.json
def review(room: str, every: bool, html: Path | None, pdf: Path | None, force: bool, json: bool) -> None:
    """Every rule of a room with its source, whether it was checked, and when the source was read; to be signed."""
    from dolomite.app.review_facts import review as use_case

    files.ready(html, pdf, force=force)
    data = use_case(room, every=every)
    if html is not None or pdf is not None:
        from dolomite.report.pdf import from_html
        from dolomite.report.sheet import page

        sheet = page(data)
        if html is not None:
            files.write(html, sheet, force=force)
        if pdf is not None:
            files.write(pdf, from_html(sheet), force=force)
    if json:
        screen.document("facts", {"command": "review", **data})
    elif html is None and pdf is None:
        _show(data)
    screen.written(html, pdf, json=json)


@command.command("names", examples=("dolomite facts names", "dolomite facts names --json"))
@options.json
def names(json: bool) -> None:
    """The keys of a person file; the names of red flags, conditions, symptoms, forms, foods; words that mean them."""
    from dolomite.app.review_facts import names as use_case

    data: dict[str, Any] = use_case()
    if json:
        screen.document("facts", {"command": "names", **data})
        return
    for kind, known in data.items():
        screen.line(f"\n{kind}")
        pairs = known.items() if isinstance(known, dict) else ((each, "") for each in known)
        for each, meant in pairs:
            screen.line(f"  {each}" + (f" = {meant}" if meant else ""))


def _show(data: dict[str, Any]) -> None:
    """Plain lines, so that the sheet prints anywhere."""
    counts = ", ".join(f"{count} {state}" for state, count in sorted(data["counts"].items()))
    screen.line(f"Review sheet: {data['room']}. Verified: {counts}.")
    screen.line("Reviewer: ______________________   Registration: ______________   Date: ____________")
    for file in data["files"]:
        screen.line(f"\n{file['file']}: {file['what']}")
        for row in file["rows"]:
            screen.line(f"[ ] {row['id']}: {row['says']}")
            for source in row["sources"]:
                read = source["read_on"] or "date not recorded"
                screen.line(f"      source {source['source']}, {source['at']} (read: {read})")
            note = f"; {row['note']}" if row["note"] else ""
            screen.line(f"      verified: {row['verified']}{note}")
