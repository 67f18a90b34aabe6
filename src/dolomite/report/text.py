"""The report in the terminal: the answer first, bars, few words. Plain text when piped."""

from __future__ import annotations

import sys
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from dolomite.base.words import amount
from dolomite.report.label import HOW_SOON
from dolomite.report.plain import bar_words, cell_text
from dolomite.report.tree import Bar, HowSoon, Notice, Report, Section, Step, Table

WIDEST = 100
BAR_CELLS = 40
WHEN_CELLS = 12  # how soon, in words
STYLE = {"plain": "bold", "good": "bold green", "caution": "bold yellow", "stop": "bold red", "unknown": "bold cyan"}
URGENCY_STYLE: dict[HowSoon, str] = {
    "emergency_now": "bold red",
    "same_day": "bold red",
    "soon": "bold yellow",
    "ask_first": "bold yellow",
    "caution": "yellow",
    "info": "dim",
    "none": "dim",
}
SIGN = {"plain": "", "good": "", "caution": "! ", "stop": "STOP ", "unknown": "? "}


def console(out: TextIO | None = None) -> Console:
    """Where text goes: at most 100 columns, colour on a terminal only."""
    target = out if out is not None else sys.stdout
    made = Console(file=target, highlight=False, soft_wrap=False)
    made.width = min(made.width, WIDEST) if made.is_terminal else WIDEST
    return made


def show(report: Report, *, out: TextIO | None = None) -> None:
    """Print the whole report: headline, sections in order, references. (Units as in each line.)"""
    screen = console(out)
    screen.print()
    screen.print(Text(report.headline, style="bold"))
    for section in report.sections:
        show_section(section, screen, whole=False)
    if report.references:
        screen.print()
        screen.print(Text("References", style="bold"))
        for reference in report.references:
            mark = "" if reference.verified else " (not fully verified)"
            line = Text(f"{reference.text}{mark}")
            screen.print(_numbered(reference.number, line))
    for note in report.notes:
        screen.print()
        screen.print(Text(note, style="dim"))


def show_section(section: Section, screen: Console, *, whole: bool = True) -> None:
    """Print one section: title, what it says, bars, tables; minor tables only when `whole`. (Units as in each line.)"""
    screen.print()
    screen.print(Text(SIGN[section.tone] + section.title, style=STYLE[section.tone]))
    for sentence in section.says:
        screen.print(Padding(Text(sentence), (0, 0, 0, 2)))
    if section.notices:
        screen.print()
    for notice in section.notices:
        screen.print(Padding(_notice(notice), (0, 0, 0, 2)))
    for bar in section.bars:
        screen.print(Padding(bar_text(bar), (0, 0, 0, 2)))
    drawn = tuple(chart.table for chart in section.charts if chart.in_words)
    for table in (*drawn, *section.tables):
        if table.minor and not whole:
            continue
        screen.print(Padding(rich_table(table), (1, 0, 0, 2)))
    for step in section.next:
        screen.print(Padding(_step(step), (1, 0, 0, 2)))


def _notice(notice: Notice) -> RichTable:
    grid = RichTable.grid(padding=(0, 2))
    grid.add_column(width=WHEN_CELLS)
    grid.add_column(overflow="fold")
    line = Text.assemble((notice.about.replace("_", " "), "bold"), f": {notice.says}")
    if notice.do:
        line.append(f" {notice.do}", style="bold")
    if not notice.checked:
        line.append(" (Source not fully checked.)", style="dim")
    grid.add_row(Text(HOW_SOON[notice.urgency], style=URGENCY_STYLE[notice.urgency]), line)
    return grid


def _step(step: Step) -> Text:
    line = Text.assemble(("Next: ", "bold"), step.says)
    return line.append(f": {step.command}", style="cyan") if step.command else line


def bar_text(bar: Bar) -> Text:
    """One bar with its marks [in the bar's unit]: solid is known, shaded may be more, below stand the marks."""
    full = max([bar.full, *(v for v in (bar.value, bar.high) if v is not None), *(at for _, at in bar.marks)])
    scale = BAR_CELLS / full if full > 0 else 0.0
    solid = round((bar.value if bar.value is not None else 0.0) * scale)
    upto = round((bar.high if bar.high is not None else bar.value if bar.value is not None else 0.0) * scale)
    text = Text(f"{bar.label:<16} ")
    text.append("█" * solid, style="green")
    text.append("░" * max(0, upto - solid), style="cyan")
    text.append("·" * (BAR_CELLS - max(solid, upto)), style="dim")
    text.append(f" {bar_words(bar)}")
    if bar.marks:
        row = [" "] * (BAR_CELLS + 1)
        for _, at in bar.marks:
            row[min(BAR_CELLS, round(at * scale))] = "^"
        said = ", ".join(f"{label} {amount(at, bar.unit)}" for label, at in sorted(bar.marks, key=lambda m: m[1]))
        text.append("\n" + " " * 17 + "".join(row).rstrip().ljust(BAR_CELLS) + f" {said}", style="dim")
    return text


def rich_table(table: Table) -> RichTable:
    """A table for the terminal; a cell that is None reads "unknown". (Units in the headings.)"""
    made = RichTable(title=table.caption, title_justify="left", title_style="dim", box=None, pad_edge=False)
    for column in table.columns:
        heading = f"{column.title} ({column.unit})" if column.unit else column.title
        made.add_column(heading, justify="right" if column.decimals is not None else "left", overflow="fold")
    for row in table.rows:
        made.add_row(*(cell_text(cell, column) for cell, column in zip(row, table.columns, strict=True)))
    return made


def _numbered(number: int, line: Text) -> RichTable:
    grid = RichTable.grid(padding=(0, 1))
    grid.add_column(justify="right", width=4)
    grid.add_column(overflow="fold")
    grid.add_row(f"{number}.", line)
    return grid
