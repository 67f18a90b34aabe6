"""`dolomite facts`: the facts on paper for a reviewer, and the names that a person file may use."""

from __future__ import annotations

from pathlib import Path

import click

from dolomite.cli import files, kinds, options, screen
from dolomite.cli.group import Group


@click.group("facts", cls=Group, examples=("dolomite facts review safety", "dolomite facts names"))
def command() -> None:
    """The facts behind every answer."""


@command.command("review", examples=("dolomite facts review safety", "dolomite facts review need --html need.html"))
@click.argument("room", type=kinds.TEXT, metavar="ROOM", help="safety, medicine, need, supplement ...")
@click.option("--all", "every", is_flag=True, help="Of safety: every row, not only what tells something unverified.")
@options.html
@options.pdf
@options.force
@options.json
def review(room: str, every: bool, html: Path | None, pdf: Path | None, force: bool, json: bool) -> None:
    """Every rule of a room with its source, whether it was checked, and when the source was read; to be signed."""
    from dolomite.app.review_facts import told as use_case

    files.ready(html, pdf, force=force)
    section = use_case(room, every=every)
    if html is not None or pdf is not None:
        from dolomite.report.pdf import from_html
        from dolomite.report.sheet import page

        sheet = page(section.data)
        if html is not None:
            files.write(html, sheet, force=force)
        if pdf is not None:
            files.write(pdf, from_html(sheet), force=force)
    if json or (html is None and pdf is None):
        screen.answer("facts", section, json=json)
    screen.written(html, pdf, json=json)


@command.command("names", examples=("dolomite facts names", "dolomite facts names --json"))
@options.json
def names(json: bool) -> None:
    """The keys of a person file; the names of red flags, conditions, symptoms, forms, foods; words that mean them."""
    from dolomite.app.review_facts import known_names as use_case

    screen.answer("facts", use_case(), json=json)


@command.command("withdrawn", examples=("dolomite facts withdrawn", "dolomite facts withdrawn --json"))
@options.json
def withdrawn(json: bool) -> None:
    """What this program told and took back, the newest first, and what counts instead."""
    from dolomite.app.review_facts import taken_back as use_case

    screen.answer("facts", use_case(), json=json)
