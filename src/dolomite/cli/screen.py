"""The one printer: everything that a command says goes through here.

On a terminal Rich draws it; in a pipe it is plain text without Rich, which takes longer to import than a light command
takes in all. Text that a person, a file or a web page wrote is shown without markup and without control characters.
"""

from __future__ import annotations

import io
import os
import shlex
import sys
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dolomite.base.errors import InputError
from dolomite.report.visible import visible

if TYPE_CHECKING:
    from dolomite.report.tree import Report, Section, Step

WIDEST, NARROWEST = 100, 40  # columns


def width() -> int:
    """How many columns a line may have: COLUMNS, else the terminal that somebody looks at, also behind a pipe."""
    said = os.environ.get("COLUMNS", "")
    columns = int(said) if said.isdigit() and int(said) > 0 else 0
    for descriptor in (1, 2, 0):
        if not columns:
            try:
                columns = os.get_terminal_size(descriptor).columns
            except (OSError, ValueError):
                continue
    return min(max(columns or WIDEST, NARROWEST), WIDEST)


def line(text: str = "") -> None:
    """One line, control characters shown."""
    _put(visible(text).rstrip() + "\n")


def words(text: str, *, indent: str = "", head: str = "", colour: str | None = None) -> None:
    """A sentence folded to the width, control characters shown; a `head` before it has a colour on a terminal."""
    from dolomite.report.plain import wrapped

    lines = wrapped(f"{head} {text}" if head else text, width(), first=indent, rest=indent)
    if head and colour is not None and sys.stdout.isatty():
        import click

        lines[0] = lines[0].replace(head, click.style(head, fg=colour, bold=True), 1)
    _put("\n".join(lines) + "\n")


def section(shown: Section, *, whole: bool = True) -> None:
    """One section; minor tables only when `whole`. (Units in each line.)"""
    if sys.stdout.isatty():
        from dolomite.report.text import console, show_section

        drawn = console(sheet := io.StringIO(), width=width(), colour=True)
        show_section(shown, drawn, whole=whole)
        _put_drawn(sheet.getvalue())
        return
    from dolomite.report.plain import section_text

    _put(section_text(shown, width=width(), whole=whole) + "\n")


def answer(command: str, shown: Section, *, json: bool, on: date | None = None) -> None:
    """What a command answers: its object where JSON is asked, else its section. (Units in each line.)"""
    if json:
        document(command, shown.data, on=on, releases=shown.releases, resting_on=shown)
    else:
        section(shown)


def report(shown: Report, *, names: Mapping[str, str] | None = None) -> None:
    """The whole report. (Units in each line.) `names` are the files that stand in commands for the manual's words."""
    shown = _named(shown, names if names is not None else {})
    if sys.stdout.isatty():
        from dolomite.report.text import console, show

        show(shown, screen=console(sheet := io.StringIO(), width=width(), colour=True))
        _put_drawn(sheet.getvalue(), rows=_rows())
        return
    from dolomite.report.plain import report_text

    _put(report_text(shown, width=width()) + "\n")


def _named(shown: Report, names: Mapping[str, str]) -> Report:
    def step(offered: Step) -> Step:
        words = [shlex.quote(names[word]) if word in names else word for word in offered.command.split()]
        return replace(offered, command=" ".join(words))

    def section(part: Section) -> Section:
        cards = tuple(replace(card, steps=tuple(map(step, card.steps))) for card in part.cards)
        return replace(part, cards=cards, next=tuple(map(step, part.next)))

    return replace(shown, sections=tuple(map(section, shown.sections)))


def document(
    command: str,
    data: Mapping[str, object],
    *,
    resting_on: Section | Report,
    on: date | None = None,
    releases: tuple[str, ...] = (),
) -> None:
    """The one JSON object of a command, with the count of its grounds that are not verified. (Units in the keys.)"""
    from dolomite.report.json import pieces

    for piece in pieces(command, data, on=on, releases=releases, unverified=_unverified(resting_on)):
        _put(piece)
    _put("\n")


def _unverified(resting_on: Section | Report) -> int | None:
    from dolomite.report.cite import unverified
    from dolomite.report.tree import Report

    return resting_on.unverified if isinstance(resting_on, Report) else unverified((resting_on,))


def written(*paths: Path | None, json: bool = False) -> None:
    """Say which files were written; beside a JSON object on standard error."""
    for path in paths:
        if path is not None and json:
            print(f"Written: {visible(str(path))}", file=sys.stderr)
        elif path is not None:
            line(f"Written: {path}")


def _put(text: str) -> None:
    try:
        sys.stdout.write(text)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(
            f"cannot be written ({error.strerror}). Send it somewhere else.", file="standard output"
        ) from None


def _rows() -> int | None:
    """How many lines the terminal shows above the next prompt; None where nobody can tell."""
    try:
        return os.get_terminal_size(1).lines - 1
    except (OSError, ValueError):
        return None


def _put_drawn(text: str, *, rows: int | None = None) -> None:
    """What Rich drew, without the spaces it fills lines up with; on one screen of `rows` where that is possible."""
    lines = [each.rstrip() for each in text.splitlines()]
    if rows is not None:
        from dolomite.report.plain import fitted

        lines = fitted(lines, rows)
    _put("".join(f"{each}\n" for each in lines))
