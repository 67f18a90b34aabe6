"""The report in the terminal: the answer first, bars, few words. No markup is read out of what people wrote."""

from __future__ import annotations

import sys
from typing import TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from dolomite.report.label import HOW_SOON
from dolomite.report.plain import (
    BAR_CELLS,
    INDENT,
    LABEL_CELLS,
    SIGN,
    bar_cells,
    bar_words,
    card_head,
    card_lines,
    cell_text,
    sure_dots,
)
from dolomite.report.tree import Bar, Card, HowSoon, Notice, Report, Section, Step, Table
from dolomite.report.visible import visible

WIDEST = 100
WHEN_CELLS = 12  # how soon, in words
URGENCY_STYLE: dict[HowSoon, str] = {
    "emergency_now": "bold red",
    "same_day": "bold red",
    "soon": "bold yellow",
    "ask_first": "bold yellow",
    "caution": "yellow",
    "info": "dim",
    "none": "dim",
}
STYLE = {"plain": "bold", "good": "bold green", "caution": "bold yellow", "stop": "bold red", "unknown": "bold cyan"}


def console(out: TextIO | None = None, *, width: int = WIDEST, colour: bool | None = None) -> Console:
    """Where text goes: at most 100 [columns], colour on a terminal or where it is asked for."""
    screen = Console(
        file=out if out is not None else sys.stdout,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=False,
        force_terminal=colour,
    )
    screen.width = min(width, WIDEST)
    return screen


def show(report: Report, *, out: TextIO | None = None, screen: Console | None = None) -> None:
    """Print the whole report: headline, sections in order, references. (Units as in each line.)"""
    screen = screen if screen is not None else console(out)
    if not report.sections or report.sections[0].title != report.headline:  # else its own title says it
        screen.print()
        screen.print(Text(visible(report.headline), style="bold"))
    for section in report.sections:
        show_section(section, screen, whole=False)
    if report.references:
        screen.print()
        screen.print(Text("References", style="bold"))
        for reference in report.references:
            mark = "" if reference.verified else " (not fully verified)"
            line = Text(visible(f"{reference.text}{mark}"))
            screen.print(_numbered(reference.number, line))
    for note in report.notes:
        screen.print()
        screen.print(Text(visible(note), style="dim"))
    if report.foot:
        screen.print(Text(visible(report.foot), style="dim"))


def show_section(section: Section, screen: Console, *, whole: bool = True) -> None:
    """Print one section: title, what it says, bars, tables; minor tables only when `whole`. (Units as in each line.)"""
    screen.print()
    screen.print(Text(visible(SIGN[section.tone] + section.title), style=STYLE[section.tone]))
    for sentence in section.says:
        screen.print(Padding(Text(visible(sentence)), (0, 0, 0, 2)))
    if section.sure is not None:
        screen.print(Padding(Text(f"{sure_dots(section.sure)}  {section.sure.word}", style="bold"), (0, 0, 0, 2)))
    for card in section.cards:
        _show_card(card, screen)
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


def _show_card(card: Card, screen: Console) -> None:
    """A card's lines as in a pipe, with colours: its title, its bar, the commands."""
    screen.print()
    text = Text("\n".join(card_lines(card, screen.width)))
    text.stylize(STYLE[card.tone], 0, len(INDENT) + len(card_head(card)))
    for signs, style in (("█+", "green"), ("░+", "cyan"), ("·{2,}", "dim"), (r"\[dolomite [^\]]*\]", "cyan")):
        text.highlight_regex(signs, style)
    screen.print(text)


def _notice(notice: Notice) -> RichTable:
    grid = RichTable.grid(padding=(0, 2))
    grid.add_column(width=WHEN_CELLS)
    grid.add_column(overflow="fold")
    line = Text.assemble((visible(notice.about.replace("_", " ")), "bold"), f": {visible(notice.says)}")
    if notice.do:
        line.append(f" {visible(notice.do)}", style="bold")
    if not notice.checked:
        line.append(" (Source not fully checked.)", style="dim")
    grid.add_row(Text(HOW_SOON[notice.urgency], style=URGENCY_STYLE[notice.urgency]), line)
    return grid


def _step(step: Step) -> Text:
    line = Text.assemble(("Next: ", "bold"), visible(step.says))
    return line.append(f": {visible(step.command)}", style="cyan") if step.command else line


def bar_text(bar: Bar) -> Text:
    """One bar with its marks [in the bar's unit]: solid is known, shaded may be more, below stand the marks."""
    solid, reach, marks = bar_cells(bar)
    text = Text(f"{visible(bar.label):<{LABEL_CELLS - 1}} ")
    text.append("█" * solid, style="green")
    text.append("░" * max(0, reach - solid), style="cyan")
    text.append("·" * (BAR_CELLS - max(solid, reach)), style="dim")
    text.append(f" {bar_words(bar)}")
    if marks:
        text.append("\n" + " " * LABEL_CELLS + marks, style="dim")
    return text


def rich_table(table: Table) -> RichTable:
    """A table for the terminal; a cell that is None reads "unknown". (Units in the headings.)"""
    grid = RichTable(
        title=Text(visible(table.caption)), title_justify="left", title_style="dim", box=None, pad_edge=False
    )
    for column in table.columns:
        heading = f"{column.title} ({column.unit})" if column.unit else column.title
        grid.add_column(
            Text(visible(heading)), justify="right" if column.decimals is not None else "left", overflow="fold"
        )
    for row in table.rows:
        cells = (cell_text(cell, column) for cell, column in zip(row, table.columns, strict=True))
        grid.add_row(*(Text(visible(cell)) for cell in cells))
    return grid


def _numbered(number: int, line: Text) -> RichTable:
    grid = RichTable.grid(padding=(0, 1))
    grid.add_column(justify="right", width=4)
    grid.add_column(overflow="fold")
    grid.add_row(f"{number}.", line)
    return grid
